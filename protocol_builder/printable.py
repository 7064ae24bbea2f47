"""Knows which signs no output may hold as they are, and what stands in their place. Knows nothing of what is told.

Signs that a terminal obeys could move the cursor or hide text, and directional overrides make it read backwards. A
service that runs jobs takes `::command::` at the beginning of a line, and `##[command]` anywhere, for an order.
"""

import os
import re

# Half of a pair of surrogates stands for a byte of a file's name that is no text.
_SIGNS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_ORDER = r"(?<=#)#(?=\[|vso\[)"
_UNSAFE = re.compile(f"[{_SIGNS}]|{_ORDER}")


def safe(text: str) -> str:
    """The text, as long as it was, with a replacement character for each sign that would be obeyed."""
    return _UNSAFE.sub("\ufffd", text)


def no_order(line: str) -> str:
    """A line that the log of a job takes for no order; only one that looks like an order is changed."""
    return f"./{line}" if line.lstrip().startswith("::") else line


def line(text: str) -> str:
    """The text on one line, made safe."""
    return no_order(safe(text).replace("\n", " "))


def lines(text: str) -> str:
    """The text with its lines, each made safe."""
    return "\n".join(map(no_order, safe(text).split("\n")))


def in_json(text: str) -> str:
    """JSON text with those signs, which can only stand in its strings, escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_difference(path: str) -> str:
    """A file's path as it stands in a unified diff: with such signs, tabs or ends of lines as `git` quotes them."""
    if safe(path) == path and not re.search('[\t\n]|^"', path):
        return path
    signs = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\#' else f"\\{byte:03o}" for byte in os.fsencode(path))
    return f'"{"".join(signs)}"'


def for_xml(text: str) -> str:
    """A text as XML can hold it, which has no place for some of these signs, not even escaped."""
    return re.sub(f"[{_SIGNS}\ufffe\uffff]", "\ufffd", text)


def in_xml(text: str) -> str:
    """XML text in which what looks like an order, and can only stand in its texts, is escaped."""
    return re.sub(_ORDER, "&#35;", re.sub(r"(?m)^([^\S\n]*):(?=:)", r"\1&#58;", text))
