"""The pages of the site: what is where, and that no county's words ever become markup."""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import markdown as python_markdown
import pytest
from markupsafe import Markup

from protocol_builder.agreement.agreement import Agreement, Article, provenance
from protocol_builder.checking import rules
from protocol_builder.checking.check import Report, check_source
from protocol_builder.checking.county_status import standings
from protocol_builder.checking.evaluate import RESULTS
from protocol_builder.commands.reports.summary import summary_lines
from protocol_builder.comparing.history import SHALLOW, History, Version
from protocol_builder.law import coverage, requirements, texts, vocabulary
from protocol_builder.reading.source import read_text
from protocol_builder.website import county_map
from protocol_builder.website.agreement_pages import AgreementPage, Passage
from protocol_builder.website.county_page import Download
from protocol_builder.website.made_pages import MadeEarlier, MadePages
from protocol_builder.website.pages import pages

from ..conftest import DAY, EXAMPLE, SYSTEM_OF_CARE, example_for, report_of

COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
GAPS = COMPLETE.replace("    probation:\n      agency: probation\n      title: Chief Probation Officer\n", "", 1)
PARTIAL = """
county: Orange
completeness: public_sources_only
instrument: {kind: interagency_mou, source: report}
csec_program: {elects_funds: true}
agencies: {ssa: {name: Social Services Agency, kind: county_department, functions: [human_services], source: report}}
protocol_team: {lead: human_services, seats: {human_services: {agency: ssa, source: report}}}
sources: {report: {title: Report to the Legislature, url: "https://www.example.org/report?a=1&b=2"}}
"""
FUNDING = """
county: Fresno
instrument: {kind: funding_agreement}
csec_program: {elects_funds: true}
agencies: {dss: {name: Department of Social Services, kind: county_department, functions: [human_services]}}
"""
UNREADABLE = "county: Kern\ninstrument: {kind: [\n"


def named(text: str, path: str) -> Report:
    return check_source(read_text(text, path), DAY)


_MADE = MadePages()
"""What was made for one test and is the same in another: most pages are about the law."""


def site(*reports: Report) -> dict[str, str]:
    """The pages as text, by path."""
    return {path: content for path, content in pages(reports, cache=_MADE) if isinstance(content, str)}


def words(page: str) -> str:
    """What a reader reads of a page: the text, without any markup."""
    made = python_markdown.markdown(page.partition("---\n\n")[2], extensions=["tables", "fenced_code"])
    shown = re.sub(r"<[^>]+>", " ", re.sub(r"</?abbr[^>]*>", "", made))
    return " ".join(html.unescape(shown).split())


@cache
def county_page(text: str) -> str:
    return site(named(text, "configs/my-county.yml"))["counties/my-county.md"]


def without(text: str, line: str) -> str:
    """A county file with one of its lines left out."""
    assert text.count(line) == 1
    return text.replace(line, "", 1)


# What a county's state may be called


def kind(text: str) -> str:
    return standings(report_of(text))[0].kind


def test_no_gap_is_said_only_where_every_duty_has_an_answer() -> None:
    assert kind(COMPLETE) == "complete"
    assert re.search(r"state-complete.>no gap found<", county_page(COMPLETE))


