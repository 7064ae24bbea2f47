"""Knows how words get into a page without ever becoming markup. Knows no county.

A page is Markdown with HTML in it, so a word from a county file could be taken for either. Every value that a template
prints is therefore written with numeric entities, which mean the same character in both.
"""

import datetime
import re

from markupsafe import Markup

# Punctuation that Markdown or HTML gives a meaning to within a line.
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]()<>&\"'#+!|~=^$:@"}
# Signs that show nothing, and those that would turn round the letters after them: both can only mislead.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def inert(text: object) -> Markup:
    """Text in one line, with every sign that could be markup written as an entity. Markup stays as it is."""
    if isinstance(text, Markup):
        return text
    return Markup(re.sub(r"\s+", " ", _visible(str(text))).translate(_ACTIVE))


def verbatim(text: str) -> Markup:
    """Lines as they were typed, for a `<pre>`."""
    return Markup("\n".join(_visible(line.replace("\t", "    ")).translate(_ACTIVE) for line in text.splitlines()))


def plain(text: str) -> str:
    """Text for places that themes print unescaped, such as a page's title: letters, digits, plain punctuation."""
    return " ".join(re.sub(r"[^\w .,:;§()’–-]", " ", _visible(text).replace("'", "’")).split())


def sentence(text: str) -> str:
    """The text with a capital at its beginning, unless it begins with a key of a county file."""
    first = text.split(" ", 1)[0]
    return text if re.search(r"[_.:]", first) else text[:1].upper() + text[1:]


def words_of_date(iso: str) -> str:
    """`June 16, 2026`, `June 2026` or `2026` for a date as county files write it; other text as it is."""
    try:
        if len(iso) == 10:
            day = datetime.date.fromisoformat(iso)
            return f"{day:%B} {day.day}, {day.year}"
        if len(iso) == 7:
            return f"{datetime.date.fromisoformat(f'{iso}-01'):%B %Y}"
    except ValueError:
        pass
    return iso


def _visible(text: str) -> str:
    return _UNSEEN.sub("", text)
