"""The name of what the parties sign: a hash of the agreement's text that stays the same while it is signed.

It leaves out everything that says something about the document and not what is agreed: marks, the first page's facts and
statements, gaps and notes for those who draft, provenance, the lines to sign on, and appendices. What is recorded of an
agreement once it is written, such as its adoption and its review, is left out of its clauses.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..checking.check import Report
from ..law import requirements
from ..protocol import contacts
from ..protocol.signing import RECORDS_OF_INSTRUMENT, TEXT_DIGITS, as_signed, facts_hash
from . import own_words, references
from .blocks import Blocks, Box, Paragraph, Picture, printed_lines

PASSING = frozenset(
    (
        *(*RECORDS_OF_INSTRUMENT, "status_label", "is_retroactive", "on"),
        *(
            *contacts.KEYS,
            "contacts",
            "to_call",
            "signed",
            "signatories",
            "approved_as_to_form_by",
            "attested_by",
            "notices",
        ),
    )
)
"""What a clause may name that is different on another day, with a record, or with another number to call."""


def signed_report(report: Report) -> Report:
    """Return the report from which clauses are filled in as they are signed: without records, on a day that stays.

    It is the day on which the law last changed, so that a clause reads the same until the law changes.
    """
    on = max((one.since for one in requirements.in_force(report.on)), default=report.on)
    return replace(report, data=as_signed(report.data), on=on)


def revision(
    county: str, title: str, agreed: Iterable[tuple[str, Blocks]], names: Mapping[str, str], data: dict[str, Any]
) -> str:
    """Return the name of an agreement's revision: `TEXT-FACTS`, as `protocol.signing` takes it apart.

    Args:
        county: The county, as the first page names it.
        title: The agreement's title.
        agreed: The heading and blocks of each part that the parties agree upon, before references are resolved.
        names: What references to the agreement's parts become, by the id of the part.
        data: The county file's data.
    """
    text = "\n".join((county, title, *_lines(agreed, names)))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{digest[:TEXT_DIGITS]}-{facts_hash(data)}"


def _lines(agreed: Iterable[tuple[str, Blocks]], names: Mapping[str, str]) -> Iterator[str]:
    for heading, blocks in agreed:
        yield heading
        words = tuple(
            block
            for block in blocks
            if not isinstance(block, Box | Picture)
            and not (isinstance(block, Paragraph) and block.runs[:1] in own_words.NOTES)
        )
        yield from printed_lines(references.resolve(words, names))
