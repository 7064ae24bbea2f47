"""`explain`: every requirement, each with the law's words and what to write, and the coverage of the statutes."""

from collections.abc import Callable

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


def test_explain_shows_the_law_s_words_and_both_examples(run: Run) -> None:
    out = run("explain", "protocol-team-sheriff").out
    for line in (
        "WIC 16524.8(a)(1)(F), in force since 2018-01-01; the law says shall",
        "        sheriff: {agency: sheriff, title: Sheriff}",
        "        # no sheriff",
    ):
        assert line in out.splitlines()
    assert "county sheriff’s" in out


def test_explain_lists_every_requirement(run: Run) -> None:
    out = run("explain").out
    assert [r.id for r in requirements.on_record() if f"  {r.id} " not in out] == []


def test_coverage_of_the_statutes_is_explained(run: Run) -> None:
    ran = run("explain", "--coverage")
    assert ran.code == 0
    first, *lines = ran.out.splitlines()
    assert first == "283 of 283 sentences of the statutes are accounted for"
    assert "  WIC 16524.11: This chapter shall become operative on January 1, 2015." in lines
    assert run("explain", "protocol-team-sheriff", "--coverage").code == 2
