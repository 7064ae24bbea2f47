"""The MkDocs plugin: the same pages as our own command makes, its settings, and what is wrong with them in a sentence."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from protocol_builder.website import mkdocs_settings
from protocol_builder.website.built_site import WebsiteError
from protocol_builder.website.engines import build
from protocol_builder.website.mkdocs_engine import load_settings
from protocol_builder.website.mkdocs_plugin import ProtocolBuilderPlugin
from protocol_builder.website.pages import no_documents

from ..conftest import EXAMPLE, ROOT
from ..website_samples import reports
from .test_engines import contents


def repository(folder: Path, *plugins: Any) -> Path:
    """A county's own repository with these plugins: its settings file."""
    settings = {"site_name": "x", "theme": "material", "plugins": list(plugins)}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "county_configs").mkdir(exist_ok=True)
    return folder / "mkdocs.yml"


def built(settings: Path) -> Path:
    """The site that MkDocs makes with a settings file."""
    config = load_config(str(settings))
    config.plugins.on_startup(command="build", dirty=False)
    run_mkdocs(config)
    return Path(config.site_dir)


def test_mkdocs_builds_the_same_website_by_itself(tmp_path: Path) -> None:
    """`mkdocs build --strict` in a checkout, with the plugin, against our own command with the same county files."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "site", checkout / "site")
    shutil.copy(ROOT / "mkdocs.yml", checkout)
    (checkout / "county_configs").mkdir()
    for name in ("los-angeles", "tri-county"):
        shutil.copy(ROOT / "county_configs" / f"{name}.yml", checkout / "county_configs")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    ran = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    ran = subprocess.run(
        [sys.executable, "-m", "protocol_builder", "site", "build", "-o", "own"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    plugged, own = contents(checkout / "build" / "site"), contents(checkout / "own")
    # The engine lists what it finds in a folder in another order than what a plugin hands it.
    indexes = [json.loads(made.pop("search/search_index.json"))["docs"] for made in (plugged, own)]
    assert sorted(indexes[0], key=str) == sorted(indexes[1], key=str)
    assert {**plugged, "search/search_index.js": b""} == {**own, "search/search_index.js": b""}


def test_a_countys_own_repository_searches_as_the_package_does_unless_it_says_otherwise(tmp_path: Path) -> None:
    package = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["plugins"][0]["search"]["separator"]
    for own, expected in ((["search"], package), ([{"search": {"separator": "x"}}], "x")):
        settings = {"site_name": "x", "theme": "material", "plugins": own}
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        config = load_config(str(tmp_path / "mkdocs.yml"))
        mkdocs_settings.complete(config)
        found = [plugin.config["separator"] for name, plugin in config.plugins.items() if name.endswith("search")]
        assert found == [expected]


def test_a_county_file_that_cannot_be_opened_has_a_page_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while an editor takes a file away to put the new one in its place, with `mkdocs serve` running."""
    settings = {"site_name": "x", "theme": "material", "plugins": ["protocol_builder"]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "safety.md").write_text("# Safety\n", "utf-8")
    (tmp_path / "county_configs").mkdir()
    (tmp_path / "county_configs" / "gone.yml").write_text("county: Yolo\n", "utf-8")

    def gone(path: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("protocol_builder.reading.source.read", gone)
    run_mkdocs(load_config(str(tmp_path / "mkdocs.yml")))
    assert "cannot be opened" in (tmp_path / "site" / "counties" / "gone.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"county_file": "counties"}, "option 'county_file': no such setting; did you mean county_files?"),
        (
            {"colour": 1},
            "option 'colour': no such setting; there are: county_files, documents, for_staff, browser, pyodide, make_pages",
        ),
        ({"county_files": ["a", "b"]}, "option 'county_files': write the path of a folder, such as county_configs"),
        ({"documents": "no way"}, "option 'documents': write true or false"),
        (5, "Invalid config options for the 'protocol_builder' plugin."),
    ],
)
def test_a_mistake_in_the_settings_is_reported_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, given: Any, message: str
) -> None:
    settings = repository(tmp_path, "search", {"protocol_builder": given})
    with pytest.raises(SystemExit):
        load_config(str(settings))
    assert caplog.messages[-1].endswith(message)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WebsiteError) as error:
        build((), Path("out"))
    assert str(error.value).startswith("mkdocs.yml: plugins: ")
    assert str(error.value).endswith(message)
    assert not Path("out").exists()


def test_settings_without_the_plugin_are_built_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = repository(tmp_path, "search")
    monkeypatch.chdir(tmp_path)
    build(reports()[:1], Path("without"), offered=no_documents)
    settings.write_text("site_name: x\ntheme: material\n", "utf-8")
    build(reports()[:1], Path("none"), offered=no_documents)
    repository(tmp_path, "search", "protocol_builder")
    build(reports()[:1], Path("with"), offered=no_documents)
    assert contents(Path("without")) == contents(Path("none")) == contents(Path("with"))


def test_the_order_of_the_plugins_does_not_matter(tmp_path: Path) -> None:
    made = []
    for plugins in (("search", "protocol_builder"), ("protocol_builder", "search")):
        site = built(repository(tmp_path, *plugins))
        made.append(contents(site))
        shutil.rmtree(site)
    assert made[0] == made[1]
    assert "search/search_index.js" in made[0]
    package = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["plugins"][0]["search"]["separator"]
    assert json.loads(made[0]["search/search_index.json"])["config"]["separator"] == package


def test_county_files_are_where_the_settings_say_and_documents_only_if_they_say_so(tmp_path: Path) -> None:
    settings = repository(tmp_path, "search", {"protocol_builder": {"county_files": "ours", "documents": False}})
    (tmp_path / "ours").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "ours" / "here.yml")
    site = built(settings)
    assert (site / "counties" / "here.html").is_file()
    assert not (site / "documents").exists()


def test_pages_that_are_there_already_are_not_made_again(tmp_path: Path) -> None:
    settings = repository(tmp_path, "search", {"protocol_builder": {"make_pages": False}})
    (tmp_path / "docs" / "index.md").write_text("# Only this\n", "utf-8")
    site = built(settings)
    assert "Only this" in (site / "index.html").read_text("utf-8")
    assert not (site / "counties").exists()
    assert not (site / "law").exists()


def test_mkdocs_can_read_the_plugins_as_often_as_it_builds(tmp_path: Path) -> None:
    theirs = {"search": {"enabled": True, "separator": "x"}}
    settings = repository(tmp_path, theirs, {"protocol_builder": {"documents": True}})
    listed = mkdocs_settings.plugins(settings, {"documents": False})
    for _ in range(2):
        config = load_config(str(settings), plugins=listed)
        assert {
            name.rpartition("/")[2]: plugin.config["enabled"]
            for name, plugin in config.plugins.items()
            if "search" in name
        } == {"search": True}
        ours = config.plugins["protocol_builder"]
        assert isinstance(ours, ProtocolBuilderPlugin)
        assert (ours.config.documents, ours.config.make_pages) == (False, True)
        assert ours.config.county_files == str(tmp_path / "county_configs")


def test_a_warning_about_the_settings_stops_a_strict_build_alone(tmp_path: Path) -> None:
    settings = repository(tmp_path, "search")
    settings.write_text(f"{settings.read_text('utf-8')}nonsense: 1\n", "utf-8")
    config, warnings = load_settings(settings, {})
    assert isinstance(config, MkDocsConfig)
    assert warnings == ["Config value 'nonsense': Unrecognised configuration name: nonsense"]
    with pytest.raises(WebsiteError, match="Unrecognised configuration name: nonsense"):
        load_settings(settings, {}, strict=True)
