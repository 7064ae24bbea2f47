"""The text of `explain`: requirements, rules, and the coverage of the statutes, for people in a terminal."""

import textwrap
from collections.abc import Iterator, Sequence

from ... import california
from ...characters import safe_text
from ...checking import rules
from ...checking.free_text import how_words_count
from ...checking.rules import Rule
from ...law import announced_changes, requirements
from ...law import coverage as law_coverage
from ...law.requirements import Requirement, bad_example, force_in_words, good_example, question_if_left_out
from ..color import Paint, no_color
from .text import WIDTH, wrapped


def listing(paint: Paint = no_color) -> Iterator[str]:
    """Every requirement on record, grouped by statute or document, then every rule: id and title."""
    source = ""
    for requirement in requirements.on_record():
        if requirement.source_title != source:
            source = requirement.source_title
            yield f"\n{paint(source, 'place')}"
        since = "" if requirement.since == requirements.FIRST_DAY else f" (since {requirement.since})"
        yield f"  {requirement.id:<45} {requirement.citation}{since}"
        yield f"  {'':<45} {requirement.title}"
    yield f"\n{paint('Rules for the file itself, not law', 'place')}"
    for rule in rules.all():
        yield f"  {rule.id:<45} {rule.severity}"
        yield f"  {'':<45} {rule.title}"
    yield f"\n{paint(requirements.DISCLAIMER, 'law')} To explain one: protocol-builder explain ID"


def of_document(those: Sequence[Requirement], paint: Paint = no_color) -> Iterator[str]:
    """Each requirement of one statute or document, and what to write for it."""
    yield f"{paint(those[0].source_title, 'place')}; {force_in_words(those)}"
    for one in those:
        yield f"\n{one.title} [{one.id}]"
        yield from (f"    {line}" for line in good_example(one).splitlines())
    yield f"\n{requirements.DISCLAIMER}"


def of_requirement(requirement: Requirement, paint: Paint = no_color) -> Iterator[str]:
    """One requirement: the words of the law, when it took effect, whom it binds, and what to write."""
    today = california.today().isoformat()
    until = f" until {requirement.until}" if requirement.until else ""
    law = requirement.force == "shall"
    yield f"{paint(requirement.title, 'place')} [{requirement.id}]"
    since = f"in force since {requirement.since}{until}" if requirement.since else "announced, not in force"
    yield f"{requirement.citation}, {since}; {force_in_words([requirement])}"
    if requirement.history:
        yield from wrapped(requirement.history)
    if requirement.changed:
        yield from wrapped(f"What changed on {requirement.since}: {requirement.changed}")
    for change in announced_changes.affecting(requirement):
        yield from wrapped(f"{change.heading(today)}: {change.bill}, {change.status_on(today)}")
    yield ""
    words = f"{requirement.opening} … {requirement.quote}" if requirement.opening else requirement.quote
    yield from wrapped(paint(f"“{words}”", "law"))
    yield ""
    yield from wrapped(requirement.description)
    yield ""
    about = (
        ("Binds" if law else "Meant for", requirement.bound),
        ("Applies if", requirement.conditions),
        ("Asked of", requirement.asked_of),
    )
    for heading, found in about:
        if found:
            yield heading
            yield from (line for one in found for line in wrapped(one, "  ", bullet="- "))
    yield ""
    if how := how_words_count(requirement):
        yield from wrapped(how)
        yield ""
    yield "Met by, for example"
    yield from (f"    {line}" for line in good_example(requirement).splitlines())
    yield ""
    if lines := bad_example(requirement):
        yield "Not met by"
        yield from (f"    {line}" for line in lines.splitlines())
        yield f"  {paint('error:' if law else 'advice:', requirement.severity)} {requirement.message}"
        yield ""
    if question := question_if_left_out(requirement):
        yield "Unknown if left out"
        yield f"  {paint('unknown:', 'unknown')} {question}"
        if (of_section := question_if_left_out(requirement, with_its_section=True)) != question:
            yield "Unknown if nothing is said of its section"
            yield f"  {paint('unknown:', 'unknown')} {of_section}"
        yield ""
    yield requirements.DISCLAIMER


def of_rule(rule: Rule, paint: Paint = no_color) -> Iterator[str]:
    """A rule: what is wrong and why it matters, and an example of each side."""
    yield f"{paint(rule.title, 'place')} [{rule.id}]"
    yield f"{paint(rule.severity, rule.severity)}; about the file itself, not a requirement of law"
    yield ""
    yield from wrapped(rule.description)
    yield ""
    yield "Found, for example, in"
    yield from (f"    {line}" for line in safe_text(rule.bad_shown).split("\n"))
    yield ""
    yield "Not found in"
    yield from (f"    {line}" for line in rule.good.split("\n"))
    yield ""
    yield requirements.DISCLAIMER


def coverage(paint: Paint = no_color) -> Iterator[str]:
    """How the sentences of the statutes are accounted for: counts by kind, what only a person can judge, each sentence."""
    counts = law_coverage.counts()
    whole = sum(counts.values())
    yield f"{whole - counts[law_coverage.UNACCOUNTED]} of {whole} sentences of the statutes are accounted for"
    for kind in law_coverage.kinds():
        yield f"  {counts[kind.id]:>4}  {kind.label}"
    yield "\n" + paint("Duties that need a person's judgment", "place")
    for sentence in law_coverage.for_a_person():
        yield from wrapped(f"{sentence.citation}: {sentence.text}", "  ")
        yield from wrapped(" ".join(entry.why for entry in sentence.listed), "      ")
    for name in dict.fromkeys(sentence.law for sentence in law_coverage.sentences()):
        yield f"\n{paint(name, 'place')}"
        for sentence in law_coverage.of_law(name):
            checked = ", ".join(requirement.id for requirement in sentence.requirements)
            listed = "; ".join(f"{law_coverage.kind(entry.kind).label}: {entry.why}" for entry in sentence.listed)
            accounted = "; ".join(filter(None, (checked, listed))) or "not accounted for"
            room = WIDTH - len(sentence.citation) - 4
            yield f"  {sentence.citation}: {textwrap.shorten(sentence.text, room, placeholder=' …')}"
            yield from wrapped(accounted, "      ")
    yield f"\n{requirements.DISCLAIMER}"
