"""Record each paragraph of a Word document as it was made, and find what was edited since.

The edit record is a part of the document with a hash of each paragraph. It holds no text: if someone deletes a sentence
and sends the document on, the sentence does not go along. It is not a signature: it shows edits made in good faith, and
someone who wants to deceive can make it again. A document to verify may come from anyone, so only the parts that are
needed are read.
"""

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from ...agreement.agreement import Agreement
from .docx_text import PICTURE, ParagraphText, TrackedChange, W, hidden_styles, read_paragraphs
from .package import Package, Relation, UnreadableError, open_package

__all__ = [
    "FIRST_PAGES",
    "Comparison",
    "Edit",
    "EditRecord",
    "ParagraphHash",
    "UnreadableError",
    "add_record_part",
    "hash_text",
    "read_all",
    "records_of",
    "related_parts",
    "used_edges",
    "verify",
    "write_record",
]

FIRST_PAGES = "The first pages"
"""The place of paragraphs before the first article."""
_NAMESPACE = "urn:protocol-builder:made:1"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ITEM_ID = "{7C0A6D1E-5D2B-4B0E-9C55-165247165248}"
_PICTURE_MARK = "p"
"""At the end of the hash of a paragraph with a picture; not a digit of a hash."""
MAX_PARAGRAPHS = 20_000
_MAX_EXACT = 2_000
"""Paragraphs above which comparing ignores those that occur everywhere, to stay fast."""
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")


@dataclass(frozen=True, slots=True)
class ParagraphHash:
    """A paragraph as it was made: the name of its article, and the hash of its text."""

    place: str
    hash: str

    @property
    def is_picture(self) -> bool:
        """Whether it held a picture."""
        return self.hash.endswith(_PICTURE_MARK)


@dataclass(frozen=True, slots=True)
class EditRecord:
    """What a document says about how it was made."""

    file: str
    """The name of the county file."""
    sha256: str
    """The hash of the county file."""
    on: str
    """The date of the law (YYYY-MM-DD)."""
    record: str
    """The date on which the texts of the law were taken (YYYY-MM-DD); empty in a document that does not say."""
    version: str
    """Of protocol-builder."""
    marks: str
    """What every page was marked with, such as DRAFT."""
    body: tuple[ParagraphHash, ...]
    edges: tuple[ParagraphHash, ...]
    """The headers and footers, in no order."""
    notes: tuple[ParagraphHash, ...] = ()
    """The footnotes and endnotes, in no order."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph that is not as it was made."""

    place: str
    """The name of its article."""
    kind: str
    """`added`, `changed`, `removed`, or `tracked` if only a tracked change waits to be accepted or rejected."""
    words: str
    """Its text now; empty for a removed paragraph."""
    tracked: tuple[TrackedChange, ...] = ()
    after: str = ""
    """For a removed paragraph, the text before the gap."""
    is_picture: bool = False
    """Whether it held a picture when the document was made, or holds one that was added."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a document was made from, every edit since, and the number of comments in its margin."""

    made: EditRecord
    edits: tuple[Edit, ...]
    comments: int


