"""Ages are asked about wherever a file gives a youngest and an oldest one."""

import pytest

from ...conftest import report_of

HEAD = "county: Inyo\ninstrument:\n  kind: other\n"


def above(text: str) -> list[tuple[int, int, str]]:
    return [(d.line, d.column, d.message) for d in report_of(text).diagnostics if d.id == "youngest-above-oldest"]


def test_ages_of_the_scope_and_of_each_tool_are_asked_about() -> None:
    text = (
        f"{HEAD}  scope: {{youngest: 12, oldest: 11}}\nidentification:\n  tools:\n    - CSE-IT\n"
        "    - {name: Another tool, youngest: 18, oldest: 12}\n    - {name: A third, youngest: 12, oldest: 12}\n"
    )
    assert above(text) == [
        (4, 21, "the youngest age served (12) is above the oldest (11), so no one is served"),
        (
            8,
            38,
            "the youngest age screened with this tool (18) is above the oldest (12), so no one is screened with this tool",
        ),
    ]


@pytest.mark.parametrize("ages", ["youngest: 10, oldest: 10", "youngest: 10", "oldest: 10", "youngest: ten, oldest: 9"])
def test_one_age_or_ages_in_order_are_not(ages: str) -> None:
    assert above(f"{HEAD}  scope: {{{ages}}}\nidentification: {{tools: [{{name: A tool, {ages}}}]}}\n") == []
