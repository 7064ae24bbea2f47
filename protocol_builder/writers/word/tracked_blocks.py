"""Track changes among the paragraphs and tables of a Word document, against an earlier document of the same template.

What is left is the new document. Accepting all changes leaves it, and rejecting all leaves the old one. The end of a
paragraph is tracked apart from its text: where it is removed, the text before it joins the paragraph after it. The last
paragraph of a cell, a header, or a document has an end that cannot be tracked, so the end before it is.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from ...alignment import aligned, common_share, words_of
from .bookmark_pairs import pair_bookmarks
from .docx_text import read_paragraph
from .tracked_runs import Kind, Stamp, canonical, track_whole, track_words, w

_P, _TBL, _SDT, _P_PR, _R_PR, _SECT_PR = map(w, ("p", "tbl", "sdt", "pPr", "rPr", "sectPr"))
_ALIKE, _ALIKE_ALONE = 0.5, 0.25
"""The share of words that two paragraphs have in common if one is the other, changed; and where neither could be another."""
_ALIKE_TABLES, _SAME_FIRST_CELL = 0.3, 0.4
_NUMBER_ID = re.compile(r'(<w:numId w:val=")(\d+)"')
_RESULT = re.compile(r'(w:fldCharType="separate"/></w:r>).*?(<w:r><w:fldChar w:fldCharType="end"/></w:r>)')
_BOOKMARK = re.compile(r"<w:bookmark(Start|End) [^>]*/>")
_WIDTHS = re.compile(r"<w:(tcW|gridCol|tblW) [^>]*/>")


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph or a table row that is not as it was."""

    position: int
    """Where it is among all paragraphs and rows; neighbors follow each other."""
    old: str
    """Its text in the old document; empty if it was added."""
    new: str
    """Its text in the new document; empty if it was removed."""
    first: Any
    """The paragraph that begins with it."""
    last: Any
    """The paragraph that ends with it."""
    is_renumbering: bool
    """Whether nothing but numbers of articles changed."""


@dataclass(slots=True, eq=False)
class _Block:
    """A paragraph or table of the merged document."""

    element: Any
    kind: Kind = ""
    """What is tracked of it as a whole, or of a paragraph's end."""
    old_properties: Any = None
    """The properties of a kept paragraph in the old document."""


