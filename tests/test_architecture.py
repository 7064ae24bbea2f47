"""The rooms keep their order: imports go only downward, and none goes round in a circle."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "protocol_builder"
ROOMS = ("commands", "website", "writers", "agreement", "checking", "protocol", "law", "reading")
"""Top first. What stands beside them in the package is the public face, above all rooms, or a leaf, below them."""
FACE = ("__init__", "__main__", "library")
LEAVES = ("characters", "diagnostic", "english", "files", "markup", "resources", "workers")

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_resources" not in path.parts
}
HEAVY = ("docx", "docxtpl", "mkdocs", "pypandoc", "typst")


def imports_of(name: str) -> Iterator[str]:
    """The modules of this package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        parent = name.split(".")[: -node.level] if node.level else []
        module = [*parent, *(node.module.split(".") if node.module else ())]
        if not node.level:
            if module[0] != "protocol_builder":
                continue
            module = module[1:]
        for alias in node.names:
            found = [place for place in (".".join([*module, alias.name]), ".".join(module)) if place in MODULES]
            yield from found[:1]


def floor(name: str) -> int:
    """How far down a module is: the public face, each room, the leaves."""
    room = name.split(".")[0]
    return -1 if name in FACE else ROOMS.index(room) if room in ROOMS else len(ROOMS)


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
    """`check` runs in editors and hooks; Word, PDF, pandoc and the site would make it wait."""
    program = f"""
import sys
from protocol_builder.commands.main import main
try:
    main({arguments!r})
except SystemExit:
    pass
print(sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"
