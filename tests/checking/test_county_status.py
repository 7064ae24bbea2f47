"""How a county stands: each kind by one change of a file that is complete, and never complete by what is not known."""

import pytest

from protocol_builder.checking.county_status import standings

from ..conftest import EXAMPLE, report_of
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")
OTHER = """\
county: Inyo
instrument: {kind: other, status: in_force}
csec_program: {elects_funds: false}
agencies: {probation: {name: Probation Department, kind: county_department, functions: [probation]}}
"""


def replaced(before: str, after: str) -> str:
    return with_edits(TEXT, (before, after))


@pytest.mark.parametrize(
    ("text", "kind", "reasons"),
    [
        (TEXT, "complete", ()),
        (
            replaced("\n  at_risk: true\n", "\n"),
            "unknown",
            ("the file does not say whether children at risk are identified",),
        ),
        (
            replaced("completeness: complete", "completeness: public_sources_only"),
            "unknown",
            ("the file shows only what public sources show",),
        ),
        (replaced("\n  at_risk: true\n", "\n  at_risk: false\n"), "gaps", ()),
        (replaced("source: board_resolution", "source: nowhere"), "errors", ()),
        (replaced("from: 2025-07-01", "from: 2027-07-01"), "not_yet", ("its term begins on July 1, 2027",)),
        (replaced("until: 2030-06-30", "until: 2026-06-30"), "ended", ("its term ended on June 30, 2026",)),
        (OTHER, "none", ("no duty checked here applies to this kind of document",)),
        (OTHER.replace("false", "true"), "none", ("no duty checked here applies to this kind of document",)),
        (
            f"completeness: public_sources_only\n{OTHER.replace('kind: other', 'kind: interagency_protocol')}",
            "unknown",
            None,
        ),
        ("county: [\n", "unreadable", ()),
    ],
)
def test_each_way_in_which_a_county_stands(text: str, kind: str, reasons: tuple[str, ...] | None) -> None:
    (found,) = standings(report_of(text))
    assert found.kind == kind
    if reasons is not None:
        assert found.reasons == reasons


def test_what_is_open_is_counted_in_short_or_else_everything() -> None:
    def counted(*edits: tuple[str, str]) -> str:
        (found,) = standings(report_of(with_edits(TEXT, *edits)))
        return found.counted_in_short

    late = (
        "    within: 4 hours           # the law: immediately, or in no",
        "    within: 3 days   # the law: immediately, or in no",
    )
    silent = ("\n  at_risk: true\n", "\n")
    assert counted(late) == "1 of 108 duties not met"
    assert counted(silent) == "1 of 108 duties unknown"
    assert counted(late, silent) == "1 of 108 duties not met, 1 unknown"
    assert counted() == "108 duties: 98 stated in the file, 10 in the county’s own words (not read by any program)"


@pytest.mark.parametrize(
    ("of_inyo", "of_both", "kinds"),
    [
        ("", "", ["none", "none"]),
        (", mdt: {convener: nobody}", "", ["errors", "none"]),
        ("", ", source: nowhere", ["errors", "errors"]),
    ],
)
def test_what_is_wrong_in_one_countys_part_is_wrong_for_it_alone(of_inyo: str, of_both: str, kinds: list[str]) -> None:
    part = "csec_program: {elects_funds: false}"
    counties = f"counties: {{Inyo: {{{part}{of_inyo}}}, Mono: {{{part}}}}}\n"
    text = counties + "".join(OTHER.splitlines(keepends=True)[1:]).replace("in_force", f"in_force{of_both}").replace(
        f"{part}\n", ""
    )
    assert [found.kind for found in standings(report_of(text))] == kinds
