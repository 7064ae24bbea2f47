"""Two hostile revisions, or a hostile document that came back, give an answer or one clear error.

The usual run tries a few; `FUZZ=2000` tries as many pairs, and a fifth as many documents. A failure names its seed.
"""

import copy
import io
import os
import random
import re
import zipfile
import zlib
from pathlib import Path

import pytest
import yaml
from lxml import etree

from protocol_builder.agreement.clauses import NoClausesError
from protocol_builder.checking.check import check_source
from protocol_builder.commands.reports import compare_json, compare_markdown, compare_text
from protocol_builder.comparing.amendment import NoAmendmentError, amendment
from protocol_builder.comparing.comparison import Comparison
from protocol_builder.comparing.due_list import due_list
from protocol_builder.comparing.icalendar import calendar
from protocol_builder.comparing.origin import OtherRevisionError
from protocol_builder.comparing.redline import redline
from protocol_builder.comparing.returned_file import NotReadError, answer
from protocol_builder.comparing.revisions import Revision, UnreadableRevisionError, revision_of
from protocol_builder.reading.source import read_text
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.package import UnreadableError

from ..conftest import DAY, EXAMPLE, below
from ..returned_documents import document_of
from ..test_fuzz import WAYS
from .valley import TEXT

PAIRS = int(os.environ.get("FUZZ", "24"))
DOCUMENTS = max(PAIRS // 5, 10)
HOSTILE = (
    "", " ", "]]>", "<script>alert(1)</script>", "</w:t></w:r>", "&amp;&lt;", "@everyone", "[a](javascript:x)", "a | b", "# x", "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}", "\x1b[2J", "\u202e", "\ufffe", "line\nline\r\nEND:VEVENT\r\nBEGIN:VALARM", "qxaxq", "#123", "`" * 9, "*" * 300,
    "x" * 5_000, "=cmd|' /C calc'!A0", "\N{COMBINING GRAVE ACCENT}" * 50, "!!int 5", "~", "2026-99-99", "9999-12-31", "0001-01-01",
)  # fmt: skip
"""Texts that a program could take for orders, or that are hard to print."""


def hostile(original: bytes, dice: random.Random) -> bytes:
    """The example with hostile texts as values, and entries left out, said twice, or of another kind."""
    data = copy.deepcopy(check_source(read_text(original.decode(), "example.yml"), DAY).source.data)
    places = [path for path, _ in below(data) if path]
    for _ in range(dice.randint(1, 10)):
        *parents, last = dice.choice(places)
        try:
            parent = data
            for key in parents:
                parent = parent[key]
            value = parent[last]
            parent[last] = dice.choice(
                (dice.choice(HOSTILE), f"{value} {dice.choice(HOSTILE)}", [value, value], {"x": value}, None, 10**30)
            )
        except (KeyError, IndexError, TypeError):
            continue
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")  # fmt: skip


def revision(content: bytes, folder: Path, name: str) -> Revision:
    path = folder / f"{name}.yml"
    path.write_bytes(content)
    return revision_of(path, f"{name}.yml", "", DAY)


def compared(old: Revision, new: Revision, *, with_documents: bool) -> None:
    """Compare two revisions in every way."""
    found = Comparison(old, new)
    printed = "\n".join(compare_text.lines((found,), (), ()))
    compare_json.document((found,), (), (), False)
    commented = compare_markdown.document((found,), (), ())
    for text in (printed, commented):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", text), "a character that a terminal obeys"
    assert not re.search(r"(?<!\\)<(?!!--)|(?<![\w\\`])@\w|\]\((?!#)", commented), "HTML, a mention, or a link"
    dates = due_list((new.report,), DAY)
    assert re.findall(r"(?m)^(?:BEGIN|END):VEVENT", calendar(dates, DAY)) == ["BEGIN:VEVENT", "END:VEVENT"] * len(dates)
    if with_documents:
        try:
            redline(found)
            docx(amendment(found))
        except (NoClausesError, NoAmendmentError):
            pass


def test_no_two_revisions_break_the_comparison(tmp_path: Path) -> None:
    original = EXAMPLE.read_bytes()
    unreadable = 0
    for seed in range(PAIRS):
        dice = random.Random(f"revisions {seed}")
        ways = [dice.choice((*WAYS[:2], hostile, hostile)) for _ in range(2)]
        contents = [way(original, dice) for way in ways]
        try:
            sides = [revision(content, tmp_path, name) for content, name in zip(contents, ("old", "new"), strict=True)]
            compared(sides[0], sides[1], with_documents=zlib.crc32(contents[1]) % 8 == 0)
        except UnreadableRevisionError:
            unreadable += 1
        except Exception as error:
            pytest.fail(f"revisions {seed}: {error!r}")
    assert unreadable < PAIRS, "at least one pair was compared"


_PIECES = (
    "<w:p/>", "<w:tbl/>", "<w:tr/>", "</w:p>", "<w:del>", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:hyperlink r:id='rId7'/>",
    "<w:commentRangeStart w:id='0'/>", "<w:t>{{ x }}</w:t>", "<w:altChunk r:id='rId1'/>", "<w:sdt><w:sdtContent/></w:sdt>", "&#0;", "&x;",
    "<!--", "<![CDATA[", "<?x y?>", 'TargetMode="External"', 'Target="../../../../etc/passwd"', 'Target="file:///etc/passwd"', "w:val=''", "\ud7ff",
)  # fmt: skip


def rearranged(part: bytes, dice: random.Random) -> bytes:
    """A part that is still XML, with elements left out, doubled, or elsewhere, and hostile texts and values."""
    root = etree.fromstring(part)
    for _ in range(dice.randint(1, 12)):
        one = dice.choice([element for element in root.iter() if element is not root] or [root])
        match dice.randrange(5):
            case 0 if one is not root:
                one.getparent().remove(one)
            case 1 if one is not root:
                one.addnext(copy.deepcopy(one))
            case 2:
                other = dice.choice(list(root.iter()))
                if one is not root and one not in other.iterancestors() and one is not other:
                    other.append(one)
            case 3 if one.attrib:
                one.set(dice.choice(list(one.attrib)), dice.choice(("", "-1", "rId1", "9" * 30, "x" * 300, "_Toc")))
            case _:
                one.text = re.sub("[\x00-\x08\x0b-\x1f\ufffe]", "", dice.choice(HOSTILE))
    return bytes(etree.tostring(root))


def damaged(content: bytes, dice: random.Random) -> bytes:
    """A document with a few places of its parts changed, or a part left out, emptied, or there twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = {dice.choice(names), "word/document.xml"}
        for name in names:
            part = old.read(name)
            if name in chosen and dice.random() < 0.1:
                continue
            if name in chosen and dice.random() < 0.6:
                part = rearranged(part, dice)
            elif name in chosen:
                text = part.decode()
                for _ in range(dice.randint(1, 6)):
                    start = dice.choice([found.start() for found in re.finditer(r"[<>\"]", text)] or [0])
                    end = start + dice.choice((0, 0, 1, 30, 400))
                    other = dice.choice((dice.choice(_PIECES), dice.choice(HOSTILE), text[start:end] * 2, ""))
                    text = text[:start] + other + text[end:]
                part = text.encode("utf-8", "surrogatepass")
            new.writestr(name, part)
    found = bytearray(made.getvalue())
    for _ in range(dice.choice((0, 0, 0, 0, 1, 20))):  # of the package itself
        found[dice.randrange(len(found))] = dice.randrange(256)
    return bytes(found)


def test_no_returned_document_breaks_the_reading(tmp_path: Path) -> None:
    file = tmp_path / "inyo.yml"
    file.write_text(TEXT, "utf-8")
    content = document_of(file)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "returned.docx"
    refused = 0
    for seed in range(DOCUMENTS):
        path.write_bytes(damaged(content, random.Random(f"returned {seed}")))
        try:
            answer(path, file)
        except (UnreadableError, NotReadError, OtherRevisionError):
            refused += 1
        except Exception as error:
            pytest.fail(f"returned {seed}: {error!r}")
    assert refused < DOCUMENTS, "at least one document was read"
    assert file.read_text("utf-8") == TEXT
    assert sorted(found.name for found in tmp_path.iterdir()) == ["in", "inyo.yml"]
