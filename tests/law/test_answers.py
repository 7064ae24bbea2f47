"""Who can answer what a county file leaves open."""

import pytest

from protocol_builder.diagnostic import Path
from protocol_builder.law import requirements, shape, vocabulary
from protocol_builder.law.answers import who_answers
from protocol_builder.law.requirements import on_record


@pytest.mark.parametrize(
    ("path", "function", "who"),
    [
        (("protocol_team", "lead"), "", "Human services"),
        (("protocol_team", "seats", "juvenile_court"), "juvenile_court", "Juvenile court"),
        (("counties", "Yuba", "mdt", "seats", "probation"), "probation", "Probation"),
        (("counties", "Yuba", "mdt", "kind"), "", "Child welfare"),
        (("reporting", "missing", "within"), "", "Child welfare and probation"),
        (("reporting", "by_law_enforcement", "to"), "", "Sheriff and local law enforcement"),
        (("instrument", "term"), "", "County counsel"),
        ((), "", "The county"),
        (("garden", "seats"), "", "The county"),
    ],
)
def test_who_can_answer_follows_from_the_place_or_the_seat(path: Path, function: str, who: str) -> None:
    assert who_answers(path, function) == who


def test_someone_can_answer_about_every_key_of_a_county_file() -> None:
    assert [key for key in shape.keys_at(()) if who_answers((key,)) == "The county"] == []
    assert {who_answers(one.path, one.seat.function) for one in on_record() if one.seat} >= {"Sheriff", "Public health"}
    words = {name for one in on_record() for name in who_answers(one.path).split(" and ")}
    known = {vocabulary.short(function).lower() for function in vocabulary.lists()["functions"]}
    assert {word.lower() for word in words} <= known


def test_a_duty_of_practice_is_one_that_no_statute_asks_of_the_instrument_itself() -> None:
    files = {one.file for one in on_record() if one.is_of_practice}
    assert files == {"pc-11166", "wic-16501.35", "wic-18951", "wic-18961.7", "wic-18964", "wic-830", "wic-832"}
    assert not any(one.is_of_practice for one in on_record() if one.force == "recommended" or one.seat)
    assert requirements.by_id("protocol-team-lead") in {one for one in on_record() if not one.is_of_practice}
