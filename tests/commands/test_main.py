"""The command line's contract: what is printed where, and with which exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder import __version__

from ..conftest import DAY, EXAMPLE, Ran

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["check", "absent.yml"], 2, "Error: absent.yml does not exist"),
        (
            ["check", "--on", "2014-12-31"],
            2,
            "Error: Invalid value for --on: 2014-12-31 is before 2015-01-01, when WIC 16524.6–16524.11 became operative; no earlier law is on record here",
        ),
        (
            ["check", "--on", "soon"],
            2,
            "Error: Invalid value for --on: “soon” is not a date; write YYYY-MM-DD, for example 2018-01-01",
        ),
        (
            ["check", "--format", "xml"],
            2,
            "Error: Invalid value for '--format': 'xml' is not one of 'text', 'json', 'sarif', 'github', 'junit', 'markdown'.",
        ),
        (
            ["explain", "protocol-team-sherif"],
            2,
            "Error: no requirement or rule has the ID “protocol-team-sherif”; did you mean protocol-team-sheriff?",
        ),
        (
            ["explain", "juvenile-court"],
            2,
            "Error: no requirement or rule has the ID “juvenile-court”; did you mean protocol-team-juvenile-court or framework-role-juvenile-court?",
        ),
        (
            ["explain", "qqq"],
            2,
            "Error: no requirement or rule has the ID “qqq”; to list all: protocol-builder explain",
        ),
        (
            ["check", "county_configs/almeda.yml"],
            2,
            "Error: county_configs/almeda.yml does not exist; did you mean county_configs/alameda.yml?",
        ),
        (
            ["check", "napa"],
            2,
            "Error: there is no county file for Napa; to start its file: protocol-builder init Napa",
        ),
        (
            ["check", "san-diego.yml"],
            2,
            "Error: san-diego.yml does not exist; to start its file: protocol-builder init 'San Diego'",
        ),
        (
            ["check", "build/example/mou.docx"],
            2,
            "Error: build/example/mou.docx is a Word document, not a county file; name the .yml file that it was made from",
        ),
        (["nonsense"], 2, "Error: No such command 'nonsense'."),
    ],
)
def test_wrong_usage_is_one_clear_line_and_code_2(run: Run, arguments: list[str], code: int, line: str) -> None:
    ran = run(*arguments)
    assert (ran.out, ran.err.splitlines()[-1], ran.code) == ("", line, code)


@pytest.mark.parametrize("name", ["Los Angeles", "los angeles", "los-angeles", "El Dorado"])
def test_a_countys_name_stands_for_its_file(run: Run, name: str) -> None:
    file = f"county_configs/{name.lower().replace(' ', '-')}.yml"
    assert run("check", name, "--on", DAY) == run("check", file, "--on", DAY)


def test_a_countys_name_stands_for_the_file_of_several_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "San Benito", "Yuba", "--elects-funds", "--developed", "2019", "--separate").code == 0
    of_both = run("check", "county_configs/san-benito-yuba.yml", "--on", DAY)
    assert [run("check", name, "--on", DAY) for name in ("yuba", "San Benito")] == [of_both, of_both]
    assert "benito does not exist" in run("check", "benito").err


def test_what_cannot_be_done_is_code_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    ran = run("check", EXAMPLE, "-o", tmp_path / "taken" / "findings.txt")
    assert ran.code == 3
    assert ran.err.startswith("Error: ")
    assert len(ran.err.splitlines()) == 1


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"protocol-builder {__version__}\n"
    for command in ("check", "build", "mou", "site", "explain", "schema"):
        assert command in run("--help").out
        assert run(command, "--help").code == 0


def test_it_runs_as_a_module_and_survives_a_reader_that_leaves() -> None:
    ran = subprocess.run(
        f"{sys.executable} -m protocol_builder explain | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
