"""Read the folder next to a county file in which a county keeps its own words for clauses.

For `county_configs/yolo.yml` it is `county_configs/yolo.clauses/`: `training.md` replaces the clause `training`, and
`training.add.md` is printed after it. The words count as if they were in the county file.
"""

from collections.abc import Iterator
from os.path import isdir
from pathlib import Path
from typing import Any

from yaml import YAMLError

from ..diagnostic import Diagnostic
from ..english import did_you_mean
from ..law import texts as law_texts
from ..law import vocabulary
from .clause_front_matter import divided

_MAX_CHARACTERS = 1_000_000
"""The characters of one file, as many as the county file itself allows for a text."""


def merged(path: str, data: dict[str, Any]) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Return the county file's data with its clause files merged in, and a diagnostic for each file not used.

    `path` is the county file's. If the county file changes the same clause, its own words stay.
    """
    folder = folder_of(path)
    # Path.is_dir raises if the county file's name is too long for a longer ending.
    if not folder or not isdir(folder):  # noqa: PTH112
        return data, ()
    findings: list[Diagnostic] = []
    found: dict[str, dict[str, str]] = {}
    county_folder = folder.parent.resolve()
    for file in sorted(folder.iterdir()):
        name = f"{folder.name}/{file.name}"
        if file.name == "README.md" or file.suffix != ".md":
            findings += _not_read(file, name)
            continue
        id, _, ending = file.name.removesuffix(".md").partition(".")
        text, finding = _read(file, name, id, ending, county_folder)
        if finding:
            findings.append(finding)
        elif id in found or (data.get("clauses") or {}).get(id):
            findings.append(twice(id, f"{name} also changes the clause {id}"))
        else:
            found[id] = {"add" if ending else "replace": text, "file": name}
    return ({**data, "clauses": {**(data.get("clauses") or {}), **found}} if found else data), tuple(findings)


def folder_of(path: str | Path) -> Path | None:
    """Return the path of a county file's folder of clause files, whether it exists or not; None without a name."""
    return Path(path).with_suffix(".clauses") if Path(path).name else None


def _not_read(file: Path, name: str) -> Iterator[Diagnostic]:
    """Yield a finding for a file that is named after a clause and has another ending, such as `training.docx`.

    Also for a folder with such files, which is not looked into.
    """
    if file.is_dir() and not file.is_symlink() and not file.name.startswith("."):
        if any(file.glob("*.md")):
            remedy = f"move its files to {file.parent.name}, next to the others"
            yield _unfit(f"{name} is a folder, and the files in it are not read", file.name, remedy)
        return
    id, *rest = file.name.lower().split(".")
    if rest and id in vocabulary.lists()["clauses"] and file.name.lower() != "readme.md":
        new = f"{id}.add.md" if rest[0] == "add" else f"{id}.md"
        yield _unfit(
            f"{name} is not read, since its name does not end in .md", id, f"save it as text in UTF-8, named {new}"
        )


def _without_front_matter(text: str) -> str:
    """Return the text without the lines at the top that a clause copied from the library has between --- and ---."""
    text = text.replace("\r\n", "\n")
    try:
        front, below, _ = divided(text)
    except YAMLError:
        return text
    return below if isinstance(front, dict) else text


def with_words(before: str, words: str) -> str:
    """Return the text of a clause file with other words: its front matter, line ends and byte order mark stay."""
    text = before.removeprefix("\ufeff").replace("\r\n", "\n")
    below = _without_front_matter(text)
    lead = text[: len(text) - len(below.lstrip("\n"))]
    new = before[: before.startswith("\ufeff")] + lead + words
    return new.replace("\n", "\r\n") if "\r\n" in before else new


def is_readable(file: Path, county_folder: Path) -> bool:
    """Whether a clause file is a file within the folder of its county file, and not too long."""
    try:
        is_inside = file.resolve(strict=True).is_relative_to(county_folder)
        return is_inside and file.is_file() and file.stat().st_size <= 4 * _MAX_CHARACTERS
    except (OSError, RuntimeError):
        return False


def _read(file: Path, name: str, id: str, ending: str, county_folder: Path) -> tuple[str, Diagnostic | None]:
    """Return the text of a clause file, or an empty one and why it cannot be used."""
    known = vocabulary.lists()["clauses"]
    if id not in known:
        return "", _unfit(f"{name}: there is no clause {id}", id, did_you_mean(id, known, "the clauses are"))
    if ending not in ("", "add"):
        remedy = f"name it {id}.md to replace the clause, or {id}.add.md to add to it"
        return "", _unfit(f"{name} is named neither {id}.md nor {id}.add.md", id, remedy)
    try:
        if not file.resolve(strict=True).is_relative_to(county_folder):
            return "", _unfit(f"{name} leads out of the folder of the county file", id, "put the file itself there")
        if not file.is_file() or file.stat().st_size > 4 * _MAX_CHARACTERS:
            return "", _unfit(f"{name} is no file, or longer than {_MAX_CHARACTERS:,} letters", id, "shorten it")
        text = _without_front_matter(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        why = "is not in UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        return "", _unfit(f"{name} {why}", id, "save it as text in UTF-8")
    if not text.strip() or len(text) > _MAX_CHARACTERS:
        return "", _unfit(
            f"{name} is {'longer than a million letters' if text.strip() else 'empty'}", id, "write the clause"
        )
    if "{%" in text or "{{" in text:
        message = f"{name} has marks of the library’s templates, which are printed as they are"
        return "", _unfit(
            message, id, "replace what is between {% and %}, and between {{ and }}, with the county’s words"
        )
    if law_texts.is_placeholder(text):
        return "", _unfit(f"{name} is still to be filled in", id, "write the clause in its place")
    if not ending and known[id].get("duty") and law_texts.is_nothing_instead_of_a_clause(text):
        message = f"{name} says nothing instead of a clause that carries out a statutory duty"
        return "", _unfit(message, id, f"write the clause, or delete {file.name}")
    return text, None


def _unfit(message: str, id: str, remedy: str) -> Diagnostic:
    return Diagnostic("clause-file", "error", message, ("clauses", id), remedy=remedy)


def twice(id: str, message: str) -> Diagnostic:
    """Return the finding that a county file and its clause files say more than one thing about a clause."""
    return Diagnostic(
        "clause-words-twice", "error", message, ("clauses", id), remedy="keep one: replace, add or leave_out"
    )


def texts(data: dict[str, Any]) -> Iterator[str]:
    """Yield the names and texts of the clause files merged into the data, which are part of the file's revision."""
    for entry in (data.get("clauses") or {}).values():
        if isinstance(entry, dict) and "file" in entry:
            yield from (entry["file"], entry.get("replace", ""), entry.get("add", ""))
