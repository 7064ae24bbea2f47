"""Decide whether a text of a county file says anything (`schemas/texts.yaml`), for titles, names, and prose alike.

Every list becomes JSON Schema: patterns without flags and without looking around, in the syntax that Python, validators,
and editors share. So the published schema reads a text as `check` does.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..characters import as_it_looks, in_small_letters
from ..english import sentences_of
from . import phrases
from .needed_words import Needed, has_all, needed, plain

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator as Validator

Schema = dict[str, Any]

_BETWEEN = "[^0-9A-Za-zÀ-ÖØ-öø-ɏͰ-\u115e\u1161-῾々-\u3163\u3165-\ud7ff]"
"""What may be around and between phrases: anything but letters and digits, such as brackets, check boxes, and emoji.

Four letters of Korean that nobody sees count as nothing too.
"""

_NO_LETTER = "^[^A-Za-zÀ-\ufffd]*$"
"""A name or a title has a letter."""

_NOTHING_PRINTED = "nothing_printed"
"""The texts that print nothing, or only a heading; no list has them."""

NOTHING_INSTEAD_OF_A_CLAUSE = ("placeholders", "removed", _NOTHING_PRINTED, "refusals", "affirmations")
"""The lists whose texts say nothing where a clause that serves a duty is replaced."""

_INVISIBLE = (
    r"(<!--([^-]|-[^-]|--[^>])*--!?>|\[[^\]\n]*\]:\s[^\n]*|<[^>\n]*>|&nbsp;|#{1,6}([ \t][^\n]*)?(\n|$)|~~[^~\n]*~~)"
)
"""What prints nothing, or only a heading or what is struck out: comments, tags, and the like."""

_HEADINGS = r"([\s>]*(#[^\n]*|\*\*[^*\n]+\*\*[.:]?[ \t]*)\n)*"
"""Headings above a text, which say nothing of their own."""

_LEFT_OPEN = "TODO"
_TO_INSERT = r"\[(insert|enter|fill in|specify|your|name of|title of) [^\]\n]*\]([^(]|$)"

_IN_BRACKETS = r"(\[[^\]\n]*\]|<[^>\n]*>|\{[^}\n]*\}|«[^»\n]*»)"

_OTHER_PLACEHOLDERS = re.compile(rf"{_LEFT_OPEN.lower()}|tb[acd]|…|\.\.\.|\[")
"""What is in a placeholder that is none of the words and phrases of the list, has letters, and no bracket around it."""

_TOKEN = re.compile("[0-9a-z]+")
"""What a word of the lists is made of; what is between words has none of it."""

_SENTENCES = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_MAX_DOUBTFUL = 400
"""Characters of a text whose first words can make it a no; a longer one says more than that, unless its sentence ends."""

_OF_WHOM = r"( of [^.,;\n]{1,40})?(, [^.,;\n]{1,60},)?"
"""What may be between a party's name and what is said of it."""
_FIRST = (
    "(however|but|also|unfortunately|at present|currently|today|to date|so far|(as of|since|in|from) [^,.;\n]{1,30})"
)
"""What may be before the name."""
_OF_BLANKS = ("___", "??", "XXX", "TBA", "TBC", "TBD", "[")
"""One of these is in each blank."""
_EMPTY_BOX = re.compile(r"\[ \]|☐")
_CHECKED_BOX = re.compile(r"\[[xX✓✔]\]|[☑☒✓✔]")


@cache
def schema(*names: str) -> Schema:
    """Return the JSON Schema of the texts that are in one of the lists."""
    return {"anyOf": [alternative for name in names for alternative in _alternatives(name)]}


def _alternatives(name: str) -> Iterator[Schema]:
    if name == _NOTHING_PRINTED:
        yield {"pattern": rf"^(\s|{_INVISIBLE})*$"}
        return
    yield _of_words(name)
    yield _of_phrases(name, *phrases.lists()[name]["phrases"].split())
    if name == "placeholders":
        yield from _other_placeholders()["anyOf"]
    if name == "vacancies":
        yield _without_letters()


def _without_letters() -> Schema:
    return {"pattern": _NO_LETTER}


def _other_placeholders() -> Schema:
    """Return the JSON Schema of the placeholders that no list of words can have."""
    beginning, ending = phrases.compiled(phrases.lists()["beginnings"]), phrases.compiled(phrases.lists()["endings"])
    patterns = (
        rf"^\s*{beginning}([^A-Za-z0-9_]|$)",
        rf"^{_BETWEEN}+$",
        rf"(^|[^A-Za-z0-9_]){_LEFT_OPEN}([^A-Za-z0-9_]|$)",
        phrases.compiled(_TO_INSERT),
        rf"^\s*{_IN_BRACKETS}[\s.:!]*$",
        rf"(^|[,;:]|\s{ending})\s*(…|\.\.\.)\s*$",
    )
    return {"anyOf": [{"pattern": pattern} for pattern in patterns]}


