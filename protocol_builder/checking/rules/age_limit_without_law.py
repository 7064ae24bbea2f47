"""No age limit keeps children out whom the law does not leave out."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...law import shape
from ...paths import value_at
from .rule import CheckedFile, Rule

_USUAL_FLOOR = 12
"""Screening tools begin at about this age, and practice follows them."""
_MINORS = 17
"""The oldest age of the children whom WIC 300 covers; older youth are nonminor dependents."""
_LIMITS: tuple[tuple[Path, str], ...] = (
    (("identification", "youngest"), "screens no child younger than"),
    (("instrument", "scope", "youngest"), "serves no child younger than"),
    (("instrument", "scope", "oldest"), "serves no child older than"),
)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each floor above the usual one, and for each ceiling below 17."""
    scope = file.instrument.get("scope") or {}
    reversed_ages = scope.get("youngest", 0) > scope.get("oldest", _MINORS)  # reported as that
    reported: set[Path] = set()
    for county, view, prefix in file.views:
        for path, words in _LIMITS:
            age = value_at(view, path)
            where = (*prefix, *path) if path[0] in shape.county_keys() else path
            if not isinstance(age, int) or where in reported or (reversed_ages and path[1] == "scope"):
                continue
            if age < _MINORS if path[-1] == "oldest" else age > _USUAL_FLOOR:
                reported.add(where)
                yield Diagnostic(
                    "age-limit-without-law",
                    "warning",
                    f"the file {words} {age}; no statute sets such a limit",
                    where,
                    True,
                    f"delete {path[-1]}, unless the county does leave these children out; then ask county counsel",
                    county=county if path[0] in shape.county_keys() else "",
                )


RULE = Rule(
    id="age-limit-without-law",
    severity="warning",
    title="An age limit keeps children out whom the law does not leave out",
    description=(
        "The file screens or serves children only from an age above 12, or only up to an age below 17. WIC 300, "
        "16501.35, and 16524.8 have no such limit: younger and older children are exploited too. Many screening tools "
        "begin at 10 to 12 years, so a floor up to 12 is not reported."
    ),
    bad="""\
identification:
  youngest: 13""",
    good="""\
identification:
  youngest: 12""",
    check=check,
)
