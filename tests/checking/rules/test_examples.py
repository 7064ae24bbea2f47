"""Each rule's bad example has that finding and no other, and its good example does not: a test has the rule's id."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.checking import rules
from protocol_builder.checking.check import Report, check_file, check_source
from protocol_builder.checking.rules import Rule, guidance_left_aside
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.law import requirements
from protocol_builder.reading.source import Source, read_bytes

from ...conftest import DAY, EXAMPLE, explained, report_of
from ...expected import assert_as_expected
from ..test_properties import example

BASE = """\
county: Inyo
instrument:
  kind: task_force_mou
csec_program:
  elects_funds: true
agencies:
  health: {name: Health Department, kind: county_department, functions: [mental_health, public_health]}
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
  task_force: {name: Federal Task Force, kind: federal_agency, functions: [federal_agency]}
"""
"""A sound file of an instrument that the statutes on protocols do not address; an example replaces parts of it."""

WHOLE = ("file-", "too-many-")
"""Beginnings of ids whose examples are whole files."""


def in_a_file(shown: str) -> str:
    """The county file that an example is part of: the base, with the example's sections instead of its own."""
    text = BASE
    for key in re.findall(r"(?m)^([a-z_]+):", shown):
        text = re.sub(rf"(?m)^{'(county|csec_program)' if key == 'counties' else key}:.*\n(?:[ ].*\n)*", "", text)
    return f"{text}{shown}\n"


def rows(shown: str, number: int) -> str:
    """An example whose last line says that it goes on, with as many lines as the one before it."""
    *lines, last, goes_on = shown.splitlines()
    assert "and so on" in goes_on
    return "\n".join([*lines, *(last.replace("2", str(n)) for n in range(2, number + 1))])


LONG: dict[str, Callable[[str], str]] = {
    "file-too-large": lambda shown: shown.replace("…", "x" * 5_000_000),
    "file-too-wide": lambda shown: rows(shown, 1_001),
    "file-too-many-aliases": lambda shown: shown.replace(
        "  - *hosts\n  - and so on, 1,001 times", f"  - [{', '.join(['*hosts'] * 501)}]\n" * 2
    ),
    "too-many-findings": lambda shown: rows(shown, 501),
    "shape-limit": lambda shown: shown.replace("a text of more than 1,000,000 characters", "word " * 200_001),
}
"""Examples that are too long to be shown, made from what is shown of them."""


def report(rule: Rule, shown: str | bytes) -> Report:
    """The report of an example."""
    if isinstance(shown, bytes):
        return explained(check_source(read_bytes(BASE.encode() + shown, "county.yml"), DAY))
    text = shown if rule.id.startswith(WHOLE) and not shown.startswith("notes") else in_a_file(shown)
    if rule.id in LONG and shown == rule.bad:
        text = LONG[rule.id](text)
    return explained(check_source(read_bytes(text.encode(), "county.yml"), DAY))


def ids(found: Report) -> set[str]:
    return {diagnostic.id for diagnostic in found.diagnostics}


def ids_of(rule: Rule, shown: str | bytes) -> set[str]:
    """The ids of an example's findings; the examples are in the file of a task force, which has no protocol team."""
    is_of_the_kind = rule.id == OF_THE_KIND or "protocol_team" not in str(shown)
    return ids(report(rule, shown)) - (set() if is_of_the_kind else {OF_THE_KIND})


ON_DISK = ("file-leads-out", "file-not-opened", "clause-file", "law-not-on-record")
TEXTS = [rule for rule in rules.all() if rule.id not in ON_DISK and rule not in guidance_left_aside.rules()]


SILENT = {requirement.id for requirement in requirements.in_force(DAY)} | {
    rule.id for rule in guidance_left_aside.rules()
}
OF_THE_KIND = "kind-may-be-the-protocol"
"""What a file is asked or advised that leaves sections out, as each example does."""
INCOMPLETE = {"too-many-findings": {"shape-unknown-key", "shape-missing-key"}}
"""What else is found in a bad example that is a whole file."""