def test_one_missing_partner_is_a_gap() -> None:
    text = without(COMPLETE, "    probation:\n      agency: probation\n      title: Chief Probation Officer\n")
    assert kind(text) == "gaps"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FUNDING, "none"),
        (FUNDING.replace("funding_agreement", "interagency_protocol").replace("true", "false"), "unknown"),
        (PARTIAL, "unknown"),
        (COMPLETE.replace("completeness: complete", "completeness: public_sources_only"), "unknown"),
        (UNREADABLE, "unreadable"),
        ("", "unreadable"),
        (COMPLETE + "\nnonsense: 1\n", "errors"),
    ],
)
def test_no_error_is_not_yet_complete(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_what_hangs_on_a_date_that_the_file_does_not_say_is_unknown() -> None:
    text = re.sub(
        r"\n    sheriff:\n( {6}[^\n]*\n)+", "\n", without(COMPLETE, "  protocol_developed_on: 2019-03-12\n"), count=1
    )
    assert kind(text) == "unknown"


# What is on which page


def test_the_home_page_lists_every_county_with_its_state() -> None:
    home = words(
        site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"), named(UNREADABLE, "kern.yml"))["index.md"]
    )
    assert "Yolo County no gap found" in home
    assert "Orange County unknown" in home
    assert "County file kern cannot be read" in home
    assert "2 of California’s 58 counties" in home


def test_the_home_page_of_a_countys_own_site_is_about_that_county() -> None:
    def documents(report: Report, agreement: Agreement | None) -> tuple[Download, ...]:
        return (Download("docx", "Word", b"PK"),)

    joint = "counties: {Monterey: {}, San Benito: {}}\ninstrument: {kind: interagency_mou}\n"
    for title, files in (
        ("Yolo County", [named(COMPLETE, "yolo.yml")]),
        ("Yolo County", [named(COMPLETE, "protocol.yml"), named(GAPS, "mou.yml"), named(UNREADABLE, "draft.yml")]),
        ("Monterey and San Benito Counties", [named(joint, "joint.yml")]),
        ("County file kern", [named(UNREADABLE, "kern.yml")]),
    ):
        made = dict(pages(tuple(files), documents=documents))
        home = str(made["index.md"])
        told = words(home)
        assert told.startswith(title)
        assert "58" not in told
        assert "collection" not in told
        assert "<svg" not in home
        assert not [path for path in made if path.startswith("compare")]
        for file in files:
            stem = file.path.removesuffix(".yml")
            assert f'href="counties/{stem}.html' in home
            assert (f'href="documents/{stem}.docx"' in home) is bool(file.data)
    assert "cannot be read" in told
    home = words(site(named(GAPS, "yolo.yml"))["index.md"])
    assert "Results gaps 2 findings must be fixed before the document can be final: what is missing" in home
    assert "No one represents the county probation department on the protocol team" in home
    assert (
        "108 duties: 97 stated in the file, 10 in the county’s own words (not read by any program), 1 not met . One"
        in home
    )
    requirement = words(site(named(GAPS, "yolo.yml"))["law/protocol-team-probation.md"])
    assert "What the county file shows Yolo County not met" in requirement


def test_many_reasons_are_a_list() -> None:
    text = COMPLETE
    for key in ("reporting", "training", "missing_children"):
        text, found = re.subn(rf"\n{key}:\n( .*\n|\n)+", "\n", text)
        assert found == 1
    made = site(named(text, "yolo.yml"))
    for page in (made["index.md"], made["counties/yolo.md"], made["counties/yolo/verdicts.md"]):
        start = page.index('<ul class="why">')
        listed = re.findall(r"<li>([^<\n]+)", page[start : page.index("</ul></li>", start)])
        assert listed == [
            "The file does not say ",
            "how abuse, exploitation, and missing children are reported",
            "who is trained, and in what",
            "how children missing from foster care are located and who is notified",
        ]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (GAPS, ["in the county’s own words", "not met"]),
        (PARTIAL, ["unknown"]),
        (
            COMPLETE.replace("elects_funds: true", "elects_funds: false", 1),
            ["in the county’s own words", "not applicable"],
        ),
    ],
)
def test_duties_are_counted_everywhere_as_the_command_counts_them(text: str, others: list[str]) -> None:
    report = named(text, "one.yml")
    told = re.search(r"\d+ duties: \d+ stated in the file, [^;]*(?=;)", "".join(summary_lines([report])))
    assert told
    results = told[0].partition(", ")[2].replace(" (not read by any program)", "")
    assert re.findall(r"[a-z][a-z’ ]+", results) == others
    made = site(report, named(UNREADABLE, "a.yml"), named(FUNDING, "b.yml"))
    for path in ("counties/one.md", "counties/one/verdicts.md"):
        assert told[0] in words(made[path]).replace(" ,", ","), path
    (number, first), *more = re.findall(r"(\d+) (not met|unknown)", told[0]) or [("", "")]  # home says what is open
    in_short = ", ".join([f"{number} of {told[0].partition(':')[0]} {first}", *map(" ".join, more)])
    assert (in_short if number else told[0]) in words(made["index.md"]).replace(" ,", ",")


def test_the_example_is_never_counted_as_a_county() -> None:
    made = site(named(EXAMPLE.read_text("utf-8"), "example.yml"))
    home = words(made["index.md"])
    assert "0 of California’s 58 counties" in home
    assert home.count("no gap found") == 1, "only in its own row"
    assert "Example County no gap found example" in home
    for path, page in made.items():
        if path.startswith("counties/example"):
            assert "not a real county" in words(page).lower(), path


def test_a_page_from_public_sources_says_that_the_county_did_not_state_it() -> None:
    for path, page in site(named(PARTIAL, "orange.yml")).items():
        if path in ("counties/orange.md", "counties/orange/roles.md"):
            assert "not a statement by the county" in words(page)
    assert "not a statement by the county" not in words(county_page(COMPLETE))


def test_a_gap_is_on_the_page_with_the_laws_words_and_what_to_write() -> None:
    text = without(COMPLETE, "    probation:\n      agency: probation\n      title: Chief Probation Officer\n")
    made = site(named(text, "my-county.yml"))
    page = words(made["counties/my-county.md"])
    assert "No one represents the county probation department on the protocol team" in page
    assert "shall include representatives from each of the following agencies:" in page
    assert "The county probation department." in page
    assert "no one named" in page
    typed = 'probation: {agency: probation, title: "TODO"} # for example Chief Probation Officer'
    assert typed not in page
    assert typed in words(made["counties/my-county/to-write.md"])


def test_a_page_for_each_county_tells_everyone_their_part() -> None:
    made = site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))
    role = made["roles/probation.md"]
    assert 'href="../counties/yolo/by-role.html&#35;probation"' in role
    assert "orange" not in role
    part = words(made["counties/yolo/by-role.md"])
    probation = part[part.index("Probation officer On the protocol team") : part.index("Mental health clinician On")]
    assert "Chief Probation Officer" in probation
    assert "Deputy Probation Officer" in probation
    assert (
        "immediately, or in no case later than 24 hours by statute immediately, or in no case later than 4 hours (county) "
        "Report that a child is missing or has been abducted"
    ) in probation
    assert 'id="human-services"' in made["counties/orange/by-role.md"]


def test_a_role_page_says_nothing_of_a_file_that_no_county_wrote() -> None:
    for path, page in site().items():
        if path.startswith("roles/"):
            assert "GAP" not in words(page), path
            assert "this Agreement" not in words(page), path


def test_what_changed_lately_and_what_is_due_stand_on_the_home_page() -> None:
    due = COMPLETE.replace("review_by: 2028-06-30", "review_by: 2026-06-30", 1)
    assert due != COMPLETE
    made = site(named(due, "yolo.yml"))
    home = words(made["index.md"])
    assert "June 30, 2026 past Yolo County : review was due" in home
    assert "June 30, 2030 Yolo County : term ends" in home
    lately = home[home.index("Recent changes") : home.index("Coming up")]
    assert "announced, not law" in lately
    assert lately.index("January 1, 2026") < lately.index("July 15, 2025 Yolo County")
    assert "September 29, 2010" not in lately
    assert "September 29, 2010" in words(made["changes.md"])


