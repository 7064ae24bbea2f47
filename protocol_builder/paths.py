"""The value at a path of keys and list positions in a county file's data, and the data without what says nothing."""

import operator
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
    if isinstance(data, dict):
        items = {key: without_empty_values(value) for key, value in data.items()}
        left = {key: item for key, item in items.items() if item not in ({}, [])}
        return data if len(left) == len(data) and all(item is data[key] for key, item in left.items()) else left
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        found = [None if (left := without_empty_values(item)) == {} else left for item in data]
        return data if all(map(operator.is_, found, data)) else found
    return data
