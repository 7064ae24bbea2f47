"""Word documents as they come back: edited as people edit, with and without tracked changes."""

import copy
import datetime
import io
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import Blocks, Box, printed_lines
from protocol_builder.checking.check import Report, check_file
from protocol_builder.writers.word.document import docx, paragraphs
from protocol_builder.writers.word.docx_text import paragraph_elements, read_paragraph

AUTHOR, DAY = "County Counsel", "2026-11-20"


@dataclass(frozen=True)
class HandEdit:
    """One edit of a paragraph: other words, none, or a new paragraph after it."""

    kind: str
    old: str
    new: str
    nth: int = 0
    """Which of the paragraphs with the old words."""


def document_of(path: Path, on: str | None = None) -> bytes:
    return docx(agreement(check_file(path, on)))


def edited(content: bytes, edits: tuple[HandEdit, ...], *, tracked: bool = False) -> bytes:
    """The document with edits, by hand or as tracked changes."""
    document: Any = Document(io.BytesIO(content))
    known: dict[str, list[Any]] = {}
    for element in paragraph_elements(document.element.body):
        known.setdefault(read_paragraph(element).text, []).append(element)
    for edit in edits:
        paragraph = known[edit.old][edit.nth]
        if edit.kind == "added":
            _add_after(paragraph, edit.new, tracked=tracked)
        elif edit.kind == "removed":
            _remove(paragraph, tracked=tracked)
        else:
            _change(paragraph, edit.old, edit.new, tracked=tracked)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_comment(content: bytes, on: str, words: str) -> bytes:
    """The document with a comment on a paragraph."""
    document: Any = Document(io.BytesIO(content))
    paragraph = next(one for one in document.paragraphs if " ".join(one.text.split()) == on)
    comment = document.add_comment(paragraph.runs, text=words, author=AUTHOR)
    comment._comment_elm.date = datetime.datetime.fromisoformat(f"{DAY}T09:00:00+00:00")  # not the day of the test
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _texts(paragraph: Any) -> list[Any]:
    return [one for one in paragraph.iter(qn("w:t")) if one.getparent().tag == qn("w:r")]


def _change(paragraph: Any, old: str, new: str, *, tracked: bool) -> None:
    """Change the words that differ, in the run that has them; the rest stays in its runs."""
    before = 0
    while before < min(len(old), len(new)) and old[before] == new[before]:
        before += 1
    after = 0
    while after < min(len(old), len(new)) - before and old[-1 - after] == new[-1 - after]:
        after += 1
    texts = _texts(paragraph)
    whole = "".join(one.text or "" for one in texts)
    # Spaces are not squeezed in the file as they are in what is read of it; so words are looked for, not offsets.
    lead, tail = old[:before], old[len(old) - after :]
    start = _offset(whole, lead)
    end = len(whole) - _offset(whole[::-1], tail[::-1])
    put = new[before : len(new) - after]
    at = 0
    for one in texts:
        text = one.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        inside = put is not None and (0 <= start - at < len(text) or (start == end == at + len(text)))
        if first < last or inside:
            words = put if inside and put is not None else ""
            first, last = (min(first, len(text)), max(first, last)) if inside else (first, last)
            _put(one, text[:first], text[first:last], words, text[last:], tracked=tracked)
            put = None if inside else put  # type: ignore[assignment]
        at += len(text)


def _offset(whole: str, lead: str) -> int:
    """How far the words of `lead` reach in a text with other spaces."""
    pattern = r"\s*".join(re.escape(character) for character in lead.replace(" ", ""))
    found = re.match(r"\s*" + pattern, whole)
    assert found, (whole, lead)
    end = found.end()
    return end + len(re.match(r"\s*", whole[end:]).group()) if lead.endswith(" ") else end  # type: ignore[union-attr]


