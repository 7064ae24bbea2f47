"""A combined agency in several seats of a team says who represents it in them."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...english import join_words
from ...law import requirements, vocabulary
from ...protocol.county_data import seat_holders
from ...reading.loader import load_yaml
from .rule import CheckedFile, Rule
from .seat_without_function import OF_PERSONS

_SEVERAL = 3


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency in three or more seats of a team that have neither a title nor a division.

    Public sources seldom show a title.
    """
    if file.is_of_public_sources:
        return
    for county, view, prefix in file.views:
        for team in ("protocol_team", "mdt"):
            bare: dict[str, list[tuple[str, Path]]] = {}
            for path, function, holder in seat_holders(view, team):
                if function not in OF_PERSONS and not holder.get("title") and not holder.get("division"):
                    bare.setdefault(str(holder.get("agency", "")), []).append((function, (*prefix, *path)))
            for id, seats in bare.items():
                if len({function for function, _ in seats}) < _SEVERAL:
                    continue
                labels = join_words(tuple(vocabulary.in_sentence(function) for function, _ in seats))
                yield Diagnostic(
                    "combined-agency-without-titles",
                    "warning",
                    f"{(file.agencies.get(id) or {}).get('name', id)} holds the seats {labels}, with neither a title nor a division",
                    seats[0][1],
                    remedy="write who represents it in each seat, for example\n"
                    + "\n".join(
                        f"{function}: {{agency: {id}, title: {_title(team, function)}}}"
                        for function in dict.fromkeys(function for function, _ in seats)
                    ),
                    county=county,
                )


def _title(team: str, function: str) -> str:
    """Return a job title for a seat: that of the requirement's remedy, if it is a mandated one."""
    for requirement in requirements.on_record():
        if requirement.seat and (requirement.seat.on, requirement.seat.function) == (team, function):
            return str(load_yaml(requirement.remedy)[function]["title"])
    return "Manager"


RULE = Rule(
    id="combined-agency-without-titles",
    severity="warning",
    title="A combined agency holds several seats, and the file does not say who represents it",
    description=(
        "One agency with several functions is written in three or more seats of a team, and none of them has a title or "
        "a division. The statute asks for a representative of each department, and such a list does not show that anyone "
        "from public health or mental health takes part."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: hhsa}
    public_health: {agency: hhsa}
    substance_use_disorder: {agency: hhsa}
agencies:
  hhsa: {name: Health and Human Services Agency, kind: county_department, functions: [mental_health, public_health, substance_use_disorder]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: hhsa, title: Clinician}
    public_health: {agency: hhsa, title: Public Health Nurse}
    substance_use_disorder: {agency: hhsa, division: Substance Use Services}
agencies:
  hhsa: {name: Health and Human Services Agency, kind: county_department, functions: [mental_health, public_health, substance_use_disorder]}""",
    check=check,
)
