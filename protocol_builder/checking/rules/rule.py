"""What a rule is, and what it looks at in a county file.

A rule is what must hold in a county file and no statute says. Each has a file of its own, named after its id, with one
`RULE`. Some look at the file themselves; others explain what was found while the file was read or its shape was
checked, and pick it from there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from ...diagnostic import Diagnostic, Path, Severity
from ...english import quoted
from ...protocol.county_data import InstrumentOf, county_views, instruments_of, is_of_public_sources
from ...reading.source import Source, Texts, texts
from ..evaluate import Verdict
from ..requirement_finding import to_describe


@dataclass(frozen=True)  # without slots: what several rules look at is kept once one of them has asked for it
class CheckedFile:
    """A county file on its way through the rules."""

    source: Source
    data: dict[str, Any] = field(repr=False)
    """The file's data without what departs from the shape; empty if the file cannot be read."""
    on: str
    """The day of the check (ISO)."""
    found: tuple[Diagnostic, ...] = ()
    """What was found while the file was read, its shape was checked, and its folder of clauses was read."""
    verdicts: tuple[Verdict, ...] = ()
    """The results of the requirements in force; empty if the file cannot be read."""

    @cached_property
    def texts(self) -> Texts:
        """Every text of the file with its path, in the order of the file."""
        return texts(self.data)

    @cached_property
    def texts_by_key(self) -> dict[str, list[tuple[Path, str]]]:
        """The texts by the key they are under; those of a list by the list's key."""
        found: dict[str, list[tuple[Path, str]]] = {}
        for path, value in self.texts:
            key = path[-1] if isinstance(path[-1], str) else path[-2]
            found.setdefault(str(key), []).append((path, value))
        return found

    @cached_property
    def views(self) -> tuple[tuple[str, dict[str, Any], Path], ...]:
        """(county, merged data, path prefix) for each county."""
        return tuple(county_views(self.data))

    @property
    def agencies(self) -> dict[str, dict[str, Any]]:
        """The agencies that the file describes, by short name."""
        return self.data.get("agencies") or {}

    @property
    def instrument(self) -> dict[str, Any]:
        """What the file says about its instrument."""
        return self.data.get("instrument") or {}

    @property
    def is_of_public_sources(self) -> bool:
        """Whether the file holds only what public sources show."""
        return is_of_public_sources(self.data)


Check: TypeAlias = Callable[[CheckedFile], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as `check` applies it and as `explain`, the site, and SARIF explain it."""

    id: str
    severity: Severity
    """What a finding weighs as a rule; in a file of public sources some weigh less."""
    title: str
    """What is wrong, in a few words."""
    description: str
    """What is wrong and why it matters, in plain words."""
    bad: str | bytes
    """Part of a county file that has this finding; bytes if it is not UTF-8."""
    good: str
    """The same part without it."""
    check: Check
    """Yields the findings of a file; those of the same kind may have one check together."""

    @property
    def bad_shown(self) -> str:
        """The bad example as an editor shows it."""
        return self.bad if isinstance(self.bad, str) else self.bad.decode("utf-8", "replace")


def of_each_instrument(check: Callable[[CheckedFile, InstrumentOf], Iterator[Diagnostic]]) -> Check:
    """Return the check of a rule about an instrument's status, adoption, or term, which counties may each have of their own.

    What holds for several counties is reported once, for all of them.
    """

    def check_each(file: CheckedFile) -> Iterator[Diagnostic]:
        found: dict[Diagnostic, list[str]] = {}
        for instrument in instruments_of(file.data):
            for finding in check(file, instrument):
                found.setdefault(finding, []).append(instrument.county)
        for finding, counties in found.items():
            yield replace(finding, county=counties[0] if len(counties) == 1 else "")

    return check_each


def not_described(
    id: str, noun: str, section: str, named: Iterable[tuple[Path, str]], described: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield a finding for each short name, of an agency or a source, that a section of the file does not describe.

    `named` gives (path, short name) for each place that names one.
    """
    for path, name in named:
        if name not in described:
            yield Diagnostic(
                id,
                "error",
                f"no {noun} has the short name {quoted(name)}",
                path,
                True,
                to_describe(name, section, described),
                rests_on=(section, name),
            )


def found_before(id: str) -> Check:
    """Return the check of a rule whose findings were made while the file was read or its shape was checked."""

    def check(file: CheckedFile) -> Iterator[Diagnostic]:
        return (finding for finding in file.found if finding.id == id)

    return check


def or_unknown(file: CheckedFile, finding: Diagnostic, message: str) -> Diagnostic:
    """Return the finding; in a file of public sources it is unknown, as they do not show everything."""
    if not file.is_of_public_sources:
        return finding
    return replace(finding, severity="unknown", message=message, remedy="")


def is_earlier(date: str, other: str) -> bool:
    """Return whether a date (ISO) is surely before another; each may be only a month or a year, or empty."""
    shared = min(len(date), len(other))
    return bool(date and other) and date[:shared] < other[:shared]
