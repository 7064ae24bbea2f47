"""The redline: accepted it is the new document, rejected the old one, in all that is printed; and how it reads."""

import copy
import io
import itertools
import os
import random
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.state import has_clauses
from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.edit_marks import verify
from protocol_builder.writers.word.redline import RENUMBERING, Redline, redline

from ...conftest import DAY, EXAMPLE, ROOT, below
from ...edits import with_edits
from .office_schema import schema_faults
from .tracked_changes import W, decided, looks

TEXT = EXAMPLE.read_text("utf-8")
MANY = int(os.environ.get("REDLINES", "0"))
"""How many generated pairs to try: `nox -s redlines` says 200; the usual run takes a sample."""
SAMPLE = 4
TRACKED = ("ins", "del", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "moveFrom", "moveTo")


@cache
def agreed(text: str, name: str = "example.yml") -> Agreement:
    return agreement(check_source(read_text(text, name), DAY))


def without_comments(old: Agreement, new: Agreement) -> Redline:
    return redline(old, new, lambda before, after: "")


def agreement_after(*edits: tuple[str, str]) -> Agreement:
    return agreed(with_edits(TEXT, *edits, everywhere=True))


def printed(content: bytes) -> list[Any]:
    """What is printed, but for the line that says from which file a document was made."""
    return [
        (*look[:2], [run for run in look[2] if not run[2].startswith("Made from")]) if look[0] == "paragraph" else look
        for look in looks(content)
    ]


def assert_decides(old: Agreement, new: Agreement, folder: Path) -> Redline:
    """It is valid; accepting all gives the new document, rejecting all the old one; `verify` knows each for what it is."""
    found = redline(old, new, lambda before, after: f"was: {before}\nis: {after}")
    assert schema_faults(found.content) == []
    for how, one in (("accept", new), ("reject", old)):
        after = decided(found.content, how)
        assert printed(after) == printed(docx(one)), how
        path = folder / f"{how}.docx"
        path.write_bytes(after)
        known = verify(path)
        assert known.edits == ()
        if found.changes:
            assert (known.made.file, known.made.sha256) == (one.provenance.file, one.provenance.sha256)
    return found