def _put(text: Any, before: str, old: str, new: str, after: str, *, tracked: bool) -> None:
    run = text.getparent()
    if not tracked:
        text.text = before + new + after
        text.set(qn("xml:space"), "preserve")
        return
    parts = []
    for kind, words in (("", before), ("w:del", old), ("w:ins", new), ("", after)):
        if not words:
            continue
        piece = copy.deepcopy(run)
        for inner in list(piece):
            if inner.tag != qn("w:rPr"):
                piece.remove(inner)
        holder = OxmlElement("w:delText" if kind == "w:del" else "w:t")
        holder.text = words
        holder.set(qn("xml:space"), "preserve")
        piece.append(holder)
        if kind:
            change = _mark(kind)
            change.append(piece)
            piece = change
        parts.append(piece)
    for part in parts:
        run.addprevious(part)
    run.getparent().remove(run)


def _mark(kind: str) -> Any:
    change = OxmlElement(kind)
    change.set(qn("w:id"), str(random.Random(kind).randrange(10**6)))
    change.set(qn("w:author"), AUTHOR)
    change.set(qn("w:date"), f"{DAY}T09:00:00Z")
    return change


def _remove(paragraph: Any, *, tracked: bool) -> None:
    if not tracked:
        parent = paragraph.getparent()
        if parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1:
            for one in _texts(paragraph):
                one.text = ""
        else:
            parent.remove(paragraph)
        return
    for one in _texts(paragraph):
        _put(one, "", one.text or "", "", "", tracked=True)


def _add_after(paragraph: Any, words: str, *, tracked: bool) -> None:
    new = OxmlElement("w:p")
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        new.append(copy.deepcopy(properties))
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    run.append(text)
    if tracked:
        change = _mark("w:ins")
        change.append(run)
        run = change
    new.append(run)
    paragraph.addnext(new)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))
    else:
        yield path, value


def seeded_edits(report: Report, kind: str, count: int, seed: int = 0) -> tuple[HandEdit, ...]:
    """Edits of a document, chosen by a seed.

    `value`: a title, a name, a time, or a date of the county file. `prose`: a word of the county's own text. `library`: a
    word of the library's. `structure`: a paragraph removed or added.
    """
    chosen = random.Random(f"{kind} {seed}")
    made = paragraphs(agreement(report))
    first_pages = made[0][0]
    texts = [text for place, text in made if place != first_pages and not place.startswith("Appendix")]
    titles = {text for (before, _), (place, text) in itertools.pairwise(made) if before != place}
    gaps = {" ".join(line.split()) for article in agreement(report).articles for line in _of_boxes(article.blocks)}
    number_of = Counter(text for _, text in made)
    said = [(path, " ".join(value.split())) for path, value in leaves(report.source.data) if isinstance(value, str)]
    short = [
        text for path, text in said if 8 <= len(text) <= 80 and path[-1] in ("title", "name", "within", "when", "by")
    ]
    long = [text for _, text in said if len(text) > 80]
    found: list[HandEdit] = []
    order = list(dict.fromkeys(texts))
    chosen.shuffle(order)
    for text in order:
        if len(found) == count:
            break
        if text in titles or text.removeprefix("• ") in gaps or number_of[text] != 1:
            continue
        own = [value for value in long if text in value]
        values = [value for value in short if value in text and "State " + value not in text]
        if kind == "value" and values and not own:
            value = max(values, key=len)
            found.append(HandEdit("changed", text, text.replace(value, _other(value), 1)))
        elif (kind == "prose" and own and len(text.split()) > 6) or (
            kind == "library" and not values and not own and len(text.split()) > 8
        ):
            found.append(HandEdit("changed", text, _other_word(text, chosen)))
        elif kind == "structure" and len(text.split()) > 8:
            if chosen.random() < 0.5:
                found.append(HandEdit("removed", text, ""))
            else:
                found.append(
                    HandEdit("added", text, "The parties meet again within thirty days of a change of the law.")
                )
    return tuple(found)


def _of_boxes(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Box):
            yield from printed_lines((block,))


def _other(value: str) -> str:
    if number := re.search(r"[0-9]+", value):
        return value.replace(number.group(), str(int(number.group()) + 1), 1)
    return f"Acting {value}"


def _other_word(text: str, chosen: random.Random) -> str:
    words = text.split()
    index = chosen.randrange(2, len(words) - 1)
    return " ".join((*words[:index], "carefully", *words[index:]))
