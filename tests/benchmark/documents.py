"""Times of Word documents and PDF beside a bare docxtpl loop that prints the same text into the same template."""

import io
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate
from markupsafe import Markup

from protocol_builder import resources, word
from protocol_builder.agreement import Agreement, agreement
from protocol_builder.check import check_file
from protocol_builder.pdf import pdf

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 58


def bare(text: Agreement) -> bytes:
    """What docxtpl's documentation shows: open the template, render it with all text, save it."""
    path = resources.templates() / "mou" / "mou.docx"
    document = DocxTemplate(str(path))
    document.get_docx()
    writer = word._writer(document, text, path.name)
    places = {place: Markup("".join(found)) for place, found in word._places(text, writer).items()}
    document.render({**word._context(text), **places}, word._environment(), autoescape=True)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def seconds(make: Callable[[Agreement], bytes], text: Agreement) -> float:
    make(text)  # what is made once a process is not a document's
    began = time.perf_counter()
    for _ in range(NUMBER):
        make(text)
    return time.perf_counter() - began


def table() -> None:
    """Print the table; the agreement is the example's."""
    text = agreement(check_file(ROOT / "county_configs" / "example.yml", "2026-11-22"))
    ours, loop, printed = (seconds(make, text) for make in (word.docx, bare, pdf))
    print(f"| {NUMBER} agreements of the example | seconds | each |")
    print("|---|--:|--:|")
    print(f"| a bare docxtpl loop, the same text and template | {loop:.1f} | {loop / NUMBER * 1000:.0f} ms |")
    print(f"| Word, with its fingerprint | {ours:.1f} ({loop / ours:.1f}× faster) | {ours / NUMBER * 1000:.0f} ms |")
    print(f"| PDF, tagged | {printed:.1f} | {printed / NUMBER * 1000:.0f} ms |")
