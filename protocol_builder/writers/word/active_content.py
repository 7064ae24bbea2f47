"""Find active content in a Word file: what runs, what is fetched from elsewhere, and what is embedded in it.

A template must not bring any of it into agreements. Links that a reader clicks are welcome.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from .package import Package, Relation, open_package

_SAVE_AS_DOCX = "open it in Word and save it as a Word document (.docx)"
_MACRO = ("contains macros", f"{_SAVE_AS_DOCX}, which removes them")
_OBJECT = ("contains a file or an object from another program", "delete it in Word, or paste it as a picture")
_CONTROL = ("contains a control that runs a program (ActiveX)", "delete it in Word")
_ADD_IN = ("opens a Word add-in", "remove the add-in in Word, and save the file again")
_KEYS = ("changes the keys or menus of Word", f"{_SAVE_AS_DOCX} without them")
_EMBEDDED = {
    "vbaProject": _MACRO,
    "wordVbaData": _MACRO,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _CONTROL,
    "activeXControlBinary": _CONTROL,
    "aFChunk": (
        "includes another document (altChunk)",
        f"{_SAVE_AS_DOCX}, which merges the other document into it",
    ),
    "webextension": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
    "attachedToolbars": _KEYS,
    "keyMapCustomizations": _KEYS,
    "extensibility": _KEYS,
    "userCustomization": _KEYS,
}
"""Kinds of relation to a part of the file: what is wrong with it, and the fix."""
_OUTSIDE = {
    "attachedTemplate": (
        "is attached to another template, {}, which Word opens with every agreement",
        "remove it in Word under Developer > Document Template",
    ),
    "image": ("shows a picture from outside the file, {}", "in Word, insert the picture itself instead"),
    "oleObject": ("shows a part of another file, {}", "in Word, break the link (File > Info > Edit Links to Files)"),
    "hyperlink": ("has a link to {}", "link to a web address (https://) or an email address, or remove the link"),
}
"""Kinds of relation to something outside the file: what is wrong with it ({} is the address), and the fix."""
_OTHER_OUTSIDE = ("refers to {}, outside the file", f"remove the reference in Word, or {_SAVE_AS_DOCX}")
_ACTIVE_FIELDS = (
    *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED", "DATABASE", "RD"),
    *("CONTROL", "HTMLCONTROL", "PRINT"),
)
"""Fields with which Word runs a program or fetches something."""
_MAKE_TEXT = "click in the field in Word and press Ctrl+Shift+F9 to make it plain text"
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = ("http", "https", "mailto", "tel")
_INSTRUCTIONS = ("instrText", "delInstrText")
_COPIES = ("{*}Fallback", "{*}Choice")
_COMPUTED = "{}"
"""What `_fields` yields for a field whose kind is put together by other fields."""
_MAX_SHOWN = 120


def find_active_content(content: bytes, name: str) -> Iterator[str]:
    """Yield one sentence for each kind of active content in a Word file; `name` is the file's name.

    Raises UnreadableError for what is not a Word file, or is one too large to look at.
    """
    with open_package(io.BytesIO(content)) as package:
        reported = set()
        for part, problem, remedy in _all_in(package):
            if problem not in reported:
                reported.add(problem)
                yield f"{name} {problem} (in its part {shorten(part)}); {remedy}"


def shorten(text: str) -> str:
    """Return text of a file, cut to 120 characters for a message."""
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _all_in(package: Package) -> Iterator[tuple[str, str, str]]:
    """Yield (part, problem, fix), of all parts."""
    roots = (
        (part, package.part(part))
        for part, type in package.types().items()
        if type.lower().endswith("xml") or part.lower().endswith((".xml", ".rels", ".vml"))
    )
    yield from active_parts(package, roots)


def active_parts(package: Package, roots: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield (part, problem, fix) for active content of a package: by its types, its relations, and the roots of parts."""
    for part, type in package.types().items():
        if "macroenabled" in type.lower() or type.endswith("vbaProject") or part.lower().endswith("vbaproject.bin"):
            yield part, *_MACRO
        if type.endswith("template.main+xml"):
            yield part, "is a Word template file (.dotx)", _SAVE_AS_DOCX
    for part, root in roots:
        yield from ((part, *found) for found in _in_xml(root))
    for source in ("", *package.names):
        for relation in package.relations(source):
            if found := _of_relation(relation):
                yield source or "_rels/.rels", *found


def addresses_of(root: Any) -> frozenset[str]:
    """Return the addresses to which fields of a part lead a reader."""
    return frozenset(address for field in _fields(root) for address in addresses_of_field(field))


def addresses_of_field(field: str) -> Iterator[str]:
    """Yield the addresses to which a field with some instruction leads a reader."""
    kind, arguments = _kind(field)
    if kind == "HYPERLINK":
        yield from _addresses(arguments)


