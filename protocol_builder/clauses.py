"""Knows the clause library: Markdown with Jinja, one file a clause, made into blocks. Knows neither law nor outputs.

What a county typed reaches a clause as words, never as markup or as a template; only what passes through the `markdown`
filter is read as Markdown, on its own, and then put in its place.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from . import resources, source, vocabulary
from .blocks import Blocks, lettered
from .markdown import blocks
from .protocol import Protocol, in_words
from .splice import marked, spliced, words_only


class ClauseError(resources.UnfitResourceError):
    """A clause file that cannot be read or filled in; says which, where and why."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the library."""

    id: str
    title: str
    serves: tuple[str, ...]
    """The statutes and guidance it serves."""
    force: str
    """`shall`, `recommended` or `practice`."""
    requirements: tuple[str, ...]
    """Ids of requirements whose gaps are shown in it; `*` at the end stands for any ending."""
    when: str
    """A Jinja expression; the clause is left out where it is false."""
    is_recital: bool
    body: str
    path: Path
    first_line: int

    def shows(self, requirement: str) -> bool:
        """Whether this clause is where a requirement is met or its gap is shown."""
        return any(
            requirement.startswith(pattern[:-1]) if pattern.endswith("*") else requirement == pattern
            for pattern in self.requirements
        )


def library(folder: Path | None = None) -> tuple[Clause, ...]:
    """The clauses of a folder (by default the library that comes along), in the order of their file names."""
    folder = folder or resources.templates() / "mou" / "clauses"
    return _library(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.md"))))


@cache
def _library(files: tuple[tuple[Path, int], ...]) -> tuple[Clause, ...]:
    found = tuple(_clause(path) for path, _ in files)
    ids = [clause.id for clause in found]
    if twice := next((clause for clause in found if ids.count(clause.id) > 1), None):
        raise ClauseError(
            f"{twice.path.name}: there is another clause {twice.id}; a name after the number is used once"
        )
    return found


_KEYS = {"title", "serves", "force", "requirements", "when", "recital"}


def _clause(path: Path) -> Clause:
    written = path.read_text("utf-8").replace("\r\n", "\n")
    found = re.match(r"---\n(.*?\n)---\n", written, re.DOTALL)
    try:
        front = source.plain(found[1]) if found else None
    except yaml.YAMLError as error:
        raise ClauseError(f"{path.name}: the lines between --- and --- cannot be read: {error}") from error
    if not found or not isinstance(front, dict) or not front.get("title"):
        raise ClauseError(f"{path.name}: begins with a line ---, a title and a line ---")
    if unknown := sorted(set(front) - _KEYS):
        raise ClauseError(f"{path.name}: {unknown[0]} is not among {', '.join(sorted(_KEYS))}")
    return Clause(
        id=re.sub(r"^\d+-", "", path.stem),
        title=str(front["title"]),
        serves=_words(front.get("serves")),
        force=str(front.get("force") or "practice"),
        requirements=_words(front.get("requirements")),
        when="" if front.get("when") is None else str(front["when"]),
        is_recital=front.get("recital") is True,
        body=written[found.end() :],
        path=path,
        first_line=found[0].count("\n"),
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in (value if isinstance(value, list) else [value] if value else []))


def context(protocol: Protocol, on: str) -> dict[str, Any]:
    """What a clause may refer to."""
    several = len(protocol.counties) != 1
    return {
        "protocol": protocol,
        "instrument": protocol.instrument,
        "counties": protocol.counties,
        "county": None if several else protocol.counties[0],
        "several": several,
        "on": on,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "source": protocol.source,
    }


def filled(clause: Clause, values: dict[str, Any]) -> Blocks | None:
    """A clause's blocks for one county file, or None where its `when` is false."""
    try:
        if clause.when and not _environment().compile_expression(clause.when, undefined_to_none=False)(values):
            return None
        written = _template(clause.body).render(values)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        where = f", line {line + clause.first_line}" if line else ""
        raise ClauseError(f"{clause.path.name}{where}: {error}") from error
    return tuple(spliced(lettered(blocks(written))))


def _line_of(error: BaseException) -> int:
    """The line of the template in which rendering stopped."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@cache
def _template(body: str) -> jinja2.Template:
    return _environment().from_string(body)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True, finalize=_typed
    )
    environment.filters |= {"date": date, "names": names, "markdown": marked}
    return environment


_SPACE = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def _typed(value: Any) -> Any:
    """A value as Markdown that prints it exactly as typed. Markup, such as a macro's, has been through here before."""
    if isinstance(value, Markup | jinja2.Undefined) or not isinstance(value, str):
        return Markup("") if value is None else value
    return Markup(_PUNCTUATION.sub(r"\\\1", _SPACE.sub(" ", words_only(value)).strip()))


def date(day: str) -> str:
    """`June 30, 2015`, `June 2015` or `2015` for an ISO day, month or year; other text as it is."""
    try:
        if len(day) == 10:
            found = datetime.date.fromisoformat(day)
            return f"{found:%B}\N{NO-BREAK SPACE}{found.day}, {found.year}"
        return f"{datetime.date.fromisoformat(day + '-01'):%B %Y}" if len(day) == 7 else day
    except ValueError:
        return day


def names(items: Iterable[str], word: str = "and") -> str:
    """Names in a sentence: `a, b and c`."""
    return in_words(tuple(str(item) for item in items), word)
