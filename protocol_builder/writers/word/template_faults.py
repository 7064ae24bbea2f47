"""Find what a county's Word template would lose, leave as it is, or bring into every agreement unnoticed.

Nothing is filled in. What is found is refused in words, whichever command reads the template.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from .active_content import shorten
from .docx_text import W
from .package import Package, UnreadableError, open_package

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_ALONE = re.compile(r"\s*\{[{%](p|tr|tc) [^{}]*\}\}?\s*")
_SPACED = re.compile(r"\{([{%])\s+(p|tr|tc|r)\s+(\w[^{}]*?)\s*([}%])\}")
_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
)
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml")
_LOST_BESIDE = {
    "sectPr": "a section break",
    "pageBreakBefore": "a page break",
    "drawing": "a picture",
    "pict": "a picture",
    "object": "a picture",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "fldChar": "a field",
    "fldSimple": "a field",
}
_CONTAINERS = {"tr": ("tr", "row"), "tc": ("tc", "cell"), "p": ("p", "paragraph")}
_OVERWRITTEN = ("keywords", "category", "contentStatus")
"""Properties of a document that are not filled in."""
_LOOPS = {"fact": "facts", "statement": "statements"}
"""The names that a loop gives, with what it goes through."""


def find_faults(content: bytes, name: str, fields: tuple[str, ...], places: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for each fault; `name` is the file's, `fields` what it may print, `places` those alone in a paragraph.

    Raises UnreadableError for what is not a Word file.
    """
    with open_package(io.BytesIO(content)) as package:
        yield from (f"{name} {fault}" for fault in dict.fromkeys(_faults(package, fields, places)))


def outside_loop(field: str) -> str:
    """Return what is wrong with a field that only a loop has, to follow the template's name; empty for other fields."""
    if field not in _LOOPS:
        return ""
    return (
        f"prints {{{{ {field} }}}} outside its loop; put it between {{%p for {field} in {_LOOPS[field]} %}} and "
        "{%p endfor %}"
    )


def strange_character(tag: str) -> str:
    """Return the first character of a tag that Word may have inserted and that no field can have; empty without one.

    Quotation marks are read as straight ones, and what is in quotation marks is text.
    """
    outside = re.sub(r"([\"“”]).*?[\"“”]|(['‘’]).*?['‘’]", "", tag)
    found = re.search(r"[^\x20-\x7e\s]", outside)
    return found[0] if found else ""


def _faults(package: Package, fields: tuple[str, ...], places: tuple[str, ...]) -> Iterator[str]:
    known = {name.lower() for name in package.names}
    for source in ("", *package.names):
        for relation in package.relations(source):
            if not relation.is_external and "#" not in relation.target and relation.target.lower() not in known:
                yield f"refers to its part {shorten(relation.target)}, which is not in the file; open it in Word and save it again"
    root = package.part(package.document)
    if root.tag.startswith(f"{{{_STRICT}}}"):
        raise UnreadableError(
            "is saved as “Strict Open XML Document”; in Word, choose File > Save As and the type “Word Document (.docx)”"
        )
    yield from _protection(package)
    for name in package.names:
        if not name.lower().endswith(".xml") or name == "[Content_Types].xml":
            continue
        part = package.part(name)
        if _FILLED.fullmatch(name) or name == package.document:
            yield from _in_filled(part, name, fields, places)
        elif name.startswith("docProps/"):
            yield from _in_properties(part, name)
        elif name.rpartition("/")[2].startswith("comments"):
            if next(part.iter(f"{{{W}}}comment"), None) is not None:
                yield "has comments, which would be in every agreement; delete them in Word (Review > Delete)"
        elif raw := next((text for text in part.itertext() if isinstance(text, str) and _TAG.search(text)), ""):
            tag = _TAG.search(raw)
            assert tag
            yield (
                f"has the field {shorten(tag[0])} in its part {name}, where no field is filled in; move it to the text, a "
                "header, or a footer"
            )


def _protection(package: Package) -> Iterator[str]:
    for name in package.names:
        if name != "word/settings.xml":
            continue
        settings = package.part(name)
        if any(_is_on(found.get(f"{{{W}}}enforcement")) for found in settings.iter(f"{{{W}}}documentProtection")):
            yield (
                "is protected, so that no one could edit an agreement made with it; in Word, choose Review > Restrict "
                "Editing > Stop Protection"
            )
        if next(settings.iter(f"{{{W}}}writeProtection"), None) is not None:
            yield (
                "is saved as read-only, and so would every agreement be; in Word, choose File > Save As > Tools > General "
                "Options, and clear the password and “Read-only recommended”"
            )


