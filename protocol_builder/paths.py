"""The value at a path of keys and list positions in a county file's data."""

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
