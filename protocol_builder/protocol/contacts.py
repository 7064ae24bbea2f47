"""Telephone numbers and email addresses of offices and positions: what is printed, its link, and who may see it.

A number is public or internal. Internal ones are for staff: they are on printed sheets and on a site for staff, never on
a public page, in its data, or in an agreement. In doubt, a number is internal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KEYS = ("phone", "after_hours", "email", "hotline")
"""The keys of an agency or a seat that have a number or an address."""

_NUMBER = re.compile(r"(?:\+?1)?([2-9]\d\d)([2-9]\d\d)(\d{4})")
_EXTENSION = re.compile(r",? ?(?:ext\.?|extension|x) ?(\d+)$")
_RESERVED = re.compile(r"55501\d\d")
"""555-0100 to 555-0199 are reserved for fiction in every area code; nobody answers there."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number or an email address of an office."""

    text: str
    """As it is printed: `555-555-0100 ext. 12`, `911`, or an email address."""
    link: str
    """`tel:` or `mailto:` and the address."""
    is_internal: bool
    """Whether it is for staff only."""


def contact(data: dict[str, Any], key: str) -> Contact | None:
    """Return what an agency or a seat has under one of `KEYS`, or None."""
    entry = data.get(key)
    value = entry.get("number", entry.get("address")) if isinstance(entry, dict) else entry
    if value is None:
        return None
    text, internal = str(value).strip(), is_internal(entry)
    if key == "email":
        return Contact(text, f"mailto:{text}", internal)
    extension = _EXTENSION.search(text)
    digits = re.sub(r"\D", "", text[: extension.start()] if extension else text)
    found = _NUMBER.fullmatch(digits)
    if not found:
        return Contact(digits, f"tel:{digits}", internal)
    shown, called = "-".join(found.groups()), f"tel:+1{''.join(found.groups())}"
    if extension:
        return Contact(f"{shown} ext. {extension[1]}", f"{called};ext={extension[1]}", internal)
    return Contact(shown, called, internal)


def is_internal(entry: Any) -> bool:
    """Return whether a number or an address is for staff only: whatever does not say `internal: false` in a map is."""
    return isinstance(entry, dict) and entry.get("internal") is not False


def is_reserved_for_fiction(number: str) -> bool:
    """Return whether a telephone number is one of those that nobody has (555-0100 to 555-0199)."""
    digits = re.sub(r"\D", "", _EXTENSION.sub("", number))
    return len(digits) in (10, 11) and bool(_RESERVED.fullmatch(digits[-7:]))


def contacts_in(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield (key, entry) for each number and address below some data, in the order of the file."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in KEYS and not isinstance(value, list):
                yield key, value
            else:
                yield from contacts_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from contacts_in(item)


def internal_in(data: Any) -> tuple[str, ...]:
    """Return every internal number and address below some data, as it was typed."""
    found = (entry.get("number", entry.get("address", "")) for _, entry in contacts_in(data) if is_internal(entry))
    return tuple(dict.fromkeys(str(value) for value in found if value))


def without_internal(data: Any) -> Any:
    """Return some data without its internal numbers and addresses; the same object if it has none."""
    return _without(data) if any(is_internal(entry) for _, entry in contacts_in(data)) else data


def _without(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items() if not (key in KEYS and is_internal(value))}
    return [_without(item) for item in data] if isinstance(data, list) else data
