"""Accept or reject all tracked changes of a Word file, as ECMA-376 describes them; shares no code with what makes them."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEPT = {"accept": "ins", "reject": "del"}
_GONE = {"accept": "del", "reject": "ins"}
_TEXTS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def decided(content: bytes, how: str) -> bytes:
    """The Word file with all changes decided; `how` is `accept` or `reject`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if _PARTS.fullmatch(name):
                root = etree.fromstring(part)
                _decide(root, how)
                part = etree.tostring(root)
            new.writestr(name, part)
    return made.getvalue()


def _decide(root: Any, how: str) -> None:
    kept, gone = _KEPT[how], _GONE[how]
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)
        elif (mark := row.find(f"{W}trPr/{W}{kept}")) is not None:
            mark.getparent().remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for mark in list(root.iter(f"{W}pPrChange")):
        changed = mark.getparent()
        changed.remove(mark)
        if how == "reject":
            kept_too = [child for child in changed if child.tag in (f"{W}rPr", f"{W}sectPr")]
            changed[:] = [*mark.find(f"{W}pPr"), *kept_too]
    for change in list(root.iter(f"{W}{gone}")):
        if change.getparent().tag != f"{W}rPr":
            change.getparent().remove(change)
    for change in list(root.iter(f"{W}{kept}")):
        if change.getparent().tag != f"{W}rPr":
            place = change.getparent().index(change)
            change.getparent()[place : place + 1] = list(change)
    for text in root.iter(*_TEXTS):
        text.tag = _TEXTS[text.tag]
    for paragraph in list(root.iter(f"{W}p")):
        properties = paragraph.find(f"{W}pPr")
        end = properties.find(f"{W}rPr") if properties is not None else None
        if end is None:
            continue
        is_gone = end.find(f"{W}{gone}") is not None
        for mark in [child for child in end if child.tag in (f"{W}ins", f"{W}del")]:
            end.remove(mark)
        if not len(end):
            properties.remove(end)
        if is_gone:
            following = paragraph.getnext()
            content: list[Any] = [child for child in paragraph if child is not properties]
            assert following is not None, "the last paragraph of a cell, header, or document cannot be removed"
            if following.tag != f"{W}p":
                assert next(paragraph.iter(f"{W}r"), None) is None, etree.tostring(paragraph)
            elif content:
                place = 1 if following.find(f"{W}pPr") is not None else 0
                following[place:place] = content
            paragraph.getparent().remove(paragraph)


def looks(content: bytes) -> list[Any]:
    """Everything in a Word file's body, headers, and footers but ids: what two files that look the same have in common."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
        links = {
            one.get("Id"): one.get("Target")
            for one in etree.fromstring(package.read("word/_rels/document.xml.rels"))
            if one.get("TargetMode") == "External"
        }
    numberings = {
        number.get(f"{W}numId"): "/".join(
            found.get(f"{W}val") for found in number.iter(f"{W}abstractNumId", f"{W}startOverride")
        )
        for number in parts["word/numbering.xml"].iter(f"{W}num")
    }
    found: list[Any] = []
    for name in sorted(filter(_PARTS.fullmatch, parts)):
        order: dict[str, int] = {}
        bookmarks = _titles(parts[name])
        found += (
            _look(element, numberings, order, links, bookmarks)
            for element in parts[name].iter(f"{W}p", f"{W}tr")
            if not any(True for _ in element.iterancestors(f"{W}txbxContent"))
        )
    return found


def _titles(root: Any) -> dict[str, str]:
    return {
        mark.get(f"{W}name"): "".join(text.text or "" for text in mark.getparent().iter(f"{W}t"))
        for mark in root.iter(f"{W}bookmarkStart")
    }


def _look(element: Any, numberings: dict[str, str], order: dict[str, int], links: Any, bookmarks: Any) -> Any:
    if element.tag == f"{W}tr":
        return ("row", len(element.findall(f"{W}tc")))
    properties = element.find(f"{W}pPr")
    written = []
    for child in properties if properties is not None else ():
        if child.tag == f"{W}numPr":
            named, level = child.find(f"{W}numId"), child.find(f"{W}ilvl").get(f"{W}val")
            if named is None:  # the list is that of the paragraph's style
                written.append(f"level {level}")
                continue
            number = named.get(f"{W}val")
            place = order.setdefault(number, len(order))
            written.append(f"{numberings[number]} no. {place} {level}")
        elif child.tag != f"{W}keepNext":
            written.append(_plain(child))
    return ("paragraph", written, list(_joined(_runs(element, "", links, bookmarks))))


def _runs(parent: Any, link: str, links: Any, bookmarks: Any) -> Iterator[tuple[str, str, str]]:
    for child in parent:
        if child.tag == f"{W}hyperlink":
            id = next((value for name, value in child.items() if name.endswith("}id")), "")
            to = links.get(id) or bookmarks.get(child.get(f"{W}anchor"), "nowhere")
            yield from _runs(child, to, links, bookmarks)
        elif child.tag == f"{W}r":
            look = child.find(f"{W}rPr")
            looked = _plain(look) if look is not None else ""
            for part in child:
                if part.tag == f"{W}t":
                    yield (link, looked, part.text or "")
                elif part.tag == f"{W}instrText":
                    for name in re.findall(r"REF (\w+)", part.text):
                        assert name in bookmarks, name
                    yield (link, looked, re.sub(r"REF (\w+)", lambda m: f"REF to “{bookmarks[m[1]]}”", part.text))
                elif part.tag not in (f"{W}rPr", f"{W}commentReference"):
                    yield (link, looked, f"<{_plain(part)}>")


def _joined(runs: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    waiting: tuple[str, str, str] | None = None
    for run in runs:
        if not run[2]:
            continue
        if waiting and waiting[:2] == run[:2] and not run[2].startswith("<") and not waiting[2].startswith("<"):
            waiting = (*run[:2], waiting[2] + run[2])
        else:
            if waiting:
                yield waiting
            waiting = run
    if waiting:
        yield waiting


def _plain(element: Any) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for kind in re.findall(r' type="#([^"]*)"', text):
        assert f' id="{kind}"' in text, "a shape is of a type that its own picture defines"
    return re.sub(r' xmlns:\w+="[^"]*"| (o:sp)?id="[^"]*"| type="#[^"]*"| name="[^"]*"', "", text)
