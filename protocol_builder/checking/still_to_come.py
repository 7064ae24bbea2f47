"""What a file dates after the day of the check has not been done, so it meets no duty.

No schema knows the day of the check. A rule finds the date, and here the duty that rests on it is made a question.
"""

from collections.abc import Iterable
from dataclasses import replace

from ..diagnostic import Diagnostic
from .evaluate import Verdict


def with_days_to_come(verdicts: Iterable[Verdict], found: Iterable[Diagnostic]) -> tuple[Verdict, ...]:
    """Return the verdicts, unknown instead of met for a duty whose date is after the day of the check.

    `found` are the findings of the rules; the one about the date (`day-in-the-future`) says what is wrong, once.
    """
    to_come = [finding for finding in found if finding.id == "day-in-the-future"]
    return tuple(_with_day_to_come(verdict, to_come) for verdict in verdicts)


def _with_day_to_come(verdict: Verdict, to_come: list[Diagnostic]) -> Verdict:
    for finding in to_come:
        is_of_county = finding.path[0] != "counties" or finding.path[1] == verdict.county
        own = finding.path[2:] if finding.path[0] == "counties" else finding.path
        if verdict.state == "satisfied" and is_of_county and own == verdict.requirement.path:
            return replace(verdict, state="unknown", reason=finding.message, rests_on_words=False)
    return verdict


def as_if_come(verdicts: Iterable[Verdict], found: Iterable[Diagnostic]) -> tuple[Verdict, ...]:
    """Return the verdicts as they are without `with_days_to_come`, of whose findings `found` are.

    Whoever asks what another law does to a file asks about the file as it is now, with what happened since that day.
    """
    messages = {finding.message for finding in found if finding.id == "day-in-the-future"}
    return tuple(
        replace(verdict, state="satisfied", reason="")
        if verdict.state == "unknown" and verdict.reason in messages
        else verdict
        for verdict in verdicts
    )
