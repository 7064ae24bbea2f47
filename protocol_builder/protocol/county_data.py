"""Divide a county file's data by county, before it becomes a typed `Protocol`; `check` needs no more than this."""

from collections.abc import Iterator
from typing import Any

from ..diagnostic import Path


def county_views(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Yield (county, the file's data with that county's part merged in, path of the part) for each county."""
    if isinstance(counties := data.get("counties"), dict):
        shared = {key: value for key, value in data.items() if key != "counties"}
        for county, part in counties.items():
            yield county, {**shared, **(part if isinstance(part, dict) else {})}, ("counties", county)
    else:
        yield str(data.get("county", "")), data, ()
