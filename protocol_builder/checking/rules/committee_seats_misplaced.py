"""A steering committee that is the protocol team has its seats once, under protocol_team."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose steering committee is the protocol team and has seats of its own."""
    for county, view, prefix in file.views:
        committee = view.get("steering_committee")
        if not committee or (view.get("csec_program") or {}).get("elects_funds") is False:
            continue
        if committee.get("is_protocol_team") is True and committee.get("seats"):
            yield Diagnostic(
                "committee-seats-misplaced",
                "warning",
                "the steering committee is the protocol team, so its seats belong under protocol_team",
                (*prefix, "steering_committee", "seats"),
                remedy="move them to protocol_team.seats, and write the chair there as lead",
                county=county,
            )


RULE = Rule(
    id="committee-seats-misplaced",
    severity="warning",
    title="Seats of the protocol team are under the steering committee",
    description=(
        "The file says that the steering committee is the protocol team, and lists seats under steering_committee. "
        "WIC 16524.8(a) names who is on the protocol team, so only seats under protocol_team are compared with it."
    ),
    bad="""\
steering_committee:
  is_protocol_team: true
  seats:
    probation: {agency: probation, title: Chief Probation Officer}""",
    good="""\
steering_committee:
  is_protocol_team: true
protocol_team:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}""",
    check=check,
)
