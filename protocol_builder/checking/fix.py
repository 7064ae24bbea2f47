"""Knows what is written into a county file for what is missing from it, so that only the county's own facts are left.

What is written is marked TODO, and still counts as missing until someone fills it in. Knows no YAML text; `insertion`
knows where in it things go.
"""

import copy
import difflib
import errno
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from .. import files
from ..characters import diff_path
from ..diagnostic import Diagnostic, Path, Severity
from ..law import requirements, shape, vocabulary
from ..law.requirements import MandatedSeat, Requirement
from ..protocol.county_data import county_views
from ..reading import source
from ..reading.insertion import CannotInsertError, insert
from ..reading.source import Source
from .check import Report, check_source

TODO = "TODO"

PASSES = 4
"""How often what has been added is looked at again: a section that is added may itself lack something."""


class FileHasChangedError(OSError):
    """The file no longer has the text that was checked."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A county file's text with what is missing added, to be filled in."""

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
        """What has been added, as a unified diff."""
        path = diff_path(self.report.source.path)
        lines = difflib.unified_diff(_lines(self.before), _lines(self.text), path, path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key to be added."""

    path: Path
    value: Any
    words: tuple[str, ...] = ()
    """The law's words, for remarks."""
    examples: tuple[str, ...] = ()
    beside: str = ""


@dataclass(slots=True)
class _Fixing:
    """A text on its way, and what has been told beside it."""

    now: Source
    added: list[Path] = field(default_factory=list)
    told: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def fix(report: Report, severities: Sequence[Severity] = ("error",)) -> Fixed:
    """The file of a report with a skeleton for each finding of these severities that something is missing.

    With `unknown` that is also what the file does not say and the law asks; not, however, whether the county elects
    funds and when its protocol was developed, which no skeleton can ask better, nor anything that sources do not show.
    """
    if problems := report.source.problems:  # no text in which something is doubtful can be proved to be unharmed
        missing = [d for d in report.diagnostics if d.severity in severities and _is_missing(d, report)]
        first = f"mend what is told of line {problems[0].line} first"
        return Fixed(report, report.source.text, (), tuple((d, first) for d in missing))
    fixing = _Fixing(report.source)
    # What belongs under a misspelt or misplaced key is there.
    left = {(d.path, d.id): (d, f"mend what is there first; {d.remedy}") for d in report.diagnostics if d.meant}
    now = report
    for _ in range(PASSES):
        missing = [d for d in now.diagnostics if d.severity in severities and _is_missing(d, now)]
        if not [d for d in missing if (d.path, d.id) not in left]:
            break
        for entry, diagnostic in _together((entry, d) for d in missing for entry in _entries(d, now)):
            try:
                _add(entry, fixing)
            except CannotInsertError as error:
                left[diagnostic.path, diagnostic.id] = (diagnostic, str(error))
        now = check_source(fixing.now, report.on)
    if (text := _taken_up(fixing)) != fixing.now.text:
        now = check_source(source.read_text(text, report.source.path), report.on)
    return Fixed(now, report.source.text, tuple(fixing.added), tuple(left.values()))


def _taken_up(fixing: _Fixing) -> str:
    """The text without remarks, such as `init` writes, that hold nothing but what now stands there as a part."""
    text = fixing.now.text
    for key in dict.fromkeys(path[0] for path in fixing.added):
        part = re.search(rf"(?m)^{key}:[ ]*\n(?:[ ].*\n)+", text)
        remarks = re.search(rf"(?m)^#{key}:[ ]*\n(?:#.*\n)+\n?", text)
        if part and remarks and {line[1:] for line in remarks[0].splitlines() if line} <= set(part[0].splitlines()):
            text = text[: remarks.start()] + text[remarks.end() :]
    return text


def write(fixed: Fixed) -> None:
    """Put the new text in the file's place, whole or not at all. Raises FileHasChangedError."""
    path = FilePath(fixed.report.source.path).resolve()  # through a link to the file that it stands for
    content = path.read_bytes()
    if content.decode("utf-8-sig") != fixed.before:
        raise FileHasChangedError(
            errno.EBUSY, "has changed in the meantime; nothing is written", fixed.report.source.path
        )
    mode = stat.S_IMODE(path.stat().st_mode)
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    files.write(path, mark + fixed.text.encode("utf-8"))
    path.chmod(mode)


def _together(entries: Iterable[tuple[_Entry, Diagnostic]]) -> Iterable[tuple[_Entry, Diagnostic]]:
    """Each entry once: with the words of every duty that it is to meet, and an agency with every function it carries."""
    found: dict[Path, tuple[_Entry, Diagnostic]] = {}
    for entry, diagnostic in entries:
        if entry.path not in found:
            found[entry.path] = entry, diagnostic
            continue
        first = found[entry.path][0]
        if entry.path[0] == "agencies":
            functions = first.value["functions"]
            functions += [function for function in entry.value["functions"] if function not in functions]
        words = (*first.words, *(word for word in entry.words if word not in first.words))
        found[entry.path] = replace(first, words=words), found[entry.path][1]
    return found.values()


def _is_missing(diagnostic: Diagnostic, report: Report) -> bool:
    """Whether a finding says that a key is not there, and not that what is there is wrong."""
    path = _place(diagnostic, report)
    if not path or path in report.source.keys:
        return False
    if diagnostic.severity == "unknown":
        if report.data.get("completeness") == "public_sources_only":
            return False
        facts = (requirements.gates()[id].path for id in ("opted_in", "development_dated", "complete"))
        return not any(diagnostic.path[-len(fact) :] == fact for fact in facts)
    return diagnostic.id == "shape-missing-key" or (diagnostic.force != "" and not diagnostic.at_value)


def _place(diagnostic: Diagnostic, report: Report) -> Path:
    """Where the key belongs whose absence a finding tells. A question stands at the section that would answer it."""
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
    if meant := _misspelt(entry.path, now.data):
        raise CannotInsertError(f"‘{meant}’ stands there and may be meant for it; correct its spelling first")
    words = entry.words if entry.words != _last_told(entry.path, now.data, fixing) else ()
    new = insert(now.text, entry.path, entry.value, shape.order, (*words, *entry.examples), entry.beside)
    expected = copy.deepcopy(now.data)
    parent: Any = expected
    for key in entry.path[:-1]:
        if isinstance(parent, dict) and parent.get(key) is None:
            parent[key] = {}
        parent = parent[key]
    parent[entry.path[-1]] = entry.value
    read = source.read_text(new, now.path)
    if read.data != expected or read.problems:
        raise CannotInsertError("what stands there is written in a way that leaves no safe place")
    fixing.now, fixing.told[entry.path] = read, entry.words
    fixing.added.append(entry.path)


def _has(data: Any, path: Path) -> bool:
    for key in path:
        present = key in data if isinstance(data, dict) else isinstance(data, list) and key in range(len(data))
        if not present:
            return False
        data = data[key]
    return True


def _misspelt(path: Path, data: Any) -> str:
    """A key that the shape does not know and that looks like the first key of the path that is not there, or empty."""
    for depth, key in enumerate(path):
        if not isinstance(data, dict):
            break
        if key not in data:
            known = shape.order(path[:depth])
            strange = [other for other in data if known and other not in known]
            return next(iter(difflib.get_close_matches(str(key), strange, 1, 0.75)), "")
        data = data[key]
    return ""


def _last_told(path: Path, data: Any, fixing: _Fixing) -> tuple[str, ...]:
    """The law's words above the key just before a new one, if written in this run; they need not be repeated."""
    siblings = shape.order(path[:-1])
    before = siblings[: siblings.index(str(path[-1]))] if path[-1] in siblings else ()
    last = next((key for key in reversed(before) if _has(data, (*path[:-1], key))), "")
    return fixing.told.get((*path[:-1], last), ())


def _entries(diagnostic: Diagnostic, report: Report) -> Iterator[_Entry]:
    """What is to be added for a finding."""
    requirement = requirements.by_id(diagnostic.id)
    path = _place(diagnostic, report)
    rule = shape.rule_at(path)
    if requirement is None:
        yield _Entry(path, _blank(rule), (str(rule["description"]),) if "description" in rule else ())
    elif requirement.seat:
        yield from _seat(requirement, requirement.seat, diagnostic, report)
    elif "enum" in rule:
        yield _Entry(path, TODO, (_words(requirement),), (f"One of: {', '.join(rule['enum'])}",))
    else:
        example = _example(requirement)
        shown = f"[{', '.join(map(str, example))}]" if isinstance(example, list) else _plain(example)
        yield _Entry(path, _blank(rule), (_words(requirement),), (f"For example: {shown}",))


def _seat(requirement: Requirement, seat: MandatedSeat, diagnostic: Diagnostic, report: Report) -> Iterator[_Entry]:
    """A seat, with the agency that can hold it; if the file describes none, that too."""
    views = {county: view for county, view, _ in county_views(report.source.data)}
    agencies = views.get(diagnostic.county, report.source.data).get("agencies")
    agencies = agencies if isinstance(agencies, dict) else {}
    example = _example(requirement)
    carriers = [id for id, agency in agencies.items() if _can_hold(seat, agency, diagnostic.county)]
    id, new = carriers[0] if len(carriers) == 1 else TODO, False
    if not carriers:
        several = len(views) > 1
        id = f"{example['agency']}_{_slug(diagnostic.county)}" if several else example["agency"]
        id, new = (TODO, False) if id in agencies else (id, True)
    said = f"for example {example['title']}"
    yield _Entry(diagnostic.path, {"agency": id, "title": TODO}, (_words(requirement),), beside=said)
    if new:
        agency = {"name": TODO, "kind": seat.agency_kinds[0], "functions": [seat.function]}
        if several:
            agency["county"] = diagnostic.county
        yield _Entry(("agencies", id), agency)


def _can_hold(seat: MandatedSeat, agency: Any, county: str) -> bool:
    """Whether an agency, as the file describes it, can hold a seat of a county."""
    if not isinstance(agency, dict):
        return False
    kinds = seat.agency_kinds + (seat.in_single_district_counties if vocabulary.is_single_district(county) else ())
    functions = agency.get("functions")
    carries = isinstance(functions, list) and seat.function in functions
    return carries and agency.get("kind") in kinds and agency.get("county") in (None, county)


def _blank(rule: Any) -> Any:
    """What stands for a value that is to be filled in: TODO, in the keys that cannot be left out."""
    rule = shape.resolved(rule)
    if "anyOf" in rule:
        rule = shape.resolved(rule["anyOf"][0])
    properties = rule.get("properties")
    if properties:
        return {key: _blank(properties[key]) for key in rule.get("required", list(properties)[:1])}
    return [_blank(rule["items"])] if rule.get("type") == "array" else TODO


def _words(requirement: Requirement) -> str:
    recommended = "" if requirement.force == "shall" else " (recommended)"
    return f"{requirement.citation}{recommended}: “{requirement.quote}”"


def _example(requirement: Requirement) -> Any:
    """The value that the remedy of a requirement writes under its key."""
    found = source.load_yaml(requirement.remedy)
    return next(iter(found.values())) if isinstance(found, dict) else found


def _plain(value: Any) -> str:
    """A value as it is written in a county file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _slug(county: str) -> str:
    return county.lower().replace(" ", "_")
