"""One job title that fills several seats of a team is pointed out, since the statute does not address it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...english import join_words
from ...law import shape, vocabulary
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule
from .seat_without_function import OF_PERSONS


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each title of one agency that is in several seats of the protocol team or the MDT."""
    for county, view, prefix in file.views:
        for team in (key for key in shape.teams() if key != "steering_committee"):
            seats: dict[tuple[str, str], list[tuple[str, Path]]] = {}
            for path, function, holder in seat_holders(view, team):
                if (title := holder.get("title")) and function not in OF_PERSONS:
                    agency = str(holder.get("agency", ""))
                    seats.setdefault((agency, title), []).append((function, (*prefix, *path)))
            for (_, title), several in seats.items():
                if len(several) > 1:
                    labels = join_words(tuple(vocabulary.short(function) for function, _ in several))
                    yield Diagnostic(
                        "one-title-several-seats",
                        "advice",
                        f"one job title ({title}) fills the seats {labels}",
                        several[0][1],
                        remedy="the statute does not address this; if it is correct, leave it",
                        county=county,
                    )


RULE = Rule(
    id="one-title-several-seats",
    severity="advice",
    title="One job title fills several seats",
    description=(
        "The same job title of one agency is in two or more seats of a team. The statute names the seats and does not "
        "say whether one person may fill two, so this is never an error. It may also be a slip of copying."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Director of Health}
    public_health: {agency: health, title: Director of Health}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
    public_health: {agency: health, title: Public Health Nurse}""",
    check=check,
)
