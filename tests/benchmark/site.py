"""Times of the website of all 58 counties beside a bare mkdocs-material build of as many pages with the same words.

    python -m tests.benchmark.site

The bare site has the same pages as plain Markdown, the theme, its search and the same main pages, no plugin, no style of
its own, and no county file to read or judge.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import markdown
import pypandoc

from protocol_builder import resources
from protocol_builder.checking.check import check_file, files_below
from protocol_builder.reading import source
from protocol_builder.website import mkdocs_settings
from protocol_builder.website.engines import build, write
from protocol_builder.website.pages import no_documents, pages

from ..live import OURS, served
from .measure import Taken, once

EDITS = 5
WITHOUT_DOCUMENTS = f"""
import gc, sys
from pathlib import Path
from {check_file.__module__} import check_file
from {files_below.__module__} import files_below
from {no_documents.__module__} import no_documents
from {build.__module__} import build
gc.set_threshold(50_000)  # as the command does
build(tuple(map(check_file, files_below(sys.argv[1]))), Path(sys.argv[2]), offered=no_documents)
"""
SETTINGS = """site_name: Bare
docs_dir: docs
site_dir: out
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
"""


def bare_site(files: Path, folder: Path, scratch: Path) -> int:
    """Put the site's pages as plain Markdown, with settings, into a folder; returns how many there are."""
    mkdocs_settings.copy_built_in(scratch)
    write(pages(tuple(map(check_file, files_below(files)))), scratch)
    written = sorted(scratch.rglob("*.md"))

    def plain(path: Path) -> None:
        body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
        page = re.sub(
            r"<svg.*?</svg>", "", markdown.markdown(body, extensions=["tables", "fenced_code", "toc"]), flags=re.DOTALL
        )
        wanted = ["-f", "html-native_divs-native_spans", "-t", "gfm-raw_html", "--wrap=none"]
        command = [pypandoc.get_pandoc_path(), *wanted]
        made = subprocess.run(command, input=page.encode(), capture_output=True, check=True).stdout.decode()
        target = folder / "docs" / path.relative_to(scratch)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(re.sub(r"(\]\([^)\s]*?)\.html([#)])", r"\1.md\2", made), encoding="utf-8")

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(plain, written))
    nav = source.load_yaml((resources.root() / "mkdocs.yml").read_text("utf-8"))["nav"]
    lines = "\n".join(f"  - {title}: {page}" for item in nav for title, page in item.items())
    (folder / "mkdocs.yml").write_text(f"{SETTINGS}nav:\n{lines}\n", encoding="utf-8")
    return len(written)


def after_an_edit(folder: Path, command: list[str], page: str, edit: Callable[[str], None]) -> float:
    """How long, at worst of some edits, until an open page shows what has been written."""
    taken = []
    with served(folder, command) as live:
        for number in range(EDITS):
            reader, words = live.reader(page), f"edit {number} by process {live.process.pid}"
            time.sleep(0.7 + 0.13 * number)  # at any moment between two looks at the files
            began = time.perf_counter()
            edit(words)
            assert words in reader.after(words)
            taken.append(time.perf_counter() - began)
    return max(taken)


def table(county_files: Callable[[Path, int], Path]) -> None:
    """Print the tables; `county_files` puts so many county files into a folder."""
    os.environ["NO_MKDOCS_2_WARNING"] = "true"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        files, bare = county_files(root / "county_configs", 58), root / "bare"
        number = bare_site(files, bare, root / "pages")
        mkdocs = [sys.executable, "-m", "mkdocs"]
        builds = {
            "a bare mkdocs-material build": ([*mkdocs, "build", "-q", "-f", str(bare / "mkdocs.yml")], bare / "out"),
            "all pages and data": (
                [sys.executable, "-c", WITHOUT_DOCUMENTS, str(files), str(root / "site")],
                root / "site",
            ),
        }
        taken: dict[str, list[Taken]] = {what: [] for what in builds}
        for _ in range(3):  # by turns, so that a busy machine is as busy for the one as for the other
            for what, (command, _folder) in builds.items():
                taken[what].append(once(command))
        print(f"\n| {number} pages of 58 county files | time | of processors | largest page |")
        print("|---|--:|--:|--:|")
        for what, (_command, built) in builds.items():
            seconds = statistics.median(one.seconds for one in taken[what])
            work = statistics.median(one.processor_seconds for one in taken[what])
            largest = max(path.stat().st_size for path in built.rglob("*.html")) / 1000
            print(f"| {what} | {seconds:.1f} s | {work:.1f} s | {largest:.0f} kB |", flush=True)
        changed = min(files.iterdir())
        as_markdown = bare / "docs" / "counties" / f"{changed.stem}.md"
        first = as_markdown.read_text("utf-8")

        def of_ours(words: str) -> None:
            text = changed.read_text("utf-8").partition("\nnotes:")[0]
            changed.write_text(f"{text}\nnotes: [{words}]\n", encoding="utf-8")

        def of_bare(words: str) -> None:
            as_markdown.write_text(f"{first}\n{words}\n", encoding="utf-8")

        print()
        print("| after an edit, until the open page shows it | at worst of five |")
        print("|---|--:|")
        for what, command, edit, folder in (
            ("bare `mkdocs serve`", [*mkdocs, "serve", "-a"], of_bare, bare),
            ("bare `mkdocs serve --dirty`", [*mkdocs, "serve", "--dirty", "-a"], of_bare, bare),
            ("`site serve`, which judges the file again", [*OURS[:-1], str(files), OURS[-1]], of_ours, root),
        ):
            worst = after_an_edit(folder, command, f"counties/{changed.stem}.html", edit)
            print(f"| {what} | {worst:.1f} s |", flush=True)


if __name__ == "__main__":
    from .__main__ import county_files

    table(county_files)
