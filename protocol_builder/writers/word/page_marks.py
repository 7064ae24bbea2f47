"""Find the pages of a filled template that do not print a mark such as DRAFT, section by section, as Word prints them."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from .docx_text import W, paragraph_elements, read_paragraph
from .faint_text import Looks, is_faint

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EDGES = ("header", "footer")


def pages_without(
    mark: str,
    body: Any,
    edges: Mapping[str, Any],
    *,
    even: bool,
    hidden: frozenset[str] = frozenset(),
    looks: Looks | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield which pages do not print a mark, in words, and how they have it nevertheless: `hidden`, `faint`, or not at all.

    `edges` are the headers and footers by relation id, `even` says whether even pages have their own, and `hidden` are the
    ids of styles whose text is hidden; `looks` are the looks of styles. A section without a header of its own has that of the section before it.
    """
    mark = " ".join(mark.split())  # the date in a mark has a space that never breaks; spaces are read as one kind
    inherited: dict[tuple[str, str], Any] = {}
    sections = list(_sections(body))
    for number, (properties, blocks) in enumerate(sections, 1):
        for edge in _EDGES:
            for reference in properties.iterchildren(f"{{{W}}}{edge}Reference"):
                found = edges.get(reference.get(f"{{{_R}}}id"))
                if found is not None:
                    inherited[edge, reference.get(f"{{{W}}}type", "default")] = found
        has_first = _is_on(properties.find(f"{{{W}}}titlePg")) and not (_is_continuous(properties) and number > 1)
        of = "" if len(sections) == 1 else f" of section {number}"
        for kind, pages in (
            ("first", "the first page" if has_first else ""),
            ("even", "the even pages" if even else ""),
            ("default", "the odd pages" if even else "the pages"),
        ):
            parts = [inherited[edge, kind] for edge in _EDGES if (edge, kind) in inherited]
            parts += list(_first_page(blocks)) if kind == "first" or _is_cover(blocks) else []
            if not pages or any(mark in _visible(part, hidden, looks or {}) for part in parts):
                continue
            is_there = any(mark in _visible(part, hidden, {}) for part in parts)
            is_hidden = any(mark in " ".join("".join(part.itertext()).split()) for part in parts)
            yield f"{pages}{of}", "faint" if is_there else "hidden" if is_hidden else ""


def _sections(body: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the properties of each section, and what is in it."""
    blocks: list[Any] = []
    for block in body:
        if block.tag == f"{{{W}}}sectPr":
            yield block, blocks
            return
        blocks.append(block)
        if (found := block.find(f"{{{W}}}pPr/{{{W}}}sectPr")) is not None:
            yield found, blocks
            blocks = []


def _is_cover(blocks: list[Any]) -> bool:
    """Return whether a section has none of the agreement's long texts, so that it is a page of its own before them."""
    return not any(mark.target == "place" for block in blocks for mark in block.iter(etree.ProcessingInstruction))


def _first_page(blocks: list[Any]) -> Iterator[Any]:
    """Yield what is on the first page of a section for certain: what comes before the first page break."""
    for number, block in enumerate(blocks):
        if number and _is_on(block.find(f"{{{W}}}pPr/{{{W}}}pageBreakBefore")):
            return
        if any(found.get(f"{{{W}}}type") == "page" for found in block.iter(f"{{{W}}}br")):
            return
        yield block


def _visible(part: Any, hidden: frozenset[str], looks: Looks) -> str:
    """Return the text of a part that a reader sees."""
    if looks and any(is_faint(run, looks) for run in part.iter(f"{{{W}}}r")):
        part = copy.deepcopy(part)
        for run in [run for run in part.iter(f"{{{W}}}r") if is_faint(run, looks)]:
            for text in run.findall(f"{{{W}}}t"):
                run.remove(text)
    return " ".join(read_paragraph(paragraph, hidden).text for paragraph in paragraph_elements(part))


def _is_continuous(properties: Any) -> bool:
    found = properties.find(f"{{{W}}}type")
    return found is not None and found.get(f"{{{W}}}val") == "continuous"


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{{{W}}}val") not in ("0", "false", "off")
