"""Stands in for `rpds` in the browser: the persistent collections that `referencing` and `jsonschema` build on.

Each operation copies, which is slower than the compiled package and gives the same answers. Only what those two packages
call is here; `tests/website/browser/test_adapters.py` holds it against the compiled package.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class HashTrieMap(dict[Any, Any]):
    """A map that never changes: each operation returns another."""

    @classmethod
    def convert(cls, value: Any) -> "HashTrieMap":
        """Return the value if it is such a map already, otherwise one with the same entries."""
        return value if isinstance(value, cls) else cls(value)

    def insert(self, key: Any, value: Any) -> "HashTrieMap":
        """Return a map that has an entry more, or another value for a key."""
        return HashTrieMap({**self, key: value})

    def update(self, *maps: Mapping[Any, Any], **entries: Any) -> "HashTrieMap":  # type: ignore[override]
        """Return a map with the entries of others as well, of which the last ones win."""
        merged = dict(self)
        for one in maps:
            merged.update(one)
        return HashTrieMap({**merged, **entries})

    def remove(self, key: Any) -> "HashTrieMap":
        """Return a map without a key. Raises KeyError if there is no such key."""
        if key not in self:
            raise KeyError(key)
        return HashTrieMap({each: value for each, value in self.items() if each != key})

    def discard(self, key: Any) -> "HashTrieMap":
        """Return a map without a key, which need not be there."""
        return self.remove(key) if key in self else self

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


class HashTrieSet(frozenset[Any]):
    """A set that never changes: each operation returns another."""

    def insert(self, value: Any) -> "HashTrieSet":
        """Return a set with a value more."""
        return HashTrieSet(self | {value})

    def update(self, *values: Iterable[Any]) -> "HashTrieSet":
        """Return a set with the values of others as well."""
        return HashTrieSet(self.union(*values))

    def remove(self, value: Any) -> "HashTrieSet":
        """Return a set without a value. Raises KeyError if it is not there."""
        if value not in self:
            raise KeyError(value)
        return HashTrieSet(self - {value})

    def discard(self, value: Any) -> "HashTrieSet":
        """Return a set without a value, which need not be there."""
        return HashTrieSet(self - {value})


class List(tuple[Any, ...]):
    """A list that never changes, to which values are added in front."""

    def __new__(cls, *values: Any) -> "List":
        """Make a list of the values, or of those of a single iterable."""
        return super().__new__(cls, values[0] if len(values) == 1 else values)

    @property
    def first(self) -> Any:
        """The first value. Raises IndexError if there is none."""
        return self[0]

    @property
    def rest(self) -> "List":
        """The list after its first value."""
        return List(self[1:])

    def push_front(self, value: Any) -> "List":
        """Return a list with a value more, in front."""
        return List((value, *self))

    def drop_first(self) -> "List":
        """Return the list without its first value."""
        return self.rest
