"""Describes the county file key by key (Markdown), from its shape, its vocabulary, and the law.

The description has no other source, so it cannot fall behind what is checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..checking import check
from ..diagnostic import Path
from ..english import join_words
from ..law import requirements, shape, vocabulary

_INTRODUCTION = """\
# Every key of the county file

What you can write in a county file, key by key. An editor that knows the schema offers the same as you type. The shape
of the file requires almost nothing. What the law requires is marked with its citation, and `protocol-builder check`
reports what is missing. For what you still have to fill in, write `TODO` (or TBD, N/A, ???). It counts as missing.
"""

_KEYED_BY = {"functions": "FUNCTION", "counties": "COUNTY", "clauses": "CLAUSE"}


@dataclass(frozen=True, slots=True)
class _Section:
    """A map of the file: where it is, and its schema in the shape."""

    heading: str
    path: Path
    """The keys that lead to it; a key that the author chooses is a name in capitals. Empty for shared maps."""
    schema: dict[str, Any]


def reference(on: str | None = None) -> str:
    """Return the reference of every key and word of a county file as Markdown, with the law in effect on a date.

    `on` is a date (ISO), by default today.
    """
    duties: dict[Path, list[str]] = {}
    for requirement in requirements.in_force(check.day(on)):
        if requirement.force == "shall":
            duties.setdefault(requirement.path, []).append(requirement.citation)
    parts = [_INTRODUCTION]
    for section in _sections():
        parts.append("\n".join(_section(section, duties)))
    parts += ["\n".join(_word_list(name)) for name in vocabulary.lists()]
    return "\n".join(parts)


def reference_pages(on: str | None = None) -> dict[str, str]:
    """Return the reference in pages that a phone can load: file name and Markdown. `index.md` is the first."""
    home: dict[str, str] = {}
    head, *parts = re.split(r"(?m)^(?=## )", reference(on))
    pages = {
        "index.md": head,
        "words.md": "# The words that keys can have\n\n",
        "words-as-keys.md": "# The words that are keys\n\n",
    }
    for part in parts:
        heading = part.partition("\n")[0].removeprefix("## ")
        page = home[anchor(heading)] = _page_of(heading)
        pages[page] = pages[page] + part if page in pages else part[1:]  # its first heading is the page's title

    def linked(page: str) -> str:
        def to(found: re.Match[str]) -> str:
            there = home[found[1]]
            return f"]({'' if there == page else there}#{found[1]})"

        return re.sub(r"\]\(#([^)]+)\)", to, pages[page])

    return {page: linked(page) for page in pages}


def _page_of(heading: str) -> str:
    if heading in _shared().values():
        return "seats.md"
    if heading.startswith("Words for "):
        return "words-as-keys.md" if heading in map(_list_title, _KEYED_BY) else "words.md"
    name = heading.partition(".")[0]
    return "index.md" if heading == "The file" else f"{name.replace('_', '-')}.md"


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as Python-Markdown makes it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _sections() -> Iterator[_Section]:
    """Yield the file itself and each map in it, in order; a map that appears in many places once, under its name."""
    waiting = [_Section("The file", (), shape.schema())]
    seen = set()
    while waiting:
        section = waiting.pop(0)
        if id(section.schema) in seen:
            continue
        seen.add(id(section.schema))
        yield section
        below = [
            _Section(_heading((*section.path, key), found), (*section.path, key), found)
            for key, schema in _keys(section.schema)
            for found in _maps(schema)
        ]
        waiting = [*below, *waiting]


def _heading(path: Path, schema: dict[str, Any]) -> str:
    shared = _shared()
    return shared[id(schema)] if id(schema) in shared else ".".join(map(str, path))


def _shared() -> dict[int, str]:
    """Return the names of the maps that appear in several places, by the id of their schema."""
    names = {"seat": "A seat", "seats": "Seats"}
    alternatives = {"phone": "A telephone number", "email": "An email address"}
    shapes = shape.schema()["$defs"]
    return {
        **{id(shapes[key]): name for key, name in names.items()},
        **{id(shapes[key]["anyOf"][-1]): name for key, name in alternatives.items()},
    }


def _keys(schema: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the keys a map can have. Keys from a list of words, or chosen by the author, are one key in capitals."""
    properties = schema.get("properties", {})
    for name, capitals in _KEYED_BY.items():
        if properties and set(properties) == set(vocabulary.lists()[name]):
            return [(capitals, next(iter(properties.values())))]
    if isinstance(schema.get("additionalProperties"), dict):
        return [("NAME", schema["additionalProperties"])]
    return list(properties.items())


