"""A carriage return alone ends a line, as on a very old computer: what is found, and where, is as with other line ends."""

from collections.abc import Callable

import pytest

from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import Source, read_text

from ..conftest import DAY, ROOT

SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")
BROKEN: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "a key without a colon": lambda text: text.replace("mdt:", "mdt", 1),
    "a line that is not indented enough": lambda text: text.replace("\n    ", "\n  ", 1),
    "an open bracket": lambda text: text.replace("]", "", 1),
    "a tab": lambda text: text.replace("\n  ", "\n\t", 1),
    "a colon too many": lambda text: text.replace("county: ", "county: a: ", 1),
    "an open quote": lambda text: text.replace("county: ", 'county: "', 1),
    "a wrong word": lambda text: text.replace("kind: county_department", "kind: county_departement", 1),
    "two versions": lambda text: f"<<<<<<< a\n{text}=======\nb\n>>>>>>> c\n",
    "a control character": lambda text: text.replace("lead: ", "lead: \x07", 1),
}


def found(source: Source) -> list[tuple[object, ...]]:
    return [(d.id, d.line, d.column, d.span.end_column, d.message) for d in check_source(source, DAY).diagnostics]


@pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))
def test_findings_are_the_same_and_at_the_same_place(change: Callable[[str], str]) -> None:
    text = change(SMALL)
    expected = read_text(text, "")
    assert found(expected)
    for written in (
        text.replace("\n", "\r"),
        text.replace("\n", "\r", 12),
        text.replace("\n", "\r\n", 5).replace("\n", "\r"),
    ):
        got = read_text(written, "")
        if "\r\r" not in written:
            assert got.keys == expected.keys
            assert found(got) == found(expected)
        assert got.data == expected.data
        assert got.text == written, "what is saved keeps its line ends"
