"""The name of what the parties sign: a hash of the agreement's text that stays the same while it is signed.

It leaves out everything that says something about the document and not what is agreed: marks, the first page's facts and
statements, gaps and notes for those who draft, provenance, the lines to sign on, and appendices. What is recorded of an
agreement once it is written, such as its adoption and its review, is left out of its clauses.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..checking.check import Report
from ..law import requirements
from ..protocol import contacts
from ..protocol.signing import RECORDS_OF_INSTRUMENT, TEXT_DIGITS, as_signed, facts_hash
from . import own_words, references
from .blocks import Box, Paragraph, Picture, printed_lines

if TYPE_CHECKING:
    from .agreement import Article

AGREED = ("recital", "article")
"""The parts of an agreement that the parties agree upon."""
PASSING = frozenset(
    (
        *(*RECORDS_OF_INSTRUMENT, "status_label", "is_retroactive", "on"),
        *(*contacts.KEYS, "contacts", "to_call", "signed", "signatories", "approved_as_to_form_by"),
    )
)
"""What a clause may name that is different on another day, with a record, or with another number to call."""


def signed_report(report: Report) -> Report:
    """Return the report from which clauses are filled in as they are signed: without records, on a day that stays.

    It is the day on which the law last changed, so that a clause reads the same until the law changes.
    """
    on = max((one.since for one in requirements.in_force(report.on)), default=report.on)
    return replace(report, data=as_signed(report.data), on=on)


def revision(county: str, title: str, articles: Iterable["Article"], data: dict[str, Any]) -> str:
    """Return the name of an agreement's revision: `TEXT-FACTS`, as `protocol.signing` takes it apart.

    `articles` are its parts with their numbers, before references among them are resolved; `data` is the county file's.
    """
    text = "\n".join((county, title, *_lines(tuple(articles))))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{digest[:TEXT_DIGITS]}-{facts_hash(data)}"


def _lines(articles: tuple["Article", ...]) -> Iterator[str]:
    # The letter of an appendix depends on which others there are, which is not agreed upon.
    names = {article.id: article.name if article.part in AGREED else article.id for article in articles}
    for article in articles:
        if article.part in AGREED:
            yield article.heading
            agreed = tuple(
                block
                for block in article.blocks
                if not isinstance(block, Box | Picture)
                and not (isinstance(block, Paragraph) and block.runs[:1] in own_words.NOTES)
            )
            yield from printed_lines(references.resolve(agreed, names))
