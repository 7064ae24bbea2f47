"""Times of Word documents and PDF beside a bare docxtpl loop and docxtemplater, and of building again after an edit.

    python -m tests.benchmark.documents      these tables alone, some five minutes

No two agreements are alike. Times of one process are those that processors spend on it, so that what else the machine does
counts little; ours and docxtpl's are taken in turns.
"""

import gc
import io
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from protocol_builder import resources
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.checking.check import check_file
from protocol_builder.writers.pdf import pdf
from protocol_builder.writers.word import document
from protocol_builder.writers.word.docx_text import W
from protocol_builder.writers.word.template import load_template

from . import docxtemplater
from .measure import Taken, once

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"
NUMBER = 58
_TEMPLATE = resources.templates() / "mou" / "mou.docx"


def bare(text: Agreement) -> bytes:
    """What docxtpl's documentation shows: open the template, render it with all text, save it.

    The text is written by the same code as ours, and that counts for both. The numberings and addresses to which it
    refers are left out here, as is the record by which `verify` finds edits.
    """
    filled = DocxTemplate(str(_TEMPLATE))
    known = load_template(_TEMPLATE.read_bytes(), _TEMPLATE.name)
    written = document._write(text, document.Additions(known).writer(text, _TEMPLATE.name))
    places = {place: Markup("".join(part.xml for part in found)) for place, found in written.items()}
    filled.render({**document._context(text), **places}, autoescape=True)
    saved = io.BytesIO()
    filled.save(saved)
    return saved.getvalue()


def in_turns(makers: Sequence[Callable[[Agreement], bytes]], texts: Sequence[Agreement]) -> list[float]:
    """Processors' seconds of each maker for all texts, one process, all threads."""
    taken = [0.0 for _ in makers]
    for make in makers:
        make(texts[0])  # what is made once a process is not a document's
    for text in texts:
        for number, make in enumerate(makers):
            began = time.process_time()
            make(text)
            taken[number] += time.process_time() - began
    return taken


def words(packed: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return "".join("".join(found.text or "" for found in body.iter(f"{{{W}}}t")).split())


def of_one_process(files: Sequence[Path]) -> None:
    texts = [agreement(check_file(path, DAY)) for path in files]
    gc.set_threshold(50_000)  # as the command line does
    ours, loop = in_turns((document.docx, bare), texts)
    assert words(document.docx(texts[0])) == words(bare(texts[0]))
    (printed,) = in_turns((pdf,), texts)
    rows = [
        ("Word, with the mark by which `verify` finds edits", ours),
        ("a bare docxtpl loop: the same template and text, without the mark", loop),
        ("PDF, tagged", printed),
    ]
    with tempfile.TemporaryDirectory() as name:
        try:
            theirs = docxtemplater.seconds(texts, Path(name))
            told = words((Path(name) / "made.docx").read_bytes())
            assert len(told) > 0.97 * len(words(document.docx(texts[0])))
            rows.insert(2, ("docxtemplater (npm): the same words, a paragraph for each, nothing else", theirs))
        except OSError as error:
            print(f"left out: docxtemplater: {error}", file=sys.stderr)
    print(f"| {len(texts)} agreements, one process | processor | each | |")
    print("|---|--:|--:|--:|")
    for name, seconds in rows:
        times = f"{seconds / ours:.1f}× ours" if name.startswith(("a bare", "docxtemplater")) else ""
        print(f"| {name} | {seconds:.1f} s | {1000 * seconds / len(texts):.0f} ms | {times} |")


def command(folder: Path, out: Path, formats: str, *, several: bool) -> list[str]:
    """The documents of a folder's county files by one process or several, as `build` makes them before the website."""
    program = (
        "import gc, sys; from pathlib import Path\n"
        "from protocol_builder.building import outputs; from protocol_builder.checking.check import check_file, files_below\n"
        "gc.set_threshold(50_000)\n"
        "if __name__ == '__main__':\n"
        "    folder, out, formats, several = sys.argv[1:]\n"
        "    outputs.MIN_DOCUMENTS_FOR_SEVERAL = 1 if several else 10**9\n"
        f"    reports = tuple(check_file(path, '{DAY}') for path in files_below(folder))\n"
        "    outputs.documents(reports, Path(out), tuple(formats.split(',')), None, lambda line: None, ('mou',))\n"
    )
    return [sys.executable, "-c", program, str(folder), str(out), formats, "several" if several else ""]


def of_several_processes(folders: Sequence[Path], out: Path) -> None:
    print(f"| Whole processes, with checking | one process | {os.cpu_count()} processors | |")
    print("|---|--:|--:|--:|")
    for folder, formats in ((folders[0], "docx"), (folders[0], "docx,pdf"), (folders[1], "docx")):
        number = len(list(folder.iterdir()))
        one, all_ = (
            once(command(folder, out / f"{number}-{formats}-{several}", formats, several=several))
            for several in (False, True)
        )
        name = f"{formats.replace(',', ' and ')} of {number} county files"
        print(f"| {name} | {_told(one)} | {_told(all_)} | {one.seconds / all_.seconds:.1f}× |", flush=True)


def after_an_edit(folder: Path, out: Path) -> None:
    build = [sys.executable, "-m", "protocol_builder", "build", str(folder), "-o", str(out / "again")]
    full = once(build)
    path = min(folder.iterdir())
    path.write_text(re.sub(r"title: ", "title: Amended ", path.read_text("utf-8"), count=1), "utf-8")
    again = once(build)
    print(f"| {len(list(folder.iterdir()))} county files | full | after one file changed | |")
    print("|---|--:|--:|--:|")
    share = again.processor_seconds / full.processor_seconds
    print(f"| `build`, with all documents and the website | {_told(full)} | {_told(again)} | {100 * share:.0f} % |")


def _told(taken: Taken) -> str:
    return f"{taken.seconds:.1f} s ({taken.processor_seconds:.1f} s of processors)"


def table(county_files: Callable[[Path, int], Path]) -> None:
    """Print the tables; `county_files` fills a folder with so many."""
    with tempfile.TemporaryDirectory() as name:
        few, many = (county_files(Path(name) / str(number), number) for number in (NUMBER, 10 * NUMBER))
        of_one_process(sorted(few.iterdir()))
        print()
        of_several_processes((few, many), Path(name))
        print()
        after_an_edit(few, Path(name))


if __name__ == "__main__":
    from .__main__ import county_files

    table(county_files)
