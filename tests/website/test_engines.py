"""The website on disk: links that lead somewhere, light pages, the same bytes again, and nothing lost on the way."""

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from protocol_builder.checking.check import Report, check_source
from protocol_builder.law import vocabulary
from protocol_builder.reading.source import read_text
from protocol_builder.website import engines, mkdocs_settings
from protocol_builder.website.built_site import WebsiteError
from protocol_builder.website.engines import build, write
from protocol_builder.website.pages import no_documents, pages

from ..conftest import DAY, ROOT, Ran
from ..website_samples import HOSTILE_FILE, reports

LARGEST_PAGE = 60_000
"""Bytes, without what all pages share."""


class Page(HTMLParser):
    """What a page links to and loads, and the places in it that links can lead to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [link for name in ("href", "src") if (link := found.get(name)) is not None]
        self.places += [place] if (place := found.get("id")) else []


@pytest.fixture(scope="module")
def built(website: Path) -> dict[Path, Page]:
    """Every page of the website by its place."""
    return {path: Page(path) for path in sorted(website.rglob("*.html"))}


def test_every_link_within_the_site_leads_to_a_place_that_is_there(built: dict[Path, Page], website: Path) -> None:
    for path, page in built.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(website)} links to {link}"
            if parts.fragment and target in built:
                assert parts.fragment in built[target].places, f"{path.relative_to(website)} links to {link}"


def test_no_state_is_shown_by_color_alone(website: Path) -> None:
    found = 0
    for path in website.rglob("*.html"):
        page = path.read_text("utf-8")
        words = re.findall(r'<span class="state[^>]*>(.*?)</span>|<td class=\w>([^<]*)', page)
        found += len(words)
        assert all((state or cell).strip() for state, cell in words), path.relative_to(website)
    assert found > 1_000


def test_what_to_type_keeps_its_lines_and_their_beginnings(website: Path) -> None:
    """All of it, also on a page with many findings: in YAML the spaces at the beginning of a line have a meaning."""
    (report,) = (report for report in reports() if report.path == "los-angeles.yml")
    unsaid = {finding.path[0] for finding in report.diagnostics if finding.severity == "unknown"}
    assert "<pre>" not in (website / "counties" / "los-angeles.html").read_text("utf-8"), "what to type is for editors"
    page = (website / "counties" / "los-angeles" / "to-write.html").read_text("utf-8")
    shown = [html.unescape(text) for text in re.findall(r"<pre><code>(.*?)</code></pre>", page, re.DOTALL)]
    assert len(shown) > 3
    assert {key for text in shown for key in yaml.safe_load(text)} == unsaid
    for text in shown:
        assert yaml.safe_load(text), text
    assert sum("\n    " in text for text in shown) > 1
    assert "\n\n" not in page.partition("<article")[0]


def test_acronyms_are_spelled_out_on_the_sites_own_pages_too(website: Path) -> None:
    assert '<abbr title="commercially sexually exploited children">CSEC</abbr>' in (website / "about.html").read_text()
    for path in (website / "learn").rglob("*.html"):
        for code in re.findall(r"<(?:pre|code|a|h\d)\b[^>]*>.*?</", path.read_text("utf-8"), re.DOTALL):
            assert not code.startswith(("<pre", "<code", "<h")) or "<abbr" not in code, path.name


def test_every_table_has_a_name_and_heads(website: Path) -> None:
    tables = 0
    for path in website.rglob("*.html"):
        for table in re.findall(r"<table.*?</table>", path.read_text("utf-8"), re.DOTALL):
            tables += 1
            assert "<th" in table, path.relative_to(website)
            assert "<caption>" in table, path.relative_to(website)
            assert "<th>" not in table, path.relative_to(website)
    assert tables > 100


def test_no_place_in_a_page_is_named_twice(built: dict[Path, Page], website: Path) -> None:
    for path, page in built.items():
        assert len(page.places) == len(set(page.places)), path.relative_to(website)


def test_no_page_is_too_heavy_for_a_phone(built: dict[Path, Page], website: Path) -> None:
    heavy = {str(path.relative_to(website)): path.stat().st_size for path in built}
    assert {path: size for path, size in heavy.items() if size > LARGEST_PAGE} == {}


def test_with_all_58_counties_no_page_is_too_heavy_either(tmp_path: Path) -> None:
    """Each says all that a county file can say, less what makes the most words about what is missing and not known."""
    text = (ROOT / "county_configs" / "example.yml").read_text("utf-8")
    probation = "    probation:\n      agency: probation\n      title: Chief Probation Officer\n"
    assert probation in text
    gaps = re.sub(r"\n(reporting|missing_children):\n( .*\n|\n)+", "\n", text.replace(probation, "", 1))
    counties = [name for name in vocabulary.lists()["counties"] if not vocabulary.is_example(name)]
    made = tuple(
        check_source(read_text(gaps.replace("county: Example County", f"county: {name}", 1), f"{name}.yml"), DAY)
        for name in counties
    )
    build(made, tmp_path / "out", offered=no_documents)
    heavy = {str(p.relative_to(tmp_path)): p.stat().st_size for p in (tmp_path / "out").rglob("*.html")}
    assert len(heavy) > 1_000
    assert {path: size for path, size in heavy.items() if size > LARGEST_PAGE} == {}


def test_several_processes_make_the_same_pages_also_for_a_script_without_a_guard(tmp_path: Path) -> None:
    program = """
