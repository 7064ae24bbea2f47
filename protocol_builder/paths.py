"""The value at a path of keys and list positions in a county file's data, and the data without what says nothing."""

from typing import Any

from .diagnostic import Path


def value_at(data: Any, path: Path, otherwise: Any = None) -> Any:
    """Return what the data has at a path, or `otherwise` if it has nothing there."""
    for key in path:
        if isinstance(data, dict):
            present = key in data
        else:
            present = isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data)
        if not present:
            return otherwise
        data = data[key]
    return data


def without_empty_values(data: Any) -> Any:
    """Return the data without maps and lists that are empty, or in which all is to be filled in: they state nothing.

    The same object if it has none; an item of a list leaves None in its place.
    """
    return _without_empty_values(data) if isinstance(data, dict | list) and _has_empty_values(data) else data


def _without_empty_values(data: Any) -> Any:
    if isinstance(data, dict):
        items = {key: _without_empty_values(value) for key, value in data.items()}
        return {key: item for key, item in items.items() if item not in ({}, [])}
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        return [None if (left := _without_empty_values(item)) == {} else left for item in data]
    return data


def _has_empty_values(data: dict[Any, Any] | list[Any]) -> bool:
    for value in data.values() if data.__class__ is dict else data:
        if (value.__class__ is dict or value.__class__ is list) and (not value or _has_empty_values(value)):
            return True
    return False
