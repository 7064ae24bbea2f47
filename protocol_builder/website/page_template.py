"""Knows how one page of the site is written: its settings, its template, the links that lead from it.

Knows neither which pages there are nor any site engine.
"""

import json
import re
from collections.abc import Set
from functools import cache
from typing import Any
from urllib.parse import quote

import jinja2

from .. import markup, resources
from ..checking import rules
from ..checking.county_status import IN_NUMBERS, KINDS
from ..checking.evaluate import STATES, State
from ..english import as_sentence, capitalized, date_in_words, join_words
from ..law import announced_changes, coverage, requirements, vocabulary
from ..law.requirements import bad_example, good_example
from ..protocol import time_limits
from ..writers import html
from . import changes, county_map, glossary, roles


class BrokenLinkError(Exception):
    """A template links to a page that the site does not have."""


SEVERITIES = {
    "error": ("error", "Something that the law puts as “shall” is not met, or the file contradicts itself."),
    "warning": ("warning", "Probably wrong, such as a term that has ended."),
    "advice": ("advice, not law", "What guidance recommends, or a remark worth a look. Nothing fails for it."),
    "unknown": ("unknown", "The file does not say; the tool asks."),
}
"""How findings are weighed: the word that pages print, and what it means."""


_SETTINGS = {
    # Posts and agencies before the law about them.
    **dict.fromkeys(("county", "roles", "teams"), "search: {boost: 8}\n"),
    **dict.fromkeys(("compare", "times"), "hide: [toc]\n"),  # their tables need the room
    # The same words for every county would bury everything else that the search finds.
    **dict.fromkeys(("articles", "verdicts", "errors", "by_role"), "search: {exclude: true}\n"),
    "group": "hide: [toc]\nsearch: {exclude: true}\n",
}
"""What the page of a template asks of the site's theme."""


READY = "ready"
"""The setting of a page that says that it consists of headings in Markdown and of HTML, and of no other Markdown."""

_CELLS: dict[State, tuple[str, str]] = {
    "satisfied": ("y", "met"),
    "excused": ("e", "excused"),
    "not_met": ("n", "not met"),
    "unknown": ("u", "unknown"),
    "not_applicable": ("o", "n/a"),
}
"""How a cell of a table of counties shows a verdict, in few letters since there may be thousands: class and words."""


def written(path: str, template: str, title: str, known: Set[str], about: dict[str, Any]) -> str:
    """The page at a path (Markdown with HTML). `known` are the paths that it may link to.

    Raises BrokenLinkError.
    """

    def to(target: str, anchor: str = "") -> str:
        """The address of another page as seen from this one."""
        if target not in known:
            raise BrokenLinkError(f"{path} links to {target}, which the site does not have")
        if target == path and anchor:
            return f"#{anchor}"
        ending = ".html" if target.endswith(".md") else ""
        return f"{_from(here, target).removesuffix('.md')}{ending}{f'#{anchor}' if anchor else ''}"

    here = path.split("/")[:-1]
    safe, settings = markup.plain_title(title), _SETTINGS.get(template, "")
    if template in ("county", "unreadable"):  # for the link to edit it, where the site's settings have one
        settings += f"county_file: {json.dumps(quote(about['file'].name))}\n"
    body = _templates().get_template(f"{template}.md.jinja").render(title=safe, to=to, **about)
    body = body if template == "statute" else glossary.told(body)
    return f"---\ntitle: {json.dumps(safe, ensure_ascii=False)}\n{READY}: true\n{settings}---\n\n{body}"


def _from(folder: list[str], target: str) -> str:
    """The way to a path from a folder, as `posixpath.relpath` tells it a good deal slower."""
    steps = target.split("/")
    shared = 0
    while shared < min(len(folder), len(steps) - 1) and folder[shared] == steps[shared]:
        shared += 1
    return "../" * (len(folder) - shared) + "/".join(steps[shared:])


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.templates() / "site"),
        autoescape=True,
        finalize=markup.inert,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {
        "markdown": html.markdown,
        "verbatim": markup.verbatim,
        "date": date_in_words,
        "sentence": as_sentence,
        "apart": html.excerpt,
        "capital": capitalized,
        "within": time_limits.within,
        "at_once": time_limits.at_once,
        "web": lambda url: url if url.startswith(("https://", "http://")) else "#",
    }
    templates.tests["starting_with"] = str.startswith
    templates.globals |= {
        "STATES": STATES,
        "CELLS": _CELLS,
        "KINDS": KINDS,
        "IN_NUMBERS": IN_NUMBERS,
        "DISCLAIMER": requirements.DISCLAIMER,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "picture": html.picture,
        "county_map": county_map,
        "by_role": roles,
        "days": changes,
        "glossary": glossary.terms,
        "words_of": lambda name: vocabulary.lists()[name],
        "good_example": good_example,
        "bad_example": bad_example,
        "counties_of_california": sum(not entry.get("example") for entry in vocabulary.lists()["counties"].values()),
        "SEVERITY_WORDS": {severity: words for severity, (words, _) in SEVERITIES.items()},
        "SEVERITY_MEANS": {severity: meaning for severity, (_, meaning) in SEVERITIES.items()},
        "divided": _divided,
        "listed": join_words,
        "functions": lambda words: join_words(tuple(map(vocabulary.in_sentence, words))),
        "kinds": lambda words: join_words(tuple(vocabulary.label("agency_kinds", word) for word in words), "or"),
        "requirement_of": requirements.by_id,
        "rule_of": rules.by_id,
        "announced": announced_changes.announced,
        "coverage": coverage,
        "touching": announced_changes.affecting,
    }
    return templates


def _divided(remedy: str) -> tuple[str, str]:
    """A remedy as what to do and the lines to type, which may be none."""
    if "\n" in remedy:
        head, _, lines = remedy.partition("\n")
        return head, lines
    typed = re.match(r"(write) ([a-z_]+: .*)", remedy)
    return (typed[1], typed[2]) if typed else (remedy, "")
