"""Turns pages into a website on disk: with MkDocs, or as a plain folder that another engine builds.

The whole site is built next to its place and put there at once; the earlier one stays until then.
"""

import errno
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from .. import files, resources
from ..agreement.agreement import Agreement
from ..agreement.blocks import is_printable, printable
from ..checking.check import Report
from ..comparing.history import histories
from ..writers import documents
from . import built_site, mkdocs_engine, mkdocs_settings, other_engines
from .browser import runtime
from .browser.runtime import Runtime
from .built_site import WebsiteError
from .county_files import DocumentMaker, SiteFile
from .county_page import Download, slugs
from .kept_pages import KeptPages, OutdatedError
from .made_pages import MadeEarlier
from .pages import pages

CONFIG = "mkdocs.yml"
DEFAULT = "mkdocs"
"""The engine that builds the site if nothing else is said."""
ENGINES = (DEFAULT, *other_engines.NAMES)
"""The engines that can build the site."""

_LOG = logging.getLogger(__name__)
_SEARCH_INDEX, _SEARCH_OF_ZENSICAL = Path("search") / "search_index.json", Path("search.json")


def build(
    reports: tuple[Report, ...],
    folder: Path,
    *,
    strict: bool = False,
    for_staff: bool = False,
    offered: DocumentMaker | None = None,
    engine: str = DEFAULT,
    pyodide: Path | None = None,
    kept: KeptPages | None = None,
    made_earlier: MadeEarlier | None = None,
    say: Callable[[str], None] = _LOG.info,
) -> None:
    """Build the website of county files into a folder.

    The settings are those of `mkdocs.yml` where the command runs, otherwise the package's. With `strict`, a link that
    leads nowhere stops the build and the earlier website stays. `offered` returns a county's documents if they exist
    already. `for_staff` makes a site that shows internal telephone numbers, as the setting of the same name does.
    `engine` is one of `ENGINES`. `pyodide` is the folder of the runtime for the browser, if not what the settings say;
    `say` is called with a sentence on what the site is built without. `kept` takes pages that are the same from the
    earlier website, where MkDocs builds it; `made_earlier` takes what the pages of county files are made from.

    Raises:
        WebsiteError: the settings are wrong, the engine fails, a page has no way out, or the folder has something other
            than a website.
        NotMadeError: a document could not be made from a county file; the website is in place without it.
    """
    folder = folder.resolve()  # MkDocs takes a relative path as relative to its settings
    _refuse_other_folder(folder)
    reports = tuple(map(_with_printable_name, reports))
    with files.temporary_folder(folder) as aside, files.replacement_for(folder) as new:
        sources = aside / "pages"
        made = partial(_put_pages, reports, offered or make_documents, sources, made_earlier, pyodide, say)
        if engine == DEFAULT:
            _build_with_mkdocs(made, sources, new, kept, for_staff=for_staff, strict=strict)
        else:
            _build_with_another(engine, made, aside, new, for_staff=for_staff, strict=strict)
    if kept:
        kept.close()
    if made_earlier:
        made_earlier.close()
    if not offered:
        documents.raise_not_made(_unmade(reports, folder))


def _put_pages(
    reports: tuple[Report, ...],
    offered: DocumentMaker,
    sources: Path,
    made_earlier: MadeEarlier | None,
    pyodide: Path | None,
    say: Callable[[str], None],
    own: Path,
    for_staff: bool,
    for_browser: Mapping[str, Any],
) -> None:
    """Put every page and file of the site into a folder: built-in ones, the site's own, and those that are made."""
    mkdocs_settings.copy_built_in(sources)
    shutil.copytree(own, sources, dirs_exist_ok=True)
    found = find_runtime({**for_browser, "pyodide": str(pyodide)} if pyodide else for_browser, say)
    made = pages(
        reports,
        documents=offered,
        cache=made_earlier,
        for_staff=for_staff,
        histories=histories(reports),
        runtime=found,
    )
    write(made, sources)


def find_runtime(settings: Mapping[str, Any], say: Callable[[str], None]) -> Runtime | None:
    """Return the runtime for the browser that our plugin's settings want; None if the site is to do without.

    A runtime that is not there is no error, and `say` is called with a sentence about it. Raises WebsiteError if the
    settings name a folder and the runtime is not in it.
    """
    if not settings["browser"]:
        return None
    named = settings["pyodide"]
    try:
        return runtime.find(Path(named) if named else None)
    except runtime.NoRuntimeError as error:
        if named:
            raise WebsiteError(str(error)) from None
        say(str(error))
        return None


