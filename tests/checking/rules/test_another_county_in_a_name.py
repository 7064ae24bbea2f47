"""The area in which an instrument applies is not another county's; the rule's other places are in tests/cases/wrong-hands."""

import pytest

from ...conftest import report_of


def named(area: str) -> list[tuple[int, int, str]]:
    text = f"county: Inyo\ninstrument:\n  kind: other\n  scope:\n    area: {area}\n"
    return [(d.line, d.column, d.message) for d in report_of(text).diagnostics if d.id == "another-county-in-a-name"]


@pytest.mark.parametrize("area", ["All of Mono County", "The County of Mono", "Mono County except Mammoth Lakes"])
def test_an_area_of_another_county_is_asked_about(area: str) -> None:
    words = f"“{area}” is the area in which the instrument applies, and names Mono County; the file is of Inyo County"
    assert named(area) == [(5, 11, words)]


@pytest.mark.parametrize(
    "area",
    ["All of Inyo County", "Inyo County and the part of Mono County south of US 6", "The Eastern Sierra", "Bishop"],
)
def test_an_area_of_this_county_or_of_none_is_not(area: str) -> None:
    assert named(area) == []
