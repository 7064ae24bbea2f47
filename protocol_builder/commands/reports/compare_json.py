"""The report of `compare --format json`, version 1, as `schemas/compare.schema.json` describes it.

Written out key by key: what other programs rely on must not change because a class here does.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ...characters import safe_json
from ...checking.report_as_json import signing_json
from ...comparing.comparison import Comparison
from ...comparing.law_change import LawChange, VerdictChange
from ...comparing.revisions import Revision
from ...protocol.signing import Signing

VERSION = 1


def document(
    comparisons: Sequence[Comparison], only_old: Iterable[str], only_new: Iterable[str], of_folders: bool
) -> str:
    """The report as JSON text: of two files, what changed; of two folders, that for each file in both, and the others."""
    if of_folders:
        files = [_comparison(one) for one in comparisons]
        return text({"version": VERSION, "files": files, "only_old": list(only_old), "only_new": list(only_new)})
    return text({"version": VERSION, **_comparison(comparisons[0])})


def law(changes: Iterable[LawChange], before: str, after: str, not_tried: Iterable[str] | None) -> str:
    """The report of two dates as JSON text; `not_tried` names the announced bills that could not be tried."""
    data: dict[str, Any] = {
        "version": VERSION,
        "old_on": before,
        "new_on": after,
        "files": [
            {
                "path": change.after.path,
                "counties": list(change.after.counties),
                "duties": [_effect(effect) for effect in change.effects],
                "without_effect": [requirement.id for requirement in change.without_effect],
                "announced": [
                    {"bill": bill.bill, "is_law": False, "duties": [_effect(effect) for effect in effects]}
                    for bill, effects in change.tried
                ],
            }
            for change in changes
        ],
    }
    if not_tried is not None:
        data["announced_without_words"] = list(not_tried)
    return text(data)


def text(data: dict[str, Any]) -> str:
    """Data as JSON text without characters that a terminal or a job's log would obey."""
    return safe_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "old": _revision(comparison.old, comparison.signing[0]),
        "new": _revision(comparison.new, comparison.signing[1]),
        "fields": [
            {
                "path": list(change.path),
                "path_old": list(change.path_old),
                "old": change.old,
                "new": change.new,
                "kind": change.kind,
                "sentence": comparison.sentence(change),
                "line_old": change.line_old,
                "line_new": change.line_new,
            }
            for change in comparison.fields
        ],
        "duties": [
            {
                "id": change.requirement.id,
                "force": change.requirement.force,
                "county": change.county or None,
                "old": change.old or None,
                "new": change.new or None,
                "why": change.why,
                "line_old": change.line_old,
                "line_new": change.line_new,
            }
            for change in comparison.duties
        ],
        "roles": [
            {"agency": role.agency, "what": role.what, "line_old": role.line_old, "line_new": role.line_new}
            for role in comparison.roles
        ],
        "signatures": [
            {"party": one.party, "must_sign": one.must_sign, "why": one.why, "line_new": one.line_new}
            for one in comparison.signatures
        ],
    }


def _revision(revision: Revision, signing: Signing | None) -> dict[str, Any]:
    return {
        "path": revision.path,
        "commit": revision.commit or None,
        "on": revision.report.on,
        "counties": list(revision.counties),
        "instrument": revision.report.instrument or None,
        "signing": signing_json(signing),
    }


def _effect(effect: VerdictChange) -> dict[str, Any]:
    return {
        "id": effect.requirement.id,
        "force": effect.requirement.force,
        "county": effect.county or None,
        "old": effect.old or None,
        "new": effect.new or None,
        "why": effect.why,
        "line": effect.line,
    }
