"""What must be true of any built website: a way out of each page, the page on safety, and links that lead somewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.website import built_site
from protocol_builder.website.built_site import (
    WebsiteError,
    dead_links,
    refuse_without_safety,
    trimmed,
    without_way_out,
)
from protocol_builder.website.engines import build
from protocol_builder.website.pages import no_documents

from ..conftest import Ran
from .test_other_engines import repository

LEAVE = '<a class="leave" href="about:blank">Leave</a>'


@pytest.mark.parametrize(
    ("page", "lacks"),
    [
        (f"<header>{LEAVE}</header><article></article>", False),
        ("<header><a href=about:blank class=leave>Leave</a></header><article></article>", False),
        ("<header></header><article></article>", True),
        (f"<header><!-- {LEAVE} --></header><article></article>", True),
        (f"<header></header><article>{LEAVE}</article>", True),
        ('<header><span class="leave"></span></header><article></article>', True),
    ],
)
def test_a_page_without_the_button_to_leave_is_known(page: str, lacks: bool) -> None:
    assert without_way_out(page) is lacks


def test_a_site_without_the_page_on_safety_is_refused() -> None:
    refuse_without_safety({"index.html", "safety.html"})
    with pytest.raises(
        WebsiteError, match=r"^safety\.html is missing, and each page links to it; do not exclude safety\.md"
    ):
        refuse_without_safety({"index.html"})


def test_links_that_lead_nowhere_are_named_with_the_pages_they_are_on(tmp_path: Path) -> None:
    def page(path: str, body: str) -> None:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(body, "utf-8")

    page("index.html", '<a href="a.html#one"></a> <a href="a.html#two"></a> <a href="b/"></a> <a href="gone.html"></a>')
    page(
        "a.html",
        '<p id="one"></p> <a href="#one"></a> <a href="#three"></a> <img src="gone.png"> <a href="gone.md"></a>',
    )
    page("b/index.html", '<a href="../a.html?x=1#one"></a> <a href="../gone.html"></a> <a href="/elsewhere.html"></a>')
    page("b/c d.html", '<a href="../gone.html"></a> <a href="c%20d.html"></a> <a href="https://example.org/x"></a>')
    page("b/e.html", '<a href="../gone.html"></a> <a href="mailto:a@example.org"></a> <a href=""></a>')
    page("404.html", '<a href="anything.html"></a>')
    expected = {
        "index.html links to a.html#two, and that page has no such place",
        "a.html links to a.html#three, and that page has no such place",
        "a.html links to gone.png, which the site does not have",
        "b/c d.html, b/e.html, and 2 more pages link to gone.html, which the site does not have",
    }
    assert set(dead_links(tmp_path, reported=".md")) == expected
    assert set(dead_links(tmp_path)) - expected == {"a.html links to gone.md, which the site does not have"}
    assert built_site.MAX_PAGES_NAMED == 2


def test_empty_lines_go_only_around_the_article() -> None:
    assert trimmed("a\n\n\n<article>\n\nb\n\n</article>\n\n\nc") == "a\n<article>\n\nb\n\n</article>\nc"
    assert trimmed("a\n\n\nb") == "a\n\n\nb"


@pytest.mark.parametrize(
    ("settings", "files", "message"),
    [
        (
            "theme: {name: material, custom_dir: theme}\n",
            {
                "theme/main.html": '{% extends "protocol_builder.html" %}{% block header %}<header></header>{% endblock %}'
            },
            r"\.html would have no button to leave the site quickly; in the theme folder, keep",
        ),
        ("theme: {name: material}\nexclude_docs: safety.md\n", {}, "safety.html is missing, and each page links to it"),
        (
            "theme: {name: material}\n",
            {"pages/contact.md": '# Contact\n\n<a href="nowhere.html">There</a>\n'},
            r"^contact\.html links to nowhere\.html, which the site does not have$",
        ),
    ],
)
def test_no_setting_takes_the_way_out_and_strict_finds_links_that_no_engine_looks_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, files: dict[str, str], message: str
) -> None:
    repository(tmp_path, settings, **files)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WebsiteError, match=message):
        build((), Path("out"), strict=True, offered=no_documents)
    assert not Path("out").exists()


def test_the_command_says_it_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ran]
) -> None:
    repository(tmp_path, "exclude_docs: safety.md\ntheme: material\n", **{"county_configs/yolo.yml": "county: Yolo\n"})
    monkeypatch.chdir(tmp_path)
    ran = run("site", "build")
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == (
        "Error: safety.html is missing, and each page links to it; do not exclude safety.md in the settings"
    )
