"""Which documents a folder holds already, and what each was made from.

A document is made again unless everything that goes into it is the same (the county file, the date of the law, this
program, its templates and the libraries that print) and the document is as it was made. The list of a county file's
documents is in their folder, so that what several machines have made can be put together.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from .. import files, resources

LIST = ".documents.json"
"""The list in the folder of a county file's documents."""
PACKAGE = Path(__file__).parents[1]
"""This program, the modules of all its rooms."""
_LIBRARIES = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "pypandoc_binary", "python-docx", "pyyaml", "typst")


class BuildCache:
    """The documents below a folder, each with the hash of what it was made from and of what was made.

    First ask for every document that is wanted whether it `needs` to be made, then `store` those, then `close`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # What is linked here from elsewhere is nobody's to change.
        read = {list_: _read(list_) for list_ in sorted(folder.glob(f"*/{LIST}")) if not list_.parent.is_symlink()}
        self._lists = tuple(list_ for list_, known in read.items() if known)
        self._known = {
            f"{list_.parent.name}/{name}": known for list_ in self._lists for name, known in read[list_].items()
        }
        self._seen: set[str] = set()
        self._to_make: dict[str, dict[str, str]] = {}

    def needs(self, place: Path, source: str, inputs: str) -> bool:
        """Whether a document has to be made and stored; `source` is the county file's path, `inputs` a hash."""
        name, about = self._name(place), {"source": self._from_here(source), "inputs": inputs}
        known = self._known.get(name)
        self._seen.add(name)
        if known and known["inputs"] == inputs and known["sha256"] == _hash_of(place):
            self._known[name] = {**known, **about}
            return False
        self._to_make[name] = about
        return True

    def store(self, place: Path, made: bytes, prints: str = "", *, once: bool = False) -> None:
        """Write a document that was needed to its place; one that is kept `once` is made again next time.

        `prints` is a hash of what the document prints, for `what_prints`. Raises OSError.
        """
        files.write(place, made)
        name = self._name(place)
        about = self._to_make.pop(name)
        kept = {**about, "inputs": ""} if once else about
        self._known[name] = {**kept, "sha256": hashlib.sha256(made).hexdigest(), "prints": prints}

    def what_prints(self, place: Path) -> str:
        """Return the hash of what a document prints that was given when it was stored; empty if none was."""
        known = self._known.get(self._name(place))
        return known["prints"] if known else ""

    def remove(self, place: Path) -> None:
        """Delete a document that is no longer made of a county file, unless someone has changed it."""
        known = self._known.pop(self._name(place), None)
        if known and known["sha256"] == _hash_of(place):
            place.unlink()

    def close(self) -> None:
        """Delete the documents of county files that are gone, unless someone has changed them, and write the lists."""
        for name, known in sorted(self._known.items()):
            place = self._folder / name
            if name not in self._seen and not (self._folder / known["source"]).exists():
                if known["sha256"] == _hash_of(place):
                    place.unlink()
                del self._known[name]
        listed: dict[Path, dict[str, dict[str, str]]] = {list_: {} for list_ in self._lists}
        for name, known in self._known.items():
            listed.setdefault((self._folder / name).with_name(LIST), {})[Path(name).name] = known
        for place, documents in listed.items():
            if documents:
                files.write(place, json.dumps(documents, indent=1, sort_keys=True) + "\n")
                continue
            place.unlink()
            if not any(place.parent.iterdir()):
                place.parent.rmdir()

    def _name(self, place: Path) -> str:
        return place.relative_to(self._folder).as_posix()

    def _from_here(self, source: str) -> str:
        """The path of a county file seen from the folder, so that it is the same wherever both have been moved."""
        try:
            return Path(os.path.relpath(source, self._folder)).as_posix()
        except ValueError:  # another drive
            return str(Path(source).resolve())


def inputs(parts: Iterable[str]) -> str:
    """The hash of everything that goes into a document: what is named, this program, and how time is set."""
    return hashlib.sha256(
        json.dumps([_program(), os.environ.get("SOURCE_DATE_EPOCH", ""), *parts]).encode()
    ).hexdigest()


@cache
def _program() -> str:
    """The hash of this program's own files, by their paths in it, and of the libraries that it prints with."""
    found = hashlib.sha256(platform.python_version().encode())
    for name, path in _own_files():
        found.update(f"\0{name}\0".encode())
        found.update(path.read_bytes())
    for name in _LIBRARIES:
        found.update(f"\0{name} {metadata.version(name)}".encode())
    return found.hexdigest()


def _own_files() -> Iterator[tuple[str, Path]]:
    """Every module, schema and template: its path in the program, and where it is."""
    for folder in (PACKAGE, resources.schemas(), resources.templates()):
        for path in sorted(folder.rglob("*.py" if folder == PACKAGE else "*")):
            if path.is_file():
                yield path.relative_to(folder.parent).as_posix(), path


def _hash_of(place: Path) -> str:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(place: Path) -> dict[str, dict[str, str]]:
    """The list of an earlier build; an unreadable one is none. A name that leads elsewhere is not believed."""
    try:
        found: Any = json.loads(place.read_text("utf-8"))
        return {
            name: {key: str(entry[key]) for key in ("source", "inputs", "sha256", "prints")}
            for name, entry in found.items()
            if Path(name).name == name and name not in ("", "..")
        }
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}
