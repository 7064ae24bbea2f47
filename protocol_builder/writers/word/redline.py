"""Write an agreement as a Word document with native tracked changes against an earlier one, and a comment on each.

Both agreements are written into one package, so that their numberings, links, and bookmarks are those of one document.
Accepting all changes leaves the new agreement and rejecting all the old one; the document holds the edit record of both.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ... import resources
from ...agreement.agreement import Agreement
from ...agreement.article_pairs import same_articles
from ...agreement.blocks import Runs
from ...agreement.provisions import with_runs
from .document import Additions, bookmark_names, filled_parts, packed_at
from .docx_text import W
from .package import open_package
from .template import load_template, write_parts
from .tracked_blocks import Change, Merger
from .tracked_runs import Stamp, w

AUTHOR = "protocol-builder"
RENUMBERING = "protocol-builder (renumbering)"
"""The author of changed article numbers in references and in the contents, which a reader can hide by this name."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = re.compile(rb"\{[0-9A-F-]{36}\}")
_EARLIER_ITEM_ID = b"{7C0A6D1E-5D2B-4B0E-9C55-165247165249}"
_PICTURE_IDS = 500_000
"""What is added to the ids of pictures that were removed, so that each id is there once."""
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}cNvPr"
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPE_NUMBER = "{urn:schemas-microsoft-com:office:office}spid"
_EDGE = re.compile(r"word/(header|footer)\d*\.xml")


@dataclass(frozen=True, slots=True)
class Redline:
    """A redlined document."""

    content: bytes
    """The Word file."""
    changes: int
    """Paragraphs and table rows with a tracked change, without those in which only article numbers changed."""
    untracked: tuple[str, ...]
    """What is different and is not shown word by word, in sentences."""


CommentFor = Callable[[str, str], str]
"""Returns the comment on a change, from its old and its new text; its lines become paragraphs, an empty one is no comment."""


def redline(old: Agreement, new: Agreement, comment_for: CommentFor) -> Redline:
    """Return the new agreement as a Word document with tracked changes against the old one. Raises TemplateError."""
    path = resources.templates() / "mou" / "mou.docx"
    loaded = load_template(path.read_bytes(), path.name)
    additions = Additions(loaded)
    names = bookmark_names(new)
    old = _with_provenance_of(new, old)
    after = filled_parts(new, loaded, path.name, additions, bookmarks=names)
    before = filled_parts(
        old, loaded, path.name, additions, bookmarks=_old_names(old, new, names), provenance=new.footer
    )
    body, numbering = _body_of(loaded.pack(after, packed_at(new)))
    parts = {
        **after,
        **{name: before[name] for name in before if name.endswith((".rels", posixpath.basename(numbering)))},
    }
    date = new.provenance.made_on.strftime("%Y-%m-%dT%H:%M:%SZ")
    stamp = Stamp(AUTHOR, RENUMBERING, date)
    merger = Merger(
        stamp, _numberings(before[numbering]), frozenset((*names.values(), *_old_names(old, new, names).values()))
    )
    root, earlier = _parsed(after[body]), _parsed(before[body])
    merger.merge_body(earlier.find(w("body")), root.find(w("body")))
    _number_bookmarks(root)
    _rename_removed_pictures(root)
    comments = _comment(merger.changes, comment_for, stamp)
    parts[body] = _written(root)
    in_edges = False
    for name in filter(_EDGE.fullmatch, after):
        edge, earlier = _parsed(after[name]), _parsed(before[name])
        merger.merge_edge(earlier, edge)
        _rename_removed_pictures(edge)
        written = _written(edge)
        in_edges = in_edges or b"<w:ins " in written or b"<w:del " in written
        parts[name] = written
    package = _packed(loaded.pack(parts, packed_at(new)))
    _add_part(package, body, "word/comments.xml", comments, f"{_RELATIONS}/comments", _COMMENTS_TYPE)
    _add_record(package, body, loaded.record, before[loaded.record])
    content = _zipped(package, packed_at(new))
    shown = [change for change in merger.changes if not change.is_renumbering]
    return Redline(content, len(shown), tuple(_untracked(merger, in_edges)))


def _untracked(merger: Merger, in_edges: bool) -> Iterator[str]:
    if merger.pictures:
        yield "pictures are replaced as a whole; both are in the document until you accept or reject the change"
    if in_edges:
        yield "headers and footers have tracked changes too; Word has no comments there"
    if merger.resized:
        yield "the columns of changed tables have their new widths; Word does not restore the earlier ones"


def _with_provenance_of(new: Agreement, old: Agreement) -> Agreement:
    """Return the old agreement with the line that says what a document was made from as the new one has it."""
    line, earlier = new.provenance.line, old.provenance.line

    def changed(runs: Runs) -> Runs:
        return tuple(replace(run, text=run.text.replace(earlier, line)) for run in runs)

    articles = (
        replace(article, blocks=with_runs(article.blocks, changed)) if article.part == "appendix" else article
        for article in old.articles
    )
    return replace(old, articles=tuple(articles))


