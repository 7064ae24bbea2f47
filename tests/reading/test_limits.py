"""Each bound that the website names holds, and what goes beyond it is told with its line and column."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from protocol_builder.checking.check import Report, check_file
from protocol_builder.reading.source import read_text
from protocol_builder.writers.word import sandbox

from ..conftest import DAY, ROOT, report_of

# public_sources_only keeps the law silent, so that only the bounds speak.
BASE = """\
county: Inyo
completeness: public_sources_only
instrument: {kind: interagency_protocol}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""
NO_AGENCIES = BASE[: BASE.index("  probation")]
WIDE = "more than 1,000 entries in one map or list; this is the first over the limit"
VALUES = "the file, with its aliases written out, has more than 50,000 values"

Told = tuple[int, int, str, str]


def of_size(letters: int) -> str:
    return f"{BASE}# {'x' * (letters - len(BASE) - 3)}\n"


def rows(number: int, row: str) -> str:
    return "".join(f"{row.format(n)}\n" for n in range(number))


def parties(number: int) -> str:
    return f"{BASE}parties:\n" + rows(number, "  - {{name: N{}, signature: participates}}")


def agencies(number: int) -> str:
    return NO_AGENCIES + rows(number, "  a{}: {{name: N, kind: county_department, functions: [probation]}}")


def sections(number: int) -> str:
    return f"{BASE}narrative:\n" + rows(number, "  - {{heading: H{}, text: t}}")


def section(letters: int) -> str:
    return f"{BASE}narrative:\n  - heading: H\n    text: {'t' * letters}\n"


def aliases(number: int) -> str:
    return "a: &a N\nb:\n" + "".join(f"- [{', '.join(['*a'] * min(100, number - n))}]\n" for n in range(0, number, 100))


def values(number: int) -> str:
    """A list of 999 values that is there 49 times, what holds it, and so many that the number is reached."""
    ones = ", ".join("1" * (number - 49_004))
    return f"a: &a [{', '.join('1' * 999)}]\nb:\n- [{', '.join(['*a'] * 48)}]\n- [{ones}]\n"


def items(number: int) -> str:
    return "a:\n" + rows(number, "- {}")


def unknown_keys(number: int) -> str:
    return BASE + rows(number, "k{}: 1")


REFUSED: dict[str, list[tuple[Callable[[int], str], int, Told]]] = {
    "size of a county file": [(of_size, 4_000_000, (1, 1, "file-too-large", "the file is larger than 4 MB"))],
    "levels in it": [
        (
            lambda levels: f"a: {'[' * (levels - 1)}{']' * (levels - 1)}\n",
            40,
            (1, 43, "file-too-deep", "more than 40 levels are nested here"),
        )
    ],
    "aliases (`*`) in it": [
        (aliases, 1_000, (13, 4, "file-too-many-aliases", "more than 1,000 aliases (*)"))
    ],
    "values in it, aliases written out": [
        (values, 50_000, (4, 2992, "file-too-many-values", VALUES)),
        (items, 1_000, (1_002, 3, "file-too-wide", WIDE)),
        (lambda number: rows(number, "k{}: 1"), 1_000, (1_001, 1, "file-too-wide", WIDE)),
    ],
    "agencies, parties": [
        (agencies, 500, (4, 1, "shape-limit", "agencies is over the limit of 500 entries")),
        (parties, 500, (6, 1, "shape-limit", "parties is over the limit of 500 entries")),
    ],
    "sections of the county's own text": [
        (sections, 200, (6, 1, "shape-limit", "narrative is over the limit of 200 entries")),
        (section, 1_000_000, (8, 5, "shape-limit", "text is over the limit of 1,000,000 characters")),
    ],
    "findings reported for it": [
        (unknown_keys, 500,
         (1, 1, "too-many-findings", "there are more than 500 findings; only the first are reported")),
    ],
}  # fmt: skip
"""By the row of the table: what makes a file of so many, how many are allowed, and what is said of one more."""

BOUNDS = [(make, most, told) for row in REFUSED.values() for make, most, told in row]


def bounded(report: Report, id: str) -> list[Told]:
    return [(d.line, d.column, d.id, d.message) for d in report.diagnostics if d.id == id]


@pytest.mark.parametrize(
    ("make", "most", "told"), BOUNDS, ids=[f"{told[2]}-{n}" for n, (*_, told) in enumerate(BOUNDS)]
)
def test_what_goes_beyond_a_bound_is_told_and_what_meets_it_is_not(
    make: Callable[[int], str], most: int, told: Told, tmp_path: Path
) -> None:
    (tmp_path / "county.yml").write_text(make(most), "utf-8")
    assert bounded(check_file(tmp_path / "county.yml", DAY), told[2]) == []
    (tmp_path / "county.yml").write_text(make(most + 1), "utf-8")
    assert bounded(check_file(tmp_path / "county.yml", DAY), told[2]) == [told]


