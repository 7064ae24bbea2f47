"""A county’s own clause instead of one that serves a duty does not have only a longer time than the law allows.

It warns only, since words are no proof: which report or period a sentence is about, a program cannot tell.
"""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words
from ...law import vocabulary
from ...law.vocabulary import minutes
from .rule import CheckedFile, Rule

_SPELLED = "one two three four five six seven eight nine ten twelve fourteen fifteen twenty-four thirty thirty-six forty-five forty-eight sixty seventy-two ninety"
_NUMBERS = dict(
    zip(
        _SPELLED.split(),
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 24, 30, 36, 45, 48, 60, 72, 90),
        strict=True,
    )
)
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_TIME = re.compile(
    rf"\b(?:({_WORDS})\s*)?\(?\b([0-9]{{1,4}}|{_WORDS})\b\)?[\s-]+(?:(?:business|working|calendar|court)\s+)?(minute|hour|day|week|month)s?\b",
    re.I,
)
_AGES = re.compile(r"\s+(of age|old)\b", re.I)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each such clause with a longer time than one of the law’s, and without the law’s own."""
    for id, entry in (file.data.get("clauses") or {}).items():
        words = (entry or {}).get("replace") or ""
        limits = vocabulary.lists()["clauses"].get(id, {}).get("times", ())
        stated = tuple(dict.fromkeys(_times(words))) if limits else ()
        lengths = {minutes(time) for time in stated}
        for limit in limits:
            longer = tuple(time for time in stated if minutes(time) > minutes(limit))
            if longer and minutes(limit) not in lengths:
                yield Diagnostic(
                    "clause-time-longer-than-the-law",
                    "warning",
                    f"the county’s own clause {id} says {join_words(longer)}, and not the law’s {limit}",
                    ("clauses", id, "replace"),
                    True,
                    f"compare it with the law, and write the law’s time: {limit}",
                )
                break


def _times(words: str) -> Iterator[str]:
    """Yield the times in a text, such as `72 hours` for “seventy-two (72) hours” and for “a 72-hour period”."""
    for found in _TIME.finditer(words):
        if not _AGES.match(words, found.end()):
            number = _NUMBERS.get(found[2].lower()) or int(found[2])
            yield f"{number} {found[3].lower()}{'' if number == 1 else 's'}"


RULE = Rule(
    id="clause-time-longer-than-the-law",
    severity="warning",
    title="A county’s own clause has a longer time than the law, and not the law’s",
    description=(
        "The file replaces a clause of the agreement that carries out a duty with a time limit. The county’s own words "
        "name a longer time and do not name the law’s. It is a warning because a program cannot tell from words what a "
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
