"""Redlines of pairs of county files beside those of python-redlines (Docxodus): time, changed words, and wrong decisions.

    python -m tests.benchmark.redlines [PAIRS]      this table alone; a dozen generated pairs by default, some three minutes

Both compare the same two agreements. The peer has only the two Word documents, and reads fields and numbers as text; it
comes from PyPI, into an environment of its own. A decision is wrong where a paragraph of the decided document is not as it
is in the document that was compared, or where a reference leads to no bookmark.
"""

import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from protocol_builder.agreement.agreement import Agreement
from protocol_builder.alignment import steps
from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.redline import redline

from ..conftest import DAY, EXAMPLE
from ..edits import with_edits
from ..writers.word.office_schema import schema_faults
from ..writers.word.test_redline import agreement_of, varied
from ..writers.word.tracked_changes import W, decided
from .measure import once

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "protocol-builder-tests"
PEER = "python-redlines[docxodus]==2.0.0"
PAIRS = 12
_PROGRAM = """
import sys
from python_redlines import DocxodusEngine
old, new, target = sys.argv[1:]
engine = DocxodusEngine()
content, *_ = engine.run_redline("peer", old, new, detect_moves=False, detect_format_changes=False)
open(target, "wb").write(content)
"""
_TEXTS = (f"{W}t", f"{W}tab", f"{W}br")
_CHANGED = (f"{W}ins", f"{W}del")
_PROVENANCE = re.compile("^Made from .*?(?=Page |$)")
"""What a document was made from, before the number of the page; our redline has that of the new document throughout."""
EDITS = {
    "one date": (("until: 2030-06-30", "until: 2031-06-30"),),
    "an agency renamed": (("Example County Probation Department", "Example County Juvenile Probation Department"),),
    "a section more": (("narrative:\n", "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"),),
    "a seat less": (
        ("    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n", ""),
    ),
}


def peer() -> Path:
    """The Python of an environment that has the peer. Raises OSError, CalledProcessError where it cannot be had."""
    home = CACHE / "python-redlines-2.0.0"
    program = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([program, "-m", "pip", "install", "-q", PEER], check=True, capture_output=True)
        (home / "ready").touch()
    return program


@dataclass
class Figures:
    """What redlines of one maker took and have."""

    seconds: list[float] = field(default_factory=list)
    words: int = 0
    """Words that are tracked as inserted or deleted; the names of revisions are not counted."""
    wrong: Counter[str] = field(default_factory=Counter)
    """Paragraphs that are not as they were, by how the changes were decided."""
    pairs: Counter[str] = field(default_factory=Counter)
    """Pairs with such a paragraph."""
    invalid: int = 0
    """Redlines that are not valid against the schema."""

    def add(self, content: bytes, old: bytes, new: bytes) -> None:
        self.words += sum(len(text.split()) for text in _tracked(content))
        self.invalid += bool(schema_faults(content))
        for how, one in (("accept", new), ("reject", old)):
            try:
                wrong = _wrong(decided(content, how), one)
            except (AssertionError, etree.LxmlError):  # a change that cannot be decided
                wrong = 1
            self.wrong[how] += wrong
            self.pairs[how] += bool(wrong)


