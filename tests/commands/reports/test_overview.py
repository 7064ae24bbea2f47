"""What `check` prints without `--all`: what to do next, in few lines."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.checking import new_county_file
from protocol_builder.checking.lines_to_add import with_choices
from protocol_builder.commands.reports import overview
from protocol_builder.law import requirements
from protocol_builder.reading.source import load_yaml

from ...conftest import DAY, EXAMPLE, Ran, report_of

Run = Callable[..., Ran]
WHOLE = EXAMPLE.read_text("utf-8")


@cache
def started(**known: object) -> str:
    answers = new_county_file.Answers("Inyo", **known)  # type: ignore[arg-type]
    return new_county_file.county_text(answers, DAY)


def blocks(text: str, **options: object) -> list[str]:
    return list(overview.findings([report_of(text)], **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [{}, {"elects_funds": True}, {"elects_funds": True, "developed_on": "2019"}], ids=str)
def test_the_first_check_of_a_new_file_fits_on_a_page(run: Run, tmp_path: Path, known: dict[str, object]) -> None:
    (tmp_path / "inyo.yml").write_text(started(**known), encoding="utf-8")
    ran = run("check", tmp_path, "--on", DAY)
    assert len((ran.out + ran.err).splitlines()) <= 40
    assert len(run("check", tmp_path, "--on", DAY, "--all").out.splitlines()) > 100
    assert "To see each finding in full: protocol-builder check --all\n" in ran.err


TO_FILL_IN = """\
counties:
  Sutter:
    protocol_team:
      seats:
        probation: {agency: probation, title: TODO}
        sheriff: {agency: sheriff, title: TODO}
  Yuba:
    services: {provision: TODO}
instrument: {kind: interagency_protocol, title: TODO}
missing_children: {notices: {contact: TODO}}
agencies:
  probation: {name: TODO, kind: county_department, functions: [probation]}
  sheriff: {name: Sheriff, kind: elected_county_office, functions: [sheriff]}
