"""Find a child's data and internal numbers in the texts of a county file, and withhold these texts.

A withheld text is replaced as soon as the file is read, so no document, page, or message can show it. The finding at
its line says what it is. Words that someone has checked, and listed under `checked_texts`, are published.

The patterns look for what only a record about one child has: a label and a number, or a first name and an initial. A
date, a section, or the number of an agreement alone is none of these.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from ..characters import in_small_letters
from ..diagnostic import Diagnostic, Path
from ..protocol import contacts
from ..reading.source import texts
from .first_names import first_names

CHILDS_DATA, INTERNAL_NUMBER = "childs-data-in-a-text", "internal-number-in-a-text"
"""The ids of the findings."""
WITHHELD = {
    CHILDS_DATA: "This text is withheld because it may hold a child’s data.",
    INTERNAL_NUMBER: "This text is withheld because it has a number for staff only.",
}
"""What is printed instead of a text."""

_NOT_TEXT = frozenset(("url", "number", "address", "checked_texts", *contacts.KEYS))
"""Keys of addresses and numbers, and of words that someone has checked."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})(?!\d)"
)
_SOCIAL_SECURITY = (
    r"(?<![\w/.-])(?!000|666|9)\d{3}([- ])(?!00)\d\d\1(?!0000)\d{4}(?![\w/-])"
    r"|\b(?i:ssn|social\s+security)(?i:\s+(?:no\.?|number|\#))?[\s:#]*\d{3}[- ]?\d\d[- ]?\d{4}(?!\d)"
)
_OF_A_DOCUMENT = (
    r"(?i)\b(?:resolution|agreement|contract|ordinance|mou|legistar|item|order|account|invoice|grant|award|rfp|bid|vendor"
    r"|policy|form|file|docket|minutes|board)\b[^.;:]{0,25}$"
)
"""What comes before the number of a document."""
_BIRTH = (
    r"(?:\bD\.?O\.?B\b\.?|\b(?i:date\s+of\s+birth|birth\s*-?\s*date|birthday|born))(?i:\s+(?:is|was|on|of))?[\s:=(#–-]*"
    rf"{_DATE}(?!\s*,?\s+(?:or|and)\s+(?:after|before|later|earlier))"
)
_NOT_A_PERSON = r"(?i)\b(?:protocol|team|committee|program|agreement|network|project|idea|county|unit|task force|coalition)\s+(?:was\s+)?$"
"""What comes before “born” where no person is."""
_CASE = (
    r"\b(?i:case|petition|booking|client|medical\s+record)\s*(?i:no\.?|number|num\.?|id|\#)[\s:#]*(?i:is\s+)?"
    r"(?=[A-Z\d-]*\d[A-Z\d-]*\d[A-Z\d-]*\d)[A-Z]{0,4}-?\d[A-Z\d-]*(?![\w:])"
    r"|(?<![\w-])\d{2}-?J[DUV]-?\d{3,}\b|\bJ[DUV]-?\d{4,}\b|(?<![\w-])\d{4}-\d{4}-\d{4}-\d{7}(?![\w-])"
)
_CITED = r"\sv\.\s[^;]{0,80}$|\bIn re\s[^;]{0,80}$"
"""What comes before the number of a published case."""
_NAME = re.compile(
    r"\b([A-Z][a-z]+)\s+([A-Z])(?:\.(?!\s?[A-Z]\.)|(?=['’]s\b|\s+(?:is|was|has|had|ran|said|who|went)\b))"
)
_GOES_ON = (
    r"\s+(?!(?:The|She|He|They|Her|His|Their|We|When|While|After|Before|On|In|At|It|This|That|If|Each|No|All|Staff|A|An)\b)"
    r"[A-Z][a-z]"
)
"""A last name after the initial: an adult's full name, such as a building has."""
_INITIALS = (
    r"\b(?i:minor|child|youth|victim|client|girl|boy|daughter|son|patient|survivor),?\s+"
    r"(?!U\.\s?S|L\.\s?A|S\.\s?F|D\.\s?C|A\.\s?A|N\.\s?A|P\.\s?O|M\.\s?D|J\.\s?D|B\.\s?A|M\.\s?A|M\.\s?S)"
    r"[A-Z]\.\s?[A-Z]\.(?!\s?[A-Z]\.)(?!\w)"
)


Kinds: TypeAlias = tuple[tuple[str, Callable[[str], Iterator[str]]], ...]
"""Kinds of a child's data: what a message calls it, and how it is found in a text."""


