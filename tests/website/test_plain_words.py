"""What people ask for in their own words: a bill by its number, an agency by its everyday name, who signs, what to type."""

import html
import re

from protocol_builder.law.statutes import statutes
from protocol_builder.website import bills
from protocol_builder.website.roles import roles

from ..conftest import DAY
from .test_pages import COMPLETE, GAPS, PARTIAL, named, site, words


def test_every_bill_that_the_record_names_is_found_by_its_number_and_no_other() -> None:
    found = {bill.name: bill for bill in bills.bills()}
    page = site()["law/bills.md"]
    assert re.findall(r"(?m)^## (.+)$", page) == list(found)
    in_histories = {
        f"{house} {number}"
        for statute in statutes()
        for section in statute.sections
        for paragraph in section.paragraphs
        if paragraph.is_history
        for house, number in re.findall(r"\(([AS]B) (\d+)\)", paragraph.text)
    }
    assert {"AB 1227", "SB 855", "SB 187"} == in_histories
    assert in_histories < set(found)
    assert {"SB 794", "AB 2451", "AB 153"} < set(found)
    assert "AB 122" not in found


def test_a_bill_says_what_it_changed_and_where() -> None:
    (bill,) = (bill for bill in bills.bills() if bill.name == "AB 1227")
    assert [section for _, section, _ in bill.histories] == ["§ 16524.6", "§ 16524.7", "§ 16524.8"]
    assert any("added two from 2018 on" in said for said, _ in bill.accounts)
    shown = words(site()["law/bills.md"]).partition("AB 1227")[2].partition("Also written AB1227")[0]
    assert "Before 2018 the section named five partners" in shown
    (coming,) = (bill for bill in bills.bills() if bill.name == "AB 2451")
    assert not coming.histories
    assert [change.id for change in coming.announced] == ["ab-2451"]


def test_a_role_is_found_by_the_everyday_names_of_its_agency() -> None:
    made = site()
    assert "Everyday names of the agency: CPS, CWS," in words(made["roles/child-welfare.md"])
    for role in roles(DAY):
        assert ("Everyday names" in made[role.page]) is bool(role.everyday_names), role.function
    glossary = words(made["glossary.md"])
    assert (
        "Runaway, AWOL, ran away A child or youth who runs away from placement is missing from foster care" in glossary
    )


def test_the_law_is_quoted_in_whole_sentences_with_the_part_that_counts_marked() -> None:
    made = site()
    page = html.unescape(str(made["law/protocol-team-sheriff.md"]))
    assert (
        '<span class="opening">The county protocol shall be developed by a team led by a representative of the county '
        "human services department and shall include representatives from each of the following agencies:</span> "
        "(F) <mark>The county sheriff’s department.</mark>" in page
    )
    page = html.unescape(str(made["law/exploitation-reported-within-24-hours.md"]))
    assert re.search(
        r"<p>\(2\) A county probation or welfare department <mark>shall immediately, and in no case .*</mark> after",
        page,
    )
    assert "<mark>" not in made["law/tribes-protocol.md"], "the quote is a whole item"


def test_what_to_type_is_on_a_page_for_editors_and_not_on_the_countys() -> None:
    made = site(named(GAPS, "yolo.yml"), named(PARTIAL, "orange.yml"), named(COMPLETE, "napa.yml"))
    for slug in ("yolo", "orange"):
        county, editors = made[f"counties/{slug}.md"], made[f"counties/{slug}/to-write.md"]
        assert "<pre>" not in county
        assert "<pre>" in editors
        for link in re.findall(rf'href="{slug}/to-write\.html&#35;([\w-]+)"', str(county)):
            assert f'id="{link}"' in editors
        assert "search: {exclude: true}" in editors
    assert 'href="yolo/to-write.html' in made["counties/yolo.md"]
    assert "probation: {agency: probation" in html.unescape(str(made["counties/yolo/to-write.md"]))
    assert "counties/napa/to-write.md" not in made, "nothing is missing or unknown there"


def test_the_agreement_says_who_signs_instead_of_lines_to_sign_on() -> None:
    made = site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))
    text = "".join(str(page) for path, page in made.items() if path.startswith("counties/yolo/agreement-"))
    assert 'class="signature"' not in text
    signatures = re.sub(r"<[^>]+>", " ", text[text.index('id="signatures"') :].partition("</section>")[0])
    signatures = html.unescape(signatures)
    assert "Signs: Chair of the Board of Supervisors" in signatures
    assert "Approved as to form: " in signatures
    assert "Date:" not in signatures


def test_in_your_county_leads_only_where_there_is_more_than_a_name() -> None:
    only_named = "county: Kern\\ninstrument: {kind: interagency_mou}\\nagencies:\\n"
    only_named += "  p: {name: Kern Probation, kind: county_department, functions: [probation]}\\n"
    for text, leads in (
        (only_named, False),
        (only_named.replace("[probation]}", "[probation], responsibilities: [Takes part.]}"), True),
    ):
        page = site(named(text.replace("\\n", "\n"), "kern.yml"), named(COMPLETE, "yolo.yml"))["roles/probation.md"]
        assert ("counties/kern/by-role.html" in page) is leads, text
