"""Which parts of the program each command needs, and what is said where one is not installed."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from protocol_builder.commands import parts

from ..conftest import DAY, EXAMPLE, ROOT, Ran

Run = Callable[..., Ran]

WITHOUT = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ModuleNotFoundError(f"No module named {{name}}", name=name)
sys.meta_path.insert(0, Blocked())
from protocol_builder.commands.main import main
for arguments in {runs}:
    try:
        main(arguments)
    except SystemExit as exit:
        print("code", exit.code, file=sys.stderr)
"""
"""A program that runs command lines without some modules."""


def test_checking_and_starting_a_file_need_neither_documents_nor_the_website(tmp_path: Path) -> None:
    example = str(EXAMPLE)
    runs = [
        ["check", example, "--on", DAY],
        ["check", example, "--on", DAY, "--format", "sarif"],
        ["check", example, "--on", DAY, "--fix"],
        ["init", "Inyo", "-o", str(tmp_path)],
        ["explain", "16524.8"],
        ["schema", "-o", str(tmp_path / "schema.json")],
        ["compare", example, example],
        ["dates", example],
        ["mou", example],
        ["--help"],
    ]
    blocked = {"docx", "docxtpl", "docxcompose", "lxml", "pypandoc", "typst", "mkdocs", "material", "pymdownx", "PIL"}
    program = WITHOUT.format(blocked=blocked, runs=runs)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert [line for line in ran.stderr.splitlines() if line.startswith("code ")] == [
        *["code 0"] * 8,
        "code 3",
        "code 0",
    ], ran.stderr
    assert "Error: the part of the program for documents is not installed; run: pip install " in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "absent", "what"),
    [
        (["mou", EXAMPLE], "typst", "documents"),
        (["verify", EXAMPLE], "docx", "documents"),
        (["template", EXAMPLE], "docx", "documents"),
        (["build", EXAMPLE], "mkdocs", "the website"),
        (["site", "build", EXAMPLE], "mkdocs", "the website"),
        (["site", "serve", ROOT / "county_configs"], "material", "the website"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else str(value),
)
def test_a_command_whose_part_is_missing_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str | Path], absent: str, what: str
) -> None:
    monkeypatch.setattr(parts, "find_spec", lambda name: None if name == absent else find_spec(name))
    ran = run(*arguments)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"Error: the part of the program for {what} is not installed; run: pip install ")


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (None, "protocol-builder[all]==0.1.0"),
        ({"url": "file:///home/x/a%20copy", "dir_info": {}}, "/home/x/a copy[all]"),
        ({"url": "https://example.org/p.whl"}, "protocol-builder[all] @ https://example.org/p.whl"),
    ],
)
def test_what_to_type_is_what_the_program_was_installed_from(
    run: Run, monkeypatch: pytest.MonkeyPatch, origin: object, told: str
) -> None:
    class Distribution:
        def read_text(self, name: str) -> str | None:
            return json.dumps(origin) if origin else None

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Distribution())
    monkeypatch.setattr("protocol_builder.commands.parts.__version__", "0.1.0")
    monkeypatch.setattr(parts, "find_spec", lambda name: None)
    ran = run("build", EXAMPLE)
    assert ran.err == (
        f'Error: the part of the program for documents and the website is not installed; run: pip install "{told}"\n'
    )


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("protocol-builder==1.0", "protocol-builder[all]==1.0"),
        ("protocol_builder @ https://example.org/p.whl", "protocol_builder[all] @ https://example.org/p.whl"),
        ("protocol-builder[site]==1.0", "protocol-builder[site]==1.0"),
        ("protocol-builder-fork==1.0", "protocol-builder-fork==1.0"),
        ("./protocol_builder-1.0-py3-none-any.whl", "./protocol_builder-1.0-py3-none-any.whl"),
        ("", ""),
    ],
)
def test_the_part_is_named_with_the_program_and_with_nothing_else(requirement: str, expected: str) -> None:
    assert parts.with_part(requirement, "all") == expected
