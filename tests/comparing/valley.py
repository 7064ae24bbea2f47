"""A county file, the document of it as it comes back, and what is answered, for tests of `read-back`."""

from pathlib import Path

from protocol_builder.comparing.read_back import Answer
from protocol_builder.comparing.returned_file import answer
from protocol_builder.writers.word.docx_text import read_paragraphs
from protocol_builder.writers.word.package import open_package

from ..returned_documents import HandEdit, document_of, edited

# A file such as a program manager writes, with each way of writing a text.
TEXT = """\
# The protocol of a county in the tests.
county: Inyo
instrument:
  kind: interagency_protocol
  status: draft
  title: "Inyo County Protocol"   # as the board knows it
  adopted_on: 2025-07-15
agencies:
  social_services: {name: Department of Social Services, kind: county_department, functions: [child_welfare]}
  probation:
    name: Probation Department
    kind: county_department
    functions: [probation]
csec_program: {elects_funds: true}
mdt:
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
  tiers:
    - name: Immediate response
      within: 2 hours
      purpose: |
        To see to what cannot wait:

        - food and a place to sleep
        - beds in a placement that takes children at night
        - who drives the child home
narrative:
  - heading: How this county works
    text: |
      The valley is long, and a worker may need two hours to reach a child.

      A deputy stays with the child until the worker comes.
  - heading: What the county tries
    text: >-
      Each worker carries the number of the coordinator, who answers at
      every hour of the day and knows the roads in winter.
clauses:
  training:
    add: The county pays for one training each year.
"""
VALLEY = "The valley is long, and a worker may need two hours to reach a child."
DEPUTY = "A deputy stays with the child until the worker comes."
NIGHT = "beds in a placement that takes children at night"


def returned(file: Path, *edits: HandEdit, tracked: bool = False) -> Path:
    """The document of a county file, as it comes back."""
    path = file.parent / "returned.docx"
    path.write_bytes(edited(document_of(file), edits, tracked=tracked))
    return path


def texts_of(path: Path) -> list[str]:
    with open_package(path) as package:
        return [paragraph.text for paragraph in read_paragraphs(package.part(package.document)) if paragraph.text]


def answers(file: Path, *edits: HandEdit, tracked: bool = False) -> tuple[Answer, ...]:
    return answer(returned(file, *edits, tracked=tracked), file).answers


def changed(old: str, new: str) -> HandEdit:
    return HandEdit("changed", old, new)
