"""Times of `read-back` of ten edits, of a comparison of two revisions of the example, and of their redline.

    python -m tests.benchmark.comparing      these tables alone

The times of one process are without its start, after everything that is made once a process was made; beside them are
those that processors spend, so that what else the machine does counts little.
"""

import gc
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import check_file
from protocol_builder.comparing import draft
from protocol_builder.comparing.comparison import Comparison
from protocol_builder.comparing.redline import redline
from protocol_builder.comparing.returned_file import answer
from protocol_builder.comparing.revisions import read

from ..conftest import DAY, EXAMPLE
from ..edits import with_edits
from ..returned_documents import document_of, edited, seeded_edits

ROUNDS = 5
EDITS = 10
KINDS = ("value", "prose", "library", "structure")
REVISION = (
    ("Example County Behavioral Health Department", "Example County Department of Behavioral Wellness"),
    ("title: District Attorney", "title: Assistant District Attorney"),
    ("four emergency beds", "six emergency beds"),
)
"""The edits between the two revisions: a name that prints at many places, a title, and a word of a text."""


@dataclass(frozen=True)
class Timed:
    """What a call takes in the middle of some rounds."""

    seconds: float
    processor_seconds: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.processor_seconds:.2f} s of processors)"


def timed(call: Callable[[], object], rounds: int = ROUNDS) -> Timed:
    """What a call takes, after one that is not counted."""
    call()
    taken = []
    for _ in range(rounds):
        began, spent = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - began, time.process_time() - spent))
    return Timed(statistics.median(one for one, _ in taken), statistics.median(one for _, one in taken))


def of_read_back(folder: Path) -> None:
    file = folder / EXAMPLE.name
    shutil.copy(EXAMPLE, file)
    content, report = document_of(file), check_file(file)
    print(f"| read-back of {EDITS} edits | | agreements made | answers |")
    print("|---|--:|--:|---|")
    for kind in KINDS:
        path = folder / f"{kind}.docx"
        path.write_bytes(edited(content, seeded_edits(report, kind, EDITS)))
        with mock.patch.object(draft, "agreement", side_effect=agreement) as made:
            found = answer(path, file)
        kinds = Counter(one.kind for one in found.answers)
        answers = ", ".join(f"{number} {name}" for name, number in sorted(kinds.items()))
        taken = timed(partial(answer, path, file), 3)
        print(f"| {kind} | {taken} | {made.call_count} | {answers} |", flush=True)


def of_revisions(folder: Path) -> None:
    text = EXAMPLE.read_text("utf-8")
    new = with_edits(text, *REVISION, everywhere=True)
    paths = []
    for name, words in (("old", text), ("new", new)):
        (folder / name).mkdir()
        paths.append(folder / name / EXAMPLE.name)
        paths[-1].write_text(words, "utf-8")

    def compared() -> Comparison:
        old, new = (read(str(path), DAY).revisions[0] for path in paths)
        found = Comparison(old, new)
        assert [found.sentence(change) for change in found.fields]
        assert found.duties is not None
        return found

    print("| two revisions of the example | |")
    print("|---|--:|")
    print(f"| compare | {timed(compared)} |", flush=True)
    print(f"| redline of what was compared | {timed(lambda: redline(compared()))} |", flush=True)


def table() -> None:
    """Print the tables."""
    gc.set_threshold(50_000)  # as the command line does
    with tempfile.TemporaryDirectory() as name:
        of_read_back(Path(name))
        print()
        of_revisions(Path(name))


if __name__ == "__main__":
    table()
