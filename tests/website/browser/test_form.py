"""A county file as a form: what it shows, and that a change of one field changes one place of the file."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.checking.new_county_file import Answers, county_text
from protocol_builder.diagnostic import Path as KeyPath
from protocol_builder.law import shape
from protocol_builder.paths import value_at
from protocol_builder.reading import source
from protocol_builder.reading.insertion import CannotInsertError
from protocol_builder.website.browser.form import change, changed, form, new_file, opening
from protocol_builder.website.browser.form_fields import Field
from protocol_builder.website.browser.form_sections import LEFT_TO_THE_TEXT, SECTIONS

from ...conftest import DAY, ROOT

FILES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "county_configs").glob("*.yml"))} | {
    "new.yml": county_text(Answers("Inyo", True, "2019"), DAY),
    "new of two counties.yml": county_text(Answers("Sutter", None, "", others=("Yuba",)), DAY),
}
GROUPS = {"group", "seats", "holders", "keyed", "items", "item"}
TYPED: dict[str, list[Any]] = {
    "text": ["Something else: with a colon, and # more", "Plain"],
    "long_text": ['First line.\n\nSecond, with "quotes" and # signs.', "Plain words."],
    "practice": [True, "In the county’s own words: so."],
    "number": [3, 4],
    "day": ["2021-03", "2021-04-05"],
    "date": ["2021-03-04", "2021-04-05"],
    "time": ["36 hours", "5 days"],
    "yes_no": [True, False],
}


def nodes(fields: list[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        for key in ("fields", "items", "seats"):
            yield from nodes(field.get(key, []))


def fields_of(text: str) -> dict[KeyPath, Field]:
    """Each field that can be typed in, by its path."""
    found = form(text, DAY)
    return {
        tuple(field["path"]): {**field, "form": found}
        for section in found["sections"]
        for field in nodes(section["fields"])
        if field["kind"] not in GROUPS
    }


def kinds_of_place(fields: dict[KeyPath, Field]) -> dict[tuple[str, ...], KeyPath]:
    """One path for each place of the shape: of all agencies, or of all items of a list, the last."""
    named = {"agencies", "counties", "seats", "standing_bodies"}
    return {
        tuple("*" if isinstance(key, int) or (n and path[n - 1] in named) else key for n, key in enumerate(path)): path
        for path in fields
    }


def something_else(field: Field) -> Any:
    """Something to type or choose in a field that is not there yet."""
    kind, now = field["kind"], field["value"]
    if kind in ("choice", "words"):
        words = [
            one["value"] for one in (field["form"]["lists"][field["list"]] if "list" in field else field["choices"])
        ]
    elif kind in ("agency", "agencies"):
        words = [one["value"] for one in field["form"]["agencies"]]
    elif kind == "contact":
        of_mail = field["path"][-1] == "email"
        return (
            {"address": "office@example.org", "internal": True}
            if of_mail
            else {"number": "555-555-0199", "internal": True}
        )
    else:
        return next(value for value in TYPED[kind] if value != now)
    if kind in ("choice", "agency"):
        return next(word for word in words if word != now)
    return [*now, next(word for word in words if word not in now)] if len(now) < len(words) else now[:-1]


def place_of_change(before: str, after: str) -> tuple[int, int, int]:
    """The lines before and after which two texts are the same: (first, last of the old, last of the new)."""
    old, new = before.split("\n"), after.split("\n")
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, len(new) - end


@cache
def to_change(name: str) -> tuple[KeyPath, ...]:
    """Fields of a file, one for each place of the shape that no earlier file has: there, not there, or in braces."""
    before = {kind for earlier in [*FILES][: [*FILES].index(name)] for kind in ways_to_change(earlier)}
    return tuple(path for kind, path in ways_to_change(name).items() if kind not in before)


@cache
def ways_to_change(name: str) -> dict[tuple[tuple[str, ...], bool, bool], KeyPath]:
    """Of each place of the shape in a file: whether something is there, whether that is in braces or brackets; and a path."""
    read, found = source.read_text(FILES[name], ""), {}
    for place, path in kinds_of_place(fields_of(FILES[name])).items():
        span = read.values.get(path) or next(
            read.values[path[:n]] for n in range(len(path), -1, -1) if path[:n] in read.values
        )
        is_there = value_at(read.data, path) is not None
        found[place, is_there, bool(re.search(r"[{\[]", read.line(span.line)))] = path
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_field_changes_its_place_alone(name: str) -> None:
    text = FILES[name]
    data = source.read_text(text, "").data
    fields = fields_of(text)
    assert len(fields) > 30
    for path in to_change(name):
        value = something_else(fields[path])
        new = changed(text, path, value)
        read = source.read_text(new, "")
        assert read.problems == (), path
        found = value_at(read.data, path)
        assert found in (value, [value] if not isinstance(value, list) else value[0]), path
        assert {*without(data, path)} == {*without(read.data, path)}, path
        first, last, _ = place_of_change(text, new)
        if value_at(data, path) is None:
            # Lines go between lines, and no other is touched; in braces or brackets, it is the one line.
            assert first == last or (first + 1 == last and re.search(r"[{\[]", text.split("\n")[first])), path
        else:
            lines = new.split("\n")
            assert text.split("\n")[:first] == lines[:first]
            assert comments(text) == comments(new), path
        assert changed(new, path, value) == new, path


def without(data: Any, path: KeyPath, at: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """All values of a file but those at a path."""
    if at == path:
        return
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from without(value, path, (*at, key))
    else:
        yield at, repr(data)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip().startswith("#")]


@pytest.mark.parametrize("name", ["example.yml", "alameda.yml", "new.yml"])
def test_a_field_that_is_emptied_is_gone_and_one_that_must_be_there_is_to_be_filled_in(name: str) -> None:
    text = FILES[name]
    fields, data = fields_of(text), source.read_text(text, "").data
    for path in kinds_of_place(fields).values():
        if value_at(data, path) is None:
            continue
        field = fields[path]
        found = value_at(source.read_text(changed(text, path, None), "").data, path, "gone")
        assert found in (("TODO", ["TODO"]) if field.get("required") else ("gone",)) or isinstance(path[-1], int), path


def test_every_key_of_a_county_file_is_asked_or_left_to_the_text_for_a_reason() -> None:
    roots = {root[0] for section in SECTIONS for root in section.roots}
    assert {*shape.keys_at(())} == roots | {key for key in LEFT_TO_THE_TEXT if key in shape.keys_at(())}
    of_instrument = {root[1] for section in SECTIONS for root in section.roots if root[:1] == ("instrument",)}
    assert {*shape.keys_at(("instrument",))} - of_instrument == {"source"}
    everywhere = {
        str(key)
        for name in ("example.yml", "example-system-of-care.yml")
        for path in fields_of(FILES[name])
        for key in path
    }
    assert everywhere.isdisjoint(LEFT_TO_THE_TEXT)


def test_an_agency_a_seat_a_stage_and_a_signatory_come_and_go() -> None:
    text = FILES["new.yml"]
    steps: list[tuple[KeyPath, Any]] = [
        (
            ("agencies", "advocates"),
            {"name": "Advocates, Inc.", "kind": "nonprofit", "functions": ["survivor", "advocate"]},
        ),
        (("protocol_team", "seats", "survivor"), {"agency": "advocates", "title": "Executive Director"}),
        (("protocol_team", "seats", "survivor", 1), {"agency": "advocates", "title": "Advocate: on call"}),
        (("mdt", "tiers", 0), {"name": "Immediate response"}),
        (("mdt", "tiers", 1), {"name": "Planning meeting"}),
        (("parties", 9), None),
    ]
    parties = value_at(source.read_text(text, "").data, ("parties",))
    steps[-1] = (
        ("parties", len(parties)),
        {"name": "Advocates, Inc.", "signature": "signs", "agencies": ["advocates"]},
    )
    states = [text]
    for path, value in steps:
        states.append(changed(states[-1], path, value))
        if path[-1] != 0:
            assert value_at(source.read_text(states[-1], "").data, path) == value
        first, last, _ = place_of_change(states[-2], states[-1])
        assert first == last or path[-1] == 1  # only the first holder of two gets a dash
    now = states[-1]
    for path in (
        ("mdt", "tiers", 1),
        ("mdt", "tiers", 0),
        ("protocol_team", "seats", "survivor", 1),
        ("agencies", "advocates"),
    ):
        now = changed(now, path, None)
        assert value_at(source.read_text(now, "").data, path) is None
    assert comments(now) == comments(text)


def test_the_form_shows_what_the_law_asks_at_a_seat_and_who_could_answer() -> None:
    found = form(FILES["alameda.yml"], DAY)
    team = next(one for one in found["sections"] if one["id"] == "protocol-team")
    seats = next(one for one in nodes(team["fields"]) if one["kind"] == "seats")
    asked = [one for field in nodes(team["fields"]) for one in field.get("asks", ()) if one["seat"] == "sheriff"]
    assert seats["label"] == "Seats"
    assert [(one["citation"], one["force"], one["who"]) for one in asked] == [
        ("WIC 16524.8(a)(1)(F)", "shall", "Sheriff")
    ]
    assert "sheriff" in asked[0]["quote"]


def test_every_finding_has_its_place_in_the_form_and_counts_as_open_in_its_section() -> None:
    for name, text in FILES.items():
        found = form(text, DAY)
        shown = {section["id"] for section in found["sections"]}
        # Advice that sums up a whole document is about the file.
        assert {one["section"] for one in found["findings"] if one["severity"] != "advice"} <= shown, name
    found = form(FILES["new.yml"], DAY)
    open_ones = [one for one in found["findings"] if one["severity"] in ("error", "unknown")]
    assert sum(section["open"] for section in found["sections"]) == len(
        {(one["section"], one["question"] or one["message"], str(one["place"])) for one in open_ones}
    )
    assert {one["who"] for one in found["questions"]} > {"Juvenile court", "Sheriff", "Child welfare"}


def test_a_question_is_answered_where_its_fact_belongs() -> None:
    found = form(FILES["alameda.yml"], DAY)
    places = {one["question"]: found["findings"][one["findings"][0]]["place"] for one in found["questions"]}
    elects = "the file does not say whether the county elects CSEC Program funds"
    assert places[elects] == ["csec_program", "elects_funds"]
    dated = next(place for question, place in places.items() if "was developed" in question)
    assert dated == ["csec_program", "protocol_developed_on"]


def test_a_county_of_several_has_its_own_fields() -> None:
    text = FILES["new of two counties.yml"]
    labels = [field["label"] for section in form(text, DAY)["sections"] for field in section["fields"]]
    assert "Sutter County: Protocol team" in labels
    assert "Yuba County: Protocol team" in labels
    path = ("counties", "Yuba", "csec_program", "elects_funds")
    new = changed(text, path, False)
    assert value_at(source.read_text(new, "").data, path) is False
    assert value_at(source.read_text(new, "").data, ("counties", "Sutter", "csec_program", "elects_funds")) == "TODO"


def test_a_text_that_cannot_be_read_gives_the_sentence_of_check() -> None:
    found = form("county: [Inyo\n", DAY)
    assert [*found] == ["problem"]
    assert found["problem"]["id"] == "yaml-syntax"
    assert form("", DAY)["problem"]["id"] == "file-empty"
    assert form("- a list\n", DAY)["problem"]["id"] == "file-not-a-map"


def test_what_has_no_safe_place_is_refused_in_a_sentence() -> None:
    text = "county: Inyo\ninstrument: {kind: interagency_protocol}\nmdt: TODO\nagencies: {}\n"
    assert change(text, ["mdt", "name"], "Team", DAY) == {
        "refused": "This cannot be changed in the form: something else is there. Change it in the text."
    }
    with pytest.raises(CannotInsertError):
        changed(text, ("mdt", "name"), "Team")


def test_what_is_pasted_from_word_is_written_as_it_was_meant() -> None:
    text = FILES["new.yml"]
    path = ("services", "provision")
    new = changed(text, path, "One\u2028Two \t \r\n\r\nThree\xa0four  ")
    assert value_at(source.read_text(new, "").data, path) == "One\nTwo\n\nThree four"
    title = ("protocol_team", "seats", "probation", "title")
    assert value_at(source.read_text(changed(text, title, " Chief\nProbation  Officer "), "").data, title) == (
        "Chief Probation Officer"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "true",
        "null",
        "~",
        "12",
        "1.5",
        "- a",
        "#",
        "a: b",
        "'",
        '"',
        "[a]",
        "*x",
        "&x",
        "!x",
        "%",
        "@",
        "`",
        "\\",
        "no",
    ],
)
def test_any_text_is_written_so_that_it_reads_as_typed(typed: str) -> None:
    for path in (("instrument", "title"), ("protocol_team", "seats", "probation", "title"), ("mdt", "reconvene_on", 0)):
        new = changed(FILES["new.yml"], path, typed)
        assert value_at(source.read_text(new, "").data, path) == typed


def test_a_new_file_is_the_one_that_init_writes() -> None:
    answers = {
        "counties": ["Inyo"],
        "kind": "interagency_protocol",
        "elects_funds": True,
        "developed_on": "2019",
        "combined": False,
    }
    assert new_file(answers, DAY)["text"] == FILES["new.yml"]
    assert new_file({**answers, "counties": []}, DAY) == {"refused": "Choose a county.", "at": "counties"}
    assert new_file({**answers, "developed_on": "19"}, DAY) == {
        "refused": "“19” is not a date; write YYYY-MM-DD, YYYY-MM, or YYYY.",
        "at": "developed_on",
    }
    asked = opening()
    assert "Example County" not in asked["counties"]
    assert len(asked["counties"]) == 58
    assert "interagency_protocol" in asked["protocols"]


def test_the_form_is_plain_json(tmp_path: Path) -> None:
    for text in FILES.values():
        assert json.loads(json.dumps(form(text, DAY)))["sections"]