def _of_words(name: str) -> Schema:
    """Return the JSON Schema of the texts that are made of the words of a list alone, with one of its marks."""
    entry = phrases.lists()[name]
    words = "|".join(map(phrases.compiled, entry["words"].split()))
    marks = "|".join(map(_phrase, entry["marks"].split()))
    made_of_words = {"pattern": f"^{_HEADINGS}{_BETWEEN}*(({words})({_BETWEEN}+|$))+$"}
    # Begun at ^ since validators take ten times as long to prepare a search for many words that may begin anywhere.
    marked = {"pattern": rf"^([\s\S]*{_BETWEEN})?({marks})({_BETWEEN}|$)"}
    return {"maxLength": entry["at_most"], "allOf": [made_of_words, marked]}


def _of_phrases(name: str, *some: str) -> Schema:
    """Return the JSON Schema of the texts that are one of some phrases of a list."""
    alternatives = "|".join(map(_phrase, some))
    pattern = f"^{_HEADINGS}{_BETWEEN}*({alternatives}){_BETWEEN}*$"
    return {"maxLength": phrases.lists()[name]["at_most"], "pattern": pattern}


def _phrase(entry: str) -> str:
    return phrases.compiled(entry.replace("_", " "))


def is_placeholder(text: str) -> bool:
    """Return whether a text only marks that something is still to be filled in, such as TODO."""
    return is_in(text, "placeholders")


def left_open(text: str) -> str:
    """Return what is still to be filled in within a text that says more, such as “[insert name]”; else an empty text."""
    found = re.search(rf"\b{_LEFT_OPEN}\b|\[[^\]\n]*\]", text) if is_placeholder(text) else None
    begins = found and not re.search(r"[A-Za-z0-9]", text[: found.start()])
    says_more = found and not (begins and (found[0] == _LEFT_OPEN or not re.search("[A-Za-z0-9]", text[found.end() :])))
    return found[0] if found and says_more and (found[0] == _LEFT_OPEN or is_placeholder(found[0])) else ""


def is_vacancy(text: str) -> bool:
    """Return whether a name or a title names no one: a placeholder, or words such as “Vacant”."""
    return is_in(text, "placeholders", "vacancies")


def may_be_vacant(title: str) -> bool:
    """Return whether a longer title leaves open whether anyone has the position, as “Director (vacant)” or “Director?”.

    One that is struck out, or has a blank, leaves it open too.
    """
    if re.search(r"\?[\W_]*$|~~", title) or blank(title):
        return True
    return _has_one_of("vacancy_words", title)


def may_be_defunct(name: str) -> bool:
    """Return whether an agency's name leaves open whether there still is such an agency, as “Former Mental Health Board”."""
    return _has_one_of("defunct_agency_words", name)


def may_not_be_adopted(adopted_by: str) -> bool:
    """Return whether what is to say who adopted an instrument reads as if no one had, as “Board (vote pending)”."""
    return bool(blank(adopted_by)) or _has_one_of("not_adopted_words", adopted_by)


def may_not_provide(provider: str) -> bool:
    """Return whether what is written for a provider leaves open whether there is one, as “Contract lapsed in 2024”."""
    return may_be_vacant(provider) or _has_one_of("no_provider_words", provider)


def _has_one_of(name: str, text: str) -> bool:
    """Return whether a title or a name, read as it looks, has a phrase of a list anywhere, or is a vacancy only if read so."""
    seen = as_it_looks(text)
    small = in_small_letters(seen)
    return (seen != text and is_vacancy(seen)) or any(
        phrases.anywhere(phrase).search(small) for phrase in phrases.that_may_match(seen, name)
    )


def _begins_with_one_of(name: str, text: str) -> bool:
    """Return whether a text begins with a phrase of a list."""
    return any(phrases.at_the_beginning(phrase).match(text) for phrase in phrases.that_may_match(text, name))


def may_not_meet(schedule: str) -> bool:
    """Return whether what is to say how often a body meets reads as if it never does, or no longer."""
    return _begins_with_one_of("not_meeting", schedule.strip())


