"""Papers made of a county file besides its agreement: a board letter, facts for the county plan, forms, and others.

Their text is in `templates/mou/papers/`, a folder for each, a file for each section, in Markdown with Jinja as clauses
are. A section with `requirements` belongs to files whose instrument one of them applies to.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from .. import resources
from ..checking.check import Report
from ..english import printed_date
from ..law import requirements, vocabulary
from ..law.record import law_of
from ..protocol.practice import Words
from . import clauses, title_page
from .agreement import Agreement, Article, provenance
from .blocks import Block, Code, Run, Runs, Signature, Table, is_printable, made_printable, plain_text, printable
from .clause_text import applies, context, filled
from .clauses import Clause
from .state import state_of

PAPERS = {
    "board-letter": "Board letter",
    "county-plan": "Facts for the county plan",
    "annual-figures": "Annual figures",
    "distribution": "Distribution list",
    "forms": "Forms",
}
"""The title of each paper whose text is in a folder of its own, by the folder's name."""

WHY_NOT = "it is for a county's own file, of a kind of instrument and with facts that it is about"
"""Why a county file does not get one of them."""
_TO_SIGN = "sign"
"""The word after ``` that makes lines to sign on of the lines below it."""
_ROOM = re.compile("_+")
"""What a cell of a table has instead of text if it is to be filled in; each stands for a line of room."""
_NOTHING = "\N{NO-BREAK SPACE}"


def fits(report: Report, name: str) -> bool:
    """Return whether a county file gets a paper: its own file, of a kind that has the paper, with a section that fits."""
    protocol = report.protocol
    if protocol.is_partial or name not in protocol.instrument.about.papers:
        return False
    return bool(_sections(report, name, _context(report, name)))


def from_templates(report: Report, name: str) -> Agreement:
    """Return a paper of a county file. Raises ClauseError for a section that cannot be read or filled in."""
    values = _context(report, name)
    articles: list[Article] = []
    for section in _sections(report, name, values):
        blocks = tuple(map(_to_fill_in, filled(section, values).blocks))
        on_own_page = name == "forms" and bool(articles)
        articles.append(Article(section.id, section.title, "section", "", blocks, is_on_own_page=on_own_page))
    return paper(report, PAPERS[name], articles)


def paper(
    report: Report,
    title: str,
    articles: Iterable[Article],
    facts: Iterable[tuple[str, str]] = (),
    statements: Iterable[str] = (),
) -> Agreement:
    """Return a document of a few pages without a cover, made from the same file and marked the same as its agreement."""
    protocol = report.protocol
    usual = (
        ("Instrument", title_page.on_one_line(protocol.title)),
        ("Law", f"Checked against the {law_of(report.on, printed_date)}"),
    )
    made_from = provenance(report)
    found = Agreement(
        county=title_page.on_one_line(protocol.county_names if protocol.counties else "County not named"),
        title=title,
        kind=title,
        state=state_of(report).of_papers,
        facts=tuple((label, value) for label, value in (tuple(facts) or usual) if value),
        statements=(*statements, requirements.DISCLAIMER),
        articles=tuple(articles),
        provenance=made_from,
        has_cover=False,
        footer=made_from.line,
    )
    if is_printable("\n".join(found.lines)):
        return found
    sections = (replace(a, title=printable(a.title), blocks=made_printable(a.blocks)) for a in found.articles)
    return replace(
        found, articles=tuple(sections), facts=made_printable(found.facts), statements=made_printable(found.statements)
    )


def _functions(*words: str) -> Words:
    return Words("functions", words)


def _sections(report: Report, name: str, values: dict[str, object]) -> tuple[Clause, ...]:
    return tuple(
        section for section in clauses.library(_folder(name)) if _is_asked(report, section) and applies(section, values)
    )


def _is_asked(report: Report, section: Clause) -> bool:
    """Return whether a section is about no requirement, or about one that applies to the instrument."""
    return not section.requirements or any(
        verdict.is_asked and verdict.state != "not_applicable" and section.shows(verdict.requirement.id)
        for verdict in report.verdicts
    )


def _context(report: Report, name: str) -> dict[str, object]:
    values = context(report.protocol, report.on, clauses.library(_folder(name)), report.verdicts)
    notice_parties = tuple({"condition": "", **word} for word in vocabulary.lists()["missing_notice_parties"].values())
    return {
        **values,
        "is_draft": state_of(report).is_draft,
        "functions": _functions,
        "notice_parties": notice_parties,
    }


@cache
def _folder(name: str) -> Path:
    return resources.templates() / "mou" / "papers" / name


def _to_fill_in(block: Block) -> Block:
    """Return a block with room to write and lines to sign on in the places that a template marks."""
    match block:
        case Table():
            rows = tuple(tuple(map(_room, row)) for row in block.rows)
            return replace(block, rows=rows, shares=_shares(rows)) if rows != block.rows else block
        case Code() if block.text.split("\n", 1)[0] == _TO_SIGN:
            labels = block.text.split("\n")[1:]
            return Signature("", tuple((label.strip(), "") for label in labels if label.strip()))
        case _:
            return block


def _shares(rows: tuple[tuple[Runs, ...], ...]) -> tuple[int, ...]:
    """Return the shares of columns some of which are to be written in: one next to one is wide, several are narrow."""
    to_write = [any(plain_text(cell).startswith(_NOTHING) for cell in column) for column in zip(*rows, strict=True)]
    weights = [2 if blank and len(to_write) != 2 else 3 for blank in to_write]
    shares = [1000 * weight // sum(weights) for weight in weights]
    return (*shares[:-1], 1000 - sum(shares[:-1]))


def _room(cell: Runs) -> Runs:
    return room(len(text)) if _ROOM.fullmatch(text := plain_text(cell)) else cell


def room(lines: int) -> Runs:
    """Return a cell with room to write some lines by hand."""
    return (Run("\n".join([_NOTHING] * lines)),)
