"""The State's own record: what it shows of each county, and what the build says of a row that does not fit."""

import csv
import html
import io
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from protocol_builder import resources
from protocol_builder.law import vocabulary
from protocol_builder.website import state_record
from protocol_builder.website.pages import pages
from protocol_builder.website.state_record import FOLDER, read_record, record

from ..conftest import Ran
from .test_pages import COMPLETE, PARTIAL, UNREADABLE, named, site, words


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record's tables, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(resources.schemas() / FOLDER, tmp_path / "record"))


def change(table: Path, old: str, new: str) -> None:
    text = table.read_text("utf-8")
    assert text.count(old) == 1, f"{table.name} has {old!r} {text.count(old)} times"
    table.write_text(text.replace(old, new), "utf-8")


def fault(tables: Path) -> str:
    with pytest.raises(resources.UnfitResourceError) as error:
        read_record(tables)
    return str(error.value)


def test_the_lists_name_as_many_counties_as_the_report() -> None:
    assert [len(record().named_in(year)) for year in record().years] == [30, 35, 38]
    assert [len(record().named_in("2015-16", tier)) for tier in ("I", "II")] == [13, 22]
    assert record().named_in("2016-17", "I") == ("Colusa",)
    assert record().named_in("2014-15", "") == record().named_in("2014-15")
    assert [figure.figure for figure in record().figures_of("participation")] == [35, 47]


def test_totals_are_the_reports_own() -> None:
    (total,) = record().figures_of("victims")
    assert (total.figure, total.period) == (1911, "July 1, 2015 to July 1, 2016")
    shown = {(one.row, one.cws_cms.words, one.county_plans.words) for one in record().types}
    assert ("total", "699", "1,051") in shown
    assert ("victim", "0", "not collected") in shown
    assert ("at_risk", "954", "1,400") in shown


@cache
def collection(*texts: tuple[str, str]) -> dict[str, str]:
    """The pages of a site of several counties: Yolo, Orange, and the files given."""
    return site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"), *(named(text, path) for text, path in texts))


def test_no_count_from_1_to_10_is_anywhere() -> None:
    small = [county for county, count in record().victims.items() if count.words == "fewer than 11"]
    assert len(small) == 11
    assert [county for county, count in record().victims.items() if count.words == "0"] == [
        "Calaveras",
        "Colusa",
        "Sutter",
        "Yuba",
    ]
    made = dict(pages((named(COMPLETE, "example-county.yml"), named(PARTIAL, "orange.yml"))))
    tables = [bytes(made[f"data/{name}.csv"]).decode("utf-8-sig") for name in ("counties", "state-record")]  # type: ignore[arg-type]
    rows = {row["county"]: row["victims"] for row in csv.DictReader(io.StringIO(tables[0]))}
    assert {rows[county] for county in small} == {"fewer than 11"}
    served = [row for row in csv.reader(io.StringIO(tables[1])) if row[0] == "victims served"]
    assert [row[3] for row in served if row[1] in small] == ["fewer than 11"] * 11
    for county in set(small) - {"Yolo"}:
        page = words(str(made[f"counties/{county.lower().replace(' ', '-')}.md"]))
        assert "Victims served fewer than 11, from July 1, 2015 to July 1, 2016 ( the 2017 report , “Number of" in page
    assert re.findall(r'data-sort="(\d+)">fewer than 11', str(made["state/victims.md"])) == ["1"] * 11


def test_every_county_has_one_page() -> None:
    made = collection((UNREADABLE, "alpine.yml"))
    pages_of = {path: page for path, page in made.items() if re.fullmatch(r"counties/[^/]+\.md", path)}
    titles = [page.split('title: "', 1)[1].split('"', 1)[0] for page in pages_of.values()]
    assert sorted(titles) == sorted([*map(vocabulary.full_name, vocabulary.counties()), "County file alpine"])
    # The name of the county's page is taken by the file that cannot be read.
    assert "Alpine County no county file on this site" in words(made["counties/alpine-2.md"])


def test_a_county_without_a_file_gets_what_the_record_shows_and_no_agreement() -> None:
    made = collection()
    kern = words(made["counties/kern.md"])
    assert "Kern County no county file on this site This site has no county file for Kern County." in kern
    assert "Whether the county has a protocol or a memorandum is unknown here; nothing is said to be missing." in kern
    assert "2014-15, 2015-16 (Tier I), and 2016-17 (Tier II) ( the 2017 report , “Participating Counties”)" in kern
    assert "Placements: Foster family agencies give priority to finding and training homes for CSEC." in kern
    assert "may be for it" not in kern
    alpine = words(made["counties/alpine.md"])
    assert "it is on none of the lists of counties in the program from 2014-15 to 2016-17" in alpine
    assert not [path for path in made if path.startswith(("counties/kern/", "documents/kern", "data/kern"))]
    with_unread = words(collection((UNREADABLE, "x.yml"))["counties/kern.md"])
    assert "A file in this collection that cannot be read may be for it." in with_unread


def test_a_zero_is_what_the_county_reported() -> None:
    made = collection()
    assert "Victims served 0, from July 1, 2015" in words(made["counties/sutter.md"])
    assert "reported no one. That does not mean that no child was exploited." in words(made["counties/sutter.md"])
    assert "reported no one" not in words(made["counties/kern.md"])


