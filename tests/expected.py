"""Expected outputs: text files that a person reads when they change. `GOLDEN=1` (`nox -s golden`) writes them anew."""

import os
from collections.abc import Mapping
from pathlib import Path


def assert_as_expected(text: str, path: Path) -> None:
    """Compare a text, line by line, with the file that holds what is expected; with `GOLDEN=1`, write the file first."""
    if os.environ.get("GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.is_file(), f"{path.name} is missing beside the tests; run: nox -s golden"
    assert text.splitlines() == path.read_text("utf-8").splitlines(), path.name


def assert_all_as_expected(texts: Mapping[str, str], folder: Path) -> None:
    """Compare texts, by the names of their files, with those in a folder, which holds nothing else."""
    if os.environ.get("GOLDEN"):
        folder.mkdir(parents=True, exist_ok=True)
    assert sorted({*texts} | {path.name for path in folder.iterdir()}) == sorted(texts)
    for name, text in texts.items():
        assert_as_expected(text, folder / name)
