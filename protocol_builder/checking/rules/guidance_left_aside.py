"""A county file that leaves guidance aside is advised of it, once for each document.

The rules here are made from the requirements: one for each guidance document, with the document's name as its id.
"""

from collections.abc import Iterator
from functools import cache

from ...diagnostic import Diagnostic
from ...law import requirements
from ...law.requirements import Requirement, bad_example, good_example
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county and guidance document, with the recommendations that the file leaves aside.

    What belongs under a misspelled key is not left aside.
    """
    misspelled = tuple(finding.meant for finding in file.found if finding.meant)
    aside: dict[tuple[str, str], list[Requirement]] = {}
    for verdict in file.verdicts:
        requirement = verdict.requirement
        if requirement.force == "shall" or verdict.state != "not_met" or verdict.diagnostics or verdict.declined:
            continue
        places = requirement.path, ("counties", verdict.county, *requirement.path)
        if not any(place[: len(part)] == part for place in places for part in misspelled):
            aside.setdefault((verdict.county, requirement.law), []).append(requirement)
    for (county, _), left in aside.items():
        number = "one recommendation" if len(left) == 1 else f"{len(left)} recommendations"
        yield Diagnostic(
            id := left[0].document,
            "advice",
            f"the file does not mention {number} of {left[0].source_title}: {'; '.join(r.title for r in left)}",
            remedy=f"the law does not require them; to see what to write for each, run protocol-builder explain {id}; "
            "one that the county has considered and declined goes under declined: with the reason",
            citation=left[0].source_title,
            force="recommended",
            county=county,
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return one rule for each guidance document, in the order of the documents."""
    first = {r.law: r for r in reversed(requirements.on_record()) if r.force == "recommended" and r.since}
    return tuple(_rule(requirement) for requirement in reversed(first.values()))


def _rule(requirement: Requirement) -> Rule:
    return Rule(
        id=requirement.document,
        severity="advice",
        title=f"The file does not mention recommendations of {requirement.source_title}",
        description=(
            f"{requirement.source_title} is guidance, not law: nothing fails if a county does otherwise. The file does "
            "not mention some of what it recommends. The message lists each recommendation by its title. What the county "
            "has considered and declined can be put to rest under declined, with the reason."
        ),
        bad=bad_example(requirement),
        good=good_example(requirement),
        check=check,
    )
