"""A cure heals: what a remedy says, typed, removes its finding, and makes no duty worse that was met."""

import random
import re
from collections import Counter
from collections.abc import Iterable

import pytest

from protocol_builder.checking.check import Report, check_source
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.law import requirements
from protocol_builder.law.requirements import good_example
from protocol_builder.reading.loader import load_yaml
from protocol_builder.reading.source import Source, read_text

from ..conftest import DAY, EXAMPLE, example_for, report_of
from .cures import merged, texts_after
from .rules.test_examples import TEXTS as RULES
from .rules.test_examples import report as report_of_example
from .slips import slips
from .test_cases import FILES, day_of, report_of_case
from .test_fix import COMPLETE

GOOD = ("satisfied", "excused")
UNREADABLE = ("yaml-", "file-", "invisible-")


def unread(d: Diagnostic) -> bool:
    return d.id.startswith(UNREADABLE)


def same(d: Diagnostic, other: Diagnostic) -> bool:
    """Whether a finding is still there after the cure, or another one refuses what the cure wrote."""
    if unread(d):
        return (d.id, d.line, d.message) == (other.id, other.line, other.message)
    if d.id == other.id == "shape-value":
        return d.path == other.path
    return (d.id, d.path, d.county, d.message) == (other.id, other.path, other.county, other.message)


def states(report: Report) -> dict[tuple[str, str], str]:
    return {(verdict.requirement.id, verdict.county): verdict.state for verdict in report.verdicts}


def harm(before: dict[tuple[str, str], str], after: Report) -> list[tuple[str, str]]:
    """The duties that were met or excused, and are not any more."""
    now = states(after)
    return [key for key, state in before.items() if state in GOOD and now.get(key, state) not in GOOD]


def is_new_fault(report: Report, d: Diagnostic, other: Diagnostic) -> bool:
    """Whether a finding is an error of the file itself that the cure made; what the law finds may only now be seen."""
    known = {(one.id, one.path) for one in report.diagnostics}
    described = other.id == "agency-not-described" and "and describe" in d.remedy
    of_law = bool(requirements.by_id(other.id))
    return other.severity == "error" and (other.id, other.path) not in known and not of_law and not described


def failure(report: Report, d: Diagnostic, on: str = DAY, meant: Report | None = None) -> str:
    """What a cure leaves or harms; empty if one of the ways to type it heals. `meant` is the file without the slip."""
    said = ""
    for text in texts_after(report, d):
        after = check_source(read_text(text, report.source.path), on)
        left = [other.message for other in after.diagnostics if same(d, other)]
        made = [o.message for o in after.diagnostics if not unread(d) and is_new_fault(report, d, o)]
        worse = harm(states(report), after)
        # Nothing more is reported, so everything has to be as it was; but who deletes what a slip has emptied means to.
        if meant and not after.failed and "or delete" not in d.remedy:
            worse += harm(states(meant), after)
        if not (left or made or worse):
            return ""
        said = f"{d.line}:{d.column} {d.id} {d.message!r} -> {d.remedy!r}: left {left}, made {made}, worse {worse}"
    return said


def typed(
    reports: Iterable[tuple[str, Report]],
    on: str = DAY,
    meant: Report | None = None,
    known: frozenset[str] = frozenset(),
) -> tuple[Counter[str], list[str]]:
    """How many remedies could be typed, and what each did that does not heal. The same advice is tried once."""
    count: Counter[str] = Counter()
    wrong: list[str] = []
    tried: set[tuple[str, ...]] = set()
    for kind, report in reports:
        for d in report.diagnostics:
            key = (kind, d.id, d.remedy, re.sub(r"\d+", "", d.message))
            if key in tried or d.message in known or not d.remedy:  # what public sources do not show, nobody can write
                continue
            tried.add(key)
            if not texts_after(report, d):
                count["left to the author"] += 1
                continue
            count["typed"] += 1
            if said := failure(report, d, on, meant):
                wrong.append(f"{kind}: {said}")
    return count, wrong


