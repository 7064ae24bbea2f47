"""Knows a Word template made ready once for many agreements: its tags, styles, numbering and parts. Knows no agreement.

docxtpl says what a tag is, patches Word's XML and fills it in; python-docx opens the template and packs it. A template
may come from anyone: it is rendered in a sandbox and gets text and lists only.
"""

import html
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import jinja2
import markupsafe
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml, serialize_part_xml
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ... import resources
from . import edit_marks
from .docx_text import W

_EDGES = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties of a document in which a template may print something."""
_NUMBERS, _RELATIONS = b"<?more numbers?>", b"</Relationships>"
"""Before which stand what an agreement adds to the numberings and relations of a template."""
_PRESSURE = 4
"""How hard parts are compressed: 6, as usual, takes twice as long for a tenth less."""
_WORDS = {"loop", "caller", "varargs", "kwargs", "self"}
"""Names that the language of fields gives a meaning to."""
_PLACE = re.compile(r"<\?place (\w+)\?>")

Time = tuple[int, int, int, int, int, int]


class TemplateError(resources.UnfitResourceError):
    """A Word template that cannot be filled in without loss; says in plain words why."""


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles each text once; docxtpl would compile the template anew for each document."""

    def __init__(self) -> None:
        nothing = jinja2.DictLoader({})  # for what extends or includes another
        super().__init__(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_escaped, loader=nothing)
        self._compiled: dict[Any, jinja2.Template] = {}

    def from_string(self, source: Any, *others: Any, **named: Any) -> jinja2.Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *others, **named)
        return self._compiled[source]


def _escaped(value: Any) -> Any:
    """A value as XML text. docxtpl rewrites `{_{`, tabs and newlines in what it prints; none of them gets there."""
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
    """A template made ready. Filling it in leaves nothing behind that the next agreement would see."""

    styles: Mapping[str, str]
    """Ids by name, fit to stand in an attribute."""
    kinds: Mapping[str, str]
    """Which abstract numbering, as Word says, counts a style; by the style's id."""
    numbers: int
    """The highest number (numId) of its own numberings."""
    relations: Mapping[str, str]
    """The body's relations, with the address of each hyperlink."""
    mark: str
    """The name of the part for the mark of what was made."""
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
        """What its fields ask for. They are read, and nothing of them is computed. Raises jinja2.TemplateError."""
        texts = (
            self._body,
            *(part.xml for part in (*self._edges, *self._footnotes)),
            *(text for _, text in self._printed),
        )
        asked: set[str] = set()
        own = {*self._environment.globals, *_WORDS}
        for text in texts:
            parsed = self._environment.parse(text)
            own.update(macro.name for macro in parsed.find_all(nodes.Macro))
            for name in parsed.find_all(nodes.Name):
                (asked if name.ctx == "load" else own).add(name.name)
        return asked - own

    def filled(self, context: Mapping[str, Any]) -> tuple[Any, dict[str, Any], dict[str, bytes]]:
        """What the context gives: the body, the edges by relation, and by name other parts and the edges once more."""
        document, part = self._document, self._document.docx.part
        document.render_init()

        def rendered(xml: str, of: Any) -> str:
            return str(document.render_xml_part(xml, of, context, self._environment))

        body = document.fix_tables(rendered(self._body, part))
        document.fix_docpr_ids(body)
        document.map_tree(body)
        edges = {edge.id: parse_xml(rendered(edge.xml, edge.part)) for edge in self._edges}
        others = {edge.name: serialize_part_xml(edges[edge.id]) for edge in self._edges}
        others |= {notes.name: rendered(notes.xml, notes.part).encode() for notes in self._footnotes}
        return body, edges, others

    def properties(self, context: Mapping[str, Any], **others: Any) -> dict[str, bytes]:
        """The part with the document's properties: what the template prints in them, and others."""
        core = self._document.docx.core_properties
        for name, text in self._printed:
            setattr(core, name, _short(html.unescape(self._environment.from_string(text).render(context))))
        for name, value in others.items():
            setattr(core, name, _short(value) if isinstance(value, str) else value)
        return {_name(self._core): self._core.blob}

    def body(self, texts: Mapping[str, str], numberings: str, relations: str) -> dict[str, bytes]:
        """The parts with the body as it has been filled, texts in their places, and what these refer to."""
        part = self._document.docx.part
        numbers, related = _name(part.numbering_part), part.partname.rels_uri[1:]
        body = _PLACE.sub(lambda found: texts.get(found[1], found[0]), serialize_part_xml(part.element).decode())
        return {
            _name(part): body.encode(),
            numbers: self._parts[numbers].replace(_NUMBERS, numberings.encode()),
            related: self._parts[related].replace(_RELATIONS, relations.encode() + _RELATIONS),
        }

    def packed(self, parts: Mapping[str, bytes], when: Time) -> bytes:
        """The document as a file: the given parts, and all others as they are. Equal parts give equal bytes."""
        same = _same(self, frozenset(parts), when)
        packed = io.BytesIO()
        packed.write(same)
        with zipfile.ZipFile(packed, "a") as package:
            _write(package, parts, sorted(parts), when)
        return packed.getvalue()


