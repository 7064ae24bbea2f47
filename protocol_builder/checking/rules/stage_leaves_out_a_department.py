"""Each stage of a child's team that lists its members calls the five departments of WIC 16524.7(d)(2)(B)."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words, quoted
from ...law import vocabulary
from ...protocol.county_data import functions_called, stages
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each stage that leaves out departments which other stages call.

    A department that no stage calls is an error of its requirement. Public sources may show part of a stage's members.
    """
    if file.is_of_public_sources:
        return
    for county, view, prefix in file.views:
        mandated = tuple(
            verdict.requirement.seat.function
            for verdict in file.verdicts
            if verdict.county == county
            and verdict.state == "satisfied"
            and verdict.requirement.seat
            and verdict.requirement.seat.on == "mdt"
        )
        for path, stage, _ in stages(view):
            called = functions_called(view, stage)
            if called is None:
                continue
            called |= {"child_welfare"} if "human_services" in called else set()
            if left_out := tuple(function for function in mandated if function not in called):
                yield Diagnostic(
                    "stage-leaves-out-a-department",
                    "warning",
                    f"the stage {quoted(stage.get('name', ''))} does not call {join_words(tuple(map(vocabulary.in_sentence, left_out)))}",
                    (*prefix, *path, "members" if "members" in stage else "agencies"),
                    remedy=f"WIC 16524.7(d)(2)(B) puts all five departments on the team; add to its members: {', '.join(left_out)}",
                    county=county,
                )


RULE = Rule(
    id="stage-leaves-out-a-department",
    severity="warning",
    title="A stage of the team does not call a department that the law puts on it",
    description=(
        "A stage of the multidisciplinary team lists whom it calls, and leaves out a department that WIC "
        "16524.7(d)(2)(B) puts on a team that serves a child. Other stages call it. The statute does not mention stages, "
        "so this is a warning; if no stage calls a department, its requirement is not met. A stage without members "
        "and agencies calls everyone on the team; an agency that a stage names counts for each of its functions."
    ),
    bad="""\
instrument:
  kind: interagency_protocol
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
    public_health: {agency: health, title: Public Health Nurse}
  tiers:
    - {name: First meeting, members: [mental_health]}
    - {name: Planning meeting, members: [mental_health, public_health]}""",
    good="""\
instrument:
  kind: interagency_protocol
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
    public_health: {agency: health, title: Public Health Nurse}
  tiers:
    - {name: First meeting, members: [mental_health, public_health]}
    - {name: Planning meeting}""",
    check=check,
)