def vacancy_in_note(note: str) -> str:
    """Return the words of a note on a seat that leave the seat empty, as “Vacant since 2025”; an empty text if none do.

    A note on what happens when a position is vacant has none.
    """
    for sentence in re.split(r"[.;!?]\s+|\n", as_it_looks(note)):
        from_its_first_word = in_small_letters(re.sub(r"^\W+", "", sentence))
        for phrase in phrases.that_may_match(sentence, "note_vacancy_words"):
            found = phrases.anywhere(phrase).search(from_its_first_word)
            if found and not phrases.one_phrase("note_vacancy_before").search(from_its_first_word[: found.start()]):
                return sentence.strip().rstrip(".")
    return ""


def is_refusal(text: str) -> bool:
    """Return whether a text about what is done says nothing but no, or not yet."""
    return is_in(text, "refusals")


def is_bare_yes(text: str) -> bool:
    """Return whether a text about what is done says nothing but yes."""
    return is_in(text, "affirmations")


def prints_nothing(text: str) -> bool:
    """Return whether a text prints nothing, or only a heading."""
    return is_in(text, _NOTHING_PRINTED)


def is_nothing_instead_of_a_clause(text: str) -> bool:
    """Return whether what is printed instead of a clause says nothing, such as “Reserved.” or a comment."""
    return is_in(text, *NOTHING_INSTEAD_OF_A_CLAUSE)


def may_say_no(text: str) -> str:
    """Return the words of a longer text that look like a no, or an empty text.

    They are at its beginning; or they are a whole later sentence, or what is after a semicolon, that leaves out the duty;
    or they are the whole text, which says nothing else. In a text of more than some sentences, only a whole sentence counts.
    """
    first, *further = sentences(text)
    is_short = len(text) <= _MAX_DOUBTFUL
    if is_short and (said := _alone(text.strip())):
        return said
    said = _no_at_the_beginning(first, "doubts")
    if said and not is_short and len(said.rstrip(" :;,")) < len(first.rstrip(" :;,")):
        said = ""
    parts = (part for sentence in (first, *further) for part in sentence.split("; "))
    return said or next(filter(None, (_no_at_the_beginning(part, "doubts_further_on") for part in parts)), "")


def _alone(text: str) -> str:
    """Return a text that is nothing but a hedge, a word on the need, or a place to look; else an empty text."""
    return text.rstrip(".! ") if _begins_with_one_of("doubts_alone", text) else ""


def unfinished(text: str) -> str:
    """Return what shows that a longer text is still to be filled in or decided, such as “____”; else an empty text.

    A text that only asks, and a list of which no box is checked, are still to be decided as a whole.
    """
    for phrase in phrases.that_may_match(text, "unfinished"):
        if found := phrases.as_written(phrase).search(text):
            return found[0].strip(" \n-–—")
    if found_blank := blank(text):
        return found_blank
    if not re.search(r"[.!;](\s|$)", text) and text.rstrip().endswith("?"):
        return text.strip()
    if (empty := _EMPTY_BOX.search(text)) and not _CHECKED_BOX.search(text):
        return empty[0]
    return ""


def blank(text: str) -> str:
    """Return what is left to be filled in within a name, a title, or a text, such as “____” or “TBD”; else an empty text."""
    if not any(mark in text for mark in _OF_BLANKS):  # as in most texts, whose words need not be looked at
        return ""
    for phrase in phrases.that_may_match(text, "blanks"):
        if found := phrases.as_written(phrase).search(text):
            return found[0]
    return ""


def _no_at_the_beginning(sentence: str, name: str) -> str:
    doubts = phrases.that_may_match(sentence, name)
    if (
        not doubts
        or phrases.has_words("no_doubt_before", sentence)
        or phrases.one_phrase("no_doubt_after").match(in_small_letters(sentence))
    ):
        return ""
    found = next(filter(None, (phrases.at_the_beginning(doubt).match(sentence) for doubt in doubts)), None)
    return found[0].strip() if found else ""


def says_no_part(text: str, seats: Collection[str], names: Iterable[str]) -> str:
    """Return the first sentence that says of a party with one of these seats on the protocol team that it takes no part.

    `names` are what the file calls these parties. Empty if no sentence does.
    """
    if not phrases.that_may_match(text, "takes_no_part"):
        return ""
    of_seats = (name for seat, name in phrases.lists()["party_names"].items() if seat in seats)
    of_file = (re.escape(name).replace("\\ ", " ").replace("’", "'") for name in names)
    parties = "|".join((*of_seats, *of_file))
    for sentence in sentences_of(text.replace("**", "").strip()):
        for says in phrases.that_may_match(sentence, "takes_no_part"):
            if _of_a_party(parties, says).match(sentence):
                return re.sub(r"^[-*+>\s]+", "", sentence).rstrip(".!; ")
    return ""


