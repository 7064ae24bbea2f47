"""Find texts that may not say what a county does: unfinished, a no, resting on a condition, or only the name of a law.

The patterns are in `schemas/texts.yaml`. They are signs and no proof, since a program cannot tell from words what is done;
so a doubt is a warning, and one about a duty of the instrument's own statute keeps an agreement a draft.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from ..characters import as_it_looks
from . import phrases, texts

Kind: TypeAlias = Literal["no", "condition", "citation", "open"]

_MAX = 400
"""Characters of a text that can be nothing but the name of a law, and of a sentence that is read for a condition."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text may not say how something is done."""

    kind: Kind
    """It reads like a no, rests on a condition or a later day, only names the law, or is still to be filled in."""
    words: str
    """The words that look so."""


def doubt(text: str) -> Doubt | None:
    """Return what is doubtful about a text that is to say how something is done; None if nothing is.

    A condition is looked for in the first sentence, and one that holds for all that is done in each; a text that only
    names the law does nothing else. What is in letters that only look like those of the words is read as it looks.
    """
    seen = as_it_looks(text)
    if seen != text and texts.is_refusal(seen):
        return Doubt("no", text.strip())
    return _doubt(text) or (_doubt(seen) if seen != text else None)


def _doubt(text: str) -> Doubt | None:
    if words := texts.unfinished(text):
        return Doubt("open", words)
    if words := texts.may_say_no(text):
        return Doubt("no", words)
    said = text.strip()
    if len(said) <= _MAX and phrases.has_words("citation_words", said) and _only_cites(said):
        return Doubt("citation", said.rstrip(". "))
    first, *further = texts.sentences(said)
    words = _condition(first, "conditions")
    words = words or next(filter(None, (_condition(one, "conditions_further_on") for one in further)), "")
    return Doubt("condition", words) if words else None


def _condition(sentence: str, name: str) -> str:
    """Return the words of a sentence by which it rests on a condition, from its beginning; empty if there are none."""
    conditions = phrases.that_may_match(sentence, name) if len(sentence) <= _MAX else []
    if not conditions or phrases.has_words("no_condition", sentence):
        return ""
    found = next(filter(None, (phrases.at_the_beginning(one).match(sentence) for one in conditions)), None)
    return found[0].strip() if found else ""


def _only_cites(text: str) -> bool:
    """Return whether a text is the name of a law, after words that lead to one, such as “as required by”."""
    (leads,), (word,) = _patterns("citations"), _patterns("cited")
    begins = leads.match(text)
    words = re.split(r"[\s,;:]+", text[begins.end() if begins else 0 :])
    return all(not one or one == "&" or word.fullmatch(one) for one in (each.rstrip(".") for each in words))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return phrases.patterns(name)
