"""Words for a page, written so that none of them can become markup.

A page is Markdown with HTML in it, so a word from a county file could be taken for either. Every value that a template
prints is therefore written with numeric entities, which mean the same character in both.
"""

import re

from markupsafe import Markup

from .characters import page_text

MARKDOWN = "\\`*_{}[]()'#+!|~=^$:@"
"""Punctuation that Markdown gives a meaning to within a line, and HTML between tags and in double quotes does not."""
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in f'{MARKDOWN}<>&"'}
# Most of what a page prints has none of it: another character than these, or more than one space.
_TO_DO = re.compile(r"[^A-Za-z0-9.,;%’“”– -]|  ")


def inert(text: object) -> Markup:
    """Text on one line, with every character that could be markup written as an entity; Markup is returned unchanged."""
    if isinstance(text, Markup):
        return text
    typed = str(text)
    if not _TO_DO.search(typed):
        return Markup(typed)
    return Markup(re.sub(r"\s+", " ", page_text(typed)).translate(_ACTIVE))


def verbatim(text: str) -> Markup:
    """Lines as they were typed, escaped, for a `<pre>`; a tab becomes four spaces."""
    return Markup("\n".join(page_text(line.replace("\t", "    ")).translate(_ACTIVE) for line in text.splitlines()))


def plain_title(text: str) -> str:
    """A page's title, which themes print unescaped: letters, digits, plain punctuation, and spaces for the rest."""
    return " ".join(re.sub(r"[^\w .,:;§()’–-]", " ", page_text(text).replace("'", "’")).split())
