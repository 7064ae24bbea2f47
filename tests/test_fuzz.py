"""No input may crash the check, make it hang or make it point outside the file.

The normal run tries six hundred inputs. `nox -s fuzz` tries 100,000 more, led by what code they reach
(`coverage_fuzz`), with memory limited as well; what it finds is kept in the folder `found` and tried again by every run.
"""

import os
import random
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.first_day import first_day_sheets
from protocol_builder.agreement.role_sheets import agency_sheets
from protocol_builder.agreement.state import has_clauses
from protocol_builder.checking import report_as_json
from protocol_builder.checking.check import Report, check_source
from protocol_builder.checking.fix import fix
from protocol_builder.commands.reports import github, junit, markdown, sarif, summary, text
from protocol_builder.protocol.from_data import protocol
from protocol_builder.reading.source import read_bytes
from protocol_builder.writers.word.document import docx

from .conftest import DAY, EXAMPLE

INPUTS = int(os.environ.get("FUZZ", "600"))
SECONDS = 2.0
FOUND = Path(__file__).parent / "found"

PIECES = [
    b": ", b"- ", b"\n", b"\n  ", b"[", b"]", b"{", b"}", b'"', b"'", b"|", b">", b"#", b"&a ", b"*a", b"<<: ", b"? ", b"---\n", b"...\n",
    b"!!int ", b"!x ", b"%YAML 1.1\n", b"\t", b"\r\n", b"\x00", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", "\u202e".encode(), "é".encode(),
    b"null", b"~", b"true", b"no", b"1e999", b".nan", b"0x1F", b"06001", b"2026-02-30", b"9" * 400, b"county", b"counties", b"seats", b"agency",
    b"protocol_team", b"mdt", b"probation", b"source", b"narrative", b"{}", b"[[]]", b"Los Angeles", b"public_sources_only",
]  # fmt: skip


def mutated(original: bytes, chance: random.Random) -> bytes:
    """A county file with a few bytes, words or lines deleted, doubled, moved or replaced."""
    text = bytearray(original)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 5, 40, 400)))
        match chance.randrange(4):
            case 0:
                del text[start:end]
            case 1:
                text[start:start] = chance.choice(PIECES)
            case 2:
                text[start:end] = chance.choice(PIECES)
            case _:
                piece = text[start:end]
                where = chance.randrange(len(text) + 1)
                text[where:where] = piece
    return bytes(text)


def shuffled_lines(original: bytes, chance: random.Random) -> bytes:
    """Lines of a county file left out, doubled and put in another place or at another depth."""
    lines = original.splitlines(keepends=True)
    for _ in range(chance.randint(1, 12)):
        index = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0 if len(lines) > 1:
                del lines[index]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[index])
            case 2:
                lines[index] = b"  " + lines[index]
            case _:
                lines[index] = lines[index].lstrip(b" ")
    return b"".join(lines)


def noise(original: bytes, chance: random.Random) -> bytes:
    """Pieces of YAML and bytes of no meaning."""
    return b"".join(chance.choice([*PIECES, chance.randbytes(3)]) for _ in range(chance.randint(0, 60)))


Way: TypeAlias = Callable[[bytes, random.Random], bytes]
WAYS: tuple[Way, ...] = (mutated, shuffled_lines, noise)


def everything(report: Report) -> None:
    """Run whatever reads a report, short of SARIF, Word, and the site."""
    "".join(text.findings([report]))
    "".join(summary.summary_lines((report,)))
    report_as_json.document([report], DAY)
    github.annotations([report])
    junit.document([report])
    markdown.document([report], DAY)
    protocol(report.data)


def documents(report: Report) -> None:
    """Make what is printed of a report, and add what is missing to its file."""
    fix(report, ("error", "unknown"))
    if not has_clauses(report):
        return
    made = agreement(report)
    docx(made)
    agency_sheets(report, made)
    first_day_sheets(report, made)


def survived(content: bytes, *, is_printed: bool | None = None) -> None:
    """Check a county file of any bytes and read the report in every way; an AssertionError says what went wrong.

    Of one in twenty-five documents are made as well, and of one in ten SARIF, of which most is the same for all. Seconds of the processor, so that a busy machine is not taken for a
    hang.
    """
    began = time.process_time()
    report = check_source(read_bytes(content, "county.yml"), DAY)
    everything(report)
    if zlib.crc32(content) % 10 == 0:
        sarif.sarif([report], DAY)
    if report.data and (zlib.crc32(content) % 25 == 0 if is_printed is None else is_printed):
        documents(report)
    assert time.process_time() - began < SECONDS, "it took too long"
    lines = content.decode("utf-8-sig", "replace").splitlines() or [""]
    for d in report.diagnostics:
        assert 1 <= d.line <= len(lines) + 1, d
        assert d.column >= 1, d


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_input_breaks_the_check(way: Way) -> None:
    original = EXAMPLE.read_bytes()
    for seed in range(INPUTS // len(WAYS)):
        content = way(original, random.Random(f"{way.__name__} {seed}"))
        try:
            survived(content)
        except Exception as error:
            pytest.fail(f"{way.__name__} {seed}: {error!r} on {content!r}")


@pytest.mark.parametrize("path", sorted(FOUND.glob("*")), ids=lambda path: path.name)
def test_what_was_once_found_stays_mended(path: Path) -> None:
    survived(path.read_bytes(), is_printed=True)