import hashlib, os, sys
from protocol_builder.website import pages, engines as site_build
from protocol_builder.checking.check import check_file, files_below
os.sched_getaffinity = lambda process: {0, 1}
pages.MIN_FILES_FOR_PROCESSES = int(sys.argv[2])
reports = tuple(check_file(path, "2026-11-22") for path in files_below(sys.argv[1]))
made = list(pages.pages(reports, documents=site_build.make_documents))
print(len(made), hashlib.sha256(repr(made).encode()).hexdigest())
"""
    (tmp_path / "script.py").write_text(program, "utf-8")
    (tmp_path / "files").mkdir()
    for name in ("el-dorado", "fresno", "tri-county"):
        shutil.copy(ROOT / "county_configs" / f"{name}.yml", tmp_path / "files")
    printed = [
        subprocess.run(
            [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "files"), worth_it],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for worth_it in ("2", "99")
    ]
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == 1


def test_each_page_has_a_title_for_who_is_sent_its_address(website: Path) -> None:
    titles = {
        path: re.findall(r'<meta property="og:title" content="([^"<>]+)">', path.read_text("utf-8"))
        for path in website.rglob("*.html")
        if path.name != "404.html"
    }
    assert {str(path) for path, found in titles.items() if len(found) != 1} == set()
    assert titles[website / "counties" / "los-angeles.html"] == ["Los Angeles County"]


def test_documents_and_data_lie_where_the_pages_say(website: Path) -> None:
    assert (website / "documents" / "example.docx").read_bytes().startswith(b"PK")
    assert (website / "documents" / "example.pdf").read_bytes().startswith(b"%PDF")
    assert (website / "documents" / "example.first-24-hours.pdf").read_bytes().startswith(b"%PDF")
    assert (website / "documents" / "example.role-sheets.pdf").read_bytes().startswith(b"%PDF")
    assert (website / "documents" / "example.forms.pdf").read_bytes().startswith(b"%PDF")
    page = (website / "counties" / "example.html").read_text("utf-8")
    assert "More documents" in page
    assert 'href="../documents/example.distribution.docx"' in page
    for name in ("example.json", "example.csv", "example.verdicts.csv", "compare.csv", "times.csv"):
        assert (website / "data" / name).is_file()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_website_is_built_in_an_empty_folder_with_the_settings_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    build(reports()[:1], Path("out"), strict=True)
    assert (tmp_path / "out" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_countys_own_site_offers_no_comparison_with_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, made, offered in (("one", reports()[1:2], False), ("two", reports()[1:3], True)):
        build(made, Path(name), strict=True, offered=no_documents)
        page = Path(name, "counties", "yolo.html").read_text("utf-8")
        top = page[page.index('aria-label="Main pages"') : page.index("</nav>", page.index('aria-label="Main pages"'))]
        assert re.findall(r">([^<>]+)</a>", top)[:2] == ["Home", "By role"]
        assert (">Compare</a>" in top, Path(name, "compare.html").exists()) == (offered, offered)


def test_settings_of_the_folder_go_before_those_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "site", "site")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    Path("mkdocs.yml").write_text(yaml.safe_dump({**settings, "site_name": "Our own name"}), "utf-8")
    build(reports()[:1], Path("out"))
    assert "Our own name" in Path("out/index.html").read_text("utf-8")


def test_a_county_page_links_to_where_its_file_is_edited_only_if_the_settings_say_where(
    website: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Edit this county file" not in (website / "counties" / "example.html").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "site", "site")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings["repo_url"] = "https://example.org/ours"
    settings["extra"]["edit_uri"] = "edit/main/county_configs/"
    Path("mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    build(reports()[:1], Path("out"))
    page = Path("out/counties/example.html").read_text("utf-8")
    assert 'href="https://example.org/ours/edit/main/county_configs/example.yml"' in page
    assert "Edit this county file" not in Path("out/about.html").read_text("utf-8")


def test_a_page_of_the_sites_own_goes_before_one_that_is_made(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# Ours\n", "utf-8")
    write(pages(()), tmp_path)
    assert (tmp_path / "index.md").read_text("utf-8") == "# Ours\n"
    assert (tmp_path / "compare.md").is_file()


def test_a_broken_link_stops_a_strict_build_and_the_earlier_website_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "site", "site")
    shutil.copy(ROOT / "mkdocs.yml", "mkdocs.yml")
    build((), Path("out"))
    before = contents(Path("out"))
    Path("site/about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(WebsiteError, match=r"nowhere\.md"):
        build((), Path("out"), strict=True)
    assert contents(Path("out")) == before


def test_a_folder_that_is_not_a_website_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(WebsiteError, match="has something other than a website; name another folder"):
        build((), tmp_path)
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_one_bad_county_file_does_not_take_the_site_down(website: Path) -> None:
    assert (website / "counties" / "kern.html").is_file()
    assert (website / "counties" / f"{HOSTILE_FILE}.html").is_file()
    assert (website / "counties" / "example.html").is_file()


def test_the_search_index_holds_no_markup_of_a_county_file(website: Path) -> None:
    index = (website / "search" / "search_index.json").read_text("utf-8")
    for tag in re.findall(r"<\\?/?([a-zA-Z0-9]+)", index):
        assert tag in {"p", "li", "ol", "ul", "code", "pre", "sup", "sub"}
    assert not re.search(r"<[^>]*\bon[a-z]+\s*=", index)


def test_the_settings_ask_no_other_host_for_anything() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert [list(plugin) for plugin in settings["plugins"]] == [["search"], ["protocol_builder"]]
    assert settings["theme"]["font"] is False
    assert Path(settings["site_dir"]).parts[0] == "build"


def test_reports_of_no_county_file_still_make_a_site(tmp_path: Path) -> None:
    none: tuple[Report, ...] = ()
    build(none, tmp_path / "out", strict=True)
    assert (tmp_path / "out" / "law" / "index.html").is_file()
    assert engines.CONFIG == "mkdocs.yml"


def test_a_build_runs_no_code_that_the_settings_name(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material}\ndocs_dir: pages\nhooks: [hook.py]\n", "utf-8"
    )
    (tmp_path / "hook.py").write_text("from pathlib import Path\nPath('ran').touch()\n", "utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "county_configs").mkdir()
    (tmp_path / "county_configs" / "yolo.yml").write_text("county: Yolo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    run("site", "build")
    assert (tmp_path / "build" / "site" / "index.html").is_file()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (
            "site_name: !!python/object/apply:os.mkdir [ran]\n",
            "mkdocs.yml:1:12: the tag !!python/object/apply:os.mkdir",
        ),
        (
            "site_name: x\nextra:\n  list:\n    - !!python/object/new:os.mkdir [ran]\n",
            "mkdocs.yml:4:7: the tag !!python/object/new:os.mkdir",
        ),
        ("site_name: x\nextra: {a: !!python/module:this }\n", "mkdocs.yml:2:12: the tag !!python/module:this"),
        ("site_name: x\nextra: {a: !!python/name:os.system }\n", "mkdocs.yml:2:12: the tag !!python/name:os.system"),
        ("INHERIT: base/other.yml\n", "base/other.yml:2:10: the tag !!python/object/apply:os.mkdir"),
    ],
)
def test_settings_whose_tags_run_code_are_refused_before_they_are_read(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, settings: str, place: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "other.yml").write_text(
        "site_name:\n  y: [1, !!python/object/apply:os.mkdir [ran]]\n", "utf-8"
    )
    (tmp_path / "county_configs").mkdir()
    (tmp_path / "county_configs" / "yolo.yml").write_text("county: Yolo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in ("build", "serve"):
        ran = run("site", command)
        assert ran.code == 3
        assert ran.err.splitlines()[-1] == (
            f"Error: {place} would run a program while the settings are read; write the setting without it"
        )
        assert not (tmp_path / "ran").exists()


def test_settings_may_name_the_functions_of_the_theme_and_inherit(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "base.yml").write_text("site_name: Our protocols\nINHERIT: mkdocs.yml\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Our protocols\ntheme: {name: material}\ndocs_dir: pages\nmarkdown_extensions:\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
        "utf-8",
    )
    (tmp_path / "pages").mkdir()
    (tmp_path / "county_configs").mkdir()
    (tmp_path / "county_configs" / "yolo.yml").write_text("county: Yolo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    run("site", "build")
    assert (tmp_path / "build" / "site" / "index.html").is_file()
    assert mkdocs_settings.tag_that_runs_code(tmp_path / "base.yml") is None


def county_repository(folder: Path, settings: str, **files: str) -> Path:
    """A county's own repository: its settings, one file, and other files by their paths."""
    (folder / "mkdocs.yml").write_text(f"site_name: Our protocols\ndocs_dir: pages\n{settings}", "utf-8")
    for path, text in {"pages/contact.md": "# Contact", "county_configs/yolo.yml": "county: Yolo\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder / "build" / "site"


def test_a_theme_folder_of_a_countys_own_adds_to_the_sites_and_takes_nothing_away(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = county_repository(
        tmp_path,
        "theme: {name: material, custom_dir: theme}\n",
        **{
            "theme/main.html": '{% extends "protocol_builder.html" %}{% block footer %}<p>Our own footer</p>{% endblock %}'
        },
    )
    monkeypatch.chdir(tmp_path)
    assert run("site", "build", "--strict").code == 1  # the county file has errors
    for page in ("index.html", "counties/yolo.html", "contact.html"):
        text = (made / page).read_text("utf-8")
        assert 'class="leave"' in text
        assert "Our own footer" in text
        assert "styles/site.css" in text
    assert (made / "safety.html").is_file()


@pytest.mark.parametrize(
    ("settings", "theme", "message"),
    [
        (
            "theme: readthedocs\n",
            {},
            "mkdocs.yml: the pages are made for the theme material; write theme: {name: material}",
        ),
        ("", {}, "mkdocs.yml: the pages are made for the theme material; write theme: {name: material}"),
        (
            "theme: {name: material}\nuse_directory_urls: true\n",
            {},
            "mkdocs.yml: use_directory_urls: true would break the links between the pages; write use_directory_urls: false",
        ),
        (
            "theme: {name: material, custom_dir: ours}\n",
            {"ours/main.html": '{% extends "base.html" %}'},
            "mkdocs.yml: main.html in the theme folder ours replaces the frame of every page; "
            'write in it {% extends "protocol_builder.html" %}',
        ),
        (
            "theme: {name: material, custom_dir: ours}\n",
            {"ours/partials/header.html": "<header></header>"},
            "mkdocs.yml: partials/header.html in the theme folder ours has no button to leave the site quickly; "
            'write in it {% include "partials/leave.html" %}',
        ),
    ],
)
def test_settings_with_which_the_pages_would_not_work_are_refused(
    tmp_path: Path,
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    settings: str,
    theme: dict[str, str],
    message: str,
) -> None:
    made = county_repository(tmp_path, settings, **theme)
    monkeypatch.chdir(tmp_path)
    ran = run("site", "build")
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == f"Error: {message}"
    assert not made.exists()


def test_one_palette_needs_no_buttons(tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "theme: {name: material, palette: {scheme: slate}}\n"
    made = county_repository(tmp_path, settings)
    monkeypatch.chdir(tmp_path)
    assert run("site", "build", "--strict").code == 1  # the county file has errors
    page = (made / "index.html").read_text("utf-8")
    assert 'data-md-color-scheme="slate"' in page
    assert 'name="__palette' not in page
