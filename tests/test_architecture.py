"""The rooms keep their order: imports go only downward, and none goes round in a circle."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT
from .rooms import CONTRIBUTING, FACE, LEAVES, MODULES, ROOMS, drawn, floor, imports_of

HEAVY = (
    *("docx", "docxtpl", "mkdocs", "pypandoc", "typst"),
    *(f"protocol_builder.{part}" for part in ("website", "agreement", "writers.word", "writers.pdf", "writers.pandoc")),
)
"""What makes Word, PDF, other formats and the site, and takes long to import."""
PRINTING = ("jinja2", "markdown_it", "protocol_builder.agreement.agreement", "protocol_builder.agreement.blocks")
"""What fills in clauses, and takes long to import as well."""


def test_the_package_has_only_rooms_its_face_and_leaves() -> None:
    assert {name.split(".")[0] for name in MODULES} == {*ROOMS, *FACE, *LEAVES}


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_only_downward(name: str) -> None:
    if name != "__main__":
        assert [other for other in imports_of(name) if floor(other) < floor(name)] == []


def test_no_module_imports_itself_through_others() -> None:
    reached = {name: set(imports_of(name)) for name in MODULES}
    for _ in MODULES:
        reached = {name: seen | {far for near in seen for far in reached[near]} for name, seen in reached.items()}
    assert [name for name, seen in reached.items() if name in seen] == []


def test_the_picture_in_contributing_shows_the_rooms_as_they_are() -> None:
    text = CONTRIBUTING.read_text("utf-8")
    assert text == drawn(text), "run: nox -s rooms"


def test_contributing_names_files_and_folders_that_exist() -> None:
    named = re.findall(r"`([\w./-]+(?:\.(?:py|ya?ml|json|jinja|docx)|/))`", CONTRIBUTING.read_text("utf-8"))
    assert len(named) > 40
    bases = (ROOT, ROOT / "protocol_builder", ROOT / "schemas", ROOT / "templates")
    assert [name for name in named if not any((base / name).exists() for base in bases)] == []


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    tree = ast.parse(text)
    described = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef))]
    public = [node for node in described if not getattr(node, "name", "").startswith("_")]
    assert [getattr(node, "name", name) for node in public if not ast.get_docstring(node)] == []
    assert len(text.splitlines()) <= 500


@pytest.mark.parametrize(
    "arguments", [["--version"], ["check", str(ROOT / "county_configs" / "example.yml")], ["explain"]]
)
def test_a_command_imports_only_what_it_uses(arguments: list[str]) -> None:
    """`check` runs in editors and hooks, and would have to wait."""
    program = f"""
import sys
from protocol_builder.commands.main import main
try:
    main({arguments!r})
except SystemExit:
    pass
print(sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
    assert last_line(program) == "[]"


def test_to_say_of_a_file_that_its_agreement_is_a_draft_takes_nothing_that_prints_agreements(tmp_path: Path) -> None:
    text = (ROOT / "county_configs" / "example.yml").read_text("utf-8")
    file = tmp_path / "alameda.yml"
    file.write_text(re.sub("status: in_force", "status: draft", text).replace("Example County", "Alameda"), "utf-8")
    program = f"""
import sys
from protocol_builder.commands.main import main
try:
    main(["check", {str(file)!r}])
except SystemExit:
    pass
print(sorted(name for name in {PRINTING!r} if name in sys.modules), file=sys.stderr)
"""
    assert last_line(program, says="the agreement is a draft because") == "[]"


def last_line(program: str, says: str = "") -> str:
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert says in ran.stderr
    return ran.stderr.splitlines()[-1]
