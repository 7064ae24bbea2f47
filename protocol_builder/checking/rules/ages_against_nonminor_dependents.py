"""The oldest age served and what is said about nonminor dependents agree."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule

_FIRST_ADULT_AGE = 18


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if youth above 18 are served but no nonminor dependents, or these but no one of 18.

    “18” alone is often meant as “up to 18”, so it agrees with either. A lower limit than 17 is reported as that.
    """
    scope = file.instrument.get("scope") or {}
    oldest, served = scope.get("oldest"), scope.get("nonminor_dependents")
    if not isinstance(oldest, int):
        return
    if served is False and oldest > _FIRST_ADULT_AGE:
        words = f"the file serves youth up to {oldest}, and says that it does not serve nonminor dependents"
    elif served is True and oldest == _FIRST_ADULT_AGE - 1:
        words = f"the file serves nonminor dependents (18 to 20), and no one older than {oldest}"
    else:
        return
    yield Diagnostic(
        "ages-against-nonminor-dependents",
        "warning",
        words,
        ("instrument", "scope", "nonminor_dependents"),
        True,
        "correct oldest or nonminor_dependents; duties toward nonminor dependents depend on it",
    )


RULE = Rule(
    id="ages-against-nonminor-dependents",
    severity="warning",
    title="The ages served do not agree with what is said about nonminor dependents",
    description=(
        "Nonminor dependents are 18 to 20 years of age. The file serves youth of that age and says that it does not "
        "serve nonminor dependents, or the other way round. Duties on consent and notice depend on which is right."
    ),
    bad="""\
instrument:
  kind: other
  scope: {oldest: 20, nonminor_dependents: false}""",
    good="""\
instrument:
  kind: other
  scope: {oldest: 20, nonminor_dependents: true}""",
    check=check,
)
