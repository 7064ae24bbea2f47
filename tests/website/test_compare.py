"""The pages that compare counties: what is known, who is on which team, times, and duties in sentences."""

import csv
import html
import io
import re
from functools import cache

import pytest

from protocol_builder.law import requirements, vocabulary
from protocol_builder.website.known_facts import FACTS
from protocol_builder.website.pages import pages
from protocol_builder.website.state_record import NO_FILE

from ..conftest import DAY, EXAMPLE, example_for
from .test_pages import COMPLETE, FUNDING, GAPS, PARTIAL, UNREADABLE, named, words

SUPERSEDED = COMPLETE.replace("  status: in_force ", "  status: superseded ")


@cache
def made(*files: tuple[str, str]) -> dict[str, str | bytes]:
    """The pages and files of a site of Yolo (complete) and Orange (public sources), and the files given."""
    reports = [named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"), *(named(*file) for file in files)]
    return dict(pages(tuple(reports)))


def page(path: str, *files: tuple[str, str]) -> str:
    return str(made(*files)[path])


def row(county: str, *files: tuple[str, str]) -> list[str]:
    """The cells of a county in the table of what is known."""
    table = page("compare.md", *files)
    found = re.search(rf'<tr><th scope="row"><a href="[^"]+">{county}</a></th>(.*?)</tr>', table, re.DOTALL)
    assert found
    return [html.unescape(cell.partition(">")[2]).strip() for cell in found[1].split("<td")[1:]]


def test_every_county_has_one_row_and_an_empty_cell_is_not_missing() -> None:
    table = page("compare.md")
    named_in_rows = re.findall(r'<tr><th scope="row"><a href="[^"]+">([^<]+)</a>', table)
    assert tuple(named_in_rows) == vocabulary.counties()
    assert "An empty cell means that the sources do not show it, not that it is missing." in words(table)
    told = "counties have a county file on this site; for the others, only the State’s record is shown."
    assert f"2 of 58 {told}" in words(table)


def test_a_row_says_what_file_and_record_show() -> None:
    assert row("Yolo")[:5] == [
        "Interagency memorandum of understanding",
        "2025",
        "2014-15 to 2016-17, 2019-20 to 2026-27",
        "II",
        "fewer than 11",
    ]
    assert row("Yolo")[7:10] == ["2 hours", "CSE-IT", "file"]
    assert row("Humboldt") == [NO_FILE, "", "2014-15, 2016-17", "II", "20", *[""] * (len(FACTS) - 5)]
    assert row("Alpine") == [NO_FILE, *[""] * (len(FACTS) - 1)]
    assert row("San Francisco")[9:12] == ["report", "report", ""]


def test_only_a_file_that_says_so_says_that_a_search_found_no_instrument() -> None:
    found_none = "county: Inyo\ninstrument: {kind: none_found, searched_on: 2026-11-20}\n"
    assert row("Inyo", (found_none, "inyo.yml"))[0] == "No instrument found"
    built = made((found_none, "inyo.yml"))
    silent = {path: str(page) for path, page in built.items() if path.endswith(".md") and "inyo" not in path}
    assert "Whether these counties have a protocol is unknown." in words(silent["index.md"])
    assert not [path for path, page in silent.items() if "found in public sources" in page]


def test_an_instrument_that_is_over_says_so() -> None:
    with_old = row("Yolo", (SUPERSEDED, "old.yml"))
    assert with_old[0] == (
        "Interagency memorandum of understanding (no longer in force); Interagency memorandum of understanding"
    )


def test_the_table_can_be_had_and_has_no_small_count() -> None:
    rows = list(csv.DictReader(io.StringIO(bytes(made()["data/counties.csv"]).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert [row["county"] for row in rows] == list(vocabulary.counties())
    assert next(row for row in rows if row["county"] == "Yolo")["county files"] == "yolo.yml"
    assert not [row for row in rows if row["victims"].isdecimal() and 0 < int(row["victims"]) < 11]


def test_a_file_that_cannot_be_read_is_not_taken_for_no_instrument() -> None:
    told = "1 file in this collection cannot be read, and may be for a county without one here."
    assert told in words(page("compare.md", (UNREADABLE, "kern.yml")))
    assert "cannot be read" not in words(page("compare.md"))


def test_teams_are_told_by_function_and_the_others_in_a_sentence() -> None:
    told = words(page("compare/teams.md"))
    assert "Orange Human services (leads)" in told
    assert "Yolo Human services (leads)" in told
    assert "No source here shows who is on a team of 56: Alameda, Alpine," in told


def test_a_body_besides_the_teams_is_told_by_its_name() -> None:
    bodies = "standing_bodies: {review: {name: Case Review Group, seats: {probation: {agency: ssa}}}}\n"
    text = PARTIAL.replace("county: Orange", "county: Kern") + bodies
    assert "Kern Human services (leads) Case Review Group: Probation" in words(
        page("compare/teams.md", (text, "k.yml"))
    )


def test_a_tool_is_told_by_its_acronym_and_a_year_of_funds_is_a_year_in_the_program() -> None:
    text = PARTIAL.replace("county: Orange", "county: Alpine").replace(
        "elects_funds: true", "funds_by_year: [{fiscal_year: 2018-19, tier: tier_2}]"
    )
    tool = "identification: {tools: [{name: Some Screening Tool (SST), agencies: [ssa], youngest: 10}]}\n"
    cells = row("Alpine", (text + tool, "alpine.yml"))
    assert (cells[2], cells[3], cells[8]) == ("2018-19", "II", "SST")


def test_a_duty_that_a_file_does_not_meet_comes_first_and_silence_is_not_missing() -> None:
    files = ((GAPS.replace("county: Yolo", "county: Kern"), "kern.yml"), (FUNDING, "fresno.yml"))
    told = words(page("compare/protocol-team.md", *files))
    assert (
        "The county probation department is on the protocol team WIC 16524.8(a)(1)(A) Not met in 1 county file : Kern ."
        " Met in 1 : Yolo. Not shown by public sources for 55 : Orange; and the 54 counties without a county file."
        " Does not apply in 1 : Fresno."
    ) in told
    assert "54 counties have no county file on this site Alameda, Alpine," in told
    duties = words(page("compare/duties.md", *files))
    assert "Not met in 1 county file: Kern . The county probation department is on the protocol team ." in duties


def test_a_file_of_the_county_that_is_silent_is_not_public_sources() -> None:
    silent, found = re.subn(r"\nreporting:\n( .*\n|\n)+", "\n", COMPLETE.replace("county: Yolo", "county: Kern"))
    assert found == 1
    told = words(page("compare/reporting.md", (silent, "kern.yml")))
    assert "The file does not say in 1 : Kern." in told


def test_the_pages_of_duties_hold_every_requirement_once_and_every_county() -> None:
    found: list[str] = []
    for path, content in made().items():
        if path.startswith("compare/") and 'class="alike"' in str(content):
            for section in str(content).split('<section class="alike">')[1:]:
                asked, _, told = section.partition("</ul>")
                found += re.findall(r"law/([\w-]+)\.html", html.unescape(asked))
                said = words(f"---\n\n{told}")
                assert said.count("Yolo") == 1, path
                assert said.count("Orange") == 1, path
    assert sorted(found) == sorted(requirement.id for requirement in requirements.in_force(DAY))


def test_a_file_that_names_no_county_is_told_by_its_own_name() -> None:
    nameless = "instrument: {kind: interagency_protocol}\n"
    assert "County file draft" in words(page("compare/protocol-team.md", (nameless, "draft.yml")))


def test_where_no_file_shows_a_gap_a_sentence_says_so() -> None:
    assert "No county file here shows that a duty is not met." in words(page("compare/duties.md"))
    with_gap = page("compare/duties.md", (GAPS.replace("county: Yolo", "county: Kern"), "kern.yml"))
    assert "No county file here shows" not in words(with_gap)


def test_a_complete_county_meets_what_it_is_asked() -> None:
    asked = [r for r in requirements.in_force(DAY) if example_for(r) == EXAMPLE]
    not_met = [
        path for path, content in made().items() if path.startswith("compare/") and "Not met in" in words(str(content))
    ]
    assert asked
    assert not_met == []


@pytest.mark.parametrize(
    ("within", "said"),
    [("3 hours", "Orange: stage 1, Crisis, within 3 hours."), ("immediately", "Orange: stage 1, Crisis, immediately.")],
)
def test_stages_are_drawn_side_by_side_and_told_in_words(within: str, said: str) -> None:
    tier = f"mdt: {{kind: dedicated, tiers: [{{name: Crisis, within: {within}}}]}}\n"
    drawn = dict(pages((named(COMPLETE, "yolo.yml"), named(f"{PARTIAL}{tier}", "orange.yml"))))["compare/times.md"]
    chart = html.unescape(str(drawn)[str(drawn).index("<svg") : str(drawn).index("</svg>")])
    assert said in chart
    assert "Yolo: stage 1, Immediate response, within 2 hours; stage 2, Planning meeting, within 10 days." in chart
    assert "not even" in words(str(drawn))


def test_many_counties_have_the_chart_on_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from protocol_builder.website import charts

    monkeypatch.setattr(charts, "MAX_ROWS_WITH_TABLE", 0)
    found = dict(pages((named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))))
    assert "<svg" in str(found["compare/stages.md"])
    assert "<svg" not in str(found["compare/times.md"])
    assert 'href="stages.html"' in str(found["compare/times.md"])
