"""The report of `check --format junit`: JUnit XML, which most systems of continuous integration show."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from ...characters import safe_xml, xml_text
from ...checking.check import Report
from ...checking.county_status import NOT_READ
from ...checking.evaluate import RESULTS, Verdict
from ...diagnostic import Diagnostic
from .text import in_full


def document(reports: Iterable[Report]) -> str:
    """JUnit XML: a suite for each county file, a case for each requirement and for each finding about the file."""
    suites = ElementTree.Element("testsuites", name="protocol-builder")
    for report in reports:
        suite = ElementTree.SubElement(suites, "testsuite", name=xml_text(report.path))
        for name, diagnostics, verdict in _cases(report):
            case = ElementTree.SubElement(suite, "testcase", name=xml_text(name), classname=xml_text(report.path))
            if verdict and _is_unmet_duty(verdict):
                ElementTree.SubElement(case, "failure", type=verdict.requirement.id, message=xml_text(verdict.reason))
            elif verdict:
                ElementTree.SubElement(case, "skipped", message=xml_text(_why_not_passed(verdict)))
            for diagnostic in diagnostics:
                outcome = "failure" if diagnostic.severity == "error" else "system-out"
                element = ElementTree.SubElement(case, outcome)
                if outcome == "failure":
                    element.set("type", diagnostic.id)
                    element.set("message", xml_text(diagnostic.message))
                element.text = xml_text(
                    f"{report.path}:{diagnostic.line}:{diagnostic.column}: {diagnostic.severity}: {in_full(diagnostic)}"
                )
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ElementTree.indent(suites)
    return safe_xml(ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)) + "\n"


def _cases(report: Report) -> Iterator[tuple[str, list[Diagnostic], Verdict | None]]:
    """Each case by name, its findings, and its verdict where no finding says it.

    That is an unmet duty whose reason is a finding of another case, advice that one finding sums up, and what no program
    has judged: a case without a mark would count as passed.
    """
    left = list(report.diagnostics)
    for verdict in report.verdicts:
        found = [d for d in left if d.id == verdict.requirement.id and d.county == verdict.county]
        left = [d for d in left if d not in found]
        if not (verdict.is_asked or found):
            continue  # of a duty that this kind of instrument is not asked about, there is nothing to judge
        yield (
            f"{verdict.county}: {verdict.requirement.id}",
            found,
            None if found or verdict.result == "stated" else verdict,
        )
    for diagnostic in left:
        county = f"{diagnostic.county}: " if diagnostic.county and len(report.counties) > 1 else ""
        yield f"{county}{diagnostic.id} (line {diagnostic.line})", [diagnostic], None


def _is_unmet_duty(verdict: Verdict) -> bool:
    return verdict.state == "not_met" and verdict.requirement.force == "shall"


def _why_not_passed(verdict: Verdict) -> str:
    words = NOT_READ if verdict.result == "in_words" else f": {verdict.reason}"
    return f"{RESULTS[verdict.result]}{words}"
