"""Knows the formats of continuous integration: GitHub's annotations and job summary, SARIF 2.1.0, JUnit XML.

Knows nothing of how findings are made.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from .. import __version__
from ..checking import rules
from ..checking.check import Report
from ..checking.evaluate import Verdict
from ..checking.rules import Rule
from ..diagnostic import Diagnostic, Severity
from ..law import requirements, vocabulary
from ..printable import for_xml, in_json, in_xml, safe

_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice", "unknown": "notice"}
_SARIF: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note", "unknown": "note"}


def github(reports: Iterable[Report]) -> str:
    """Workflow commands that GitHub shows as annotations on a pull request's lines.

    Only the start of a line is given: a span that ends at the end of the file breaks the annotation.
    """
    return "".join(
        f"::{_GITHUB[d.severity]} file={_property(report.path)},line={d.line},col={d.column},title={_property(d.id)}"
        f"::{_data(_in_full(d))}\n"
        for report in reports
        for d in report.diagnostics
    )


def _data(text: str) -> str:
    return safe(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _in_full(diagnostic: Diagnostic) -> str:
    """Message, law and remedy in a few lines, for places that show one text."""
    law_says = f"\n{diagnostic.citation}: “{diagnostic.quote}”" if diagnostic.quote else ""
    fix = f"\nfix: {diagnostic.remedy}" if diagnostic.remedy else ""
    county = f"{vocabulary.full_name(diagnostic.county)}: " if diagnostic.county else ""
    return f"{county}{diagnostic.message}{law_says}{fix}"


def sarif(reports: Iterable[Report], on: str) -> str:
    """Return SARIF 2.1.0. Its rules are all requirements in force and all rules: a clean run shows what was checked."""
    checked = {requirement.id: _requirement(requirement) for requirement in requirements.in_force(on)}
    checked |= {rule.id: _rule(rule) for rule in rules.all()}
    results: list[dict[str, Any]] = []
    artifacts = []
    for report in reports:
        artifacts.append({"location": {"uri": _uri(report.path)}})
        results += [_result(report, diagnostic) for diagnostic in report.diagnostics]
    numbers = {id: number for number, id in enumerate(checked)}
    for result in results:
        if result["ruleId"] in numbers:
            result["ruleIndex"] = numbers[result["ruleId"]]
    driver = {
        "name": "protocol-builder",
        "semanticVersion": __version__,
        "rules": list(checked.values()),
        "properties": {"lawOf": on, "disclaimer": requirements.DISCLAIMER},
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return in_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _requirement(requirement: requirements.Requirement) -> dict[str, Any]:
    words = f"{requirement.citation}: “{requirement.quote}”"
    example = f"\n\n```yaml\n{requirement.remedy}\n```"
    return {
        "id": requirement.id,
        "shortDescription": {"text": requirement.title},
        "fullDescription": {"text": requirement.description},
        "help": {
            "text": f"{requirement.description}\n{words}\nWrite, for example: {requirement.remedy}",
            "markdown": f"{requirement.description}\n\n> {words}\n\nWrite, for example:{example}",
        },
        "defaultConfiguration": {"level": "error" if requirement.force == "shall" else "note"},
        "properties": {"citation": requirement.citation, "force": requirement.force, "inForceSince": requirement.since},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.description},
        "help": {
            "text": f"{rule.description}\nFound, for example, in:\n{rule.bad_shown}\nNot found in:\n{rule.good}",
            "markdown": f"{rule.description}\n\nFound, for example, in:\n\n```yaml\n{rule.bad_shown}\n```\n\n"
            f"Not found in:\n\n```yaml\n{rule.good}\n```",
        },
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _result(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    region = {"startLine": diagnostic.line, "startColumn": diagnostic.column}
    place = {"artifactLocation": {"uri": _uri(report.path)}, "region": region}
    return {
        "ruleId": diagnostic.id,
        "level": _SARIF[diagnostic.severity],
        "kind": "open" if diagnostic.severity == "unknown" else "fail",
        "message": {"text": _in_full(diagnostic)},
        "locations": [{"physicalLocation": place}],
        # The same finding keeps its identity when lines move.
        "partialFingerprints": {
            "pathInFile/v1": "/".join(map(str, (diagnostic.id, diagnostic.county, *diagnostic.path)))
        },
    }


def _uri(path: str) -> str:
    """A path as SARIF wants it: a drive's letter would be taken for the scheme of a web address."""
    place = PurePath(path)
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()), safe="/")


def junit(reports: Iterable[Report]) -> str:
    """JUnit XML: a suite for each county file, a case for each requirement and for each finding about the file."""
    suites = ElementTree.Element("testsuites", name="protocol-builder")
    for report in reports:
        suite = ElementTree.SubElement(suites, "testsuite", name=for_xml(report.path))
        for name, found, behind in _cases(report):
            case = ElementTree.SubElement(suite, "testcase", name=for_xml(name), classname=for_xml(report.path))
            if behind:
                ElementTree.SubElement(case, "failure", type=behind.requirement.id, message=for_xml(behind.reason))
            for diagnostic in found:
                outcome = "failure" if diagnostic.severity == "error" else "system-out"
                element = ElementTree.SubElement(case, outcome)
                if outcome == "failure":
                    element.set("type", diagnostic.id)
                    element.set("message", for_xml(diagnostic.message))
                element.text = for_xml(
                    f"{report.path}:{diagnostic.line}:{diagnostic.column}: {diagnostic.severity}: {_in_full(diagnostic)}"
                )
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
    ElementTree.indent(suites)
    return in_xml(ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)) + "\n"


def _cases(report: Report) -> Iterator[tuple[str, list[Diagnostic], Verdict | None]]:
    """Each case by name, its findings, and the verdict of a duty that is not met for a reason told in another case."""
    left = list(report.diagnostics)
    for verdict in report.verdicts:
        found = [d for d in left if d.id == verdict.requirement.id and d.county == verdict.county]
        left = [d for d in left if d not in found]
        behind = verdict.state == "not_met" and verdict.requirement.force == "shall" and not found
        yield f"{verdict.county}: {verdict.requirement.id}", found, verdict if behind else None
    yield from ((f"{diagnostic.id} (line {diagnostic.line})", [diagnostic], None) for diagnostic in left)


def markdown(reports: Iterable[Report], on: str) -> str:
    """A summary in Markdown for the page of a job: a table of county files, then what is missing."""
    missing: list[str] = []
    lines = [
        f"## County files against the law of {on}",
        "",
        "| File | County | Instrument | Errors | Warnings | Unknown | Met |",
        "|---|---|---|--:|--:|--:|--:|",
    ]
    for report in reports:
        count = report.summary
        kind = vocabulary.label("instrument_kinds", report.instrument) if report.instrument else "cannot be read"
        cells = (report.path, ", ".join(report.counties), kind, count["error"], count["warning"], count["unknown"])
        met = f"{count['satisfied']} of {sum(report.counts['shall'].values())}"
        lines.append("| " + " | ".join(_cell(str(cell)) for cell in (*cells, met)) + " |")
        errors = [d for d in report.diagnostics if d.severity == "error"]
        if errors:
            missing += ["", f"### {_cell(report.path)}", ""]
            missing += [
                f"- line {d.line}: {_cell(d.message)}{f' ({d.citation})' if d.citation else ''}" for d in errors
            ]
    return "\n".join([*lines, *missing, "", requirements.DISCLAIMER, ""])


def _cell(text: str) -> str:
    """Text of a county file that Markdown and HTML shall not obey."""
    escaped = safe(text).replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    return re.sub(r"([\\`*_{}\[\]()#|!~])", r"\\\1", escaped)
