"""Knows what a clause may ask of a county file: its facts of practice, as far as the law allows them. Prints no format.

A fact that falls short of a duty is not printed as agreed: there the clause keeps the law's own measure, and the gap is
shown below it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup

from ..checking.evaluate import Verdict
from ..english import join_words, uncapitalized
from ..law import vocabulary
from ..protocol.model import County, Protocol
from ..protocol.practice import Practice, Words
from .splice import marked, typed

Choices: TypeAlias = Sequence[tuple[str, str]]


class Facts:
    """What one protocol says, for clauses to print."""

    def __init__(self, protocol: Protocol, verdicts: Iterable[Verdict] = ()) -> None:
        self._protocol = protocol
        self._unlawful = {(v.county, v.requirement.id) for v in verdicts if v.state in ("not_met", "unknown")}

    def lawful(self, county: County, value: Any, *requirements: str) -> Any:
        """A value as it is; nothing where one of these requirements is not met by it, or may not be."""
        return None if any((county.name, id) in self._unlawful for id in requirements) else value

    def carriers(self, county: County, functions: Words) -> tuple[str, ...]:
        """The county's agencies that carry these functions, or the functions' names where no agency does."""
        found: dict[str, None] = {}
        for function in functions.words:
            agencies = [a.name for a in self._protocol.agencies_with(function) if a.county in ("", county.name)]
            found |= dict.fromkeys(agencies or [vocabulary.label("functions", function)])
        return tuple(found)

    def facts(self, county: County, lines: Iterable[tuple[str, Any]], lead: str = "") -> Markup:
        """A list of what the county says, introduced by its name or by `lead`; nothing where it says nothing.

        A line is a name and a value: a `Practice` (printed where the file says how), words, names, a number or text.
        """
        told = [(name, said) for name, value in lines if (said := _said(value))]
        begin = typed(lead or f"In {county.full_name}")
        if len(told) == 1:
            [(name, said)] = told
            within = name if name[1:2].isupper() else uncapitalized(name)
            return Markup("{}, {}: {}\n").format(begin, typed(within), said)
        listed = Markup("").join(Markup("- **{}:** {}\n").format(typed(name), said) for name, said in told)
        return Markup("{}:\n\n{}\n").format(begin, listed) if told else listed


def _said(value: Any) -> Markup:
    match value:
        case Markup():
            return value
        case Practice():
            return marked(value.text) if value.done else Markup("")
        case Words():
            found = labels(value)
            value = "; ".join(found) if any(" and " in label for label in found) else join_words(found)
        case tuple() | list():
            value = join_words(tuple(value))
    words = "" if value is None else str(value)
    return typed(words if words.endswith((".", "!", "?")) or not words else f"{words}.")


def labels(words: Words) -> tuple[str, ...]:
    """How a document prints the words of a list, with its own apostrophes."""
    return tuple(label.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") for label in words.labels)


def common(words: Iterable[Words]) -> tuple[str, ...]:
    """The words that every county's file has alike; nothing where one is silent or two differ."""
    found = {item.words for item in words}
    return found.pop() if len(found) == 1 else ()


def chosen(words: tuple[str, ...], choices: Choices) -> tuple[str, ...]:
    """Of (word, wording) the wordings of these words, or all of them where none is said.

    A wording without a word is the library's alone: it stands only where the file says nothing of its own.
    """
    return tuple(wording for word, wording in choices if word in words or not words)


def choice(words: tuple[str, ...], choices: Choices) -> Markup:
    """The chosen wordings as a numbered list that reads as one sentence."""
    found = chosen(words, choices)
    ends = [*[";"] * (len(found) - 2), "; and", "."][-len(found) :] if found else []
    return Markup("".join(f"1. {wording}{end}\n" for wording, end in zip(found, ends, strict=True)))
