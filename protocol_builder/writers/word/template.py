"""Load a Word template once for many agreements: its tags, styles, numbering, and parts.

docxtpl defines the tags, patches Word's XML, and fills it in; python-docx opens the template and packs it. A template
may come from anyone: it is rendered in a sandbox and gets text and lists only.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import jinja2
import markupsafe
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml, serialize_part_xml
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ... import resources
from . import edit_marks
from .docx_text import W, hidden_styles
from .effects import Effect, effects_of
from .faint_text import Looks, looks_of
from .package import open_package

# docxcompose, which comes with docxtpl, gives this prefix to custom properties in all of python-docx, so that keywords would
# be written as an element that no document may have there.
nsmap["cp"] = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

_EDGES = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_NOTES = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties of a document in which a template may print something."""
_NUMBERINGS_END, _RELATIONS_END = b"<?more numbers?>", b"</Relationships>"
"""What an agreement's own numberings replace, and what its own relations come before."""
_COMPRESSION_LEVEL = 4
"""The usual 6 takes twice as long and saves a tenth."""
_JINJA_NAMES = {"loop", "caller", "varargs", "kwargs", "self"}
_MAX_PROPERTY = 255
"""Characters of a document property."""
_PLACE = re.compile(r"<\?place (\w+)\?>")

Time = tuple[int, int, int, int, int, int]


class TemplateError(resources.UnfitResourceError):
    """A Word template that cannot be used; the message says why and what to do."""


class _Environment(ImmutableSandboxedEnvironment):
    """Compile each text once; docxtpl would compile the template again for each document."""

    def __init__(self) -> None:
        no_files = jinja2.DictLoader({})  # so that a template cannot include or extend another
        super().__init__(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_escape, loader=no_files)
        self._compiled: dict[Any, jinja2.Template] = {}

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> jinja2.Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **kwargs)
        return self._compiled[source]


