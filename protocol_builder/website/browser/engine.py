"""Answers the calls of the site's pages that check and write county files; runs in the browser's worker.

`CALLS` has each function by the name by which a page calls it. Arguments and answers are plain data. What is wrong with a
county file is in the answer; `answer` turns an error of any other kind into a sentence.
"""

import json
from collections.abc import Callable
from typing import Any

from ... import __version__
from ...checking import check as checking
from ...checking import rules
from ...checking.check import Report
from ...checking.county_status import NOT_CHECKED, counted
from ...checking.finding_as_json import as_json
from ...checking.put_in import can_put_in, put_in
from ...diagnostic import Diagnostic
from ...english import as_sentence
from ...law import record, requirements
from ...reading import source
from ...reading.insertion import CannotInsertError
from ...reading.source import Source


class CallError(ValueError):
    """A call cannot be answered, for a reason that the message says in a sentence for the reader."""


def about() -> dict[str, Any]:
    """Return which program this is: its version, the date of its law, today's date, and the first date to choose."""
    return {
        "version": __version__,
        "law_on_record": record.taken_on(),
        "today": checking.day(),
        "first_day": requirements.FIRST_DAY,
        "most_bytes": source.MAX_BYTES,
    }


def check(
    text: str | None = None, filename: str = "county.yml", on: str = "", content: bytes | None = None
) -> dict[str, Any]:
    """Return what `check` finds in a county file, given as its text or, as opened, as its bytes (`content`).

    `on` is the date of the law to apply (ISO), today by default. The answer has the `text`, None if the file is not text;
    the `diagnostics` with their places, the law's words, and the remedy; how many there are of each severity (`summary`);
    how the duties came out, in the words of every other count (`counted`); and the `verdicts`. Raises CallError for a date
    that cannot be applied.
    """
    report = report_of(_read(text, content, filename), on)
    return {
        "on": report.on,
        "text": report.source.text if _is_whole(report.source) else None,
        "county": " and ".join(report.counties),
        "summary": report.summary,
        "counted": _counted(report),
        "diagnostics": [_diagnostic(one, report) for one in report.diagnostics],
        "verdicts": [
            {"id": one.requirement.id, "county": one.county or None, "state": one.state} for one in report.verdicts
        ],
    }


def _counted(report: Report) -> str:
    return ", ".join(words for _, words in counted(report.counts["shall"])) if report.verdicts else NOT_CHECKED


def fix(text: str, finding: dict[str, Any], filename: str = "county.yml", on: str = "") -> dict[str, Any]:
    """Return the `text` with what one finding says to write; what is missing is added to be filled in, as by `check --fix`.

    `finding` is a diagnostic of `check`, of which `id`, `path`, `county` and `line` are compared. Raises CallError if it is
    no longer found, or if nothing can be put in safely.
    """
    report = report_of(_read(text, None, filename), on)
    wanted = next((one for one in report.diagnostics if _is(one, finding)), None)
    if wanted is None:
        raise CallError("This finding is gone; the text has changed.")
    try:
        return {"text": put_in(wanted, report)}
    except CannotInsertError as error:
        raise CallError(f"Nothing was put in: {error}. Type what the finding says.") from None


def _is(one: Diagnostic, finding: dict[str, Any]) -> bool:
    return (one.id, list(one.path), one.county or None, one.line) == (
        finding["id"],
        list(finding["path"]),
        finding["county"] or None,
        finding["line"],
    )


def agreement(text: str, filename: str = "county.yml", on: str = "") -> dict[str, Any]:
    """Return the agreement that a county file makes as it stands: `html` for the page, and `page`, a whole one to keep.

    It is marked as a draft, with its gaps, as in Word. Raises CallError if the file cannot be read or makes none.
    """
    from ...agreement.agreement import agreement as agreement_of
    from ...agreement.agreement import no_clauses
    from ...agreement.state import has_clauses
    from ...resources import UnfitResourceError
    from .agreement_page import part_of_a_page, whole_page

    report = report_of(_read(text, None, filename), on)
    if not report.data:
        raise CallError("The file cannot be read, so it makes no agreement yet. The findings say what is wrong.")
    if not has_clauses(report):
        raise CallError(as_sentence(no_clauses(report.protocol.instrument)))
    try:
        made = agreement_of(report)
    except UnfitResourceError as error:
        raise CallError(as_sentence(str(error))) from None
    return {"html": part_of_a_page(made), "page": whole_page(made)}


