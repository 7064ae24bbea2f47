"""Knows what a Word template may not bring into agreements: what runs, what lies elsewhere, what is packed within it.

Knows no agreement and no field of a template. Links that a reader presses are welcome.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from .package import Package, Relation, opened

_ANEW = "open it in Word and save it as a Word document (.docx)"
_MACRO = ("holds macros", f"{_ANEW}, which keeps none")
_OBJECT = ("holds a file or an object of another program", "delete it in Word, or paste it as a picture")
_CONTROL = ("holds a control that runs a program (ActiveX)", "delete it in Word")
_ADD_IN = ("opens an add-in of Word", "take the add-in out in Word, and save it anew")
_KEYS = ("sets keys or menus of Word", f"{_ANEW}, without them")
_WITHIN = {
    "vbaProject": _MACRO,
    "wordVbaData": _MACRO,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _CONTROL,
    "activeXControlBinary": _CONTROL,
    "aFChunk": ("includes a whole other document (altChunk)", f"{_ANEW}, which makes the other one a part of it"),
    "webextension": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
    "attachedToolbars": _KEYS,
    "keyMapCustomizations": _KEYS,
    "extensibility": _KEYS,
    "userCustomization": _KEYS,
}
"""Kinds of relation to a part of the file: what it does, and what to do."""
_ELSEWHERE = {
    "attachedTemplate": (
        "is attached to another template, {}, which Word opens with every agreement",
        "in Word's settings of document templates (Developer, Document Template) take it out",
    ),
    "image": ("shows a picture that lies elsewhere, {}", "in Word, put the picture itself in its place"),
    "oleObject": ("shows a part of another file, {}", "in Word, break the link (File, Info, Edit Links to Files)"),
    "hyperlink": ("has a link to {}", "link to a web address (https://) or to a mail address, or take the link out"),
}
_OTHERWISE = ("refers to {} elsewhere", f"take it out in Word, or {_ANEW}")
_FIELDS = (
    *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED", "DATABASE", "RD"),
    *("CONTROL", "HTMLCONTROL", "PRINT"),
)
"""Fields by which Word runs a program or fetches something."""
_FREEZE = "click into it in Word and press Ctrl+Shift+F9, which makes it plain text"
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = ("http", "https", "mailto", "tel")
_CODES = ("instrText", "delInstrText")
_COPIES = ("{*}Fallback", "{*}Choice")
_MADE_UP = "{}"
"""Stands for the instruction of a field whose kind other fields put together."""
_LONGEST = 120


def foreign(content: bytes, name: str) -> Iterator[str]:
    """What a Word file brings along that an agreement must not have, a sentence each; `name` is the file's.

    Raises UnreadableError for what is no Word file, or one that is no longer looked at.
    """
    with opened(io.BytesIO(content)) as package:
        told = set()
        for part, said, remedy in _found(package):
            if said not in told:
                told.add(said)
                yield f"{name} {said} (in its part {shown(part)}); {remedy}"


def shown(words: str) -> str:
    """Words of a file as a sentence may hold them."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _found(package: Package) -> Iterator[tuple[str, str, str]]:
    """(part, what it does, what to do)."""
    for part, type in package.types().items():
        if "macroenabled" in type.lower() or type.endswith("vbaProject") or part.lower().endswith("vbaproject.bin"):
            yield part, *_MACRO
        if type.endswith("template.main+xml"):
            yield part, "is a file of the kind .dotx", _ANEW
        if type.lower().endswith("xml") or part.lower().endswith((".xml", ".rels", ".vml")):
            yield from ((part, *found) for found in _in_xml(package.part(part)))
    for source in ("", *package.names):
        for relation in package.relations(source):
            if found := _of_relation(relation):
                yield source or "_rels/.rels", *found


