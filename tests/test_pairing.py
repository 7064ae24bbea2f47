"""What belongs together stays together: a label and its value, a heading and what stands under it, a finding and its case.

The file has two counties in which every result occurs, so that whatever is paired with the other county's, or with its
neighbor's, is seen.
"""

import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from docx import Document

from protocol_builder.agreement.agreement import Article, agreement
from protocol_builder.agreement.blocks import Blocks, Box, Heading, Listing, Paragraph, Quote, Run, Table
from protocol_builder.checking import report_as_json
from protocol_builder.checking.check import Report
from protocol_builder.checking.evaluate import RESULTS
from protocol_builder.commands.reports import github, junit, markdown, sarif, text
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.law import requirements
from protocol_builder.website.pages import pages
from protocol_builder.writers import pandoc
from protocol_builder.writers.word.document import docx

from .checking.test_several_counties import of_two_counties
from .conftest import DAY, report_of


@cache
def mixed() -> Report:
    """A report of two counties in which each result occurs, in each county for other requirements."""
    data: Any = json.loads(json.dumps(of_two_counties(), default=str))
    inyo, mono = data["counties"]["Inyo"], data["counties"]["Mono"]
    del inyo["mdt"]["seats"]["probation"], inyo["missing_children"]
    mono["csec_program"]["protocol_developed_on"] = "2016-05-01"
    del mono["protocol_team"]["seats"]["sheriff"], mono["protocol_team"]["seats"]["public_health"]
    report = report_of(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    for county in ("Inyo", "Mono"):
        found = {one.result for one in report.verdicts if one.county == county and one.is_asked}
        assert found >= {"stated", "in_words", "not_met", "unknown"}, county
    assert [one.requirement.id for one in report.verdicts if one.result == "excused"] == ["protocol-team-sheriff"]
    return report


SIGNED = """\
county: Yolo
instrument:
  kind: interagency_protocol
  number: NUMBER-77
  status: in_force
  adopted_on: 2025-02-03
  adopted_by: Yolo County Board of Supervisors
  term: {from: 2025-04-05, until: 2030-06-07, review_by: 2028-08-09}
  amendments: [{number: 1, on: 2026-10-11}]
csec_program: {elects_funds: false}
agencies: {p: {name: Probation, kind: county_department, functions: [probation]}}
"""
TITLE_PAGE = {
    "Instrument": "Interagency protocol",
    "Number": "NUMBER-77",
    "Adopted": "February 3, 2025 by the Yolo County Board of Supervisors",
    "Term": "From April 5, 2025 until June 7, 2030, to be reviewed by August 9, 2028",
}


def test_each_label_of_the_title_page_has_its_own_value() -> None:
    made = agreement(report_of(SIGNED))
    facts = dict(made.facts)
    assert {label: facts[label] for label in TITLE_PAGE} == TITLE_PAGE
    assert facts["Status"].startswith("In force")
    assert "October 11, 2026" in facts["Amended"]
    assert facts["Law"].endswith("November 22, 2026")
    assert facts["Revision"] == made.revision
    assert len(facts) == len(made.facts) == len(TITLE_PAGE) + 4


@pytest.mark.parametrize("form", ["docx", "md", "html", "txt"])
def test_each_label_stands_before_its_value_in_every_format(form: str) -> None:
    made = agreement(report_of(SIGNED))
    if form == "docx":
        words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx(made))).paragraphs)
    else:
        words = pandoc.convert(made, form).decode("utf-8")
    words = html.unescape(re.sub(r"<[^>]+>|\*\*|\||\\|:", " ", words))
    shown = " ".join(words.split())
    expected = " ".join(f"{label} {value}" for label, value in made.facts).replace(":", " ")
    assert " ".join(expected.split()) in shown