def withheld(data: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Return the data without texts that may hold a child’s data or an internal number, and a finding for each.

    Nothing is found in what it returns: to look through the same data again is of no use.
    """
    if not isinstance(data, dict):
        return data, ()
    data = contacts.marked(data)
    numbers = contacts.internal_in(data)
    every = texts(data)
    kinds = _KINDS if _may_have_childs_data(_as_one(every)) else ()
    read = [(path, text) for path, text in every if _NOT_TEXT.isdisjoint(path)] if kinds or numbers else []
    checked, of_staff = _checked(data), _pattern_of(numbers, _as_one(read))
    found = tuple(
        finding
        for path, text in (read if kinds or of_staff else ())
        for finding in _findings(path, text, kinds, checked, of_staff, has_list="checked_texts" in data)
    )
    if not found:
        return data, ()
    left = copy.deepcopy(data)
    for finding in found:
        *parents, last = finding.path
        place: Any = left
        key: Any
        for key in parents:
            place = place[key]
        place[last] = WITHHELD[finding.id]
    return left, found


def _as_one(found: Iterable[tuple[Path, str]]) -> str:
    """Return some texts as one, in which no pattern finds anything that goes from one into the next."""
    return "\0".join([text for _, text in found])


_THEN_A_DATE = r"[\s:=(#–.-]*+(?:[a-z]++[\s:=(#–.-]*+){0,3}+\d"
_THEN_NUMBER = r"\s*(?:no|num|id|#)"
_HINTS = (
    (_SOCIAL_SECURITY, (r"-\d\d-\d{4}", r" \d\d \d{4}", r"ssn", r"social\s+security")),
    (_BIRTH, [word + _THEN_A_DATE for word in ("born", "birth", r"d\.?o\.?b")]),
    (_CASE, [word + _THEN_NUMBER for word in ("case", "petition", "booking", "client", "record")]),
    (_CASE, (r"j[duv]-?\d{3}", r"-\d{4}-\d{4}-")),
    (_INITIALS, (r"\.\s?[a-z]\.",)),
)
"""Each pattern with what one of must be in a whole file, in small letters, for it to find anything.

Several that begin with one word each are found many times faster than a single one that may begin in many ways.
"""
_NAME_HINT = re.compile(r"[A-Z][a-z]+\s+[A-Z](?:\.|['’]s\b|\s+(?:is|was|has|had|ran|said|who|went)\b)")


def _may_have_childs_data(text: str) -> bool:
    """Return whether all texts of a file may have a child's data anywhere; nearly every file is cleared here."""
    small = in_small_letters(text)
    return any(
        any(re.search(hint, small) for hint in hints) and re.search(pattern, text) for pattern, hints in _HINTS
    ) or bool(_NAME_HINT.search(text) and any(found[1] in first_names() for found in _NAME.finditer(text)))


def _checked(data: dict[str, Any]) -> str:
    """Return the words that someone has checked, as one text."""
    listed = data.get("checked_texts")
    return "\n".join(_plain(str(words)) for words in listed) if isinstance(listed, list) else ""


def is_checked(data: dict[str, Any], words: str) -> bool:
    """Return whether someone has checked some words of a file."""
    return _plain(words) in _checked(data)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _findings(
    path: Path, text: str, kinds: Kinds, checked: str, of_staff: re.Pattern[str] | None, *, has_list: bool
) -> Iterator[Diagnostic]:
    """Yield at most one finding for a text: the first thing in it that nobody has checked."""
    for what, find in kinds:
        for words in find(text):
            if _plain(words) not in checked:
                verb = "are" if what.endswith("initials") else "is"
                message = f"{what} {verb} in this text, so the text is not published"
                yield _finding(CHILDS_DATA, message, path, words, _remedy(words, has_list))
                return
    if of_staff and (number := of_staff.search(text)):
        message = "a number that is for staff only is in this text, so the text is not published"
        remedy = "delete it here, or write internal: false where the number is"
        yield _finding(INTERNAL_NUMBER, message, path, number[0], remedy)


def _finding(id: str, message: str, path: Path, words: str, remedy: str) -> Diagnostic:
    return Diagnostic(id, "error", message, path, True, remedy, words=words)


def _remedy(words: str, has_list: bool) -> str:
    typed = "- '" + _plain(words).replace("'", "''") + "'"
    delete = "delete the words; if they are not about a person, add"
    return f"{delete} under checked_texts\n{typed}" if has_list else f"{delete}\nchecked_texts:\n  {typed}"


def _pattern_of(numbers: Iterable[str], said: str) -> re.Pattern[str] | None:
    """Return a pattern for those internal numbers and addresses that are in what a file says, however they are typed.

    None if none of them is: of a number nobody separates the digits of its three parts.
    """
    patterns = []
    for typed in numbers:
        digits = contacts.ten_digits(typed)
        parts = (digits[:3], digits[3:6], digits[6:])
        if digits and all(part in said for part in parts):
            patterns.append(r"(?<!\d)\(?{}\)?[-. –]*{}[-. –]*{}(?!\d)".format(*parts))
        elif not digits and "@" in typed and "@" in said:
            patterns.append(rf"(?i:{re.escape(typed)})")
    pattern = re.compile("|".join(patterns)) if patterns else None
    return pattern if pattern and pattern.search(said) else None


def _social_security(text: str) -> Iterator[str]:
    for found in re.finditer(_SOCIAL_SECURITY, text):
        if not re.search(_OF_A_DOCUMENT, text[max(0, found.start() - 60) : found.start()].replace("No.", "No")):
            yield found[0]


def _birth(text: str) -> Iterator[str]:
    for found in re.finditer(_BIRTH, text):
        if not re.search(_NOT_A_PERSON, text[max(0, found.start() - 40) : found.start()]):
            yield found[0]


def _case(text: str) -> Iterator[str]:
    for found in re.finditer(_CASE, text):
        if not re.search(_CITED, text[max(0, found.start() - 120) : found.start()]):
            yield found[0]


def _name(text: str) -> Iterator[str]:
    for found in _NAME.finditer(text):
        if found[1] in first_names() and not re.match(_GOES_ON, text[found.end() :]):
            yield found[0]


def _initials(text: str) -> Iterator[str]:
    for found in re.finditer(_INITIALS, text):
        yield found[0]


_KINDS: Kinds = (
    ("a Social Security number", _social_security),
    ("a date of birth", _birth),
    ("a case number", _case),
    ("a first name with an initial", _name),
    ("a child’s initials", _initials),
)
"""What a child's data is, and how it is found in a text."""