def test_what_is_said_of_each_bad_example_is_as_it_was_read() -> None:
    """The severity, the place, the message, and what to write; the file is for a person to read when it changes."""
    said = []
    for rule in TEXTS:
        for d in report(rule, rule.bad).diagnostics if rule.id not in LONG else ():
            if d.id == rule.id:
                said.append(f"{d.id} {d.severity} {d.line}:{d.column}-{d.span.end_column}: {d.message}")
                said += [f"    {line}".rstrip() for line in d.remedy.splitlines()]
    assert_as_expected("\n".join(said) + "\n", Path(__file__).with_name("said.txt"))


@pytest.mark.parametrize("rule", TEXTS, ids=lambda rule: rule.id)
def test_the_bad_example_has_the_finding_and_no_other(rule: Rule) -> None:
    found = report(rule, rule.bad)
    assert ids_of(rule, rule.bad) - SILENT == {rule.id} | INCOMPLETE.get(rule.id, set())
    assert {d.severity for d in found.diagnostics if d.id == rule.id} == {rule.severity}


@pytest.mark.parametrize("rule", TEXTS, ids=lambda rule: rule.id)
def test_the_good_example_has_no_finding(rule: Rule) -> None:
    rest = {"shape-missing-key"} if rule.id.startswith(WHOLE) else set()  # a whole file shows only its beginning
    assert ids_of(rule, rule.good) - SILENT <= rest


@pytest.mark.parametrize("rule", guidance_left_aside.rules(), ids=lambda rule: rule.id)
def test_guidance_left_aside_is_listed(rule: Rule) -> None:
    first = next(r for r in requirements.on_record() if r.law.endswith(rule.id))
    data = example()
    whole = report_of(EXAMPLE.read_text("utf-8"))
    assert rule.id not in ids(whole)
    parent = data
    for key in first.path[:-1]:
        parent = parent[key]
    del parent[first.path[-1]]
    found = [d for d in check_source(Source("county.yml", "", data), DAY).diagnostics if d.id == rule.id]
    assert [(d.severity, d.message.count(first.title)) for d in found] == [("advice", 1)]


def test_file_leads_out(tmp_path: Path) -> None:
    (tmp_path / "private.yml").write_text(BASE, "utf-8")
    folder = tmp_path / "county_configs"
    folder.mkdir()
    (folder / "link.yml").symlink_to("../private.yml")
    (folder / "file.yml").write_text(BASE, "utf-8")
    assert ids(check_file(folder / "link.yml", DAY)) == {"file-leads-out"}
    assert "file-leads-out" not in ids(check_file(folder / "file.yml", DAY))


def test_file_not_opened() -> None:
    problem = Diagnostic("file-not-opened", "error", "the file cannot be opened: Permission denied")
    assert ids(check_source(Source("county.yml", "", None, (problem,)), DAY)) == {"file-not-opened"}


@pytest.mark.parametrize(("name", "found"), [("trainings.md", True), ("training.md", False)])
def test_clause_file(tmp_path: Path, name: str, found: bool) -> None:
    (tmp_path / "el-dorado.yml").write_text(BASE, "utf-8")
    (tmp_path / "el-dorado.clauses").mkdir()
    (tmp_path / "el-dorado.clauses" / name).write_text("The county trains every worker.\n", "utf-8")
    assert ("clause-file" in ids(check_file(tmp_path / "el-dorado.yml", DAY))) == found


@pytest.mark.parametrize(("on", "found"), [("2016-01-01", True), ("2026-01-01", False)])
def test_law_not_on_record(on: str, found: bool) -> None:
    text = BASE.replace("kind: task_force_mou", "kind: interagency_protocol")
    assert ("law-not-on-record" in ids(report_of(text, on))) == found
    assert "law-not-on-record" not in ids(report_of(BASE, on))


def test_a_finding_without_a_rule_is_reported_all_the_same() -> None:
    """So that an entry someone forgot, which other tests find, never hides what is wrong with a county file."""
    problem = Diagnostic("no-such-rule", "error", "something is wrong")
    assert ids(check_source(Source("county.yml", "", None, (problem,)), DAY)) == {"no-such-rule"}
    with pytest.raises(KeyError):
        explained(check_source(Source("county.yml", "", None, (problem,)), DAY))
