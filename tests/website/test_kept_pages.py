"""A build after an edit takes over the pages that are the same, and leaves what a clean build would leave."""

import json
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.building import outputs
from protocol_builder.checking.check import check_file, files_below
from protocol_builder.website.kept_pages import KeptPages, OutdatedError
from protocol_builder.website.mkdocs_plugin import ProtocolBuilderPlugin

from ..conftest import DAY

FILE = """\
county: {county}
completeness: public_sources_only
instrument: {{kind: interagency_protocol, title: "{title}"}}
agencies: {{probation: {{name: Probation Department, kind: county_department, functions: [probation]}}}}
"""


def write(folder: Path, name: str, county: str, title: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(FILE.format(county=county, title=title), "utf-8")


def built(files: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Build everything; returns the pages that MkDocs wrote."""
    written = set()
    finish = ProtocolBuilderPlugin.on_post_page

    def noted(self: ProtocolBuilderPlugin, output: str, *, page: Any, config: Any) -> str:
        written.add(page.file.src_uri)
        return finish(self, output, page=page, config=config)

    with monkeypatch.context() as patch:
        patch.setattr(ProtocolBuilderPlugin, "on_post_page", noted)
        outputs.build(tuple(check_file(path, DAY) for path in files_below(files)), out, lambda line: None)
    return written


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_after_an_edit_leaves_what_a_clean_build_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files, out = tmp_path / "files", tmp_path / "out"
    write(files, "inyo.yml", "Inyo", "Earlier")
    write(files, "mono.yml", "Mono", "The same")
    everything = built(files, out, monkeypatch)
    assert len(everything) > 400

    write(files, "inyo.yml", "Inyo", "Later")
    (out / "site" / "safety.html").write_text("changed by hand", "utf-8")
    written = built(files, out, monkeypatch)
    assert {"counties/inyo.md", "safety.md"} <= written
    assert "counties/mono.md" not in written
    assert len(written) < 40
    assert built(files, tmp_path / "clean", monkeypatch) == everything
    assert contents(out) == contents(tmp_path / "clean")

    # What a page is called may be shown on any other, so none is kept when that changes.
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\ndocs_dir: pages\ntheme: {name: material}\n", "utf-8")
    (tmp_path / "pages").mkdir()
    for words, rewritten in (("# Our own page", True), ("# Our own page\n\nMore.", False), ("# Ours", True)):
        (tmp_path / "pages" / "own.md").write_text(words, "utf-8")
        written = built(files, out, monkeypatch)
        assert written == (everything | {"own.md"} if rewritten else {"own.md"})
    assert b"Ours" in (out / "site" / "own.html").read_bytes()


SOURCES = {"a.md": b"# A", "b.md": b"# B"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A website of two pages, with a record of it, settings, and a theme's folder."""
    for name in ("theme", "sources", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours", "utf-8")
    (tmp_path / "theme" / "main.html").write_text("<main>", "utf-8")
    for name, source in SOURCES.items():
        (tmp_path / "sources" / name).write_bytes(source)
        (tmp_path / "site" / name.replace("md", "html")).write_bytes(b"<h1>")
    first = begun(tmp_path)
    for name, source in SOURCES.items():
        page = name.replace("md", "html")
        assert first.take(name, source, page) is None
        first.note_title(name, name, {})
        first.record(name, name, {"hide": ["toc"]}, [{"location": page}], tmp_path / "site" / page)
    first.close()
    return tmp_path


def begun(folder: Path, inputs: str = "this program") -> KeptPages:
    kept = KeptPages(folder / ".site.json", folder / "site", inputs)
    kept.begin(folder / "mkdocs.yml", (folder / "theme",), folder / "sources")
    return kept


def taken(kept: KeptPages) -> list[str]:
    return [name for name, source in SOURCES.items() if kept.take(name, source, name.replace("md", "html")) == b"<h1>"]


def test_a_page_is_kept_with_its_title_and_its_entries_of_the_search(site: Path) -> None:
    kept = begun(site)
    assert taken(kept) == ["a.md", "b.md"]
    assert kept.title("a.md") == ("a.md", {"hide": ["toc"]})
    assert kept.entries("b.md") == [{"location": "b.html"}]
    before = (site / ".site.json").read_bytes()
    kept.close()
    assert (site / ".site.json").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ("mkdocs.yml", []),
        ("theme/main.html", []),
        ("theme/another.html", []),
        ("sources/c.md", []),
        ("sources/picture.svg", ["a.md", "b.md"]),
        ("site/a.html", ["b.md"]),
        (".site.json", []),
    ],
)
def test_nothing_is_kept_that_may_be_otherwise(site: Path, changed: str, kept: list[str]) -> None:
    (site / changed).write_text("changed", "utf-8")
    assert taken(begun(site)) == kept


def test_nothing_is_kept_of_another_program_nor_of_a_website_that_is_gone(site: Path) -> None:
    assert taken(begun(site, "another program")) == []
    record = json.loads((site / ".site.json").read_text("utf-8"))
    del record["pages"]["a.md"]["title"]
    (site / ".site.json").write_text(json.dumps(record), "utf-8")
    assert taken(begun(site)) == ["b.md"]
    (site / "site" / "b.html").unlink()
    assert taken(begun(site)) == []


def test_the_page_for_wrong_addresses_is_never_kept(site: Path) -> None:
    assert begun(site).take("a.md", SOURCES["a.md"], "404.html") is None


def test_a_title_that_changes_ends_the_keeping(site: Path) -> None:
    kept = begun(site)
    assert kept.take("a.md", b"# Another", "a.html") is None
    kept.note_title("a.md", "Another", {})  # nothing is kept, so no page shows the earlier title
    assert kept.take("b.md", SOURCES["b.md"], "b.html") == b"<h1>"
    kept.note_title("a.md", "a.md", {"hide": ["toc"]})
    for title, settings in (("Another", {"hide": ["toc"]}), ("a.md", {})):
        with pytest.raises(OutdatedError):
            kept.note_title("a.md", title, settings)


def test_without_a_page_on_record_there_is_no_record(site: Path) -> None:
    kept = begun(site)
    taken(kept)
    kept.forget()
    kept.close()
    assert not (site / ".site.json").exists()
    assert taken(begun(site)) == []
