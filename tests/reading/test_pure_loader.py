"""The faster loader reads every text as PyYAML's own does: the same tokens at the same places, the same errors."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from protocol_builder.reading.pure_loader import PureLoader

from ..checking.test_cases import FILES
from ..conftest import ROOT

TEXTS = st.text(st.sampled_from("ab:#-?,[]{}&*!|>'\"% \n\r\t\ufeff\u0085é"), max_size=40)


def tokens(text: str, loader: Any) -> list[tuple[Any, ...]]:
    """Every token with its place and value, and how it ends."""
    found: list[tuple[Any, ...]] = []
    try:
        for token in yaml.scan(text, Loader=loader):
            marks = [(mark.index, mark.line, mark.column) for mark in (token.start_mark, token.end_mark)]
            found.append((type(token).__name__, getattr(token, "value", None), getattr(token, "plain", None), *marks))
    except yaml.YAMLError as error:
        found.append((type(error).__name__, str(error)))
    return found


@pytest.mark.parametrize(
    "path", [*FILES, *(ROOT / "county_configs").glob("*.yml"), *(ROOT / "schemas").glob("*.yaml")], ids=str
)
def test_a_file_has_the_same_tokens(path: Any) -> None:
    text = path.read_text("utf-8")
    assert tokens(text, PureLoader) == tokens(text, yaml.SafeLoader)


@given(text=TEXTS)
def test_any_text_has_the_same_tokens_or_the_same_error(text: str) -> None:
    assert tokens(text, PureLoader) == tokens(text, yaml.SafeLoader)


@pytest.mark.parametrize(
    "text", ["\ufeffa: b", "a\ufeffb: c", "a: b # c\ufeff\n\ufeffd: e", "- a\n b", "{a: b,c? d}", "a:b: c", "#", ""]
)
def test_a_text_at_the_edge_has_the_same_tokens(text: str) -> None:
    assert tokens(text, PureLoader) == tokens(text, yaml.SafeLoader)
