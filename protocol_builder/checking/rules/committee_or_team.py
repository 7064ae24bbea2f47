"""A file says whether the steering committee is the protocol team."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a question for each county with a steering committee, no protocol team, and no word on which it is."""
    if file.instrument.get("kind") not in vocabulary.flagged("instrument_kinds", "protocol"):
        return
    for county, view, prefix in file.views:
        committee = view.get("steering_committee")
        if not committee or (view.get("csec_program") or {}).get("elects_funds") is False:
            continue
        has_team = bool((view.get("protocol_team") or {}).get("seats"))
        if committee.get("is_protocol_team") is None and not has_team:
            yield Diagnostic(
                "committee-or-team",
                "unknown",
                "the file does not say whether the steering committee is the team that develops the protocol",
                (*prefix, "steering_committee"),
                remedy="if it is, write is_protocol_team: true under steering_committee, and its seats under protocol_team",
                county=county,
            )


RULE = Rule(
    id="committee-or-team",
    severity="unknown",
    title="It is not said whether the steering committee is the protocol team",
    description=(
        "The file describes a steering committee and no protocol team. WIC 16524.8(a) knows only the team that "
        "develops the protocol; guidance recommends a committee. In many counties they are the same people, but a "
        "program cannot guess it."
    ),
    bad="""\
instrument:
  kind: interagency_protocol
steering_committee:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}""",
    good="""\
instrument:
  kind: interagency_protocol
steering_committee:
  is_protocol_team: true
protocol_team:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}""",
    check=check,
)
