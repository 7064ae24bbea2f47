"""A plan that the file dates after the day of the check meets no duty, in the county that it is of."""

import pytest

from ..conftest import report_of

_FILE = """\
instrument: {{kind: interagency_mou}}
counties:
  Inyo: {{csec_program: {{elects_funds: true}}, funding: {{plan: {{submitted_on: {inyo}}}}}}}
  Mono: {{csec_program: {{elects_funds: true}}, funding: {{plan: {{submitted_on: 2026-05-15}}}}}}
agencies:
  dss: {{name: Social Services, kind: county_department, county: Inyo, functions: [human_services]}}
"""


@pytest.mark.parametrize(
    ("day", "state", "reason"),
    [
        ("2026-11-22", "satisfied", ""),
        ("2026-11-23", "unknown", "the file says the plan was submitted on 2026-11-23, which is after 2026-11-22"),
        ("2027", "unknown", "the file says the plan was submitted on 2027, which is after 2026-11-22"),
    ],
)
def test_a_plan_of_the_future_is_an_open_question(day: str, state: str, reason: str) -> None:
    report = report_of(_FILE.format(inyo=day))
    found = {v.county: (v.state, v.reason) for v in report.verdicts if v.requirement.id == "plan-submitted"}
    assert found == {"Inyo": (state, reason), "Mono": ("satisfied", "")}
    assert [d.message for d in report.diagnostics if d.id in ("plan-submitted", "day-in-the-future")] == (
        [reason] if reason else []
    ), "said once"
