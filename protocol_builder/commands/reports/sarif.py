"""The report of `check --format sarif`: SARIF 2.1.0, which code scanning reads."""

import json
import os
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...characters import safe_json
from ...checking import rules
from ...checking.check import Report
from ...checking.evaluate import Verdict
from ...checking.rules import Rule
from ...diagnostic import Diagnostic, Severity
from ...law import requirements
from .github import path_in_workspace
from .text import in_full

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note", "unknown": "note"}


def sarif(reports: Iterable[Report], on: str) -> str:
    """SARIF 2.1.0. Its rules are all requirements in force and all rules: a clean run shows what was checked."""
    checked = {requirement.id: _requirement(requirement) for requirement in requirements.in_force(on)}
    checked |= {rule.id: _rule(rule) for rule in rules.all()}
    results: list[dict[str, Any]] = []
    artifacts = []
    for report in reports:
        artifacts.append({"location": {"uri": _uri(report.path)}, "properties": _duties(report)})
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
    return safe_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


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
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    region = {"startLine": diagnostic.line, "startColumn": diagnostic.column}
    place = {"artifactLocation": {"uri": _uri(report.path)}, "region": region}
    return {
        "ruleId": diagnostic.id,
        "level": _LEVELS[diagnostic.severity],
        "kind": "open" if diagnostic.severity == "unknown" else "fail",
        "message": {"text": in_full(diagnostic)},
        "locations": [{"physicalLocation": place}],
        # The same finding keeps its identity when lines move.
        "partialFingerprints": {
            "pathInFile/v1": "/".join(map(str, (diagnostic.id, diagnostic.county, *diagnostic.path)))
        },
    }


def _duties(report: Report) -> dict[str, Any]:
    """How many duties came out how, and which no program has judged: SARIF's results are only what is found."""
    of = {result: [v for v in report.verdicts if v.result == result] for result in ("in_words", "excused")}
    return {
        "duties": report.counts["shall"],
        "recommendations": report.counts["recommended"],
        "inTheCountysOwnWords": [_named(v) for v in of["in_words"]],
        "excused": [{**_named(v), "reason": v.reason} for v in of["excused"]],
    }


def _named(verdict: Verdict) -> dict[str, str]:
    return {"id": verdict.requirement.id, "county": verdict.county}


def _uri(path: str) -> str:
    """A path as SARIF wants it: a drive's letter would be taken for the scheme of a web address."""
    place = PurePath(path_in_workspace(path))
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()), safe="/")
