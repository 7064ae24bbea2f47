"""Knows the folder beside a county file in which a county keeps its own words for clauses. Knows no clause's text.

Beside `county_configs/yolo.yml` it is `county_configs/yolo.clauses/`: `training.md` takes the place of the clause
`training`, `training.add.md` is printed after it. What stands there counts as if it stood in the county file.
"""

from collections.abc import Iterator
from os.path import isdir
from pathlib import Path
from typing import Any

from ..diagnostic import Diagnostic
from ..english import did_you_mean
from ..law import vocabulary
from ..law.shape import is_unfinished

_MOST = 1_000_000  # letters, as in the county file


def words(path: str, data: dict[str, Any]) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """The county file's data with the words that stand beside it, and a diagnostic for each file that cannot be used.

    `path` is the county file's. Where both say what becomes of a clause, the county file's own words stay.
    """
    folder = folder_of(path)
    # Path.is_dir raises where a county file's name has no room for a longer ending.
    if not folder or not isdir(folder):  # noqa: PTH112
        return data, ()
    told: list[Diagnostic] = []
    found: dict[str, dict[str, str]] = {}
    within = folder.parent.resolve()
    for file in sorted(folder.glob("*.md")):
        if file.name == "README.md":
            continue
        name = f"{folder.name}/{file.name}"
        id, _, ending = file.name.removesuffix(".md").partition(".")
        read, finding = _read(file, name, id, ending, within)
        if finding:
            told.append(finding)
        elif id in found or (data.get("clauses") or {}).get(id):
            told.append(twice(id, f"{name} says again what becomes of the clause {id}"))
        else:
            found[id] = {"add" if ending else "replace": read, "file": name}
    return ({**data, "clauses": {**(data.get("clauses") or {}), **found}} if found else data), tuple(told)


def folder_of(path: str | Path) -> Path | None:
    """Where the words beside a county file stand, whether there are any or not."""
    return Path(path).with_suffix(".clauses") if Path(path).name else None


def _read(file: Path, name: str, id: str, ending: str, within: Path) -> tuple[str, Diagnostic | None]:
    """The words of a file, or why they cannot be used."""
    known = vocabulary.lists()["clauses"]
    if id not in known:
        return "", _unfit(f"{name}: there is no clause {id}", id, did_you_mean(id, known, "the clauses are"))
    if ending not in ("", "add"):
        remedy = f"name it {id}.md to replace the clause, or {id}.add.md to add to it"
        return "", _unfit(f"{name} is named neither {id}.md nor {id}.add.md", id, remedy)
    try:
        if not file.resolve(strict=True).is_relative_to(within):
            return "", _unfit(f"{name} leads out of the folder of the county file", id, "put the file itself there")
        if not file.is_file() or file.stat().st_size > 4 * _MOST:
            return "", _unfit(f"{name} is no file, or longer than {_MOST:,} letters", id, "shorten it")
        read = file.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        said = "is not in UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        return "", _unfit(f"{name} {said}", id, "save it as text in UTF-8")
    if not read.strip() or len(read) > _MOST:
        return "", _unfit(
            f"{name} is {'longer than a million letters' if read.strip() else 'empty'}", id, "write the clause"
        )
    if is_unfinished(read.lstrip()):
        return "", _unfit(f"{name} is still to be filled in", id, "write the clause in its place")
    return read, None


def _unfit(message: str, id: str, remedy: str) -> Diagnostic:
    return Diagnostic("clause-file", "error", message, ("clauses", id), remedy=remedy)


def twice(id: str, message: str) -> Diagnostic:
    """The finding that more than one thing is said of a clause."""
    return Diagnostic(
        "clause-words-twice", "error", message, ("clauses", id), remedy="keep one: replace, add or leave_out"
    )


def text(data: dict[str, Any]) -> Iterator[str]:
    """The words that came from beside the county file, with their files' names: a revision of it includes them."""
    for entry in (data.get("clauses") or {}).values():
        if isinstance(entry, dict) and "file" in entry:
            yield from (entry["file"], entry.get("replace", ""), entry.get("add", ""))