def _short(text: str) -> str:
    """A property of a document has room for 255 letters."""
    return text if len(text) <= 255 else f"{text[:254]}…"


@lru_cache(maxsize=4)
def ready(content: bytes, name: str) -> Template:
    """The template that a file holds. Raises TemplateError."""
    try:
        document = _opened(content)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TemplateError(f"{name} is not a Word document (.docx)") from error
    part = document.docx.part
    package = part.package
    _see_text(document, name)
    core = document.docx.core_properties  # python-docx adds them where there are none
    mark = edit_marks.make_room(part)
    footnotes = [found for found in package.parts if found.content_type == CONTENT_TYPE.WML_FOOTNOTES]
    styles = {
        style.find(f"{{{W}}}name").get(f"{{{W}}}val"): style.get(f"{{{W}}}styleId")
        for style in part.styles.element.iterfind(f"{{{W}}}style")
    }
    try:
        numbering = part.numbering_part.element
    except NotImplementedError:
        raise TemplateError(f"{name} has lost the numbering of its styles; begin anew with mou.docx") from None
    own = [int(number.get(f"{{{W}}}numId")) for number in numbering.iterfind(f"{{{W}}}num")]
    kinds = _kinds(numbering, part.styles.element)
    numbering.append(etree.ProcessingInstruction("more", "numbers"))
    return Template(
        styles={style: escape(id, {'"': "&quot;"}) for style, id in styles.items()},
        kinds={escape(style, {'"': "&quot;"}): escape(kind, {'"': "&quot;"}) for style, kind in kinds.items()},
        numbers=max(own, default=0),
        relations={
            id: relation.target_ref if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK else ""
            for id, relation in part.rels.items()
        },
        mark=_name(mark),
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


def _opened(content: bytes) -> DocxTemplate:
    document = DocxTemplate(io.BytesIO(content))
    relations = document.get_docx().part.package.rels
    # LibreOffice names the properties otherwise than python-docx, which would add them a second time.
    for id in [id for id, relation in relations.items() if relation.reltype.endswith("metadata/core-properties")]:
        if relations[id].reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            relations.pop(id)
    return document


def _see_text(document: DocxTemplate, name: str) -> None:
    """What stands in a paragraph beside a tag that takes the whole paragraph would be lost without a word."""
    body = document.docx.element.body
    roots = [body, *(etree.fromstring(part.blob) for uri in _EDGES for _, part in document.get_headers_footers(uri))]
    for paragraph in (paragraph for root in roots for paragraph in root.iter(f"{{{W}}}p")):
        words = "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        if re.search(r"\{[{%]p ", words) and not re.fullmatch(r"\s*\{[{%]p [^{}]*\}\}?\s*", words):
            raise TemplateError(f"{name}: the line “{words}” would be lost; put its tag in a paragraph of its own")


def _kinds(numbering: Any, sheet: Any) -> dict[str, str]:
    # A style names its numbering; in some programs' files only the numbering names its style.
    kind_of = {
        number.get(f"{{{W}}}numId"): number.find(f"{{{W}}}abstractNumId").get(f"{{{W}}}val")
        for number in numbering.iterfind(f"{{{W}}}num")
    }
    return {
        level.get(f"{{{W}}}val"): kind.get(f"{{{W}}}abstractNumId")
        for kind in numbering.iterfind(f"{{{W}}}abstractNum")
        for level in kind.iterfind(f"{{{W}}}lvl/{{{W}}}pStyle")
    } | {
        number.getparent().getparent().getparent().get(f"{{{W}}}styleId"): kind_of[number.get(f"{{{W}}}val")]
        for number in sheet.iterfind(f"{{{W}}}style/{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if number.get(f"{{{W}}}val") in kind_of
    }


def _name(part: Any) -> str:
    return str(part.partname)[1:]


def _parts(document: DocxTemplate) -> dict[str, bytes]:
    saved = io.BytesIO()
    document.docx.save(saved)
    with zipfile.ZipFile(saved) as package:
        return {name: package.read(name) for name in package.namelist()}


@lru_cache(maxsize=8)
def _same(template: Template, without: frozenset[str], when: Time) -> bytes:
    """A package of the parts that are the same in every document."""
    packed = io.BytesIO()
    # First the list of types and what leads to the document, by which other programs know what the file is.
    names = sorted(template._parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    with zipfile.ZipFile(packed, "w") as package:
        _write(package, template._parts, [name for name in names if name not in without], when)
    return packed.getvalue()


def _write(package: zipfile.ZipFile, parts: Mapping[str, bytes], names: list[str], when: Time) -> None:
    for name in names:
        entry = zipfile.ZipInfo(name, when)
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
        package.writestr(entry, parts[name], compresslevel=_PRESSURE)
