"""Says for each requirement in which counties it is met, not met, or not shown, in sentences instead of columns.

What public sources do not show is never said to be missing, and a county without a county file is named apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..checking.county_status import NOT_READ, Standing
from ..checking.evaluate import Verdict
from ..law.requirements import Requirement
from .all_counties import Collection, Group
from .county_page import CountyFile

PAGE = "compare/duties.md"
"""The page that counts duties by subject."""

Kind: TypeAlias = Literal["not_met", "stated", "in_words", "excused", "not_shown", "not_said", "not_applicable"]

_WORDS: dict[Kind, str] = {
    "not_met": "Not met in {} county file{}",
    "stated": "Met in {}",
    "in_words": f"In the county’s own words{NOT_READ} in {{}}",
    "excused": "Excused by law in {}",
    "not_shown": "Not shown by public sources for {}",
    "not_said": "The file does not say in {}",
    "not_applicable": "Does not apply in {}",
}
"""The sentence of each kind, in the order in which a reader needs them: how many county files, and an s for several."""


@dataclass(frozen=True, slots=True)
class Place:
    """A county as a sentence names it, and its page."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Answer:
    """In which counties a requirement has the same result."""

    kind: Kind
    places: tuple[Place, ...]
    without_file: int
    """How many counties without a county file are meant too; more than 0 only for what sources do not show."""

    @property
    def lead(self) -> str:
        """The beginning of the sentence: `Not met in 2 county files`."""
        number = len(self.places) + self.without_file
        return _WORDS[self.kind].format(number, "s" if number != 1 else "")

    @property
    def others(self) -> str:
        """The end of the sentence, for the counties that it does not name."""
        if not self.without_file:
            return ""
        counties = "county" if self.without_file == 1 else "counties"
        return f"the {self.without_file} {counties} without a county file"


@dataclass(frozen=True, slots=True)
class Answered:
    """Requirements that have the same results in the same counties."""

    requirements: tuple[Requirement, ...]
    answers: tuple[Answer, ...]


def answered(site: Collection, group: Group, *, duties: bool) -> tuple[Answered, ...]:
    """Return the duties of a group, or its guidance, with the results in all counties; those alike are together."""
    return _together(site, (r for r in group.requirements if (r.force == "shall") is duties))


def unmet(site: Collection) -> tuple[Answered, ...]:
    """Return the duties that at least one county file does not meet."""
    found = _together(site, (r for r in site.in_force if r.force == "shall"))
    return tuple(one for one in found if one.answers and one.answers[0].kind == "not_met")


def without_file(site: Collection) -> tuple[str, ...]:
    """Return the names of the counties without a county file."""
    return tuple(entry.name for entry in site.entries if not entry.files)


def _together(site: Collection, requirements: Iterable[Requirement]) -> tuple[Answered, ...]:
    absent = len(without_file(site))
    named = [(file, one, _name(site, file, one)) for file, one in site.real if one.verdicts]
    found: dict[tuple[Answer, ...], list[Requirement]] = {}
    for requirement in requirements:
        places: dict[Kind, list[Place]] = {kind: [] for kind in _WORDS}
        for file, one, name in named:
            if verdict := one.verdict(requirement.id):
                places[_kind(file, verdict)].append(Place(name, file.page))
        answers = tuple(
            Answer(kind, tuple(of_kind), absent if kind == "not_shown" else 0)
            for kind, of_kind in places.items()
            if of_kind or (kind == "not_shown" and absent)
        )
        found.setdefault(answers, []).append(requirement)
    return tuple(Answered(tuple(alike), answers) for answers, alike in found.items())


def _kind(file: CountyFile, verdict: Verdict) -> Kind:
    if not verdict.is_asked:
        return "not_applicable"
    match verdict.result:
        case "unknown":
            return "not_shown" if file.protocol and file.protocol.is_partial else "not_said"
        case result:
            return result


def _name(site: Collection, file: CountyFile, one: Standing) -> str:
    """Return a county's name; with the kind of instrument if it has several files, and whether it is not in force."""
    if not one.county:
        return file.title
    several = sum(other.county == one.county for _, other in site.real) > 1
    kind = file.protocol.instrument.kind_label if several and file.protocol else ""
    about = ", ".join(filter(None, (kind, one.not_in_force)))
    return f"{one.county} ({about})" if about else one.county
