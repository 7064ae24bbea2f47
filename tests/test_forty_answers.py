"""From nothing to an agreement that is ready for signature, as a manager types it: how many answers it takes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import check_file
from protocol_builder.commands.reports.made import state_lines

from .commands.test_init import filled_in, places
from .conftest import DAY, ROOT, Ran

Run = Callable[..., Ran]

MAX_ANSWERS = 40


@pytest.mark.parametrize(
    ("county", "options"),
    [("Inyo", ()), ("Tulare", ("--combined",)), ("Alpine", ())],
    ids=["ordinary", "combined-agency", "single-district"],
)
def test_at_most_forty_answers_lead_to_an_agreement_that_is_ready_for_signature(
    run: Run, tmp_path: Path, county: str, options: tuple[str, ...]
) -> None:
    answers = ["--elects-funds", "--developed", "2019", *options]
    assert run("init", county, *answers, "-o", tmp_path).code == 0
    number = sum(one.startswith("--") for one in answers)
    file = tmp_path / "county_configs" / f"{county.lower()}.yml"
    text = file.read_text("utf-8")
    number += len(places(text))

    file.write_text(filled_in(text), encoding="utf-8")
    why = (
        f"{file}: the agreement is a draft because the county file marks it as a draft; 1 statutory duty is not met or "
        "unknown (not counting 72 unknown ones that clauses state in the law’s words)"
    )
    assert list(state_lines((check_file(file, DAY),))) == [why]
    assert why in run("check", file, "--on", DAY).err.splitlines()

    file.write_text(filled_in(text).replace("status: draft", "status: pending"), encoding="utf-8")
    number += 1
    assert number <= MAX_ANSWERS
    ran = run("check", file, "--on", DAY)
    assert ran.code == 0
    assert f"{file}: the agreement is ready for signature" in ran.err.splitlines()
    lists = [line.partition(": ")[2] for line in ran.out.splitlines() if re.search(r"\d of \d", line)]
    assert lists == ["Protocol team: 7 of 7 seats filled", "MDT: 5 of 5 seats filled"]
    report = check_file(file, DAY)
    assert agreement(report).state.word == "for_signature"
    assert list(state_lines((report,))) == [f"{file}: the agreement is ready for signature"]


def test_of_public_sources_and_of_a_kind_without_clauses_no_state_is_told() -> None:
    files = [ROOT / "county_configs" / name for name in ("alameda.yml", "fresno.yml")]
    assert list(state_lines(tuple(check_file(file, DAY) for file in files))) == []