def test_the_dates_are_offered_as_a_calendar_without_those_of_the_example() -> None:
    reports = (named(COMPLETE, "yolo.yml"), named(EXAMPLE.read_text("utf-8"), "example.yml"))
    made = dict(pages(reports))
    calendar = made["data/dates.ics"]
    assert isinstance(calendar, bytes)
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"SUMMARY:Yolo County: last day to give notice of nonrenewal\r\n" in calendar
    assert b"Example County" not in calendar
    page = made["dates.md"]
    assert isinstance(page, str)
    assert 'href="data/dates.ics"' in page
    assert "January 1, 2030 Yolo County : last day to give notice" in words(page)


def test_with_many_dates_the_home_page_has_the_nearest_and_another_page_all() -> None:
    counties = [name for name in vocabulary.lists()["counties"] if not vocabulary.is_example(name)][:20]
    text = "county: {}\ninstrument: {{kind: interagency_mou, term: {{from: 2015-07-01, until: {}-06-30}}}}\n"
    files = [named(text.format(name, 2017 + number), f"{name}.yml") for number, name in enumerate(counties)]
    made = site(*files)
    near, all = (
        re.findall(r'datetime="(20\d\d-06-30)"', part)
        for part in (made["index.md"].partition("## Coming up")[2], made["dates.md"])
    )
    assert near == [f"{year}-06-30" for year in range(2023, 2033)]
    assert all == [f"{year}-06-30" for year in range(2017, 2037)]


def test_what_public_sources_do_not_show_is_asked_and_not_called_missing() -> None:
    page = words(county_page(PARTIAL))
    assert "What is not known" in page
    assert "What is missing" not in page
    assert "no one named" not in page


def test_a_file_with_errors_has_a_page_with_the_errors_on_it() -> None:
    page = words(county_page(COMPLETE + "\nnonsense: 1\n"))
    assert "nonsense" in page
    assert "error" in page


def test_a_file_that_cannot_be_read_has_a_page_that_shows_the_line() -> None:
    page = words(county_page(UNREADABLE))
    assert "cannot be read" in page
    assert "instrument: {kind: [" in page


def test_each_requirement_has_a_page_with_the_laws_words_and_each_countys_verdict() -> None:
    made = site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))
    for requirement in requirements.on_record():
        page = words(made[f"law/{requirement.id}.md"])
        assert " ".join(requirement.quote.split()) in page
        assert " ".join(requirement.description.split()) in page
        if example_for(requirement) == EXAMPLE:
            assert any(f"Yolo County {RESULTS[result]}" in page for result in ("stated", "in_words"))
        else:
            assert f"Yolo County {RESULTS['not_applicable']}" in page
    assert f"Orange County {RESULTS['unknown']}" in words(made["law/protocol-team-probation.md"])


def test_a_statutes_page_has_all_its_words_and_leads_to_who_quotes_them() -> None:
    made = site(named(PARTIAL, "orange.yml"))
    for name in {requirement.law for requirement in requirements.on_record()}:
        page = words(made[f"law/text/{name}.md"])
        for paragraph in re.split(r"\n\n|\n(?=- )", requirements.statute(name)):
            assert " ".join(paragraph.lstrip("#- ").split()) in page
    for requirement in requirements.on_record():
        assert f'id="quote-{requirement.id}"' in made[f"law/text/{requirement.law}.md"]


def test_the_requirements_one_by_one_are_all_there_with_the_reason() -> None:
    page = words(site(named(PARTIAL, "orange.yml"))["counties/orange/verdicts.md"])
    for requirement in requirements.in_force(DAY):
        if example_for(requirement) != EXAMPLE:
            continue  # the instrument is not asked about it
        assert " ".join(requirement.title.split()) in page
    assert "The file does not say whether the county elects CSEC Program funds" not in page
    assert "The public sources for this file do not show enough to tell" in page


def test_many_errors_have_pages_of_their_own_to_which_the_countys_page_leads() -> None:
    text = FUNDING.replace("funding_agreement", "interagency_protocol")
    made = site(named(text, "fresno.yml"))
    errors = [d for d in report_of(text).diagnostics if d.severity == "error"]
    assert len(errors) > 8
    own, detail = words(made["counties/fresno.md"]), words(made["counties/fresno/missing.md"])
    for error in errors:
        assert error.message[1:] in own
        assert error.message[1:] in detail


def test_the_law_and_guidance_are_kept_apart() -> None:
    page = words(site()["law/index.md"])
    for requirement in requirements.on_record():
        if requirement.since:
            told = page.index(" ".join(requirement.title.split()))
            assert (told > page.index("Guidance, not law")) == (requirement.force != "shall")


def test_an_announced_change_is_never_shown_as_law() -> None:
    made = site()
    assert "Announced, not law" in words(made["law/index.md"])
    assert "Announced, not law" in words(made["law/protocol-team-probation.md"])


def test_times_of_reports_stand_in_their_order() -> None:
    page = site(named(COMPLETE, "configs/my-county.yml"))["counties/my-county/in-detail.md"]
    times = re.findall(r'<span class="within">([^<]+)</span> <div>', page)
    at_once = "Immediately, and in no case later than 4 hours"
    for word in ("and", "or", "but"):
        found = times.count(f"Immediately, {word} in no case later than 4 hours")
        assert found == 1, "no time reads weaker than the law's words"
    assert "Within 90 minutes" in times
    order = [times.index(time) for time in ("Within 90 minutes", at_once, "Within 36 hours", "Every 30 days")]
    assert order == sorted(order)


