"""The juvenile court does not sit on the team that serves one child without being asked about it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...protocol.county_data import conveners, seat_holders, stages
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield advice for each county whose juvenile court has a seat on the MDT or is called to one of its stages, or calls it."""
    for county, view, prefix in file.views:
        places: list[Path] = []
        for path, function, holder in seat_holders(view, "mdt"):
            agency = file.agencies.get(str(holder.get("agency", ""))) or {}
            if function == "juvenile_court" or agency.get("kind") == "court":
                places.append(path)
        places += [(*path, "members") for path, _, members in stages(view) if "juvenile_court" in members]
        places += [path for path, id in conveners(view) if (file.agencies.get(id) or {}).get("kind") == "court"]
        if places:
            yield Diagnostic(
                "court-on-childs-team",
                "advice",
                "the juvenile court is on the team that serves one child, where a judge may hear one side alone",
                (*prefix, *places[0]),
                remedy="this is practice, not law: ask the court whether it takes part; its mandated seat is on the protocol team",
                county=county,
            )


RULE = Rule(
    id="court-on-childs-team",
    severity="advice",
    title="The juvenile court is on the team that serves one child",
    description=(
        "The juvenile court has a seat on the multidisciplinary team, is called to one of its stages, or calls it together. There a "
        "judicial officer may receive communications about a case without the parties (ex parte). No statute forbids "
        "the seat, and none asks for it; this is advice from practice. Ask the court. WIC 16524.8(a)(1)(D) names the "
        "court for the team that develops the protocol."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    juvenile_court: {agency: court, title: Juvenile Court Program Manager}
agencies:
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}""",
    check=check,
)
