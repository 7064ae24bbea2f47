"""Say for every sentence of the statutes in `schemas/law/` what accounts for it.

A sentence is accounted for when every “shall”, “may”, and “must” in it (or the whole sentence, if it has none) is among
words that a requirement quotes, or that `schemas/coverage.yaml` lists with the reason why no requirement quotes them.
So a sentence with two duties does not pass when only one of them is checked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import resources
from ..reading import packaged
from . import requirements
from .requirements import Requirement

REQUIREMENT, UNACCOUNTED = "requirement", "unaccounted"


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a sentence is accounted for."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Words of a statute that `schemas/coverage.yaml` lists, because no requirement quotes them, and why."""

    law: str
    kind: str
    why: str
    words: str
    within: str = ""
    """The citation of the part of the statute in which they are listed, where another part has the same words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one item of a list, of a statute, and what accounts for it."""

    law: str
    """The file under `schemas/law/`, without its ending."""
    citation: str
    text: str
    kind: str
    """The id of a kind; `unaccounted` if something in it is left over."""
    requirements: tuple[Requirement, ...]
    """Those that quote words of it."""
    listed: tuple[Listed, ...]
    """Words of it that are listed, with the reason."""


def kinds() -> tuple[Kind, ...]:
    """Return every kind, in the order in which counts are shown."""
    return tuple(Kind(id, entry["label"], entry["description"]) for id, entry in _data()["kinds"].items())


@cache
def listed() -> tuple[Listed, ...]:
    """Return all words that are listed instead of checked."""
    return tuple(
        Listed(name, entry["as"], entry["why"], _on_one_line(words), entry.get("within", ""))
        for name, entries in _data()["laws"].items()
        for entry in entries
        for words in entry["words"]
    )


@cache
def sentences() -> tuple[Sentence, ...]:
    """Return every sentence of every statute, in the order of the files."""
    return tuple(
        _accounted(name, citation, text)
        for name in sorted(path.stem for path in (resources.schemas() / "law").glob("*.md"))
        for citation, text in split(requirements.statute(name))
    )


def of_law(name: str) -> tuple[Sentence, ...]:
    """Return the sentences of one statute, by its file's name without the ending."""
    return tuple(sentence for sentence in sentences() if sentence.law == name)


def kind(id: str) -> Kind:
    """Return a kind by its id. Raises StopIteration if there is none."""
    return next(kind for kind in kinds() if kind.id == id)


def counts() -> dict[str, int]:
    """Count the sentences of each kind; the sum is all sentences of the statutes."""
    found = Counter(sentence.kind for sentence in sentences())
    return {kind.id: found[kind.id] for kind in kinds()} | {UNACCOUNTED: found[UNACCOUNTED]}


def for_a_person() -> tuple[Sentence, ...]:
    """Return the sentences with a duty of a county that only a person can judge."""
    return tuple(s for s in sentences() if any(entry.kind == "judgement" for entry in s.listed))


def judgments() -> int:
    """Count the duties of a county that are listed as ones that only a person can judge."""
    return sum(entry.kind == "judgement" for entry in listed())


def split(statute: str) -> Iterator[tuple[str, str]]:
    """Yield (citation, sentence) for each sentence of a statute's Markdown, without headings and history."""
    code = ""
    path: list[str] = []
    for paragraph in re.split(r"\n\s*\n", statute):
        paragraph = _on_one_line(paragraph)
        if heading := re.match(r"#+ (?:California (\S+) .*?)?§+ ([0-9.]+)", paragraph):
            code = f"{'PC' if heading[1] == 'Penal' else 'WIC' if heading[1] else code.split()[0]} {heading[2]}"
            path = []
        elif not paragraph.startswith(("History:", "(History:", "Text as in force")):
            marks = re.match(r"(\([A-Za-z0-9]{1,4}\) ?)*", paragraph)
            assert marks
            for mark in re.findall(r"\((\w+)\)", marks[0]):
                path = [*_above(mark, path), mark]
            citation = code + "".join(f"({mark})" for mark in path)
            yield from ((citation, text) for text in _SENTENCE_END.split(paragraph[marks.end() :]) if text)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SENTENCE_END = re.compile(r"(?<=[.:]) (?=[A-Z“])")
_SUBDIVISION = re.compile(r"^(\w+ [\d.]+)\((\w+)\)")
_MODAL = re.compile(r"\b(?:shall|may|must)\b")


def _above(mark: str, path: list[str]) -> list[str]:
    """Return the citation above a mark. Levels are (a), (1), (A), (i), in this order; (i) may also follow (h)."""
    follows = bool(path) and path[0].isalpha() and mark == chr(ord(path[0][0]) + 1)
    depth = 1 if mark.isdigit() else 2 if mark.isupper() else 3 if mark in _ROMAN and path and not follows else 0
    return path[:depth]


def _accounted(name: str, citation: str, text: str) -> Sentence:
    spans: list[tuple[int, int]] = []
    quoting = []
    for requirement in _of_law(name):
        if _are_apart(requirement.citation, citation):
            continue  # the same words may be in another subdivision
        found = [span for words in (requirement.quote, *requirement.openings) for span in _spans(words, text)]
        spans += found
        if found:
            quoting.append(requirement)
    own = []
    for entry in listed():
        if entry.law == name and citation.startswith(entry.within) and (found := _spans(entry.words, text)):
            spans += found
            own.append(entry)
    left = [m for m in _MODAL.finditer(text) if not any(a <= m.start() and m.end() <= b for a, b in spans)]
    kind = UNACCOUNTED if left or not spans else REQUIREMENT if quoting else own[0].kind
    return Sentence(name, citation, text, kind, tuple(quoting), tuple(own))


def _are_apart(citation: str, other: str) -> bool:
    """Return whether two citations are of different subdivisions of one section."""
    own, its = _SUBDIVISION.match(citation), _SUBDIVISION.match(other)
    return bool(own and its and own[1] == its[1] and own[2] != its[2])


@cache
def _of_law(name: str) -> tuple[Requirement, ...]:
    return tuple(requirement for requirement in requirements.on_record() if requirement.law == name)


def _spans(words: str, text: str) -> list[tuple[int, int]]:
    """Return where some words are in a sentence: (start, end) each; the whole sentence if the words contain it."""
    words = _on_one_line(words)
    if not words:
        return []
    if text in words:
        return [(0, len(text))]
    return [(found.start(), found.end()) for found in re.finditer(re.escape(words), text)]


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged.load(resources.schemas() / "coverage.yaml")
    return data
