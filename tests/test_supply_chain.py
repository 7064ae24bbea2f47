"""What comes from others: actions by their hash, packages by version and hash, and one list of each that agree."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT
from .test_third_party import LISTED

LOCKS = ROOT / ".ci"
WORKFLOWS = [
    *(ROOT / ".github").glob("workflows/*.yml"),
    *(ROOT / ".github").glob("actions/*/action.yml"),
    ROOT / "templates" / "repository" / "workflow.yml",
]


def locked(name: str) -> dict[str, tuple[str, set[str]]]:
    """Each package of a lock: its version, and the hashes of its files."""
    text = (LOCKS / name).read_text("utf-8")
    entries = re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)[^\n]*\n((?: {4}--hash=[^\n]+\n)+)", f"{text}\n")
    assert len(entries) == len(re.findall(r"(?m)^[\w.-]+==", text)), "a package without a hash"
    return {package: (version, set(re.findall("sha256:[0-9a-f]{64}", hashes))) for package, version, hashes in entries}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.parent.name + "/" + file.name)
def test_every_action_is_named_by_its_hash(file: Path) -> None:
    used = re.findall(r"(?m)^\s*(?:- )?uses: (\S+)( +# v[\d.]+)?", file.read_text("utf-8"))
    assert used
    for action, version in used:
        assert action.startswith("./") or (re.search("@[0-9a-f]{40}$", action) and version), action


@pytest.mark.parametrize("part", ["nox.txt", "check.txt", "all.txt"])
def test_a_part_of_the_lock_has_the_versions_of_the_whole(part: str) -> None:
    whole, own = locked("requirements.txt"), locked(part)
    assert own
    assert {name: entry for name, entry in own.items() if whole.get(name) != entry} == {}


def test_what_makes_the_bill_of_materials_has_the_versions_of_the_rest() -> None:
    whole, own = locked("requirements.txt"), locked("release.txt")
    assert "cyclonedx-bom" in own
    assert {name: whole[name] for name in own if name in whole} == {name: own[name] for name in own if name in whole}


def test_the_licenses_of_all_that_a_release_brings_along_are_listed() -> None:
    assert set(locked("all.txt")) - set(LISTED) <= {"tzdata", "pywin32"}, "packages of other systems"


def test_the_action_installs_from_the_lock() -> None:
    action: Any = yaml.safe_load((ROOT / ".github" / "actions" / "check" / "action.yml").read_text("utf-8"))
    installing = [step["run"] for step in action["runs"]["steps"] if "pip install" in step.get("run", "")]
    lines = [line for run in installing for line in run.splitlines() if "pip install" in line]
    assert len(lines) == 2
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in lines)


def test_the_tasks_install_nothing_without_a_version_that_the_lock_has() -> None:
    text = (ROOT / "noxfile.py").read_text("utf-8")
    own = re.findall(r'session\.install\("([a-z][\w-]*)[^"]*"', text)
    assert own == ["atheris"], "a tool that is not in the lock; that of one task on request is"
    for file in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        assert ".venv/bin/pip install -q -r .ci/nox.txt && .venv/bin/nox" in (ROOT / file).read_text("utf-8")


def test_what_is_trusted_and_where_to_report_is_said() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for part in ("Report a vulnerability", "mkdocs.yml", ".ci/check.txt", ".ci/all.txt", "bill-of-materials.json"):
        assert part in text
    assert "SECURITY.md" in (ROOT / "README.md").read_text("utf-8")
