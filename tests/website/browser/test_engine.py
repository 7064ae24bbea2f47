"""What the site's pages ask of the program, asked here without a browser."""

import json
from typing import Any

import pytest

from protocol_builder import __version__
from protocol_builder.checking.check import check_file
from protocol_builder.law import record
from protocol_builder.website.browser import engine

from ...conftest import DAY, EXAMPLE

SMALL = "county: Inyo\ninstrument: {kind: interagency_protocol}\n"


def answer(call: str, **arguments: Any) -> dict[str, Any]:
    """What a page gets as the answer to a call."""
    found: dict[str, Any] = json.loads(engine.answer(call, arguments))
    return found


def test_a_page_learns_which_program_and_which_law_it_runs() -> None:
    told = answer("about")["result"]
    assert (told["version"], told["law_on_record"]) == (__version__, record.taken_on())
    assert told["first_day"] == "2015-01-01"


def test_a_file_is_checked_from_its_text_as_from_its_bytes() -> None:
    expected = check_file(EXAMPLE, DAY)
    for given in ({"text": EXAMPLE.read_text("utf-8")}, {"content": EXAMPLE.read_bytes()}):
        told = answer("check", on=DAY, filename="example.yml", **given)["result"]
        assert told["summary"] == expected.summary
        assert (
            told["counted"]
            == "108 duties: 98 stated in the file, 10 in the county’s own words (not read by any program)"
        )
        assert [one["state"] for one in told["verdicts"]] == [verdict.state for verdict in expected.verdicts]
        assert told["text"] == EXAMPLE.read_text("utf-8")


def test_a_finding_has_its_place_the_words_of_the_law_and_the_page_about_it() -> None:
    text = f"{SMALL}csec_program: {{elects_funds: true}}\nprotocol_team: {{lead: probation, seats: {{}}}}\n"
    found = answer("check", text=text, on=DAY)["result"]["diagnostics"]
    seat = next(one for one in found if one["id"] == "protocol-team-probation")
    assert seat["page"] == "law/protocol-team-probation.html"
    assert seat["quote"] == "The county probation department."
    assert (seat["line"], seat["column"]) == (4, 34)
    wrong = answer("check", text="county: [\n")["result"]["diagnostics"]
    assert [one["page"] for one in wrong] == ["findings/yaml-syntax.html"]
    assert answer("check", text="county: [\n")["result"]["counted"] == "no duties checked"


def test_what_a_finding_says_to_write_is_put_in() -> None:
    text = f"{SMALL}csec_program: {{elects_funds: true}}\nreporting: {{exploitation: {{within: 30 hours}}}}\n"
    found = answer("check", text=text, on=DAY)["result"]["diagnostics"]
    late = next(one for one in found if one["id"] == "exploitation-reported-within-24-hours")
    assert late["can_put_in"]
    new = answer("fix", text=text, finding=late, on=DAY)
    assert new == {"result": {"text": text.replace("30", "24")}}
    again = answer("fix", text=new["result"]["text"], finding=late, on=DAY)
    assert again == {"error": "This finding is gone; the text has changed."}


def test_what_is_not_text_has_a_finding_and_no_text() -> None:
    told = answer("check", content="county: Añ".encode("latin-1"))["result"]
    assert told["text"] is None
    assert [one["id"] for one in told["diagnostics"]] == ["file-not-utf-8"]


def test_a_text_that_no_file_can_have_is_refused_like_such_a_file() -> None:
    told = answer("check", text="county: \ud800\n")["result"]
    assert [one["id"] for one in told["diagnostics"]] == ["file-not-utf-8"]


@pytest.mark.parametrize(
    ("call", "arguments", "told"),
    [
        ("check", {"text": SMALL, "on": "today"}, "“today” is not a date. Write it as 2026-11-29."),
        (
            "check",
            {"text": SMALL, "on": "2014-12-31"},
            "The law cannot be applied: 2014-12-31 is before 2015-01-01, when WIC 16524.6–16524.11 became operative; "
            "no earlier law is on record here.",
        ),
        (
            "guess",
            {},
            "This page asks for “guess”, which this version of the program does not have. Reload it.",
        ),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(call: str, arguments: dict[str, str], told: str) -> None:
    assert answer(call, **arguments) == {"error": told}


def test_a_defect_leaves_the_page_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.CALLS, "about", lambda: 1 / 0)
    assert answer("about") == {
        "error": "The program failed here (ZeroDivisionError: division by zero). "
        "Your text is unharmed; save it, and reload the page."
    }
