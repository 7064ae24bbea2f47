"""The earlier versions of county files, and what changed from one to the next, in words that a public page can print.

They are taken from git, where there is one, without authors and messages; otherwise from a folder next to the county file:
for `county_configs/yolo.yml`, `county_configs/yolo.revisions/2024-06-30.yml` is the file as it was on that date.

What a county has taken out of its file stays out: a long text is not quoted, nor is what was removed, and contact details
and what looks like a person's name are left out.
"""

import datetime
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from os.path import isdir
from pathlib import Path
from typing import Any

from ..checking.check import Report
from ..checking.rules.name_of_a_person import TITLE_KEYS, names_in
from ..english import join_words, number_of
from ..paths import value_at
from ..protocol import clause_files, contacts
from ..reading.county_folder import REVISIONS
from . import git
from .fields import FieldChange, field_changes
from .revisions import Revision, UnreadableRevisionError, revision_of
from .wording import sentence, where

MAX_VERSIONS = 10
"""Earlier versions of a county file that are compared."""
MAX_CHANGES = 8
"""Changes of one version that are named; more are counted."""
_MAX_QUOTED = 60
"""Characters of a text that is quoted."""
_PRIVATE = re.compile(r"\d{3}[-. ]?\d{4}|@")
"""What a telephone number or an email address has."""
_QUOTED = re.compile(r"“([^”]*)”")
_WITHHELD = "(a name, left out here)"

SHALLOW = (
    "Older versions are not shown, because this site was built from a shallow clone. To show them, use actions/checkout "
    "with fetch-depth: 0, or run git fetch --unshallow."
)
UNREADABLE = "This version, or the one before it, cannot be read in full, so nothing is compared."


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a county file, and what changed in it."""

    on: str
    """Its date (ISO); empty for what the file says now, if that is not recorded yet."""
    changes: tuple[str, ...]
    """What changed since the version before it, in sentences without a period."""
    more: int = 0
    """How many changes are not named."""

    @property
    def in_words(self) -> str:
        """What changed, in one line."""
        first = self.changes[0]
        more = len(self.changes) + self.more - 1
        return f"{first}; and {number_of(more, 'other change')}" if more else first


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a county file."""

    versions: tuple[Version, ...]
    """Those in which something changed, the latest first."""
    first_on: str
    """The date (ISO) of the earliest version that was compared."""
    note: str = ""
    """A sentence on what is not shown; empty if everything is."""

    @property
    def dated(self) -> tuple[Version, ...]:
        """The versions that have a date."""
        return tuple(version for version in self.versions if version.on)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A county file as it was, with its clause files."""

    on: str
    name: str
    files: tuple[tuple[str, bytes], ...]
    """The path below the county file's folder, and the content, of each file; none if git does not have it."""


def histories(reports: Iterable[Report]) -> dict[str, History]:
    """Return the history of each county file that has one, by the path in its report.

    Reads git's data and folders of revisions; changes nothing, and needs neither.
    """
    found: dict[str, History] = {}
    of_folder: dict[Path, tuple[tuple[git.PastFile, ...], bool]] = {}
    for report in reports:
        path = Path(report.path)
        if not report.data or not path.is_file():
            continue
        folder = path.parent
        if folder not in of_folder:
            of_folder[folder] = git.past_files(folder)
        past, shallow = of_folder[folder]
        own, misnamed = _in_folder(path)
        stored = own if own and (shallow or not past) else _in_git(path, past)
        if not stored:
            if misnamed:
                found[report.path] = History((), "", misnamed)
            continue
        note = SHALLOW if shallow and stored is not own else misnamed if stored is own else ""
        if history := _history(stored, report, note):
            found[report.path] = history
    return found


def _in_git(path: Path, past: tuple[git.PastFile, ...]) -> tuple[_Stored, ...]:
    """Return the versions that git has of a county file, the oldest first: the last of each day."""
    clauses = f"{path.stem}.clauses/"
    now: dict[str, str] = {}
    by_day: dict[str, dict[str, str]] = {}
    for one in past:
        if one.path == path.name or (one.path.startswith(clauses) and one.path.endswith(".md")):
            now = {**now, one.path: one.blob}
            by_day[one.on] = {name: blob for name, blob in now.items() if blob}
    kept = [(on, names) for on, names in sorted(by_day.items()) if path.name in names][-MAX_VERSIONS:]
    read = git.contents(path.parent, (blob for _, names in kept for blob in names.values())) if kept else {}
    return tuple(
        _Stored(on, path.name, tuple((name, read[blob]) for name, blob in sorted(names.items()) if blob in read))
        for on, names in kept
    )


