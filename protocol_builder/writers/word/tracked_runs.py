"""Track changes within a paragraph of a Word document, word by word.

A paragraph is a line of tokens: words, spaces, and atoms that are kept or replaced as a whole, such as a picture or a
field. Whether a field is the same depends on what it shows, not on the result that was last computed for it.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from lxml import etree

from ...alignment import changed_spans
from .docx_text import W

Kind = Literal["", "ins", "del"]
"""What is tracked: nothing, an insertion, or a deletion."""

_JOINS = 3
"""Changes with fewer words than this between them are one."""
_MIN_KEPT = 0.25
"""The share of words that a changed text must keep to be shown word by word; a mosaic is harder to read than two texts."""
_WORDS = re.compile(r"\w+(?:[’'\-./:@,]\w+)*|\s+|[^\w\s]")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def w(tag: str) -> str:
    """Return a tag of WordprocessingML as lxml names it."""
    return f"{{{W}}}{tag}"


_P_PR, _R_PR, _R, _T = w("pPr"), w("rPr"), w("r"), w("t")
_WITH_RUNS = (w("hyperlink"), w("fldSimple"))
"""Elements that cannot be in a tracked change, and whose runs can."""
_NOT_TRACKED = (
    *(w("bookmarkStart"), w("bookmarkEnd"), w("proofErr"), w("commentRangeStart"), w("commentRangeEnd")),
    *(w("permStart"), w("permEnd")),
)
_OPAQUE = (
    w("drawing"),
    w("pict"),
    w("object"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)
_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')
_IDS_OF_PICTURES = re.compile(r'(<(?:wp:docPr|wps:cNvPr) )id="\d+" name="[^"]*"')


@dataclass
class Stamp:
    """Who made the tracked changes of a document, when, and how many there are."""

    author: str
    renumbering: str
    """The author of changed numbers of articles, which readers can hide by name."""
    date: str
    """In ISO form, or empty."""
    numbers: Iterator[int] = field(default_factory=lambda: count(10_000))
    """The ids of changes; above those of bookmarks."""

    def element(self, tag: str, *, author: str = "") -> Any:
        """Return a new element that marks a change."""
        marks = {w("id"): str(next(self.numbers)), w("author"): author or self.author}
        return etree.Element(w(tag), marks | ({w("date"): self.date} if self.date else {}))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a space, or an atom of a paragraph."""

    kind: Literal["word", "atom", "field", "fixed"]
    key: str
    """Two tokens with the same key are the same, but for the result of a field."""
    text: str
    elements: tuple[Any, ...] = ()
    properties: Any = None
    """Of the run of a word."""
    look: str = ""
    """The properties as text."""
    link: Any = None
    """The element around it that holds runs, such as a hyperlink."""
    link_key: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.kind == "atom" and any(next(element.iter(*_OPAQUE), None) is not None for element in self.elements)


def tokens(paragraph: Any) -> list[Token]:
    """Return the tokens of a paragraph."""
    found: list[Token] = []
    _collect(paragraph, None, "", found)
    return _with_fields(found)


def _collect(parent: Any, link: Any, link_key: str, found: list[Token]) -> None:
    for child in parent:
        if child.tag == _P_PR:
            continue
        if child.tag in _WITH_RUNS and link is None:
            _collect(child, child, "|".join((child.tag, *map(str, sorted(child.items())))), found)
        elif child.tag == _R:
            _collect_run(child, link, link_key, found)
        elif child.tag in _NOT_TRACKED or not isinstance(child.tag, str):
            found.append(Token("fixed", f"fixed {child.tag}", "", (child,), None, "", link, link_key))
        else:
            found.append(Token("atom", canonical(child), "", (child,), None, "", link, link_key))


def _collect_run(run: Any, link: Any, link_key: str, found: list[Token]) -> None:
    properties = run.find(_R_PR)
    look = canonical(properties) if properties is not None else ""
    for child in run:
        if child.tag == _R_PR:
            continue
        if child.tag == _T:
            found += (
                Token("word", f"{piece}\0{look}\0{link_key}", piece, (), properties, look, link, link_key)
                for piece in _WORDS.findall(child.text or "")
            )
            continue
        alone = etree.Element(_R, nsmap=run.nsmap)
        if properties is not None:
            alone.append(copy.deepcopy(properties))
        alone.append(copy.deepcopy(child))
        found.append(
            Token("atom", f"{canonical(child)}\0{look}\0{link_key}", "", (alone,), properties, look, link, link_key)
        )


def _field_mark(token: Token) -> str:
    """Return `begin`, `separate` or `end` for a token that marks part of a field, otherwise an empty text."""
    mark = token.elements[0].find(w("fldChar")) if token.kind == "atom" and token.elements[0].tag == _R else None
    return str(mark.get(w("fldCharType"))) if mark is not None else ""


