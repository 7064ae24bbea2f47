"""A new repository for a county: its county file, and the files around it that let people work with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..checking.fix import TODO
from ..checking.new_county_file import Answers, county_text, full_names, rendered
from ..law import county_schema
from .county_names import COUNTY_FILES, SCHEMA, county_file_of
from .parts import with_part

# Where each file of a repository goes, and the template it is made from.
REPOSITORY = {
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    "mkdocs.yml": "mkdocs.yml",
    "pages/.gitkeep": "gitkeep",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/protocol.yml": "workflow.yml",
    ".vscode/extensions.json": "vscode-extensions.json",
}


class CountyFileExistsError(Exception):
    """The county has a file already; carries its path. Nothing has been written."""


@dataclass(frozen=True, slots=True)
class Started:
    """What `start` did with each file."""

    county_file: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Those that were there already; they are as they were."""
    to_fill_in: int
    is_new_repository: bool
    without_program: Path | None
    """The new `requirements.txt` if nobody has said where to install the program from."""


def start(folder: Path, answers: Answers, on: str) -> Started:
    """Write a county file into a folder, and the files around it if it is not a protocol repository yet.

    Overwrites nothing. Raises CountyFileExistsError before anything is written, OSError.
    """
    is_repository = (folder / COUNTY_FILES).is_dir()
    county_file = folder / county_file_of(answers.counties, answers.kind)
    if county_file.exists():
        raise CountyFileExistsError(str(county_file))
    around = {} if is_repository else dict(_around(answers, on))
    written: list[Path] = []
    kept: list[Path] = []
    text = county_text(answers, on)
    for path, content in {county_file: text, **{folder / path: content for path, content in around.items()}}.items():
        (written if _write_new(path, content) else kept).append(path)
    to_fill_in = len(re.findall(rf"\b{TODO}\b", re.sub(r"(?m)^ *#.*|   # .*", "", text)))
    required = folder / "requirements.txt"
    return Started(
        county_file,
        tuple(written),
        tuple(kept),
        to_fill_in,
        not is_repository,
        required if required in written and not answers.tool else None,
    )


def _around(answers: Answers, on: str) -> Iterator[tuple[str, str]]:
    """Every file of a new repository but the county file: its path and content."""
    for path, template in REPOSITORY.items():
        yield (
            path,
            rendered(
                template,
                full_name=full_names(answers),
                county_file=county_file_of(answers.counties, answers.kind).as_posix(),
                tool=answers.tool,
                tool_with_all=with_part(answers.tool, "all"),
                version=__version__,
            ),
        )
    yield SCHEMA, county_schema.text(on)


def _write_new(path: Path, content: str) -> bool:
    """Write a file unless there is one; returns whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True
