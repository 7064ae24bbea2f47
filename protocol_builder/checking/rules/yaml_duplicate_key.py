"""A key is written once in one place."""

from .rule import Rule, found_before

RULE = Rule(
    id="yaml-duplicate-key",
    severity="error",
    title="A key is written twice",
    description=(
        "The same key is twice in one place. Many programs keep one of the two and say nothing, so half of what was "
        "written would be lost."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    mental_health: {agency: health, title: Clinician}
    mental_health: {agency: health, title: Youth Counselor}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    mental_health:
      - {agency: health, title: Clinician}
      - {agency: health, title: Youth Counselor}""",
    check=found_before("yaml-duplicate-key"),
)
