"""Whom a stage of a child's team calls is on the team, or takes part without being a member."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import vocabulary
from ...protocol.county_data import seat_holders, stages
from .rule import CheckedFile, Rule, or_unknown
from .seat_without_function import OF_PERSONS

_HEARD = (*OF_PERSONS, "tribe")
"""Who takes part without a seat: WIC 18964(b) hears the caregiver and the child's Tribe; the team serves the youth."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each member of a stage whose function neither has a seat nor is one of a seated agency.

    A mandated seat that is missing, or of which it is unknown who holds it, is reported as that.
    """
    for county, view, prefix in file.views:
        reported = {
            verdict.requirement.seat.function
            for verdict in file.verdicts
            if verdict.county == county
            and verdict.requirement.seat
            and verdict.requirement.seat.on == "mdt"
            and verdict.state in ("not_met", "unknown")
        }
        seated: set[str] = set()
        for _, function, holder in seat_holders(view, "mdt"):
            agency = file.agencies.get(str(holder.get("agency", ""))) or {}
            seated |= {function, *(agency.get("functions") or ())}
        on_team = {str(holder.get("agency", "")) for _, _, holder in seat_holders(view, "mdt")}
        for path, stage, members in stages(view) if seated else ():
            for place, id in enumerate(stage.get("agencies") or ()):
                named = file.agencies.get(str(id))
                if named and id not in on_team and set(_HEARD).isdisjoint(named.get("functions") or ()):
                    called = f"the stage {quoted(stage.get('name', ''))} calls {named.get('name') or id}, which has no seat on the MDT"
                    where = (*prefix, *path, "agencies", place)
                    remedy = f"give {id} a seat under mdt.seats, or delete it from the agencies of the stage"
                    finding = Diagnostic(
                        "stage-member-not-on-team", "warning", called, where, True, remedy, county=county
                    )
                    yield or_unknown(file, finding, f"{called}, as far as the sources show")
            for place, function in enumerate(members):
                if function in seated or function in reported or function in _HEARD:
                    continue
                name, label = quoted(stage.get("name", "")), vocabulary.label("functions", function)
                finding = Diagnostic(
                    "stage-member-not-on-team",
                    "warning",
                    f"the stage {name} calls a member ({label}) who has no seat on the MDT",
                    (*prefix, *path, "members", place),
                    True,
                    f"add {function} to mdt.seats, or delete it from the members of the stage",
                    county=county,
                )
                yield or_unknown(file, finding, f"{finding.message}, as far as the sources show")


RULE = Rule(
    id="stage-member-not-on-team",
    severity="warning",
    title="A stage calls someone who is not on the team",
    description=(
        "A stage of the multidisciplinary team calls someone who has no seat on it. Confidential information may be "
        "shared among members of the team, so who is called and who is a member should agree. The youth, the "
        "caregiver, and an Indian child's Tribe may attend without being members (WIC 18964(b))."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
  tiers:
    - {name: First meeting, members: [mental_health, probation]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
    probation: {agency: probation, title: Deputy Probation Officer}
  tiers:
    - {name: First meeting, members: [mental_health, probation, youth, caregiver, tribe]}""",
    check=check,
)