NESTED = {
    f"a: {'[' * 1_200}": (1, 43),
    f"a: {'[' * 1_200}{']' * 1_200}": (1, 43),
    f"a: {'{' * 1_200}": (1, 43),
    f"a: {'[ ' * 1_200}": (1, 82),
    f"a:\n  {'[' * 1_200}\nb: c: d": (2, 42),
    f"a: {'[' * 900}\n{'[' * 900}": (1, 43),
    f"{'- ' * 1_200}x": (1, 81),
    "\n".join(f"{' ' * level}-" for level in range(1_200)): (41, 41),
}
"""Texts with more levels than libyaml reads from PyYAML 6.0.4 on, and where the level is that is one too many."""


def refusing(text: str, Loader: type) -> Iterator[yaml.Event]:  # noqa: N803
    """The parser as it is from PyYAML 6.0.4 on: it says nothing of brackets once there are a thousand."""
    found = re.search(r"(?:[\[{] ?){999}[\[{]", text)
    before = text if found is None else text[: found.start()]
    if found is None:
        yield from PARSE(text, Loader=Loader)
        return
    *events, _ = PARSE(f"{before}x", Loader=Loader)
    yield from events[:2]
    line, column = before.count("\n"), found.end() - before.rfind("\n") - 2
    mark = yaml.Mark("", found.end() - 1, line, column, None, 0)
    raise yaml.scanner.ScannerError("while increasing flow level", mark, "exceeded maximum nesting depth", mark)


PARSE = yaml.parse


@pytest.mark.parametrize("refuses", [False, True], ids=["as installed", "refused by libyaml"])
@pytest.mark.parametrize("number", range(len(NESTED)))
def test_too_many_levels_are_found_at_their_place_whatever_libyaml_refuses(
    number: int, refuses: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, place = list(NESTED.items())[number]
    if refuses:
        monkeypatch.setattr(yaml, "parse", refusing)
    found = read_text(text, "county.yml")
    assert [(d.id, d.line, d.column) for d in found.problems] == [("file-too-deep", *place)]


def test_words_beside_a_county_file_are_no_longer_than_a_million_letters(tmp_path: Path) -> None:
    (tmp_path / "county.yml").write_text(BASE, "utf-8")
    (tmp_path / "county.clauses").mkdir()
    words = tmp_path / "county.clauses" / "general.md"
    words.write_text("é" * 1_000_000, "utf-8")
    assert [d for d in check_file(tmp_path / "county.yml", DAY).diagnostics if d.id == "clause-file"] == []
    words.write_text("é" * 1_000_001, "utf-8")
    [told] = [d for d in check_file(tmp_path / "county.yml", DAY).diagnostics if d.id == "clause-file"]
    assert told.message == "county.clauses/general.md is longer than a million letters"


def test_what_the_law_asks_is_told_however_much_else_is_wrong() -> None:
    agencies = rows(300, "  a{0}: {{name: N, kind: county_department, functions: [probation], source: [x{0}, y{0}]}}")
    found = report_of((BASE + agencies).replace("public_sources_only", "complete"))
    asked = [d for verdict in found.verdicts for d in verdict.diagnostics]
    assert len(asked) > 90
    assert {(d.id, d.message) for d in asked} <= {(d.id, d.message) for d in found.diagnostics}
    assert [d.id for d in found.diagnostics].count("source-not-described") == 500
    assert "too-many-findings" in [d.id for d in found.diagnostics]


ELSEWHERE = {
    "a link (symlink) instead of a county file": "test_injection.py: test_a_link_out_of_the_tree_is_not_followed",
    "words for clauses next to a county file": "test_words_beside_a_county_file_are_no_longer_than_a_million_letters",
    "a county's own Word template": "test_template_check.py: test_a_template_has_only_so_much_time_and_memory",
    "a part of a Word document, and all together": "test_active_content.py: test_a_part_larger_than_any_agreement_is_not_read",
}


def test_every_bound_that_the_website_names_has_a_test() -> None:
    page = (ROOT / "site" / "learn" / "speed.md").read_text("utf-8").partition("## What is refused")[2]
    named = {row.group(1) for row in re.finditer(r"^\| ([^|]+?) \| [^|]+ \|$", page, re.MULTILINE)} - {"What"}
    assert named == REFUSED.keys() | ELSEWHERE.keys()
    assert f"{sandbox.MAX_SECONDS} seconds and {sandbox.MAX_MEMORY // 2**30} GB of memory" in page


@pytest.mark.parametrize(("faults", "more"), [(500, 0), (501, 1), (503, 1)])
def test_of_what_the_rules_find_the_first_500_are_reported(faults: int, more: int) -> None:
    sources = [f"source: [nowhere_{n}, nothing_{n}]" for n in range(faults // 2)] + ["source: nowhere"] * (faults % 2)
    agencies = "".join(
        f"  a{n}: {{name: Agency {n}, kind: other, functions: [other], {source}}}\n" for n, source in enumerate(sources)
    )
    found = report_of(f"county: Inyo\ninstrument: {{kind: other}}\nagencies:\n{agencies}").diagnostics
    assert [d.id for d in found].count("source-not-described") == 500
    assert [d.id for d in found if d.id != "source-not-described"] == ["too-many-findings"] * more
