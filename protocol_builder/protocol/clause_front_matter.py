"""Which requirements the clauses of the library carry out, as the lines at the top of each clause file say.

`checking` needs no more of a clause than that; its text is filled in by `agreement`.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .. import resources
from ..law.instruments import clause_id
from ..reading.loader import load_yaml

Front = tuple[Any, str, int]
"""What the lines between --- and --- say (not a map if they cannot be used), the text below them, and its first line."""


def divided(text: str) -> Front:
    """Divide the text of a clause file. Raises yaml.YAMLError for lines that cannot be read."""
    found = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    return (load_yaml(found[1]), text[found.end() :], found[0].count("\n")) if found else (None, text, 0)


def fits(requirement: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a requirement's id is one of those listed; `*` at the end of one matches any ending."""
    return any(
        requirement.startswith(pattern[:-1]) if pattern.endswith("*") else requirement == pattern
        for pattern in patterns
    )


@lru_cache(maxsize=4096)  # each file asks it of every requirement that it meets
def is_shown_in(requirement: str, clause: str) -> bool:
    """Return whether a clause of the built-in library, by its id, is where a requirement is met or its gap is shown."""
    return fits(requirement, _requirements(clause))


@cache
def _files() -> dict[str, Path]:
    return {clause_id(path): path for path in (resources.templates() / "mou" / "clauses").rglob("*.md")}


@cache
def _requirements(clause: str) -> tuple[str, ...]:
    if clause not in _files():
        return ()
    front, _, _ = divided(_files()[clause].read_text("utf-8").replace("\r\n", "\n"))
    return strings(front.get("requirements") if isinstance(front, dict) else None)


def strings(value: Any) -> tuple[str, ...]:
    """Return a value of the front matter as texts: a list's items, or the value alone."""
    return tuple(str(item) for item in (value if isinstance(value, list) else [value] if value else []))