def _old_names(old: Agreement, new: Agreement, names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the old agreement's bookmarks: of an article that the new one has as well, that article's."""
    found = {id: names[its] for id, its in same_articles(old, new).items()}
    taken = set(names.values())
    for id, name in bookmark_names(old).items():
        if id not in found:
            found[id] = next(n for n in (name, *(f"{name[:36]}_{i}" for i in range(2, 999))) if n not in taken)
            taken.add(found[id])
    return found


def _body_of(document: bytes) -> tuple[str, str]:
    """Return the names of the parts for the body and the numberings of a document."""
    with open_package(io.BytesIO(document)) as package:
        numbering = next(one.target for one in package.relations(package.document) if one.kind == "numbering")
        return package.document, numbering


def _numberings(part: bytes) -> dict[str, str]:
    """Return how each numbering counts, by its id."""
    return {
        number.get(w("numId")): "/".join(
            (
                number.find(w("abstractNumId")).get(w("val")),
                *(
                    f"{level.get(w('ilvl'))} from {start.get(w('val'))}"
                    for level in number.iter(w("lvlOverride"))
                    for start in level
                ),
            )
        )
        for number in _parsed(part).iter(w("num"))
    }


def _parsed(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _number_bookmarks(root: Any) -> None:
    """Give each bookmark an id that no other has."""
    ids: dict[str, int] = {}
    marks = list(root.iter(w("bookmarkStart"), w("bookmarkEnd")))
    for number, mark in enumerate(marks):
        if mark.tag == w("bookmarkStart"):
            ids[str(mark.get(w("id")))] = number
        mark.set(w("id"), str(ids.get(str(mark.get(w("id"))), number)))


def _rename_removed_pictures(root: Any) -> None:
    """Give each picture that was removed, such as a watermark, ids that the one in its place does not have."""
    for removed in root.iter(w("del")):
        for element in removed.iter(_PICTURE, _SHAPE):
            element.set("id", str(int(element.get("id", "0")) + _PICTURE_IDS))
        for element in removed.iter(f"{_VML}*"):
            if id := element.get("id"):
                element.set("id", f"{id}_earlier")
            if kind := element.get("type"):
                element.set("type", f"{kind}_earlier")
            element.attrib.pop(_SHAPE_NUMBER, None)  # Word gives it one


def _comment(changes: list[Change], comment_for: CommentFor, stamp: Stamp) -> bytes:
    """Put the comments into the document, one for neighbors with the same; return the part that holds them."""
    groups: list[tuple[str, list[Change]]] = []
    for change in changes:
        text = "" if change.is_renumbering else comment_for(change.old, change.new)
        follows = groups and change.position <= groups[-1][1][-1].position + 1
        if follows and text == groups[-1][0]:
            groups[-1][1].append(change)
        else:
            groups.append((text, [change]))
    written = []
    for number, (text, those) in enumerate((text, those) for text, those in groups if text):
        _anchor(those[0].first, those[-1].last, number, stamp)
        paragraphs = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
        )
        about = f'w:id="{number}" w:author={quoteattr(AUTHOR)} w:date="{stamp.date}" w:initials="pb"'
        written.append(f"<w:comment {about}>{paragraphs}</w:comment>")
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<w:comments xmlns:w="{W}">{"".join(written)}</w:comments>'.encode()


def _anchor(first: Any, last: Any, number: int, stamp: Stamp) -> None:
    """Mark the range of a comment, from the beginning of a paragraph to the end of another."""
    properties = first.find(w("pPr"))
    id = {w("id"): str(number)}
    first.insert(0 if properties is None else 1, etree.Element(w("commentRangeStart"), id))
    last.append(etree.Element(w("commentRangeEnd"), id))
    end = last.find(f"{w('pPr')}/{w('rPr')}")
    kind = next((kind for kind in ("ins", "del") if end is not None and end.find(w(kind)) is not None), "")
    holder = stamp.element(kind) if kind else last  # a comment goes with the paragraph that it is about
    if kind:
        last.append(holder)
    run = etree.SubElement(holder, w("r"))
    etree.SubElement(run, w("commentReference"), id)


def _packed(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zipped(parts: Mapping[str, bytes], when: tuple[int, int, int, int, int, int]) -> bytes:
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        write_parts(package, parts, names, when)
    return packed.getvalue()


def _add_part(parts: dict[str, bytes], of: str, name: str, content: bytes, relation: str, type: str = "") -> None:
    """Add a part, its type, and the relation by which another part refers to it."""
    parts[name] = content
    folder, file = posixpath.split(of)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    number = max((int(found) for found in re.findall(rb'Id="rId(\d+)"', parts.get(relations, b""))), default=0) + 1
    target = posixpath.relpath(name, folder)
    entry = f'<Relationship Id="rId{number}" Type="{relation}" Target={quoteattr(target)}/>'
    parts[relations] = parts[relations].replace(b"</Relationships>", f"{entry}</Relationships>".encode())
    if type:
        override = f'<Override PartName="/{name}" ContentType="{type}"/>'
        types = "[Content_Types].xml"
        parts[types] = parts[types].replace(b"</Types>", f"{override}</Types>".encode())


def _add_record(parts: dict[str, bytes], body: str, record: str, earlier: bytes) -> None:
    """Add the edit record of the old document, which a document with all changes rejected is compared with."""
    folder, file = posixpath.split(record)
    number = next(n for n in range(1, 999) if f"{folder}/item{n}.xml" not in parts)
    name, about = f"{folder}/item{number}.xml", f"{folder}/itemProps{number}.xml"
    own_relations = posixpath.join(folder, "_rels", f"{file}.rels")
    properties = re.search(rb'Target="([^"]*itemProps\d+\.xml)"', parts[own_relations])
    assert properties
    of_own = posixpath.normpath(posixpath.join("/", folder, properties[1].decode()))[1:]
    _add_part(parts, body, name, earlier, f"{_RELATIONS}/customXml")
    parts[posixpath.join(folder, "_rels", f"item{number}.xml.rels")] = re.sub(
        rb"<Relationship .*?/>", b"", parts[own_relations]
    )
    content = _ITEM_ID.sub(_EARLIER_ITEM_ID, parts[of_own])
    _add_part(parts, name, about, content, f"{_RELATIONS}/customXmlProps", _CUSTOM_TYPE)
