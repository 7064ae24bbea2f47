"""What the sentences of an agreement must never be: a fragment, a promise of someone whom nothing binds, a second rule."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.agreement import clauses, gap_boxes
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import (
    Blocks,
    Heading,
    Listing,
    Paragraph,
    Table,
    plain_text,
    printed_lines,
)
from protocol_builder.agreement.topics import Topic
from protocol_builder.law import vocabulary
from protocol_builder.law.shape import county_keys
from protocol_builder.protocol.binding import is_bound, takes_part
from protocol_builder.protocol.from_data import protocol
from protocol_builder.reading.loader import load_yaml

from ..conftest import EXAMPLE, ROOT, SEVERAL_COUNTIES, report_of
from .test_clauses import ALL_CLAUSES, PUBLIC_SOURCES, from_library, made

FORBIDDEN = load_yaml((ROOT / "tests" / "agreement" / "forbidden_fragments.yaml").read_text("utf-8"))
EXAMPLE_TEXT = EXAMPLE.read_text("utf-8")


def lines(blocks: Blocks) -> Iterator[str]:
    """Each paragraph, cell, and item of a list, without what is quoted from the law."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield plain_text(block.runs)
            case Listing():
                for item in block.items:
                    yield from lines(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from map(plain_text, row)


@pytest.mark.parametrize("kind", FORBIDDEN)
@pytest.mark.parametrize("shape", ["complete", "two counties", "almost empty", "public sources", "system of care"])
def test_no_document_has_a_fragment_or_a_second_name_for_one_thing(kind: str, shape: str) -> None:
    found = [
        f"{article.heading}: {line}: write {instead}"
        for article in made(shape).articles
        if article.part in ("recital", "article")
        for line in lines(article.blocks)
        for fragment, instead in FORBIDDEN[kind].items()
        if re.search(fragment, line)
    ]
    assert found == []


SUPPOSED = re.compile(r"\bwould\b")
CITED = re.compile(
    r"(WIC|Penal Code|ACL|ACIN) (chapter|section|16-85|I-)|Model Framework|\bStatute|\bstatutes?\b|the law\b|SB \d|AB \d"
)
DEFINED = re.compile(r"^“|\bmeans?\b|\bstands for\b|\bsignifies\b")
SHOWN = re.compile(r"[Pp]ublic sources|\bIn (Inyo|Monterey|San Benito|Santa Cruz)|Inyo County")
NO_PROMISE = re.compile(
    r"^(An agency|Nothing in this Agreement|No age limit|Tribes are sovereign|If a provision|If this Agreement|When this Agreement ends)"
)


def unsupported(agreed: Agreement) -> list[str]:
    """What the library says that neither supposes, cites, defines, nor says what the sources show.

    Where a clause only has the usual wording of contracts, each sentence is read; elsewhere each paragraph, since a
    paragraph on a statute cites it once.
    """
    usual = {clause.id for clause in ALL_CLAUSES if any(one.startswith("usual") for one in clause.serves)}
    return [
        f"{id}: {sentence}"
        for id, blocks in from_library(agreed).items()
        if id not in ("recitals", "definitions", "parties")
        for block in blocks
        if isinstance(block, Paragraph)
        for sentence in (
            re.split(r"(?<=[.;])\s+(?=[A-Z“])", plain_text(block.runs)) if id in usual else [plain_text(block.runs)]
        )
        if not sentence.startswith(("Model wording.", "These are not the words"))
        if not any(kind.search(sentence) for kind in (SUPPOSED, CITED, DEFINED, SHOWN, NO_PROMISE))
    ]


@pytest.mark.parametrize(
    "file",
    [PUBLIC_SOURCES, PUBLIC_SOURCES.replace("interagency_mou", "system_of_care_mou"), SEVERAL_COUNTIES],
    ids=["protocol", "system of care", "three counties"],
)
def test_in_a_file_of_public_sources_nothing_is_a_promise_or_a_fact_that_they_do_not_show(file: str) -> None:
    agreed = agreement(report_of(file))
    assert unsupported(agreed) == []
    text = "\n".join(agreed.lines)
    for told in ("30 days’ written notice", "works with aggregate data", "at least once a year", "bears its own costs"):
        assert told not in text
    assert "Public sources do not show how a party withdraws from this Agreement or how it is terminated." in text
    assert "Public sources do not show when this Agreement is reviewed." in text


@pytest.mark.parametrize("shape", ["complete", "almost empty", "public sources", "system of care"])
def test_no_sentence_is_in_the_librarys_paragraphs_twice(shape: str) -> None:
    said = [
        sentence
        for blocks in from_library(made(shape)).values()
        for block in blocks
        if isinstance(block, Paragraph)
        for sentence in re.split(r"(?<=[.;:])\s+(?=[A-Z“])", plain_text(block.runs))
        if len(sentence.split()) > 5
        and not sentence.startswith(("These are not the words", "Public sources show only", "What a statute"))
    ]
    assert len(said) > 20
    assert [sentence for sentence in dict.fromkeys(said) if said.count(sentence) > 1] == []


def role_of(shape_text: str, name: str) -> str:
    """What the table of recommended roles says of one agency, row by row."""
    found = next(a for a in agreement(report_of(shape_text)).articles if a.id == "roles")
    rows = [row for block in found.blocks if isinstance(block, Table) for row in block.rows if len(row) == 2]
    return "\n".join(
        f"{plain_text(row[0])}: {agency}" for row in rows for agency in plain_text(row[1]).split("; ") if name in agency
    )


def test_a_recommended_role_is_an_undertaking_only_of_an_agency_that_a_signature_binds() -> None:
    assert "Superior Court of California, Example County (recommended)" in role_of(EXAMPLE_TEXT, "Superior Court")
    assert "Example Unified School District (recommended)" in role_of(EXAMPLE_TEXT, "Unified School District")
    assert "(recommended)" not in role_of(EXAMPLE_TEXT, "Probation Department")
    roles = "\n".join(words_of("complete", "roles"))
    assert "Superior Court of California, Example County (not bound):" in roles
    assert "Example County Probation Department:" in roles


def words_of(shape: str, id: str) -> list[str]:
    return list(printed_lines(next(a for a in made(shape).articles if a.id == id).blocks))


def test_only_an_agency_on_the_childs_team_is_said_to_take_part_in_it() -> None:
    on_team = "Take part in the child’s multidisciplinary team: Example Unified School District (recommended)"
    assert on_team in role_of(EXAMPLE_TEXT, "Unified School District")
    assert "Take part in" not in role_of(EXAMPLE_TEXT, "County Office of Education")
    assert "Take part in" not in role_of(EXAMPLE_TEXT, "Children’s Hospital").replace("'", "’")
    assert "joins the planning meeting" not in "\n".join(words_of("complete", "roles"))


PARTIES = """
parties:
  - {{name: {county}, agencies: [hhsa], signature: {hhsa}}}
  - {{name: Court, agencies: [court], signature: participates}}
  - {{name: City, agencies: [police], signature: acknowledges}}
"""
AGENCIES = """\
county: Yolo
instrument: {kind: interagency_mou}
agencies:
  hhsa: {name: Agency, kind: county_department, functions: [human_services]}
  probation: {name: Probation, kind: county_department, functions: [probation]}
  sheriff: {name: Sheriff, kind: elected_county_office, functions: [sheriff]}
  court: {name: Court, kind: court, functions: [juvenile_court]}
  police: {name: Police, kind: city, functions: [local_law_enforcement]}
"""


@pytest.mark.parametrize(
    ("county", "signature", "bound"),
    [
        ("County of Yolo", "signs", {"Agency", "Probation"}),
        ("Health Agency of the county", "signs", {"Agency", "Probation"}),
        ("County of Yolo", "participates", set()),
        ("County of Yolo", "under_county_signature", set()),
    ],
)
def test_a_signature_binds_the_party_and_the_departments_of_its_county_and_no_one_else(
    county: str, signature: str, bound: set[str]
) -> None:
    file = AGENCIES + PARTIES.format(county=county, hhsa=signature)
    found = protocol(report_of(file).data)
    assert {agency.name for agency in found.agencies if is_bound(found, agency)} == bound
    from_sources = protocol(report_of(f"completeness: public_sources_only\n{file}").data)
    assert not any(is_bound(from_sources, agency) for agency in from_sources.agencies)
    how = {agency.name: takes_part(found, agency) for agency in found.agencies}
    assert how["Court"] == "takes part without signing"
    assert how["Police"] == "acknowledges receipt"
    assert how["Sheriff"] == ""
    assert how["Probation"] == (f"bound by the signature of {county}" if bound else "")


def test_a_countys_own_words_take_the_place_of_the_librarys_on_their_topic() -> None:
    own, library = words_of("complete", "youth-voice-and-safety"), words_of("almost empty", "youth-voice-and-safety")
    assert "Nothing is decided about Children and Youth without them." in " ".join(own)
    assert "As the Model Framework recommends, the Child or Youth may take part" not in " ".join(own)
    assert "As the Model Framework recommends, the Child or Youth may take part" in " ".join(library)
    amended = " ".join(words_of("complete", "amendment"))
    assert "A change of a position's title, of a meeting's time or of a form needs no amendment." in amended
    assert "A change in the following needs no amendment" not in amended
    assert "30 days" not in " ".join(words_of("complete", "termination"))


def test_a_section_of_the_countys_own_text_takes_the_place_of_the_topic_that_it_names() -> None:
    """It is printed once: in the article on the topic, and in no article of its own."""
    titles = [article.title for article in made("complete").articles]
    assert "Where and when we screen" not in titles
    assert "A bed tonight" in titles
    screening = " ".join(words_of("complete", "identification-and-screening"))
    assert "Where and when we screen. The signing agencies use the same screening tool, at these points:" in screening
    assert "Children are screened on these occasions" not in screening
    scope = " ".join(words_of("complete", "scope"))
    assert "Children from other counties. A Child who is found here and belongs to another county" in scope
    assert "will first be made safe here" not in scope
    apart = agreement(report_of(EXAMPLE_TEXT.replace("    instead_of: children-of-other-counties\n", "")))
    assert "Children from other counties" in [article.title for article in apart.articles]


def test_where_only_one_county_has_its_own_words_the_other_has_the_librarys() -> None:
    said = " ".join(words_of("several counties", "youth-voice-and-safety"))
    assert "In Yuba County: A plan. " in said
    assert "In Sutter County and Colusa County, the following applies instead." in said
    assert "the team will make a safety plan with each Child" in said


def test_what_a_county_says_it_does_not_do_no_library_paragraph_promises() -> None:
    denied = re.sub(r"(?m)^  invited: true.*$", "  invited: false", EXAMPLE_TEXT, count=1)
    assert denied != EXAMPLE_TEXT
    tribes = next(a for a in agreement(report_of(denied)).articles if a.id == "tribes")
    assert "will invite a representative of the child’s Tribe" not in " ".join(printed_lines(tribes.blocks))
    assert "will invite a representative of the child’s Tribe" in " ".join(words_of("complete", "tribes"))


def test_the_topics_of_the_clauses_are_those_of_the_vocabulary_and_hold_no_duty() -> None:
    topics = [(clause, topic) for clause in ALL_CLAUSES for topic in clause.topics]
    assert {topic.id for _, topic in topics} == set(vocabulary.lists()["topics"])
    for clause in ALL_CLAUSES:
        for fenced in re.findall(r"\{% if asks\(.*?\n(?=\{% endif %\}\n)", clause.body, re.DOTALL):
            assert "shall" not in fenced, clause.id


@pytest.mark.parametrize(
    ("front", "body", "told"),
    [
        ("topics: [a]", "::: a\nText\n:::\n", "topics is not a list of topics, each with its keys"),
        ("topics: {a: {keys: x}}", "::: a\nText\n:::\n", "the topic a has a key keys; the keys are caption, lawful"),
        ("topics: {a: []}", "Text\n", "the topic a has no line ::: a"),
        ("force: practice", "::: a\nText\n:::\n", "the topic a is not in the lines between --- and ---"),
    ],
)
def test_a_topic_that_cannot_be_used_is_told_with_its_file(front: str, body: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "010-one.md").write_text(f"---\ntitle: One\n{front}\n---\n{body}", "utf-8")
    with pytest.raises(clauses.ClauseError, match=re.escape(f"010-one.md: {told}")):
        clauses.library(tmp_path)


OF_PRACTICE = [
    topic
    for clause in ALL_CLAUSES
    for topic in clause.topics
    if topic.own and not topic.sentence and all(key.startswith("practice.") for key in topic.own)
]


def with_own(topic: Topic, **said: str) -> list[str]:
    """The lines of an agreement of some counties, or of one, that have their own words on a topic; empty for none."""
    data: Any = json.loads(json.dumps(load_yaml(EXAMPLE_TEXT), default=str))
    keys = sorted(county_keys())
    own = {key: data.pop(key) for key in keys if key in data}
    del data["county"]
    counties: Any = {county: copy.deepcopy(own) for county in said}
    for county, words in said.items():
        for place in topic.own:
            *parents, last = place.removeprefix("practice.").split(".")
            into = counties[county]
            for key in parents:
                into = into.setdefault(key, {})
            into.pop(last, None)
            if words and place == topic.own[0]:
                into[last] = words
    part = {"counties": counties} if len(said) > 1 else {"county": "".join(said), **counties["".join(said)]}
    made = agreement(report_of(json.dumps({**data, **part})))
    lines = (line for article in made.articles if article.id != "about" for line in printed_lines(article.blocks))
    before = (
        r"^[\d.]+ |^WIC section 831 limits .* of the juvenile court\. (?=Quaint|In )"  # a sentence of the library's
    )
    return [re.sub(before, "", re.sub(r"^[\d.]+ ", "", line)).strip() for line in lines if "Quaint words" in line]


@pytest.mark.parametrize("topic", OF_PRACTICE, ids=lambda topic: topic.id)
def test_own_words_say_whose_they_are_where_they_are_not_of_all_counties(topic: Topic) -> None:
    ours, theirs = "Quaint words of ours.", "Quaint words of theirs."
    caption = f"{topic.caption}. " if topic.caption else ""

    def named(county: str, words: str) -> str:
        return f"{topic.caption} ({county}). {words}" if topic.caption else f"In {county}: {words}"

    assert with_own(topic, Yolo=ours) == [f"{caption}{ours}"]
    assert with_own(topic, Inyo=ours, Mono=ours) == [f"{caption}{ours}"]
    assert with_own(topic, Inyo=ours, Mono="") == [named("Inyo County", ours)]
    assert with_own(topic, Inyo=ours, Mono=theirs) == [named("Inyo County", ours), named("Mono County", theirs)]


AREAS = {
    "All of the county, incorporated and unincorporated": "All of the county, incorporated and unincorporated.",
    "All of the county.": "All of the county.",
    "Land of Example, Inc.": "Land of Example, Inc.",
    "The valley, the hills …": "The valley, the hills ….",
    "The valley, the hills...": "The valley, the hills....",
}


@pytest.mark.parametrize("typed", AREAS)
def test_a_sentence_of_the_library_ends_once_whether_or_not_the_county_ended_its_words(typed: str) -> None:
    scope = f"county: Inyo\ninstrument: {{kind: interagency_protocol, scope: {{area: {json.dumps(typed)}}}}}\nagencies: {{}}\n"
    found = next(article for article in agreement(report_of(scope)).articles if article.title == "Scope")
    assert f"This Agreement applies in the following area: {AREAS[typed]}" in tuple(lines(found.blocks))


def test_who_adopted_an_instrument_has_one_article() -> None:
    adopted = {
        "Inyo": ("Inyo County Board of Supervisors", "the Inyo County Board of Supervisors"),
        "Kern": ("the Board of Supervisors", "the Board of Supervisors"),
        "Kings": ("The Board of Supervisors", "the Board of Supervisors"),
        "Lake": ("both Boards of Supervisors", "both Boards of Supervisors"),
        "Lassen": ("Its Board of Supervisors", "its Board of Supervisors"),
        "Madera": ("Theodore County Board", "the Theodore County Board"),
        "Marin": ("Resolution 2025-12", "Resolution 2025-12"),
        "Mono": ("Order of Supervisors", "the Order of Supervisors"),
    }
    file = "counties:\n" + "".join(
        f"  {county}: {{csec_program: {{}}, instrument: {{adopted_on: 2025, adopted_by: {typed}}}}}\n"
        for county, (typed, _) in adopted.items()
    )
    agreed = agreement(report_of(f"{file}instrument: {{kind: interagency_protocol}}\nagencies: {{}}\n"))
    assert dict(agreed.facts)["Adopted"] == "; ".join(
        f"{name} County: 2025 by {words}" for name, (_, words) in adopted.items()
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("no one sits there", "No one sits there."),
        ("steering_committee has no seat", "steering_committee has no seat."),
        ("supplants_existing_programs is not said.", "supplants_existing_programs is not said."),
        ("two 24-hour times", "Two 24-hour times."),
        ("mdt.kind", "mdt.kind."),
    ],
)
def test_a_key_of_the_county_file_begins_a_sentence_as_it_is_written(clause: str, expected: str) -> None:
    assert gap_boxes.sentence(clause) == expected
    assert gap_boxes.sentence(clause, inside=True) == f"{clause.rstrip('.')}."
