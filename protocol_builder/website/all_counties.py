"""What the site shows about all county files together, ready for templates."""

from collections import Counter
from dataclasses import dataclass

from ..checking.county_status import Standing
from ..checking.evaluate import Result, Verdict
from ..law import shape, vocabulary
from ..law.requirements import Requirement
from ..law.statutes import Statute
from . import state_record
from .county_page import CountyFile, free_slugs
from .county_part import CountyPart
from .state_record import CountyRecord

COMPARISON = "compare.md"
"""The page that compares counties. A county's own site has none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements about the same part of a county file."""

    key: str
    """The key of the county file."""
    title: str
    requirements: tuple[Requirement, ...]

    @property
    def page(self) -> str:
        """The page that compares counties by these requirements."""
        return f"compare/{self.key.replace('_', '-')}.md"

    @property
    def has_duties(self) -> bool:
        """Whether any of them is a duty, not guidance."""
        return any(requirement.force == "shall" for requirement in self.requirements)

    def counts(self, standing: Standing) -> Counter[Result]:
        """Count a county's verdicts on the duties by result. Guidance is not counted."""
        found = (standing.verdict(requirement.id) for requirement in self.requirements if requirement.force == "shall")
        return Counter(verdict.result for verdict in found if verdict and verdict.is_asked)


