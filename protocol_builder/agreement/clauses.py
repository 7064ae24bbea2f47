"""The clause library: one file a clause, Markdown with Jinja below a few lines of YAML that say what the clause serves."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .. import resources
from ..law import instruments
from ..protocol.clause_front_matter import divided, fits, strings
from . import topics
from .topics import Topic


class ClauseError(resources.UnfitResourceError):
    """A clause file that cannot be read or filled in; its message says which, where, and why."""


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
    """Ids of requirements whose gaps are shown in it; `*` at the end matches any ending."""
    when: str
    """A Jinja expression; the clause is left out where it is false."""
    is_recital: bool
    topics: tuple[Topic, ...]
    """What a county may say in its own words instead of the library's paragraphs."""
    body: str
    path: Path
    first_line: int

    @property
    def is_duty(self) -> bool:
        """Whether it serves a duty under statute, and so cannot be left out."""
        return self.force == "shall"

    def shows(self, requirement: str) -> bool:
        """Whether this clause is where a requirement is met or its gap is shown."""
        return fits(requirement, self.requirements)


@cache  # called for every requirement of each agreement
def showing(requirement: str, known: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses in which a requirement is met or its gap is shown."""
    return tuple(clause for clause in known if clause.shows(requirement))


def states(requirement: str, known: tuple[Clause, ...], replaced: Collection[str]) -> bool:
    """Whether a clause of the library has the law's words on a requirement; `replaced` has the ids of those not in use."""
    return any(clause.id not in replaced for clause in showing(requirement, known))


class NoClausesError(Exception):
    """There are no clauses for a kind of instrument, so no agreement can be made of it."""


def of_kind(kind: str) -> tuple[Clause, ...]:
    """The clauses of a kind of instrument, in the order of their file names; none for a kind without a library.

    A file that does not say its kind gets those of the protocol. Raises ClauseError as `library` does.
    """
    files = instruments.clause_files(kind).values()
    return _library(tuple((path, path.stat().st_mtime_ns) for path in files))


def library(folder: Path | None = None) -> tuple[Clause, ...]:
    """The clauses of a folder (by default the built-in library), in the order of their file names.

    Raises ClauseError for a file that cannot be read, and for two clauses of one name.
    """
    folder = folder or resources.templates() / "mou" / "clauses"
    return _library(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.md"))))


@cache
def _library(files: tuple[tuple[Path, int], ...]) -> tuple[Clause, ...]:
    found = tuple(_clause(path) for path, _ in files)
    ids = [clause.id for clause in found]
    if twice := next((clause for clause in found if ids.count(clause.id) > 1), None):
        raise ClauseError(
            f"{twice.path.name}: another file has the same name after its number, {twice.id}; rename one of them"
        )
    return found


_KEYS = {"title", "serves", "force", "requirements", "when", "recital", "topics"}


def _clause(path: Path) -> Clause:
    text = path.read_text("utf-8").replace("\r\n", "\n")
    try:
        front, body, first_line = divided(text)
    except yaml.YAMLError as error:
        raise ClauseError(f"{path.name}: the lines between --- and --- cannot be read: {error}") from error
    if not isinstance(front, dict) or not front.get("title"):
        raise ClauseError(f"{path.name}: does not begin with a line ---, a title, and a line ---")
    if unknown := sorted(set(front) - _KEYS):
        raise ClauseError(f"{path.name}: {unknown[0]} is not a key; the keys are {', '.join(sorted(_KEYS))}")
    try:
        known = topics.topics_of(front.get("topics"))
    except ValueError as error:
        raise ClauseError(f"{path.name}: {error}") from error
    fenced = topics.named_in(body)
    if odd := sorted({topic.id for topic in known} ^ set(fenced)):
        where = "is not in the lines between --- and ---" if odd[0] in fenced else f"has no line ::: {odd[0]}"
        raise ClauseError(f"{path.name}: the topic {odd[0]} {where}")
    return Clause(
        id=instruments.clause_id(path),
        title=str(front["title"]),
        serves=strings(front.get("serves")),
        force=str(front.get("force") or "practice"),
        requirements=strings(front.get("requirements")),
        when="" if front.get("when") is None else str(front["when"]),
        is_recital=front.get("recital") is True,
        topics=known,
        body=topics.as_template(body),
        path=path,
        first_line=first_line,
    )
