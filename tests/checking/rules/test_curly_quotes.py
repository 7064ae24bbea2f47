"""Curly quotes around a whole text are reported, and those inside it are left alone."""

import pytest

from ..varied import found_with


@pytest.mark.parametrize("quotes", ["“{}”", "‘{}’"])
def test_curly_quotes_around_a_whole_text_are_told(quotes: str) -> None:
    assert found_with("name: Superior Court", f"name: {quotes.format('Superior Court')}", "curly-quotes") == [
        (
            48,
            17,
            "warning",
            "the curly quotes around this text are printed as part of it",
            'delete the curly quotes, or write straight ones (")',
        )
    ]


@pytest.mark.parametrize("name", ["“Safe” Court", "The “Safe” Court", "Children’s Court", "“Safe” and “Sound”"])
def test_curly_quotes_inside_a_text_are_left_alone(name: str) -> None:
    assert found_with("name: Superior Court", f"name: {name}", "curly-quotes") == []