@lru_cache(maxsize=64)  # the texts of a file have the same parties, of which there may be hundreds
def _of_a_party(parties: str, says: str) -> re.Pattern[str]:
    whole = rf"[-*+>#\s]*({_FIRST}, )?(the )?({parties}){_OF_WHOM} {says}"
    return re.compile(phrases.compiled(whole, with_capitals=False), re.IGNORECASE)


def takes_no_part(text: str) -> bool:
    """Return whether a text without a subject, such as what an agency undertakes, says that it takes no part."""
    return _begins_with_one_of("takes_no_part", text.strip())


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, one at least, without what ends them."""
    return [sentence.strip() for sentence in _SENTENCES.split(text.strip())]


def is_in(text: str, *names: str) -> bool:
    """Return whether a text is in one of the lists, as a validator of `schema` finds."""
    return any(_is_in(text, name) for name in names)


@lru_cache(maxsize=4096)
def _is_in(text: str, name: str) -> bool:
    return any(_validator(*possible).is_valid(text) for possible in _possible(text, name))


_Possible = tuple[Callable[..., Schema], tuple[str, ...]]
"""What returns the JSON Schema of a part of a list, and of which part."""


@cache
def _validator(schema: Callable[..., Schema], names: tuple[str, ...]) -> "Validator":
    from jsonschema_rs import Draft202012Validator  # whose patterns are prepared faster than Python's

    return Draft202012Validator(schema(*names))


def _possible(text: str, name: str) -> Iterator[_Possible]:
    """Yield the parts of a list that a text may be in; mostly none, and each takes long to prepare."""
    first = text.strip()[:1]
    if name == _NOTHING_PRINTED:
        if not first or first in "<[&#~":
            yield schema, (name,)
        return
    said = plain(text)
    if len(text) <= phrases.lists()[name]["at_most"]:
        yield from _hints(name).possible(text, said)
    if name == "vacancies" and not re.search("[a-z]", said):
        yield _without_letters, ()
    if name == "placeholders" and (first in "[<{«" or _OTHER_PLACEHOLDERS.search(said) or not _TOKEN.search(said)):
        yield _other_placeholders, ()


@dataclass(frozen=True, slots=True)
class _Hints:
    """What is quickly seen of a text that is in a list."""

    name: str
    words: frozenset[str]
    """The letters and digits of its words."""
    other_words: re.Pattern[str]
    """The letters and digits of those that have several forms."""
    marks: tuple[Needed, ...]
    phrases: frozenset[str]
    other_phrases: tuple[tuple[str, Needed], ...]
    """Those that have several forms, with what must be in them."""

    def possible(self, text: str, said: str) -> Iterator[_Possible]:
        """Yield the parts of the list that a text may be in; `said` is the text as it is compared."""
        if "\n" in text and ("#" in text or "**" in text):  # perhaps below a heading, which the list passes over
            yield schema, (self.name,)
            return
        tokens = _TOKEN.findall(said)
        is_of_words = all(token in self.words or self.other_words.fullmatch(token) for token in tokens)
        if is_of_words and any(has_all(mark, said) for mark in self.marks):
            yield _of_words, (self.name,)
        if (phrase := "_".join(tokens)) in self.phrases:
            yield _of_phrases, (self.name, phrase)
        for phrase, words in self.other_phrases:
            if has_all(words, said):
                yield _of_phrases, (self.name, phrase)


@cache
def _hints(name: str) -> _Hints:
    entry = phrases.lists()[name]
    words = entry["words"].split()
    simple = [word for word in words if re.fullmatch(r"[a-z0-9/'-]+", word)]
    # Where a word has a period, a hyphen, or an apostrophe, any of the letters between them may be alone.
    others = [re.split(r"\\?[-.'/](?![^\[]*\])\??|\[[^\]a-z0-9]+\]", word) for word in words if word not in simple]
    of_list = entry["phrases"].split()
    simple_phrases = frozenset(phrase for phrase in of_list if phrase.replace("_", "").isalnum())
    return _Hints(
        name=name,
        words=frozenset(token for word in simple for token in _TOKEN.findall(word)),
        other_words=re.compile("|".join("".join(f"(?:{part})?" for part in word) for word in others) or "(?!)"),
        marks=tuple(_needed_in(mark) for mark in entry["marks"].split()),
        phrases=simple_phrases,
        other_phrases=tuple((phrase, _needed_in(phrase)) for phrase in of_list if phrase not in simple_phrases),
    )


def _needed_in(phrase: str) -> Needed:
    said = phrase.replace("_", " ")
    return ((said,),) if phrase.replace("_", "").isalnum() else needed(said)
