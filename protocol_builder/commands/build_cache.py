"""Knows which documents a folder holds already and what each was made from. Knows no document and no county file.

A document is made again unless everything that goes into it is the same (the county file, the day of the law, this
program, its templates and the libraries that print) and the document lies there as it was made. Beside the documents of
each county file lies the list of them, so that what several machines have made can be laid together.
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
"""The list beside the documents of a county file."""
_PRINTERS = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "pypandoc_binary", "python-docx", "pyyaml", "typst")


class Kept:
    """The documents below a folder, each with the hash of what it was made from and of what was made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # What is linked here from elsewhere is nobody's to change.
        read = {list_: _read(list_) for list_ in sorted(folder.glob(f"*/{LIST}")) if not list_.parent.is_symlink()}
        self._lists = tuple(list_ for list_, known in read.items() if known)
        self._known = {
            f"{list_.parent.name}/{name}": known for list_ in self._lists for name, known in read[list_].items()
        }
        self._seen: set[str] = set()
        self._lacking: dict[str, dict[str, str]] = {}

    def lacks(self, place: Path, source: str, inputs: str) -> bool:
        """Whether a document has to be made and `put`; `source` is the county file's path, `inputs` a hash."""
        name, about = self._name(place), {"source": self._from_here(source), "inputs": inputs}
        known = self._known.get(name)
        self._seen.add(name)
        if known and known["inputs"] == inputs and known["sha256"] == _hash_of(place):
            self._known[name] = {**known, **about}
            return False
        self._lacking[name] = about
        return True

    def put(self, place: Path, made: bytes) -> None:
        """Put a document in its place."""
        files.write(place, made)
        name = self._name(place)
        self._known[name] = {**self._lacking.pop(name), "sha256": hashlib.sha256(made).hexdigest()}

    def withdraw(self, place: Path) -> None:
        """Take away a document that is no longer made of a county file, unless someone has changed it."""
        known = self._known.pop(self._name(place), None)
        if known and known["sha256"] == _hash_of(place):
            place.unlink()

    def close(self) -> None:
        """Take away the documents, unchanged since, of county files that are gone, and note what there is."""
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
    """The hash of this program's own files and of what it prints with."""
    found = hashlib.sha256(platform.python_version().encode())
    for path in _own_files():
        found.update(f"\0{path.name}\0".encode())
        found.update(path.read_bytes())
    for name in _PRINTERS:
        found.update(f"\0{name} {metadata.version(name)}".encode())
    return found.hexdigest()


def _own_files() -> Iterator[Path]:
    yield from sorted(Path(__file__).parents[1].rglob("*.py"))
    for folder in (resources.schemas(), resources.templates()):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


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
            name: {key: str(entry[key]) for key in ("source", "inputs", "sha256")}
            for name, entry in found.items()
            if Path(name).name == name and name not in ("", "..")
        }
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}
