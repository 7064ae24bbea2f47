"""The value at a path is found through maps and lists, and what is not there is told from what is empty."""

from typing import Any

import pytest

from protocol_builder.diagnostic import Path
from protocol_builder.paths import value_at

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