def under_headings(page: str) -> Iterator[tuple[str, str, str]]:
    """Each requirement that a page of verdicts lists: its id, the part of the page, and the heading above it."""
    part = heading = ""
    for line in page.splitlines():
        if found := re.match(r"## (.*)", line):
            part = found[1]
        elif found := re.match(r"<h3>(.*)</h3>", line):
            heading = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split())
        elif found := re.search(r'<li><a href="[^"]*law/([\w-]+)\.html">(.*?)</a>', line):
            requirement = requirements.by_id(found[1])
            assert requirement
            assert html.unescape(re.sub(r"<[^>]+>", "", found[2])) == requirement.title
            yield found[1], part, heading


@pytest.mark.parametrize("county", ["Inyo", "Mono"])
def test_each_requirement_stands_once_under_the_heading_of_its_result(county: str) -> None:
    made = {path: content for path, content in pages((mixed(),)) if isinstance(content, str)}
    (path,) = [path for path in made if re.fullmatch(rf"counties/[\w-]+/verdicts-{county.lower()}\.md", path)]
    listed = list(under_headings(made[path]))
    asked = {one.requirement.id: one for one in mixed().verdicts if one.county == county and one.is_asked}
    assert Counter(id for id, _, _ in listed) == Counter(list(asked))
    numbers = Counter((part, heading) for _, part, heading in listed)
    for id, part, heading in listed:
        one = asked[id]
        assert part == ("The law" if one.requirement.force == "shall" else "Guidance, not law"), id
        assert heading.lower().startswith(RESULTS[one.result].lower()), (id, heading)
        assert heading.endswith(f" {numbers[part, heading]}"), "how many stand under it"
        if one.result in ("unknown", "excused", "not_applicable"):
            assert one.reason.lower().rstrip(".") in heading.lower(), id


def test_each_case_of_junit_has_the_findings_of_its_own_requirement_and_county() -> None:
    (suite,) = ElementTree.fromstring(junit.document([mixed()]))
    verdicts = {f"{one.county}: {one.requirement.id}": one for one in mixed().verdicts}
    said = {f"county.yml:{d.line}:{d.column}: {d.severity}: {text.in_full(d)}": d for d in mixed().diagnostics}
    assert len(said) == len(mixed().diagnostics)
    names = [case.get("name", "") for case in suite]
    assert len(names) == len(set(names))
    for case, name in zip(suite, names, strict=True):
        verdict = verdicts.get(name)
        for outcome in case:
            if not outcome.text:  # what no finding says
                assert verdict
                assert verdict.reason in outcome.get("message", "") or verdict.result == "in_words", name
                continue
            d = said.pop(outcome.text)
            county = f"{d.county}: " if d.county else ""
            assert name == f"{county}{d.id}" if verdict else name == f"{county}{d.id} (line {d.line})"
            assert outcome.get("type", d.id) == d.id
            assert outcome.get("message", d.message) == d.message
        assert (len(case) == 0) == (verdict is not None and verdict.result == "stated"), name
    assert said == {}, "a finding that no case has"


def of_json(report: Report) -> Counter[str]:
    (file,) = json.loads(report_as_json.document([report], DAY))["files"]
    return Counter(f"{d['line']}:{d['column']} {d['id']} {d['message']}" for d in file["diagnostics"])


def of_sarif(report: Report) -> Counter[str]:
    (run,) = json.loads(sarif.sarif([report], DAY))["runs"]
    regions = [(one, one["locations"][0]["physicalLocation"]["region"]) for one in run["results"]]
    return Counter(
        f"{region['startLine']}:{region['startColumn']} {one['ruleId']} {one['message']['text']}"
        for one, region in regions
    )


def of_github(report: Report) -> Counter[str]:
    lines = (line for line in "".join(github.annotations([report])).splitlines() if ",col=" in line)
    found = (re.fullmatch(r"::\w+ file=[^,]*,line=(\d+),col=(\d+),title=([\w-]+)::(.*)", line) for line in lines)
    return Counter(
        f"{one[1]}:{one[2]} {one[3]} {one[4].replace('%0A', chr(10)).replace('%25', '%')}" for one in found if one
    )