def _in_folder(path: Path) -> tuple[tuple[_Stored, ...], str]:
    """Return the versions in the folder of a county file's revisions, the oldest first, and a sentence on other files."""
    folder = path.with_suffix(REVISIONS)
    # Path.glob raises if the county file's name is too long for a longer ending.
    there = [file for file in sorted(folder.glob("*.y*ml")) if file.is_file()] if isdir(folder) else []  # noqa: PTH112
    dated = [file for file in there if _is_date(file.stem)]
    other = next((file.name for file in there if not _is_date(file.stem)), "")
    note = f"Not compared: {folder.name}/{other}; the name must be a date, such as 2025-06-30.yml." if other else ""
    found = []
    for file in dated[-MAX_VERSIONS:]:
        clauses = clause_files.folder_of(file)
        beside = sorted(clauses.glob("*.md")) if clauses else []
        names = [(path.name, file), *((f"{path.stem}.clauses/{one.name}", one) for one in beside)]
        found.append(_Stored(file.stem, path.name, tuple((name, one.read_bytes()) for name, one in names)))
    return tuple(found), note


def _is_date(name: str) -> bool:
    try:
        return datetime.date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _history(stored: tuple[_Stored, ...], report: Report, note: str) -> History | None:
    versions = []
    last = _read(stored[-1], report.on)
    if last is None or last.report.source.text != report.source.text:
        now = _public(Revision(report.path, "", report, report.data))
        versions.append(_version("", last, now))
    versions += [_between(old, new, report.on) for old, new in reversed(tuple(pairwise(stored)))]
    shown = tuple(version for version in versions if version.changes)
    return History(shown, stored[0].on, note) if shown or note else None


@lru_cache(maxsize=2000)
def _between(old: _Stored, new: _Stored, on: str) -> Version:
    return _version(new.on, _read(old, on), _read(new, on))


def _version(on: str, old: Revision | None, new: Revision | None) -> Version:
    if old is None or new is None:
        return Version(on, (UNREADABLE.removesuffix("."),))
    if old.counties and new.counties and not set(old.counties) & set(new.counties):
        return Version(on, ("the file is about another county than before",))
    changes = field_changes(old, new)
    signed = dict.fromkeys(_party(change, new.data) for change in changes if _is_signature(change))
    said = (
        *([f"signatures recorded: {join_words(tuple(signed))}"] if signed else []),
        *dict.fromkeys(
            _QUOTED.sub(_shortened, _sentence(change, old.data, new.data))
            for change in changes
            if not _is_signature(change)
        ),
    )
    return Version(on, said[:MAX_CHANGES], len(said) - len(said[:MAX_CHANGES]))


def _is_signature(change: FieldChange) -> bool:
    return change.kind == "added" and change.path[:1] == ("parties",) and "signed" in change.path


def _party(change: FieldChange, data: dict[str, Any]) -> str:
    return str(value_at(data, (*change.path[:2], "name"), "a party"))


@lru_cache(maxsize=2000)
def _read(stored: _Stored, on: str) -> Revision | None:
    """Read a version; None if it cannot be read in full."""
    if not any(name == stored.name for name, _ in stored.files):
        return None
    with tempfile.TemporaryDirectory(prefix="protocol-builder-") as place:
        for name, content in stored.files:
            target = Path(place) / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
        try:
            found = revision_of(Path(place) / stored.name, stored.name, stored.on, on)
        except (UnreadableRevisionError, OSError):
            return None
    return _public(replace(found, data=found.report.data))


def _public(revision: Revision) -> Revision:
    """Return a revision without contact details, and without what looks like a person's name."""
    return replace(revision, data=_without_private(revision.data, ""))


def _without_private(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _without_private(item, name) for name, item in value.items() if name not in contacts.KEYS}
    if isinstance(value, list):
        return [_without_private(item, key) for item in value]
    return _WITHHELD if key in TITLE_KEYS and isinstance(value, str) and any(names_in(value)) else value


def _sentence(change: FieldChange, old: dict[str, Any], new: dict[str, Any]) -> str:
    if change.kind == "removed":
        return f"{where(change.path_old, old)}: removed"
    if change.kind in ("added", "changed") and not all(map(_may_be_quoted, _texts((change.old, change.new)))):
        return f"{where(change.path, new)}: {'added' if change.kind == 'added' else 'the text is different'}"
    return sentence(change, old, new)


def _shortened(quoted: re.Match[str]) -> str:
    """Return a quotation, or the first words of one that is long; nothing of one with a number to call."""
    if _PRIVATE.search(quoted[1]):
        return "“…”"
    return quoted[0] if len(quoted[1]) <= _MAX_QUOTED else f"“{quoted[1][:_MAX_QUOTED].rpartition(' ')[0]} …”"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _may_be_quoted(text: str) -> bool:
    return len(text) <= _MAX_QUOTED and not _PRIVATE.search(text)