def test_what_would_make_the_main_page_too_long_has_a_page_of_its_own() -> None:
    made = site(named(COMPLETE, "configs/my-county.yml"))
    main, detail = made["counties/my-county.md"], made["counties/my-county/in-detail.md"]
    for heading, anchor in (
        ("Within a set time", "within-a-set-time"),
        ("Services", "services"),
        ("What else the file says", "what-else-the-file-says"),
    ):
        assert f"## {heading}\n" in detail
        assert f"## {heading}\n" not in main
        assert f'<a href="my-county/in-detail.html#{anchor}">{heading}</a>' in html.unescape(main)
    assert "14 deadlines, the shortest immediately" in words(main)
    first_day = html.unescape(made["roles/first-24-hours.md"])
    assert 'href="../counties/my-county/in-detail.html#within-a-set-time"' in first_day

    few = PARTIAL + "narrative: [{heading: A bed tonight, text: Call first., source: report}]\n"
    main = site(named(few, "configs/my-county.yml"))["counties/my-county.md"]
    assert "## What else the file says\n" in main
    assert "In detail" not in main
    assert "counties/my-county/in-detail.md" not in site(named(few, "configs/my-county.yml"))


def test_tiers_stand_in_their_order_with_times_and_triggers() -> None:
    page = county_page(COMPLETE)
    start = page.index('<ol class="tiers drawn">')
    tiers = page[start : page.index("</ol>", start)]
    names = re.findall(r"<h3>([^<]+)", tiers)
    data = report_of(COMPLETE).data["mdt"]["tiers"]
    assert [html.unescape(name).strip() for name in names] == [tier["name"] for tier in data]
    for tier in data:
        assert html.unescape(tier.get("trigger", "")) in html.unescape(tiers)


def test_stages_stay_in_sight_as_text_where_the_picture_has_no_room_for_all_they_say() -> None:
    page = county_page(COMPLETE.replace("every: Every 30 days", f"every: {'Every 30 days. ' * 20}", 1))
    assert '<ol class="tiers">' in page
    assert " …</text>" in page


def test_the_picture_of_the_team_says_in_words_what_it_shows() -> None:
    page = county_page(
        without(COMPLETE, "    probation:\n      agency: probation\n      title: Chief Probation Officer\n")
    )
    title = page.index("The protocol team of Yolo County</title>")
    picture = page[page.rindex("<svg", 0, title) : page.index("</svg>", title)]
    assert "1 not met" in html.unescape(picture[picture.index("<desc") : picture.index("</desc>")])
    assert ">required by law: no one named</text>" in html.unescape(picture)
    assert ">Juvenile court</text>" in picture


def test_every_county_of_a_joint_instrument_has_its_part_of_the_page() -> None:
    text = """
counties:
  Monterey: {csec_program: {elects_funds: true}, protocol_team: {lead: human_services, seats: {human_services: {agency: m}}}}
  San Benito: {csec_program: {elects_funds: true}}
instrument: {kind: interagency_mou}
agencies: {m: {name: Monterey Social Services, county: Monterey, kind: county_department, functions: [human_services]}}
"""
    page = words(county_page(text))
    assert "Protocol team: Monterey County" in page
    assert "Protocol team: San Benito County" in page
    home = words(site(named(text, "joint.yml"), named(PARTIAL, "orange.yml"))["index.md"])
    assert "Monterey County with 1 other gaps" in home
    assert "San Benito County with 1 other gaps" in home


def test_documents_are_offered_under_the_files_own_name() -> None:
    def documents(report: Report, agreement: Agreement | None) -> tuple[Download, ...]:
        return (Download("docx", "Word", b"PK"),)

    made = dict(pages((named(PARTIAL, "orange.yml"),), documents=documents))
    assert made["documents/orange.docx"] == b"PK"
    page = made["counties/orange.md"]
    assert isinstance(page, str)
    assert 'href="../documents/orange.docx"' in page
    assert (
        "so there is no agreement here; the fact sheet says what is known. Your part, by role Word Data (JSON)"
        in words(page)
    )
    page = dict(pages((named(GAPS, "gaps.yml"),), documents=documents))["counties/gaps.md"]
    assert isinstance(page, str)
    assert "Read the draft agreement Word (draft)" in words(page)
    for whole in (EXAMPLE.read_text("utf-8"), COMPLETE):  # marked EXAMPLE, and not at all
        page = dict(pages((named(whole, "whole.yml"),), documents=documents))["counties/whole.md"]
        assert isinstance(page, str)
        assert "Read the agreement Word Data (JSON)" in words(page)


def test_the_data_of_a_county_can_be_had_with_its_verdicts() -> None:
    made = dict(pages((named(PARTIAL, "orange.yml"),)))
    data = json.loads(made["data/orange.json"])
    assert data["sha256"] == provenance(named(PARTIAL, "orange.yml")).sha256
    assert data["data"]["county"] == "Orange"
    assert {"county": "Orange", "requirement": "protocol-team-probation", "state": "unknown"}.items() <= next(
        v for v in data["verdicts"] if v["requirement"] == "protocol-team-probation"
    ).items()


def test_a_site_without_county_files_still_has_the_law() -> None:
    made = site()
    assert "no county file" in words(made["index.md"])
    assert "law/protocol-team-probation.md" in made


def test_the_same_files_give_the_same_pages() -> None:
    reports = named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml")
    assert dict(pages(reports)) == dict(pages(reports))


