"""The clause library: its wording for every kind of county file, its quotes of the law, and what it must never say."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol_builder.agreement import clauses
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import (
    Block,
    Blocks,
    Box,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    plain_text,
    printed_lines,
)
from protocol_builder.agreement.clause_text import context, filled
from protocol_builder.law import instruments, requirements, vocabulary
from protocol_builder.law.shape import county_keys
from protocol_builder.protocol.from_data import protocol
from protocol_builder.reading import source
from protocol_builder.reading.loader import load_yaml

from ..conftest import DAY, EXAMPLE, ROOT, SYSTEM_OF_CARE, report_of

LIBRARY = ROOT / "templates" / "mou" / "clauses"
FILES = sorted(LIBRARY.glob("*.md"))

COMBINED = """\
county: El Dorado
instrument: {kind: interagency_protocol, adopted_on: 2015-10-20, term: {from: 2015-07-01, until: perpetual, review_by: 2027-06-30}}
csec_program: {elects_funds: true, protocol_developed_on: 2015-06-30}
agencies:
  hhsa: {name: Health and Human Services Agency, kind: county_department, functions: [human_services, mental_health, public_health, substance_use_disorder]}
  court: {name: "Superior Court of California, County of El Dorado", kind: court, functions: [juvenile_court]}
  police: {name: Placerville Police Department, kind: city, functions: [local_law_enforcement, sheriff]}
protocol_team: {lead: human_services, seats: {human_services: {agency: hhsa, title: Director}, juvenile_court: {agency: court}}}
mdt: {kind: existing_team, seats: {public_health: {agency: hhsa}}}
"""

ALMOST_EMPTY = """\
county: Sierra
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true}
agencies:
  county: {name: Social Services, kind: county_department, functions: [human_services]}
"""

BY_CHOICE = """\
county: San Francisco
instrument: {kind: interagency_mou, status: pending, scope: {area: "Two districts", pilot: true, youngest: 10, at_risk: false, nonminor_dependents: false}}
csec_program: {elects_funds: false}
agencies:
  firm: {name: "Ash & Elm | *both* <b>", kind: private, functions: [other]}
"""

FAMILY_TEAM = """\
county: Calaveras
instrument: {kind: interagency_mou, status: in_renewal, term: {from: 2020-07-01, until: 2023-06-30}}
csec_program: {elects_funds: true, protocol_developed_on: 2019}
agencies:
  services: {name: Human Services, kind: county_department, functions: [human_services, child_welfare]}
  city: {name: City Health, kind: city, functions: [public_health]}
  tribe: {name: River Tribe, kind: tribe, functions: [tribe, child_welfare]}
protocol_team: {lead: [human_services, probation], seats: {human_services: {agency: services, note: Leads}}}
steering_committee: {is_protocol_team: true, meets: Monthly}
mdt: {kind: child_and_family_team, convener: services, youth_part: "The youth **leads**.", tiers: [{name: First, within: 2 hours, members: [child_welfare, youth], purpose: "Safety."}, {name: Later, every: Every month}]}
"""

SEVERAL = """\
counties:
  Sutter:
    csec_program: {elects_funds: true, protocol_developed_on: 2015}
    protocol_team: {seats: {human_services: {agency: sutter}, probation: {agency: nobody}}}
    mdt: {kind: child_and_family_team, name: Circle, reconvene_on: [A missing child], seats: {child_welfare: {agency: sutter}}}
    services: {provision: Given., case_management: Together., service_planning: One plan.}
  Yuba:
    csec_program: {elects_funds: false, protocol_developed_on: 2019-05}
    steering_committee: {name: Committee, chair: human_services, seats: {human_services: {agency: yuba, designee: Deputy}}}
    mdt: {kind: dedicated, seats: {federal_agency: {agency: federal}}, safety_planning: A plan.}
  Colusa:
    csec_program: {elects_funds: true}
agencies:
  sutter: {name: Sutter Services, kind: county_department, county: Sutter, functions: [human_services, child_welfare]}
  yuba: {name: Yuba Services, kind: county_department, county: Yuba, functions: [human_services]}
  health: {name: Joint Behavioral Health, kind: joint_agency, functions: [mental_health], provided_by: {mental_health: A provider}}
  schools: {name: Sutter Schools, kind: county_office_of_education, county: Sutter, functions: [county_office_of_education]}
  sheriff: {name: Colusa Sheriff, kind: elected_county_office, county: Colusa, functions: [sheriff]}
  federal: {name: Federal Office, kind: federal_agency, functions: [federal_agency]}
