"""Every id that `check` can print is that of a requirement or a rule, and each rule has a file of its own name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol_builder.checking import new_county_file, rules
from protocol_builder.checking.rules import Rule, guidance_left_aside, stale_citations
from protocol_builder.diagnostic import SEVERITIES
from protocol_builder.law import requirements

from ...conftest import DAY, ROOT, report_of

PACKAGE = ROOT / "protocol_builder"
WITH_FINDINGS = (*(PACKAGE / room for room in ("checking", "protocol", "reading")), PACKAGE / "website/mkdocs_hook.py")
"""Where findings are made."""
NO_IDS = {"utf-8", "utf-8-sig"}
OTHER_FILES = {"__init__", "rule", "stale_citations", "guidance_left_aside"}


def ids_in(path: Path) -> Iterator[str]:
    """Every constant of a module that has the form of an id: Diagnostic("…"), _problem("…"), d.id == "…"."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            id = node.value
            if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", id) and id not in NO_IDS and not id.startswith("x-"):
                yield id


def test_every_id_that_the_package_writes_has_an_entry() -> None:
    modules = [path for place in WITH_FINDINGS for path in ([place] if place.is_file() else place.rglob("*.py"))]
    found = {id for path in modules for id in ids_in(path)}
    assert {"file-empty", "shape-value", "clause-file", "term-expired", "file-not-opened", "to-fill-in"} <= found
    assert {id for id in found if not rules.by_id(id) and not requirements.by_id(id)} == set()


def test_every_rule_has_a_file_of_its_name() -> None:
    files = {path.stem for path in (PACKAGE / "checking" / "rules").glob("*.py")} - OTHER_FILES
    of_data = {rule.id for rule in (*stale_citations.rules(), *guidance_left_aside.rules())}
    assert {rule.id.replace("-", "_") for rule in rules.all() if rule.id not in of_data} == files


def test_no_two_entries_have_the_same_id() -> None:
    ids = [*(rule.id for rule in rules.all()), *(requirement.id for requirement in requirements.on_record())]
    assert len(ids) == len(set(ids))


def test_every_guidance_document_has_a_rule() -> None:
    documents = {r.law.rpartition("/")[2] for r in requirements.on_record() if r.force == "recommended"}
    assert {rule.id for rule in guidance_left_aside.rules()} == documents


@pytest.mark.parametrize("rule", rules.all(), ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rules.by_id(rule.id) == rule
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"[A-Z].{8,}[^.]", rule.title)
    assert rule.description.endswith(".")
    assert rule.bad_shown != rule.good


@pytest.mark.parametrize("path", sorted((ROOT / "county_configs").glob("*.yml")), ids=lambda path: path.stem)
def test_the_county_files_of_the_project_give_no_false_alarm(path: Path) -> None:
    ids = {d.id for d in report_of(path.read_text("utf-8")).diagnostics}
    assert ids.isdisjoint({"comment-in-a-text", "curly-quotes", "day-in-the-future"})


def test_a_file_that_has_just_been_begun_gives_no_false_alarm() -> None:
    text = new_county_file.county_text(new_county_file.Answers("Inyo", True, "2019"), DAY)
    ids = {d.id for d in report_of(text).diagnostics}
    assert ids.isdisjoint({"comment-in-a-text", "curly-quotes", "day-in-the-future"})