def _is_on(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _in_filled(root: Any, name: str, fields: tuple[str, ...], places: tuple[str, ...]) -> Iterator[str]:
    if next(root.iter(*(f"{{{W}}}{tag}" for tag in _CHANGES)), None) is not None:
        yield (
            f"has tracked changes that are still pending (in its part {name}), which would be in every agreement; accept or "
            "reject them in Word (Review)"
        )
    for control in root.iter(f"{{{W}}}sdt"):
        bound = control.find(f"{{{W}}}sdtPr/{{{W}}}dataBinding") is not None
        if bound and (tag := _TAG.search(_own_text(control, f"{{{W}}}sdt"))):
            yield (
                f"has the field {shorten(tag[0])} in a control that Word fills in from the document’s properties; in Word, "
                "choose Remove Content Control and type the field as text"
            )
    for instruction in root.iter(f"{{{W}}}instrText"):
        if found := re.match(r"\s*MERGEFIELD\s+\"?(\w+)", instruction.text or ""):
            yield f"has the merge field «{shorten(found[1])}», which stays as it is; type {{{{ {found[1].lower()} }}}} instead"
    for paragraph in root.iter(f"{{{W}}}p"):
        line = _own_text(paragraph, f"{{{W}}}p")
        if "{" in line or "«" in line:
            yield from _in_line(paragraph, line, fields, places)


def _own_text(element: Any, tag: str) -> str:
    """Return the text of an element, without that of elements of its own kind within it."""
    texts = element.iter(f"{{{W}}}t")
    return "".join(text.text or "" for text in texts if next(text.iterancestors(tag), None) is element)


def _in_line(paragraph: Any, line: str, fields: tuple[str, ...], places: tuple[str, ...]) -> Iterator[str]:
    shown = shorten(line)
    for opening, kind, rest, _ in _SPACED.findall(line):
        closing = "}}" if opening == "{" else "%}"
        yield f"has “{shown}”; write {{{opening}{kind} {rest} {closing}, without a space before the {kind}"
    for word in re.findall(r"\{%-?\s*([\w.]+)\s*-?%\}", line):
        if word.partition(".")[0] in (*fields, *_LOOPS):
            yield f"has “{{% {word} %}}”, which prints nothing; write {{{{ {word} }}}}"
    for word in re.findall(r"\{\{-?\s*(\w+)\s*-?\}\}", line):
        if word in places:
            yield f"has {{{{ {word} }}}}; write {{{{p {word} }}}}, alone in its paragraph"
    for before, inside, after in re.findall(r"(\{|«|<<)\s*([\w.]+)\s*(\}|»|>>)", _TAG.sub("", line)):
        if inside.partition(".")[0].lower() in (*fields, *_LOOPS):
            yield f"has “{before}{inside}{after}”, which stays as it is; write {{{{ {inside.lower()} }}}}"
    for tag in _TAG.findall(line):
        if strange := strange_character(tag):
            yield (
                f"has the field {shorten(tag)} with the character “{strange}”, which Word may have inserted; retype the "
                "field with plain characters"
            )
    for kind in dict.fromkeys(re.findall(r"\{[{%](p|tr|tc) ", line)):
        tag, called = _CONTAINERS[kind]
        holder = paragraph if kind == "p" else next(paragraph.iterancestors(f"{{{W}}}{tag}"), paragraph)
        whole = line if kind == "p" else "".join(text.text or "" for text in holder.iter(f"{{{W}}}t"))
        if not _ALONE.fullmatch(whole):
            yield f"has text in “{shorten(whole)}” that would be lost; put the tag in a separate {called}"
        elif lost := _lost_with(holder):
            yield f"has {lost} in the {called} of “{shown}”, which would be lost; move it to a {called} of its own"
    for run in paragraph.iter(f"{{{W}}}r"):
        text = "".join(found.text or "" for found in run.iterchildren(f"{{{W}}}t"))
        if re.search(r"\{[{%]r ", text) and not re.fullmatch(r"\s*\{[{%]r [^{}]*\}\}?\s*", text):
            yield f"has text in “{shorten(text)}” that would be lost; leave out the r after the brace"


def _lost_with(holder: Any) -> str:
    """Return what else is in a paragraph, row, or cell that a tag replaces; empty if there is nothing."""
    for tag, what in _LOST_BESIDE.items():
        found = next(holder.iter(f"{{{W}}}{tag}"), None)
        if found is not None and found.get(f"{{{W}}}val") not in ("0", "false", "off"):
            return what
    if any(found.get(f"{{{W}}}type") in ("page", "column") for found in holder.iter(f"{{{W}}}br")):
        return "a page break"
    starts = {mark.get(f"{{{W}}}id"): mark.get(f"{{{W}}}name") for mark in holder.iter(f"{{{W}}}bookmarkStart")}
    marks = holder.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")
    # Word itself marks where someone typed last.
    return "a bookmark" if any(starts.get(mark.get(f"{{{W}}}id")) != "_GoBack" for mark in marks) else ""


def _in_properties(root: Any, name: str) -> Iterator[str]:
    for element in root.iter():
        text = element.text if isinstance(element.tag, str) else ""
        tag = _TAG.search(text or "")
        local = str(element.tag).rpartition("}")[2]
        if not tag or (name.endswith("core.xml") and local not in _OVERWRITTEN):
            continue
        called = next((str(up.get("name")) for up in (element, *element.iterancestors()) if up.get("name")), local)
        yield (
            f"has the field {shorten(tag[0])} in its property {called}, where no field is filled in; delete it in Word under "
            "File > Info > Properties"
        )


def refuse_faults(content: bytes, name: str, fields: tuple[str, ...], places: tuple[str, ...]) -> str:
    """Return the first fault, or empty; of a file that cannot be read, why."""
    try:
        return next(find_faults(content, name, fields, places), "")
    except UnreadableError as error:
        return f"{name} {error}"