def _escape(value: Any) -> Any:
    """Return a value as XML text, without the `{_{`, tabs, and newlines that docxtpl would rewrite."""
    if isinstance(value, markupsafe.Markup | jinja2.Undefined) or not isinstance(value, str):
        return value
    return markupsafe.Markup(str(markupsafe.escape(" ".join(value.split()))).replace("_", "&#95;"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the package with tags in it."""

    id: str
    """The relation by which the body refers to it."""
    part: Any
    xml: str
    """Patched by docxtpl."""

    @property
    def name(self) -> str:
        return _name(self.part)


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A loaded template. Filling it in leaves nothing behind that the next agreement would see."""

    styles: Mapping[str, str]
    """The id of each style by name, escaped for an XML attribute."""
    style_numberings: Mapping[str, str]
    """The id of the abstract numbering (`abstractNumId`) that counts a style, by the style's id; escaped."""
    last_number: int
    """The highest id (`numId`) of its own numberings."""
    relations: Mapping[str, str]
    """The ids of the body's relations, with the address of each hyperlink; empty for other relations."""
    record: str
    """The name of the part for the edit record."""
    has_even_pages: bool
    """Whether even pages have headers and footers of their own."""
    hidden: frozenset[str]
    """The ids of styles whose text is hidden."""
    effects: frozenset[Effect]
    """Where its own links lead, and what else it does beyond its words."""
    looks: Looks
    """The color and size of text by the id of its style."""
    _document: DocxTemplate
    _environment: _Environment
    _body: str
    _edges: tuple[_Part, ...]
    _footnotes: tuple[_Part, ...]
    _printed: tuple[tuple[str, str], ...]
    """The properties in which something is printed: (name, text)."""
    _core: Any
    _parts: Mapping[str, bytes]

    @property
    def names(self) -> set[str]:
        """The names that its fields use. Nothing is computed. Raises jinja2.TemplateError."""
        texts = (
            self._body,
            *(part.xml for part in (*self._edges, *self._footnotes)),
            *(text for _, text in self._printed),
        )
        own = {*self._environment.globals, *_JINJA_NAMES}
        used: set[str] = set()
        for text in texts:
            parsed = self._environment.parse(text)
            own.update(macro.name for macro in parsed.find_all(nodes.Macro))
            of_loops = {id(name) for loop in parsed.find_all(nodes.For) for name in _targets(loop)}
            own.update(
                name.name for name in parsed.find_all(nodes.Name) if name.ctx != "load" and id(name) not in of_loops
            )
            used.update(_used(parsed, frozenset()))
        return used - own

    def fill(self, context: Mapping[str, Any]) -> tuple[Any, dict[str, Any], dict[str, bytes]]:
        """Return the parts filled in with a context.

        They are the body (an lxml element), the headers and footers by relation id (lxml elements), and by name the bytes
        of headers, footers, and footnotes. Raises jinja2.TemplateError.
        """
        document, part = self._document, self._document.docx.part
        document.render_init()

        def render(xml: str, of: Any) -> str:
            return str(document.render_xml_part(xml, of, context, self._environment))

        body = document.fix_tables(render(self._body, part))
        _fill_empty(body)
        document.fix_docpr_ids(body)
        document.map_tree(body)
        edges = {edge.id: parse_xml(render(edge.xml, edge.part)) for edge in self._edges}
        for edge in edges.values():
            _fill_empty(edge)
        by_name = {edge.name: serialize_part_xml(edges[edge.id]) for edge in self._edges}
        by_name |= {notes.name: render(notes.xml, notes.part).encode() for notes in self._footnotes}
        return body, edges, by_name

    def notes(self, parts: Mapping[str, bytes]) -> list[Any]:
        """Return the footnotes and endnotes among filled parts (lxml elements)."""
        return [etree.fromstring(parts[notes.name]) for notes in self._footnotes]

    def properties(self, context: Mapping[str, Any], **others: Any) -> dict[str, bytes]:
        """Return the part with the document's properties, by name: those the template prints, and others."""
        core = self._document.docx.core_properties
        for name, text in self._printed:
            setattr(core, name, _shorten(html.unescape(self._environment.from_string(text).render(context))))
        for name, value in others.items():
            setattr(core, name, _shorten(value) if isinstance(value, str) else value)
        return {_name(self._core): self._core.blob}

    def body(self, texts: Mapping[str, str], numberings: str, relations: str) -> dict[str, bytes]:
        """Return the parts with the body as last filled, texts (XML) in their places, and what these refer to."""
        part = self._document.docx.part
        numbering, related = _name(part.numbering_part), part.partname.rels_uri[1:]
        body = _PLACE.sub(lambda found: texts.get(found[1], found[0]), serialize_part_xml(part.element).decode())
        return {
            _name(part): body.encode(),
            numbering: self._parts[numbering].replace(_NUMBERINGS_END, numberings.encode()),
            related: self._parts[related].replace(_RELATIONS_END, relations.encode() + _RELATIONS_END),
        }

    def pack(self, parts: Mapping[str, bytes], when: Time) -> bytes:
        """Return the document file: the given parts, and the template's others. Equal parts give equal bytes."""
        unchanged = _pack_unchanged(self, frozenset(parts), when)
        packed = io.BytesIO()
        packed.write(unchanged)
        with zipfile.ZipFile(packed, "a") as package:
            write_parts(package, parts, sorted(parts), when)
        return packed.getvalue()


def _targets(loop: nodes.For) -> list[nodes.Name]:
    return [loop.target] if isinstance(loop.target, nodes.Name) else list(loop.target.find_all(nodes.Name))


def _used(node: nodes.Node, given: frozenset[str]) -> Iterator[str]:
    """Yield the names that are read; `given` are those of the loops around. jinja2.meta would compute what it can."""
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in given:
        yield node.name
    inside = given
    if isinstance(node, nodes.For):
        yield from _used(node.iter, given)
        inside = given | {name.name for name in _targets(node)}
    for child in node.iter_child_nodes(exclude=("iter",) if isinstance(node, nodes.For) else None):
        yield from _used(child, inside)


def _fill_empty(root: Any) -> None:
    """Give what must have a paragraph an empty one where a condition has left it without; remove tables without rows."""
    for table in list(root.iter(f"{{{W}}}tbl")):
        if table.find(f"{{{W}}}tr") is None and table.getparent() is not None:
            table.getparent().remove(table)
    for holder in root.iter(*(f"{{{W}}}{tag}" for tag in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote"))):
        if not len(holder) or holder[-1].tag in (f"{{{W}}}tcPr", f"{{{W}}}tbl"):
            etree.SubElement(holder, f"{{{W}}}p")


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_PROPERTY else f"{text[: _MAX_PROPERTY - 1]}…"


@lru_cache(maxsize=4)
def load_template(content: bytes, name: str) -> Template:
    """Load a template from the bytes of a Word file; `name` is for messages. Raises TemplateError."""
    try:
        document = _open(content)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TemplateError(f"{name} is not a Word document (.docx)") from error
    part = document.docx.part
    package = part.package
    _refuse_lost_text(document, name)
    core = document.docx.core_properties  # python-docx adds them where they are missing
    record = edit_marks.add_record_part(part)
    footnotes = [found for found in package.parts if found.content_type in _NOTES]
    styles = {
        style.find(f"{{{W}}}name").get(f"{{{W}}}val"): style.get(f"{{{W}}}styleId")
        for style in part.styles.element.iterfind(f"{{{W}}}style")
    }
    try:
        numbering = part.numbering_part.element
    except NotImplementedError:
        raise TemplateError(f"{name} has no numbering for its styles; start again from mou.docx") from None
    own = [int(number.get(f"{{{W}}}numId")) for number in numbering.iterfind(f"{{{W}}}num")]
    numberings = _style_numberings(numbering, part.styles.element)
    numbering.append(etree.ProcessingInstruction("more", "numbers"))
    return Template(
        styles={style: escape(id, {'"': "&quot;"}) for style, id in styles.items()},
        style_numberings={
            escape(style, {'"': "&quot;"}): escape(abstract, {'"': "&quot;"}) for style, abstract in numberings.items()
        },
        last_number=max(own, default=0),
        relations={
            id: relation.target_ref if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK else ""
            for id, relation in part.rels.items()
        },
        record=_name(record),
        has_even_pages=document.docx.settings.odd_and_even_pages_header_footer,
        hidden=hidden_styles(part.styles.element),
        effects=_effects(content),
        looks=looks_of(part.styles.element),
        _document=document,
        _environment=_Environment(),
        _body=document.patch_xml(document.get_xml()),
        _edges=tuple(
            _Part(id, edge, document.patch_xml(document.get_part_xml(edge)))
            for uri in _EDGES
            for id, edge in document.get_headers_footers(uri)
        ),
        _footnotes=tuple(_Part("", notes, document.patch_xml(notes.blob.decode("utf-8"))) for notes in footnotes),
        _printed=tuple((name, getattr(core, name)) for name in _PROPERTIES),
        _core=package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES),
        _parts=_parts(document),
    )


def _open(content: bytes) -> DocxTemplate:
    document = DocxTemplate(io.BytesIO(content))
    relations = document.get_docx().part.package.rels
    # LibreOffice names the properties in another way than python-docx, which would add them a second time.
    for id in [id for id, relation in relations.items() if relation.reltype.endswith("metadata/core-properties")]:
        if relations[id].reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            relations.pop(id)
    return document


def _refuse_lost_text(document: DocxTemplate, name: str) -> None:
    """Raise TemplateError for text next to a tag that replaces its whole paragraph; it would be lost silently."""
    body = document.docx.element.body
    roots = [body, *(etree.fromstring(part.blob) for uri in _EDGES for _, part in document.get_headers_footers(uri))]
    for paragraph in (paragraph for root in roots for paragraph in root.iter(f"{{{W}}}p")):
        line = "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        if re.search(r"\{[{%]p ", line) and not re.fullmatch(r"\s*\{[{%]p [^{}]*\}\}?\s*", line):
            raise TemplateError(f"{name}: text in “{line}” would be lost; put the tag in a separate paragraph")


def _style_numberings(numbering: Any, styles: Any) -> dict[str, str]:
    # A style names its numbering; in some programs' files only the numbering names its style.
    abstract_of = {
        number.get(f"{{{W}}}numId"): number.find(f"{{{W}}}abstractNumId").get(f"{{{W}}}val")
        for number in numbering.iterfind(f"{{{W}}}num")
    }
    return {
        level.get(f"{{{W}}}val"): abstract.get(f"{{{W}}}abstractNumId")
        for abstract in numbering.iterfind(f"{{{W}}}abstractNum")
        for level in abstract.iterfind(f"{{{W}}}lvl/{{{W}}}pStyle")
    } | {
        number.getparent().getparent().getparent().get(f"{{{W}}}styleId"): abstract_of[number.get(f"{{{W}}}val")]
        for number in styles.iterfind(f"{{{W}}}style/{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if number.get(f"{{{W}}}val") in abstract_of
    }


def _effects(content: bytes) -> frozenset[Effect]:
    with open_package(io.BytesIO(content)) as package:
        return effects_of(package)


def _name(part: Any) -> str:
    return str(part.partname)[1:]


def _parts(document: DocxTemplate) -> dict[str, bytes]:
    saved = io.BytesIO()
    document.docx.save(saved)
    with zipfile.ZipFile(saved) as package:
        return {name: package.read(name) for name in package.namelist()}


@lru_cache(maxsize=8)
def _pack_unchanged(template: Template, without: frozenset[str], when: Time) -> bytes:
    """Return a package of the parts that are the same in every document."""
    packed = io.BytesIO()
    # First the list of types and the relation to the document, by which other programs recognize the file.
    names = sorted(template._parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    with zipfile.ZipFile(packed, "w") as package:
        write_parts(package, template._parts, [name for name in names if name not in without], when)
    return packed.getvalue()


def write_parts(package: zipfile.ZipFile, parts: Mapping[str, bytes], names: list[str], when: Time) -> None:
    """Write parts of these names into a package, so that equal parts give equal bytes."""
    for name in names:
        entry = zipfile.ZipInfo(name, when)
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
        package.writestr(entry, parts[name], compresslevel=_COMPRESSION_LEVEL)
