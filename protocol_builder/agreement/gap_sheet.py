"""The gap sheet: what a county's own file leaves open, for those who can answer it, with room to write."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from ..checking.check import Report
from ..checking.open_questions import OpenQuestion, mandated_lists, open_questions
from ..english import as_sentence, uncapitalized
from ..law import requirements
from ..law.vocabulary import full_name
from .agreement import Agreement, Article
from .blocks import Listing, Paragraph, Run, Runs, Table
from .papers import paper, room

TITLE = "Gap sheet"
WHY_NOT = "it is for a county's own file in which something is open"
"""Why a county file does not get one."""
_ROOM = 3
"""Lines of room for an answer."""
_SHARES = (550, 450)
"""How wide the questions and the answers are."""
_SEAT_ROOM = "Agency:\n\nPosition:\n\nAlternate:\n"
"""What is to be written for a seat that no one has."""


def fits(report: Report) -> bool:
    """Return whether a file gets a gap sheet: a county's own file, as long as something is open toward statutes."""
    return not report.protocol.is_partial and bool(open_questions(report))


def gap_sheet(report: Report) -> Agreement:
    """Return the gap sheet of a county file: first the mandated lists, then questions by who can answer."""
    return paper(
        report,
        TITLE,
        (*_lists(report), *_questions(report)),
        statements=(
            "This sheet lists what the county file does not say, and what does not meet the law. Next to each line, write "
            "whether the county does this, how, and who does it. Return the sheet to the person who maintains the county file.",
        ),
    )


def _lists(report: Report) -> Iterator[Article]:
    several = len(report.counties) > 1
    lines = [f"{full_name(one.county)}: {one.line}" if several else one.line for one in mandated_lists(report)]
    if lines:
        items = tuple((Paragraph((Run(f"{line}."),)),) for line in lines)
        yield Article("mandated-lists", "Who must be on each list", "section", "", (Listing(items),))


def _questions(report: Report) -> Iterator[Article]:
    several = len(report.counties) > 1
    for number, (who, group) in enumerate(groupby(open_questions(report), key=attrgetter("who")), 1):
        rows = tuple(row for question in group for row in _rows(question, several=several))
        header = ((Run("To answer"),), (Run("Answer"),))
        table = Table(header, rows, shares=_SHARES)
        yield Article(f"questions-{number}", f"For {_in_title(who)}", "section", "", (table,))


def _in_title(who: str) -> str:
    return f"the {uncapitalized(who)}" if who in ("The county", "Juvenile court", "Sheriff") else uncapitalized(who)


def _rows(question: OpenQuestion, *, several: bool) -> Iterator[tuple[Runs, Runs]]:
    """Yield a row for a question, and one for each duty that depends on it."""
    first = question.findings[0]
    where = f"{full_name(question.county)}: " if several and question.county else ""
    asked = Run(f"{where}{as_sentence(question.question)}.", bold=True)
    if not first.question:
        of_seat = question.is_on_seat and "seats" in first.path
        yield (asked, Run(f" {first.citation}")), (Run(_SEAT_ROOM),) if of_seat else room(_ROOM)
        return
    duties = dict.fromkeys(filter(None, (requirements.by_id(finding.id) for finding in question.findings)))
    # A title alone would read as if it were known.
    lines = "the line" if len(duties) == 1 else "each line"
    yield (asked, Run(f" For {lines} below: is this true of the county? How, and who does it?")), room(1)
    for duty in duties:
        yield (Run(f"{duty.title} ({duty.citation})"),), room(_ROOM if len(duties) == 1 else 1)