def add_record_part(document: Any) -> Any:
    """Add an empty part for the edit record to a template (python-docx's document part), and return it."""
    for id in [id for id, relation in document.rels.items() if _is_record(relation)]:
        document.rels.pop(id)  # the template was itself made from an earlier document
    package = document.package
    item = Part(package.next_partname("/customXml/item%d.xml"), CONTENT_TYPE.XML, b"", package)
    document.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    number = "".join(filter(str.isdigit, str(item.partname)))
    about = f'<ds:datastoreItem xmlns:ds="{_DATASTORE}" ds:itemID="{_ITEM_ID}"><ds:schemaRefs/></ds:datastoreItem>'
    properties = Part(
        PackURI(f"/customXml/itemProps{number}.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        about.encode(),
        package,
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    return item


def write_record(
    agreement: Agreement, body: Iterable[tuple[str, list[str]]], edges: list[str], notes: list[str]
) -> bytes:
    """Return the edit record (XML) of a document.

    `body` gives the name of each article with the text of its paragraphs, `edges` the text of headers and footers, and
    `notes` that of footnotes and endnotes.
    """
    made = agreement.provenance
    root = etree.Element(f"{{{_NAMESPACE}}}made", nsmap={None: _NAMESPACE})
    for name, value in (
        *(("file", made.file), ("sha256", made.sha256), ("law", made.on), ("record", made.record)),
        ("version", made.version),
        ("marks", " · ".join(agreement.marks)),
    ):
        root.set(name, value)
    others = [(kind, [("", texts)]) for kind, texts in (("edges", edges), ("notes", notes)) if texts]
    for kind, texts in (("body", body), *others):
        for place, group in groupby(texts, key=itemgetter(0)):
            hashes = " ".join([hash_text(text) for _, paragraphs in group for text in paragraphs])
            if hashes:
                etree.SubElement(root, f"{{{_NAMESPACE}}}{kind}", {"in": place}).text = hashes
    return bytes(etree.tostring(root))


def verify(path: Path) -> Comparison:
    """Compare a Word document with its edit record. Raises UnreadableError, also if it has none."""
    try:
        with open_package(path) as package:
            return _compare(package)
    except UnreadableError as error:
        raise UnreadableError(f"{path} {error}") from None


def _is_record(relation: Any) -> bool:
    is_data = relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external
    return is_data and _NAMESPACE.encode() in relation.target_part.blob


def hash_text(text: str) -> str:
    """Return the hash by which the edit record knows a paragraph with a text."""
    found = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{found}{_PICTURE_MARK}" if PICTURE in text else found


def _read_record(root: Any) -> EditRecord:
    def hashes(kind: str) -> Iterator[ParagraphHash]:
        for group in root.iterfind(f"{{{_NAMESPACE}}}{kind}"):
            yield from (ParagraphHash(group.get("in", ""), hash) for hash in (group.text or "").split())

    about = {name: root.get(name, "") for name in ("file", "sha256", "record", "version", "marks")}
    body, edges, notes = (tuple(hashes(kind)) for kind in ("body", "edges", "notes"))
    return EditRecord(on=root.get("law", ""), body=body, edges=edges, notes=notes, **about)


def records_of(package: Package) -> tuple[EditRecord, ...]:
    """Return the edit records of a document; a redline has those of both documents. Raises UnreadableError without one."""
    records = [root for root in related_parts(package, "customXml") if root.tag == f"{{{_NAMESPACE}}}made"]
    if not records:
        raise UnreadableError(
            "was not made by protocol-builder, or the program that last saved it dropped the edit record; nothing can tell "
            "whether it was edited"
        )
    return tuple(map(_read_record, records))


def _compare(package: Package) -> Comparison:
    records = records_of(package)
    document = package.part(package.document)
    hidden = frozenset(style for root in related_parts(package, "styles") for style in hidden_styles(root))
    body = read_all(document, hidden)
    edges = tuple(paragraph for root in used_edges(package, document) for paragraph in read_all(root, hidden))
    notes = tuple(paragraph for root in related_parts(package, *_NOTES) for paragraph in read_all(root, hidden))
    comments = sum(1 for root in related_parts(package, "comments") for _ in root)
    found = []
    for made in records:
        edits = (
            *_edits_in_no_order(made.edges, edges, "Header or footer"),
            *_edits_of_body(made, body),
            *_edits_in_no_order(made.notes, notes, "Footnote or endnote"),
        )
        found.append(Comparison(made, edits, comments))
    # A redline has the records of both documents; with its changes rejected, it is the earlier one.
    return min(found, key=lambda one: len(one.edits))


def related_parts(package: Package, *kinds: str) -> Iterator[Any]:
    """Yield the parts that belong to the document by some kinds of relation."""
    names = {relation.target for relation in _internal_relations(package) if relation.kind in kinds}
    yield from map(package.part, sorted(names))


def used_edges(package: Package, body: Any) -> Iterator[Any]:
    """Yield the headers and footers that pages of the document have; the file may hold others that are not used."""
    used = {reference.get(f"{{{_R}}}id") for reference in body.iter(*(f"{{{W}}}{edge}Reference" for edge in _EDGES))}
    names = {relation.target for relation in _internal_relations(package) if relation.id in used}
    yield from map(package.part, sorted(names))


def _internal_relations(package: Package) -> Iterator[Relation]:
    return (relation for relation in package.relations(package.document) if not relation.is_external)


def read_all(root: Any, hidden: frozenset[str] = frozenset()) -> tuple[ParagraphText, ...]:
    """Return the paragraphs of a part; `hidden` are the ids of styles whose text is hidden.

    Raises UnreadableError for more than any agreement has.
    """
    found = tuple(read_paragraphs(root, hidden))
    if len(found) > MAX_PARAGRAPHS:
        raise UnreadableError(
            f"has more than {MAX_PARAGRAPHS:,} paragraphs, more than any agreement, so it is not compared"
        )
    return found


def _edits_of_body(made: EditRecord, body: tuple[ParagraphText, ...]) -> Iterator[Edit]:
    now = [hash_text(paragraph.text) for paragraph in body]
    before = [paragraph.hash for paragraph in made.body]
    place, last = FIRST_PAGES, ""
    steps = difflib.SequenceMatcher(None, before, now, autojunk=len(now) > _MAX_EXACT).get_opcodes()
    for step, a, b, c, d in steps:
        if step == "equal":
            for known, paragraph in zip(made.body[a:b], body[c:d], strict=True):
                place, last = known.place, paragraph.text
                if paragraph.tracked:
                    yield Edit(place, "tracked", paragraph.text, paragraph.tracked, is_picture=known.is_picture)
            continue
        for number in range(max(b - a, d - c)):
            original = made.body[a + number] if number < b - a else None
            place = original.place if original else place
            is_picture = original.is_picture if original else PICTURE in body[c + number].text
            if number >= d - c:
                yield Edit(place, "removed", "", (), last, is_picture)
                continue
            paragraph = body[c + number]
            # Where a deletion is tracked, the paragraph is still there, but without text.
            kind = "added" if number >= b - a else "changed" if paragraph.text else "removed"
            after = "" if paragraph.text else last
            yield Edit(place, kind, paragraph.text, paragraph.tracked, after, is_picture)
            last = paragraph.text or last


def _edits_in_no_order(made: tuple[ParagraphHash, ...], now: tuple[ParagraphText, ...], place: str) -> Iterator[Edit]:
    """Yield the edits in headers and footers, or in notes; programs write them in any order."""
    before = Counter(paragraph.hash for paragraph in made)
    left = Counter(hash_text(paragraph.text) for paragraph in now)
    for paragraph in now:
        if hash_text(paragraph.text) not in before:
            yield Edit(place, "added", paragraph.text, paragraph.tracked)
        elif paragraph.tracked:
            yield Edit(place, "tracked", paragraph.text, paragraph.tracked)
    for _ in (before - left).elements():
        yield Edit(place, "removed", "")