def test_each_remedy_of_each_case_heals() -> None:
    count, wrong = Counter[str](), list[str]()
    for on in sorted({day_of(path) for path in FILES}):
        reports = [("", report_of_case(path)) for path in FILES if day_of(path) == on]
        found, said = typed(reports, on)
        count, wrong = count + found, wrong + said
    assert wrong == []
    assert count["typed"] > 400
    assert count["left to the author"] < 140


def test_each_example_of_what_meets_a_requirement_can_be_pasted() -> None:
    """What `explain` shows, put into a file that has nothing wrong, makes nothing wrong."""
    for requirement in requirements.on_record():
        path = example_for(requirement)
        data = merged(read_text(path.read_text("utf-8"), str(path)).data, load_yaml(good_example(requirement)))
        found = check_source(Source("county.yml", "", data), DAY).diagnostics
        told = [d.message for d in found if d.severity in ("error", "warning")]
        assert (requirement.id, told) == (requirement.id, [])


def test_each_remedy_of_a_bad_example_of_a_rule_heals() -> None:
    shown = [rule for rule in RULES if rule.id != "too-many-findings"]  # which lists only some of what it finds
    count, wrong = typed([(rule.id, report_of_example(rule, rule.bad)) for rule in shown])
    assert wrong == []
    assert count["typed"] > 100


@pytest.mark.parametrize(
    ("text", "number", "least"), [(COMPLETE, 250, 150), (EXAMPLE.read_text("utf-8"), 70, 40)], ids=["short", "example"]
)
def test_each_remedy_of_a_slip_heals(text: str, number: int, least: int) -> None:
    """Of all slips in all lines of a file, some by chance."""
    chance = random.Random(11)
    meant = report_of(text)
    made = chance.sample(list(slips(text, chance)), number)
    known = frozenset(d.message for d in meant.diagnostics)
    count, wrong = typed(((kind, report_of(slip)) for kind, slip in made), DAY, meant, known)
    assert wrong == []
    assert count["typed"] > least


def test_what_the_law_forbids_is_to_be_changed_in_fact_before_its_value() -> None:
    text = EXAMPLE.read_text("utf-8").replace("supplants_existing_programs: false", "supplants_existing_programs: true")
    report = report_of(text)
    (found,) = (d for d in report.diagnostics if d.severity == "error")
    assert (found.id, found.message, found.remedy) == (
        "funds-do-not-supplant",
        "program funds supplant funds for existing programs",
        "change the plan and the use of the money first, so that existing programs keep their own funds and program funds "
        "pay for more; once that is done, write, for example\nsupplants_existing_programs: false",
    )
    assert failure(report, found) == ""


@pytest.mark.parametrize(
    ("typed_as", "meant"),
    [("２０１７", "2017"), ("２０１７-０３-１２", "2017-03-12"), ("2０17", "2017"), ("٢٠١٧", "2017")],
)
def test_digits_of_another_script_are_named_and_what_to_type(typed_as: str, meant: str) -> None:
    text = EXAMPLE.read_text("utf-8").replace("developed_on: 2019-03-12", f"developed_on: {typed_as}")
    report = report_of(text)
    (found,) = (d for d in report.diagnostics if d.severity == "error")
    assert (found.id, found.message, found.remedy) == (
        "shape-value",
        f"“{typed_as}” has digits other than 0 to 9",
        f"write {meant}, with the digits 0 to 9",
    )
    assert failure(report, found) == ""


def test_what_is_no_date_in_any_digits_is_told_how_a_date_is_written() -> None:
    text = EXAMPLE.read_text("utf-8").replace("developed_on: 2019-03-12", "developed_on: 2０17-15")
    (found,) = (d for d in report_of(text).diagnostics if d.severity == "error")
    assert found.message == "“2０17-15” is not a valid value for protocol_developed_on"
