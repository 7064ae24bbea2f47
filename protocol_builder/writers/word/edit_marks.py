"""Record each paragraph of a Word document as it was made, and find what was edited since.

The edit record is a part of the document with a hash of each paragraph. It holds no text: if someone deletes a sentence
and sends the document on, the sentence does not go along. It is not a signature: it shows edits made in good faith, and
someone who wants to deceive can make it again. A document to verify may come from anyone, so only the parts that are
needed are read.
"""

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
from ...alignment import steps
from .document_texts import read_texts, related_parts
from .docx_text import PICTURE, ParagraphText, TrackedChange, hidden_styles
from .effects import Effect, effects_of, links_of
from .package import Package, UnreadableError, open_package

__all__ = [
    "EDGES",
    "FIRST_PAGES",
    "NOTES",
    "DocumentComparison",
    "Edit",
    "EditRecord",
    "ParagraphHash",
    "UnreadableError",
    "add_record_part",
    "edits_in_no_order",
    "hash_text",
    "new_effects",
    "records_of",
    "verify",
    "write_record",
]

EDGES, NOTES = "Header or footer", "Footnote or endnote"
"""The places of paragraphs that are in no article."""
FIRST_PAGES = "The first pages"
"""The place of paragraphs before the first article."""
_NAMESPACE = "urn:protocol-builder:made:1"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM_ID = "{7C0A6D1E-5D2B-4B0E-9C55-165247165248}"
_PICTURE_MARK = "p"
"""At the end of the hash of a paragraph with a picture; not a digit of a hash."""


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
    effects: frozenset[str] | None = None
    """The hashes of what it does beyond its words; None in a document that does not say."""


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
class DocumentComparison:
    """What a document was made from, every edit since, and the number of comments in its margin."""

    made: EditRecord
    edits: tuple[Edit, ...]
    comments: int
    effects: tuple[str, ...] = ()
    """What it does that it did not do when it was made, such as run a macro; each as words to follow its name."""

    @property
    def is_changed(self) -> bool:
        """Whether anything was edited."""
        return bool(self.edits or self.effects)


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
    agreement: Agreement,
    body: Iterable[tuple[str, list[str]]],
    edges: list[str],
    notes: list[str],
    effects: Iterable[Effect] = (),
) -> bytes:
    """Return the edit record (XML) of a document.

    `body` gives the name of each article with the text of its paragraphs, `edges` the text of headers and footers, and
    `notes` that of footnotes and endnotes. `effects` are what the document does beyond its words.
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
    etree.SubElement(root, f"{{{_NAMESPACE}}}effects").text = " ".join(sorted(map(_hash_effect, effects)))
    return bytes(etree.tostring(root))


def _hash_effect(effect: Effect) -> str:
    return hash_text(f"{effect.kind} {effect.value}")


def verify(path: Path) -> DocumentComparison:
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
    effects = root.find(f"{{{_NAMESPACE}}}effects")
    known = None if effects is None else frozenset((effects.text or "").split())
    return EditRecord(on=root.get("law", ""), body=body, edges=edges, notes=notes, effects=known, **about)


def records_of(package: Package) -> tuple[EditRecord, ...]:
    """Return the edit records of a document; a redline has those of both documents. Raises UnreadableError without one."""
    records = [root for root in related_parts(package, "customXml") if root.tag == f"{{{_NAMESPACE}}}made"]
    if not records:
        raise UnreadableError(
            "was not made by protocol-builder, or the program that last saved it dropped the edit record; nothing can tell "
            "whether it was edited"
        )
    return tuple(map(_read_record, records))


def _compare(package: Package) -> DocumentComparison:
    records = records_of(package)
    texts = read_texts(package)
    comments = sum(1 for root in related_parts(package, "comments") for _ in root)
    effects = new_effects(package, records)
    found = []
    for made in records:
        edits = (
            *_edits_at(EDGES, made.edges, texts.edges),
            *_edits_of_body(made, texts.body),
            *_edits_at(NOTES, made.notes, texts.notes),
        )
        found.append(DocumentComparison(made, edits, comments, effects))
    # A redline has the records of both documents; with its changes rejected, it is the earlier one.
    return min(found, key=lambda one: len(one.edits))


def new_effects(package: Package, records: tuple[EditRecord, ...]) -> tuple[str, ...]:
    """Return what a document does that it did not do when it was made, each as words to follow its name.

    Of a document whose record does not say, only active content is known to be new.
    """
    known = frozenset(effect for made in records for effect in made.effects or ())
    is_said = all(made.effects is not None for made in records)
    return tuple(
        effect.sentence
        for effect in sorted((*effects_of(package), *_links_of_unedited(package, records)))
        if (is_said or effect.kind == "active") and _hash_effect(effect) not in known
    )


def _links_of_unedited(package: Package, records: tuple[EditRecord, ...]) -> Iterator[Effect]:
    """Yield where the links lead in paragraphs that read as they were made; of others, each new address is said alone."""
    addresses = {one.id: one.target for one in package.relations(package.document) if one.is_external}
    hidden = frozenset(style for styles in related_parts(package, "styles") for style in hidden_styles(styles))
    made = {paragraph.hash for record in records for paragraph in record.body}
    for effect in links_of(package.part(package.document), addresses, hidden):
        if hash_text(effect.text) in made:
            yield effect


def _edits_of_body(made: EditRecord, body: tuple[ParagraphText, ...]) -> Iterator[Edit]:
    now = [hash_text(paragraph.text) for paragraph in body]
    before = [paragraph.hash for paragraph in made.body]
    place, last = FIRST_PAGES, ""
    for step, a, b, c, d in steps(before, now):
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


def _edits_at(place: str, made: tuple[ParagraphHash, ...], now: tuple[ParagraphText, ...]) -> Iterator[Edit]:
    for kind, paragraph in edits_in_no_order(made, now):
        yield Edit(place, kind, paragraph.text, paragraph.tracked) if paragraph else Edit(place, kind, "")


def edits_in_no_order(
    made: tuple[ParagraphHash, ...], now: tuple[ParagraphText, ...]
) -> Iterator[tuple[str, ParagraphText | None]]:
    """Yield the edits in headers and footers, or in notes, as (kind, paragraph now); programs write them in any order."""
    before = Counter(paragraph.hash for paragraph in made)
    gone = (before - Counter(hash_text(paragraph.text) for paragraph in now)).total()
    for paragraph in now:
        if hash_text(paragraph.text) not in before:
            yield "changed" if gone > 0 else "added", paragraph
            gone -= 1
        elif paragraph.tracked:
            yield "tracked", paragraph
    yield from (("removed", None) for _ in range(gone))
