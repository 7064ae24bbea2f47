"""What continuous integration reads: whole outputs of a small file, and text that must not be obeyed."""

import json
from xml.etree import ElementTree

from protocol_builder.checking import rules
from protocol_builder.commands import report_ci
from protocol_builder.law import requirements

from ..conftest import DAY, EXAMPLE, report_of

TEXT = """\
county: Inyo
csec_program: {elects_funds: false}
instrument: {kind: other}
agencies:
  probation: {name: Probation, kind: county_department, functions: [probation]}
protocol_team: {seats: {probation: {agency: "%s"}}}
"""


def test_github_annotations_are_escaped() -> None:
    report = report_of(TEXT % "b,a:d")
    (first,) = report_ci.github([report]).splitlines()
    assert first == (
        "::error file=county.yml,line=6,col=45,title=shape-value::‘b,a:d’ cannot stand as agency%0Afix: write a short name of "
        "lower-case letters, digits and underscores that begins with a letter, such as probation or county_office"
    )
    hostile = report_of(TEXT % "x\\r\\n::error::y%0A")
    assert all(line.startswith("::error file=county.yml,line=6,") for line in report_ci.github([hostile]).splitlines())


def test_github_escapes_the_file_s_name() -> None:
    from protocol_builder.checking.check import check_source
    from protocol_builder.reading.source import read_text

    report = check_source(read_text(TEXT % "probatio", "a,b:c%.yml"), DAY)
    assert report_ci.github([report]).startswith("::error file=a%2Cb%3Ac%25.yml,line=6,")


def test_sarif_lists_what_was_checked_also_when_nothing_is_found() -> None:
    report = report_of(TEXT % "probation")
    assert report.diagnostics == ()
    (run,) = json.loads(report_ci.sarif([report], DAY))["runs"]
    listed = run["tool"]["driver"]["rules"]
    ids = [*(one.id for one in requirements.in_force(DAY)), *(one.id for one in rules.all())]
    assert [rule["id"] for rule in listed] == ids
    for rule in listed:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    assert run["results"] == []


def test_sarif_results_point_at_their_rule_and_place() -> None:
    document = json.loads(report_ci.sarif([report_of(TEXT % "probatio")], DAY))
    (run,) = document["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "agency-not-described"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "county.yml"},
        "region": {"startLine": 6, "startColumn": 45},
    }


def test_junit_has_a_case_for_each_requirement_and_a_failure_for_each_error() -> None:
    report = report_of(TEXT % "probatio")
    suites = ElementTree.fromstring(report_ci.junit([report]))
    assert [(s.get("tests"), s.get("failures")) for s in suites] == [(str(len(report.verdicts) + 1), "1")]
    (failure,) = suites.iterfind("testsuite/testcase/failure")
    assert failure.get("message") == "no agency has the short name ‘probatio’"
    assert (failure.text or "").startswith("county.yml:6:45: error: no agency has the short name ‘probatio’")


def test_junit_passes_no_duty_that_waits_for_a_misspelt_section() -> None:
    text = EXAMPLE.read_text("utf-8").replace("\nprotocol_team:", "\nprotocol_teem:")
    report = report_of(text)
    (suite,) = ElementTree.fromstring(report_ci.junit([report]))
    failed = {case.get("name", "").partition(": ")[2] for case in suite if case.find("failure") is not None}
    assert failed > {"protocol-team-lead", "protocol-team-probation", "protocol-team-sheriff"}
    unmet = report.counts["shall"]["not_met"]
    assert suite.get("failures") == str(unmet + 1) == "9"  # and the misspelling itself


def test_junit_stays_xml_whatever_a_file_says() -> None:
    ElementTree.fromstring(report_ci.junit([report_of(TEXT % "\\0\\e]<&\\uFFFF")]))


def test_the_job_summary_keeps_each_cell_and_line_whole() -> None:
    report = report_of(TEXT % "x\\r\\n\\x85| \\u202e::y")
    (line,) = [line for line in report_ci.markdown([report], DAY).splitlines() if line.startswith("- line 6")]
    assert line == "- line 6: ‘x\ufffd \ufffd\\| \ufffd::y’ cannot stand as agency"


def test_the_job_summary_is_a_table_and_what_is_missing() -> None:
    report = report_of(TEXT % "<b>|x")
    assert report_ci.markdown([report], DAY) == (
        f"## County files against the law of {DAY}\n"
        "\n"
        "| File | County | Instrument | Errors | Warnings | Unknown | Met |\n"
        "|---|---|---|--:|--:|--:|--:|\n"
        f"| county.yml | Inyo | Other instrument | {report.summary['error']} | 0 | 0 | 0 of {sum(report.counts['shall'].values())} |\n"
        "\n"
        "### county.yml\n"
        "\n"
        + "".join(
            f"- line {d.line}: {d.message.replace('<b>|x', '&lt;b>' + chr(92) + '|x')}\n" for d in report.diagnostics
        )
        + "\n"
        "This is not legal advice; county counsel decides.\n"
    )
