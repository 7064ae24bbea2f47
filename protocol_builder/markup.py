"""Knows how words get into a page without ever becoming markup, and how Markdown becomes HTML. Knows no county.

A page is Markdown with HTML blocks in it, so a word from a county file could be taken for either. Every value that a
template prints is therefore written with numeric entities, which mean the same character in both.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

import jinja2
import markdown_it
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from . import resources

# Punctuation that Markdown or HTML gives a meaning to within a line.
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]()<>&\"'#+!|~=^$:@"}
_LINK = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


def inert(text: object) -> Markup:
    """Text on one line, with every sign that could be markup written as an entity."""
    words = " ".join(str(text).split())
    visible = "".join(sign for sign in words if unicodedata.category(sign) not in ("Cc", "Cs"))
    return Markup(visible.translate(_ACTIVE))


def verbatim(text: str) -> Markup:
    """Lines as they were typed, for a `<pre>`: like `inert`, but spaces and line ends stay."""
    return Markup("\n".join(str(inert(f"|{line}|"))[6:-6].join(_edges(line)) for line in text.splitlines()))


def _edges(line: str) -> tuple[str, str]:
    return "", ""


def markdown(text: str) -> Markup:
    """HTML of a county's own Markdown: raw HTML stays text, links lead to web, mail and telephone addresses only."""
    return Markup(_parser().render(text))


@cache
def _parser() -> markdown_it.MarkdownIt:
    parser = markdown_it.MarkdownIt("commonmark", {"html": False, "breaks": False}).enable("table")
    parser.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    parser.add_render_rule("image", _image)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("link_open", _link)
    return parser


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A picture would be fetched from another host; its description is what remains."""
    return str(inert(tokens[index].content))


def _heading(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A heading within a field, which must not upset the order of the page's own headings."""
    return '<p class="subheading">' if tokens[index].nesting == 1 else "</p>\n"


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    tokens[index].attrSet("rel", "noreferrer")
    return self.renderToken(tokens, index, options, env)