def test_a_county_with_a_file_has_the_record_on_its_page_but_not_on_its_own_site() -> None:
    made = collection()
    told = "What the State’s record shows In the CSEC Program 2014-15, 2015-16 (Tier II), and 2016-17 (Tier II)"
    assert told in words(made["counties/orange.md"])
    own = dict(pages((named(PARTIAL, "orange.yml"),)))
    assert "record shows" not in str(own["counties/orange.md"])
    assert not [path for path in own if path.startswith("state/") or path in ("data/counties.csv", "counties/kern.md")]


def test_the_chart_says_in_words_what_it_shows() -> None:
    page = collection()["state/index.md"]
    chart = html.unescape(page[page.index("<svg") : page.index("</svg>")])
    assert "2014-15: 30 counties, no tiers stated. 2015-16: 35 counties, 13 in Tier I and 22 in Tier II." in chart
    assert "2016-17: 38 counties, 1 in Tier I and 37 in Tier II. Later: 47 counties, a count without names." in chart
    assert "fill=" not in chart  # the stylesheet colors it, in light and in dark
    assert "2014-15 30 not stated not stated ( the 2017 report , “Participating Counties”)" in words(page)


def test_where_the_sources_disagree_is_said_next_to_the_figures() -> None:
    page = words(collection()["state/index.md"])
    assert "The list for 2014-15 names 30 counties; the list for 2015-16 names 35." in page
    assert "They are not one measure." in words(collection()["state/victims.md"])
    practices = words(collection()["state/practices.md"])
    assert "“two to 23 hours”; 24 is likely meant" in practices


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        (
            "participation",
            "Yuba,2014-15,,report-2017,Participating Counties",
            "Yuba,2014-15,,,Participating Counties",
            "31: this figure has no source; write the id of one from sources.csv, for example report-2017",
        ),
        (
            "participation",
            "Yuba,2014-15,,report-2017,Participating Counties",
            "Yuba,2014-15,,report-2017,",
            "31: this figure has no place in its source; write the page or the heading there",
        ),
        (
            "participation",
            "Yuba,2014-15,",
            "Yolo,2014-15,",
            "31: Yolo is named twice for 2014-15, first in line 30; keep one",
        ),
        (
            "participation",
            "Yuba,2014-15,",
            "Yuba,2019-20,",
            "31: no report covers 2019-20: report-2017 covers 2014-15, 2015-16, and 2016-17",
        ),
        (
            "participation",
            "Yuba,2014-15,",
            "Yuba,2014-16,",
            "31: “2014-16” is not a fiscal year; write, for example, 2015-16",
        ),
        (
            "participation",
            "Yuba,2014-15,",
            "Yubba,2014-15,",
            "31: “Yubba” is not a California county; did you mean Yuba?",
        ),
        (
            "participation",
            "Colusa,2015-16,I,",
            "Colusa,2015-16,III,",
            "34: “III” is not a tier; write I or II, or nothing if the source has none",
        ),
        (
            "victims_served",
            "Marin,fewer than 11,",
            "Marin,10,",
            "12: a count from 1 to 10 can single out a child; write “fewer than 11”",
        ),
        ("victims_served", "Yuba,0,", "Yolo,0,", "39: Yolo is named twice, first in line 38; keep one"),
        (
            "victims_served",
            "Yuba,0,2015-07-01/2016-07-01,report-2017,",
            "Yuba,0,2015-07-01/2016-07-01,report-2016,",
            "39: “report-2016” is not a source; write an id of sources.csv: report-2017, budget-summary, acin-i-23-15, "
            "acin-i-06-24, or sswr-2024",
        ),
        (
            "funding",
            "2016-17,17.09,",
            "2016-17,about 17,",
            "3: “about 17” is not a sum; write millions of dollars, for example 17.09",
        ),
        (
            "victims_served",
            "Yuba,0,2015-07-01/2016-07-01,",
            "Yuba,0,",
            "39: 4 cells for 5 columns; put a cell with a comma in double quotes",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_named_by_file_and_line(
    tables: Path, table: str, old: str, new: str, said: str
) -> None:
    read_record(tables)
    change(tables / f"{table}.csv", old, new)
    assert fault(tables) == f"record/{table}.csv:{said}"


def test_a_count_of_11_and_a_zero_are_shown(tables: Path) -> None:
    change(tables / "victims_served.csv", "Marin,fewer than 11,", "Marin,11,")
    assert read_record(tables).victims["Marin"].words == "11"
    assert read_record(tables).victims["Yuba"].words == "0"


def test_a_table_that_is_not_there_or_not_text_is_named(tables: Path) -> None:
    (tables / "funding.csv").write_bytes(b"\xff\xfe")
    (tables / "amounts.csv").unlink()
    (tables / "practices.csv").write_text("", "utf-8")
    assert fault(tables).splitlines() == [
        "record/funding.csv:1: the table is not UTF-8 text; save it as CSV UTF-8",
        "record/amounts.csv:1: the table cannot be read: No such file or directory",
        "record/practices.csv:1: the first line must be county,kind,what,source,place",
    ]


def test_the_build_says_it_and_ends_with_3(
    tables: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change(tables / "victims_served.csv", "Marin,fewer than 11,", "Marin,2,")
    monkeypatch.setattr(state_record, "FOLDER", tables)
    state_record.record.cache_clear()
    configs = tmp_path / "county_configs"
    configs.mkdir()
    (configs / "orange.yml").write_text(PARTIAL, "utf-8")
    (configs / "yolo.yml").write_text(COMPLETE, "utf-8")
    ran = run("site", "build", "-o", tmp_path / "site")
    state_record.record.cache_clear()
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == (
        "Error: record/victims_served.csv:12: a count from 1 to 10 can single out a child; write “fewer than 11”"
    )
    assert not (tmp_path / "site").exists()
