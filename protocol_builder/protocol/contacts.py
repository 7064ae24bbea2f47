"""Telephone numbers and email addresses of offices and positions: what is printed, its link, and who may see it.

A number is public or internal. Internal ones are for staff: they are on printed sheets and on a site for staff, never on
a public page, in its data, or in an agreement. In doubt, a number is internal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..diagnostic import Path

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


def labeled(
    phone: Contact | None, after_hours: Contact | None, email: Contact | None = None, hotline: Contact | None = None
) -> tuple[tuple[str, Contact], ...]:
    """Return those that there are, each with what it is for; the usual number needs no word."""
    found = (("child abuse hotline", hotline), ("", phone), ("after hours", after_hours), ("email", email))
    return tuple((label, one) for label, one in found if one)


def contact(data: dict[str, Any], key: str) -> Contact | None:
    """Return what an agency or a seat has under one of `KEYS`, or None."""
    entry = data.get(key)
    text, internal = typed(entry), is_internal(entry)
    if not text:
        return None
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


def ten_digits(number: str) -> str:
    """Return the area code and the number, or empty if it is not a telephone number of ten digits."""
    found = _NUMBER.fullmatch(re.sub(r"\D", "", _EXTENSION.sub("", number.strip())))
    return "".join(found.groups()) if found else ""


def is_reserved_for_fiction(number: str) -> bool:
    """Return whether nobody has a telephone number: 555-0100 to 555-0199, in every area code, are for examples."""
    return bool(_RESERVED.fullmatch(ten_digits(number)[3:]))


def typed(entry: Any) -> str:
    """Return the number or the address of an entry as it was typed; empty if it has none."""
    value = entry.get("number", entry.get("address")) if isinstance(entry, dict) else entry
    return "" if value is None else str(value).strip()


def contacts_in(data: Any) -> list[tuple[Path, Any]]:
    """Return (path, entry) for each number and address below some data, in the order of the file."""
    found: list[tuple[Path, Any]] = []
    _gather(data, (), found)
    return found


def _gather(data: Any, path: Path, found: list[tuple[Path, Any]]) -> None:
    # A function that yields what others yield takes three times as long, and each file is looked through several times.
    if data.__class__ is dict:
        for key, value in data.items():
            if key in KEYS and value.__class__ is not list:
                found.append(((*path, key), value))
            elif value.__class__ is dict or value.__class__ is list:
                _gather(value, (*path, key), found)
    elif data.__class__ is list:
        for index, item in enumerate(data):
            if item.__class__ is dict or item.__class__ is list:
                _gather(item, (*path, index), found)


MARK = re.compile(r"\b(?:internal|private|confidential|staff_only|not_public)\w*[\"']?\s*:")
"""A key by which an author may say that a number is for staff only, in the text of a file."""


def marked(data: Any) -> Any:
    """Return some data in which a number is internal also where the mark is beside it, or misspelled; else the same object.

    The shape refuses such a mark and takes it out. Without this, the number would be left behind as a public one.
    """
    return _marked(data) if _has_marks_beside(data) else data


def _has_marks_beside(data: Any) -> bool:
    if data.__class__ is dict and _is_marked(data):
        return True
    for value in data.values() if data.__class__ is dict else data:
        if (value.__class__ is dict or value.__class__ is list) and _has_marks_beside(value):
            return True
    return False


def _is_marked(entries: dict[str, Any]) -> bool:
    """Return whether one of some keys and values marks the numbers beside it as internal."""
    return not entries.keys().isdisjoint(KEYS) and any(
        MARK.match(f"{key}:") and value is not False for key, value in entries.items()
    )


def _marked(data: Any) -> Any:
    if isinstance(data, list):
        return [_marked(item) for item in data]
    if not isinstance(data, dict):
        return data
    beside = _is_marked(data)
    return {
        key: {("address" if key == "email" else "number"): value, "internal": True}
        if beside and key in KEYS and isinstance(value, str | int)
        else _marked(value)
        for key, value in data.items()
    }


def internal_in(data: Any) -> tuple[str, ...]:
    """Return every internal number and address below some data, as it was typed."""
    found = (typed(entry) for _, entry in contacts_in(data) if is_internal(entry))
    return tuple(dict.fromkeys(filter(None, found)))


def without_internal(data: Any) -> Any:
    """Return some data without internal numbers and addresses, wherever they are; the same object if it has none."""
    hidden = {_same(number) for number in internal_in(data)}
    return _without(data, lambda entry: is_internal(entry) or _same(typed(entry)) in hidden)


def without_fiction(data: Any) -> Any:
    """Return some data without numbers that nobody has; the same object if it has none."""
    return _without(data, lambda entry: is_reserved_for_fiction(typed(entry)))


def _same(number: str) -> str:
    """Return the same text for the same number, however it is typed."""
    return ten_digits(number) or number.casefold()


def _without(data: Any, unwanted: Callable[[Any], bool]) -> Any:
    """Return some data without numbers and addresses of a kind; the same object, also of each part, if it has none."""
    if isinstance(data, dict):
        kept = {
            key: _without(value, unwanted)
            for key, value in data.items()
            if not (key in KEYS and not isinstance(value, list) and unwanted(value))
        }
        same = len(kept) == len(data) and all(kept[key] is value for key, value in data.items())
        return data if same else kept
    if isinstance(data, list):
        items = [_without(item, unwanted) for item in data]
        return data if all(item is before for item, before in zip(items, data, strict=True)) else items
    return data