def of_junit(report: Report) -> Counter[str]:
    texts = (
        one.text or "" for one in ElementTree.fromstring(junit.document([report])).iterfind("testsuite/testcase/*")
    )
    return Counter(re.sub(r"^county\.yml:(\d+:\d+): \w+: ", r"\1 ", said) for said in texts if said)


def short(d: Diagnostic) -> str:
    return f"{d.line}:{d.column} {d.id} {d.message}"


def full(d: Diagnostic) -> str:
    return f"{d.line}:{d.column} {d.id} {text.in_full(d)}"


def without_id(d: Diagnostic) -> str:
    return f"{d.line}:{d.column} {text.in_full(d)}"


@pytest.mark.parametrize(
    ("read", "said"),
    [(of_json, short), (of_sarif, full), (of_github, full), (of_junit, without_id)],
    ids=["json", "sarif", "github", "junit"],
)
def test_each_finding_is_reported_once(
    read: Callable[[Report], Counter[str]], said: Callable[[Diagnostic], str]
) -> None:
    diagnostics = mixed().diagnostics
    assert len(diagnostics) > 40
    assert read(mixed()) == Counter(map(said, diagnostics))


def test_each_finding_is_in_the_text_once_by_itself_or_under_the_question_that_it_waits_for() -> None:
    blocks = list(text.findings([mixed()], width=10_000))
    heads = [re.match(r"county\.yml:(\d+):(\d+): (\w+): (.*) \[([\w-]+)\]", block) for block in blocks]
    assert all(heads)
    assert len(blocks) == len({head[0] for head in heads if head})
    alone = Counter((int(head[1]), head[3], head[5]) for head in heads if head)
    waiting = Counter((d.line, d.severity, d.id) for d in mixed().diagnostics)
    assert alone <= waiting
    errors = Counter((d.line, d.severity, d.id) for d in mixed().diagnostics if not d.question)
    assert Counter({key: n for key, n in alone.items() if key in errors}) >= errors


def test_each_error_is_in_the_summary_of_a_job_once() -> None:
    lines = Counter(line for line in markdown.document([mixed()], DAY).splitlines() if line.startswith("- line "))
    errors = [d for d in mixed().diagnostics if d.severity == "error"]
    assert lines == Counter(
        f"- line {d.line}: {markdown.cell(d.message)}{f' ({d.citation})' if d.citation else ''}" for d in errors
    )


def runs(blocks: Blocks) -> Iterator[Run]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from block.runs
            case Listing():
                for item in block.items:
                    yield from runs(item)
            case Quote() | Box():
                yield from runs(block.blocks)
            case Table():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from cell


def test_each_link_to_an_article_leads_to_the_article_that_it_names() -> None:
    made = agreement(mixed())
    by_id: dict[str, Article] = {article.id: article for article in made.articles}
    found = [run for article in made.articles for run in runs(article.blocks) if run.link[1:] in by_id]
    assert len(found) > 30
    for run in found:
        article = by_id[run.link.removeprefix("#")]
        named = re.match(r"(?:Article|Appendix) (\w+)(?: \((.*)\))?", run.text)
        assert named, run
        assert re.match(rf"(?:(?:Article|Appendix) )?{named[1]}\b", article.heading), (run, article.heading)
        assert not named[2] or article.heading.endswith(named[2]), (run, article.heading)


def test_each_link_on_a_page_leads_to_what_has_that_name() -> None:
    made = {path: content for path, content in pages((mixed(),)) if isinstance(content, str)}
    titles = {one.title for one in requirements.on_record()}
    tried = 0
    for path, content in made.items():
        for target, words in re.findall(r'<a href="[^"#:]*law/([\w-]+)\.html">([^<]+)</a>', content):
            requirement = requirements.by_id(target)
            if requirement and html.unescape(words) in titles:
                tried += 1
                assert html.unescape(words) == requirement.title, path
    assert tried > 300
