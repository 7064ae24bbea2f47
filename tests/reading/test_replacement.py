"""A value that is replaced in YAML text: every other character stays, whatever the way it is written."""

import pytest

from protocol_builder.reading.replacement import CannotInsertError, replaced
from protocol_builder.reading.source import read_text

FILE = "# top\ncounty: Inyo   # one\na:\n{}\n  z: last   # three\n# end\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("  k: Some words   # two", "New words", "  k: New words   # two"),
        ("  k: Some words   # two", "new: words", '  k: "new: words"   # two'),
        ("  k: 'Some ''words''' # two", "It's new", "  k: 'It''s new' # two"),
        ('  k: "Some\\twords" # two', 'A "b"', '  k: "A \\"b\\"" # two'),
        ("  k: &name Some words # two", "New words", "  k: &name New words # two"),
        ("  k: !!str Some words # two", "12", "  k: !!str 12 # two"),
        ("  k: | # two\n    One line\n\n    two", "One line\n\nthree\n", "  k: | # two\n    One line\n\n    three"),
        ("  k: | # two\n    One line", "No end of line", '  k: "No end of line" # two'),
        ("  k: |\n    One line", "No end of line", '  k: "No end of line"'),
        ("  k: |-\n    One line\n  # two", "New line", "  k: |-\n    New line\n  # two"),
        ("  k: &text |+\n    One line\n", "New\n\n", "  k: &text |+\n    New\n"),
        ("  k: >- # two\n    One line\n    and more", "One line and less", "  k: >- # two\n    One line\n    and less"),
        ("  {k: Some words, m: 2} # two", "New words", "  {k: New words, m: 2} # two"),
    ],
)
def test_all_else_stays(before: str, value: str, after: str, ends: str) -> None:
    # A map in braces has no other keys beside it.
    file = FILE if not before.startswith("  {") else FILE.replace("  z: last   # three\n", "")
    old, new = (file.format(text).replace("\n", ends) for text in (before, after))
    assert replaced(old, ("a", "k"), value) == new
    assert read_text(new, "").data["a"]["k"] == value


def test_a_value_with_aliases_is_replaced_for_all_of_them() -> None:
    text = FILE.format("  k: &name Some words\n  m: *name")
    new = FILE.format("  k: &name New words\n  m: *name")
    for path in (("a", "k"), ("a", "m")):
        assert replaced(text, path, "New words", with_aliases=True) == new
        with pytest.raises(CannotInsertError):
            replaced(text, path, "New words")


def test_a_value_in_a_map_with_an_alias_is_replaced_in_both() -> None:
    text = FILE.format("  k: &map {n: [Some words]}\n  m: *map")
    new = replaced(text, ("a", "m", "n", 0), "New words", with_aliases=True)
    assert new == FILE.format("  k: &map {n: [New words]}\n  m: *map")
    assert read_text(new, "").data["a"]["k"] == {"n": ["New words"]}


def test_a_value_beside_one_that_reads_alike_is_replaced_alone() -> None:
    text = FILE.format("  k: &name Some words\n  m: Some words")
    new = FILE.format("  k: &name Some words\n  m: New words")
    assert replaced(text, ("a", "m"), "New words", with_aliases=True) == new