"""


def test_what_is_to_be_filled_in_is_listed_by_section_and_county() -> None:
    (found,) = [block for block in blocks(TO_FILL_IN) if "to be filled in" in block]
    assert found.splitlines() == [
        "county.yml:5:47: error: 6 values are still to be filled in: key (line) [to-fill-in]",
        "  counties.Sutter.protocol_team: probation (5), sheriff (6)",
        "  counties.Yuba.services: provision (8)",
        "  instrument: title (9)",
        "  missing_children: notices.contact (10)",
        "  agencies: probation (12)",
    ]


def test_the_mandated_lists_come_first_then_errors_questions_practice_and_guidance() -> None:
    text = re.sub(r"(?ms)^(funding|training|reporting):\n.*?(?=^\S)", "", WHOLE)
    text = re.sub(r"    probation:\n(      .*\n)+", "", text, count=1).replace("    - harm_reduction\n", "")
    lists, error, question, practice, advice = blocks(text)
    assert (
        lists
        == "county.yml: Protocol team: 6 of 7 seats filled; open: probation\ncounty.yml: MDT: 5 of 5 seats filled\n"
    )
    assert "error: no one represents the county probation department" in error
    assert question.splitlines() == [
        "Human services can answer:",
        "county.yml:11:1: unknown: the file does not say how CSEC Program funds are planned and used "
        "(7 duties depend on the answer) [funds-for-named-purposes]",
        "  fix: add the facts, beginning with funding: (--all shows the lines)",
    ]
    assert practice == (
        "county.yml:11:1: unknown: the file does not answer 27 duties of county practice (PC 11166 and WIC 16501.35); "
        "where it is silent, the agreement prints the law's words\n"
    )
    assert advice.splitlines()[::2] == [
        "county.yml:11:1: advice: ACIN I-06-24, evaluation of the CSEC Program: 2 recommendations not mentioned, "
        "1 not followed in full [acin-i-06-24]",
        "county.yml:11:1: advice: ACL 16-85, statewide policies and procedures: 5 recommendations not mentioned [acl-16-85]",
    ]


def test_what_fails_is_shown_in_full() -> None:
    text = re.sub(r"(?ms)^training:\n.*?(?=^\S)", "", WHOLE)
    folded, full = blocks(text), blocks(text, failing=("error", "warning", "unknown"))
    assert ["of county practice" in block for block in folded[1:]] == [True, False]
    assert ["  2 requirements depend on the answer: " in block for block in full[1:]] == [True, False]


def test_few_values_to_fill_in_are_shown_one_by_one_and_many_in_a_list() -> None:
    shown = []
    for number in (1, 3, 4):
        text = re.sub(r"(?m)^(      title: ).*$", r"\1TODO", WHOLE, count=number)
        shown.append([block for block in blocks(text) if "error: " in block])
    assert [len(each) for each in shown] == [1, 3, 1]
    assert "  fix: fill in, " in shown[0][0]
    assert " error: 4 values are still to be filled in: key (line) [to-fill-in]\n  protocol_team: " in shown[2][0]


def test_a_file_without_findings_prints_nothing() -> None:
    assert blocks(WHOLE) == []


def test_what_is_declined_with_a_reason_is_put_to_rest_and_said(run: Run, tmp_path: Path) -> None:
    text = WHOLE.replace("    - harm_reduction\n", "")
    (finding,) = report_of(text).diagnostics
    for id in (finding.id, "acin-i-06-24"):
        file = tmp_path / "example.yml"
        file.write_text(f"{text}\ndeclined:\n  {id}: The county has a plan of its own.\n", encoding="utf-8")
        ran = run("check", file, "--on", DAY)
        assert (ran.out, ran.code) == ("", 0)
        title = requirements.by_id(finding.id)
        assert title
        assert f"\n  declined: {title.title}. Why: The county has a plan of its own.\n" in ran.err
    markdown = run("check", file, "--on", DAY, "--format", "markdown").out
    assert f"### Considered and declined\n\n- {file}: " in markdown.replace("\\_", "_")


@pytest.mark.parametrize("requirement", requirements.in_force(DAY), ids=lambda requirement: requirement.id)
def test_lines_to_add_show_the_choices_and_answer_nothing(requirement: requirements.Requirement) -> None:
    """Pasted as they are, they leave everything to be filled in: no value in them counts."""
    if requirement.force != "shall":
        return
    text = f"county: Inyo\ninstrument: {{kind: {'system_of_care_mou' if requirement.file == 'wic-16521.6' else 'interagency_protocol'}}}\n"
    found = [d for d in report_of(text).diagnostics if d.id == requirement.id and d.remedy.startswith("add")]
    for d in found:
        _, _, lines = with_choices(d).partition("\n")
        pasted = report_of(f"{text}{lines}\n" if " under " not in d.remedy.partition("\n")[0] else text)
        met = [v.requirement.id for v in pasted.verdicts if v.state == "satisfied" and v.requirement.force == "shall"]
        assert met in ([], ["protocol-developed"]), lines
        assert load_yaml(lines), lines


def test_what_concerns_a_whole_file_of_several_counties_has_no_county_before_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "two.yml"
    file.write_text(
        "counties: {Inyo: {}, Mono: {}}\ncompleteness: public_sources_only\n"
        "instrument: {kind: agreement_between_counties, term: {from: 2018-07-01, until: 2020-06-30}}\n",
        encoding="utf-8",
    )
    found = run("check", file, "--on", DAY).out
    asked = "the term ended on 2020-06-30; the sources do not show whether it was renewed"
    assert f"{file}:3:80: unknown: {asked} [term-expired]" in found


def test_what_is_to_be_written_for_several_findings_in_a_row_is_said_once() -> None:
    notices = WHOLE.replace("    to: [parents, legal_guardians, their_attorneys, ", "    to: [", 1)
    found = [block for block in blocks(notices) if "missing-notice-" in block]
    assert len(found) == 3
    assert [block.count("fix:") for block in found] == [0, 0, 1]
    assert found[-1].rstrip().endswith("casa, court, tribe, siblings, law_enforcement]")