parties:
  - {name: County of Sutter, agencies: [sutter], signature: signs}
  - {name: Joint Behavioral Health, agencies: [health], signature: acknowledges}
narrative:
  - {heading: Own words, text: Ours.}
instrument: {kind: interagency_mou, adopted_on: 2026-12, adopted_by: Board, term: {from: 2027-01-01, until: 2027-06-30}}
"""

NO_COUNTY = "instrument: {}\nagencies: {}\n"

PUBLIC_SOURCES = """\
county: Inyo
completeness: public_sources_only
instrument: {kind: interagency_mou}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""


def two_counties() -> str:
    """Two counties with all that a file can say of each, the second one otherwise and less than the first."""
    data = source.load_yaml(EXAMPLE.read_text("utf-8"))
    own = {key: data.pop(key) for key in sorted(county_keys()) if key in data}
    other = {**own, "information_sharing": {"ongoing": own["information_sharing"]["ongoing"]}}
    other["steering_committee"] = {**own["steering_committee"], "responsibilities": ["analyze_data"]}
    other["mdt"] = {**own["mdt"], "responsibilities": ["basic_needs"], "convened_when": ["identification"]}
    other["identification"] = {"at_risk_indicators": {"any_one_of": ["truancy"]}, "youngest": 10}
    other["reporting"] = {
        "exploitation": {"within": "immediately"},
        "missing": {"by": ["probation"], "within": "5 days"},
    }
    del data["county"]
    return json.dumps({**data, "counties": {"Inyo": own, "Mono": other}}, default=str)


def nothing_done(example: Path = EXAMPLE) -> str:
    """The complete file in which every practice is denied."""
    return re.sub(r"(?m)^(    \w+|  \w+): true( |$)", r"\1: false\2", example.read_text("utf-8"))


SHAPES = {
    "complete": EXAMPLE.read_text("utf-8"),
    "combined agency": COMBINED,
    "almost empty": ALMOST_EMPTY,
    "by choice": BY_CHOICE,
    "family team": FAMILY_TEAM,
    "several counties": SEVERAL,
    "no county": NO_COUNTY,
    "public sources": PUBLIC_SOURCES,
    "two counties": two_counties(),
    "nothing done": nothing_done(),
    "system of care": SYSTEM_OF_CARE.read_text("utf-8"),
    "system of care, almost empty": "county: Inyo\ninstrument: {kind: system_of_care_mou}\nagencies: {}\n",
    "system of care, nothing done": nothing_done(SYSTEM_OF_CARE),
    "system of care, public sources": PUBLIC_SOURCES.replace("interagency_mou", "system_of_care_mou"),
}
ALL_CLAUSES = (
    *clauses.of_kind("interagency_protocol"),
    *(clause for clause in clauses.of_kind("system_of_care_mou") if clause.path.parent.name == "system-of-care"),
)
"""The clauses of every library, the shared ones once."""

DAYS = (DAY, "2016-05-01")

shapes = pytest.mark.parametrize("shape", SHAPES)
days = pytest.mark.parametrize("on", DAYS)


def made(shape: str, on: str = DAY) -> Agreement:
    return agreement(report_of(SHAPES[shape], on))


def from_library(made: Agreement) -> dict[str, Blocks]:
    """The blocks of each clause of the library, without the gaps that are shown after them."""
    ids = {clause.id for clause in ALL_CLAUSES}
    return {
        article.id: tuple(block for block in article.blocks if not isinstance(block, Box))
        for article in made.articles
        if article.id in ids
    }


def words(made: Agreement, id: str) -> str:
    return "\n".join(printed_lines(from_library(made)[id]))


