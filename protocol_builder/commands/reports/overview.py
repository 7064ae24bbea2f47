"""The report of `check` without `--all`: what to do next, in few lines.

First how full each mandated list is, then what is wrong, then open questions by who can answer, and guidance in a line for
each document. Findings of the levels that fail are always shown in full, except values that are still to be filled in.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ...characters import safe_line, without_command
from ...checking.check import Report
from ...checking.deduplicate import is_to_fill_in
from ...checking.lines_to_add import with_choices
from ...checking.open_questions import answered_by, is_of_practice, mandated_lists
from ...checking.shape_check import TO_FILL_IN
from ...diagnostic import Diagnostic, Path, Severity
from ...english import join_words, number_of
from ...law import requirements
from ..color import Paint, no_color
from . import text
from .questions import grouped, is_on_mandated_seat, title_of

_MAX_TO_FILL_IN = 3
"""Values to be filled in that are each shown in full; of more, each is a word in a list."""

_MAX_LINES_TO_ADD = 2
"""Lines to add for an answer that are shown; of more, only the first."""


def findings(
    reports: Iterable[Report],
    paint: Paint = no_color,
    width: int = text.WIDTH,
    failing: Collection[Severity] = (),
) -> Iterator[str]:
    """The blocks of each report, separated by empty lines. A file without findings has none."""
    for report in reports:
        if report.diagnostics:
            for block in _blocks(report, paint, width, {"error", "warning", *failing}):
                yield "\n".join(map(without_command, block)) + "\n"


def is_folded(report: Report, failing: Collection[Severity]) -> bool:
    """Whether something of a report is shown in full only with `--all`."""
    to_fill_in = sum(map(is_to_fill_in, report.diagnostics))
    return to_fill_in > _MAX_TO_FILL_IN or any(
        d.severity in ("unknown", "advice") and d.severity not in failing for d in report.diagnostics
    )


def _blocks(report: Report, paint: Paint, width: int, in_full: set[Severity]) -> Iterator[list[str]]:
    lists = list(_mandated(report, paint))
    if lists:
        yield lists
    unfilled = [d for d in report.diagnostics if is_to_fill_in(d)]
    folded = unfilled if len(unfilled) > _MAX_TO_FILL_IN else []
    shown = [d for d in report.diagnostics if d.severity in in_full and d not in folded]
    yield from text.blocks(report, (d for d in shown if d.severity in ("error", "warning")), paint, width)
    if folded:
        yield list(_to_fill_in(report, folded, paint, width))
    yield from text.blocks(report, (d for d in shown if d.severity not in ("error", "warning")), paint, width)
    if "unknown" not in in_full:
        open_ones = [d for d in report.diagnostics if d.severity == "unknown"]
        answered = {(verdict.requirement.id, verdict.county) for verdict in report.verdicts if verdict.is_answered}
        practice = [d for d in open_ones if is_of_practice(d) and (d.id, d.county) not in answered]
        yield from _questions(report, [d for d in open_ones if d not in practice], paint, width)
        if practice:
            yield list(_of_practice(report, practice, paint))
    if "advice" not in in_full and (advice := list(_advice(report, paint))):
        yield advice


def _place(report: Report, d: Diagnostic, paint: Paint) -> str:
    return paint(f"{safe_line(report.path)}:{d.line}:{d.column}:", "place")


def _mandated(report: Report, paint: Paint) -> Iterator[str]:
    for one in mandated_lists(report):
        county = text.county_before(report, one.county)
        yield f"{paint(f'{safe_line(report.path)}:', 'place')} {county}{one.line}"


def _to_fill_in(report: Report, found: list[Diagnostic], paint: Paint, width: int) -> Iterator[str]:
    """A line for each section, with the keys and lines of the values that are to be filled in."""
    first = found[0]
    yield (
        f"{_place(report, first, paint)} {paint('error:', 'error')} "
        f"{len(found)} values are still to be filled in: key (line) [{TO_FILL_IN}]"
    )
    sections: dict[str, list[str]] = {}
    for d in found:
        section, key = _named(d.path)
        sections.setdefault(section, []).append(f"{key} ({d.line})" if key else f"({d.line})")
    for section, keys in sections.items():
        yield from text.wrapped(f"{safe_line(section)}: {safe_line(', '.join(keys))}", "  ", width)


def _named(path: Path) -> tuple[str, str]:
    """The section of a path, and the key in it as one would speak of it: a seat by its function, not by its title."""
    path = path[:-1] if isinstance(path[-1], int) else path
    keys = [str(key + 1) if isinstance(key, int) else key for key in path]
    size = 3 if keys[:1] == ["counties"] and len(keys) > 2 else 1
    below = [key for key in keys[size:] if key != "seats"]
    if len(below) > 1 and below[-1] in ("title", "name"):
        below.pop()
    return ".".join(keys[:size]), ".".join(below)


def _questions(report: Report, found: list[Diagnostic], paint: Paint, width: int) -> Iterator[list[str]]:
    """A block for everyone who can answer, with their questions and where the answer goes."""
    by_whom: dict[str, list[Diagnostic]] = {}
    for d in sorted(found, key=lambda d: not is_on_mandated_seat(d)):
        by_whom.setdefault(answered_by(d), []).append(d)
    for who, theirs in by_whom.items():
        lines = [f"{who} can answer:"]
        for group in grouped(theirs):
            first = group[0]
            county = text.county_before(report, first.county)
            lines.append(f"{_place(report, first, paint)} {paint('unknown:', 'unknown')} {county}{_asked(group)}")
            lines += _fix_lines(first, paint, width)
        yield lines


def _fix_lines(d: Diagnostic, paint: Paint, width: int) -> list[str]:
    """What to write for an answer, if that is a line or two; of more, where it goes."""
    head, *shown = with_choices(d).split("\n")
    if len(shown) > _MAX_LINES_TO_ADD:
        d = replace(d, remedy=f"{head}, beginning with {shown[0].strip()} (--all shows the lines)")
    return list(text.fix_lines(d, paint, width))


def _asked(group: tuple[Diagnostic, ...]) -> str:
    first = group[0]
    if len(group) == 1 or not first.question:
        return f"{safe_line(first.message)} [{first.id}]"
    titles = tuple(dict.fromkeys(title_of(d) for d in group))
    number = number_of(len(titles), "requirement")
    waiting = (
        f"{len(group)} duties depend on the answer" if len(group) > 2 else f"this decides {number}: {'; '.join(titles)}"
    )
    return f"{safe_line(first.question)} ({safe_line(waiting)}) [{first.id}]"


def _of_practice(report: Report, found: list[Diagnostic], paint: Paint) -> Iterator[str]:
    """One line on everything that an instrument may be silent on."""
    statutes = tuple(dict.fromkeys(d.citation.partition("(")[0] for d in found))
    yield (
        f"{_place(report, found[0], paint)} {paint('unknown:', 'unknown')} the file does not answer "
        f"{number_of(len(found), 'duty', 'duties')} of county practice ({join_words(statutes)}); where it is silent, "
        "the agreement prints the law's words"
    )


def _advice(report: Report, paint: Paint) -> Iterator[str]:
    """A line for each guidance document, and for each other piece of advice."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for d in report.diagnostics:
        if d.severity == "advice":
            requirement = requirements.by_id(d.id)
            id = requirement.document if requirement else d.id
            found.setdefault((d.county, id), []).append(d)
    for (county, id), those in found.items():
        name = text.county_before(report, county)
        yield (
            f"{_place(report, those[0], paint)} {paint('advice:', 'advice')} {name}"
            f"{_of_document(report, county, id) or safe_line(those[0].message)} [{id}]"
        )


def _of_document(report: Report, county: str, id: str) -> str:
    """What of a guidance document is not followed, in numbers; empty for what is not about such a document."""
    verdicts = [
        verdict
        for verdict in report.verdicts
        if verdict.requirement.force != "shall"
        and verdict.requirement.document == id
        and verdict.county == county
        and verdict.state == "not_met"
        and not verdict.declined
    ]
    if not verdicts:
        return ""
    partly = sum(bool(verdict.diagnostics) for verdict in verdicts)
    parts = []
    if aside := len(verdicts) - partly:
        parts.append(f"{number_of(aside, 'recommendation')} not mentioned")
    if partly:
        parts.append(f"{partly if parts else number_of(partly, 'recommendation')} not followed in full")
    return f"{verdicts[0].requirement.source_title}: {', '.join(parts)}"
