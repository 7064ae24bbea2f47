"""A county file's data before it is a typed `Protocol`: one view of it for each county."""

from collections.abc import Iterator
from typing import Any

from ..diagnostic import Path


def county_views(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Each county of a file with its own view of it (the file, that county's part laid over) and where the part lies."""
    if isinstance(counties := data.get("counties"), dict):
        shared = {key: value for key, value in data.items() if key != "counties"}
        for county, part in counties.items():
            yield county, {**shared, **(part if isinstance(part, dict) else {})}, ("counties", county)
    else:
        yield str(data.get("county", "")), data, ()