def test_files_of_the_same_name_get_pages_of_their_own() -> None:
    made = site(named(COMPLETE, "a/county.yml"), named(PARTIAL, "b/County.yaml"))
    assert {"counties/county.md", "counties/county-2.md"} <= set(made)


def test_two_links_to_the_first_24_hours_of_one_county_read_differently() -> None:
    files = (EXAMPLE, SYSTEM_OF_CARE)
    page = site(*(named(path.read_text("utf-8"), path.name) for path in files))["roles/first-24-hours.md"]
    links = re.findall(r'first-24-hours.html">(Example[^<]*)</a>', html.unescape(page))
    assert links == [
        "Example County (not a real county), System of Care memorandum of understanding",
        "Example County (not a real county), Interagency memorandum of understanding",
    ]
    alone = site(named(EXAMPLE.read_text("utf-8"), "example.yml"))["roles/first-24-hours.md"]
    assert re.findall(r'first-24-hours.html">(Example[^<]*)</a>', html.unescape(alone)) == [
        "Example County (not a real county)"
    ]


# A county's words stay words

HOSTILE = (
    "<script>window.hacked=1</script>",
    "</title></svg></div></article><h1>owned</h1>",
    "<img src=x onerror=window.hacked=1>",
    "Zebrafinch <img src=x onerror=window.hacked=1> & Sons",
    "[click](javascript:window.hacked=1)",
    "![pixel](https://evil.example/pixel.png)",
    "{{ 7 * 7 }} {% raw %} {: onclick=window.hacked=1 }",
    "`code` **bold** # heading &lt;script&gt; --> ]]>",
    '"><svg onload=window.hacked=1>',
    "\x02wzxhzdk:0\x03 \u202egnorw",
)


def hostile_files() -> Iterator[tuple[str, str]]:
    for number, words in enumerate(HOSTILE):
        text = json.dumps(words)
        yield (
            words,
            f"""
county: Alpine
instrument: {{kind: interagency_protocol, title: {text}, number: {text}, adopted_by: {text}, scope: {{area: {text}}}, source: s}}
csec_program: {{elects_funds: true}}
agencies:
  a:
    name: {text}
    acronym: {text}
    kind: county_department
    functions: [human_services]
    divisions: [{{name: {text}}}]
    also_known_as: [{text}]
    provided_by: {{human_services: {text}}}
    responsibilities: [{text}, {{duty: {text}, within: 24 hours, to: {text}}}]
    source: s
protocol_team: {{lead: human_services, seats: {{human_services: {{agency: a, title: {text}, note: {text}, division: {text}, designee: {text}}}}}}}
steering_committee: {{name: {text}, meets: {text}, decisions: {text}}}
mdt: {{kind: dedicated, name: {text}, tiers: [{{name: {text}, trigger: {text}, every: {text}, purpose: {text}}}], youth_part: {text}, reconvene_on: [{text}]}}
services: {{provision: {text}, case_management: {text}}}
parties: [{{name: {text}, signature: signs, signatories: [{text}]}}]
narrative: [{{heading: {text}, text: {text}}}]
sources: {{s: {{title: {text}, url: "https://example.org/?{number}=%22&x=<", note: {text}}}}}
notes: [{text}]
""".replace("&x=<", "&x=1"),
        )


@pytest.mark.parametrize(("typed", "text"), list(hostile_files()))
def test_no_word_of_a_county_file_becomes_markup(typed: str, text: str) -> None:
    made = site(report_of(text))
    # A tag alone says nothing and is to be filled in, as words in brackets are.
    harmless = "[harmless]" if texts.is_placeholder(typed) else "harmless"
    ours = harmless_pages(re.sub(r"\?[0-9]+=", "?0=", text.replace(json.dumps(typed), json.dumps(harmless))))
    assert set(made) == set(ours)
    harmless_tags = {tag for path, page in ours.items() if path.startswith("counties/") for tag in tags(page)}
    for path, page in made.items():
        if not path.startswith(("counties/", "index", "compare")):
            continue  # no word of a county file is there
        assert not re.search("[\u202a-\u202e\x02\x03]", page), path
        if "/agreement-" in path:  # a longer text may begin a new page at another article
            assert set(tags(page)) <= harmless_tags, path
        else:
            assert tags(page) == tags(ours[path]), path
    assert "<" not in dict(pages((named(text, "x.yml"),)))["data/x.json"].decode()  # type: ignore[union-attr]


@cache
def harmless_pages(text: str) -> dict[str, str]:
    return site(report_of(text))


def tags(page: str) -> list[str]:
    """Every tag that a browser sees of a page, with the names of its attributes."""
    from html.parser import HTMLParser

    found: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            # Words of Markdown may be set in bold or as code, and a text may be longer; nothing else may differ.
            if tag not in ("strong", "code", "br", "text"):
                found.append(f"{tag} {sorted(name for name, _ in attrs)}")

    Tags().feed(python_markdown.markdown(page.partition("---\n\n")[2]))
    return found


def test_the_name_of_a_file_becomes_a_harmless_address() -> None:
    made = site(named(UNREADABLE, "x/<script>alert(1)</script> ../../é\\A.yml"), named(UNREADABLE, "/.yml"))
    counties = [path for path in made if path.startswith("counties/")]
    assert all(re.fullmatch(r"counties/[a-z0-9-]+\.md", path) for path in counties)
    assert len(counties) == 2


