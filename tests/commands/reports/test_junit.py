"""JUnit XML: a case for each requirement, and text that must not be obeyed."""

from xml.etree import ElementTree

from protocol_builder.commands.reports import junit

from ...conftest import EXAMPLE, report_of
from . import TEXT


def test_junit_has_a_case_for_each_requirement_and_a_failure_for_each_error() -> None:
    report = report_of(TEXT % "probatio")
    suites = ElementTree.fromstring(junit.document([report]))
    assert [(s.get("tests"), s.get("failures")) for s in suites] == [
        (str(sum(verdict.is_asked for verdict in report.verdicts) + 1), "1")
    ]
    (failure,) = suites.iterfind("testsuite/testcase/failure")
    assert failure.get("message") == "no agency has the short name “probatio”"
    assert (failure.text or "").startswith("county.yml:6:52: error: no agency has the short name “probatio”")


def test_junit_passes_no_duty_that_waits_for_a_misspelt_section() -> None:
    text = EXAMPLE.read_text("utf-8").replace("\nprotocol_team:", "\nprotocol_teem:")
    report = report_of(text)
    (suite,) = ElementTree.fromstring(junit.document([report]))
    failed = {case.get("name", "").partition(": ")[2] for case in suite if case.find("failure") is not None}
    assert failed > {"protocol-team-lead", "protocol-team-probation", "protocol-team-sheriff"}
    unmet = report.counts["shall"]["not_met"]
    assert suite.get("failures") == str(unmet + 1) == "9"  # and the misspelling itself


def test_junit_stays_xml_whatever_a_file_says() -> None:
    ElementTree.fromstring(junit.document([report_of(TEXT % "\\0\\e]<&\\uFFFF")]))
