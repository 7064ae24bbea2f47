"""The MkDocs plugin `protocol_builder`: gives MkDocs the pages of county files and finishes each page it writes.

`mkdocs build` and `mkdocs serve` load it if `mkdocs.yml` lists it under `plugins`; `protocol-builder site build` and
`site serve` always load it. In a county's own repository it also completes the settings (`mkdocs_settings`).
"""

import hashlib
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from .. import resources
from ..checking import check
from ..checking.check import Report, files_below
from ..comparing.history import histories
from ..english import did_you_mean
from ..markup import MARKDOWN
from ..protocol import clause_files
from ..reading import source
from . import engines, glossary, mkdocs_settings
from .all_counties import COMPARISON
from .page_template import READY
from .pages import no_documents, pages

log = logging.getLogger("mkdocs.plugins.protocol_builder")

_HEADING = re.compile(r"^(#{1,6} .*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"<!--(\d+)-->")
_SPELLED_OUT = re.compile(f"&#({'|'.join(str(ord(character)) for character in MARKDOWN)});")
"""Characters that mean something to Markdown and nothing to HTML, whose attributes here are in double quotes."""

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_KEY = re.compile(r"(?<!<pre>)(<(?:a|code|h\d)\b[^>]*>)([a-zA-Z]+[_.][\w.]+)(?=</)")
"""A key of a county file, or several with dots between them, alone in an element."""
_WITHIN_A_KEY = re.compile(r"(?<=[_.])(?=\w)")
_CELL = re.compile(r"<t[dh]([^>]*)>(.*?)</t[dh]>", re.DOTALL)
_EMPTY_LINES = re.compile(r"\s*\n\s*")


class _Folder(config_options.Dir):
    """The path of a folder, relative to the settings file; the folder need not exist."""

    def run_validation(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValidationError("write the path of a folder, such as county_configs")
        return super().run_validation(value)


class _Switch(config_options.Type[bool]):
    """`true` or `false`."""

    def __init__(self, default: bool) -> None:
        super().__init__(bool, default=default)

    def run_validation(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("write true or false")
        return value


class Settings(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` can set below `protocol_builder`."""

    county_files = _Folder(default="county_configs")
    """The folder of the county files."""
    documents = _Switch(default=True)
    """Whether county pages offer Word and PDF documents, which take most of the time of a build."""
    for_staff = _Switch(default=False)
    """Whether the site is for staff alone, and shows the telephone numbers that county files mark as internal."""
    make_pages = _Switch(default=True)
    """Whether to make the pages of county files; false if `docs_dir` has them already, as `engines.write` leaves it."""


class _Page(File):
    """A page or file that is made, not read; one that is in the site as it is now is not built again."""

    is_new = True

    def is_modified(self) -> bool:
        return self.is_new


class ProtocolBuilderPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the pages of county files and of the law to a site that MkDocs builds or serves."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}
        """What `pages` has made, for the next build."""
        self._reports: dict[str, tuple[Any, Report]] = {}
        """The report of each county file by its path, with what distinguishes this state of the file from others."""
        self._built: dict[tuple[str, str], bytes] = {}
        """The hash of each page and file by the site's folder and its path, for builds of changed pages only."""
        self._read_at: list[Any] = []
        """When the law, the templates, and the settings were last changed: (path, time) of each file."""
        self._ready: dict[str, list[str]] = {}
        """The HTML of each page that is on its way through Markdown, by the page's path."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Load the settings. An unknown key is an error; MkDocs would only warn about it."""
        errors, warnings = super().load_config(options, config_file_path)
        names = [name for name, _ in self.config_scheme]
        for key in options:
            if key not in names:
                errors.append((key, ValidationError(f"no such setting; {did_you_mean(key, names, 'there are')}")))
        return errors, [warning for warning in warnings if isinstance(warning, str) or warning[0] in names]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Forget what earlier commands left. Because of this event, MkDocs keeps the plugin from build to build."""
        for state in (self._made, self._reports, self._built, self._read_at, self._ready):
            state.clear()

    @event_priority(100)  # before the search reads its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Complete the settings of a county's own repository."""
        mkdocs_settings.complete(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add built-in files and the pages of county files and the law; the site's own pages override both."""
        for path in mkdocs_settings.built_in() if mkdocs_settings.is_addition(config) else ():
            if files.get_file_from_path(path.as_posix()) is None:
                files.append(File(path.as_posix(), str(resources.site()), config.site_dir, config.use_directory_urls))
        if self.config.make_pages:
            self._add_pages(files, config)
        # With nobody to compare with, that page is not among the main pages.
        if config.nav and files.get_file_from_path(COMPARISON) is None:
            config.nav = [
                item for item in config.nav if COMPARISON not in (item.values() if isinstance(item, dict) else [item])
            ]
        return files

    def _add_pages(self, files: Files, config: MkDocsConfig) -> None:
        self._forget_what_changed(config)
        folder = Path(self.config.county_files)
        if not folder.is_dir():
            log.warning(f"there is no folder {folder} with county files")
        reports = tuple(map(self._report, files_below(folder))) if folder.is_dir() else ()
        documents = engines.make_documents if self.config.documents else no_documents
        made = pages(
            reports,
            documents=documents,
            cache=self._made,
            for_staff=self.config.for_staff,
            histories=histories(reports),
        )
        try:
            for path, content in made:
                if files.get_file_from_path(path) is None:
                    files.append(self._page(config, path, content))
        except resources.UnfitResourceError as error:
            raise PluginError(str(error)) from None

    def _page(self, config: MkDocsConfig, path: str, content: str | bytes) -> File:
        page = _Page.generated(config, path, content=content)
        assert isinstance(page, _Page)
        place = (config.site_dir, path)
        now = hashlib.sha256(content if isinstance(content, bytes) else content.encode("utf-8", "replace")).digest()
        page.is_new = self._built.get(place) != now or not Path(page.abs_dest_path).exists()
        self._built[place] = now
        return page

    def _report(self, path: Path) -> Report:
        """Return the report of a county file, made again only if the file, its clause files, or the date changed.

        A file that cannot be opened, as while an editor replaces it, gets a report that says so.
        """
        folder = clause_files.folder_of(path)
        read = [path, *sorted(folder.glob("*") if folder else ())]
        try:
            now = [check.day(), *((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in read)]
            if str(path) not in self._reports or self._reports[str(path)][0] != now:
                self._reports[str(path)] = now, check.check_file(path)
            return self._reports[str(path)][1]
        except OSError as error:
            return check.check_source(source.unopened(path, error))

    def _forget_what_changed(self, config: MkDocsConfig) -> None:
        """Forget everything if the law, the vocabulary, the templates, or the settings changed since the last build."""
        watched = (resources.schemas(), resources.templates(), *map(Path, config.theme.dirs[:2]))
        found = [Path(config.config_file_path), *(path for folder in watched for path in folder.rglob("*"))]
        now = sorted((str(path), path.stat().st_mtime_ns) for path in found if path.is_file())
        if self._read_at == now:
            return
        self._read_at = now
        for state in (self._made, self._reports, self._built):
            state.clear()
        for name, module in list(sys.modules.items()):
            if name.startswith("protocol_builder."):
                for value in vars(module).values():
                    if hasattr(value, "cache_clear"):
                        value.cache_clear()

    def on_build_error(self, *, error: Exception) -> None:
        """Forget what is in the site, because some pages may have been written before the error."""
        self._built.clear()

    @event_priority(-100)  # after the search has written its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site's folder."""
        engines.finish(Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when a county file, the law, or a template changes."""
        for folder in (Path(self.config.county_files), resources.schemas(), resources.templates()):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return what Markdown has to read of a page.

        A page that is made consists of headings and finished HTML. Markdown would read the HTML three times and leave it
        as it is, so it gets the headings alone, with a placeholder for what follows each. Other pages get their acronyms
        spelled out.
        """
        if not page.meta.get(READY):
            return glossary.with_abbreviations(markdown)
        parts = _HEADING.split(markdown)  # HTML, heading, HTML, heading, …, HTML
        self._ready[page.file.src_uri] = parts[::2]
        return "\n\n".join(f"<!--{n // 2}-->" if n % 2 == 0 else heading for n, heading in enumerate(parts))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the page with its HTML in place, or with what Markdown leaves out of a table; long keys may wrap."""
        parts = self._ready.pop(page.file.src_uri, None)
        if parts is None:
            whole = _TABLE.sub(_accessible_table, html)
        else:
            whole = _PLACEHOLDER.sub(lambda found: parts[int(found[1])].strip("\n"), html)
            whole = _SPELLED_OUT.sub(lambda found: chr(int(found[1])), whole)
        return _KEY.sub(lambda key: key[1] + _WITHIN_A_KEY.sub("<wbr>", key[2]), whole)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Return the page without the empty lines that the theme leaves around the article."""
        head, tag, rest = output.partition("<article")
        article, end, foot = rest.rpartition("</article>")
        if not end:
            return output
        return "".join((_EMPTY_LINES.sub("\n", head), tag, article, end, _EMPTY_LINES.sub("\n", foot)))


def _accessible_table(table: re.Match[str]) -> str:
    """Return a table with a caption that names its columns and a head for each row; on a phone rows become cards."""
    head, *rows = _ROW.findall(table[1])
    names = [re.sub(r"<[^>]+>", "", name).replace('"', "&quot;") for _, name in _CELL.findall(head)]
    columns = "".join(f'<th scope="col"{at}>{name}</th>' for at, name in _CELL.findall(head))
    lines = [f'<table class="stack"><caption>{" / ".join(names)}</caption>', f"<thead><tr>{columns}</tr></thead>"]
    # A cell alone below the head of a card needs no name.
    labels = [f' data-label="{name}"' if len(names) > 2 else "" for name in names[1:]]
    for row in rows:
        (at, first), *others = _CELL.findall(row)
        cells = (f"<td{at}{label}>{cell}</td>" for (at, cell), label in zip(others, labels, strict=True))
        lines.append(f'<tr><th scope="row"{at}>{first}</th>{"".join(cells)}</tr>')
    return "\n".join((*lines, "</table>"))