def test_links_of_a_county_lead_to_web_addresses_only() -> None:
    text = PARTIAL.replace(
        "source: report}}\nprotocol",
        "source: report, responsibilities: ['[a](javascript:alert(1)) [b](https://b.example/) [c](../c.html)']}}\nprotocol",
    )
    page = site(named(text, "orange.yml"))["counties/orange/roles.md"]
    links = {html.unescape(link) for link in re.findall(r'href="([^"]+)"', page)}
    assert "https://b.example/" in links
    assert not [link for link in links if "script:" in link or link.endswith("c.html")]


def test_the_map_shows_each_county_once_and_of_several_files_the_worst() -> None:
    page = site(named(COMPLETE, "a.yml"), named(GAPS, "b.yml"), named(PARTIAL, "c.yml"))["index.md"]
    titles = [html.unescape(title) for title in re.findall(r"<title>([^<]*)</title>", page)]
    assert len(titles) == 58
    assert sum(title.startswith("Yolo County") for title in titles) == 1
    assert "Yolo County: gaps" in titles
    assert sum(": no county file on this site" in title for title in titles) == 56


def test_each_role_says_first_what_a_statute_asks() -> None:
    made = site(named(COMPLETE, "yolo.yml"))
    page = words(made["roles/probation.md"])
    assert page.index("By statute it shall") < page.index("The Model Framework recommends")
    assert "11166(j)(2)" in page
    assert page.index("whom to call, and by when: Yolo") < page.index("By statute it shall")
    assert "No statute checked here gives this function a duty of its own" in words(made["roles/casa.md"])


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_of_a_csv_is_a_formula(said: str) -> None:
    text = f"county: Yolo\ninstrument: {{kind: interagency_mou, title: {json.dumps(said)}}}\n"
    made = dict(pages((named(text, "yolo.yml"),)))
    for path in ("data/yolo.csv", "data/yolo.verdicts.csv", "data/compare.csv"):
        content = made[path]
        assert isinstance(content, bytes)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert len(rows) > 1
        assert not [cell for row in rows for cell in row if cell.strip(" ").startswith(("=", "+", "-", "@", "\t"))]
    facts = made["data/yolo.csv"]
    assert isinstance(facts, bytes)
    assert "instrument.title" in facts.decode("utf-8")


def test_times_stand_side_by_side_and_can_be_had() -> None:
    tier = "mdt: {kind: dedicated, tiers: [{name: '=1+1', within: 3 hours}]}"
    made = dict(
        pages((named(COMPLETE, "yolo.yml"), named(f"{PARTIAL}{tier}\n", "orange.yml"), named(FUNDING, "x.yml")))
    )
    page, table = made["compare/times.md"], made["data/times.csv"]
    assert isinstance(page, str)
    told = words(page)
    assert "Orange dedicated multidisciplinary team within 3 hours =1+1" in told
    assert "Yolo dedicated multidisciplinary team within 2 hours Immediate response within 10 days" in told
    assert "Fresno" not in told
    assert isinstance(table, bytes)
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert ["Orange County", "orange.yml", "'=1+1", "3 hours", "", "", "everyone on the team", ""] in rows
    assert ["Yolo County", "yolo.yml", "missing child reported", "4 hours"] in [row[:4] for row in rows]


def test_subjects_of_which_only_guidance_speaks_have_no_column_of_duties() -> None:
    page = site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))["compare/duties.md"]
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert "Protocol team" in head
    assert "Steering committee" not in head
    assert "only guidance covers these: Tribes , Steering committee , Agencies" in words(page)
    assert 'href="steering-committee.html"' in page


def test_functions_are_lower_case_within_a_sentence() -> None:
    text = PARTIAL.replace("seats: {human_services: {agency: ssa, source: report}}", "seats: {}")
    asked = "human services, probation, mental health, public health, juvenile court, county office of education, and sheriff"
    assert f"The law requires {asked};" in words(county_page(text)).replace(" ;", ";")


def test_the_number_to_call_in_danger_can_be_tapped() -> None:
    assert 'In an emergency, call <a class="phone" href="tel:911">911</a>.' in site()["roles/index.md"]


def test_every_sentence_of_the_statutes_can_be_had_with_what_accounts_for_it() -> None:
    table = dict(pages(()))["data/coverage.csv"]
    assert isinstance(table, bytes)
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(coverage.sentences())
    assert all(row["checked by"] or row["listed as"] for row in rows)


def test_an_acronym_is_spelled_out_once_and_never_inside_the_laws_words() -> None:
    made = site(named(COMPLETE, "yolo.yml"))
    for path, page in made.items():
        told = re.findall(r"<abbr [^>]*>(\w+)</abbr>", page)
        assert len(told) == len(set(told)), path
        for quoted in re.findall(r"<blockquote.*?</blockquote>", page, re.DOTALL):
            assert "<abbr" not in quoted, path
    assert '<abbr title="multidisciplinary team">MDT</abbr>' in made["counties/yolo.md"]


SECOND = FUNDING.replace("Fresno", "Yolo")
STEPS = {
    "two files": (named(COMPLETE, "a.yml"), named(PARTIAL, "b.yml")),
    "a seat is gone": (named(GAPS, "a.yml"), named(PARTIAL, "b.yml")),
    "a second instrument of a county, and one that cannot be read": (
        named(GAPS, "a.yml"),
        named(PARTIAL, "b.yml"),
        named(SECOND, "c.yml"),
        named(UNREADABLE, "d.yml"),
    ),
    "another title, and one no longer in force": (
        named(COMPLETE.replace("status: in_force", "status: expired", 1), "a.yml"),
        named(PARTIAL.replace("mou,", "mou, title: New,"), "b.yml"),
    ),
    "an example among them": (named(COMPLETE, "a.yml"), named(EXAMPLE.read_text("utf-8"), "b.yml")),
    "none": (),
    "two files again": (named(COMPLETE, "a.yml"), named(PARTIAL, "b.yml")),
}
"""States of a folder, each an edit away from the one before."""


