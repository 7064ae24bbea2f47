"""Renders one page of the site: its settings, its template, and its links to other pages."""

import json
from collections.abc import Set
from functools import cache
from typing import Any
from urllib.parse import quote

import jinja2

from .. import compiled_templates, markup, resources
from ..agreement import first_day
from ..checking import rules
from ..checking.county_status import KINDS, NOT_READ
from ..checking.evaluate import RESULTS, Result
from ..checking.free_text import how_words_count
from ..checking.lines_to_add import divided, with_choices
from ..english import as_sentence, capitalized, date_in_words, inward, join_words, uncapitalized, with_article
from ..law import announced_changes, coverage, record, requirements, vocabulary
from ..law.requirements import bad_example, force_in_words, good_example, question_if_left_out
from ..law.statutes import in_context
from ..protocol import time_limits
from ..writers import html
from . import bills, changes, charts, county_map, duty_answers, glossary, known_facts, roles, state_record
from .browser.pages import POLICY


class BrokenLinkError(Exception):
    """A template links to a page that the site does not have."""


SEVERITIES = {
    "error": ("error", "A duty by statute is not met, or the file contradicts itself."),
    "warning": ("warning", "Probably wrong, such as a term that has ended."),
    "advice": ("advice, not law", "Guidance recommends it, or it is worth a look. It is not an error."),
    "unknown": ("unknown", "The file does not say; the tool asks."),
}
"""The severities of findings: the word pages print, and what it means."""

_SETTINGS = {
    # Job titles and agencies come before the law about them, and so does what is in plain words.
    **dict.fromkeys(("county", "roles", "teams", "role", "who", "first_day"), "search: {boost: 8}\n"),
    "bills": "search: {boost: 8}\n",
    **dict.fromkeys(("glossary", "history", "reading"), "search: {boost: 4}\n"),
    **dict.fromkeys(("requirement", "rule"), "search: {boost: 0.5}\n"),
    "compare": "hide: [toc]\nsearch: {boost: 4}\n",  # its table needs the space
    **dict.fromkeys(("times", "duties", "team_lists"), "hide: [toc]\n"),
    # The same words for every county would bury everything else that the search finds.
    **dict.fromkeys(("articles", "verdicts", "errors", "by_role", "to_write"), "search: {exclude: true}\n"),
    "card": "hide: [toc]\n",
    "group": "search: {exclude: true}\n",
}
"""The theme's settings for the pages of a template."""

READY = "<!--ready-->"
"""The beginning of a page that consists of headings in Markdown and of HTML, and has no other Markdown."""

_WITH_A_TOOL = {"check_file": "browser.css", "write_file": "form.css"}
"""The templates of pages that run the program in the browser, and the style of each."""

_CELLS: dict[Result, tuple[str, str]] = {
    "stated": ("y", "met"),
    "in_words": ("w", "own words"),
    "excused": ("e", "excused"),
    "not_met": ("n", "not met"),
    "unknown": ("u", "unknown"),
    "not_applicable": ("o", "n/a"),
}
"""How a table of counties shows a verdict: class and words, short because there may be thousands."""


def render_page(path: str, template: str, title: str, known: Set[str], about: dict[str, Any]) -> str:
    """Return the page at a path (Markdown with HTML).

    `known` are the paths it may link to; `about` are the template's variables. Raises BrokenLinkError.
    """

    def to(target: str, anchor: str = "") -> str:
        """Return the address of another page, relative to this one."""
        if target not in known:
            raise BrokenLinkError(f"{path} links to {target}, which the site does not have")
        if target == path and anchor:
            return f"#{anchor}"
        ending = ".html" if target.endswith(".md") else ""
        return f"{_relative_path(here, target).removesuffix('.md')}{ending}{f'#{anchor}' if anchor else ''}"

    here = path.split("/")[:-1]
    safe, settings = markup.plain_title(title), _SETTINGS.get(template, "")
    if template in ("county", "unreadable"):  # for the link to edit it, if the site's settings have one
        settings += f"county_file: {json.dumps(quote(about['file'].name))}\n"
    if template in _WITH_A_TOOL:
        settings += f"content_security_policy: {json.dumps(POLICY)}\nstyles: {json.dumps(to(f'browser/{_WITH_A_TOOL[template]}'))}\n"
    body = _templates().get_template(f"{template}.md.jinja").render(title=safe, to=to, **about)
    body = body if template == "statute" else glossary.with_abbreviations(body)
    return f"---\ntitle: {json.dumps(safe, ensure_ascii=False)}\n{settings}---\n\n{READY}\n{body}"


def _relative_path(folder: list[str], target: str) -> str:
    """Return the relative path from a folder to a path. `posixpath.relpath` is much slower."""
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
    compiled_templates.keep(templates, __file__)
    templates.filters |= {
        "markdown": html.markdown,
        "verbatim": markup.verbatim,
        "date": date_in_words,
        "sentence": as_sentence,
        "apart": html.excerpt,
        "capital": capitalized,
        "uncapital": uncapitalized,
        "the": with_article,
        "inward": inward,
        "within": time_limits.within,
        "at_once": time_limits.at_once,
        "web": lambda url: url if url.startswith(("https://", "http://")) else "#",
    }
    templates.tests["starting_with"] = str.startswith
    templates.globals |= {
        "RESULTS": RESULTS,
        "CELLS": _CELLS,
        "KINDS": KINDS,
        "NOT_READ": NOT_READ,
        "how_words_count": how_words_count,
        "DISCLAIMER": requirements.DISCLAIMER,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "picture": html.picture,
        "charts": charts,
        "county_map": county_map,
        "known_facts": known_facts,
        "BILLS_PAGE": bills.PAGE,
        "duty_answers": duty_answers,
        "DUTIES_PAGE": duty_answers.PAGE,
        "TEAMS_PAGE": known_facts.TEAMS_PAGE,
        "NO_FILE": state_record.NO_FILE,
        "STATE_PAGE": state_record.PAGE,
        "VICTIMS_PAGE": state_record.VICTIMS_PAGE,
        "PRACTICES_PAGE": state_record.PRACTICES_PAGE,
        "STATEWIDE_PAGE": state_record.STATEWIDE_PAGE,
        "by_role": roles,
        "law_of_first_day": first_day.law_in_small_print,
        "changes": changes,
        "glossary": glossary.terms,
        "words_of": lambda name: vocabulary.lists()[name],
        "good_example": good_example,
        "bad_example": bad_example,
        "question_if_left_out": question_if_left_out,
        "force_in_words": force_in_words,
        "counties_of_california": sum(not entry.get("example") for entry in vocabulary.lists()["counties"].values()),
        "SEVERITY_WORDS": {severity: words for severity, (words, _) in SEVERITIES.items()},
        "SEVERITY_MEANS": {severity: meaning for severity, (_, meaning) in SEVERITIES.items()},
        "divided": divided,
        "with_choices": with_choices,
        "listed": join_words,
        "functions": lambda words: join_words(tuple(map(vocabulary.in_sentence, words))),
        "kinds": lambda words: join_words(tuple(vocabulary.label("agency_kinds", word) for word in words), "or"),
        "requirement_of": requirements.by_id,
        "in_context": in_context,
        "rule_of": rules.by_id,
        "in_words": date_in_words,
        "is_later": record.is_later,
        "taken_on": record.taken_on,
        "announced": announced_changes.announced,
        "coverage": coverage,
        "touching": announced_changes.affecting,
    }
    return templates