def _parts(content: bytes) -> Iterator[Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                yield etree.fromstring(package.read(name))


def _tracked(content: bytes) -> Iterator[str]:
    for root in _parts(content):
        for change in root.iter(*_CHANGED):
            paragraph = next(change.iterancestors(f"{W}p"), None)
            if paragraph is not None and not _words(paragraph).startswith("Revision"):
                yield _words(change, f"{W}t", f"{W}delText")


def _words(element: Any, *tags: str) -> str:
    return "".join((text.text or "") if text.tag not in _TEXTS[1:] else " " for text in element.iter(*(tags or _TEXTS)))


def _paragraphs(content: bytes) -> Iterator[str]:
    """Yield each paragraph's words with the results of fields, but for pictures' copies; and each reference to nowhere."""
    for root in _parts(content):
        bookmarks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
        for paragraph in root.iter(f"{W}p"):
            if text := _PROVENANCE.sub("", " ".join(_words(paragraph).split())):
                yield text
        for instruction in root.iter(f"{W}instrText"):
            for name in re.findall(r"REF (\w+)", instruction.text or ""):
                if name not in bookmarks:
                    yield f"a reference to {name}, which is nowhere"


def _wrong(found: bytes, wanted: bytes) -> int:
    compared = steps([*_paragraphs(wanted)], [*_paragraphs(found)])
    return sum(max(b - a, d - c) for kind, a, b, c, d in compared if kind != "equal")


def pairs(number: int) -> Iterator[tuple[Agreement, Agreement]]:
    """Yield the example with each of `EDITS`, and generated pairs."""
    text = EXAMPLE.read_text("utf-8")
    for edits in EDITS.values():
        yield agreement_of(text), agreement_of(with_edits(text, *edits, everywhere=True))
    data = check_source(read_text(text, EXAMPLE.name), DAY).source.data
    for seed in range(number):
        dice = random.Random(seed)
        first = varied(data, dice)
        texts = (yaml.safe_dump(one, allow_unicode=True, sort_keys=False) for one in (first, varied(first, dice)))
        old, new_one = map(agreement_of, texts)
        yield old, new_one


def of_peer(program: Path, folder: Path, old: bytes, new: bytes) -> tuple[bytes, float]:
    """The peer's redline of two documents, and the processors' seconds of its process."""
    paths = [folder / f"{name}.docx" for name in ("old", "new", "redline")]
    for path, content in zip(paths, (old, new), strict=False):
        path.write_bytes(content)
    taken = once([str(program), "-c", _PROGRAM, *map(str, paths)])
    return paths[2].read_bytes(), taken.processor_seconds


def of_ours(old: Agreement, new: Agreement) -> tuple[bytes, float]:
    """Our redline of two agreements, without comments, which the peer does not make, and the processors' seconds."""
    began = time.process_time()
    content = redline(old, new, lambda before, after: "").content
    return content, time.process_time() - began


def table(number: int = PAIRS) -> None:
    """Print the table."""
    try:
        program = peer()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"left out: python-redlines: {error}", file=sys.stderr)
        return
    ours, theirs = Figures(), Figures()
    count = 0
    with tempfile.TemporaryDirectory() as name:
        same = docx(agreement_of(EXAMPLE.read_text("utf-8")))
        _, start = of_peer(program, Path(name), same, same)  # also unpacks its program
        _, start = of_peer(program, Path(name), same, same)
        for old, new in pairs(number):
            documents = docx(old), docx(new)
            for figures, (content, seconds) in (
                (ours, of_ours(old, new)),
                (theirs, of_peer(program, Path(name), *documents)),
            ):
                figures.seconds.append(seconds)
                figures.add(content, *documents)
            count += 1
    print(f"| redlines of {count} pairs | ours | python-redlines 2.0.0 |\n|---|--:|--:|")
    total = [sum(figures.seconds) for figures in (ours, theirs)]
    print(
        f"| seconds of processors, each | {total[0] / count:.2f} | {total[1] / count:.2f} ({total[1] / total[0]:.1f}×) |"
    )
    print(f"| the same document twice | | {start:.2f} |")
    print(f"| words tracked | {ours.words:,} | {theirs.words:,} |")
    for how, name in (("accept", "accepting"), ("reject", "rejecting")):
        cells = (f"{one.pairs[how]} ({one.wrong[how]:,} paragraphs)" for one in (ours, theirs))
        print(f"| pairs that {name} all decides wrongly | {' | '.join(cells)} |")
    print(f"| not valid against the schema | {ours.invalid} | {theirs.invalid} |")


if __name__ == "__main__":
    table(*(int(number) for number in sys.argv[1:2]))
