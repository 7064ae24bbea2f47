"""Pages and files that have been made, so that a build after an edit makes only those that the edit changes.

Each is kept with what it shows (values, not text), and taken again only if it would show the same. `MadePages` keeps them
while the process runs, as `site serve` needs it. `MadeEarlier` also keeps what belongs to a county file from one run of
`build` to the next.
"""

import gzip
import hashlib
import json
import zlib
from dataclasses import fields, is_dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .. import files
from ..checking.check import Report


class MadePages:
    """What has been made, by name."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Any, Any]] = {}

    def find(self, name: str, shown: Any) -> Any:
        """Return what was made under a name if it shows the same as is to be shown; otherwise None.

        What shows None is never the same.
        """
        before, made = self._made.get(name, (None, None))
        return made if shown is not None and before == shown else None

    def keep(self, name: str, shown: Any, made: Any) -> None:
        """Keep what has been made under a name."""
        self._made[name] = shown, made

    def clear(self) -> None:
        """Forget everything, as when the law or the templates change."""
        self._made.clear()


class MadeEarlier(MadePages):
    """What has been made, and the pages and files of county files that an earlier build made.

    Their text is in a record of its own, since a website no longer has it; their other files are taken from the website.
    """

    def __init__(self, place: Path, site: Path, inputs: str) -> None:
        """Read the record of the earlier build at `place`, and files of its website from `site`.

        `inputs` is a hash of whatever all pages come from and no page shows as a value, such as the program.
        """
        super().__init__()
        self._place, self._site, self._inputs = place, site, inputs
        self._known = _read(place, inputs)
        self._new: dict[str, dict[str, Any]] = {}

    def find(self, name: str, shown: Any) -> Any:
        """Return what this process or an earlier build made under a name, if it shows the same; otherwise None."""
        made = super().find(name, shown)
        known = self._known.get(name)
        if made is not None or not known or known["shown"] != _hash(shown):
            return made
        read = self._files(known["files"])
        if read is not None:
            self._new[name] = known
            super().keep(name, shown, read)
        return read

    def keep(self, name: str, shown: Any, made: Any) -> None:
        """Keep what has been made under a name: for the next build if it is the pages and files of a county file."""
        super().keep(name, shown, made)
        if isinstance(made, tuple) and (hash_ := _hash(shown)):
            self._new[name] = {
                "shown": hash_,
                "files": [
                    [path, {"text": content} if isinstance(content, str) else {"sha256": _sha256(content)}]
                    for path, content in made
                ],
            }

    def close(self) -> None:
        """Write the record. Raises OSError."""
        written = json.dumps({"inputs": self._inputs, "made": dict(sorted(self._new.items()))}, ensure_ascii=False)
        files.write(self._place, gzip.compress(written.encode("utf-8", "surrogatepass"), 1, mtime=0))

    def _files(self, listed: list[tuple[str, dict[str, str]]]) -> tuple[tuple[str, str | bytes], ...] | None:
        """Return files by their paths, or None if the website lacks one of them or has another in its place."""
        found: list[tuple[str, str | bytes]] = []
        for path, about in listed:
            if "text" in about:
                found.append((path, about["text"]))
                continue
            try:
                content = (self._site / path).read_bytes()
            except OSError:
                return None
            if _sha256(content) != about["sha256"]:
                return None
            found.append((path, content))
        return tuple(found)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _UnknownError(Exception):
    """A value of which it is not known what it shows."""


def _hash(shown: Any) -> str:
    """Return a hash of what is shown, the same in every process; empty if there is none."""
    try:
        return "" if shown is None else _sha256(json.dumps(_plain(shown)).encode())
    except _UnknownError:
        return ""


def _plain(value: Any) -> Any:
    """Return a value as lists and texts, without what follows from the rest and the program."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Report):  # the program makes its verdicts of these
        return [value.path, value.on, value.source.text, _plain(value.data), _plain(value.diagnostics)]
    if isinstance(value, dict):
        return {"map": [[_plain(key), _plain(of_key)] for key, of_key in value.items()]}
    if isinstance(value, tuple | list):
        return [type(value).__name__, *map(_plain, value)]
    if isinstance(value, set | frozenset):
        return {"set": sorted(json.dumps(_plain(one)) for one in value)}
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields(value))]
    raise _UnknownError(type(value).__name__)


def _read(place: Path, inputs: str) -> dict[str, dict[str, Any]]:
    """Return what is in a record that was made of the same; one that cannot be read has nothing."""
    try:
        found: Any = json.loads(gzip.decompress(place.read_bytes()).decode("utf-8", "surrogatepass"))
        if found["inputs"] != inputs:
            return {}
        return {name: made for name, made in found["made"].items() if made["shown"] and _are_files(made["files"])}
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _are_files(listed: Any) -> bool:
    """Return whether what a record lists are files below the website, each with its text or its hash."""
    return bool(listed) and all(
        not PurePosixPath(path).is_absolute()
        and ".." not in PurePosixPath(path).parts
        and [type(one) for one in about.values()] == [str]
        and about.keys() <= {"text", "sha256"}
        for path, about in listed
    )
