"""English in one place: lists, dates, capitals, counts, and the word that was probably meant."""

import pytest

from protocol_builder import english


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b, and c"),
        (("a, b", "c"), "a, b; and c"),
        (("a, b", "c", "d"), "a, b; c; and d"),
    ],
)
def test_words_are_joined_as_in_a_sentence(items: tuple[str, ...], expected: str) -> None:
    assert english.join_words(items) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2026-06-16", "June 16, 2026"),
        ("2026-06", "June 2026"),
        ("2026", "2026"),
        ("2026-13-01", "2026-13-01"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_date_is_written_in_words(iso: str, expected: str) -> None:
    assert english.date_in_words(iso) == expected


def test_a_number_has_its_noun() -> None:
    assert english.number_of(1, "file") == "1 file"
    assert english.number_of(0, "file") == "0 files"
    assert english.number_of(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Napa County", "Napa County"),
        ("County of Napa", "the County of Napa"),
        ("City and County of San Francisco", "the City and County of San Francisco"),
        ("Superior Court of California, County of Napa", "the Superior Court of California, County of Napa"),
        ("Napa County Sheriff's Office", "the Napa County Sheriff's Office"),
        ("Napa County Superintendent of Schools", "the Napa County Superintendent of Schools"),
        ("The Regents of the University of California", "the Regents of the University of California"),
        ("CASA of Napa County", "CASA of Napa County"),
        ("Love Never Fails", "Love Never Fails"),
    ],
)
def test_a_legal_entity_has_the_article_that_its_name_takes(name: str, expected: str) -> None:
    assert english.named_in_a_sentence(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("add it", "Add it"), ("agencies.x is", "agencies.x is"), ("county: add it", "county: add it")],
)
def test_a_sentence_begins_with_a_capital_unless_it_begins_with_a_key(text: str, expected: str) -> None:
    assert english.as_sentence(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("probatoin", "did you mean probation?"),
        ("juvenile probation", "did you mean probation?"),
        ("Child-Welfare", "did you mean child_welfare?"),
        ("xyz", "it can be: child_welfare, probation"),
        (7, "it can be: child_welfare, probation"),
    ],
)
def test_the_word_that_was_meant_is_proposed(word: object, expected: str) -> None:
    assert english.did_you_mean(word, ["child_welfare", "probation"], "it can be") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Specialized court", "specialized court"),
        ("A plan", "a plan"),
        ("LGBTQ youth", "LGBTQ youth"),
        ("MDT", "MDT"),
        ("", ""),
    ],
)
def test_no_acronym_gets_a_small_first_letter(text: str, expected: str) -> None:
    assert english.uncapitalized(text) == expected
