"""The value at a path is found through maps and lists, and what is not there is told from what is empty."""

from typing import Any

import pytest

from protocol_builder.diagnostic import Path
from protocol_builder.paths import value_at, without_empty_values

DATA = {"mdt": {"seats": {"probation": [{"agency": "probation"}, None]}, "name": None}}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), DATA),
        (("mdt", "seats", "probation", 0, "agency"), "probation"),
        (("mdt", "seats", "probation", 1), None),
        (("mdt", "name"), None),
        (("mdt", "seats", "probation", 2), "absent"),
        (("mdt", "seats", "probation", -1), "absent"),
        (("mdt", "seats", "probation", "agency"), "absent"),
        (("mdt", "name", "first"), "absent"),
        (("county",), "absent"),
        ((0,), "absent"),
    ],
)
def test_the_value_at_a_path(path: Path, value: Any) -> None:
    assert value_at(DATA, path, "absent") == value


@pytest.mark.parametrize(
    ("data", "left"),
    [
        ({"mdt": {"seats": {}, "name": "Team"}, "tribes": []}, {"mdt": {"name": "Team"}}),
        ({"mdt": {"seats": {"probation": {}}}}, {}),
        ({"tiers": [{}, {"name": "First"}, {"seats": []}]}, {"tiers": [None, {"name": "First"}, None]}),
        ({"mdt": "TODO", "tribes": [1]}, {"mdt": "TODO", "tribes": [1]}),
        (None, None),
        (5, 5),
        ("a text", "a text"),
        ([], []),
    ],
)
def test_the_data_without_what_says_nothing(data: Any, left: Any) -> None:
    assert without_empty_values(data) == left
