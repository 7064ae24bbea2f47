"""A steering committee that is the protocol team has one lead: who chairs the one leads the other."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic
from ...english import join_words
from ...law import vocabulary
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose committee is the protocol team, and has a chair who does not lead it.

    A lead that is not as the law has it is reported there.
    """
    reported = {v.county for v in file.verdicts if v.requirement.id == "protocol-team-lead" and v.state == "not_met"}
    for county, view, prefix in file.views:
        committee, team = view.get("steering_committee") or {}, view.get("protocol_team") or {}
        chair, lead = _functions(committee.get("chair")), _functions(team.get("lead"))
        if committee.get("is_protocol_team") is not True or not chair or not lead or county in reported:
            continue
        of_the_lead = {*lead, *_of_the_same_agencies(file, view, lead)}
        if of_the_lead.isdisjoint(chair):
            chairs, leads = (join_words(tuple(map(vocabulary.in_sentence, each))) for each in (chair, lead))
            yield Diagnostic(
                "chair-is-not-the-lead",
                "warning",
                f"the steering committee is the protocol team, and the file names {chairs} as its chair and {leads} as its lead",
                (*prefix, "steering_committee", "chair"),
                True,
                "correct the chair or the lead; list co-chairs and co-leads in brackets. WIC 16524.8(a)(1) has human services lead the team",
                county=county,
            )


def _functions(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, value)) if isinstance(value, list) else (value,) if value else ()


def _of_the_same_agencies(file: CheckedFile, view: dict[str, Any], lead: tuple[str, ...]) -> Iterator[str]:
    """Yield the functions of the agencies that hold the seats of those who lead."""
    for function in lead:
        for _, _, holder in seat_holders(view, "protocol_team", function):
            yield from (file.agencies.get(str(holder.get("agency", ""))) or {}).get("functions") or ()


RULE = Rule(
    id="chair-is-not-the-lead",
    severity="warning",
    title="The committee is the protocol team, but its chair does not lead the team",
    description=(
        "The file says that the steering committee is the protocol team, and names someone as its chair who does not lead "
        "the team. One body has one lead; it may have several who lead together. WIC 16524.8(a)(1) has a representative "
        "of the county human services department lead the team."
    ),
    bad="""\
protocol_team:
  lead: human_services
steering_committee:
  is_protocol_team: true
  chair: probation""",
    good="""\
protocol_team:
  lead: [human_services, probation]
steering_committee:
  is_protocol_team: true
  chair: [human_services, probation]""",
    check=check,
)