@dataclass
class Merger:
    """Merges parts of an old and a new document, and collects what changed."""

    stamp: Stamp
    numberings: Mapping[str, str]
    """How each numbering (`numId`) counts; two that count alike can be one."""
    headings: frozenset[str]
    """The names of the bookmarks at which an article begins."""
    changes: list[Change] = field(default_factory=list)
    pictures: int = 0
    """Pictures that are different."""
    resized: int = 0
    """Tables whose columns have other widths, which is not tracked."""
    _position: int = 0
    _own_numbering: dict[str, str] = field(default_factory=dict)
    """The new numbering that each old one has become."""
    _kept: list[_Block] = field(default_factory=list)
    """The paragraphs whose properties may have changed."""
    _fused: dict[Any, Any] = field(default_factory=dict)
    """The paragraph that another one was put into."""

    def merge_body(self, old: Any, new: Any) -> None:
        """Rewrite the body of a new document with tracked changes against that of the old one."""
        before, after = self._segments(old), self._segments(new)
        parts: list[tuple[list[Any], list[Any], bool]] = []
        for a, c in aligned(before, after, lambda one: one[0], lambda first, second: 0.0):
            earlier, later = before[a][1] if a is not None else [], after[c][1] if c is not None else []
            is_contents = (after[c] if c is not None else before[a or 0])[0].startswith("field ")
            parts.append((earlier, later, is_contents))
        # The contents come last, since an entry is the same only if the heading that it leads to is.
        pairs = {n: self._pairs(*sides) for n, (*sides, is_contents) in enumerate(parts) if not is_contents}
        pair_bookmarks(old, new, (pair for those in pairs.values() for pair in self._paragraphs(those)))
        blocks: list[_Block] = []
        for number, (earlier, later, is_contents) in enumerate(parts):
            if is_contents:
                found = list(self._merged(self._pairs(earlier, later), is_contents=True))
                blocks += self._with_one_field(found, later or earlier)
            else:
                blocks += self._merged(pairs[number])
        self._fill(new, blocks)
        self._settle_numberings(new)
        self.changes = [
            replace(one, first=self._fused.get(one.first, one.first), last=self._fused.get(one.last, one.last))
            for one in self.changes
        ]

    def merge_edge(self, old: Any, new: Any) -> None:
        """Rewrite a header or footer with tracked changes; Word has no comments there, so they are not collected."""
        changes, self.changes = self.changes, []
        self._fill(new, list(self._merged(self._pairs(old, new))))
        self._settle_numberings(new)
        self.changes = changes

    def _segments(self, body: Any) -> list[tuple[str, list[Any]]]:
        """Divide a body into the part before the contents, the contents, and the articles, each with what it goes by."""
        found: list[tuple[str, list[Any]]] = [("first pages", [])]
        open_fields = 0
        for block in body:
            if block.tag == _SECT_PR or not isinstance(block.tag, str):
                continue
            marks = Counter(mark.get(w("fldCharType")) for mark in block.iter(w("fldChar")))
            name = next(
                (m.get(w("name")) for m in block.iter(w("bookmarkStart")) if m.get(w("name")) in self.headings), ""
            )
            if not open_fields and marks["begin"] > marks["end"]:
                instruction = next(block.iter(w("instrText"))).text or ""
                found.append((f"field {' '.join(instruction.split())}", []))
            elif name and not open_fields:
                found.append((name, []))
            found[-1][1].append(block)
            open_fields += marks["begin"] - marks["end"]
            if found[-1][0].startswith("field ") and not open_fields:
                found.append((f"after {found[-1][0]}", []))
        return found

    def _pairs(self, old: Iterable[Any], new: Iterable[Any]) -> list[tuple[Any, Any]]:
        """Return each block of the old and of the new side in order, the two of a pair together, None for no partner."""
        before, after = ([block for block in side if block.tag in (_P, _TBL, _SDT)] for side in (old, new))
        return [
            (None if a is None else before[a], None if c is None else after[c])
            for a, c in aligned(before, after, self._key, self._likeness)
        ]

    def _paragraphs(self, pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """Yield the paragraphs of pairs that both sides have, in cells and in what holds blocks as well."""
        for old, new in pairs:
            if old is None or new is None:
                continue
            if new.tag == _P:
                yield old, new
            elif next(new.iter(w("bookmarkStart")), None) is None:
                continue
            elif new.tag == _SDT:
                yield from self._paragraphs(
                    self._pairs(*(side.iterfind(f"{w('sdtContent')}/*") for side in (old, new)))
                )
            else:
                for before, after in self._rows(old, new):
                    if before is not None and after is not None:
                        for cells in zip(before.iterchildren(w("tc")), after.iterchildren(w("tc")), strict=True):
                            yield from self._paragraphs(self._pairs(*cells))

    def _merged(self, pairs: Iterable[tuple[Any, Any]], *, is_contents: bool = False) -> Iterator[_Block]:
        for old, new in pairs:
            if old is None or new is None:
                kind: Kind = "ins" if old is None else "del"
                block = new if old is None else copy.deepcopy(old)
                self._track_block(block, kind)
                yield _Block(block, kind)
            elif new.tag == _P:
                yield self._paragraph(old, new, is_contents)
            elif new.tag == _TBL:
                self._table(old, new)
                yield _Block(new)
            else:
                before, after = (side.find(w("sdtContent")) for side in (old, new))
                if before is not None and after is not None:
                    self._fill(after, list(self._merged(self._pairs(before, after))))
                yield _Block(new)

    def _paragraph(self, old: Any, new: Any, is_contents: bool) -> _Block:
        self._position += 1
        block = _Block(new, "", _properties(old))
        self._kept.append(block)
        self._pair_numberings(old, new)
        if canonical(old) != canonical(new) and self._content(old) != self._content(new):
            texts = _text(old), _text(new)
            found = track_words(old, new, self.stamp, numbers_are_results=is_contents)
            self.pictures += found.pictures
            if found.is_changed:
                self.changes.append(Change(self._position, *texts, new, new, found.is_renumbering))
        return block

    def _track_block(self, block: Any, kind: Kind) -> None:
        """Track all that is in a block as inserted or deleted; the end of a paragraph is left to `_fill`."""
        if block.tag == _P:
            self._position += 1
            text = _text(block)
            track_whole(block, kind, self.stamp)
            self.changes.append(
                Change(
                    self._position, "" if kind == "ins" else text, "" if kind == "del" else text, block, block, False
                )
            )
            self.pictures += any(True for _ in block.iter(w("drawing"), w("pict")))
        elif block.tag == _TBL:
            for row in block.iterchildren(w("tr")):
                self._track_row(row, kind)
        else:
            for inner in block.iterchildren(w("sdtContent")):
                for found in inner.iterchildren(_P, _TBL, _SDT):
                    self._track_block(found, kind)
                    if found.tag == _P:
                        _mark_end(found, kind, self.stamp)

    def _track_row(self, row: Any, kind: Kind) -> None:
        self._position += 1
        paragraphs = list(row.iter(_P))
        text = _row_text(row)
        for paragraph in paragraphs:
            track_whole(paragraph, kind, self.stamp)
            _mark_end(paragraph, kind, self.stamp)
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            place = sum(child.tag in (w("tblPrEx"),) for child in row)
            row.insert(place, properties)
        properties.append(self.stamp.element(kind))
        old, new = ("", text) if kind == "ins" else (text, "")
        self.changes.append(Change(self._position, old, new, paragraphs[0], paragraphs[-1], False))

    def _table(self, old: Any, new: Any) -> None:
        if canonical(old) == canonical(new):
            self._position += 1
            for before, after in zip(old.iter(_P), new.iter(_P), strict=True):
                self._pair_numberings(before, after)
            return
        self.resized += _widths(old) != _widths(new)
        own = list(new.iterchildren(w("tr")))
        place = new.index(own[0]) if own else len(new)
        merged = []
        for before, after in self._rows(old, new):
            row = copy.deepcopy(before) if after is None else after
            if before is not None and after is not None:
                self._row(before, after)
            else:
                self._track_row(row, "del" if after is None else "ins")
            merged.append(row)
        for row in own:
            new.remove(row)
        new[place:place] = merged

    def _rows(self, old: Any, new: Any) -> list[tuple[Any, Any]]:
        """Return each row of two tables in order, the two of a pair together, None for no partner."""
        before, after = (list(side.iterchildren(w("tr"))) for side in (old, new))
        return [
            (None if a is None else before[a], None if c is None else after[c])
            for a, c in aligned(before, after, self._key, self._row_likeness)
        ]

    def _row(self, old: Any, new: Any) -> None:
        if canonical(old) == canonical(new):
            self._position += 1
            return
        for before, after in zip(old.iterchildren(w("tc")), new.iterchildren(w("tc")), strict=True):
            self._fill(after, list(self._merged(self._pairs(before, after))))

    def _fill(self, container: Any, blocks: list[_Block]) -> None:
        """Put the merged blocks into a container, and mark the ends of paragraphs."""
        self._close(blocks)
        self._join_tables(blocks)
        own = [child for child in container if child.tag in (_P, _TBL, _SDT)]
        place = container.index(own[0]) if own else len(container)
        for child in own:
            container.remove(child)
        container[place:place] = [block.element for block in blocks]
        for block in blocks:
            if block.kind and block.element.tag == _P:
                _mark_end(block.element, block.kind, self.stamp)

    def _close(self, blocks: list[_Block]) -> None:
        """See to it that the end of the last paragraph is not tracked, since no program can remove it.

        Where the old and the new document end with different paragraphs, these become one. Where only one of them goes
        on after the last common paragraph, the end of that paragraph is tracked instead.
        """
        if not blocks or not blocks[-1].kind or blocks[-1].element.tag != _P:
            return
        last = blocks[-1]
        other = next((block for block in reversed(blocks) if block.kind != last.kind), None)
        if other is None or other.element.tag != _P:
            return
        own, its = (_properties(block.element) for block in (last, other))
        if other.kind:
            place = 1 if last.element.find(_P_PR) is not None else 0
            last.element[place:place] = [child for child in other.element if child.tag != _P_PR]
            self._fused[other.element] = last.element
            blocks.remove(other)
            if last.kind == "del":
                _replace_properties(last.element, its)
            last.old_properties = its if last.kind == "ins" else own
            last.kind = ""
        else:
            other.kind, last.kind = last.kind, ""
            last.old_properties = other.old_properties if other.kind == "ins" else own
            if other.kind == "del":
                _replace_properties(last.element, its)
                _replace_properties(other.element, other.old_properties)
            self._kept = [block for block in self._kept if block is not other]
        self._kept.append(last)

    @staticmethod
    def _join_tables(blocks: list[_Block]) -> None:
        """Make two tables that touch one, as Word does: where one was removed and another added."""
        for number in range(len(blocks) - 1, 0, -1):
            first, second = blocks[number - 1], blocks[number]
            if first.element.tag == second.element.tag == _TBL and (first.kind, second.kind) == ("del", "ins"):
                rows = list(first.element.iterchildren(w("tr")))
                place = second.element.index(next(second.element.iterchildren(w("tr"))))
                second.element[place:place] = rows
                second.kind = ""
                del blocks[number - 1]

    def _with_one_field(self, blocks: list[_Block], whole: list[Any]) -> list[_Block]:
        """Let the field of the contents begin in the first entry and end in the last, whatever becomes of these."""
        instruction = next(found for block in whole for found in block.iter(w("instrText")))
        for block in blocks:
            for run in [m.getparent() for m in block.element.iter(w("fldChar"), w("instrText"), w("delInstrText"))]:
                holder = run.getparent()
                if next(run.iterancestors(w("hyperlink")), None) is not None:
                    continue  # the field for the page of one entry
                holder.remove(run)
                if holder.tag in (w("ins"), w("del")) and not len(holder):
                    holder.getparent().remove(holder)
        self._close(blocks)
        first, last = blocks[0].element, blocks[-1].element
        properties = first.find(_P_PR)
        place = 0 if properties is None else 1
        for kind in ("begin", "", "separate"):
            first.insert(place, _field_part(kind, instruction))
            place += 1
        last.append(_field_part("end", instruction))
        return blocks

    def _pair_numberings(self, old: Any, new: Any) -> None:
        earlier, later = _number_of(old.find(_P_PR)), _number_of(new.find(_P_PR))
        are_new = earlier not in self._own_numbering and later not in self._own_numbering.values()
        alike = self.numberings.get(earlier, earlier) == self.numberings.get(later, later)
        if earlier and later and are_new and alike:
            self._own_numbering[earlier] = later

    def _settle_numberings(self, root: Any) -> None:
        """Let kept and removed paragraphs of a list share its numbering, and track the properties that still differ."""
        for block in self._kept:
            properties = block.element.find(_P_PR)
            self._renumber(block.old_properties)
            if _plain_properties(block.old_properties) != _plain_properties(properties):
                if properties is None:
                    properties = etree.Element(_P_PR)
                    block.element.insert(0, properties)
                change = self.stamp.element("pPrChange")
                old = etree.SubElement(change, _P_PR)
                old.extend([c for c in block.old_properties if c.tag not in (_R_PR, _SECT_PR, w("pPrChange"))])
                properties.append(change)
        self._kept = []
        self._renumber(root)

    def _renumber(self, root: Any) -> None:
        for number in root.iter(w("numId")):
            number.set(w("val"), self._own_numbering.get(number.get(w("val")), number.get(w("val"))))

    def _content(self, paragraph: Any) -> str:
        return "".join(canonical(child) for child in paragraph if child.tag != _P_PR)

    def _key(self, block: Any) -> str:
        """Return what two blocks have in common that are the same but for numberings, field results, widths, and bookmarks."""
        text = _RESULT.sub(r"\1\2", _BOOKMARK.sub("", canonical(block)))
        text = _NUMBER_ID.sub(lambda found: f"{found[1]}{self.numberings.get(found[2], found[2])}", text)
        return f"{block.tag} {_WIDTHS.sub('', text)}"

    def _likeness(self, old: Any, new: Any) -> float:
        if old.tag != new.tag or (_has_section(old), _has_section(new)) not in ((False, False), (True, True)):
            return 0.0
        share = common_share(words_of(_text(old)), words_of(_text(new)))
        if old.tag == _TBL:
            if _columns(old) != _columns(new):
                return 0.0
            return max(share, 0.01) if share >= _ALIKE_TABLES or _header(old) == _header(new) else 0.0
        if old.tag == _SDT:
            return 0.1 + share
        same_style = _style(old) == _style(new)
        least = _ALIKE if not same_style else _ALIKE_ALONE if _label(old) and _label(old) == _label(new) else _ALIKE
        return share + 0.1 * same_style if share >= least else 0.0

    def _row_likeness(self, old: Any, new: Any) -> float:
        cells = [[_text(cell) for cell in row.iterchildren(w("tc"))] for row in (old, new)]
        if len(cells[0]) != len(cells[1]):
            return 0.0
        share = common_share(*(words_of(" ".join(side)) for side in cells))
        same_first = bool(cells[0]) and cells[0][0] == cells[1][0] != ""
        return share + _SAME_FIRST_CELL * same_first if share >= _ALIKE or same_first else 0.0


def _field_part(kind: str, instruction: Any) -> Any:
    """Return the run that marks part of a field; for an empty kind, the run with its instruction."""
    run = etree.Element(w("r"))
    if kind:
        etree.SubElement(run, w("fldChar"), {w("fldCharType"): kind})
    else:
        run.append(copy.deepcopy(instruction))
        run[0].tail = None
    return run


def _replace_properties(paragraph: Any, properties: Any) -> None:
    own = paragraph.find(_P_PR)
    if own is not None:
        paragraph.remove(own)
    if properties is not None:
        paragraph.insert(0, copy.deepcopy(properties))


def _mark_end(paragraph: Any, kind: Kind, stamp: Stamp) -> None:
    """Track the end of a paragraph as inserted or deleted."""
    properties = paragraph.find(_P_PR)
    if properties is None:
        properties = etree.Element(_P_PR)
        paragraph.insert(0, properties)
    of_end = properties.find(_R_PR)
    if of_end is None:
        of_end = etree.Element(_R_PR)
        later = next((child for child in properties if child.tag in (_SECT_PR, w("pPrChange"))), None)
        properties.append(of_end) if later is None else later.addprevious(of_end)
    of_end.insert(0, stamp.element(kind))


def _properties(paragraph: Any) -> Any:
    found = paragraph.find(_P_PR)
    return copy.deepcopy(found) if found is not None else etree.Element(_P_PR)


def _plain_properties(properties: Any) -> str:
    """Return the properties of a paragraph as text, without what follows from its neighbors."""
    if properties is None:
        return ""
    others = (_R_PR, _SECT_PR, w("pPrChange"), w("keepNext"))
    return "".join(canonical(child) for child in properties if child.tag not in others)


def _number_of(properties: Any) -> str:
    found = properties.find(f"{w('numPr')}/{w('numId')}") if properties is not None else None
    return str(found.get(w("val"))) if found is not None else ""


def _text(block: Any) -> str:
    if block.tag == _P:
        return read_paragraph(block).text
    return "\n".join(filter(None, (read_paragraph(paragraph).text for paragraph in block.iter(_P))))


def _row_text(row: Any) -> str:
    return " | ".join(_text(cell) for cell in row.iterchildren(w("tc")))


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{_P_PR}/{w('pStyle')}")
    return str(found.get(w("val"))) if found is not None else ""


def _label(paragraph: Any) -> str:
    """Return the first run's text if a tab follows it, as after the label of a fact."""
    text = _text(paragraph)
    tab = next(paragraph.iter(w("tab")), None)
    first = next((found.text for found in paragraph.iter(w("t"))), None)
    return (first or "") if tab is not None and first and text.startswith(first) else ""


def _has_section(block: Any) -> bool:
    return block.tag == _P and block.find(f"{_P_PR}/{_SECT_PR}") is not None


def _columns(table: Any) -> int:
    return len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))


def _header(table: Any) -> str:
    row = next(table.iterchildren(w("tr")), None)
    return _row_text(row) if row is not None else ""


def _widths(table: Any) -> tuple[str, ...]:
    return tuple(column.get(w("w"), "") for column in table.iter(w("gridCol")))
