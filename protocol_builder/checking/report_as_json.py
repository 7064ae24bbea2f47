"""The report of `check --format json`, version 1, as `schemas/report.schema.json` describes it.

Written out key by key: what other programs rely on must not change because a class here does.
"""

import json
from collections.abc import Iterable
from typing import Any

from ..characters import safe_json
from ..law import record
from ..protocol.signing import Signing, signing
from .check import Report
from .evaluate import Verdict
from .finding_as_json import as_json
from .in_force import force_by_county

VERSION = 1


def document(reports: Iterable[Report], on: str) -> str:
    """The reports as JSON text; lines and columns count from 1."""
    data = {
        "version": VERSION,
        "on": on,
        "law_on_record": record.taken_on(),
        "files": [_file(report) for report in reports],
    }
    return safe_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _file(report: Report) -> dict[str, Any]:
    forces = {county: force for county, (force, _) in force_by_county(report.data, report.on).items()}
    return {
        "path": report.path,
        "counties": list(report.counties),
        "instrument": report.instrument or None,
        "in_force": next(iter(forces.values())) if report.data and len(set(forces.values())) == 1 else None,
        "in_force_by_county": {county: force for county, force in forces.items() if county and report.data},
        "summary": report.summary,
        "signing": signing_json(signing(report.data)),
        "diagnostics": list(map(as_json, report.diagnostics)),
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
    }


def signing_json(found: Signing | None) -> dict[str, Any] | None:
    """Who has signed which revision; None if the file records no signature."""
    if found is None:
        return None
    return {
        "revision": found.revision,
        "executed": found.executed or None,
        "executed_on": found.executed_on or None,
        "changed_since": found.is_changed,
        "only_reworded": found.is_reworded,
        "signed": list(found.signed),
        "signed_another": [{"party": name, "on": one.on, "revision": one.revision} for name, one in found.older],
        "not_signed": list(found.missing),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.requirement.id,
        "county": verdict.county or None,
        "force": verdict.requirement.force,
        "state": verdict.state,
        "rests_on_words": verdict.rests_on_words,
        "reason": verdict.reason or None,
        "declined": verdict.declined or None,
    }
