"""What of a county file's data could not be read: an item of a list that the shape forbids is None in it."""

from collections.abc import Iterable
from typing import Any

from ..diagnostic import Path


def unread_list(data: Any) -> Path:
    """Return the path of the first list, at or below the data, with an item that could not be read; else empty."""
    entries: Iterable[tuple[str | int, Any]] = data.items() if isinstance(data, dict) else ()
    if isinstance(data, list):
        if None in data:
            return ()
        entries = enumerate(data)
    return next(((key, *found) for key, below in entries if (found := unread_list(below)) or _is_unread(below)), ())


def _is_unread(data: Any) -> bool:
    return isinstance(data, list) and None in data
