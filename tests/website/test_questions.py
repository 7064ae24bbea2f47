"""Ten questions that a state analyst asks and ten that a neighbor county asks, each with its way from the home page.

A way is the links to press, from the main pages or a page's own links; its length is the number of steps.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from lxml import html

from protocol_builder.checking.check import check_file
from protocol_builder.website.engines import build
from protocol_builder.website.pages import no_documents

from ..conftest import ROOT


class Question(NamedTuple):
    """What is asked, the links to press, and words of the answer on the page where they lead, with … between."""

    asked: str
    way: tuple[str, ...]
    answer: str


ANALYST = (
    Question(
        "How many counties were in the program in 2015-16, and how many in each tier?",
        ("Compare", "The State’s record"),
        "2015-16 35 13 22 ( the 2017 report , “Participating Counties”)",
    ),
    Question(
        "How many counties are in it later, and can I name them?",
        ("Compare", "The State’s record"),
        "later 47 Counties that had opted in later; the paper does not name them",
    ),
    Question(
        "Why do some documents say 35 counties in the first year?",
        ("Compare", "The State’s record"),
        "The list for 2014-15 names 30 counties; the list for 2015-16 names 35.",
    ),
    Question("How many victims did each county serve in 2015-16?", ("Compare", "Victims served"), "San Diego 584"),
    Question(
        "Can I set the count by county next to the counts by type?",
        ("Compare", "Victims served"),
        "They are not one measure.",
    ),
    Question(
        "How many children were identified before foster care?",
        ("Compare", "Victims served"),
        "Victim Before Foster Care 307 476",
    ),
    Question(
        "What was the program’s budget in 2016-17, and whose money was it?",
        ("Compare", "The State’s record"),
        "2016-17 $17.09 million $1.88 million $14 million $1.21 million",
    ),
    Question(
        "Which counties have a specialized court?",
        ("Compare", "Practices"),
        "Specialized courts Alameda , Los Angeles , Orange , Sacramento , San Diego , San Francisco",
    ),
    Question(
        "Which county files or sources show no sheriff’s seat?",
        ("Compare", "Duties", "Protocol team"),
        "The county sheriff's department is on the protocol team WIC 16524.8(a)(1)(F) … Not shown by public sources for",
    ),
    Question(
        "What did the evaluation recommend?",
        ("Compare", "The State’s record", "In the State as a whole"),
        "Draw more on people with lived experience when programs are shaped. “Recommendations 2”",
    ),
)
NEIGHBOR = (
    Question("Does Kern have a protocol?", ("Compare", "Kern"), "Kern County no county file on this site"),
    Question(
        "Since when is Kern in the program?",
        ("Compare", "Kern"),
        "2014-15, 2015-16 (Tier I), and 2016-17 (Tier II)",
    ),
    Question("What kind of instrument does Orange have?", ("Compare",), "Orange Interagency protocol"),
    Question(
        "Who is shown on Orange’s steering committee?",
        ("Compare", "Who is on which team"),
        "Orange Interagency protocol Human services (leads) and Juvenile court (leads)",
    ),
    Question(
        "How soon does Santa Clara assess a child?",
        ("Compare", "Stages and times"),
        "within 30 days Assessment",
    ),
    Question("Which tool does Santa Clara use?", ("Compare", "Santa Clara"), "CANS-CSE"),
    Question(
        "Which counties have advocates, and when do they come?",
        ("Compare", "Practices"),
        "A community advocate joins at the first contact with the child.",
    ),
    Question(
        "Where do other counties place these children?",
        ("Compare", "Practices"),
        "Marin : A Wraparound provider backs emergency foster parents day and night.",
    ),
    Question(
        "Do counties work together across their borders?",
        ("Compare", "Practices"),
        "Monterey , San Benito , Santa Cruz : The Tri-County partners pool funds",
    ),
    Question(
        "What holds in Alpine, which has no county file here?",
        ("Compare", "Alpine", "The first 24 hours"),
        "Penal Code 11166",
    ),
)
MOST_STEPS = 3


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the project's own county files."""
    folder = tmp_path_factory.mktemp("questions") / "site"
    reports = tuple(map(check_file, sorted((ROOT / "county_configs").glob("*.yml"))))
    build(reports, folder, offered=no_documents)
    return folder


def article_of(page: Any) -> Any:
    """What a page is about, without what is around it on every page."""
    return page.find(".//main").find(".//article")


def text_of(element: Any) -> str:
    """What a reader reads of an element, with one space between words, as the browser would show it."""
    markup = html.tostring(element, encoding="unicode", with_tail=False)
    shown = re.sub(r"</?abbr[^>]*>|<svg.*?</svg>", "", markup, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def link_to(page: Any, name: str) -> str:
    """The address of the first link of a name: one of the page's own if it has one, else one of those around it."""
    for part in (article_of(page), page):
        for link in part.iter("a"):
            if name in (text_of(link), link.get("aria-label")):
                return str(link.get("href"))
    pytest.fail(f"no link is called {name}")


@pytest.mark.parametrize("question", [*ANALYST, *NEIGHBOR], ids=lambda question: question.asked)
def test_a_question_is_answered_in_a_few_steps(question: Question, site: Path) -> None:
    """Each step is a link that is pressed: one of the page's own, or one under the header."""
    assert len(question.way) <= MOST_STEPS
    at = site / "index.html"
    page = html.parse(str(at)).getroot()
    for link in question.way:
        at = (at.parent / urlsplit(link_to(page, link)).path).resolve()
        page = html.parse(str(at)).getroot()
    told = text_of(article_of(page))
    for answer in question.answer.split(" … "):
        assert answer in told, f"{' → '.join(question.way)}: {at.relative_to(site)}"
