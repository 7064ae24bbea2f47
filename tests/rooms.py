"""The package's rooms, the imports between them, and the picture of both in CONTRIBUTING.md.

`nox -s rooms` (or `python -m tests.rooms`) draws the picture again; tests/test_architecture.py compares it.
"""

import ast
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "protocol_builder"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

ROOMS = (
    "commands",
    "building",
    "website",
    "comparing",
    "writers",
    "agreement",
    "checking",
    "protocol",
    "law",
    "reading",
)
"""Top first. Everything else in the package is the public face, above all rooms, or a leaf, below them."""
FACE = ("__init__", "__main__", "library")
LEAVES = (
    "alignment",
    "california",
    "characters",
    "compiled_templates",
    "diagnostic",
    "english",
    "files",
    "markup",
    "paths",
    "pycache",
    "resources",
    "workers",
)

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_resources" not in path.parts
}
"""Each module by its name within the package, such as `law.shape`."""

BEGIN, END = "<!-- rooms: drawn by nox -s rooms -->\n", "<!-- end of rooms -->\n"
_WIDTH = 100


def imports_of(name: str) -> Iterator[str]:
    """Yield the modules of this package that a module imports, wherever in it."""
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
    """Return how far down a module is: -1 for the public face, then each room, then the leaves."""
    room = name.split(".")[0]
    return -1 if name in FACE else ROOMS.index(room) if room in ROOMS else len(ROOMS)


def picture() -> str:
    """Draw the rooms, top first, each with its purpose, its size, and its imports from what is below it."""
    arrows = Counter(
        (floor(name), floor(other)) for name in MODULES for other in set(imports_of(name)) if floor(other) > floor(name)
    )
    names = [*ROOMS, "leaves"]
    boxes = [_box("the public face", FACE, ", ".join(FACE))]
    for room in ROOMS:
        inside = [name for name in MODULES if name.split(".")[0] == room]
        purpose = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
        boxes.append(_box(f"{room}/", inside, purpose.partition("\n")[0]))
    boxes.append(_box("leaves", LEAVES, ", ".join(LEAVES)))
    lines: list[str] = []
    for level, box in enumerate(boxes, start=-1):
        below = [f"{name} {arrows[level, at]}" for at, name in enumerate(names) if arrows[level, at]]
        lines += [*box, *([f"    │  {', '.join(below)}", "    ▼"] if below else [])]
    return "\n".join(lines) + "\n"


def _box(title: str, modules: list[str] | tuple[str, ...], text: str) -> Iterator[str]:
    """Yield the lines of one box. Its size is rounded, so that the picture does not change with every commit."""
    files = [MODULES[name] for name in modules]
    size = sum(len(file.read_text("utf-8").splitlines()) for file in files)
    number = sum(file.name != "__init__.py" or file.parent == PACKAGE for file in files)
    facts = f" {number} modules, about {max(round(size, -2), 100):,} lines "
    yield f"┌─ {title} {'─' * (_WIDTH - 6 - len(title) - len(facts))}{facts}─┐"
    yield from (f"│ {line.ljust(_WIDTH - 4)} │" for line in textwrap.wrap(text, _WIDTH - 4))
    yield f"└{'─' * (_WIDTH - 2)}┘"


def drawn(text: str) -> str:
    """Return the text of CONTRIBUTING with the picture as the code has it now between its two markers."""
    before, found, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"CONTRIBUTING.md has lost the lines {BEGIN.strip()} and {END.strip()}; put both back")
    return f"{before}{BEGIN}\n```text\n{picture()}```\n\n{END}{after}"


if __name__ == "__main__":
    CONTRIBUTING.write_text(drawn(CONTRIBUTING.read_text("utf-8")), encoding="utf-8")
