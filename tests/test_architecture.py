"""The house keeps its shape: imports run in one direction, modules stay small and say what they know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "protocol_builder"
MODULES = sorted(path for path in PACKAGE.glob("*.py") if path.stem != "__init__")

HEAVY = ("docx", "docxtpl", "mkdocs", "pypandoc", "typst")


def imports_of(path: Path) -> set[str]:
    """The modules of this package that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            found |= {node.module} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("protocol_builder."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "protocol_builder":
            found |= {alias.name for alias in node.names}
    return found & {module.stem for module in MODULES}


def test_no_module_imports_itself_by_way_of_others() -> None:
    reached = {path.stem: imports_of(path) for path in MODULES}
    for _ in MODULES:
        reached = {name: seen | {far for near in seen for far in reached[near]} for name, seen in reached.items()}
    assert [name for name, seen in reached.items() if name in seen] == []


def test_nobody_imports_the_command_line() -> None:
    assert [path.stem for path in MODULES if "cli" in imports_of(path) and path.stem != "__main__"] == []


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("source", {"law", "check", "protocol", "judge", "shape"}),
        ("law", {"check", "protocol", "judge", "described"}),
        ("protocol", {"source", "law", "check", "shape"}),
        ("diagnostic", {"source", "law"}),
    ],
)
def test_a_room_knows_nothing_of_the_rooms_that_read_it(module: str, never: set[str]) -> None:
    assert imports_of(PACKAGE / f"{module}.py") & never == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_is_small_and_says_what_it_knows(path: Path) -> None:
    text = path.read_text("utf-8")
    described = ast.get_docstring(ast.parse(text)) or ""
    assert path.stem == "__main__" or "now" in described.split(".")[0], (
        f"{path.name} does not begin by saying what it knows"
    )
    assert len(text.splitlines()) <= 350, f"{path.name} has grown; what is the second thing it knows?"


@pytest.mark.parametrize(
    "arguments", [["--version"], ["check", str(ROOT / "county_configs" / "example.yml")], ["explain"]]
)
def test_a_command_imports_only_what_it_uses(arguments: list[str]) -> None:
    """`check` runs in editors and hooks; Word, PDF, pandoc and the site would make it wait."""
    program = f"""
import sys
from protocol_builder.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
print(sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"