def _maps(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the maps that a key can have: its value, an item of its list, one of several alternatives."""
    schema = shape.resolved(schema)
    for found in (schema, *schema.get("anyOf", ())):
        found = shape.resolved(found)
        if "items" in found:
            yield from _maps(found["items"])
        elif found is shape.schema()["$defs"]["county_part"]:
            continue  # the same keys as in the file itself
        elif "properties" in found or isinstance(found.get("additionalProperties"), dict):
            yield found


def _section(section: _Section, duties: dict[Path, list[str]]) -> Iterator[str]:
    yield f"## {section.heading}\n"
    if section.path and (description := section.schema.get("description")):
        yield f"{description}\n"
    yield "| Key | What to write | What it means |"
    yield "|---|---|---|"
    required = section.schema.get("required", ())
    for key, schema in _keys(section.schema):
        path = (*section.path, key)
        must = " (required)" if key in required else ""
        name = f"`{key}`" if key.islower() else f"*{key.lower()}*"
        yield f"| {name}{must} | {_cell(_what_to_write(path, schema))} | {_cell(_meaning(path, schema, duties))} |"
    yield ""


def _what_to_write(path: Path, schema: Any) -> str:
    """Say what to write under a key."""
    maps = list(_maps(schema))
    links = [f"[{_heading(path, found)}](#{anchor(_heading(path, found))})" for found in maps]
    own = shape.resolved(schema)
    if own is shape.schema()["$defs"]["county_part"]:
        alike, stands = (
            join_words(tuple(f"`{key}`" for key in keys))
            for keys in (
                sorted(shape.county_keys(), key=list(own["properties"]).index),
                shape.resolved(own["properties"]["instrument"])["properties"],
            )
        )
        return f"a map with the keys {alike}, as in a file of one county, and `instrument`, with only {stands}"
    if links and "anyOf" not in own:
        return f"{'a list of maps' if own.get('type') == 'array' else 'a map'}: {links[0]}"
    if "x-says" in schema or "x-says" in own:
        says = str(schema.get("x-says") or own["x-says"])
        return f"{says}; see {links[0]}" if links else says
    if own.get("type") == "array":
        return f"a list: {_what_to_write(path, own['items'])}"
    if "enum" in own:
        return _one_of(own["enum"])
    kinds = {"boolean": "true or false", "integer": "a whole number", "object": "a map", "string": "text"}
    return kinds.get(str(own.get("type")), "text")


def _one_of(words: list[str]) -> str:
    for name, known in vocabulary.lists().items():
        if words == list(known):
            return f"one of the [w{_list_title(name)[1:]}](#{anchor(_list_title(name))})"
    return "one of " + ", ".join(f"`{word}`" for word in words)


def _meaning(path: Path, schema: Any, duties: dict[Path, list[str]]) -> str:
    own = shape.resolved(schema)
    description = str(
        schema.get("description") or own.get("description") or schema.get("title") or own.get("title") or ""
    )
    cited = duties.get(path, [])
    if path[-1] in _KEYED_BY.values():
        words = _list_title(next(name for name, capitals in _KEYED_BY.items() if capitals == path[-1]))
        description = f"Any of the [w{words[1:]}](#{anchor(words)})."
        if path[-2] == "seats":
            cited = [
                f"`{at[-1]}` under `{'.'.join(map(str, at[:-2]))}`, {'; '.join(found)}"
                for at, found in duties.items()
                if "seats" in at[:-1]
            ]
    elif path[-1] == "NAME":
        description = "A short name that you choose."
    return f"{description} **Law:** {'; '.join(dict.fromkeys(cited))}." if cited else description


def _word_list(name: str) -> Iterator[str]:
    """Describe a list of words of the vocabulary."""
    yield f"## {_list_title(name)}\n"
    words = [word for word in vocabulary.lists()[name] if not (name == "counties" and vocabulary.is_example(word))]
    if name == "counties":
        yield f"{', '.join(words)}.\n"
        return
    yield "| Word | What it means |"
    yield "|---|---|"
    for word in words:
        label, description = vocabulary.label(name, word), vocabulary.description(name, word)
        yield f"| `{word}` | {_cell(': '.join(text for text in (label, description) if text))} |"
    yield ""


def _list_title(name: str) -> str:
    words = (word.upper() if word in ("mdt", "csec", "ncmec") else word for word in name.split("_"))
    return f"Words for {' '.join(words)}"


def _cell(text: str) -> str:
    """Return text that stays within its cell of a Markdown table."""
    return re.sub(r"\s+", " ", text).replace("|", r"\|").replace("<", "&lt;")