def test_what_is_cached_is_made_again_only_if_it_shows_something_else(tmp_path: Path) -> None:
    cached = MadePages()
    before: dict[str, str | bytes] = {}
    for step, reports in STEPS.items():
        # As in a new process each time: what was made is known from the record of the step before.
        earlier = MadeEarlier(tmp_path / "record", tmp_path, "the same program")
        clean = dict(pages(reports))
        assert clean != before
        assert (step, dict(pages(reports, cache=cached))) == (step, clean)
        assert (step, dict(pages(reports, cache=earlier))) == (step, clean)
        earlier.close()
        for path, content in clean.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        before = clean


# What is about the file itself


@pytest.mark.parametrize("rule", rules.all(), ids=lambda rule: rule.id)
def test_every_rule_has_a_page(rule: rules.Rule) -> None:
    made = law_pages()
    page = words(made[f"findings/{rule.id}.md"])
    assert f"{rule.title} " in page
    assert rule.description in page
    assert f'href="{rule.id}.html"' in made["findings/index.md"]
    assert " ".join(rule.good.split()) in page


@cache
def law_pages() -> dict[str, str]:
    return site()


def test_a_finding_about_the_file_leads_to_its_rule() -> None:
    page = county_page(COMPLETE.replace("title: Chief Probation Officer", "title: Chief Probation Officer 555-0100", 1))
    link = '<a href="../findings/number-in-a-title.html">A phone number or e&#45;mail address is in a job title</a>'
    assert re.sub("&#45;|-", "", link) in re.sub("&#45;|-", "", page)


def test_what_makes_a_file_unreadable_leads_to_its_rule() -> None:
    page = site(named(UNREADABLE, "kern.yml"), named(COMPLETE, "yolo.yml"))["counties/kern.md"]
    assert '<a href="../findings/yaml-syntax.html">The file cannot be read from some place on</a>' in page


def test_what_a_document_recommends_is_on_the_page_of_its_rule() -> None:
    page = law_pages()["findings/acin-i-06-24.md"]
    listed = [r for r in requirements.on_record() if r.law == "guidance/acin-i-06-24"]
    assert all(f'href="../law/{requirement.id}.html"' in page for requirement in listed)


def test_no_page_has_a_name_that_windows_cannot_hold() -> None:
    made = site(*(named(PARTIAL, f"{name}.yml") for name in ("con", "Aux", "lpt1", "contra-costa")))
    found = {path for path in made if path.count("/") == 1 and path.startswith("counties/")}
    assert found == {f"counties/{name}.md" for name in ("county-con", "county-aux", "county-lpt1", "contra-costa")}


def test_a_countys_page_shows_its_other_instruments_and_counts_nothing_of_them() -> None:
    memorandum = SYSTEM_OF_CARE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
    made = site(named(GAPS, "yolo.yml"), named(memorandum, "yolo-system-of-care.yml"), named(PARTIAL, "orange.yml"))
    own, other = made["counties/yolo.md"], made["counties/yolo-system-of-care.md"]
    assert 'href="yolo-system-of-care.' in own
    assert 'href="yolo.' in other
    assert "System of Care memorandum of understanding: Example County System of Care" in words(own)
    assert "Partners in both: Human services, Child welfare, Probation" in words(own)
    assert "30 duties: 13 stated in the file" in words(other)
    assert re.search(r"108 duties: \d+ stated in the file, .*?1 not met", words(own))
    assert "Other instruments" not in words(made["counties/orange.md"])


@pytest.mark.parametrize(
    ("day", "shown"), [("2027-01-12", "planned for January 12, 2027"), ("2026-11-22", "November 22, 2026")]
)
def test_what_is_still_to_be_adopted_is_not_shown_as_adopted(day: str, shown: str) -> None:
    instrument = f"{{kind: interagency_protocol, status: pending, adopted_on: {day}}}"
    made = site(named(f"county: Inyo\ninstrument: {instrument}\n", "inyo.yml"))
    assert f"Status Pending adoption Adopted {shown}" in words(made["counties/inyo.md"])


def test_each_county_of_one_instrument_has_its_own_state_dates_and_adoption() -> None:
    text = (
        "counties:\n  Inyo:\n    csec_program: {elects_funds: false}\n"
        "    instrument: {adopted_on: 2025-08-19, term: {until: 2029-06-30}}\n"
        "  Mono:\n    csec_program: {elects_funds: false}\n    instrument: {status: superseded}\n"
        "instrument: {kind: interagency_protocol, status: in_force, adopted_on: 2025-06-10, term: {from: 2025-07-01, until: 2031-05-31}}\n"
        "agencies: {p: {name: Probation, kind: county_department, functions: [probation]}}\n"
    )
    made = site(named(text, "joint.yml"), named(COMPLETE, "yolo.yml"))
    page = words(made["counties/joint.md"])
    assert "no longer in force Mono County" in page
    assert "Status: Inyo County In force" in page
    assert "Status: Mono County Superseded" in page
    assert "Adopted: Inyo County August 19, 2025" in page
    assert "Term: Inyo County from July 1, 2025 (before it was adopted) until June 30, 2029" in page
    assert "No longer in force in Mono County. The instrument on this page does not bind anyone there today" in words(
        made["counties/joint/roles.md"]
    )
    rows = words(made["index.md"])
    assert "June 30, 2029" in rows
    assert "May 31, 2031" not in rows