def _of_relation(relation: Relation) -> tuple[str, str] | None:
    if not relation.is_external:
        return _WITHIN.get(relation.kind)
    if relation.kind == "hyperlink" and _is_link(relation.target):
        return None
    if relation.kind == "attachedTemplate" and not re.search(r"[/\\:]", relation.target):
        return None  # Word's own, by its name, such as Normal.dotm
    said, remedy = _ELSEWHERE.get(relation.kind, _OTHERWISE)
    return said.format(shown(relation.target)), remedy


def _is_link(address: str) -> bool:
    """Whether an address leads a reader to a web page, a mail address or a place beside the document."""
    scheme = _SCHEME.match(address)
    return scheme[1].lower() in _SCHEMES if scheme else not address.strip().startswith(("\\", "//"))


def _in_xml(root: Any) -> Iterator[tuple[str, str]]:
    for field in sorted(set(_fields(root))):
        kind, words = re.split(r"(?![a-zA-Z])", field.lstrip(), maxsplit=1)
        if field == _MADE_UP:
            yield "has a field whose kind other fields make up", _FREEZE
        elif kind.upper() in _FIELDS:
            yield f"has a field {kind.upper()}, by which Word runs or fetches what lies elsewhere", _FREEZE
        elif kind.upper() == "HYPERLINK":
            said, remedy = _ELSEWHERE["hyperlink"]
            yield from ((said.format(shown(to)), remedy) for to in _addresses(words) if not _is_link(to))
    for picture in root.iter("{urn:schemas-microsoft-com:vml}*"):
        if (address := picture.get("src", "")) and re.search(r"[:\\]|//", address):
            said, remedy = _ELSEWHERE["image"]
            yield said.format(shown(address)), remedy
    if next(root.iter("{*}webVideoPr"), None) is not None:
        yield "plays a video that lies elsewhere", "delete it in Word, or put a picture in its place"
    if next(root.iter("{*}mailMerge"), None) is not None:
        yield (
            "asks a database or a list for its text (mail merge)",
            "in Word, choose Mailings, Start Mail Merge, Normal Word Document, and save it",
        )


def _addresses(words: str) -> Iterator[str]:
    """Those in the instruction of a link, without its switches and what belongs to them: `"https://…" \\o "A tip"`."""
    without = re.sub(r'\\[lots]\s*("[^"]*"|\S+)|\\[hmn]\b', " ", words, flags=re.IGNORECASE)
    yield from (quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|([^\s"]+)', without))


def _fields(root: Any) -> Iterator[str]:
    """The instructions of all fields."""
    for field in root.iter("{*}fldSimple"):
        yield from (value for name, value in field.attrib.items() if name.endswith("}instr"))
    # What Word reads of a thing that is there twice depends on its age; what is deleted can come back.
    copies = next(root.iter(*_COPIES), None) is not None
    deleted = next(root.iter("{*}delInstrText"), None) is not None
    for aside in _COPIES if copies else ("",):
        left_out = {inner for copy in root.iter(aside) for inner in copy.iter()} if aside else set()
        for codes in (_CODES, _CODES[:1]) if deleted else (_CODES,):
            yield from _complex(root, codes, left_out)


def _complex(root: Any, codes: tuple[str, ...], left_out: set[Any]) -> Iterator[str]:
    # A field is: begin, its instruction, in which other fields may lie, separate, its result, end.
    begun: list[str] = []
    for element in root.iter("{*}fldChar", *(f"{{*}}{code}" for code in codes)):
        if element in left_out:
            continue
        kind = next((value for name, value in element.attrib.items() if name.endswith("}fldCharType")), "")
        if kind == "begin":
            if begun and not re.match(r"\s*(=|[a-zA-Z]+[^a-zA-Z])", begun[-1]):
                yield _MADE_UP
            begun.append("")
        elif kind == "separate" and begun:
            begun[-1] += " "
        elif kind == "end" and begun:
            yield begun.pop()
        elif not kind and begun:
            begun[-1] += element.text or ""
    yield from begun
