"""Knows MkDocs: hands it the pages when `mkdocs build` or `mkdocs serve` runs in a checkout. Knows nothing else.

MkDocs loads this file by its path, so imports name the package in full.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files

from protocol_builder import resources, site_build
from protocol_builder.agreement import Agreement
from protocol_builder.check import Report, check_file, check_source, files_below
from protocol_builder.county_page import Download
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.pages import pages
from protocol_builder.source import Source

log = logging.getLogger("mkdocs.plugins.protocol_builder")

_made: dict[str, tuple[Any, tuple[Download, ...]]] = {}
"""The documents of each county file, with what was printed in them."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from county files and the law; a page of the site's own goes before."""
    _forget()
    folder = _county_files(config)
    if not folder.is_dir():
        log.warning(f"there is no folder {folder} with county files")
    reports = tuple(map(_report, files_below(folder))) if folder.is_dir() else ()
    for path, content in pages(reports, documents=_documents):
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    site_build.finish(Path(config.site_dir))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
    """Build again when a county file, the law or a template changes."""
    for folder in (_county_files(config), resources.schemas(), resources.templates()):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _county_files(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / str(config.extra.get("county_files", "county_configs"))


def _report(path: Path) -> Report:
    """The report of a county file; one that cannot be opened, as while an editor puts it back, has a page as well."""
    try:
        return check_file(path)
    except OSError as error:
        problem = Diagnostic("file-not-opened", "error", f"the file cannot be opened: {error.strerror}")
        return check_source(Source(str(path), "", None, problems=(problem,)))


def _documents(report: Report, agreement: Agreement) -> tuple[Download, ...]:
    """The documents of an agreement; those of one that has not changed since the last build are kept."""
    printed = (agreement.provenance, tuple(agreement.lines))
    if _made.get(agreement.provenance.file, ((), ()))[0] != printed:
        _made[agreement.provenance.file] = printed, site_build.documents(report, agreement)
    return _made[agreement.provenance.file][1]


def _forget() -> None:
    """While serving, the law and the vocabulary may have been edited since they were read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("protocol_builder."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
