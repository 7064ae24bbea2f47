"""Knows the characters that come along from Word or a web page and that no one sees. Knows no YAML."""

import re

_BLANKS = {
    "\u00a0": "a non-breaking space",
    "\u2002": "a wide space",
    "\u2003": "a wide space",
    "\u2007": "a non-breaking space",
    "\u2009": "a thin space",
    "\u202f": "a narrow non-breaking space",
    "\u3000": "a wide space",
}
_NOTHING = {
    "\u00ad": "a hidden hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a zero-width joiner",
    "\ufeff": "a zero-width space",
}
_SIGN = re.compile(f"[{''.join(_BLANKS)}{''.join(_NOTHING)}]")


def first(text: str) -> int:
    """Where the first of them stands in a text, from 0; -1 where there is none."""
    found = _SIGN.search(text)
    return found.start() if found else -1


def told(text: str) -> tuple[str, str]:
    """Of a text that has one: that it stands there, as a clause of a sentence, and what to do."""
    sign = text[first(text)]
    message = f"an invisible character from Word ({_BLANKS.get(sign) or _NOTHING[sign]}) stands"
    return message, "delete it and type a blank" if sign in _BLANKS else "delete it"


def typed(text: str) -> str:
    """The text as it was to be typed."""
    return _SIGN.sub(lambda found: " " if found[0] in _BLANKS else "", text)
