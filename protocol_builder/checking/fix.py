"""What `--fix` adds to a county file for what is missing from it, so that only the county's own facts are left.

What is added is marked TODO, and still counts as missing until someone fills it in. `insertion` decides where in the
text things go.
"""

import copy
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from .. import files
from ..characters import diff_path
from ..diagnostic import Diagnostic, Path, Severity
from ..english import quoted
from ..law import requirements, shape, vocabulary
from ..law.requirements import MandatedSeat, Requirement
from ..paths import value_at
from ..protocol.county_data import county_views, is_of_public_sources, seats_held
from ..reading import source
from ..reading.insertion import CannotInsertError, Quoted, insert
from ..reading.loader import load_yaml
from ..reading.source import Source
from .check import Report, check_source
from .eligible_agencies import is_of_one_county

TODO = "TODO"

MAX_PASSES = 4
"""How often what has been added is looked at again: a section that is added may itself lack something."""

MAX_LINES, MAX_CHARACTERS = 50_000, 1_000_000
"""The longest text that entries are added to: each entry takes reading it again, and no county needs a tenth of it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A county file with what is missing added, to be filled in."""

    report: Report
    """The report of the new text: what has been added still counts as missing."""
    before: str
    added: tuple[Path, ...]
    left: tuple[tuple[Diagnostic, str], ...]
    """What could not be added, and why."""

    @property
    def text(self) -> str:
        return self.report.source.text

    def diff(self) -> str:
        """Return what has been added, as a unified diff."""
        path = diff_path(self.report.source.path)
        lines = difflib.unified_diff(_lines(self.before), _lines(self.text), path, path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key to be added."""

    path: Path
    value: Any
    quotes: tuple[str, ...] = ()
    """The law's words, for comments above it."""
    examples: tuple[str, ...] = ()
    comment: str = ""
    """A comment on the same line."""


@dataclass(slots=True)
class _Fixing:
    """A text while entries are added to it, and the law's words written above each."""

    now: Source
    added: list[Path] = field(default_factory=list)
    quoted: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def fix(
    report: Report,
    severities: Sequence[Severity] = ("error",),
    but: Callable[[Diagnostic], bool] = lambda finding: False,
) -> Fixed:
    """Return the file of a report with an entry to fill in for each finding of these severities that something is missing.

    With `unknown` that includes what the law requires and the file does not say. It leaves out whether the county elects
    funds and when its protocol was developed, which no entry can ask better, and anything that sources do not show. Of
    alternatives, such as laws under which a team shares information, it adds the first. `but` are findings to leave out.
    """
    if first := _to_do_first(report.source):
        missing = [d for d in report.diagnostics if d.severity in severities and is_missing(d, report)]
        return Fixed(report, report.source.text, (), tuple((d, first) for d in missing))
    fixing = _Fixing(report.source)
    # What belongs under a misspelt or misplaced key is there.
    left = {(d.path, d.id): (d, f"fix what is there first; {d.remedy}") for d in report.diagnostics if d.meant}
    now = report
    for _ in range(MAX_PASSES):
        missing = [d for d in now.diagnostics if d.severity in severities and is_missing(d, now) and not but(d)]
        missing = list(_without_alternatives(missing))
        if not [d for d in missing if (d.path, d.id) not in left]:
            break
        for entry, diagnostic in _together((entry, d) for d in missing for entry in _entries(d, now)):
            try:
                _add(entry, fixing)
            except CannotInsertError as error:
                left[diagnostic.path, diagnostic.id] = (diagnostic, str(error))
        now = check_source(fixing.now, report.on)
    if (text := _without_replaced_comments(fixing)) != fixing.now.text:
        now = check_source(source.read_text(text, report.source.path), report.on)
    return Fixed(now, report.source.text, tuple(fixing.added), tuple(left.values()))


def _to_do_first(read: Source) -> str:
    """Return what has to be done before anything can be added to a text; empty if nothing has."""
    if read.problems:  # no text in which something is doubtful can be proved to be unharmed
        return f"fix line {read.problems[0].line} first"
    if len(read.text) > MAX_CHARACTERS or read.text.count("\n") > MAX_LINES:
        return f"entries are added to files of at most {MAX_LINES:,} lines and {MAX_CHARACTERS:,} characters; delete empty lines and comments first"
    return ""


def _without_alternatives(missing: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings without those that no longer apply once an alternative before them is there."""
    chosen: dict[tuple[str, str], str] = {}
    for d in missing:
        requirement = requirements.by_id(d.id)
        of = [gate for gate in (requirement.binding if requirement else ()) if gate.alternative]
        if all(chosen.setdefault((d.county, gate.alternative), gate.id) == gate.id for gate in of):
            yield d


def _without_replaced_comments(fixing: _Fixing) -> str:
    """Return the text with sections in the place of comments, such as `init` writes, that hold nothing else."""
    text = fixing.now.text
    for key in dict.fromkeys(path[0] for path in fixing.added):
        section = re.search(rf"(?m)^{key}:[ ]*\n(?:[ ].*\n)+", text)
        comments = re.search(rf"(?m)^#{key}:[ ]*\n(?:#.*\n)+\n?", text)
        if (
            section
            and comments
            and {line[1:] for line in comments[0].splitlines() if line} <= set(section[0].splitlines())
        ):
            end = "\n" if comments[0].endswith("\n\n") else ""
            without = text.replace(section[0], "", 1)
            text = re.sub(r"\n{3,}", "\n\n", without.replace(comments[0], section[0] + end, 1))
    return text


def write(fixed: Fixed) -> None:
    """Replace the file with the new text, whole or not at all. Raises FileHasChangedError, OSError."""
    files.replace_text(FilePath(fixed.report.source.path), fixed.before, fixed.text)


def _together(entries: Iterable[tuple[_Entry, Diagnostic]]) -> Iterable[tuple[_Entry, Diagnostic]]:
    """Return each entry once: with the words of every duty it is to meet, and an agency with all its functions."""
    found: dict[Path, tuple[_Entry, Diagnostic]] = {}
    for entry, diagnostic in entries:
        if entry.path not in found:
            found[entry.path] = entry, diagnostic
            continue
        first = found[entry.path][0]
        if entry.path[0] == "agencies":
            functions = first.value["functions"]
            functions += [function for function in entry.value["functions"] if function not in functions]
        quotes = (*first.quotes, *(quote for quote in entry.quotes if quote not in first.quotes))
        found[entry.path] = replace(first, quotes=quotes), found[entry.path][1]
    return found.values()


def is_missing(diagnostic: Diagnostic, report: Report) -> bool:
    """Return whether a finding says that a key is not there, which `fix` can add, and not that what is there is wrong."""
    path = _place(diagnostic, report)
    if not path or path in report.source.keys:
        return False
    if diagnostic.severity == "unknown":
        if is_of_public_sources(report.data):
            return False
        facts = (requirements.gates()[id].path for id in ("opted_in", "development_dated", "complete"))
        return not any(diagnostic.path[-len(fact) :] == fact for fact in facts)
    return diagnostic.id == "shape-missing-key" or (diagnostic.force != "" and not diagnostic.at_value)


def _place(diagnostic: Diagnostic, report: Report) -> Path:
    """Return where the key belongs that a finding misses. A question is placed at the section that would answer it."""
    requirement = requirements.by_id(diagnostic.id)
    if requirement is None or diagnostic.severity != "unknown":
        return diagnostic.path
    of_county = "counties" in report.source.data and requirement.path[0] in shape.county_keys()
    return ("counties", diagnostic.county, *requirement.path) if of_county else requirement.path


def _add(entry: _Entry, fixing: _Fixing) -> None:
    """Add one entry, if nothing has been added there yet, and prove that nothing else has changed."""
    now = fixing.now
    if _has(now.data, entry.path):
        return
    if meant := _misspelled(entry.path, now.data):
        raise CannotInsertError(f"{quoted(meant)} may be a misspelling of {entry.path[-1]}; correct that first")
    quotes = entry.quotes if entry.quotes != _quoted_just_before(entry.path, now.data, fixing) else ()
    new = insert(now.text, entry.path, entry.value, shape.keys_at, (*quotes, *entry.examples), entry.comment)
    expected = copy.deepcopy(now.data)
    parent: Any = expected
    for key in entry.path[:-1]:
        if isinstance(parent, dict) and parent.get(key) is None:
            parent[key] = {}
        parent = parent[key]
    parent[entry.path[-1]] = entry.value
    read = source.read_text(new, now.path)
    if read.data != expected or read.problems:
        raise CannotInsertError("the way this part of the file is written leaves no safe place for an entry")
    fixing.now, fixing.quoted[entry.path] = read, entry.quotes
    fixing.added.append(entry.path)


def _has(data: Any, path: Path) -> bool:
    return value_at(data, path, _NOTHING) is not _NOTHING


_NOTHING = object()


def _misspelled(path: Path, data: Any) -> str:
    """Return an unknown key that looks like the first key of the path that is not there; empty if there is none."""
    for depth, key in enumerate(path):
        if not isinstance(data, dict):
            break
        if key not in data:
            known = shape.keys_at(path[:depth])
            strange = [other for other in data if known and other not in known]
            return next(iter(difflib.get_close_matches(str(key), strange, 1, 0.75)), "")
        data = data[key]
    return ""


def _quoted_just_before(path: Path, data: Any, fixing: _Fixing) -> tuple[str, ...]:
    """Return the law's words above the key just before a new one, if written in this run: they need no repeating."""
    siblings = shape.keys_at(path[:-1])
    before = siblings[: siblings.index(str(path[-1]))] if path[-1] in siblings else ()
    last = next((key for key in reversed(before) if _has(data, (*path[:-1], key))), "")
    return fixing.quoted.get((*path[:-1], last), ())


def _entries(diagnostic: Diagnostic, report: Report) -> Iterator[_Entry]:
    """Yield what is to be added for a finding."""
    requirement = requirements.by_id(diagnostic.id)
    path = _place(diagnostic, report)
    expected = shape.schema_at(path)
    if requirement is None:
        yield _Entry(path, blank(expected), (str(expected["description"]),) if "description" in expected else ())
    elif requirement.seat:
        yield from _seat(requirement, requirement.seat, diagnostic, report)
    elif "enum" in expected:
        yield _Entry(path, TODO, (_quote(requirement),), (f"One of: {', '.join(expected['enum'])}",))
    else:
        example = _example(requirement)
        shown = f"[{', '.join(map(str, example))}]" if isinstance(example, list) else _as_written(example)
        yield _Entry(path, blank(expected), (_quote(requirement),), (f"For example: {shown}",))


def _seat(requirement: Requirement, seat: MandatedSeat, diagnostic: Diagnostic, report: Report) -> Iterator[_Entry]:
    """Yield a seat with the agency that can hold it, and that agency if the file describes none."""
    views = {county: view for county, view, _ in county_views(report.source.data)}
    agencies = views.get(diagnostic.county, report.source.data).get("agencies")
    agencies = agencies if isinstance(agencies, dict) else {}
    example = _example(requirement)
    several = len(views) > 1
    # Of one county's agency in a file of several that does not say which, its seats say it.
    whose = {id: _counties_of(id, report) for id, agency in agencies.items() if several and _is_of_some(agency, seat)}
    fitting = [
        id
        for id, agency in agencies.items()
        if _can_hold(seat, agency, diagnostic.county) and (not whose.get(id) or diagnostic.county in whose[id])
    ]
    id, new = fitting[0] if len(fitting) == 1 and whose.get(fitting[0], {""}) else TODO, False
    if not fitting:
        id = f"{example['agency']}_{_slug(diagnostic.county)}" if several else example["agency"]
        id, new = (TODO, False) if id in agencies else (id, True)
    comment = f"for example {example['title']}"
    yield _Entry(diagnostic.path, {"agency": id, "title": Quoted(TODO)}, (_quote(requirement),), comment=comment)
    if new:
        agency = {"name": Quoted(TODO), "kind": seat.agency_kinds[0], "functions": [seat.function]}
        if several:
            agency["county"] = diagnostic.county
        yield _Entry(("agencies", id), agency)


def _is_of_some(agency: Any, seat: MandatedSeat) -> bool:
    """Return whether an agency belongs to one county, and does not say to which."""
    return isinstance(agency, dict) and not agency.get("county") and is_of_one_county(agency, seat.function)


def _counties_of(id: str, report: Report) -> set[str]:
    """Return the counties for which an agency of a file of several holds a seat."""
    return {county for (_, holder), counties in seats_held(report.data).items() if holder == id for county in counties}


def _can_hold(seat: MandatedSeat, agency: Any, county: str) -> bool:
    """Return whether an agency, as the file describes it, can hold a seat of a county."""
    if not isinstance(agency, dict):
        return False
    kinds = seat.agency_kinds + (seat.in_single_district_counties if vocabulary.is_single_district(county) else ())
    functions = agency.get("functions")
    has_function = isinstance(functions, list) and seat.function in functions
    return has_function and agency.get("kind") in kinds and agency.get("county") in (None, county)


def blank(expected: Any) -> Any:
    """Return what is written for a value that is to be filled in: TODO, in the keys that cannot be left out."""
    expected = shape.resolved(expected)
    if "anyOf" in expected:
        expected = shape.resolved(expected["anyOf"][0])
    properties = expected.get("properties")
    if properties:
        return {key: blank(properties[key]) for key in expected.get("required", list(properties)[:1])}
    if expected.get("type") == "array":
        return [blank(expected["items"])]
    return Quoted(TODO) if "x-free-text" in expected else TODO


def _quote(requirement: Requirement) -> str:
    recommended = "" if requirement.force == "shall" else " (recommended)"
    return f"{requirement.citation}{recommended}: “{requirement.quote}”"


def _example(requirement: Requirement) -> Any:
    """Return the value that the remedy of a requirement writes under its key."""
    found = load_yaml(requirement.remedy)
    return next(iter(found.values())) if isinstance(found, dict) else found


def _as_written(value: Any) -> str:
    """Return a value as it is written in a county file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _slug(county: str) -> str:
    return county.lower().replace(" ", "_")