def _with_fields(found: list[Token]) -> list[Token]:
    """Return the tokens with each field that begins and ends in the paragraph as one."""
    result: list[Token] = []
    open_at: list[int] = []
    for token in found:
        result.append(token)
        mark = _field_mark(token)
        if mark == "begin":
            open_at.append(len(result) - 1)
        elif mark == "end" and open_at:
            begin = open_at.pop()
            parts, result[begin:] = result[begin:], []
            result.append(_as_field(parts))
    return [_fixed(token) if _field_mark(token) else token for token in result]


def _as_field(parts: list[Token]) -> Token:
    instruction = "".join(
        text.text or "" for part in parts for element in part.elements for text in element.iter(w("instrText"))
    )
    first = parts[0]
    # What a word of a result looks like is part of the field as well, so its elements are written out.
    elements = tuple(
        element for part in parts for element in (part.elements or (_text_run(part.text, part.properties),))
    )
    key = f"field {' '.join(instruction.split())}\0{first.look}\0{first.link_key}"
    return Token("field", key, _result_of(parts), elements, first.properties, first.look, first.link, first.link_key)


def _result_of(parts: list[Token]) -> str:
    separate = next((number for number, part in enumerate(parts) if _field_mark(part) == "separate"), len(parts))
    return "".join(part.text for part in parts[separate:])


def _fixed(token: Token) -> Token:
    return Token("fixed", "fixed field", "", token.elements, None, "", token.link, token.link_key)


def _text_run(text: str, properties: Any, *, deleted: bool = False) -> Any:
    run = etree.Element(_R)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    words = etree.SubElement(run, w("delText") if deleted else _T, {_SPACE: "preserve"})
    words.text = text
    return run


def canonical(element: Any) -> str:
    """Return the XML of an element as text, without what differs between two elements that look the same."""
    text = _NAMESPACES.sub("", etree.tostring(element, encoding="unicode", with_tail=False))
    return _IDS_OF_PICTURES.sub(r"\1", text) if "docPr" in text else text


def as_deleted(element: Any) -> Any:
    """Return a run, or what holds runs, with its text as deleted text; what is in a picture stays as it is."""
    if element.tag in _OPAQUE:
        return element
    if element.tag in _DELETED:
        element.tag = _DELETED[element.tag]
    for child in element:
        as_deleted(child)
    return element


