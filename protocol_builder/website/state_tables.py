"""Reads the tables of the State's own record (`schemas/state_record/`) and says, by file and line, what is wrong in them."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..english import closest, join_words, quoted
from ..law import vocabulary
from ..reading.loader import load_yaml
from ..resources import UnfitResourceError

FEWER = "fewer than 11"
"""What is written for a count from 1 to 10, which could single out a child."""
SMALLEST_SHOWN = 11
"""The smallest count, other than 0, that is written as a number."""
SCHEMA = "columns.yaml"
"""The file that says which tables there are and what each column may say."""

MAX_FAULTS_NAMED = 20
"""How many faults a message names."""

_YEAR = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column."""

    cells: Mapping[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that has several, with semicolons between them."""
        return _parts(self.cells[column])


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of the record by name, and the lists of words that its columns use."""

    rows: Mapping[str, tuple[Row, ...]]
    words: Mapping[str, Mapping[str, str]]


def read_tables(folder: Path) -> Tables:
    """Return the tables of a folder with the schema `columns.yaml`.

    Raises:
        UnfitResourceError: something is wrong in a table: a figure without a source, a county named twice, a year that no
            source covers, a small count, an unknown word. The message has a line for each fault, with its file and line.
    """
    schema = load_yaml((folder / SCHEMA).read_text("utf-8"))
    checked = _Checked(folder, schema["words"])
    rows: dict[str, tuple[Row, ...]] = {}
    for name, table in schema["tables"].items():  # sources come first: the other tables name them
        rows[name] = checked.table(name, table)
        if name == "sources":
            checked.years = {row["id"]: row.several("fiscal_years") for row in rows[name]}
    if checked.faults:
        more = len(checked.faults) - MAX_FAULTS_NAMED
        rest = [f"and {more} more"] if more > 0 else []
        raise UnfitResourceError("\n".join([*checked.faults[:MAX_FAULTS_NAMED], *rest]))
    return Tables(rows, schema["words"])


class _Checked:
    """The tables as they are read, and what is wrong in them so far."""

    def __init__(self, folder: Path, words: Mapping[str, Mapping[str, str]]) -> None:
        self.folder, self.words = folder, words
        self.years: dict[str, tuple[str, ...]] = {}
        """The fiscal years that each source covers, by its id."""
        self.faults: list[str] = []

    def table(self, name: str, table: Mapping[str, Any]) -> tuple[Row, ...]:
        """Return the rows of a table that have every column, and note what is wrong in it."""
        columns: dict[str, str] = table["columns"]
        found: list[Row] = []
        seen: dict[tuple[str, ...], int] = {}
        lines = self._lines(name)
        if lines is None:
            return ()
        if not lines or lines[0][1] != list(columns):
            self._fault(name, 1, f"the first line must be {','.join(columns)}")
            return ()
        for line, cells in lines[1:]:
            if len(cells) != len(columns):
                self._fault(
                    name,
                    line,
                    f"{len(cells)} cells for {len(columns)} columns; put a cell with a comma in double quotes",
                )
                continue
            row = Row(dict(zip(columns, cells, strict=True)), line)
            for fault in self._wrong_cells(row, columns, table.get("may_be_empty", ())):
                self._fault(name, line, fault)
            key = tuple(row[column] for column in table["once"])
            if key in seen:
                self._fault(name, line, _said_twice(row, table["once"], columns, seen[key]))
            seen.setdefault(key, line)
            found.append(row)
        return tuple(found)

    def _lines(self, name: str) -> list[tuple[int, list[str]]] | None:
        """Return the lines of a table that are not empty: (number, cells); None if it cannot be read."""
        try:
            text = (self.folder / f"{name}.csv").read_text("utf-8-sig")
        except OSError as error:
            self._fault(name, 1, f"the table cannot be read: {error.strerror}")
            return None
        except UnicodeDecodeError:
            self._fault(name, 1, "the table is not UTF-8 text; save it as CSV UTF-8")
            return None
        reader = csv.reader(io.StringIO(text))
        return [(reader.line_num, cells) for cells in reader if cells]

    def _wrong_cells(self, row: Row, columns: Mapping[str, str], may_be_empty: tuple[str, ...]) -> Iterator[str]:
        """Yield what is wrong in the cells of a row."""
        for column, kind in columns.items():
            cell = row[column]
            if not cell:
                if column not in may_be_empty:
                    yield _EMPTY.get(kind if kind == "source" else column, f"{column} is empty")
            elif cell != cell.strip():
                yield f"{column} begins or ends with a space"
            elif kind == "source":
                yield from self._unknown_sources(row)
            elif kind in self.words:
                if cell not in self.words[kind]:
                    yield f"{quoted(cell)} is not one of the words for {column}: {join_words(tuple(self.words[kind]), 'or')}"
            elif wrong := _CELLS[kind](cell):
                yield wrong
            if kind == "fiscal_year" and cell and not _CELLS[kind](cell):
                yield from self._uncovered_year(row, cell)

    def _unknown_sources(self, row: Row) -> Iterator[str]:
        for id in row.several("source"):
            if id not in self.years:
                yield f"{quoted(id)} is not a source; write an id of sources.csv: {join_words(tuple(self.years), 'or')}"

    def _uncovered_year(self, row: Row, year: str) -> Iterator[str]:
        ids = [id for id in row.several("source") if id in self.years]
        if ids and not any(year in self.years[id] for id in ids):
            covered = join_words(tuple(dict.fromkeys(known for id in ids for known in self.years[id])))
            named = join_words(tuple(ids))
            yield f"no report covers {year}: {named} covers {covered}" if covered else f"{named} covers no fiscal year"

    def _fault(self, name: str, line: int, sentence: str) -> None:
        self.faults.append(f"{_shown(self.folder / f'{name}.csv')}:{line}: {sentence}")


_EMPTY = {
    "source": "this figure has no source; write the id of one from sources.csv, for example report-2017",
    "place": "this figure has no place in its source; write the page or the heading there",
    "county": "this figure has no county",
}
"""What is said of a cell that must not be empty."""


def _said_twice(row: Row, once: tuple[str, ...], columns: Mapping[str, str], first: int) -> str:
    if "county" in once and columns["county"] == "county":
        year = f" for {row['fiscal_year']}" if "fiscal_year" in once else ""
        return f"{row['county']} is named twice{year}, first in line {first}; keep one"
    return f"the same {join_words(tuple(once))} as in line {first}; keep one"


def _shown(path: Path) -> str:
    """Return a path as a message names it: from the working folder, if it is in it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _county(cell: str) -> str:
    known = vocabulary.counties()
    if cell in known:
        return ""
    meant = closest(cell, known)
    return f"{quoted(cell)} is not a California county" + (f"; did you mean {meant}?" if meant else "")


def _fiscal_year(cell: str) -> str:
    found = _YEAR.fullmatch(cell)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return ""
    return f"{quoted(cell)} is not a fiscal year; write, for example, 2015-16"


def _count(cell: str) -> str:
    if cell == FEWER:
        return ""
    if not cell.isdecimal():
        return f"{quoted(cell)} is not a count; write a whole number or “{FEWER}”"
    if 0 < int(cell) < SMALLEST_SHOWN:
        return f"a count from 1 to 10 can single out a child; write “{FEWER}”"
    return ""


def _is_date(text: str) -> bool:
    if re.fullmatch(r"\d{4}", text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2015-07-01")


def _period(cell: str) -> str:
    days = cell.split("/")
    if len(days) <= 2 and all(map(_is_date, days)) and days == sorted(days):
        return ""
    return f"{quoted(cell)} is not a period; write, for example, 2015-07-01/2016-07-01 or 2014"


def _matching(pattern: str, otherwise: str) -> Callable[[str], str]:
    return lambda cell: "" if re.fullmatch(pattern, cell) else f"{quoted(cell)} is not {otherwise}"


_CELLS: dict[str, Callable[[str], str]] = {
    "text": lambda cell: "",
    "id": _matching(r"[a-z0-9]+(-[a-z0-9]+)*", "an id; write small letters, digits, and hyphens"),
    "county": _county,
    "fiscal_year": _fiscal_year,
    "fiscal_years": lambda cell: next(filter(None, map(_fiscal_year, _parts(cell))), ""),
    "tier": _matching("I|II", "a tier; write I or II, or nothing if the source has none"),
    "count": _count,
    "total": _matching(r"\d+", "a whole number"),
    "money": _matching(r"\d+(\.\d+)?", "a sum; write millions of dollars, for example 17.09"),
    "date": lambda cell: "" if _is_date(cell) else f"{quoted(cell)} is not a date; write, for example, 2024-02-16",
    "period": _period,
    "web": _matching(r"https?://[^\s<>\"]+", "a web address"),
}
"""What is wrong with a cell, by what its column is; nothing if it is right."""
