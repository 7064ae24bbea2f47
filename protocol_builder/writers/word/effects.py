"""What a Word document does beyond its words: where its links lead, what its fields compute, how it numbers, what it runs.

`verify` compares it with what the document did when it was made, of which the edit record has hashes.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .active_content import active_parts, addresses_of, field_kinds, shorten
from .docx_text import W
from .package import Package

_KINDS_OF_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "HYPERLINK", "REF number", ""})
"""Fields that show numbers of pages, titles, and links, which programs write in their own ways."""
_READ = ("document", "header", "footer", "footnotes", "endnotes", "settings")
_EMPTY_LEVEL = re.compile(r"%[0-9]")


class Effect(NamedTuple):
    """One thing that a document does."""

    kind: str
    """`link`, `field`, `numbering`, or `active`."""
    value: str

    @property
    def sentence(self) -> str:
        """Say what a document does that it did not do when it was made, to follow its name."""
        value = shorten(self.value)
        match self.kind:
            case "link":
                return f"has a link to {value}, which the original did not have"
            case "field":
                return f"has a field {value}, whose words Word may compute again; the original did not have it"
            case "numbering":
                return f"numbers paragraphs with “{value}”, which the original did not"
        return f"{value}; the original did not"


def link_to(address: str) -> Effect:
    """Return the effect of a link to an address; programs add or leave out a slash at its end."""
    return Effect("link", address.strip().rstrip("/"))


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
