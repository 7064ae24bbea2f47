"""What is looked for before a long pattern is prepared never hides what the pattern finds."""

import re
from functools import cache

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_builder.law import phrases, texts
from protocol_builder.law.needed_words import has_all, needed, plain
from protocol_builder.reading.loader import load_yaml
from protocol_builder.resources import schemas

from ..conftest import EXAMPLE, report_of

LISTS = load_yaml((schemas() / "texts.yaml").read_text("utf-8"))
NAMES = ("placeholders", "vacancies", "refusals", "affirmations", "removed")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("not sure( yet)?", (("not sure",),)),
        ("(a )?goal", (("goal",),)),
        ("(position|post) (is )?(vacant|unfilled)", (("post", "position"), ("vacant", "unfilled"))),
        ("somex? (new )*day", (("day",), ("some",))),
        ("(we|they) ((plan|intend)s? to|are (n[eo]w|going))", (("we", "they"), ("are ", "plan", "intend"))),
        ("no [a-z]+ yet", ((" yet",), ("no ",))),
        ("(.{1,9}|none)", ()),
        ("none|nothing", ()),
        (r"(vacant(?! lot)|open)\b", (("open", "vacant"),)),
        ("x{2,}", (("x",),)),
        ("(a_){0,3}plan", (("plan",),)),
        (r"[^.]{1,200}?\b(if|once) x{0,3}?", (("if", "once"),)),
    ],
)
def test_what_must_be_in_a_text_is_read_from_the_pattern(pattern: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert needed(pattern) == words


def test_a_text_is_compared_in_small_letters_with_single_spaces() -> None:
    assert plain("We  DON’T\n\N{NO-BREAK SPACE}know") == "we don't know"
    assert has_all((("don't", "do not"), (" know",)), plain("We DON’T\nknow"))
    assert not has_all((("don't", "do not"), (" know",)), plain("We cannot know"))


ENTRIES = sorted(
    {entry.replace("_", " ") for name in NAMES for key in ("marks", "phrases") for entry in LISTS[name][key].split()}
)


@settings(deadline=None)
@given(st.data())
def test_whatever_a_pattern_of_the_lists_finds_has_what_it_needs(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(ENTRIES))
    text = data.draw(st.from_regex(re.compile(entry, re.ASCII), fullmatch=True))
    assert has_all(needed(entry), plain(text))


LISTS_OF_PHRASES = (
    "doubts",
    "doubts_alone",
    "conditions",
    "conditions_further_on",
    "doubts_further_on",
    "vacancy_words",
    "note_vacancy_words",
    "defunct_agency_words",
    "no_provider_words",
)
SENTENCES = [
    (phrases.whole(entry), words) for name in LISTS_OF_PHRASES for _, entry, words in phrases._each_with_words(name)
]


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_whatever_a_pattern_for_a_sentence_finds_has_what_it_needs(data: st.DataObject) -> None:
    pattern, words = data.draw(st.sampled_from(SENTENCES))
    found = data.draw(
        st.from_regex(re.compile(phrases.compiled(pattern, with_capitals=False), re.ASCII), fullmatch=True)
    )
    assert has_all(words, plain(found))


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(texts.schema(name))


WORDS = sorted(
    {word for name in NAMES for word in LISTS[name]["words"].split() if word.isalnum()}
    | {entry.replace("_", " ") for name in NAMES for entry in LISTS[name]["phrases"].split() if entry.isidentifier()}
    | {
        "can't",
        "don’t",
        "t.b.d",
        "N/A",
        "to-do",
        "T.B.A.",
        "n.a.",
        "xxx",
        "iv",
        "12",
        "2027",
        "q3",
        "y/n",
        "TODO",
        "Sheriff",
        "é",
    }
)
BETWEEN = st.sampled_from(
    (" ", " ", " ", ", ", ".", "\n", "\n\n", " – ", "/", "\N{NO-BREAK SPACE}", "…", "☐ ", "**\n", "[", "]", "")
)
TEXTS = st.lists(st.tuples(BETWEEN, st.sampled_from(WORDS)), min_size=1, max_size=5).map(
    lambda parts: "".join(f"{between}{word}" for between, word in parts)
)


@settings(deadline=None)
@given(
    st.sampled_from(("", "# Heading\n", "**Title.**\n", "> ")),
    TEXTS,
    st.sampled_from(("", ".", "!", "\n", "…")),
    st.booleans(),
)
def test_a_text_is_in_a_list_just_where_the_published_schema_has_it(
    before: str, text: str, after: str, loud: bool
) -> None:
    text = before + (text.upper() if loud else text) + after
    for name in (*NAMES, "nothing_printed"):
        assert texts.is_in(text, name) == validator(name).is_valid(text), name


def test_a_second_check_works_out_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """To work out what a phrase needs takes longer than to look for it, so it is done once, however many files follow."""
    text = EXAMPLE.read_text("utf-8")
    report_of(text)

    def work_out(pattern: str) -> None:
        pytest.fail(f"worked out again: {pattern}")

    monkeypatch.setattr(texts, "needed", work_out)
    report_of(text.replace("county: Example County", "county: Inyo", 1))
