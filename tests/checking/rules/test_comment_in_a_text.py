"""Text after # and a digit is reported where it was probably meant to be read, and a comment is left alone."""

import pytest

from ..varied import found_with


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "name: Health and Human Services",
            "name: Health and Human Services #2 Office",
            (
                44,
                37,
                "warning",
                "text after a space and # is a comment, so “#2 Office” is ignored",
                'if it is part of the text, put the whole text in quotes, for example\nname: "Health and Human Services #2 Office"',
            ),
        ),
        (
            "  service_planning: The team.",
            "  service_planning: The team.\n  kinds: [counseling]\nnotes:\n  - See item #4.",
            (
                43,
                14,
                "warning",
                "text after a space and # is a comment, so “#4.” is ignored",
                'if it is part of the text, put the whole text in quotes, for example\n- "See item #4."',
            ),
        ),
    ],
)
def test_a_number_sign_in_a_text_is_told(old: str, new: str, expected: tuple[int, int, str, str, str]) -> None:
    assert found_with(old, new, "comment-in-a-text") == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Health and Human Services", "name: Health and Human Services # 2 offices"),
        ("name: Health and Human Services", 'name: "Health and Human Services #2"'),
        ("name: Health and Human Services", "name: Health and Human Services#2"),
        ("    Counseling.\n", "    Counseling: see item #4 of the list.\n"),
        ("# others", "# others: see item #4"),
        ("  kind: dedicated", "  # kind: item #4\n  kind: dedicated"),
        ("# since 2020", "#since 2020"),
    ],
)
def test_a_remark_is_left_alone(old: str, new: str) -> None:
    assert found_with(old, new, "comment-in-a-text") == []