def runs_of(blocks: Blocks) -> Iterator[Run]:
    """Every run of the blocks' paragraphs and lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Listing):
            for item in block.items:
                yield from runs_of(item)


def runs_of_text(blocks: Blocks) -> Iterator[str]:
    """Each heading, paragraph and cell, so that what belongs together is seen together."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield plain_text(block.runs)
            case Listing():
                for item in block.items:
                    yield from runs_of_text(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from map(plain_text, row)
            case Quote():
                yield from runs_of_text(block.blocks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_clause_file_is_named_in_order_and_says_what_it_serves(path: Path) -> None:
    assert re.fullmatch(r"\d{3}-[a-z]+(-[a-z]+)*\.md", path.name)
    front = source.load_yaml(path.read_text("utf-8").split("---\n")[1])
    assert set(front) <= {"title", "serves", "force", "requirements", "when", "recital", "topics"}
    assert front["force"] in ("shall", "recommended", "practice")
    assert isinstance(front["serves"], list)
    assert all(isinstance(citation, str) and citation for citation in front["serves"])


def test_no_two_clauses_share_a_place_an_id_or_a_title() -> None:
    for names in (
        [path.name[:3] for path in FILES],
        [c.id for c in clauses.library()],
        [c.title for c in clauses.library()],
    ):
        assert len(names) == len(set(names)) == len(FILES)


@pytest.mark.parametrize("requirement", requirements.on_record(), ids=lambda requirement: requirement.id)
def test_every_requirement_has_one_clause_in_which_its_gap_is_shown(requirement: requirements.Requirement) -> None:
    kind = instruments.rows()[requirement.file]["x-asked-of"][0]
    found = [clause for clause in clauses.of_kind(kind) if clause.shows(requirement.id)]
    assert len(found) == 1, f"{requirement.id} is shown in {[clause.id for clause in found]}"
    assert found[0].is_duty or requirement.force != "shall", f"{found[0].id} serves the duty {requirement.id}"


def test_the_vocabulary_names_the_clauses_of_the_library_and_which_serve_a_duty() -> None:
    named = vocabulary.lists()["clauses"]
    assert [(id, word["label"], word.get("duty", False)) for id, word in named.items()] == [
        (clause.id, clause.title, clause.is_duty) for clause in {clause.id: clause for clause in ALL_CLAUSES}.values()
    ]


def test_the_times_of_a_clause_are_the_longest_that_a_duty_in_it_allows() -> None:
    for clause in clauses.library():
        measures = {
            measure
            for requirement in requirements.on_record()
            if requirement.force == "shall" and clause.shows(requirement.id)
            for measure in re.findall(r"at_most_\d+_(?:hours|days)", str(_entry(requirement)))
        }
        times = {
            f"at_most_{time.replace(' ', '_')}" for time in vocabulary.lists()["clauses"][clause.id].get("times", ())
        }
        assert times == measures, clause.id


def _entry(requirement: requirements.Requirement) -> object:
    """A requirement's entry as its file has it, with the names of its measures."""
    path = next(
        path for path in requirements.requirement_files() if f"\n  {requirement.id}:\n" in path.read_text("utf-8")
    )
    return load_yaml(path.read_text("utf-8"))["$defs"][requirement.id]


def test_every_clause_that_names_requirements_names_some_that_exist() -> None:
    ids = [requirement.id for requirement in requirements.on_record()]
    for clause in ALL_CLAUSES:
        for pattern in clause.requirements:
            matched = [id for id in ids if id == pattern or (pattern.endswith("*") and id.startswith(pattern[:-1]))]
            assert matched, f"{clause.path.name} names {pattern}"


@shapes
@days
def test_the_text_reads_without_leftovers(shape: str, on: str) -> None:
    leftover = re.compile(
        r"  | [,.;:)]|\( |\(\)|,,|\.\.|;\.|\b(and|the|of) \1\b|\bIn ,|\bNone\b|\{\{|\}\}|\{%|%\}|\*\*|TBD|___|\[\]"
    )
    for id, blocks in from_library(made(shape, on)).items():
        for line in runs_of_text(blocks):
            assert not leftover.search(line), f"{id}: {line}"


@shapes
@days
def test_every_paragraph_is_whole_and_leads_to_what_it_announces(shape: str, on: str) -> None:
    for id, blocks in from_library(made(shape, on)).items():
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Heading):
                assert not isinstance(after, Heading | None), f"{id}: nothing stands below {plain_text(block.runs)}"
            if isinstance(block, Paragraph):
                line = plain_text(block.runs)
                assert re.search(r"[.?:”]$|provides that$", line), f"{id}: {line}"
                if line.endswith((":", "provides that")):
                    assert isinstance(after, Listing | Table | Quote), f"{id}: nothing follows {line}"
                assert "|" not in line.replace("Ash & Elm | *both* <b>", ""), f"{id}: {line}"


def sections() -> dict[str, str]:
    """The statutes' text by code and section, such as `WIC 16524.8`."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "schemas" / "law").glob("*.md")):
        code = "WIC" if path.name.startswith("wic") else "PC"
        for part in re.split(r"(?m)^#+ ", path.read_text("utf-8"))[1:]:
            heading, _, body = part.partition("\n")
            if number := re.search(r"§ (\d+(?:\.\d+)?)", heading):
                found[f"{code} {number[1]}"] = squeezed(body)
    return found


def squeezed(words: str) -> str:
    return " ".join(words.split())


def quotes(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Each quote with the paragraph that stands before it."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Quote):
            assert isinstance(before, Paragraph), "a quote follows the words that cite it"
            yield plain_text(before.runs), squeezed(" ".join(printed_lines(block.blocks)))
        before = block


@shapes
@days
def test_every_quote_stands_verbatim_in_the_section_cited_before_it(shape: str, on: str) -> None:
    statutes = sections()
    found = [pair for blocks in from_library(made(shape, on)).values() for pair in quotes(blocks)]
    for citing, quoted in found:
        cited = re.findall(r"(WIC|Penal Code) section (\d+(?:\.\d+)?)", citing)
        assert cited, f"no section is cited in: {citing}"
        code, number = cited[-1]
        assert quoted in statutes[f"{'PC' if code == 'Penal Code' else code} {number}"], f"{citing} {quoted}"
    assert len(found) >= (2 if shape.startswith("system of care") else 8)


def test_the_library_quotes_in_blockquotes_only() -> None:
    """A blockquote in a file is printed in some shape, so that the test of the quotes sees it."""
    printed = {
        quoted for shape in SHAPES for blocks in from_library(made(shape)).values() for _, quoted in quotes(blocks)
    }
    for path in FILES:
        written = re.findall(r"(?m)^> ?(.*)$", path.read_text("utf-8"))
        for line in filter(None, written):
            assert any(squeezed(line) in quoted for quoted in printed), f"{path.name}: {line}"


@shapes
def test_every_shall_cites_the_statute_that_says_so(shape: str) -> None:
    for id, blocks in from_library(made(shape)).items():
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Paragraph) and re.search(r"\bshall\b(?!”)", plain_text(block.runs)):
                whole = " ".join(printed_lines((block, after) if isinstance(after, Listing) else (block,)))
                assert re.search(r"(WIC|Penal Code) section \d", whole), f"{id}: {plain_text(block.runs)}"


@pytest.mark.parametrize(
    "stale",
    [
        r"300\(b\)\(2\)",
        r"16524\.7\(d\)\(2\)(?!\([AB]\))",
        r"CWS/CMS|Case Management System",
        r"September 29, 2016",
        r"653\.22",
        r"[Ff]ive (required|mandated) agenc",
        r"prostitut|promiscu|delinquent (child|minor|youth)|\bAWOL\b|child pornography|\bpimp|\bjohns?\b",
        r"\bArticle \d|[Ss]ection \d+ (above|below)|TBD|_{3}",
        r"<[a-z/]+>",
    ],
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_stale_citation_and_no_disrespectful_word(path: Path, stale: str) -> None:
    assert not re.search(stale, path.read_text("utf-8"))


def test_a_clause_refers_to_others_by_their_ids_and_to_such_as_are_in_every_agreement() -> None:
    library = clauses.library()
    titles = "|".join(re.escape(clause.title) for clause in library)
    found = []
    for path in FILES:
        body = path.read_text("utf-8")
        assert not re.search(rf"\b(under|in|and) ({titles})\b", body), f"{path.name} refers to a title"
        found += re.findall(r'article\("([^"]+)"\)', body)
    assert len(found) > 25
    # The term refers to the effective date under the condition under which there is one.
    assert set(found) - {"effective-date"} <= {clause.id for clause in library if not clause.when}


@shapes
def test_every_reference_names_the_number_and_the_title_of_its_article(shape: str) -> None:
    agreed = made(shape)
    titles = {article.number: article.title for article in agreed.articles if article.part == "article"}
    said = " ".join(line for blocks in from_library(agreed).values() for line in printed_lines(blocks))
    named = re.findall(r"Article (\d+) \(([^()]+)\)", said)
    assert len(named) > (1 if shape.startswith("system of care") else 15)
    assert all(titles[number] == title for number, title in named)
    links = {run.link: run.text for blocks in from_library(agreed).values() for run in runs_of(blocks) if run.link}
    assert {f"#{a.id}": a.name for a in agreed.articles if f"#{a.id}" in links} == links


def test_only_a_protocol_older_than_2018_recites_the_grandfather_clause() -> None:
    assert "16524.8(c)" in words(made("combined agency"), "recitals")
    assert "16524.8(c)" not in words(made("complete"), "recitals")
    assert "16524.8(c)" not in words(made("almost empty"), "recitals")


def test_a_county_without_program_funds_is_not_told_to_follow_the_program() -> None:
    agreed = made("by choice")
    assert "funding" not in from_library(agreed)
    assert "does not elect" in words(agreed, "recitals")
    assert "funding" in from_library(made("almost empty"))


def test_law_enforcement_and_ncmec_are_told_by_probation_as_well_as_by_welfare() -> None:
    rows = next(b for b in from_library(made("complete"))["reports-to-law-enforcement"] if isinstance(b, Table)).rows
    by_law = [(plain_text(row[0]), plain_text(row[3]), plain_text(row[4])) for row in rows]
    department = "County probation or welfare department"
    assert [who for who, _, cited in by_law if "11166(j)" in cited] == [department] * 4
    assert [when for _, when, cited in by_law if cited.endswith(("(j)(2)", "(j)(3)"))] == [
        "Immediately, and in no case in more than 24 hours, after receiving the information",
        "Immediately, or in no case later than 24 hours from receipt of the information",
    ]


def test_nine_parties_are_notified_of_a_missing_child() -> None:
    blocks = from_library(made("complete"))["missing-children"]
    after = next(i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and "(b)(2)(F)" in plain_text(b.runs))
    notices = blocks[after + 1]
    assert isinstance(notices, Listing)
    assert len(notices.items) == 9


@pytest.mark.parametrize(
    ("shape", "regimes"),
    [
        ("complete", {"18961.7", "830", "832"}),
        ("almost empty", {"18961.7", "830"}),
        ("family team", {"832"}),
        ("several counties", {"18961.7", "830", "832"}),
    ],
)
def test_information_is_shared_under_the_law_that_fits_the_team(shape: str, regimes: set[str]) -> None:
    blocks = from_library(made(shape))["information-sharing"]
    headings = " ".join(plain_text(block.runs) for block in blocks if isinstance(block, Heading))
    assert {number for number in ("18961.7", "830", "832") if re.search(rf"\b{number}\b", headings)} == regimes


def test_the_rule_on_federal_officials_stands_where_one_takes_part() -> None:
    assert "WIC section 831" in words(made("several counties"), "information-sharing")
    assert "WIC section 831" not in words(made("combined agency"), "information-sharing")


def role(shape: str, name: str, on: str = DAY) -> str:
    """What the roles say of one agency, as staff read it."""
    report = report_of(SHAPES[shape], on)
    library, found = clauses.of_kind(report.instrument), protocol(report.data)
    clause = next(clause for clause in library if clause.id == "roles")
    blocks = filled(clause, context(found, on, library, every_reference="the agreement", for_staff=True)).blocks
    start = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and plain_text(b.runs) == name)
    end = next((i for i, b in enumerate(blocks) if i > start and isinstance(b, Heading)), len(blocks))
    return " ".join(printed_lines(blocks[start:end]))


def test_a_combined_agency_gets_the_duties_of_each_function_and_of_the_welfare_department() -> None:
    said = role("combined agency", "Health and Human Services Agency")
    for citation in (
        "16524.8(a)(1)(B) and (C)",
        "16524.7(d)(2)(B)",
        "16524.7(c)",
        "11166(j)(2)",
        "16501.35(b)",
    ):
        assert citation in said
    assert "(A)" not in said


def test_a_seat_that_the_statute_gives_to_the_county_is_given_to_no_city_and_no_tribe() -> None:
    assert "16524.8" not in role("combined agency", "Placerville Police Department")
    assert "11166(k)" in role("combined agency", "Placerville Police Department")
    assert "By statute" not in role("family team", "City Health")
    assert "By statute" not in role("family team", "River Tribe")
    assert "hotline" not in role("family team", "River Tribe")


def test_the_partners_added_in_2018_are_excused_where_the_protocol_is_older_and_unknown_before() -> None:
    assert "may, but is not required to" in role("several counties", "Sutter Schools")
    assert "unless the protocol was developed before 2018" in role("several counties", "Colusa Sheriff")
    assert "may, but is not required to" not in role("complete", "Example County Office of Education")
    assert "16524.8" not in role("several counties", "Colusa Sheriff", "2016-05-01")


def test_several_counties_have_an_article_of_their_own_and_a_single_county_has_none() -> None:
    assert "home county" in words(made("several counties"), "several-counties")
    assert "several-counties" not in from_library(made("complete"))
    assert "several-counties" not in from_library(made("no county"))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("complete", "The effective date of this Agreement is stated in Article 2 (Agreement and effective date)."),
        ("combined agency", "This Agreement has no end date and continues until it is replaced or terminated."),
        ("family team", "The term of this Agreement ended on June 30, 2023. Its renewal is under way;"),
        (
            "several counties",
            "This Agreement ends on June 30, 2027, unless it is extended by amendment or terminated earlier.",
        ),
        ("almost empty", "The effective date of this Agreement is stated in Article 2 (Agreement and effective date)."),
    ],
)
def test_the_term_is_told_as_it_is(shape: str, expected: str) -> None:
    assert expected in words(made(shape), "term").replace("\N{NO-BREAK SPACE}", " ")


WITH_RULES_ALONE = re.sub(r"(?m)^  amendment: \|-\n(?:    .*\n|\n)+?(?=  #)", "", SHAPES["complete"], count=1)
"""The example without its own words on amendments."""


def test_who_signs_which_change_is_printed_as_the_file_says_it() -> None:
    told = words(agreement(report_of(WITH_RULES_ALONE)), "amendment")
    assert "A change in the following needs no amendment: job titles; how teams meet and decide." in told
    assert (
        "For the county, the Director of Social Services may sign an amendment of the following, at most 3 during the "
        "term: names of agencies; time limits;"
    ) in told
    assert "An amendment of the following goes to the board of supervisors: the term;" in told
    assert "An amendment in writing is signed by every party that signs the agreement." in told
    silent = words(made("almost empty"), "amendment")
    assert "board of supervisors" not in silent
    assert "A change in the positions or the contact details" in silent


def test_a_clause_and_the_countys_rules_do_not_contradict_each_other() -> None:
    """Where job titles go to the board, the usual sentence that they need no amendment is left out."""
    text = WITH_RULES_ALONE
    assert "The parties may amend" not in text
    other = text.replace("[job_titles, meetings]", "[meetings]").replace(
        "by_board: [term, ", "by_board: [job_titles, term, "
    )
    told = words(agreement(report_of(other)), "amendment")
    assert "A change in the positions or the contact details" not in told
    assert "board of supervisors: the term;" not in told
    assert "board of supervisors: job titles; the term;" in told


def test_notice_is_printed_while_it_can_be_given() -> None:
    told = words(made("complete"), "term").replace("\N{NO-BREAK SPACE}", " ")
    assert "A party that will not renew will give written notice at least 180 days before that day." in told
    assert "will not renew" not in words(made("almost empty"), "term")


def test_a_countys_own_words_take_the_place_of_the_usual_ones() -> None:
    assert "30 days’ written notice" in words(made("almost empty"), "termination")
    own = words(made("complete"), "termination")
    assert "60 days' written notice" in own
    assert "30 days" not in own


def test_the_yearly_report_is_told_as_guidance() -> None:
    assert "WIC sections 16524.6 to 16524.11 impose no duty on a county to make this report" in words(
        made("complete"), "steering-committee"
    )


def varied(key: str, new: str) -> Agreement:
    """The agreement of the complete file with another value of one key."""
    found = {
        match[0]: match[1] for match in re.finditer(rf"(?m)^( +){key}: .*\n(?:\1(?: |- ).*\n)*", SHAPES["complete"])
    }
    assert len(found) == 1, f"{key} stands in {len(found)} different places"
    ((entry, indent),) = found.items()
    return agreement(report_of(SHAPES["complete"].replace(entry, f"{indent}{key}: {new}\n"), DAY))


@pytest.mark.parametrize(
    ("clause", "key", "lawful", "printed", "unlawful"),
    [
        (
            "missing-children",
            "reported_within",
            "90 minutes",
            "immediately, but in no case later than 90 minutes.",
            "5 days",
        ),
        ("reports-to-law-enforcement", "written_within", "30 hours", "follows within 30 hours.", "4 days"),
        (
            "information-sharing",
            "period",
            "21 days",
            "for 21 days after a report, or longer if documented good cause",
            None,
        ),
        ("assessment", "investigated_within", "5 days", "within 5 days.", None),
        ("identification-and-screening", "tools", "[A tool of our own]", "A tool of our own.", None),
        ("training", "plan", "Each **spring**.", "Each spring.", None),
        ("missing-children", "efforts", "We ask friends.", "We ask friends.", None),
        ("tribes", "partnerships", "We meet.", "We meet.", None),
        ("services", "engagement", "They choose.", "They choose.", None),
        ("mandated-reporting", "how", "Each calls the hotline.", "Each calls the hotline.", None),
        ("internal-protocols", "internal_protocols", "[sheriff]", "Example County Sheriff’s Office.", None),
    ],
)
def test_what_the_county_says_of_its_practice_is_printed_unless_it_falls_short_of_the_law(
    clause: str, key: str, lawful: str, printed: str, unlawful: str | None
) -> None:
    assert printed in words(varied(key, lawful), clause).replace("'", "’")
    if unlawful:
        short = varied(key, unlawful)
        assert unlawful not in words(short, clause)
        assert any(isinstance(b, Box) for a in short.articles if a.id == clause for b in a.blocks)


def test_how_reporters_report_is_not_printed_where_an_answer_beside_it_is_against_the_law() -> None:
    how = "and tells the supervisor afterwards"
    assert how in words(made("complete"), "mandated-reporting")
    for key, unlawful in (("individual", "false"), ("through_supervisor", "true"), ("identity_to_employer", "true")):
        assert how not in words(varied(key, unlawful), "mandated-reporting")


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ("24 hours", "immediately, {} in no case later than 24 hours"),
        ("4 hours", "immediately, {} in no case later than 4 hours"),
        ("immediately", "immediately"),
    ],
)
def test_no_time_of_a_county_reads_weaker_than_the_laws_immediately(within: str, told: str) -> None:
    """WIC 16501.35(b)(2)(F) and PC 11166(j)(2) and (3) say "immediately", and then 24 hours, each with a word of its own."""
    file = EXAMPLE.read_text("utf-8").replace("within: 4 hours", f"within: {within}")
    made_of = agreement(report_of(file))
    missing, reports = words(made_of, "missing-children"), words(made_of, "reports-to-law-enforcement")
    for label, word in (("A missing child is reported", "but"), ("These notices are given", "but")):
        assert f"{label} {told.format(word)}." in missing
    for label, word in (
        ("Commercial sexual exploitation is reported", "and"),
        ("A missing or abducted child is reported", "or"),
    ):
        assert f"{label} {told.format(word)}." in reports
    before = agreement(
        report_of(file.replace(f"reported_within: {within}", "reported_within: 3 days"), on="2025-06-01")
    )
    assert (
        "A missing child is reported within 3 days; if Penal Code section 11166(j)(3) applies, immediately, or in no "
        "case later than 24 hours."
    ) in words(before, "missing-children")


def test_the_library_names_no_24_hours_without_the_laws_immediately() -> None:
    """Only the time that begins anew on a child's return is named alone, since it is the same report's."""
    named = [
        line
        for blocks in from_library(made("complete", DAY)).values()
        for line in runs_of_text(blocks)
        if "24 hours" in line and "immediate" not in line.lower()
    ]
    assert len(named) == 1
    assert named[0].startswith("If the child is then identified as a victim of commercial sexual exploitation, the 24")


def test_whoever_convenes_a_stage_is_no_contradiction_to_whoever_convenes_the_team() -> None:
    file = EXAMPLE.read_text("utf-8")
    convened = "The convening agency is Example County Department of Social Services"
    assert f"{convened}, except for a stage for which Article 10 (When the team meets) names another." in words(
        agreement(report_of(file)), "multidisciplinary-team"
    )
    same = file.replace("convener: behavioral_health", "convener: social_services")
    assert same != file
    assert f"{convened}." in words(agreement(report_of(same)), "multidisciplinary-team")


def test_a_change_of_representative_is_told_to_someone_whom_the_file_names() -> None:
    told = "will notify {} when its representative changes."
    assert told.format("staff support") in words(made("complete", DAY), "protocol-team")
    assert told.format("the team’s lead") in words(agreement(report_of(FAMILY_TEAM)), "protocol-team")


@pytest.mark.parametrize(
    ("to", "within", "told"),
    [
        (
            "The place where the Child is",
            "90 minutes",
            "Within 90 minutes, to the place where the Child is.",
        ),
        ("Those on duty", "1 hour", "Within 1 hour, to those on duty."),
        ("Example County Counsel", "", "To Example County Counsel."),
        ("Theodora House", "1 day", "Within 1 day, to Theodora House."),
        ("", "2 days", "Within 2 days."),
    ],
)
def test_time_and_addressee_of_a_responsibility_read_as_words(to: str, within: str, told: str) -> None:
    duty = {"duty": "Sends an advocate.", **({"to": to} if to else {}), **({"within": within} if within else {})}
    agencies = {"a": {"name": "A", "kind": "nonprofit", "functions": ["advocate"], "responsibilities": [duty]}}
    file = json.dumps({"county": "Yolo", "instrument": {"kind": "interagency_protocol"}, "agencies": agencies})
    assert f"Sends an advocate. {told}" in words(agreement(report_of(file)), "roles").split("\n")


def test_what_the_library_says_it_speaks_of_is_guidance_and_all_but_a_few_of_it() -> None:
    """With every function in a file that says nothing else, only these recommendations have no words of the library."""
    functions = ", ".join(vocabulary.lists()["functions"])
    file = (
        "county: Yolo\ninstrument: {kind: interagency_protocol}\ncsec_program: {elects_funds: true}\n"
        f"agencies: {{a: {{name: A, kind: county_department, functions: [{functions}]}}, "
        "d: {name: D, kind: elected_county_office, functions: [district_attorney]}}\n"
    )
    spoken = {
        id for path in FILES for call in re.findall(r"speaks_of\(([^)]*)\)", path.read_text("utf-8"))
        for id in re.findall(r'"([a-z0-9-]+-[a-z0-9-]+)"', call)
    } | set(re.findall(r'\("[a-z_]*", "(framework-[a-z-]+)"\)', (LIBRARY / "160-roles.md").read_text("utf-8")))  # fmt: skip
    guidance = {requirement.id for requirement in requirements.on_record() if requirement.force == "recommended"}
    assert spoken <= guidance
    assert guidance - spoken == {
        "tribes-partnerships",
        "evaluation-promising-practices",
        "framework-committee-members",
        "framework-committee-suggested",
        "framework-mdt-suggested",
        "state-investigation-within-ten-days",
    }
    titles = {requirement.title for requirement in requirements.on_record() if requirement.id in spoken}
    memo = agreement(report_of(file)).law_memo
    assert memo
    appendix = next(found.blocks for found in memo.articles if found.id == "guidance")
    after = appendix[
        next(n for n, b in enumerate(appendix) if "Only in the library" in plain_text(getattr(b, "runs", ()))) + 1
    ]
    assert isinstance(after, Table)
    assert {plain_text(row[1]) for row in after.rows} == titles
    assert all(plain_text(row[2]).startswith("Article ") for row in after.rows)


def test_a_team_smaller_than_the_law_asks_is_not_printed() -> None:
    fewer = SHAPES["complete"].replace("fewest_persons: 2", "fewest_persons: 1")
    assert "At least 2 persons meet as this team." in words(made("complete"), "information-sharing")
    assert "At least 1 persons" not in words(agreement(report_of(fewer, DAY)), "information-sharing")


def test_a_list_of_the_countys_own_takes_the_place_of_the_recommended_one() -> None:
    agreed = varied("convened_when", "[identification, triggering_event]")
    said = words(agreed, "team-meetings")
    assert "when a child is first identified, to meet immediate needs; and" in said
    assert "when an event or the child’s safety calls for it." in said
    assert "regular intervals" not in said


def test_what_a_county_does_not_do_is_not_printed_as_done() -> None:
    said = words(varied("nonminor_dependents_consent", "false"), "information-sharing")
    assert (
        "only with the explicit written and informed consent of the nonminor dependent (WIC section 18964(c))" in said
    )
    assert "false" not in said
    assert "False" not in said


@pytest.mark.parametrize(
    "typed", ["*a* [b](c) | d", "{{ 7 * 7 }} {% if %}", "<b>C</b> & `d`", "1. one; and", "\ue002general:No\ue003"]
)
def test_what_a_county_says_of_its_practice_is_printed_as_typed(typed: str) -> None:
    seen = re.sub("[\ue000-\ue003]", "\N{REPLACEMENT CHARACTER}", typed)
    assert f"The screening tool is {seen}." in words(
        varied("tools", f"['{typed}', x]"), "identification-and-screening"
    ).replace(" and x.", ".")
    alone = words(varied("other_records", f"'{typed}'"), "data-and-reporting")
    assert f"Other records. {seen}." in alone


def test_where_two_counties_differ_each_is_told_by_its_name() -> None:
    said = words(made("two counties"), "steering-committee")
    assert "Except as stated below for a county, the steering committee will:" in said
    assert "In Mono County, the committee’s responsibilities are to collect and analyze aggregate data." in said
    assert "In Mono County, instead of that definition," in words(made("two counties"), "identification-and-screening")
    reports = words(made("two counties"), "reports-to-law-enforcement")
    assert "5 days" not in reports, "what falls short of the law is no term of the agreement"
    assert "Except as said below" not in words(made("complete"), "steering-committee")