def with_leadership_team(name: str) -> str:
    memorandum = SYSTEM_OF_CARE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
    return memorandum.replace("name: Example County Interagency Leadership Team", f"name: {name}", 1)


def test_a_committee_that_both_instruments_of_a_county_name_is_shown_on_both_pages() -> None:
    memorandum = with_leadership_team("the Example County CSEC Steering committee")
    made = site(named(COMPLETE, "yolo.yml"), named(memorandum, "yolo-system-of-care.yml"))
    own, other = words(made["counties/yolo.md"]), words(made["counties/yolo-system-of-care.md"])
    assert "Committees and teams in both: Example County CSEC Steering Committee." in own
    assert "Committees and teams in both: the Example County CSEC Steering committee." in other


def test_a_name_that_only_says_what_kind_of_body_it_is_makes_no_overlap() -> None:
    protocol = COMPLETE.replace("name: Example County CSEC Steering Committee", "name: Steering Committee", 1)
    for own, other in ((protocol, "Steering Committee"), (COMPLETE, "Example County Interagency Leadership Team")):
        made = site(named(own, "yolo.yml"), named(with_leadership_team(other), "yolo-system-of-care.yml"))
        assert "Partners in both" in words(made["counties/yolo.md"])
        assert "Committees and teams in both" not in words(made["counties/yolo.md"])


@pytest.mark.parametrize(
    ("to", "told"),
    [("The watch commander", "to the watch commander"), ("Napa County Counsel", "to Napa County Counsel")],
)
def test_whom_an_agency_notifies_reads_as_words_within_a_sentence(to: str, told: str) -> None:
    addressed = "        to: The watch commander of the law enforcement agency having jurisdiction\n"
    text = COMPLETE.replace(addressed, f"        to: {to}\n        within: 1 hour\n", 1)
    made = site(named(text, "yolo.yml"))
    assert f" 1 hour {told}" in words(made["counties/yolo/roles.md"])
    assert f" 1 hour, {told}" in words(made["counties/yolo/first-24-hours.md"])


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (("Recitals", "12. Term"), "Recitals to 12. Term"),
        (("12. Identification", "13. Services", "17. Reporting"), "Articles 12 to 17"),
        (("12. Identification", "12. Identification (continued)"), "12. Identification"),
        (("Signatures",), "Signatures"),
    ],
)
def test_a_page_of_an_agreement_says_which_articles_it_has(headings: tuple[str, ...], told: str) -> None:
    article = Article("a", "A", "article", "", ())
    passages = tuple(Passage(article, f"a-{number}", heading, Markup("")) for number, heading in enumerate(headings))
    assert AgreementPage(1, passages).extent == told


def test_a_kind_without_clauses_has_a_page_and_no_agreement() -> None:
    made = site(
        named(FUNDING, "yolo.yml"),
        named("county: Inyo\ninstrument: {kind: none_found, searched_on: 2026-11-20}\n", "inyo.yml"),
    )
    assert "There are no clauses for this kind of instrument (Funding agreement)" in words(made["counties/yolo.md"])
    assert "A search of public sources on November 20, 2026 found no instrument" in words(made["counties/inyo.md"])
    assert not [path for path in made if "agreement" in path and path.startswith("counties/")]


def test_the_earlier_versions_of_a_file_are_on_its_page_and_among_the_changes() -> None:
    versions = (
        Version("", ("Instrument, term, until: June 30, 2030 is now June 30, 2031",)),
        Version("2025-01-10", ("<b>first</b> change", "second change"), 3),
    )
    known = {"yolo.yml": History(versions, "2024-03-01", SHALLOW), "example.yml": History(versions, "2024-03-01")}
    files = (named(COMPLETE, "yolo.yml"), named(EXAMPLE.read_text("utf-8"), "example.yml"))
    made = dict(pages(files, histories=known))
    page = words(str(made["counties/yolo/in-detail.md"]))
    section = page.partition("Earlier versions")[2].partition(" Made from ")[0]
    assert " ".join(section.split()) == (
        "What changed in the county file from one version to the next. Long texts, removed words, contact details, and "
        "names are not quoted. Since then Instrument, term, until: June 30, 2030 is now June 30, 2031 January 10, 2025 "
        "<b>first</b> change Second change 3 more changes The earliest version compared is of March 1, 2024 . "
        f"{SHALLOW}"
    )
    assert "<b>first" not in str(made["counties/yolo/in-detail.md"])
    assert 'href="counties/yolo/in-detail.html#earlier-versions"' in html.unescape(str(made["changes.md"]))
    changed = words(str(made["changes.md"]))
    assert "the county file changed. <b>first</b> change; and 4 other changes" in " ".join(changed.split())
    assert changed.count("the county file changed") == 1  # neither what has no date nor the example
    assert "Earlier versions" not in str(dict(pages(files[:1]))["counties/yolo.md"])


def test_no_name_on_the_map_is_cut_by_another() -> None:
    """Whether a county has a file or not: with one, its name is lower, to make room for a sign."""

    def box(name: str, one: county_map.Outline, *, below: bool) -> tuple[float, float, float, float]:
        (x, y), width = one.offshore or one.middle, 4.2 * len(name)
        y += 0 if one.offshore else 7 if below else 2
        left = x - (width if one.offshore else width / 2)
        return left, y - 6, left + width, y + 1

    boxes = [
        (name, box(name, one, below=below)) for name, one in county_map.outlines().items() for below in (False, True)
    ]
    for first, (left, top, right, bottom) in boxes:
        for second, other in boxes:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert first == second or apart, (first, second)