def field_kinds(root: Any) -> frozenset[str]:
    """Return the kinds of fields in a part, such as `PAGE`.

    It is `=` for a field that calculates, and `REF number` for one that shows the number of a paragraph, not its text.
    """
    found = set()
    for field in _fields(root):
        kind, arguments = _kind(field)
        is_number = kind == "REF" and re.search(r"\\[rnw]\b", arguments, re.IGNORECASE)
        found.add("REF number" if is_number else kind or field.strip()[:1])
    return frozenset(found)


def _kind(field: str) -> tuple[str, str]:
    """Return the kind of a field in capitals, and its arguments."""
    kind, arguments = re.split(r"(?![a-zA-Z])", field.lstrip(), maxsplit=1)
    return kind.upper(), arguments


def _of_relation(relation: Relation) -> tuple[str, str] | None:
    if not relation.is_external:
        return _EMBEDDED.get(relation.kind)
    if relation.kind == "hyperlink" and _is_link(relation.target):
        return None
    if relation.kind == "attachedTemplate" and not re.search(r"[/\\:]", relation.target):
        return None  # Word's own, by its name, such as Normal.dotm
    problem, remedy = _OUTSIDE.get(relation.kind, _OTHER_OUTSIDE)
    return problem.format(shorten(relation.target)), remedy


def _is_link(address: str) -> bool:
    """Return whether an address leads a reader to a web page, an email address, or a file next to the document."""
    scheme = _SCHEME.match(address)
    return scheme[1].lower() in _SCHEMES if scheme else not address.strip().startswith(("\\", "//"))


def _in_xml(root: Any) -> Iterator[tuple[str, str]]:
    for field in sorted(set(_fields(root))):
        kind, arguments = _kind(field)
        if field == _COMPUTED:
            yield "has a field whose kind comes from other fields", _MAKE_TEXT
        elif kind in _ACTIVE_FIELDS:
            yield f"has a {kind} field, which lets Word run or fetch outside content", _MAKE_TEXT
        elif kind == "HYPERLINK":
            problem, remedy = _OUTSIDE["hyperlink"]
            yield from ((problem.format(shorten(to)), remedy) for to in _addresses(arguments) if not _is_link(to))
    for picture in root.iter("{urn:schemas-microsoft-com:vml}*"):
        if (address := picture.get("src", "")) and re.search(r"[:\\]|//", address):
            problem, remedy = _OUTSIDE["image"]
            yield problem.format(shorten(address)), remedy
    if next(root.iter("{*}webVideoPr"), None) is not None:
        yield "plays a video from outside the file", "delete it in Word, or replace it with a picture"
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield (
            "takes its text from a database or a list (mail merge)",
            "in Word, choose Mailings > Start Mail Merge > Normal Word Document, and save the file",
        )


def _addresses(arguments: str) -> Iterator[str]:
    """Yield the addresses in the arguments of a HYPERLINK field, without its switches: `"https://…" \\o "A tip"`."""
    without = re.sub(r'\\[lots]\s*("[^"]*"|\S+)|\\[hmn]\b', " ", arguments, flags=re.IGNORECASE)
    yield from (quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', without))


def _fields(root: Any) -> Iterator[str]:
    """Yield the instruction of each field."""
    for field in root.iter("{*}fldSimple"):
        yield from (value for name, value in field.attrib.items() if name.endswith("}instr"))
    # Which of two alternatives Word reads depends on its version, and deleted text can come back.
    copies = next(root.iter(*_COPIES), None) is not None
    deleted = next(root.iter("{*}delInstrText"), None) is not None
    for copy in _COPIES if copies else ("",):
        left_out = {inner for outer in root.iter(copy) for inner in outer.iter()} if copy else set()
        for tags in (_INSTRUCTIONS, _INSTRUCTIONS[:1]) if deleted else (_INSTRUCTIONS,):
            yield from _complex_fields(root, tags, left_out)


def _complex_fields(root: Any, tags: tuple[str, ...], left_out: set[Any]) -> Iterator[str]:
    # A field is: begin, its instruction, which may have fields in it, separate, its result, end.
    open_fields: list[str] = []
    for element in root.iter("{*}fldChar", *(f"{{*}}{tag}" for tag in tags)):
        if element in left_out:
            continue
        kind = next((value for name, value in element.attrib.items() if name.endswith("}fldCharType")), "")
        if kind == "begin":
            if open_fields and not re.match(r"\s*(=|[a-zA-Z]+[^a-zA-Z])", open_fields[-1]):
                yield _COMPUTED
            open_fields.append("")
        elif kind == "separate" and open_fields:
            open_fields[-1] += " "
        elif kind == "end" and open_fields:
            yield open_fields.pop()
        elif not kind and open_fields:
            open_fields[-1] += element.text or ""
    yield from open_fields