def _build_with_mkdocs(
    put_pages: Callable[[Path, bool, Mapping[str, Any]], None],
    sources: Path,
    new: Path,
    kept: KeptPages | None,
    *,
    for_staff: bool,
    strict: bool,
) -> None:
    ours: dict[str, object] = {"make_pages": False, **({"for_staff": True} if for_staff else {})}
    load = partial(mkdocs_engine.load_settings, settings_file(), ours, strict=strict, with_hooks=False)
    config, warnings = load()
    for warning in warnings:
        logging.getLogger("mkdocs.config").warning(warning)
    settings = config.plugins[mkdocs_settings.PLUGIN].config
    put_pages(Path(config.docs_dir), bool(settings["for_staff"]), settings)
    if not kept or not mkdocs_engine.can_keep_pages(config):
        mkdocs_engine.run(config, sources, new)
        return
    kept.begin(Path(config.config_file_path), mkdocs_engine.own_theme_folders(config), sources)
    try:
        mkdocs_engine.run(config, sources, new, kept)
    except OutdatedError:
        kept.forget()
        mkdocs_engine.run(load()[0], sources, new, kept)


def _build_with_another(
    engine: str,
    put_pages: Callable[[Path, bool, Mapping[str, Any]], None],
    aside: Path,
    new: Path,
    *,
    for_staff: bool,
    strict: bool,
) -> None:
    file = settings_file()
    mkdocs_engine.refuse_code(file)
    own = other_engines.read(file)
    if problem := mkdocs_settings.what_is_wrong(file, own):
        raise WebsiteError(f"{file.name}: {problem}")
    own_pages = mkdocs_settings.pages_folder(file, own)
    if not own_pages.is_dir():
        raise WebsiteError(f"{file.name}: docs_dir: there is no folder {own_pages.name}")
    put_pages(own_pages, for_staff or other_engines.for_staff(own), other_engines.for_browser(file, own))
    site = other_engines.run(engine, file, own, aside, strict=strict)
    made = [path.relative_to(aside / "pages") for path in sorted((aside / "pages").rglob("*.md"))]
    built_site.refuse_without_safety({path.relative_to(site).as_posix() for path in site.rglob("*.html")})
    for path in (site / one.with_suffix(".html") for one in made):
        if path.is_file():  # not one that the settings exclude
            page = built_site.allow_own_scripts(built_site.trimmed(path.read_text("utf-8")))
            built_site.refuse_without_way_out(path.relative_to(site).as_posix(), page)
            path.write_text(page, "utf-8")
    finish(site)
    if strict and (dead := built_site.dead_links(site)):
        raise WebsiteError("; ".join(dead))
    shutil.copytree(site, new, dirs_exist_ok=True)


def write(made: Iterable[SiteFile], folder: Path) -> None:
    """Write pages into a folder from which any engine that reads Markdown can build a site.

    Files that exist stay: a page of the site's own overrides one that is made.
    """
    for path, content in made:
        if not (folder / path).exists():
            files.write(folder / path, content)


def finish(folder: Path) -> None:
    """Do what engines leave: make the search work in a folder, and remove the site map of a site without an address."""
    for index in (folder / _SEARCH_INDEX, folder / _SEARCH_OF_ZENSICAL):
        if index.is_file():
            index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", encoding="utf-8")
    not_found = folder / built_site.NOT_FOUND
    if not_found.is_file():
        not_found.write_text(built_site.at_any_depth(not_found.read_text("utf-8")), "utf-8")
    site_map = folder / "sitemap.xml"
    if site_map.is_file() and "<loc>" not in site_map.read_text("utf-8"):
        site_map.unlink()
        site_map.with_suffix(".xml.gz").unlink(missing_ok=True)


def make_documents(
    report: Report,
    agreement: Agreement | None,
    make: Callable[[documents.DocumentsOf, str], bytes] = documents.DocumentsOf.make,
) -> tuple[Download, ...]:
    """Return the documents that a county's page offers, without those that cannot be made from its file.

    `make` makes one of a file's documents by its name, such as `mou.pdf`. Raises OSError.
    """
    found, of_file = [], documents.DocumentsOf(report, agreement)
    for offer in documents.downloads(report):
        with suppress(documents.NotMadeError):
            found.append(Download(offer.ending, offer.label, make(of_file, offer.file), offer.is_main))
    return tuple(found)


def _unmade(reports: tuple[Report, ...], folder: Path) -> Iterator[documents.NotMadeError]:
    """Yield an error for each document that a website lacks."""
    for report, slug in zip(reports, slugs(reports), strict=True):
        for offer in documents.downloads(report) if report.data else ():
            if not (folder / "documents" / f"{slug}.{offer.ending}").is_file():
                yield documents.NotMadeError(None, documents.not_made_message(offer.file), report.path)


def settings_file() -> Path:
    """Return the website's settings file: `mkdocs.yml` where the command runs, otherwise the package's."""
    own = Path(CONFIG)
    return own if own.is_file() else resources.root() / CONFIG


def _with_printable_name(report: Report) -> Report:
    """Return the report with a file name that a page can print."""
    if is_printable(report.path):
        return report
    return replace(report, source=replace(report.source, path=printable(report.path)))


def _refuse_other_folder(folder: Path) -> None:
    """Raise WebsiteError for a folder that has something other than an earlier website."""
    is_website = any((folder / index).is_file() for index in (_SEARCH_INDEX, _SEARCH_OF_ZENSICAL))
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not is_website)):
        raise WebsiteError(errno.EEXIST, "has something other than a website; name another folder", str(folder))
