"""What a report paints has the color of what it is: each role is a known one, and a word has its own severity's."""

import dataclasses
import re

import pytest

from protocol_builder.checking import rules
from protocol_builder.commands import color
from protocol_builder.commands.reports import due_dates, explanation, fix, overview, text
from protocol_builder.commands.reports.summary import Summary
from protocol_builder.comparing.due_list import due_list
from protocol_builder.law import requirements

from ...conftest import DAY, EXAMPLE, report_of

SEVERITIES = ("error", "warning", "unknown", "advice")
GAPS = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo").replace(
    "      agency: sheriff\n", ""
) + ("mtd: {}\n")
PAINTED = re.compile(r"<(\w+)\|([^<>|]*)>")


def marked(words: str, role: str) -> str:
    """Words with their role before them; a role that no color is known for is an error."""
    assert role in color._STYLES, role
    return f"<{role}|{words}>"


def roles(said: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role, words in PAINTED.findall(said):
        found.setdefault(role, set()).add(words)
    return found


def test_each_finding_has_the_color_of_its_severity() -> None:
    report = report_of(GAPS, "2031-01-01")
    said = "\n".join(text.findings([report], marked))
    heads = re.findall(r"^<place\|county\.yml:\d+:\d+:> <(\w+)\|(\w+):>", said, re.M)
    assert len(heads) == said.count("<place|")
    assert {severity for severity, _ in heads} == {one.severity for one in report.diagnostics} >= {"error", "warning"}
    assert all(role == word for role, word in heads)
    assert roles(said)["fix"] == {"fix:"}


def test_the_overview_has_the_same_colors() -> None:
    report = report_of("county: Inyo\ninstrument: {kind: interagency_protocol}\nagencies: {}\n")
    said = "\n".join(overview.findings([report], marked))
    assert {"error", "unknown"} <= set(roles(said))
    for role, words in roles(said).items():
        assert role not in SEVERITIES or {word.rstrip(":") for word in words} == {role}


@pytest.mark.parametrize(
    ("days", "role"), [(-400, "error"), (-1, "error"), (0, "warning"), (30, "warning"), (31, "advice"), (400, "advice")]
)
def test_a_date_is_red_once_it_is_past_and_yellow_for_a_month_before(days: int, role: str) -> None:
    due = dataclasses.replace(due_list((report_of(EXAMPLE.read_text("utf-8")),), DAY)[0], days=days)
    (line,) = due_dates.lines((due,), marked)
    assert f"<{role}|({due.left})>" in line


@pytest.mark.parametrize("more", ["", "mtd: {}\n", "mtd: {}\nmdx: {}\n"])
def test_the_summary_counts_in_the_color_of_what_it_counts(more: str) -> None:
    report = report_of(EXAMPLE.read_text("utf-8") + more, "2031-01-01")
    summary = Summary(marked)
    summary.count(report)
    said = "\n".join(summary.lines())
    for severity in ("error", "warning"):
        number = report.summary[severity]
        shown = {words for words in roles(said).get(severity, set()) if " with " not in words}
        assert shown == ({f"{number} {severity}{'s' * (number != 1)}"} if number else set())
    assert ("1 with errors" in roles(said).get("error", set())) == bool(more)
    assert ("none with errors" in said) == (not more)


def test_what_fix_adds_is_green_and_nothing_else() -> None:
    said = fix.painted("--- a\n+++ a\n@@ -1 +1,2 @@\n one\n+two\n-three\n", marked)
    assert roles(said)["added"] >= {"+two"}
    assert "\n one\n" in said
    assert "\n-three\n" in said


def test_an_explanation_uses_colors_that_there_are() -> None:
    requirement, rule = requirements.by_id("protocol-team-sheriff"), rules.by_id("term-expired")
    assert requirement
    assert rule
    for lines in (
        explanation.listing(marked),
        explanation.of_document([requirement], marked),
        explanation.of_requirement(requirement, marked),
        explanation.of_rule(rule, marked),
        explanation.coverage(marked),
    ):
        assert roles("\n".join(lines))


@pytest.mark.parametrize("role", sorted(color._STYLES))
def test_each_role_has_a_look_of_its_own(role: str) -> None:
    assert color.in_color("a", role) != "a" == color.no_color("a", role)
    same = [other for other in color._STYLES if color.in_color("a", other) == color.in_color("a", role)]
    assert same == [role]