@dataclass(frozen=True, slots=True)
class CountyEntry:
    """One of California's counties: its files in the collection, and what the State's record shows of it."""

    name: str
    page: str
    """Its page: of its file, or of what the State's record shows if it has none."""
    files: tuple[tuple[CountyFile, Standing], ...]
    """Its county files; none if the collection has none."""
    record: CountyRecord

    @property
    def full_name(self) -> str:
        """The name as a title: `El Dorado County`."""
        return vocabulary.full_name(self.name)

    @property
    def parts(self) -> tuple[tuple[CountyFile, CountyPart], ...]:
        """Its part of each of its files."""
        return tuple((file, part) for file, one in self.files for part in file.parts if part.standing == one)


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything the pages are made from."""

    on: str
    """The date whose law was applied (ISO)."""
    files: tuple[CountyFile, ...]
    requirements: tuple[Requirement, ...]
    statutes: tuple[Statute, ...]

    @property
    def is_one_countys(self) -> bool:
        """Whether all files are of one county, or of the counties of one instrument, so there is nothing to compare."""
        named = {tuple(sorted(one.county for one in file.standings)) for file in self.files if file.protocol}
        return bool(self.files) and len(named) <= 1 and not any(file.is_example for file in self.files)

    @property
    def standings(self) -> tuple[tuple[CountyFile, Standing], ...]:
        """Each county of each file, the example last."""
        found = [(file, standing) for file in self.files for standing in file.standings]
        return tuple(sorted(found, key=lambda item: (item[1].is_example, item[1].county or "~", item[0].slug)))

    @property
    def of_several_files(self) -> frozenset[str]:
        """The counties that more than one file describes, so that a name alone does not say which file is meant."""
        number = Counter(standing.county for file in self.files for standing in file.standings)
        return frozenset(county for county, files in number.items() if files > 1)

    @property
    def compared(self) -> tuple[tuple[CountyFile, Standing], ...]:
        """Each county whose file can be read, the example last."""
        return tuple((file, standing) for file, standing in self.standings if standing.verdicts)

    @property
    def timed(self) -> tuple[tuple[CountyFile, CountyPart], ...]:
        """Each county whose file names the team that serves a child, or sets a time for reports; the example last."""
        found = [(file, part) for file in self.files for part in file.parts if part.sets_times]
        return tuple(
            sorted(found, key=lambda item: (item[1].standing.is_example, item[1].standing.county, item[0].slug))
        )

    @property
    def most_stages(self) -> int:
        """The highest number of stages of any team."""
        return max((len(part.stages) for _, part in self.timed), default=0)

    @property
    def real(self) -> tuple[tuple[CountyFile, Standing], ...]:
        """Each real county of each file, without the example."""
        return tuple((file, standing) for file, standing in self.standings if not standing.is_example)

    @property
    def named(self) -> tuple[str, ...]:
        """The names of the real counties, each once, sorted."""
        return tuple(sorted({standing.county for _, standing in self.real if standing.county}))

    @property
    def entries(self) -> tuple[CountyEntry, ...]:
        """Each of California's counties, by name, whether or not a file is of it."""
        names = vocabulary.counties()
        without = [name for name in names if name not in self.named]
        slugs = dict(zip(without, free_slugs(without, {file.slug for file in self.files}), strict=True))
        found: dict[str, list[tuple[CountyFile, Standing]]] = {name: [] for name in names}
        for file, standing in self.real:
            if standing.county in found:
                found[standing.county].append((file, standing))
        record = state_record.record()
        return tuple(
            CountyEntry(
                name, files[0][0].page if files else f"counties/{slugs[name]}.md", tuple(files), record.of(name)
            )
            for name, files in found.items()
        )

    def count(self, kind: str) -> int:
        """Count the real counties with a status, such as `gaps`."""
        return sum(standing.kind == kind for _, standing in self.real)

    @property
    def dates(self) -> tuple[tuple[str, str, CountyFile], ...]:
        """Reviews, ends of terms, and other due dates of real counties: (date, what happens, file), earliest first."""
        coming = [(day, what, file) for file in self.files if not file.is_example for day, what in file.dates]
        return tuple(sorted(coming, key=lambda item: (item[0], item[2].slug)))

    def verdicts(self, requirement: Requirement) -> tuple[tuple[CountyFile, Standing, Verdict], ...]:
        """Return the verdict on one requirement in each county that has one."""
        found = ((file, standing, standing.verdict(requirement.id)) for file, standing in self.standings)
        return tuple((file, standing, verdict) for file, standing, verdict in found if verdict)

    @property
    def in_force(self) -> tuple[Requirement, ...]:
        """The requirements in effect on the date of the collection."""
        return tuple(requirement for requirement in self.requirements if requirement.in_force(self.on))

    @property
    def duties(self) -> tuple[Requirement, ...]:
        """The requirements by statute."""
        return tuple(requirement for requirement in self.requirements if requirement.force == "shall")

    @property
    def guidance(self) -> tuple[Requirement, ...]:
        """The recommendations of guidance."""
        return tuple(requirement for requirement in self.requirements if requirement.force != "shall")

    @property
    def groups(self) -> tuple[Group, ...]:
        """The requirements in effect, grouped by the part of a county file they are about; duties before guidance."""
        keys = dict.fromkeys(str(requirement.path[0]) for requirement in self.in_force)
        return tuple(_group(key, tuple(r for r in self.in_force if r.path[0] == key)) for key in keys)

    @property
    def history(self) -> tuple[tuple[str, tuple[tuple[str, tuple[Requirement, ...]], ...]], ...]:
        """The requirements by the date they took effect: (date, by source), earliest first."""
        dated = [requirement for requirement in self.requirements if requirement.since]
        days = sorted({requirement.since for requirement in dated})
        return tuple((day, self.by_source(tuple(r for r in dated if r.since == day))) for day in days)

    @property
    def texts(self) -> tuple[tuple[str, tuple[Statute, ...]], ...]:
        """The texts on record: (heading, texts), law before guidance."""
        kinds = (("Texts of the law", False), ("Excerpts of the guidance", True))
        found = ((title, tuple(s for s in self.statutes if s.is_guidance is guidance)) for title, guidance in kinds)
        return tuple((title, texts) for title, texts in found if texts)

    def by_source(self, requirements: tuple[Requirement, ...]) -> tuple[tuple[str, tuple[Requirement, ...]], ...]:
        """Group requirements by the statute or document they come from: (its title, requirements)."""
        titles = dict.fromkeys(requirement.source_title for requirement in requirements)
        return tuple((title, tuple(r for r in requirements if r.source_title == title)) for title in titles)


def _group(key: str, requirements: tuple[Requirement, ...]) -> Group:
    described = {**shape.schema()["$defs"], **shape.schema()["properties"]}
    title = str(described.get(key, {}).get("title") or shape.schema()["$defs"].get(key, {}).get("title") or key)
    return Group(key, title, tuple(sorted(requirements, key=lambda requirement: requirement.force != "shall")))