def report_of(read: Source, on: str = "") -> Report:
    """Return the report of a county file on a date (ISO), today by default. Raises CallError for no usable date."""
    try:
        return checking.check_source(read, on or None)
    except checking.DateBeforeTheLawError as error:
        raise CallError(f"The law cannot be applied: {error}.") from None
    except ValueError:
        raise CallError(f"“{on}” is not a date. Write it as 2026-11-29.") from None


def _read(text: str | None, content: bytes | None, filename: str) -> Source:
    if content is not None:
        return source.read_bytes(bytes(content), filename)
    # An opened file's byte order mark is no part of its text; one that is pasted reads the same.
    return source.read_bytes((text or "").encode("utf-8", "surrogatepass"), filename)


def _is_whole(read: Source) -> bool:
    """Return whether a source has all of its text: of bytes that are not text, it has only what comes before."""
    return not any(one.id in _NOT_TEXT for one in read.problems)


_NOT_TEXT = {"file-too-large", "file-of-another-kind", "file-not-utf-8"}


def _diagnostic(one: Diagnostic, report: Report) -> dict[str, Any]:
    requirement, rule = requirements.by_id(one.id), rules.by_id(one.id)
    return {
        **as_json(one),
        "end_column": one.span.end_column,
        "opening": (requirement.opening if requirement else "") or None,
        "can_put_in": can_put_in(one, report),
        "page": f"law/{one.id}.html" if requirement else f"findings/{one.id}.html" if rule else None,
    }


def form(text: str) -> dict[str, Any]:
    """Return a county file as a form; see `form.form`."""
    from . import form as forms

    return forms.form(text)


def change(text: str, path: list[str | int], value: Any) -> dict[str, Any]:
    """Return a county file with what was typed in one field of its form; see `form.change`."""
    from . import form as forms

    return forms.change(text, path, value)


def opening() -> dict[str, Any]:
    """Return the questions with which a new county file begins; see `form.opening`."""
    from . import form as forms

    return forms.opening()


def new_file(answers: dict[str, Any]) -> dict[str, Any]:
    """Return a new county file from the answers to the opening questions; see `form.new_file`."""
    from . import form as forms

    return forms.new_file(answers)


CALLS: dict[str, Callable[..., dict[str, Any]]] = {
    "about": about,
    "agreement": agreement,
    "change": change,
    "check": check,
    "fix": fix,
    "form": form,
    "new_file": new_file,
    "opening": opening,
}
"""Each call by its name."""


def prepare() -> None:
    """Do once what the pages' first calls take long for, with a new file that has no county's words in it.

    The browser keeps the memory in which this is done (see `worker.js`).
    """
    answers = {"counties": [opening()["counties"][0]], "elects_funds": True, "developed_on": "2019"}
    text = new_file(answers)["text"]
    check(text)
    agreement(text)
    change(text, ["instrument", "title"], "Agreement")


def answer(call: str, arguments: dict[str, Any]) -> str:
    """Return the answer to a page's call as JSON: `{"result": …}`, or `{"error": "a sentence"}`."""
    try:
        if call not in CALLS:
            raise CallError(f"This page asks for “{call}”, which this version of the program does not have. Reload it.")
        return json.dumps({"result": CALLS[call](**arguments)}, ensure_ascii=False)
    except CallError as error:
        return json.dumps({"error": str(error)}, ensure_ascii=False)
    except Exception as error:  # a defect: the page must stay alive, and the reader keep what was typed
        reason = f"{type(error).__name__}: {error}"[:300]
        return json.dumps(
            {"error": f"The program failed here ({reason}). Your text is unharmed; save it, and reload the page."}
        )
