"""The MkDocs plugin `protocol_builder`: gives MkDocs the pages of county files and finishes each page it writes.

`mkdocs build` and `mkdocs serve` load it if `mkdocs.yml` lists it under `plugins`; `protocol-builder site build` and
`site serve` always load it. In a county's own repository it also completes the settings (`mkdocs_settings`).
"""

import hashlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from .. import resources
from ..checking import check
from ..checking.check import Report, files_below
from ..comparing.history import histories
from ..english import did_you_mean
from ..files import write
from ..protocol import clause_files
from ..reading import source
from . import built_site, engines, mkdocs_settings
from .built_site import WebsiteError
from .kept_pages import KeptPages
from .made_pages import MadePages
from .pages import no_documents, pages

log = logging.getLogger("mkdocs.plugins.protocol_builder")


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
    browser = _Switch(default=True)
    """Whether to have the pages that check county files in the browser, if the runtime for it is there."""
    pyodide = config_options.Optional(_Folder())
    """The folder of the npm package `pyodide`; by default `node_modules/pyodide` where the command runs."""
    make_pages = _Switch(default=True)
    """Whether to make the pages of county files; false if `docs_dir` has them already, as `engines.write` leaves it."""


class _Page(File):
    """A page or file that is made, not read; one that is in the site as it is now is not built again."""

    is_new = True

    def is_modified(self) -> bool:
        return self.is_new


def _always() -> bool:
    return True


def _never() -> bool:
    return False


class ProtocolBuilderPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the pages of county files and of the law to a site that MkDocs builds or serves."""

    def __init__(self) -> None:
        self._made = MadePages()
        """What `pages` has made, for the next build."""
        self._reports: dict[str, tuple[Any, Report]] = {}
        """The report of each county file by its path, with what distinguishes this state of the file from others."""
        self._built: dict[tuple[str, str], bytes] = {}
        """The hash of each page and file by the site's folder and its path, for builds of changed pages only."""
        self._read_at: list[Any] = []
        """When the law, the templates, and the settings were last changed: (path, time) of each file."""
        self.kept: KeptPages | None = None
        """The pages that a build takes from the earlier website; None if it writes all."""
        self._files: tuple[File, ...] = ()
        """The pages of the site, in the order in which the search has them."""

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
        for state in (self._made, self._reports, self._built, self._read_at):
            state.clear()

    @event_priority(100)  # before the search reads its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Complete the settings of a county's own repository."""
        mkdocs_settings.complete(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add built-in files and the pages of county files and the law; the site's own pages override both."""
        for path in mkdocs_settings.built_in() if mkdocs_settings.completes(config) else ():
            if files.get_file_from_path(path.as_posix()) is None:
                files.append(File(path.as_posix(), str(resources.site()), config.site_dir, config.use_directory_urls))
        if self.config.make_pages:
            self._add_pages(files, config)
        config.nav = mkdocs_settings.main_pages(config.nav, lambda path: files.get_file_from_path(path) is not None)
        if self.kept:
            self._keep_pages(files, self.kept)
        return files

    def _keep_pages(self, files: Files, kept: KeptPages) -> None:
        """Put the pages that are kept where they go, and let MkDocs leave them there."""
        for file in files.documentation_pages():
            page = kept.take(file.src_uri, file.content_bytes, file.dest_uri)
            if page is not None:
                write(Path(file.abs_dest_path), page)
            file.is_modified = _always if page is None else _never  # type: ignore[method-assign]

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
            runtime=engines.find_runtime(self.config, log.info),
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

    @event_priority(100)  # before the search writes its index
    def _complete_the_search(self, *, config: MkDocsConfig) -> None:
        """Give the search the entries of the pages that are kept, each page's at its place, and record all pages."""
        if not self.kept:
            return
        indexes = [plugin.search_index for name, plugin in config.plugins.items() if name.endswith("search")]
        written: dict[str, list[dict[str, Any]]] = {}
        for index in indexes:
            for entry in index.entries:
                written.setdefault(entry["location"].partition("#")[0], []).append(entry)
            index.entries = []
        for file in self._files:
            assert file.page
            path, title, settings = file.src_uri, file.page.title, file.page.meta
            entries = self.kept.entries(path) if self.kept.is_kept(path) else written.get(file.page.url, [])
            for index in indexes:
                index.entries += entries
            self.kept.record(path, title, settings, entries, Path(file.abs_dest_path))

    @event_priority(-100)  # after the search has written its index
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Finish the site's folder."""
        engines.finish(Path(config.site_dir))
        # MkDocs has looked at the links in Markdown, and leaves one that leads nowhere as it is.
        for dead in built_site.dead_links(Path(config.site_dir), reported=".md") if config.strict else ():
            log.warning(dead)

    on_post_build = CombinedEvent(_complete_the_search, _finish)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when a county file, the law, or a template changes."""
        for folder in (Path(self.config.county_files), resources.schemas(), resources.templates()):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Refuse a site whose settings exclude the page on safety, to which each page links."""
        self._files = tuple(files.documentation_pages())
        try:
            built_site.refuse_without_safety({file.dest_uri for file in self._files})
        except WebsiteError as error:
            raise PluginError(str(error)) from None
        if self.kept:
            self._compare_titles(self.kept)
        return env

    def _compare_titles(self, kept: KeptPages) -> None:
        """Give the pages that are kept their titles, which others may show, and compare those of the others."""
        for file in self._files:
            assert file.page
            if kept.is_kept(file.src_uri):
                file.page.title, file.page.meta = kept.title(file.src_uri)
            else:
                kept.note_title(file.src_uri, file.page.title, file.page.meta)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Return the page without the empty lines around the article. Refuse one without the button to leave the site."""
        trimmed = built_site.allow_own_scripts(built_site.trimmed(output))
        try:
            built_site.refuse_without_way_out(page.file.dest_uri, trimmed)
        except WebsiteError as error:
            raise PluginError(str(error)) from None
        return trimmed
