"""Which verdicts are gaps, and which of them keep an agreement a draft.

To say that takes none of what prints an agreement, so that `check` can say it at once.
"""

from collections.abc import Collection

from ..checking.evaluate import Verdict
from . import clauses
from .clauses import Clause

SHALL, RECOMMENDED = "shall", "recommended"


def is_gap(verdict: Verdict) -> bool:
    """Whether a requirement is not met, or it is unknown whether it is."""
    return verdict.state in ("not_met", "unknown")


def is_left_to_the_law(verdict: Verdict, library: tuple[Clause, ...], replaced: Collection[str]) -> bool:
    """Whether the file is silent on a duty of practice, and a clause of the library has the law's own words on it.

    `replaced` has the ids of the clauses that the county's own words replace.
    """
    requirement = verdict.requirement
    may_be_silent = verdict.state == "unknown" and not verdict.is_answered and requirement.is_of_practice
    return may_be_silent and clauses.states(requirement.id, library, replaced)
