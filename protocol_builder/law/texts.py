"""Decide whether a text of a county file says anything (`schemas/texts.yaml`), for titles, names, and prose alike.

Every list becomes JSON Schema: patterns without flags and without looking around, in the syntax that Python, validators,
and editors share. So the published schema reads a text as `check` does.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .. import resources
from ..reading.loader import load_yaml

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

_MAX_DOUBTFUL = 400
"""Characters of a text that is read for words that look like a no; a longer one says more than that."""


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml((resources.schemas() / "texts.yaml").read_text("utf-8"))
    return data


@cache
def schema(*names: str) -> Schema:
    """Return the JSON Schema of the texts that are in one of the lists."""
    return {"anyOf": [alternative for name in names for alternative in _alternatives(name)]}


def _alternatives(name: str) -> Iterator[Schema]:
    if name == _NOTHING_PRINTED:
        yield {"pattern": rf"^(\s|{_INVISIBLE})*$"}
        return
    entry = _lists()[name]
    words = "|".join(map(_compiled, entry["words"].split()))
    marks = "|".join(map(_phrase, entry["marks"].split()))
    phrases = "|".join(map(_phrase, entry["phrases"].split()))
    made_of_words = {"pattern": f"^{_HEADINGS}{_BETWEEN}*(({words})({_BETWEEN}+|$))+$"}
    # Begun at ^ since validators take ten times as long to prepare a search for many words that may begin anywhere.
    marked = {"pattern": rf"^([\s\S]*{_BETWEEN})?({marks})({_BETWEEN}|$)"}
    yield {"maxLength": entry["at_most"], "allOf": [made_of_words, marked]}
    yield {"maxLength": entry["at_most"], "pattern": f"^{_HEADINGS}{_BETWEEN}*({phrases}){_BETWEEN}*$"}
    if name == "placeholders":
        beginning, ending = _compiled(_lists()["beginnings"]), _compiled(_lists()["endings"])
        yield {"pattern": rf"^\s*{beginning}([^A-Za-z0-9_]|$)"}
        yield {"pattern": rf"^{_BETWEEN}+$"}
        yield {"pattern": rf"(^|[^A-Za-z0-9_]){_LEFT_OPEN}([^A-Za-z0-9_]|$)"}
        yield {"pattern": _compiled(_TO_INSERT)}
        yield {"pattern": rf"^\s*{_IN_BRACKETS}[\s.:!]*$"}
        yield {"pattern": rf"(^|[,;:]|\s{ending})\s*(…|\.\.\.)\s*$"}
    if name == "vacancies":
        yield {"pattern": _NO_LETTER}


def _phrase(entry: str) -> str:
    return _compiled(entry.replace("_", " "))


def _compiled(phrase: str, *, with_capitals: bool = True) -> str:
    """Return a phrase of the lists as a pattern: its parts put in, each small letter also as a capital letter."""
    parts = _lists()["parts"]
    while found := re.search(r"\{([a-z_]+)\}", phrase):
        phrase = phrase.replace(found[0], parts[found[1]])
    made, in_class = [], False
    for character in re.findall(r"\\.|.", phrase):
        if character in ("[", "]"):
            in_class = character == "["
        both = f"{character}{character.upper()}"
        if with_capitals and "a" <= character <= "z":
            made.append(both if in_class else f"[{both}]")
        else:
            made.append({" ": "[ \\n\N{NO-BREAK SPACE}]+", "'": "['’]"}.get(character, character))
    return "".join(made)


def _is(text: str, *names: str) -> bool:
    """Return whether a text is in one of the lists, as a validator of `schema` finds."""
    return _matches(schema(*names), text)


def _matches(node: Schema, text: str) -> bool:
    return (
        len(text) <= node.get("maxLength", len(text))
        and ("pattern" not in node or bool(_regex(node["pattern"]).search(text)))
        and all(_matches(part, text) for part in node.get("allOf", ()))
        and ("anyOf" not in node or any(_matches(part, text) for part in node["anyOf"]))
    )


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def is_placeholder(text: str) -> bool:
    """Return whether a text only marks that something is still to be filled in, such as TODO."""
    return _is(text, "placeholders")


def left_open(text: str) -> str:
    """Return what is still to be filled in within a text that says more, such as “[insert name]”; else an empty text."""
    found = re.search(rf"\b{_LEFT_OPEN}\b|\[[^\]\n]*\]", text) if is_placeholder(text) else None
    begins = found and not re.search(r"[A-Za-z0-9]", text[: found.start()])
    says_more = found and not (begins and (found[0] == _LEFT_OPEN or not re.search("[A-Za-z0-9]", text[found.end() :])))
    return found[0] if found and says_more and (found[0] == _LEFT_OPEN or is_placeholder(found[0])) else ""


def is_vacancy(text: str) -> bool:
    """Return whether a name or a title names no one: a placeholder, or words such as “Vacant”."""
    return _is(text, "placeholders", "vacancies")


def may_be_vacant(title: str) -> bool:
    """Return whether words in a longer title leave open whether anyone has the position: “Director (vacant)”."""
    return bool(_words("vacancy_words").search(title))


@cache
def _words(name: str) -> re.Pattern[str]:
    """Return the pattern of words that may be anywhere in a text."""
    return re.compile(rf"\b{_compiled(_lists()[name], with_capitals=False)}\b", re.IGNORECASE)


def is_refusal(text: str) -> bool:
    """Return whether a text about what is done says nothing but no, or not yet."""
    return _is(text, "refusals")


def is_bare_yes(text: str) -> bool:
    """Return whether a text about what is done says nothing but yes."""
    return _is(text, "affirmations")


def prints_nothing(text: str) -> bool:
    """Return whether a text prints nothing, or only a heading."""
    return _is(text, _NOTHING_PRINTED)


def is_nothing_instead_of_a_clause(text: str) -> bool:
    """Return whether what is printed instead of a clause says nothing, such as “Reserved.” or a comment."""
    return _is(text, *NOTHING_INSTEAD_OF_A_CLAUSE)


def may_say_no(text: str) -> str:
    """Return the words at the beginning of a longer text that look like a no, or an empty text."""
    first = re.split(r"[.!?](?=\s|$)|\n\s*\n", text.strip(), maxsplit=1)[0] if len(text) <= _MAX_DOUBTFUL else ""
    if not first or not _words("doubt_words").search(first) or _words("no_doubt_before").search(first):
        return ""
    found = _doubts().match(first)
    return found[0].strip() if found else ""


@cache
def _doubts() -> re.Pattern[str]:
    start = _compiled(_lists()["no_doubt_after"], with_capitals=False)
    doubts = "|".join(_compiled(doubt, with_capitals=False) for doubt in _lists()["doubts"])
    return re.compile(rf"(?!{start}\b)({doubts})", re.IGNORECASE)
