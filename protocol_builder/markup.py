"""Knows how words get into a page without ever becoming markup. Knows no county.

A page is Markdown with HTML in it, so a word from a county file could be taken for either. Every value that a template
prints is therefore written with numeric entities, which mean the same character in both.
"""

import re

from markupsafe import Markup

from .english import capitalized

MARKDOWN = "\\`*_{}[]()'#+!|~=^$:@"
"""Punctuation that Markdown gives a meaning to within a line, and HTML between tags and in double quotes does not."""
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in f'{MARKDOWN}<>&"'}
# Signs that show nothing, and those that would turn round the letters after them: both can only mislead.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Most of what a page prints has none of it: another sign than these, or more than one space.
_TO_DO = re.compile(r"[^A-Za-z0-9.,;%’“”– -]|  ")


def inert(text: object) -> Markup:
    """Text in one line, with every sign that could be markup written as an entity. Markup stays as it is."""
    if isinstance(text, Markup):
        return text
    typed = str(text)
    if not _TO_DO.search(typed):
        return Markup(typed)
    return Markup(re.sub(r"\s+", " ", visible(typed)).translate(_ACTIVE))


def verbatim(text: str) -> Markup:
    """Lines as they were typed, for a `<pre>`."""
    return Markup("\n".join(visible(line.replace("\t", "    ")).translate(_ACTIVE) for line in text.splitlines()))


def plain(text: str) -> str:
    """Text for places that themes print unescaped, such as a page's title: letters, digits, plain punctuation."""
    return " ".join(re.sub(r"[^\w .,:;§()’–-]", " ", visible(text).replace("'", "’")).split())


def sentence(text: str) -> str:
    """The text with a capital at its beginning, unless it begins with a key of a county file."""
    first = text.split(" ", 1)[0]
    return text if re.search(r"[_.:]", first) else capitalized(text)


def visible(text: str) -> str:
    """The text without signs that show nothing or turn round the letters after them."""
    return _UNSEEN.sub("", text)
