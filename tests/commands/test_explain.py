"""`explain`: every requirement, each with the law's words and what to write, and the coverage of the statutes."""

from collections.abc import Callable

import pytest

from protocol_builder.checking import rules
from protocol_builder.checking.rules import guidance_left_aside
from protocol_builder.law import requirements

from ..conftest import Ran

Run = Callable[..., Ran]


def test_what_a_document_recommends_is_explained_together(run: Run) -> None:
    ran = run("explain", "acin-i-06-24")
    assert ran.out.startswith("ACIN I-06-24, evaluation of the CSEC Program; recommended, not law\n\n")
    recommended = [rule for rule in requirements.on_record() if rule.law == "guidance/acin-i-06-24"]
    assert len(recommended) > 5
    assert all(f"\n{rule.title} [{rule.id}]\n" in ran.out for rule in recommended)
    assert ran.code == 0


@pytest.mark.parametrize(
    ("words", "first", "others"),
    [
        (["16524.8"], "protocol-developed", ["protocol-team-sheriff", "protocol-content-services"]),
        (["WIC 16524.8(b)"], "protocol-content-services", ["protocol-content-service-planning"]),
        (["W.I.C.", "§", "16524.8", "(b)"], "protocol-content-services", ["protocol-content-service-planning"]),
        (["PC", "11166"], "mandated-report-individual", ["exploitation-reported-by-both"]),
        (["Penal Code section 11166(j)(2)"], "exploitation-reported-by-both", []),
        (["ACL 16-85"], "state-children-receiving-services", ["state-definition-of-exploitation"]),
    ],
)
def test_a_section_of_law_is_explained_with_all_that_rests_on_it(
    run: Run, words: list[str], first: str, others: list[str]
) -> None:
    ran = run("explain", *words)
    found = [line.rpartition("[")[2].rstrip("]") for line in ran.out.splitlines() if line.endswith("]")]
    assert found[0] == first
    assert set(others) < set(found)
    assert ran.code == 0


@pytest.mark.parametrize("words", ["16524.8(a)(1)(F)", "WIC 16524.8(a)(1)(f)", "16524.8(a)(1)(F)(iv)"])
def test_a_subdivision_is_explained_as_the_requirement_that_rests_on_it(run: Run, words: str) -> None:
    assert run("explain", words).out == run("explain", "protocol-team-sheriff").out


@pytest.mark.parametrize(
    "words",
    [
        *("16524.99", "WIC 11166", "PC 16524.8", "Section", "WIC", "Welfare and Institutions Code 11166"),
        *("Welf. & Inst. Code 11166", "W&I 11166", "WI 11166", "Penal Code 16524.8", "Pen. Code 16524.8"),
    ],
)
def test_a_section_on_which_nothing_rests_is_not_explained_as_another(run: Run, words: str) -> None:
    ran = run("explain", words)
    assert (ran.out, ran.code) == ("", 2)
    assert ran.err.splitlines()[-1].startswith(f"Error: no requirement or rule has the ID “{words}”; ")


def test_explain_shows_the_law_s_words_and_both_examples(run: Run) -> None:
    out = run("explain", "protocol-team-sheriff").out
    for line in (
        "WIC 16524.8(a)(1)(F), in force since 2018-01-01; the law says shall",
        "        sheriff: {agency: sheriff, title: Sheriff}",
        "        # no sheriff",
    ):
        assert line in out.splitlines()
    assert "county sheriff’s" in out


@pytest.mark.parametrize("id", [rule.id for rule in rules.all()])
def test_explain_explains_every_rule(run: Run, id: str) -> None:
    ran = run("explain", id)
    assert (ran.err, ran.code) == ("", 0)
    rule = rules.by_id(id)
    assert rule
    if rule in guidance_left_aside.rules():  # explained by all that the document recommends
        assert "recommended, not law" in ran.out.splitlines()[0]
    else:
        assert ran.out.startswith(
            f"{rule.title} [{id}]\n{rule.severity}; about the file itself, not a requirement of law\n"
        )
        assert all(f"    {line}" in ran.out.splitlines() for line in rule.good.splitlines())


def test_explain_shows_what_a_rule_finds_and_what_it_does_not(run: Run) -> None:
    assert (
        run("explain", "comment-in-a-text").out
        == """\
Part of a text is read as a comment [comment-in-a-text]
warning; about the file itself, not a requirement of law

In a county file, # after a space starts a comment, and the rest of the line
is ignored. Before a number, as in “Office #2”, the # was probably meant to be
part of the text.

Found, for example, in
    agencies:
      probation:
        name: Probation Department, Office #2
        kind: county_department
        functions: [probation]

Not found in
    agencies:
      probation:
        name: "Probation Department, Office #2"
        kind: county_department
        functions: [probation]

This is not legal advice; county counsel decides.
"""
    )


def test_explain_lists_every_requirement_and_rule(run: Run) -> None:
    out = run("explain").out
    ids = [*(one.id for one in requirements.on_record()), *(one.id for one in rules.all())]
    assert [id for id in ids if f"  {id} " not in out] == []


def test_coverage_of_the_statutes_is_explained(run: Run) -> None:
    ran = run("explain", "--coverage")
    assert ran.code == 0
    first, *lines = ran.out.splitlines()
    assert first == "283 of 283 sentences of the statutes are accounted for"
    assert "  WIC 16524.11: This chapter shall become operative on January 1, 2015." in lines
    assert run("explain", "protocol-team-sheriff", "--coverage").code == 2


def test_an_entry_that_takes_two_lines_has_one_bullet(run: Run) -> None:
    out = run("explain", "cross-report-by-both").out
    assert "  - The county probation department and the county welfare department, in all\n    58 counties\n" in out


@pytest.mark.parametrize("id", [one.id for one in requirements.on_record()])
def test_every_entry_of_explain_has_one_bullet(run: Run, id: str) -> None:
    requirement = requirements.by_id(id)
    assert requirement
    bullets = [line for line in run("explain", id).out.splitlines() if line.startswith("  - ")]
    assert len(bullets) == len(requirement.bound) + len(requirement.conditions) + len(requirement.asked_of)


def test_explain_suggests_what_the_word_is_about_and_not_what_only_has_the_word(run: Run) -> None:
    assert run("explain", "nothing").err.splitlines()[-1] == (
        "Error: no requirement or rule has the ID “nothing”; to list all: protocol-builder explain"
    )
    assert "did you mean protocol-team-juvenile-court or " in run("explain", "juvenile-court").err
    assert "did you mean search-not-dated?" in run("explain", "search").err
