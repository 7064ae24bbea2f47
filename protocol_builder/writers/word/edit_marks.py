"""Knows the mark that a Word document carries of each paragraph as it was made. Knows neither YAML nor the law.

The mark holds no words: whoever deletes a sentence before sending the document on does not send it along. It is no
signature either: it shows what was edited in good faith, and can be made anew by someone who wants to deceive.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from ...agreement.agreement import Agreement
from .docx_text import PICTURE

NAMESPACE = "urn:protocol-builder:made:1"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PICTURED = "p"  # no digit of a hash
_ITEM = "{7C0A6D1E-5D2B-4B0E-9C55-165247165248}"


@dataclass(frozen=True, slots=True)
class Print:
    """A paragraph as it was made: where it stood, and the hash of its words."""

    place: str
    hash: str

    @property
    def is_picture(self) -> bool:
        """Whether it held a picture."""
        return self.hash.endswith(_PICTURED)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a document says of how it was made."""

    file: str
    sha256: str
    on: str
    """The date (ISO) whose law was applied."""
    record: str
    """The date (ISO) on which the texts of the law were taken; empty in a document that does not say."""
    version: str
    marks: str
    body: tuple[Print, ...]
    edges: tuple[Print, ...]
    """The heads and feet of its pages, in no order."""


def of_words(words: str) -> str:
    """The hash of a paragraph's words, marked where it holds a picture, so that one that is gone can be told as such."""
    found = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{found}{_PICTURED}" if PICTURE in words else found


def make_room(document: Any) -> Any:
    """Give a template (python-docx's part of the body) an empty part for the mark, which it returns."""
    for id in [id for id, relation in document.rels.items() if _is_mark(relation)]:
        document.rels.pop(id)  # the template was itself made from an earlier document
    package = document.package
    item = Part(package.next_partname("/customXml/item%d.xml"), CONTENT_TYPE.XML, b"", package)
    document.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    number = "".join(filter(str.isdigit, str(item.partname)))
    about = f'<ds:datastoreItem xmlns:ds="{_DATASTORE}" ds:itemID="{_ITEM}"><ds:schemaRefs/></ds:datastoreItem>'
    properties = Part(
        PackURI(f"/customXml/itemProps{number}.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        about.encode(),
        package,
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    return item


def mark(agreement: Agreement, body: Iterable[tuple[str, list[str]]], edges: list[str]) -> bytes:
    """The mark of a document, for its part. `body` gives each article's name with the words of its paragraphs."""
    made = agreement.provenance
    root = etree.Element(f"{{{NAMESPACE}}}made", nsmap={None: NAMESPACE})
    for name, value in (
        *(("file", made.file), ("sha256", made.sha256), ("law", made.on), ("record", made.record)),
        ("version", made.version),
        ("marks", " · ".join(agreement.marks)),
    ):
        root.set(name, value)
    for kind, found in (("body", body), ("edges", [("", edges)] if edges else [])):
        for place, group in groupby(found, key=itemgetter(0)):
            hashes = " ".join([of_words(words) for _, paragraphs in group for words in paragraphs])
            if hashes:
                etree.SubElement(root, f"{{{NAMESPACE}}}{kind}", {"in": place}).text = hashes
    return bytes(etree.tostring(root))


def _is_mark(relation: Any) -> bool:
    is_data = relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external
    return is_data and NAMESPACE.encode() in relation.target_part.blob


def read(root: Any) -> Fingerprint:
    """The mark that a part of a document (an lxml element) holds."""

    def prints(kind: str) -> Iterator[Print]:
        for group in root.iterfind(f"{{{NAMESPACE}}}{kind}"):
            yield from (Print(group.get("in", ""), hash) for hash in (group.text or "").split())

    told = {name: root.get(name, "") for name in ("file", "sha256", "record", "version", "marks")}
    return Fingerprint(on=root.get("law", ""), body=tuple(prints("body")), edges=tuple(prints("edges")), **told)
