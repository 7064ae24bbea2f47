"""A county’s own clause instead of one that serves a duty does not have only a longer time than the law allows.

It warns only, since words are no proof: which report or period a sentence is about, a program cannot tell.
"""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words
from ...law import vocabulary
from ...law.vocabulary import minutes
from ..times_in_text import StatedTime, says_at_once, stated_times
from .rule import CheckedFile, Rule

_DUTY = re.compile(r"\b(report|notif|notice|inform|tell|call|shar|disclos|exchang)", re.I)
"""What the times of the law are for."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each such clause with a longer time than one of the law’s, and without the law’s own."""
    for id, entry in (file.data.get("clauses") or {}).items():
        limits = vocabulary.lists()["clauses"].get(id, {}).get("times", ())
        for key, find in (("replace", _instead), ("add", _added)):
            words = (entry or {}).get(key) or ""
            limit, longer = find(words, limits) if limits and words else ("", ())
            if longer:
                said = "own clause" if key == "replace" else "addition to the clause"
                yield Diagnostic(
                    "clause-time-longer-than-the-law",
                    "warning",
                    f"the county’s {said} {id} says {join_words(longer)}, and not the law’s {limit}",
                    ("clauses", id, key),
                    True,
                    f"compare it with the law, and write the law’s time: {limit}",
                )


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
    title="A county’s own clause has a longer time than the law, and not the law’s",
    description=(
        "The file replaces, or adds to, a clause of the agreement that carries out a duty with a time limit. The county’s "
        "own words name a longer time and do not name the law’s. It is a warning because a program cannot tell from words what a "
        "time is for."
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
