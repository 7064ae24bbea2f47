"""Knows the clause library: Markdown with Jinja, one file a clause, made into blocks. Knows neither law nor outputs.

What a county typed reaches a clause as words, never as markup or as a template; only what passes through the `markdown`
filter is read as Markdown, on its own, and then put in its place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .. import resources
from ..checking.evaluate import Verdict
from ..english import capitalized, did_you_mean, join_words, printed_date, uncapitalized
from ..law import vocabulary
from ..protocol import time_limits
from ..protocol.model import Protocol
from ..reading import source
from . import clause_facts
from .blocks import Blocks
from .splice import marked, read, reference, typed


class ClauseError(resources.UnfitResourceError):
    """A clause file that cannot be read or filled in; says which, where and why."""


# eq=False: a clause is the same only if it is the same object; comparing their texts would be slow and pointless.
@dataclass(frozen=True, slots=True, eq=False)
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

    @property
    def is_duty(self) -> bool:
        """Whether it serves a duty under statute, and so cannot be left out."""
        return self.force == "shall"

    def shows(self, requirement: str) -> bool:
        """Whether this clause is where a requirement is met or its gap is shown."""
        return any(
            requirement.startswith(pattern[:-1]) if pattern.endswith("*") else requirement == pattern
            for pattern in self.requirements
        )


@cache  # asked for every requirement, for each agreement anew
def showing(requirement: str, known: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses in which a requirement is met or its gap is shown."""
    return tuple(clause for clause in known if clause.shows(requirement))


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
        front = source.load_yaml(found[1]) if found else None
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


def context(
    protocol: Protocol, on: str, verdicts: Iterable[Verdict] = (), known: Iterable[Clause] = ()
) -> dict[str, Any]:
    """What a clause may refer to; the verdicts say which of the county's facts the law allows.

    `known` are the clauses of the library, to whose articles a clause may refer; `pictured` holds the ids of those
    whose words are drawn in an appendix.
    """
    several = len(protocol.counties) != 1
    said = clause_facts.Facts(protocol, verdicts)
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
        "article": _article(known),
        "facts": said.facts,
        "lawful": said.lawful,
        "carriers": said.carriers,
        "pictured": frozenset(),
        "appendix": partial(reference, titled=False),
        "speaks_of": lambda *requirements, **of: Markup(""),
    }


def applies(clause: Clause, values: dict[str, Any]) -> bool:
    """Whether a clause's `when` is true of one county file."""
    with _told_of(clause):
        return not clause.when or bool(_condition(clause.when)(values))


@cache
def _condition(when: str) -> Callable[[dict[str, Any]], Any]:
    return _environment().compile_expression(when, undefined_to_none=False)


def filled(clause: Clause, values: dict[str, Any]) -> Blocks:
    """A clause's blocks for one county file. `values` is the context."""
    with _told_of(clause):
        # What only public sources show of a county it has not agreed to, so its draft supposes instead of promising.
        body = _WILL.sub("would", clause.body) if values["protocol"].is_partial else clause.body
        return read(_template(body).render(values))


_WILL = re.compile(r"\bwill\b")


def _article(known: Iterable[Clause]) -> Callable[[str], Markup]:
    """`article("training")` for clauses: a place for the number and title of that article.

    If an agreement does not have the clause, words stand in its place; a clause that no library has is an error.
    """
    ids = {clause.id for clause in known}

    def article(id: str) -> Markup:
        if id not in ids:
            raise jinja2.TemplateRuntimeError(f"there is no clause {id}; {did_you_mean(id, ids, 'there are')}")
        return reference(id, titled=True)

    return article


@contextmanager
def _told_of(clause: Clause) -> Iterator[None]:
    """What Jinja finds wrong in a clause, told with its file and line."""
    try:
        yield
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        where = f", line {line + clause.first_line}" if line else ""
        raise ClauseError(f"{clause.path.name}{where}: {error}") from error


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
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True, finalize=_printed
    )
    environment.filters |= {
        "date": printed_date,
        "names": names,
        "markdown": marked,
        "labels": clause_facts.labels,
        "capital": capitalized,
        "within": lambda time: time_limits.within(time or ""),
        "at_once": lambda time: time_limits.at_once(time or ""),
        "inward": inward,
    }
    environment.globals |= {"common": clause_facts.common, "chosen": clause_facts.chosen, "choice": clause_facts.choice}
    return environment


def _printed(value: Any) -> Any:
    """What `{{ … }}` prints: words exactly as typed, and nothing for None."""
    return Markup("") if value is None else typed(value) if isinstance(value, str) else value


def inward(words: str) -> str:
    """Words as they stand within a sentence; a name keeps its capital letter."""
    return uncapitalized(words) if _NO_NAME.match(words) else words


_NO_NAME = re.compile(r"(The|An?|All|Any\w*|Each|Every\w*|Their|Those|Whoever)\b")


def names(items: Iterable[str], word: str = "and") -> str:
    """Names in a sentence: `a, b, and c`."""
    return join_words(tuple(str(item) for item in items), word)
