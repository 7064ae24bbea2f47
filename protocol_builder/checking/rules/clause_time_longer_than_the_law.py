"""A county’s own words, in place of a clause that carries out a duty or elsewhere, give no more time than the law allows.

It warns only, since words are no proof: which report or period a sentence is about, a program cannot tell.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ...diagnostic import Diagnostic, Path
from ...english import join_words, quoted
from ...law import vocabulary
from ...law.shape import schema_at
from ...law.vocabulary import minutes
from ...paths import value_at
from ..timed_acts import late_acts
from ..times_in_text import StatedTime, says_at_once, stated_times
from .rule import CheckedFile, Rule

_DUTY = re.compile(r"\b(report|notif|notice|inform|tell|told|call|shar|disclos|exchang)", re.I)
"""What the times of the law are for."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each own text with a longer time than one of the law’s, and without the law’s own."""
    yield from _clauses(file)
    for path, text in file.texts:
        if not _is_printed(path) or (path[0] == "clauses" and _limits(path[1])):
            continue
        late = tuple(late_acts(_heading(file, path), text))
        for limit in dict.fromkeys(limit for limit, _ in late):
            times = [time for its_limit, time in late if its_limit == limit]
            yield replace(_finding(_name(file, path), _shown(times), limit, path), words=times[0].with_words_before)
        if not late and (limits := _limits_of_topic(file, path)):
            limit, longer = _added(text, limits)
            if longer:
                yield _finding(_name(file, path), longer, limit, path)


def _clauses(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each clause that the law has a time for; its own words are about what the clause is about."""
    for id, entry in (file.data.get("clauses") or {}).items():
        limits = _limits(id)
        for key, find in (("replace", _instead), ("add", _added)):
            words = (entry or {}).get(key) or ""
            limit, longer = find(words, limits) if limits and words else ("", ())
            if longer:
                said = "own clause" if key == "replace" else "addition to the clause"
                yield _finding(f"{said} {id}", longer, limit, ("clauses", id, key))


def _limits_of_topic(file: CheckedFile, path: Path) -> tuple[str, ...]:
    """Return the law's times for the topic on which a section of the county's own is printed; none for any other text."""
    topic = value_at(file.data, (*path[:-1], "instead_of")) if path[0] == "narrative" and path[-1] == "text" else None
    return tuple(vocabulary.lists()["topics"].get(str(topic), {}).get("times", ()))


def _limits(clause: object) -> tuple[str, ...]:
    return tuple(vocabulary.lists()["clauses"].get(str(clause), {}).get("times", ()))


def _finding(name: str, longer: tuple[str, ...], limit: str, path: Path) -> Diagnostic:
    return Diagnostic(
        "clause-time-longer-than-the-law",
        "warning",
        f"the county’s {name} says {join_words(longer)}, and not the law’s {limit}",
        path,
        True,
        f"compare it with the law, and write the law’s time: {limit}",
    )


@lru_cache(maxsize=4096)  # the files of a folder have the same paths
def _is_printed(path: Path) -> bool:
    """Return whether the text at a path is long and printed, except what agencies undertake: `report-may-be-late` reads that."""
    kind = str(schema_at(path).get("$ref", "")).rpartition("/")[2]
    return path[0] not in ("notes", "agencies") and kind in ("markdown", "description", "practice")


def _heading(file: CheckedFile, path: Path) -> str:
    return str(value_at(file.data, (*path[:-1], "heading"), "")) if path[0] == "narrative" else ""


def _name(file: CheckedFile, path: Path) -> str:
    if path[0] == "narrative":
        return f"own section {quoted(_heading(file, path))}"
    return f"own clause {path[1]}" if path[0] == "clauses" else f"own text at {'.'.join(map(str, path))}"


def _instead(words: str, limits: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the first limit of the law that a clause leaves out for longer times, and these; empty if there is none.

    A clause that has a report made immediately says more than the law’s hours; then only another report’s time counts.
    """
    stated = tuple(stated_times(words))
    at_once = any(says_at_once(part) and _DUTY.search(part) for part in re.split(r"(?<=[.;])\s|\n", words))
    for limit in limits:
        named = {time.minutes for time in stated}
        longer = [time for time in stated if time.minutes > minutes(limit)]
        if at_once and minutes(limit) <= minutes("1 day"):
            longer = [time for time in longer if _is_of_a_duty(time)]
        if longer and minutes(limit) not in named:
            # Of two limits of the law, the longer one is told only where nothing else is longer than the shorter.
            others = [time for time in longer if time.minutes not in map(minutes, limits)]
            return limit, _shown(others or longer)
    return "", ()


def _added(words: str, limits: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the longest limit of the law that sentences added to a clause exceed, and their times; empty if none do.

    The law’s time is printed above them, so only a sentence about a report, a notice, or sharing counts.
    """
    limit = max(limits, key=minutes)
    longer = [time for time in stated_times(words) if time.minutes > minutes(limit) and _is_of_a_duty(time)]
    return limit, _shown(longer)


def _is_of_a_duty(time: StatedTime) -> bool:
    return bool(_DUTY.search(time.sentence)) and not says_at_once(time.sentence)


def _shown(times: list[StatedTime]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(time.shown for time in times))


RULE = Rule(
    id="clause-time-longer-than-the-law",
    severity="warning",
    title="A county’s own words set a longer deadline than the law",
    description=(
        "The file replaces, or adds to, a clause of the agreement that carries out a duty with a time limit. The county’s "
        "own words name a longer time and do not name the law’s. Or a section or another text of the county’s own gives "
        "more time than the law does for a report, a notice, or the sharing of information. It is a warning because a "
        "program cannot tell from words what a time is for."
    ),
    bad="""\
clauses:
  reports-to-law-enforcement:
    replace: Each department reports exploitation to law enforcement within 72 hours.""",
    good="""\
clauses:
  reports-to-law-enforcement:
    replace: >-
      Each department reports exploitation to law enforcement immediately, and in no case in more than 24 hours, and
      sends a written report within 36 hours. The team meets within 10 days.""",
    check=check,
)
