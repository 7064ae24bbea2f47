"""Knows how words get into a page without ever becoming markup. Knows no county.

A page is Markdown with HTML in it, so a word from a county file could be taken for either. Every value that a template
prints is therefore written with numeric entities, which mean the same character in both.
"""

import datetime
import re
import unicodedata

from markupsafe import Markup

# Punctuation that Markdown or HTML gives a meaning to within a line.
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]()<>&\"'#+!|~=^$:@"}
_UNSEEN = ("Cc", "Cs", "Cn", "Co")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # would turn round the letters that follow


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
    """The text without characters that show nothing and can only mislead."""
    return "".join(
        sign for sign in text if (sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN) and sign not in _TURNING
    )
