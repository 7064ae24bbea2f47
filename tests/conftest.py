"""What several tests need: a command line in-process and county files to vary."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from protocol_builder import pycache
from protocol_builder.checking import rules
from protocol_builder.checking.check import Report, check_source
from protocol_builder.commands.main import main
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.diagnostic import Path as KeyPath
from protocol_builder.law import requirements
from protocol_builder.law.requirements import Requirement
from protocol_builder.reading import source
from protocol_builder.reading.source import read_text

pytest.register_assert_rewrite("tests.expected")
# Programs that tests start keep what Python compiles; else each would compile every module again, which takes seconds.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A shell that runs the tests in the background has their programs ignore Ctrl+C, which some tests send.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# How long an example takes says something of the machine alone. What else is set, in CI for one, stays.
hypothesis.settings.register_profile(
    "any machine",
    parent=hypothesis.settings(),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "county_configs" / "example.yml"
SYSTEM_OF_CARE = ROOT / "county_configs" / "example-system-of-care.yml"
EXAMPLES = (EXAMPLE, SYSTEM_OF_CARE)
"""An example file for each kind of instrument that has requirements of its own."""
SEVERAL_COUNTIES = (
    (ROOT / "county_configs" / "tri-county.yml")
    .read_text("utf-8")
    .replace("kind: inter_county_agreement", "kind: interagency_mou")
)
"""A file of several counties from public sources, as if its instrument were of a kind that has clauses."""
DAY = "2026-11-22"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, not there yet, in which is kept what takes long to work out; without it that is the package's own."""
    folder = tmp_path / "kept"
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(pycache, "_folder", lambda: folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line and returns what it printed and its exit code."""

    def run(*arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as exit:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(printed.out, printed.err, int(exit.value.code or 0))

    return run


def report_of(text: str, on: str = DAY) -> Report:
    """The report of a county file given as text. Raises KeyError for a finding that nothing explains."""
    return explained(check_source(read_text(text, "county.yml"), on))


def explained(report: Report) -> Report:
    """The report, each finding of which is that of a requirement or a rule; raises KeyError otherwise."""
    for id in {diagnostic.id for diagnostic in report.diagnostics}:
        if not requirements.by_id(id) and not rules.by_id(id):
            raise KeyError(id)
    return report


SILENCE = frozenset(gate.question for id, gate in requirements.gates().items() if id.endswith("_told"))
"""What is asked of every file that leaves a whole section out."""


def to_the_point(report: Report, everything: bool = False) -> list[Diagnostic]:
    """The diagnostics that the expected outputs under tests/cases have.

    Guidance, and sections that a file leaves out, have cases of their own: told again beside every other case, they
    would hide what that case is about.
    """
    return [d for d in report.diagnostics if everything or (d.force != "recommended" and d.question not in SILENCE)]


def line_of(diagnostic: Diagnostic) -> str:
    """A diagnostic in one line, as the expected outputs under tests/cases have it."""
    return f"{diagnostic.line}:{diagnostic.column}: {diagnostic.severity} {diagnostic.id}: {diagnostic.message}"


def lines_of(report: Report, everything: bool = False) -> list[str]:
    """One line a diagnostic."""
    return list(map(line_of, to_the_point(report, everything)))


@pytest.fixture(scope="session")
def website(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of county files of every kind, built once."""
    from protocol_builder.website.engines import build

    from .website_samples import reports

    folder = tmp_path_factory.mktemp("website") / "site"
    build(reports(), folder, strict=True)
    return folder


def hashes_of_two_runs(module: str, render: str) -> set[bytes]:
    """The hashes of one agreement as two processes render it, with other hash seeds and time zones."""
    program = f"""
import hashlib
from protocol_builder.agreement.agreement import agreement
from protocol_builder import check_text
from protocol_builder.{module} import {render}
made = agreement(check_text({SEVERAL_COUNTIES!r}, {DAY!r}, path="tri-county.yml"))
print(hashlib.sha256({render}(made)).hexdigest())
"""
    return {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }


def below(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every value in the data with its path, parents first."""
    ahead: list[tuple[KeyPath, Any]] = [((), data)]
    while ahead:
        path, value = ahead.pop()
        yield path, value
        if isinstance(value, dict):
            ahead += [((*path, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            ahead += [((*path, index), value[index]) for index in reversed(range(len(value)))]


def example_for(requirement: Requirement) -> Path:
    """The example file whose instrument is asked about a requirement."""
    return next(path for path in EXAMPLES if all(gate.applies_to(_data_of(path)) for gate in requirement.asking))


@cache
def _data_of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = source.read(path).data
    return data


_LACKS = ("installed", "not here")
"""How the reason ends for which a test is skipped where a program that it needs is missing."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let tests that could not be run fail in CI, where everything that they need is to be installed."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    reasons = [str(report.longrepr[-1]) for report in skipped if isinstance(report.longrepr, tuple)]
    if lacking := sorted({reason for reason in reasons if reason.endswith(_LACKS)}):
        reporter.write_line("")
        reporter.write_line("NOT RUN, because something is missing on this machine:")
        for reason in lacking:
            reporter.write_line(f"  {reasons.count(reason)} of them: {reason.removeprefix('Skipped: ')}")
        if os.environ.get("CI"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
