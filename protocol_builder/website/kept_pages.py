"""Which pages of an earlier website a new one keeps, so that a build after one edit writes only what the edit changed.

A page comes from its Markdown, the settings, the theme, and the titles of other pages. Where all of these are as they
were, its file and its entries of the search are taken from the earlier website. Whatever may be otherwise is written
again: a page is never kept for want of knowledge.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from .. import files
from .built_site import NOT_FOUND

_LIBRARIES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions")
"""What makes a page of its Markdown, besides this program."""
_NEVER = (NOT_FOUND,)
"""Pages that are changed after all others are written."""


class OutdatedError(Exception):
    """What all pages show of one of them has changed, such as its title; all have to be written again."""


class KeptPages:
    """The pages of a website that are the same as in the earlier one, and a record of them for the next build.

    A build first calls `begin`, then `take` for each page; for those not taken it calls `note_title`, and for all of
    them, once they are written, `record`; at the end `close`.
    """

    def __init__(self, place: Path, site: Path, inputs: str) -> None:
        """Read the record of the earlier build at `place`, and its website from `site`.

        `inputs` is a hash of whatever all pages come from and this module does not see, such as the program.
        """
        self._place, self._site, self._inputs = place, site, inputs
        self._known: dict[str, dict[str, Any]] = {}
        self._new: dict[str, dict[str, Any]] = {}
        self._sources: dict[str, str] = {}

    def begin(self, settings: Path, theme: Iterable[Path], sources: Path) -> None:
        """Find out which pages may be kept: none, unless the settings, the theme's folders, and the pages' paths are the same."""
        found = hashlib.sha256(self._inputs.encode())
        for name in _LIBRARIES:
            found.update(f"\0{name} {metadata.version(name)}".encode())
        for name, path in (("settings", settings), *_files(theme)):
            found.update(f"\0{name}\0".encode() + path.read_bytes())
        found.update("\0".join(sorted(path.relative_to(sources).as_posix() for path in sources.rglob("*.md"))).encode())
        self._inputs = found.hexdigest()
        self._known = _read(self._place, self._inputs)

    def forget(self) -> None:
        """Keep nothing of the earlier website."""
        self._known = {}
        self._new = {}

    def take(self, path: str, source: bytes, written: str) -> bytes | None:
        """Return the earlier page (HTML) of a source by its path, if it is the same; `written` is the page's own path."""
        self._sources[path] = _hash(source)
        known = self._known.get(path)
        if not known or written in _NEVER or known["source"] != self._sources[path]:
            return None
        try:
            page = (self._site / written).read_bytes()
        except OSError:
            return None
        if _hash(page) != known["page"]:
            return None
        self._new[path] = known
        return page

    def is_kept(self, path: str) -> bool:
        """Return whether `take` has returned the page of a source."""
        return path in self._new

    def title(self, path: str) -> tuple[str, dict[str, Any]]:
        """Return the title of a page that is kept, and what its source sets at its beginning."""
        return self._new[path]["title"], self._new[path]["settings"]

    def note_title(self, path: str, title: str | None, settings: Mapping[str, Any]) -> None:
        """Compare the title and the settings of a page that is not kept with the earlier ones.

        Raises OutdatedError if they have changed and pages are kept, since each of those may show the earlier ones.
        """
        known = self._known.get(path)
        if known and self._new and (known["title"], known["settings"]) != (title, _plain(settings)):
            raise OutdatedError(path)

    def entries(self, path: str) -> list[dict[str, Any]]:
        """Return the entries of the search for a page that is kept."""
        found: list[dict[str, Any]] = self._new[path]["entries"]
        return found

    def record(
        self, path: str, title: str | None, settings: Mapping[str, Any], entries: list[dict[str, Any]], page: Path
    ) -> None:
        """Record a page, wherever it comes from, with its file as the website has it."""
        self._new[path] = {
            "source": self._sources[path],
            "title": title,
            "settings": _plain(settings),
            "entries": entries,
            "page": _hash(page.read_bytes()),
        }

    def close(self) -> None:
        """Write the record; none if nothing was recorded. Raises OSError."""
        if self._new:
            pages = dict(sorted(self._new.items()))
            files.write(self._place, json.dumps({"inputs": self._inputs, "pages": pages}) + "\n")
        else:
            self._place.unlink(missing_ok=True)


def _files(folders: Iterable[Path]) -> list[tuple[str, Path]]:
    return [
        (path.relative_to(folder).as_posix(), path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _plain(settings: Mapping[str, Any]) -> Any:
    """Return settings as they are after having been in a record."""
    return json.loads(json.dumps(dict(settings), sort_keys=True, default=str))


def _read(place: Path, inputs: str) -> dict[str, dict[str, Any]]:
    """Return the pages of a record that was made of the same; one that cannot be read has none."""
    try:
        found: Any = json.loads(place.read_text("utf-8"))
        if found["inputs"] != inputs:
            return {}
        keys = {"source", "title", "settings", "entries", "page"}
        return {path: page for path, page in found["pages"].items() if page.keys() >= keys}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
