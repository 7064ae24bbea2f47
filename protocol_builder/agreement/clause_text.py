"""A clause's text for one county file: what a clause may use, and the blocks it becomes.

What a county typed reaches a clause as words, never as markup or as a template; only what passes through the `markdown`
filter is read as Markdown, on its own, and then put in its place. A fact that falls short of a duty is not printed as
agreed: there the clause keeps the law's own measure, and the gap is shown below it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .. import compiled_templates
from ..checking.evaluate import Verdict
from ..english import (
    capitalized,
    did_you_mean,
    inward,
    join_words,
    named_in_a_sentence,
    printed_date,
    with_article,
)
from ..law import vocabulary
from ..protocol import binding, time_limits
from ..protocol.legal_entities import indemnities, insured
from ..protocol.model import Agency, County, Protocol
from ..protocol.practice import Practice, Words
from . import statutory_roles
from .blocks import Blocks
from .clauses import Clause, ClauseError
from .county_facts import CountyFacts, labels
from .splice import announces, marked, read, reference, typed
from .statutory_roles import StatutoryRole
from .topic_words import OwnWords

PICTURES = "appendix-pictures"
"""The id of the appendix that `pictured` refers to."""

_ABSENT_ARTICLE = "other arrangements of the parties"
_WILL = re.compile(r"\bwill\b")

Choices: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DefaultWording:
    """A clause's own words on a recommendation, printed where the county file may say nothing about it."""

    requirement: str
    clause: str
    counties: tuple[str, ...]
    """The names of the counties that the words are about."""


@dataclass(frozen=True, slots=True)
class LibraryTerm:
    """A term, such as a time limit, that neither the law nor the county set: only the library's wording has it."""

    clause: str
    words: str
    """The words of the clause that set it, as they are printed."""


@dataclass(frozen=True, slots=True)
class FilledClause:
    """What a clause says for one county file."""

    blocks: Blocks
    default_wording: tuple[DefaultWording, ...] = ()
    library_terms: tuple[LibraryTerm, ...] = ()
    own_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(topic, where the county file has its own words on it) for each topic that they speak of."""


def context(
    protocol: Protocol,
    on: str,
    library: Iterable[Clause],
    verdicts: Iterable[Verdict] = (),
    pictured: Collection[str] = (),
    every_reference: str = "",
    *,
    for_staff: bool = False,
) -> dict[str, Any]:
    """The variables and functions that a clause may use.

    Args:
        protocol: What the county file says.
        on: The day whose law is applied (ISO).
        library: The clauses that `article` may name.
        verdicts: They say which of the county's facts the law allows.
        pictured: The ids of clauses whose words an appendix also shows in a picture.
        every_reference: What `article` prints for a text outside the agreement, which has no articles of its own.
        for_staff: Whether a clause is filled in for a page that staff read on its own.
    """
    several = len(protocol.counties) != 1
    facts = CountyFacts(protocol, verdicts)

    def playing(role: dict[str, Any]) -> tuple[Agency, ...]:
        return statutory_roles.playing(protocol, on, role["who"], on_team=bool(role.get("on_team")))

    return {
        "protocol": protocol,
        "instrument": protocol.instrument,
        "counties": protocol.counties,
        "indemnities": indemnities(protocol),
        "insured": insured(protocol),
        "county": None if several else protocol.counties[0],
        "several": several,
        "on": on,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "source": protocol.source,
        "facts": facts.told,
        "lawful": facts.lawful,
        "carriers": facts.carriers,
        "here": facts.here,
        "seats_of": facts.seats,
        "bound": lambda agency: binding.is_bound(protocol, agency),
        "bound_agencies": tuple(agency for agency in protocol.agencies if binding.is_bound(protocol, agency)),
        "takes_part": lambda agency: binding.takes_part(protocol, agency),
        "statutory": lambda agency: StatutoryRole(protocol, agency, on),
        "duties_by_statute": statutory_roles.duties(protocol, on),
        "roles_played": lambda roles: tuple((r, found) for r in roles if (found := playing(r))),
        "roles_of": lambda agency, roles: tuple(r for r in roles if agency in playing(r)),
        "for_staff": for_staff,
        "announces": announces,
        "said": _said,
        "article": _article_references(library, every_reference),
        "pictured": lambda clause: reference(PICTURES, "the appendix") if clause in pictured else Markup(""),
        "speaks_of": lambda *requirements, **of: Markup(""),
        "term": Markup,
    }


def _article_references(library: Iterable[Clause], every_reference: str) -> Callable[..., Markup]:
    """`article("training")` for clauses: a reference by number, and the title unless it is `short`."""
    known = {clause.id: clause for clause in library}

    def article(id: str, *, short: bool = False) -> Markup:
        if id not in known:
            raise jinja2.TemplateRuntimeError(f"there is no clause {id}; {did_you_mean(id, known, 'there are')}")
        if every_reference:
            return Markup(every_reference)
        named = Markup(_ABSENT_ARTICLE) if known[id].is_recital else reference(id, _ABSENT_ARTICLE)
        return named if short else named + Markup(f" ({known[id].title})")

    return article


def applies(clause: Clause, values: dict[str, Any]) -> bool:
    """Whether a clause's `when` is true of one county file; raises ClauseError where it cannot be evaluated."""
    with _errors_located(clause):
        return not clause.when or bool(_condition(clause.when)(values))


