"""What a Word document does beyond its words: where its links lead, what its fields compute, how it numbers, what it runs.

`verify` compares it with what the document did when it was made, of which the edit record has hashes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from ...english import join_words
from .active_content import active_parts, addresses_of, addresses_of_field, field_kinds, shorten
from .docx_text import W, paragraph_elements, read_paragraph
from .package import Package

_KINDS_OF_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "HYPERLINK", "REF number", ""})
"""Fields that show numbers of pages, titles, and links, which programs write in their own ways."""
_ELSEWHERE = "another place of the document"
_READ = ("document", "header", "footer", "footnotes", "endnotes", "settings")
_HYPERLINK, _INSTRUCTION, _DELETED = (f"{{{W}}}{tag}" for tag in ("hyperlink", "instrText", "del"))
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\s*REF\s+(\w+)")
_OF_WORD = "#_Toc"
"""How Word names the bookmarks to which it makes a table of contents lead when it updates it."""
_EMPTY_LEVEL = re.compile(r"%[0-9]")


class Effect(NamedTuple):
    """One thing that a document does."""

    kind: str
    """`link`, `links`, `field`, `numbering`, or `active`."""
    value: str

    @property
    def text(self) -> str:
        """Of `links`: the paragraph that has them."""
        return self.value.partition("\n")[0]

    @property
    def sentence(self) -> str:
        """Say what a document does that it did not do when it was made, to follow its name."""
        value = shorten(self.value)
        match self.kind:
            case "link":
                return f"has a link to {value}, which the original did not have"
            case "links":
                targets = (to if to[0] != "#" else _ELSEWHERE for to in self.value.partition("\n")[2].split(" "))
                where = join_words(tuple(map(shorten, dict.fromkeys(targets))))
                return f"has links in “{shorten(self.text)}” that lead elsewhere than in the original: to {where}"
            case "field":
                return f"has a field {value}, whose words Word may compute again; the original did not have it"
            case "numbering":
                return f"numbers paragraphs with “{value}”, which the original did not"
        return f"{value}; the original did not"


def link_to(address: str) -> Effect:
    """Return the effect of a link to an address.

    Programs add or leave out a slash at its end, and write what comes after its `#` apart.
    """
    return Effect("link", address.strip().partition("#")[0].rstrip("/"))


def leads_to(text: str, targets: Iterable[str]) -> Effect:
    """Return the effect of the links of a paragraph with a text: where each leads; a bookmark after a `#`."""
    in_one_form = (one.strip().rstrip("/").replace(" ", "%20") for one in targets)
    # A program may write one link as several, one for each look of its words.
    return Effect("links", f"{text}\n{' '.join(one for one, _ in groupby(in_one_form))}")


def links_of(body: Any, addresses: Mapping[str, str], hidden: frozenset[str]) -> Iterator[Effect]:
    """Yield where the links of each paragraph of a body lead.

    Args:
        body: The body, or its part.
        addresses: The address of each link by the id of its relation.
        hidden: The ids of styles whose text is hidden.
    """
    for paragraph in paragraph_elements(body):
        found = (_target(element, addresses) for element in paragraph.iter(_HYPERLINK, _INSTRUCTION))
        if targets := [one for one in found if one and not one.startswith(_OF_WORD)]:
            yield leads_to(read_paragraph(paragraph, hidden).text, targets)


def _target(element: Any, addresses: Mapping[str, str]) -> str:
    """Return where a link or a reference leads; empty for one that is tracked as deleted, and for other fields."""
    if any(parent.tag == _DELETED for parent in element.iterancestors()):
        return ""
    if element.tag == _INSTRUCTION:
        if found := _REFERENCE.match(element.text or ""):
            return f"#{found[1]}"
        return " ".join(sorted(addresses_of_field(element.text or "")))
    anchor = element.get(f"{{{W}}}anchor", "")
    return addresses.get(element.get(_ID, ""), "") + (f"#{anchor}" if anchor else "")


def effects_of(package: Package) -> frozenset[Effect]:
    """Return what a document does. Raises UnreadableError."""
    return frozenset(_effects(package))


def _effects(package: Package) -> Iterator[Effect]:
    parts = [package.document, *sorted({name for name in package.names if _is_read(name)} - {package.document})]
    roots = [(name, package.part(name)) for name in parts if name in package.names]
    yield from (Effect("active", problem) for _, problem, _ in active_parts(package, roots))
    for name in package.names:
        yield from (
            link_to(relation.target)
            for relation in package.relations(name)
            if relation.is_external and relation.kind == "hyperlink"
        )
    for _, root in roots:
        yield from (link_to(address) for address in addresses_of(root))
        yield from (Effect("field", kind) for kind in field_kinds(root) - _KINDS_OF_PAGES)
    for relation in package.relations(package.document):
        if relation.kind == "numbering" and relation.target in package.names:
            yield from (Effect("numbering", text) for text in _numbering_texts(package.part(relation.target)))


def _is_read(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == "word" and file.endswith(".xml") and file.rstrip(".xml0123456789") in _READ


def _numbering_texts(numbering: Any) -> Iterator[str]:
    """Yield what levels print besides the number itself where that has letters or digits, such as `Article %1.`."""
    for text in numbering.iter(f"{{{W}}}lvlText"):
        value = text.get(f"{{{W}}}val", "")
        # A bullet is one character; which one depends on the font.
        if len(value) > 1 and any(character.isalnum() for character in _EMPTY_LEVEL.sub("", value)):
            yield " ".join(value.split())
