"""Sentences in which a clause says what a county file says, as far as the law allows it."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ..checking.evaluate import Verdict
from ..english import join_words, uncapitalized
from ..law import vocabulary
from ..protocol.model import County, Protocol, Seat
from ..protocol.practice import Practice, Words
from .splice import marked, typed


def labels(words: Words) -> tuple[str, ...]:
    """How a document prints the words of a list, with its own apostrophes."""
    return tuple(label.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") for label in words.labels)


class CountyFacts:
    """What one protocol says, for clauses to print as far as the law allows it."""

    def __init__(self, protocol: Protocol, verdicts: Iterable[Verdict] = ()) -> None:
        self._protocol = protocol
        self._unlawful = {(v.county, v.requirement.id) for v in verdicts if v.state in ("not_met", "unknown")}

    def lawful(self, county: County, value: Any, *requirements: str) -> Any:
        """A value as it is; nothing where one of these requirements is not met by it, or may not be."""
        return None if any((county.name, id) in self._unlawful for id in requirements) else value

    def carriers(self, county: County, functions: Words) -> tuple[str, ...]:
        """The county's agencies with these functions, or a function's name where no agency has it."""
        found: dict[str, None] = {}
        for function in functions.words:
            agencies = [a.name for a in self._protocol.agencies_with(function) if a.county in ("", county.name)]
            found |= dict.fromkeys(agencies or [vocabulary.label("functions", function)])
        return tuple(found)

    def here(self, county: County, words: str) -> Markup:
        """The first words of a sentence about a county: with its name where a reader may take it for another's.

        What public sources show is always said of a county by its name, since the rest is model wording.
        """
        if self._is_named:
            return Markup("In {}, {}").format(typed(county.full_name), typed(uncapitalized(words)))
        return typed(words)

    @property
    def _is_named(self) -> bool:
        return len(self._protocol.counties) != 1 or self._protocol.is_partial

    def told(self, county: County, lines: Iterable[tuple[str, Any]]) -> Markup:
        """What the county says, as a paragraph of sentences and a paragraph for each of its own texts.

        A line is a sentence with `{}` in the place of the value, or a caption for the county's own text; and the value:
        a `Practice` (printed where the file says how), words, names, a number, or a text. Nothing is printed for a value
        that the file leaves out.
        """
        sentences: list[Markup] = []
        texts: list[Markup] = []
        for words, value in lines:
            if not (found := _phrase(value)):
                continue
            if "{}" in words:
                sentences.append(Markup(words).format(found))
            else:
                of = Markup(" ({})").format(typed(county.full_name)) if self._is_named else Markup("")
                texts.append(Markup("**{}{}.** {}").format(typed(words), of, _with_period(found, value)))
        if sentences and self._is_named:
            sentences[0] = Markup("In {}, {}").format(typed(county.full_name), Markup(uncapitalized(str(sentences[0]))))
        paragraphs = [Markup(" ").join(sentences), *texts] if sentences else texts
        return Markup("").join(paragraph + Markup("\n\n") for paragraph in paragraphs)

    def seats(self, seats: Iterable[Seat]) -> Markup:
        """A table of who holds which seat by which position."""
        found = tuple(seats)
        with_designee = any(seat.designee for seat in found)
        heads = ("Seat", "Agency", "Position", *(("Designee",) if with_designee else ()))
        rows = [heads, ("---",) * len(heads)]
        for seat in found:
            agency = f"{seat.agency_name}{f', {seat.division}' if seat.division else ''}"
            note = f" ({seat.note})" if seat.note and seat.title else seat.note
            cells = (seat.function_short, agency, f"{seat.title}{note}", *((seat.designee,) if with_designee else ()))
            rows.append(cells)
        lines = (
            Markup("| ")
            + Markup(" | ").join(cell if cell in (*heads, "---") else typed(cell) for cell in row)
            + Markup(" |")
            for row in rows
        )
        return Markup("\n").join(lines) + Markup("\n")


def _phrase(value: Any) -> Markup:
    match value:
        case Markup():
            return value
        case Practice():
            return marked(value.text) if value.done else Markup("")
        case Words():
            listed = labels(value)
            return typed("; ".join(listed) if any(" and " in label for label in listed) else join_words(listed))
        case tuple() | list():
            return typed(join_words(tuple(value)))
    return typed("" if value is None else str(value))


def _with_period(found: Markup, value: Any) -> Markup:
    """A text that ends as a sentence; the county's own Markdown ends as the county wrote it."""
    is_own = isinstance(value, Practice | Markup)
    return found if is_own or str(found).rstrip("\ue005").endswith((".", "!", "?")) else found + Markup(".")
