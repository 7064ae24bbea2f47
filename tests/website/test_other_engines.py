"""The same website by another engine: the same articles, the way out on each page, and what is wrong in a sentence."""

import html
import importlib.util
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from protocol_builder.commands import parts
from protocol_builder.website import other_engines
from protocol_builder.website.built_site import WebsiteError
from protocol_builder.website.engines import ENGINES, build
from protocol_builder.website.pages import no_documents

from ..conftest import ROOT, Ran
from ..website_samples import reports

OTHERS = tuple(
    pytest.param(
        engine,
        marks=pytest.mark.skipif(
            importlib.util.find_spec(engine) is None and not os.environ.get("CI"), reason=f"{engine} is not installed"
        ),
    )
    for engine in other_engines.NAMES
)


def article(page: Path) -> str:
    """The words of a page's article, as a reader sees them."""
    found = re.search(r"<article.*</article>", page.read_text("utf-8"), re.DOTALL)
    assert found, page
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[0])).split())


def pages_of(site: Path) -> list[Path]:
    return sorted(path.relative_to(site) for path in site.rglob("*.html") if path.name != "404.html")


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that the other engines are compared with."""
    site = tmp_path_factory.mktemp("mkdocs") / "site"
    build(reports(), site, offered=no_documents)
    return site


@pytest.mark.parametrize("engine", OTHERS)
def test_each_engine_shows_the_same_text_in_every_article(by_mkdocs: Path, tmp_path: Path, engine: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "search.json").touch()  # an earlier website by Zensical, which may be replaced
    build(reports(), tmp_path / "out", strict=True, engine=engine, offered=no_documents)
    pages = pages_of(by_mkdocs)
    assert len(pages) > 300
    assert pages_of(tmp_path / "out") == pages
    assert [page for page in pages if article(tmp_path / "out" / page) != article(by_mkdocs / page)] == []
    for page in pages:
        text = (tmp_path / "out" / page).read_text("utf-8")
        assert '<a class="leave" href="about:blank"' in text, page
        assert "styles/site.css" in text, page
    indexes = [path for path in ("search.js", "search/search_index.js") if (tmp_path / "out" / path).is_file()]
    assert len(indexes) == 1
    index = (tmp_path / "out" / indexes[0]).read_text("utf-8")
    assert "counties/los-angeles.html" in json.dumps(json.loads(index.removeprefix("var __index = ")))


def repository(folder: Path, settings: str, **files: str) -> Path:
    """A county's own repository: its settings file, and other files by their paths."""
    (folder / "mkdocs.yml").write_text(f"site_name: Our protocols\ndocs_dir: pages\n{settings}", "utf-8")
    for path, text in {"pages/contact.md": "# Contact\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder / "mkdocs.yml"


@pytest.mark.parametrize("engine", OTHERS)
def test_a_countys_own_settings_hold_with_each_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    repository(
        tmp_path,
        "theme: {name: material, custom_dir: theme, palette: {scheme: slate}}\nextra_css: [ours.css]\nhooks: [hook.py]\n",
        **{
            "theme/main.html": '{% extends "protocol_builder.html" %}{% block footer %}<p>Our own footer</p>{% endblock %}',
            "pages/ours.css": "/* */\n",
            "hook.py": "from pathlib import Path\nPath('ran').touch()\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    build(reports()[:1], Path("out"), strict=True, engine=engine, offered=no_documents)
    page = Path("out/contact.html").read_text("utf-8")
    for part in ("Our own footer", 'class="leave"', "styles/site.css", "ours.css", 'data-md-color-scheme="slate"'):
        assert part in page
    assert "__palette" not in page.partition("<script")[0]
    assert not Path("ran").exists()


@pytest.mark.parametrize("engine", other_engines.NAMES)
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "theme: readthedocs\n",
            "mkdocs.yml: the pages are made for the theme material; write theme: {name: material}",
        ),
        (
            "theme: {name: material}\nuse_directory_urls: true\n",
            "mkdocs.yml: use_directory_urls: true would break the links between the pages; write use_directory_urls: false",
        ),
        (
            "theme: {name: material}\nplugins: [{protocol_builder: {for_staff: often}}]\n",
            "plugins: protocol_builder: for_staff: write true or false",
        ),
        (
            "theme: material\nextra: {a: !!python/name:os.system }\n",
            "mkdocs.yml:4:12: the tag !!python/name:os.system would run a program while the settings are read; "
            "write the setting without it",
        ),
        (
            "INHERIT: theirs.yml\n",
            "mkdocs.yml: the pages are made for the theme material; write theme: {name: material}",
        ),
    ],
)
def test_settings_with_which_the_pages_would_not_work_are_refused_whatever_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, settings: str, message: str
) -> None:
    repository(tmp_path, settings, **{"theirs.yml": "theme: {name: readthedocs}\n"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WebsiteError) as error:
        build((), Path("out"), engine=engine)
    assert str(error.value) == message
    assert not Path("out").exists()


def test_a_settings_file_that_is_not_yaml_or_names_no_folder_of_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text, message in (
        ("- a\n", "mkdocs.yml: is not a list of settings, such as site_name: Our protocols"),
        ("a: [\n", r"mkdocs\.yml: while parsing a flow node expected the node content"),
        ("theme: {name: material}\n", "mkdocs.yml: docs_dir: there is no folder docs"),
    ):
        Path("mkdocs.yml").write_text(text, "utf-8")
        with pytest.raises(WebsiteError, match=message):
            build((), Path("out"), engine="zensical")


def test_the_settings_of_the_plain_folder_are_complete_and_keep_the_countys(tmp_path: Path) -> None:
    file = repository(
        tmp_path,
        "INHERIT: base.yml\nsite_url: !ENV [ADDRESS, 'https://example.org/']\n"
        "theme: {name: material, palette: {scheme: slate}}\nplugins: [search, tags, protocol_builder]\n"
        "markdown_extensions: [{toc: {toc_depth: 3}}, def_list]\nextra: {generator: true}\n",
        **{"base.yml": "theme: {name: x, language: es}\nextra: {ours: 1}\n"},
    )
    own = other_engines.read(file)
    made = other_engines.settings_of(file, own, tmp_path / "pages")
    package = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert made["theme"]["palette"] == {"scheme": "slate"}
    assert (made["theme"]["language"], made["theme"]["font"], made["theme"]["custom_dir"]) == ("es", False, "theme")
    assert made["extra"] == {**package["extra"], "generator": True, "ours": 1}
    assert made["plugins"] == [{"search": package["plugins"][0]["search"]}, "tags"]
    assert made["markdown_extensions"][:2] == [{"toc": {"toc_depth": 3}}, {"def_list": {}}]
    absent = {"compare.md", "check-a-file.md", "write-a-file.md"}  # no county to compare, no runtime for the browser
    assert made["nav"] == [item for item in package["nav"] if absent.isdisjoint(item.values())]
    assert "INHERIT" not in made
    written = yaml.dump(made, Dumper=other_engines._Dumper)
    assert re.search(r"^site_url: !ENV", written, re.MULTILINE)


@pytest.mark.parametrize(
    ("engine", "what", "extra"),
    [
        ("mkdocs", "the website", "site"),
        ("zensical", "the website by Zensical", "zensical"),
        ("properdocs", "the website by ProperDocs", "properdocs"),
    ],
)
def test_an_engine_that_is_not_installed_says_what_to_install(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, engine: str, what: str, extra: str
) -> None:
    missing = parts._MODULES[extra]
    there = parts._is_there
    monkeypatch.setattr(parts, "_is_there", lambda module: module not in missing and there(module))
    ran = run("site", "build", str(ROOT / "county_configs" / "example.yml"), "--engine", engine)
    assert ran.code == 3
    assert ran.err.startswith(f"Error: the part of the program for {what} is not installed; run: pip install ")
    assert ran.err.rstrip().endswith(f'[{extra}]"')


def test_an_engine_that_is_not_known_is_refused_with_those_that_are(run: Callable[..., Ran]) -> None:
    ran = run("site", "build", str(ROOT / "county_configs" / "example.yml"), "--engine", "hugo")
    assert ran.code == 2
    assert "'hugo' is not one of 'mkdocs', 'zensical', 'properdocs'" in ran.err
    assert ENGINES == ("mkdocs", "zensical", "properdocs")
