"""A county file with the words of its clause files as it would be after some changes, and the agreement it would make.

Nothing of the county's is touched: a draft lives in a folder of its own.
"""

import copy
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from os.path import isdir
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from ..agreement.agreement import Agreement, agreement
from ..checking.check import Report, check_source
from ..paths import value_at
from ..protocol import clause_files
from ..reading import replacement, source
from ..reading.replacement import CannotInsertError
from ..writers.word.document import paragraphs
from .guesses import FileChange

_Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a county file and of the clause files beside it, by name; theirs with their byte order marks."""

    text: str
    clauses: Mapping[str, str]

    @property
    def key(self) -> _Key:
        """What tells it from other drafts."""
        return self.text, tuple(sorted(self.clauses.items()))

    def file_of(self, change: FileChange, data: dict[str, Any]) -> str:
        """Return the name of the clause file that a change is of; empty for the county file."""
        file = value_at(data, (*change.path[:-1], "file")) if change.path[0] == "clauses" else None
        return str(file or "").rpartition("/")[2]

    def with_change(self, change: FileChange, data: dict[str, Any]) -> "Draft":
        """Return the draft with a change of it. Raises CannotInsertError if there is no safe way to write it.

        `data` is that of the county file before any change, with the words of clause files.
        """
        if name := self.file_of(change, data):
            before = self.clauses[name]
            old, new = str(change.old), str(change.new)
            if old not in before:  # the words are read with the line ends of Unix
                old, new = (text.replace("\n", "\r\n") for text in (old, new))
            if old not in before:
                raise CannotInsertError(f"{name} has other words")
            return replace(self, clauses={**self.clauses, name: new.join(before.rsplit(old, 1))})
        text = replacement.replaced(self.text, change.path, change.new, with_aliases=True)
        return replace(self, text=text)


@dataclass
class Workshop:
    """Makes the agreement of drafts of one county file."""

    name: str
    """The name of the county file."""
    on: str
    """The day (ISO) whose law is applied."""
    folder: FilePath
    made: int = 0
    """How many agreements were made so far; each takes a fifth of a second."""
    _reports: dict[_Key, Report] = field(default_factory=dict)
    _agreements: dict[_Key, Agreement] = field(default_factory=dict)
    _made: dict[_Key, list[tuple[str, str]]] = field(default_factory=dict)

    def report(self, draft: Draft) -> Report:
        """Check a draft."""
        if draft.key not in self._reports:
            self._reports[draft.key] = self._checked(draft)
        return self._reports[draft.key]

    def _checked(self, draft: Draft) -> Report:
        place = self.folder / self.name
        if (clauses := clause_files.folder_of(place)) and (draft.clauses or clauses.exists()):
            clauses.mkdir(exist_ok=True)
            for file in clauses.iterdir():
                file.unlink()
            for name, text in draft.clauses.items():
                (clauses / name).write_bytes(clause_bytes(text))
        return check_source(source.read_text(draft.text, str(place)), self.on)

    def agreement(self, draft: Draft) -> Agreement:
        """Return the agreement of a draft."""
        if draft.key not in self._agreements:
            self.made += 1
            self._agreements[draft.key] = agreement(self.report(draft))
        return self._agreements[draft.key]

    def paragraphs(self, draft: Draft) -> list[tuple[str, str]]:
        """Return the paragraphs of a draft's document, each after the name of its article; none if it cannot be read."""
        if draft.key not in self._made:
            report = self.report(draft)
            self._made[draft.key] = paragraphs(self.agreement(draft)) if report.data else []
        return self._made[draft.key]

    def tried(self, draft: Draft, changes: tuple[FileChange, ...]) -> list[tuple[str, str]]:
        """Return the paragraphs as they would be with other values in a draft's data, without writing them as YAML.

        None of them if a file with these values cannot be read.
        """
        data = copy.deepcopy(self.report(draft).source.data)
        for change in changes:
            value_at(data, change.path[:-1])[change.path[-1]] = change.new
        report = check_source(source.Source(str(self.folder / self.name), draft.text, data), self.on)
        self.made += 1
        return paragraphs(agreement(report)) if report.data else []


@contextmanager
def workshop(name: str, on: str) -> Iterator[Workshop]:
    """Give a workshop with a folder of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="protocol-builder-") as folder:
        yield Workshop(name, on, FilePath(folder))


def draft_of(path: FilePath) -> Draft:
    """Read a county file and the clause files beside it, those that check does not use as well. Raises OSError."""
    clauses: dict[str, str] = {}
    if (folder := clause_files.folder_of(path)) and isdir(folder):  # noqa: PTH112
        for file in sorted(folder.glob("*.md")):
            if clause_files.is_readable(file, folder.parent.resolve()):
                clauses[file.name] = file.read_bytes().decode("utf-8", "surrogateescape")
    return Draft(source.read(path).text, clauses)


def clause_bytes(text: str) -> bytes:
    """Return the bytes of a clause file of a draft."""
    return text.encode("utf-8", "surrogateescape")
