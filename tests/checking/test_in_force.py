"""An instrument that is over, or still to come, is never shown as one in force."""

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import Report
from protocol_builder.checking.county_status import standings
from protocol_builder.checking.in_force import force_on

from ..conftest import DAY, EXAMPLE, report_of

TEXT = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo")
IDS = ("term-expired", "no-longer-in-force", "not-yet-in-force")


def with_term(status: str, term: str, text: str = TEXT) -> Report:
    """The example with another status and term."""
    start = text.index("  status: in_force")
    end = text.index("  scope:", start)
    middle = text[start:end]
    kept = [line for line in middle.splitlines() if line.startswith("  adopted_")]
    written = [*([f"  status: {status}"] if status else []), *kept, *([f"  term: {{{term}}}"] if term else [])]
    return report_of(text[:start] + "\n".join(written) + "\n" + text[end:])


@pytest.mark.parametrize(
    ("status", "term", "kind", "found"),
    [
        ("in_force", "from: 2025-07-01, until: 2026-11-22", "complete", []),
        ("in_force", "from: 2025-07-01, until: 2026-11-21", "ended", ["term-expired"]),
        ("", "from: 2025-07-01, until: 2026-11-21", "ended", ["term-expired"]),
        ("expired", "from: 2012-07-01, until: 2015-06-30", "ended", ["no-longer-in-force"]),
        ("expired", "", "ended", ["no-longer-in-force"]),
        ("superseded", "from: 2025-07-01, until: 2030-06-30", "ended", ["no-longer-in-force"]),
        ("in_renewal", "from: 2013-07-01, until: 2016-06-30", "ended", ["no-longer-in-force"]),
        ("in_renewal", "from: 2022-07-01, until: 2025-11-21", "ended", ["no-longer-in-force"]),
        ("in_renewal", "from: 2022-07-01, until: 2025-11-22", "complete", []),
        ("in_renewal", "from: 2022-07-01, until: 2026-12-31", "complete", []),
        ("in_renewal", "", "complete", []),
        ("in_force", "from: 2031-07-01, until: 2034-06-30", "not_yet", ["not-yet-in-force"]),
        ("in_force", "from: 2026-11-23, until: 2034-06-30", "not_yet", ["not-yet-in-force"]),
        ("in_force", "from: 2026-11-22, until: 2034-06-30", "complete", []),
        ("pending", "from: 2027-07-01, until: 2034-06-30", "not_yet", []),
        ("draft", "", "not_yet", []),
        # A term that ends before it begins says nothing about today.
        ("in_force", "from: 2025-07-01, until: 2020-06-30", "errors", []),
    ],
)
def test_status_and_term_together_say_whether_it_is_in_force(
    status: str, term: str, kind: str, found: list[str]
) -> None:
    report = with_term(status, term)
    (one,) = standings(report)
    assert (one.kind, [d.id for d in report.diagnostics if d.id in IDS]) == (kind, found)
    assert bool(one.reasons) is (kind in ("ended", "not_yet"))


def test_what_is_over_is_told_before_its_gaps_and_what_is_to_come_after_them() -> None:
    gap = TEXT.replace("    sheriff:\n      agency: sheriff\n", "    tribe:\n      agency: tribe\n", 1)
    assert gap != TEXT
    assert [one.kind for one in standings(with_term("superseded", "", gap))] == ["ended"]
    assert [one.kind for one in standings(with_term("pending", "", gap))] == ["gaps"]


@pytest.mark.parametrize(
    ("status", "kind", "severities"),
    [
        ("in_force", "unknown", [("term-expired", "unknown")]),
        ("in_renewal", "unknown", [("no-longer-in-force", "unknown")]),
        ("expired", "ended", [("no-longer-in-force", "warning")]),
    ],
)
def test_public_sources_may_not_show_a_renewal(status: str, kind: str, severities: list[tuple[str, str]]) -> None:
    report = with_term(
        status,
        "from: 2015-07-01, until: 2018-06-30",
        TEXT.replace("completeness: complete", "completeness: public_sources_only"),
    )
    assert [one.kind for one in standings(report)] == [kind]
    assert [(d.id, d.severity) for d in report.diagnostics if d.id in IDS] == severities


@pytest.mark.parametrize("status", ["in_force", "expired", "superseded", "in_renewal", "pending"])
def test_no_remedy_offers_a_status_as_the_way_out(status: str) -> None:
    found = [d for d in with_term(status, "from: 2012-07-01, until: 2015-06-30").diagnostics if d.id in IDS]
    assert found
    assert not [d.remedy for d in found if "status" in d.remedy or "in_renewal" in d.remedy or "expired" in d.remedy]


@pytest.mark.parametrize(
    ("status", "term", "marks"),
    [
        ("expired", "", ("NO LONGER IN FORCE (expired)",)),
        ("in_force", "from: 2018-07-01, until: 2021-06-30", ("NO LONGER IN FORCE (term ended June\u00a030, 2021)",)),
        ("in_renewal", "from: 2013-07-01, until: 2016-06-30", ("NO LONGER IN FORCE (term ended June\u00a030, 2016)",)),
        ("in_force", "from: 2025-07-01, until: 2030-06-30", ()),
    ],
)
def test_a_document_of_what_is_over_is_marked(status: str, term: str, marks: tuple[str, ...]) -> None:
    assert agreement(with_term(status, term)).marks == marks


def test_a_title_page_does_not_call_in_force_what_is_to_begin() -> None:
    made = agreement(with_term("in_force", "from: 2031-07-01, until: 2034-06-30"))
    assert dict(made.facts)["Status"] == "In force, but its term begins on July 1, 2031"


def test_a_file_that_does_not_say_is_taken_for_one_in_force() -> None:
    assert force_on({}, DAY) == ("in_force", "")
    assert force_on({"instrument": {"kind": "other", "term": {"until": "perpetual"}}}, DAY) == ("in_force", "")