def body(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def words(element: Any, *tags: str) -> str:
    return "".join(text.text or "" for text in element.iter(*(f"{W}{tag}" for tag in tags or ("t", "delText"))))


def changed(content: bytes) -> list[Any]:
    """The paragraphs of the body with a tracked change, but for the revision, which changes with any text."""
    marks = tuple(f"{W}{tag}" for tag in TRACKED)
    found = [p for p in body(content).iter(f"{W}p") if next(p.iter(*marks), None) is not None]
    return [paragraph for paragraph in found if not words(paragraph).startswith("Revision")]


def tracked(paragraph: Any, tag: str) -> list[str]:
    return [text for change in paragraph.iter(f"{W}{tag}") if (text := words(change))]


def varied(data: Any, dice: random.Random) -> Any:
    """The data of a county file after one to six edits: something left out, said twice, in another order, or reworded."""
    found = copy.deepcopy(data)
    places: list[Any] = [path for path, _ in below(found) if path]
    for _ in range(dice.randint(1, 6)):
        *parents, last = dice.choice(places)
        try:
            parent: Any = found
            for key in parents:
                parent = parent[key]
            match dice.choice(("leave out", "reword", "repeat", "shuffle")):
                case "leave out":
                    del parent[last]
                case "reword" if isinstance(parent[last], str):
                    said = parent[last].split(" ")
                    said[dice.randrange(len(said))] = dice.choice(("other", "two words", "R&D <x>", ""))
                    parent[last] = " ".join(said)
                case "repeat" if isinstance(parent, list):
                    parent.insert(last, copy.deepcopy(dice.choice(parent)))
                case "shuffle" if isinstance(parent, list):
                    dice.shuffle(parent)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit has removed the place
    return found


@pytest.mark.parametrize("seed", range(MANY or SAMPLE))
def test_a_generated_pair_is_accepted_as_the_new_and_rejected_as_the_old(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    old = varied(check_source(read_text(TEXT, "example.yml"), DAY).source.data, dice)
    new = varied(old, dice)
    texts = [yaml.safe_dump(data, allow_unicode=True, sort_keys=False) for data in (old, new)]
    assert_decides(agreement_of(texts[0]), agreement_of(texts[1]), tmp_path)


def agreement_of(text: str) -> Agreement:
    """The agreement of a text; not kept, since there are hundreds."""
    return agreement(check_source(read_text(text, "county.yml"), DAY))


FILES = [path.stem for path in sorted((ROOT / "county_configs").glob("*.yml"))]
PAIRS = list(itertools.permutations(FILES, 2))


@pytest.mark.parametrize(("old", "new"), PAIRS if MANY else [("orange", "example-system-of-care")])
def test_any_two_county_files_give_a_redline_that_can_be_decided(old: str, new: str, tmp_path: Path) -> None:
    reports = [
        check_source(read_text((ROOT / "county_configs" / f"{name}.yml").read_text("utf-8"), f"{name}.yml"), DAY)
        for name in (old, new)
    ]
    if not all(map(has_clauses, reports)):
        pytest.skip("an agreement is made of only some kinds of instruments")
    assert_decides(agreement(reports[0]), agreement(reports[1]), tmp_path)


TONIGHT = {
    "lists within lists": ("1. a\n2. b\n   - x\n   - y\n3. c", "1. b\n   - y\n   - x\n2. c\n3. a"),
    "a table and a list": ("| a | b |\n|---|---|\n| 1 | 2 |", "- a\n- b\n  - c\n    1. x\n    2. y"),
    "characters that are not seen": ("inter\u00adagency\tone \u202etwo cafe\u0301", "interagency one two café"),
    "what looks like a field": ("See {{ article }} and { REF x } &amp; <w:p/>", "See {{ x }} and { REF y } & <w:p>"),
    "every word in another place": (" ".join(map(str, range(300))), " ".join(map(str, range(299, -1, -1)))),
}
"""The county's own text in two revisions, by what they try."""


@pytest.mark.parametrize("what", TONIGHT)
def test_a_county_s_own_text_is_decided_whatever_it_has(what: str, tmp_path: Path) -> None:
    def with_text(text: str) -> Agreement:
        lines = "".join(f"      {line}\n" for line in text.split("\n"))
        return agreement_after(("narrative:\n", f"narrative:\n  - heading: Tonight\n    text: |-\n{lines}"))

    old, new = map(with_text, TONIGHT[what])
    assert assert_decides(old, new, tmp_path).changes


def test_the_same_agreement_has_no_changes(tmp_path: Path) -> None:
    comment = agreed(f"# A comment is no change of the agreement.\n{TEXT}")
    found = assert_decides(agreed(TEXT), comment, tmp_path)
    assert (found.changes, found.untracked, changed(found.content)) == (0, (), [])
    with zipfile.ZipFile(io.BytesIO(found.content)) as package:
        parts = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    assert not re.search(rf"<w:({'|'.join(TRACKED)}) ", parts)


TERM = ("until: 2030-06-30", "until: 2031-06-30")


def test_changes_are_tracked_word_by_word_and_joined_where_few_words_are_between() -> None:
    found = without_comments(agreed(TEXT), agreement_after(TERM))
    texts = [(words(p, "t"), tracked(p, "del"), tracked(p, "ins")) for p in changed(found.content)]
    assert texts[0] == (
        "TermFrom July 1, 2025 until June 30, 2031, to be reviewed by June 30, 2028",
        ["2030"],
        ["2031"],
    )
    assert all((gone, come) == (["2030"], ["2031"]) for _, gone, come in texts)
    before = "Keep the young person safe tonight and plan for the week, with the family where that is safe."
    after = "Keep each young adult safe tonight and plan for the month, with the family where that is safe."
    narrative = ("narrative:\n", f"narrative:\n  - heading: Tonight\n    text: {before}\n")
    found = without_comments(
        agreement_after(narrative), agreement_after((narrative[0], narrative[1].replace(before, after)))
    )
    (paragraph,) = changed(found.content)
    assert tracked(paragraph, "del") == ["the young person", "week"]
    assert tracked(paragraph, "ins") == ["each young adult", "month"]


def test_a_renamed_agency_touches_only_paragraphs_that_print_its_name() -> None:
    old, new = "Example County Probation Department", "Example County Juvenile Probation Department"
    found = without_comments(agreed(TEXT), agreement_after((old, new)))
    paragraphs = changed(found.content)
    assert len(paragraphs) > 5
    for paragraph in paragraphs:
        if next(paragraph.iter(f"{W}drawing"), None) is not None:
            assert [new in text for text in tracked(paragraph, "ins")] == [True]  # a picture is replaced as a whole
            continue
        assert tracked(paragraph, "del") == []
        assert set(tracked(paragraph, "ins")) == {"Juvenile "}
        assert new in words(paragraph, "t")
    pictures = "pictures are replaced as a whole; both are in the document until you accept or reject the change"
    assert pictures in found.untracked
    assert pictures not in without_comments(agreed(TEXT), agreement_after(TERM)).untracked


def test_an_article_left_out_leaves_renumbered_paragraphs_alone_and_says_which_numbers_changed(tmp_path: Path) -> None:
    section = "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"
    with_section = agreement_after(("narrative:\n", section))
    assert [article.title for article in with_section.articles if article.title == "Tonight"]
    found = assert_decides(with_section, agreed(TEXT), tmp_path)
    decided_by_reader: list[Any] = []
    numbers: list[Any] = []
    for paragraph in changed(found.content):
        authors = {change.get(f"{W}author") for change in paragraph.iter(f"{W}ins", f"{W}del")}
        (numbers if authors == {RENUMBERING} else decided_by_reader).append(paragraph)
    contents, list_of_own, heading, text = decided_by_reader
    assert re.fullmatch(r"\d+\.Tonight", words(contents))
    assert (tracked(list_of_own, "del"), tracked(list_of_own, "ins")) == (["Tonight, "], [])
    assert [words(paragraph) for paragraph in (heading, text)] == ["Tonight", "A bed is kept free."]
    assert numbers
    for paragraph in numbers:
        assert all(re.fullmatch(r"\d+", text) for text in (*tracked(paragraph, "del"), *tracked(paragraph, "ins")))
        for field in paragraph.iter(f"{W}instrText"):
            holder = field.getparent().getparent().tag
            assert holder in (f"{W}p", f"{W}hyperlink"), "a field is kept whole; only its result is tracked"


def test_what_is_left_out_keeps_the_places_to_which_its_contents_lead_and_each_place_has_one_name() -> None:
    section = "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"
    with_section = agreement_after(("narrative:\n", section))
    for old, new in ((with_section, agreed(TEXT)), (agreed(TEXT), with_section)):
        root = body(without_comments(old, new).content)
        names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
        ends = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]
        assert len(names) == len(set(names))
        assert sorted(ends) == sorted(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart"))
        assert {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None, *names} == set()


def test_an_entry_of_the_contents_leads_to_its_own_party_where_names_begin_alike(tmp_path: Path) -> None:
    office, hospital = "Example Children's Law Office", "Example Children's Hospital"
    new = agreement_after((office, "Law Office for Children"))  # the hospital is now the first whose name begins so
    found = assert_decides(agreed(TEXT), new, tmp_path)
    entries = [p for p in body(found.content).iter(f"{W}p") if p.find(f"{W}hyperlink") is not None]
    (entry,) = [paragraph for paragraph in entries if words(paragraph) == hospital]
    assert (tracked(entry, "del"), tracked(entry, "ins")) == ([], [])


def test_a_row_of_which_only_the_first_cell_is_left_is_still_the_same_row() -> None:
    seat = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"
    other = "    sheriff:\n      agency: casa\n      title: Lead Advocate of the Night Shift\n"
    found = without_comments(agreed(TEXT), agreement_after((seat, other)))
    whole = [row for row in body(found.content).iter(f"{W}tr") if row.find(f"{W}trPr") is not None]
    assert [
        row for row in whole if row.find(f"{W}trPr/{W}del") is not None or row.find(f"{W}trPr/{W}ins") is not None
    ] == []
    assert [
        row
        for row in body(found.content).iter(f"{W}tr")
        if "Lead Advocate of the Night Shift" in "".join(tracked(row, "ins"))
    ]


def test_a_row_left_out_is_a_tracked_row() -> None:
    seat = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"
    found = without_comments(agreed(TEXT), agreement_after((seat, "")))
    rows = [row for row in body(found.content).iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    assert [words(row, "t", "delText") for row in rows[:1]] == [
        "SheriffExample County Sheriff's OfficeSheriffCaptain, Investigations"
    ]
    assert [words(row, "t") for row in rows] == [""] * len(rows)
    assert found.untracked == (
        "pictures are replaced as a whole; both are in the document until you accept or reject the change",
        "headers and footers have tracked changes too; Word has no comments there",
        "the columns of changed tables have their new widths; Word does not restore the earlier ones",
    )


def tracked_rows(content: bytes, *of: str) -> list[list[tuple[str, str]]]:
    """The rows of each table with one of some words, each with the mark of its change."""
    found: list[list[tuple[str, str]]] = []
    for table in body(content).iter(f"{W}tbl"):
        if any(word in words(table, "t", "delText") for word in of):
            found.append([])
            for row in table.iter(f"{W}tr"):
                marks = [tag for tag in ("del", "ins") if row.find(f"{W}trPr/{W}{tag}") is not None]
                found[-1].append((" ".join(marks), words(row, "t", "delText")))
    return found


def with_table(before: str, head: str, *below: str) -> Agreement:
    """An agreement in which a section has a table of these rows, the words of each divided by spaces."""
    lines = [head, " ".join("-" for _ in head.split()), *below]
    text = before + "".join(f"      | {' | '.join(line.split())} |\n" for line in lines)
    return agreed(f"county: Inyo\nnarrative:\n  - heading: Tonight\n    text: |-\n{text}")


def test_a_table_in_the_place_of_another_is_one_with_it_as_word_joins_tables_that_touch() -> None:
    found = without_comments(with_table("", "What Who", "bed nurse"), with_table("", "When Where", "noon clinic"))
    rows = [("del", "WhatWho"), ("del", "bednurse"), ("ins", "WhenWhere"), ("ins", "noonclinic")]
    assert tracked_rows(found.content, "bed", "noon") == [rows]


@pytest.mark.parametrize(
    ("old", "new", "tables"),
    [
        (  # a table with another header and other rows is another table
            ("What Who", "bed nurse"),
            ("When Where", "noon clinic"),
            [[("del", "WhatWho"), ("del", "bednurse")], [("ins", "WhenWhere"), ("ins", "noonclinic")]],
        ),
        (  # by its header it is the same, whatever its rows are
            ("What Who", "bed nurse"),
            ("What Who", "meal driver"),
            [[("", "WhatWho"), ("del", "bednurse"), ("ins", "mealdriver")]],
        ),
        (  # by its rows it is the same, whatever its header is
            ("What Who", "bed nurse", "car driver", "food cook"),
            ("When Where", "bed nurse", "car driver", "food cook"),
            [[("del", "WhatWho"), ("ins", "WhenWhere"), ("", "bednurse"), ("", "cardriver"), ("", "foodcook")]],
        ),
        (  # with another column no row is the same
            ("What Who", "bed nurse"),
            ("What Who When", "bed nurse noon"),
            [[("del", "WhatWho"), ("del", "bednurse")], [("ins", "WhatWhoWhen"), ("ins", "bednursenoon")]],
        ),
    ],
)
def test_a_table_is_the_same_by_its_header_or_its_rows(
    old: tuple[str, ...], new: tuple[str, ...], tables: list[list[tuple[str, str]]]
) -> None:
    found = without_comments(with_table("", *old), with_table("      First this.\n\n", *new))
    assert tracked_rows(found.content, "bed", "noon") == tables


def test_two_runs_give_the_same_bytes() -> None:
    old, new = agreed(TEXT), agreement_after(TERM)
    one, two = (redline(old, new, lambda before, after: f"{before} {after}").content for _ in range(2))
    assert one == two


def test_marks_of_changes_are_where_the_schema_has_them() -> None:
    old, new = agreed(TEXT), agreed(TEXT.replace("sheriff", "marshal").replace("2030", "2031"), "other.yml")
    content = without_comments(old, new).content
    assert schema_faults(content) == []
    root = body(content)
    for change in root.iter(f"{W}del"):
        assert next((text for text in change.iter(f"{W}t") if _is_shown(text)), None) is None
        assert change.getparent().tag in (f"{W}p", f"{W}hyperlink", f"{W}rPr", f"{W}trPr")
    ids = [change.get(f"{W}id") for change in root.iter(*(f"{W}{tag}" for tag in TRACKED))]
    assert len(ids) == len(set(ids))
    marks = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))


def _is_shown(text: Any) -> bool:
    """Whether a text is not within a picture, whose text is removed with it."""
    return not any(element.tag.endswith(("}drawing", "}Fallback")) for element in text.iterancestors())


def test_each_change_is_within_the_range_of_a_comment() -> None:
    found = redline(agreed(TEXT), agreement_after(TERM), lambda before, after: f"{before}\n{after}")
    with zipfile.ZipFile(io.BytesIO(found.content)) as package:
        comments = etree.fromstring(package.read("word/comments.xml"))
    root = body(found.content)
    written = {one.get(f"{W}id"): [words(p) for p in one.iter(f"{W}p")] for one in comments}
    ranges = [mark.get(f"{W}id") for mark in root.iter(f"{W}commentRangeStart")]
    assert ranges == [mark.get(f"{W}id") for mark in root.iter(f"{W}commentReference")] == sorted(written, key=int)
    open_, covered = set(), 0
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            open_.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}ins":
            assert open_
            covered += 1
    assert covered == found.changes == len(written)
    assert written["0"] == [
        "Term From July 1, 2025 until June 30, 2030, to be reviewed by June 30, 2028",
        "Term From July 1, 2025 until June 30, 2031, to be reviewed by June 30, 2028",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [("", "It is kept free.", "ins"), ("It is kept free.", "", "del"), ("It is kept", "It is kept free.", "")],
)
def test_a_comment_goes_with_the_paragraph_that_it_is_about(old: str, new: str, kind: str) -> None:
    """With a paragraph that is added or left out it is, or is not, in the document that is decided on."""

    def with_paragraph(text: str) -> Agreement:
        lines = "".join(f"      {line}\n" for line in ("A bed is ready.", "", text, "", "It is warm."))
        return agreed(f"county: Inyo\nnarrative:\n  - heading: Tonight\n    text: |-\n{lines}")

    found = redline(with_paragraph(old), with_paragraph(new), lambda before, after: f"{before}{after}")
    holders = [
        reference.getparent().getparent().tag
        for reference in body(found.content).iter(f"{W}commentReference")
        if (old or new) in words(next(reference.iterancestors(f"{W}p")), "t", "delText")
    ]
    assert holders == [f"{W}{kind or 'p'}"]
