"""Find texts that may not say what a county does: that say no, rest on a condition, or only name the law.

The patterns are in `schemas/texts.yaml`. They are signs and no proof, since a program cannot tell from words what is done;
so a doubt is a warning, and one about a duty of the instrument's own statute keeps an agreement a draft.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from ..characters import as_it_looks
from . import texts

Kind: TypeAlias = Literal["no", "condition", "citation"]

_MAX = 400
"""Characters of a text that is read for such words; a longer one says more than that."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text may not say how something is done."""

    kind: Kind
    """It reads like a no, rests on a condition or a later day, or only names the law."""
    words: str
    """The words that look so."""


def doubt(text: str) -> Doubt | None:
    """Return what is doubtful about a text that is to say how something is done; None if nothing is.

    A condition is looked for in the first sentence, as a no is; a text that only names the law does nothing else. What
    is in letters that only look like those of the words is read as it looks.
    """
    seen = as_it_looks(text)
    if seen != text and texts.is_refusal(seen):
        return Doubt("no", text.strip())
    return _doubt(text) or (_doubt(seen) if seen != text else None)


def _doubt(text: str) -> Doubt | None:
    if words := texts.may_say_no(text):
        return Doubt("no", words)
    said = text.strip()
    if len(said) > _MAX:
        return None
    if texts.has_words("citation_words", said) and _only_cites(said):
        return Doubt("citation", said.rstrip(". "))
    first = texts.first_sentence(said)
    conditions = texts.that_may_match(first, "conditions")
    if not conditions or texts.has_words("no_condition", first):
        return None
    found = next(filter(None, (texts.at_the_beginning(one).match(first) for one in conditions)), None)
    return Doubt("condition", found[0].strip()) if found else None


def _only_cites(text: str) -> bool:
    """Return whether a text is the name of a law, after words that lead to one, such as “as required by”."""
    (leads,), (word,) = _patterns("citations"), _patterns("cited")
    begins = leads.match(text)
    words = re.split(r"[\s,;:]+", text[begins.end() if begins else 0 :])
    return all(not one or one == "&" or word.fullmatch(one) for one in (each.rstrip(".") for each in words))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return texts.patterns(name)