def track_whole(paragraph: Any, kind: Kind, stamp: Stamp) -> None:
    """Track everything in a paragraph, but not its end, as inserted or deleted."""
    for parent in (paragraph, *paragraph.iterchildren(*_WITH_RUNS)):
        holder = None
        for child in list(parent):
            if (
                child.tag == _P_PR
                or child.tag in _NOT_TRACKED
                or child.tag in _WITH_RUNS
                or not isinstance(child.tag, str)
            ):
                holder = None
                continue
            if holder is None:
                holder = stamp.element(kind)
                child.addprevious(holder)
            holder.append(as_deleted(child) if kind == "del" else child)


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What changed in a paragraph."""

    is_changed: bool
    is_renumbering: bool
    """Whether nothing but the numbers of articles in references, or in the contents, changed."""
    pictures: int
    """Pictures that were replaced, added, or removed."""


def track_words(old: Any, new: Any, stamp: Stamp, *, numbers_are_results: bool = False) -> RunChanges:
    """Rewrite a new paragraph with tracked changes against the old one, whose end it shares.

    `numbers_are_results`: numbers are those of articles, as they are in the contents.
    """
    before, after = tokens(old), tokens(new)
    fixed_first = [token for token in before if token.kind != "fixed"]
    spans = _spans(fixed_first, after)
    line = _Line(new, stamp)
    known = {_bookmark(token) for token in after}
    ids = {_id(token) for token in before if _bookmark(token) and _bookmark(token) not in known}
    for token in before:
        if token.kind == "fixed" and _id(token) in ids:  # what refers to it is in the old document alone
            line.add(token, "")
    renumbered, changed, pictures = False, False, 0
    position, at = 0, 0
    for a, b, c, d in [*spans, (len(fixed_first), len(fixed_first), len(after), len(after))]:
        while at < c:
            token = after[at]
            at += 1
            if token.kind == "fixed":
                line.add(token, "")
                continue
            earlier = fixed_first[position]
            position += 1
            if token.kind == "field" and earlier.text != token.text and not _is_page(token):
                line.add_field(earlier, token)
                renumbered = True
            else:
                line.add(token, "")
        removed, added = fixed_first[a:b], after[c:d]
        if not removed and not added:
            continue
        as_results = numbers_are_results and all(t.text.strip().isdigit() for t in (*removed, *added) if t.text.strip())
        author = stamp.renumbering if as_results else ""
        for token in removed:
            line.add(token, "del", author)
        for token in added:
            line.add(token, "" if token.kind == "fixed" else "ins", author)
        pictures += sum(token.is_picture for token in (*removed, *added))
        renumbered, changed = renumbered or as_results, changed or not as_results
        position, at = b, d
    return RunChanges(changed or renumbered, renumbered and not changed, pictures)


def _bookmark(token: Token) -> str:
    """Return the name of the bookmark that begins with a token; empty if none does."""
    return str(token.elements[0].get(w("name"), "")) if token.key == f"fixed {w('bookmarkStart')}" else ""


def _id(token: Token) -> str:
    return str(token.elements[0].get(w("id"), "")) if token.key.startswith(f"fixed {w('bookmark')}") else ""


def _is_page(token: Token) -> bool:
    return any(token.key.startswith(f"field {name}") for name in _PAGE_FIELDS)


def _spans(before: list[Token], after: list[Token]) -> list[tuple[int, int, int, int]]:
    """Return where tokens differ, as places in `before` and in `after`; in the latter, fixed tokens count and never differ."""
    places = [number for number, token in enumerate(after) if token.kind != "fixed"]
    keys = [token.key for token in before], [after[number].key for number in places]
    words = {token.key for token in (*before, *after) if token.kind == "word"}
    found = changed_spans(*keys, words.__contains__, _JOINS)
    kept = sum(token.kind == "word" and token.text[:1].isalnum() for token in before)
    lost = sum(t.kind == "word" and t.text[:1].isalnum() for a, b, _, _ in found for t in before[a:b])
    if len(found) > 1 and kept and 1 - lost / kept < _MIN_KEPT:
        borders = any(token.kind != "word" for token in before) or any(after[n].kind != "word" for n in places)
        found = found if borders else [(0, len(before), 0, len(places))]
    ends = [*places, len(after)]
    return [(a, b, ends[c], ends[d - 1] + 1 if d > c else ends[c]) for a, b, c, d in found]


class _Line:
    """Writes tokens into a paragraph, and joins neighbors that look alike and are tracked alike."""

    def __init__(self, paragraph: Any, stamp: Stamp) -> None:
        for child in list(paragraph):
            if child.tag != _P_PR:
                paragraph.remove(child)
        self._paragraph, self._stamp = paragraph, stamp
        self._link_key, self._link = "", None
        self._holder_of: tuple[Kind, str] = ("", "")
        self._holder: Any = paragraph
        self._look: str | None = None
        self._words: Any = None

    def add(self, token: Token, kind: Kind, author: str = "") -> None:
        """Write a token that is kept, or tracked as inserted or deleted."""
        self._enter(token, kind, author)
        if token.kind == "word":
            if self._look != token.look or self._words is None:
                run = _text_run("", token.properties, deleted=kind == "del")
                self._words = run[-1]
                self._look = token.look
                self._holder.append(run)
            self._words.text = f"{self._words.text or ''}{token.text}"
            return
        self._words = None
        for element in token.elements:
            own = copy.deepcopy(element)
            self._holder.append(as_deleted(own) if kind == "del" else own)

    def add_field(self, earlier: Token, later: Token) -> None:
        """Write a field whose result alone changed, with the results tracked."""
        separate = next(
            number
            for number, element in enumerate(later.elements)
            for mark in element.iter(w("fldChar"))
            if mark.get(w("fldCharType")) == "separate"
        )
        head, tail = later.elements[: separate + 1], later.elements[-1:]
        self._enter(later, "", "")
        self._words = None
        self._holder.extend([copy.deepcopy(element) for element in head])
        for kind, text in (("del", earlier.text), ("ins", later.text)):
            change = self._stamp.element(kind, author=self._stamp.renumbering)
            change.append(_text_run(text, later.properties, deleted=kind == "del"))
            self._holder.append(change)
        self._holder.extend([copy.deepcopy(element) for element in tail])

    def _enter(self, token: Token, kind: Kind, author: str) -> None:
        if token.link_key != self._link_key:
            self._link_key, self._link = token.link_key, None
            if token.link is not None:
                self._link = etree.SubElement(self._paragraph, token.link.tag, dict(token.link.items()))
            self._holder_of, self._holder, self._words = ("", ""), self._parent, None
        if (kind, author) != self._holder_of:
            self._holder_of, self._holder, self._words = (kind, author), self._parent, None
            if kind:
                self._holder = self._stamp.element(kind, author=author)
                self._parent.append(self._holder)

    @property
    def _parent(self) -> Any:
        return self._paragraph if self._link is None else self._link


def text_of(tokens_: Iterable[Token]) -> str:
    """Return the text of tokens."""
    return "".join(token.text for token in tokens_)