@cache
def _condition(when: str) -> Callable[[dict[str, Any]], Any]:
    return _environment().compile_expression(when, undefined_to_none=False)


@cache
def names_any(clause: Clause, names: frozenset[str]) -> bool:
    """Whether a clause, or the condition on it, looks up a variable or an attribute of these names, or has one as a text."""
    with _errors_located(clause):
        templates = [_template(f"{clause.path} will", clause.body)]
        if clause.when:
            templates.append(_template(f"{clause.path} when", f"{{{{ {clause.when} }}}}"))
    return any(names & compiled_templates.looked_up(template) for template in templates)


def filled(clause: Clause, values: dict[str, Any]) -> FilledClause:
    """A clause filled in for one county file. Its references to other parts are still to be resolved.

    `values` is the `context`. Raises ClauseError with the line of the clause's file that cannot be filled in.
    """
    protocol: Protocol = values["protocol"]
    wording: list[DefaultWording] = []
    terms: list[LibraryTerm] = []

    def speaks_of(*requirements: str, unless: str = "", county: str = "") -> Markup:
        """Note that the words that follow speak of requirements; prints nothing.

        They do so of every county, of one `county`, or of those of which the file says nothing under `unless`.
        """
        silent = tuple(c.name for c in protocol.counties if not (unless and _says(c, unless)))
        counties = (county,) if county else silent if protocol.counties else ("",)
        wording.extend(DefaultWording(requirement, clause.id, counties) for requirement in requirements)
        return Markup("")

    def term(words: str) -> Markup:
        """Print the words of a term that only the library sets, and note it."""
        terms.append(LibraryTerm(clause.id, words))
        return Markup(words)

    own = OwnWords(protocol, clause.topics, values["lawful"], {})
    with _errors_located(clause):
        # What only public sources show of a county it has not agreed to, so its draft supposes instead of promising.
        form, body = ("would", _WILL.sub("would", clause.body)) if protocol.is_partial else ("will", clause.body)
        functions = {"speaks_of": speaks_of, "term": term, "own_words": own.words, "asks": own.asks}
        blocks = read(_template(f"{clause.path} {form}", body).render({**values, **functions}))
    return FilledClause(blocks, tuple(wording), tuple(dict.fromkeys(terms)), tuple(own.used.items()))


def _said(county: County, path: str) -> Practice | int | None:
    """What a county says in the section of its own kind of instrument, under keys joined by dots."""
    return county.own.said(path) if county.own else None


def _says(county: County, path: str) -> bool:
    found: object = county
    for name in path.split("."):
        found = getattr(found, name, None)
    return bool(found)


@contextmanager
def _errors_located(clause: Clause) -> Iterator[None]:
    """Raise what Jinja finds wrong in a clause as a ClauseError with the clause's file and line."""
    try:
        yield
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        where = f", line {line + clause.first_line}" if line else ""
        raise ClauseError(f"{clause.path.name}{where}: {error}") from error


def _line_of(error: BaseException) -> int:
    """The line of the template in which rendering stopped."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@cache
def _template(name: str, body: str) -> jinja2.Template:
    return compiled_templates.from_text(_environment(), name, body)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True, finalize=_printed
    )
    compiled_templates.keep(environment, __file__)
    environment.filters |= {
        "date": printed_date,
        "names": names,
        "markdown": marked,
        "labels": labels,
        "capital": capitalized,
        "the": with_article,
        "in_sentence": named_in_a_sentence,
        "within": lambda time: time_limits.within(time or ""),
        "at_once": lambda time, word="and": time_limits.at_once(time or "", word),
        "inward": inward,
    }
    environment.globals |= {"common": _common, "chosen": _chosen, "choice": _choice}
    return environment


def _printed(value: Any) -> Any:
    """What `{{ … }}` prints: words exactly as typed, and nothing for None."""
    return Markup("") if value is None else typed(value) if isinstance(value, str) else value


def names(items: Iterable[str], word: str = "and") -> str:
    """Names in a sentence: `a, b and c`."""
    return join_words(tuple(str(item) for item in items), word)


def _common(words: Iterable[Words]) -> tuple[str, ...]:
    """The words that every county's file has alike; nothing where one is silent or two differ."""
    found = {item.words for item in words}
    return found.pop() if len(found) == 1 else ()


def _chosen(words: tuple[str, ...], choices: Choices) -> tuple[str, ...]:
    """Of (word, wording) the wordings of these words, or all of them where the file has no words.

    A wording without a word is the library's alone: it is printed only where the file says nothing of its own.
    """
    return tuple(wording for word, wording in choices if word in words or not words)


def _choice(words: tuple[str, ...], choices: Choices) -> Markup:
    """The chosen wordings as a numbered list that reads as one sentence."""
    found = _chosen(words, choices)
    ends = [*[";"] * (len(found) - 2), "; and", "."][-len(found) :] if found else []
    return Markup("".join(f"1. {wording}{end}\n" for wording, end in zip(found, ends, strict=True)))
