"""The reference of the county file: every key, every word, every duty; links that lead somewhere; tables that hold."""

import re
from typing import Any

import markdown
import pytest

from protocol_builder.law import requirements, shape, vocabulary
from protocol_builder.website.county_file_reference import anchor, reference, reference_pages

from ..conftest import DAY

TEXT = reference(DAY)


def keys_of(rule: Any) -> set[str]:
    """Every key of the shape, wherever it is."""
    if isinstance(rule, list):
        return set().union(*map(keys_of, rule))
    if not isinstance(rule, dict):
        return set()
    named = rule.get("properties")
    own = set(named) if isinstance(named, dict) else set()
    return own | set().union(*map(keys_of, rule.values()))


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_every_key_of_the_file_is_in_it() -> None:
    described = set(re.findall(r"(?m)^\| `([\w-]+)`", TEXT))
    counties = set(vocabulary.lists()["counties"])
    assert keys_of(shape.schema()) - described - counties == set()


@pytest.mark.parametrize("name", [name for name in vocabulary.lists() if name != "counties"])
def test_every_word_and_what_it_means_is_in_it(name: str) -> None:
    (heading,) = re.findall(rf"(?mi)^## (words for {name.replace('_', ' ')})$", TEXT)
    rows = section(heading)
    for word, facts in vocabulary.lists()[name].items():
        assert f"| `{word}` | " in rows
        assert re.sub(r"\s+", " ", str(facts.get("description", ""))).replace("|", r"\|") in rows


def test_every_duty_is_cited_where_it_is_met() -> None:
    duties = [requirement for requirement in requirements.in_force(DAY) if requirement.force == "shall"]
    for requirement in duties:
        *parents, key = requirement.path
        if requirement.seat:
            assert f"`{key}` under `{requirement.seat.on}`, {requirement.citation}" in section("Seats")
        else:
            (row,) = re.findall(rf"(?m)^\| `{key}`.*$", section(".".join(map(str, parents))))
            assert requirement.citation in row


def test_each_heading_appears_once_and_each_link_leads_to_one() -> None:
    html = markdown.markdown(TEXT, extensions=["tables", "toc"])
    ids = re.findall(r'<h2 id="([^"]+)"', html)
    headings = re.findall(r"(?m)^## (.+)$", TEXT)
    assert ids == [anchor(heading) for heading in headings]
    assert len(ids) == len(set(ids))
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert links
    assert links - set(ids) == set()
    assert html.count("<table>") == len(headings) - 1  # the counties are a sentence


def test_it_follows_the_law_of_the_day() -> None:
    assert "`sheriff` under `protocol_team`" in TEXT
    assert "`sheriff` under `protocol_team`" not in reference("2017-12-31")


def test_the_example_s_name_is_not_among_the_counties() -> None:
    assert "Example" not in section("Words for counties")
    assert "Yuba." in section("Words for counties")


def test_its_pages_are_small_and_lead_to_each_other() -> None:
    pages = reference_pages(DAY)
    html = {name: markdown.markdown(text, extensions=["tables", "toc"]) for name, text in pages.items()}
    assert next(iter(pages)) == "index.md"
    for name, page in html.items():
        assert len(page) < 40_000, name
        assert page.count("<h1") == 1, name
        assert page.index("<h1") == 0
        for there, target in re.findall(r'href="([^"#]*)#([^"]+)"', page):
            assert f'id="{target}"' in html[there or name], f"{name} links to {there}#{target}"
    assert sum(page.count("<tr>") for page in html.values()) == markdown.markdown(TEXT, extensions=["tables"]).count(
        "<tr>"
    )
