"""Makes every page and file of the site, as (path, content), from the reports of county files.

A page is Markdown with HTML in it. `mkdocs_plugin` hands pages to MkDocs; `engines.write` puts them into a folder for
any other engine that reads Markdown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from .. import resources, workers
from ..agreement.agreement import Agreement
from ..checking import check, rules
from ..checking.check import Report
from ..checking.county_status import Standing
from ..comparing.history import History
from ..law import county_schema, requirements
from ..law.requirements import Requirement
from ..law.statutes import statutes
from . import bills, charts, data_files, duty_answers, known_facts, roles, state_data, state_record
from .all_counties import COMPARISON, Collection
from .browser import pages as browser_pages
from .browser.runtime import Runtime
from .county_file_reference import reference_pages
from .county_files import DocumentMaker, SiteFile, county_pages, with_documents
from .county_page import CountyFile, Download, slugs
from .made_pages import MadePages
from .page_template import render_page
from .publication import publishable

_TABLES: dict[str, Callable[[Collection], bytes]] = {
    "data/compare.csv": data_files.compared_csv,
    "data/times.csv": data_files.times_csv,
    "data/coverage.csv": lambda site: data_files.coverage_csv(),
    "data/dates.ics": data_files.dates_calendar,
}
"""The downloads about all counties, or about none."""
_STATE_TABLES: dict[str, Callable[[Collection], bytes]] = {
    "data/state-record.csv": lambda site: state_data.record_csv(),
    "data/counties.csv": state_data.counties_csv,
}
"""The downloads of the State's record and of what is known of each county; a county's own site has none."""
REFERENCE = "learn/reference/index.md"
"""The first page of the reference of every key of a county file."""
MIN_FILES_FOR_PROCESSES = 20
"""With fewer county files, more processes take longer to start than they save."""
_STOPPED = "a process that made some of the pages was stopped; run the command again"
_OF_THE_LAW = (
    "who",
    "reading",
    "glossary",
    "law",
    "history",
    "bills",
    "statute",
    "coverage",
    "coverage_of",
    "rules",
    "rule",
)
"""The templates of pages that show nothing from any county file."""

_OF_THE_STATE = ("state", "state_victims", "state_practices", "state_whole")
"""The templates of pages of the State's record, which show of county files only where their pages are."""


def no_documents(report: Report, agreement: Agreement | None) -> tuple[Download, ...]:
    """Return no documents to offer, as `site serve` needs it."""
    return ()


def pages(
    reports: tuple[Report, ...],
    listed: tuple[Requirement, ...] | None = None,
    documents: DocumentMaker = no_documents,
    cache: MadePages | None = None,
    *,
    for_staff: bool = False,
    histories: Mapping[str, History] | None = None,
    runtime: Runtime | None = None,
) -> Iterator[SiteFile]:
    """Yield every page and file made from county files and the law, as (path, such as `counties/inyo.md`, content).

    `listed` are the requirements, by default all on record; `documents` makes the documents to offer. A page in `cache`
    that shows the same as before is not made again; the caller clears it when the law or the templates change.
    A site for staff also shows what a county file says is internal. `histories` are the earlier versions of county files,
    by their paths. With a `runtime`, the site has the pages that check county files in the browser.
    """
    cache = MadePages() if cache is None else cache
    whole = {r.path for r in reports if browser_pages.is_published_whole(r, for_staff=for_staff)}
    reports = tuple(publishable(report, for_staff=for_staff) for report in reports)
    named = zip(reports, slugs(reports), strict=True)
    site = Collection(
        on=reports[0].on if reports else check.day(),
        files=tuple(
            _cached(cache, f"file {slug}", report, partial(CountyFile, report, slug)) for report, slug in named
        ),
        requirements=requirements.on_record() if listed is None else listed,
        statutes=statutes(),
    )
    known_versions = histories or {}
    site = replace(
        site,
        files=tuple(
            replace(file.beside(site.files), history=known_versions.get(file.report.path)) for file in site.files
        ),
    )
    if site.is_one_countys:  # whose documents its home page offers
        made_whole = ((file, partial(with_documents, file, documents)) for file in site.files)
        files = tuple(_cached(cache, f"whole {file.slug}", _shown(site, file, ()), made) for file, made in made_whole)
        site = replace(site, files=files)
    planned = list(_planned(site))
    tables = _TABLES if site.is_one_countys else _TABLES | _STATE_TABLES
    of_all = frozenset({path for path, *_ in planned} | set(tables) | _own_pages() | {REFERENCE})
    if runtime:
        to_open = tuple(file for file in site.files if file.report.path in whole)
        planned += browser_pages.planned(to_open)
        of_all |= browser_pages.PATHS | browser_pages.carried_paths() | set(map(browser_pages.path_of, to_open))
    known = of_all.union(*(file.entrances for file in site.files))
    shown = {file.page: _shown(site, file, sorted(of_all)) for file in site.files}
    new = tuple(
        file if file.downloads else CountyFile(file.report, file.slug, others=file.others, history=file.history)
        for file in site.files
        if cache.find(file.page, shown[file.page]) is None
    )
    work = partial(county_pages, known=of_all, documents=documents)
    with workers.in_order(work, new, several=len(new) >= MIN_FILES_FOR_PROCESSES, stopped=_STOPPED) as made:
        for path, template, title, about in planned:
            filled = partial(render_page, path, template, title, known, {"site": site, **about})
            yield path, _cached(cache, path, _what_it_shows(site, template, about), filled)
        for file in site.files:
            yield from _cached(cache, file.page, shown[file.page], partial(next, made))
    for path, table in tables.items():
        yield path, table(site)
    if runtime:
        yield from browser_pages.files(runtime, to_open)
    for name, content in reference_pages(site.on).items():
        yield f"{REFERENCE.rpartition('/')[0]}/{name}", content
    yield "learn/reference/only-check.md", county_schema.only_check()
    yield "schemas/county.schema.json", county_schema.text(site.on)
    for name in ("report.schema.json", "compare.schema.json"):
        yield f"schemas/{name}", (resources.schemas() / name).read_text("utf-8")


def _cached(cache: MadePages, name: str, shown: Any, make: Callable[[], Any]) -> Any:
    """Return what was made under a name if it shows the same as before; otherwise make it."""
    made = cache.find(name, shown)
    if made is None:
        made = make()
        cache.keep(name, shown, made)
    return made


def _shown(site: Collection, file: CountyFile, known: Iterable[str]) -> tuple[object, ...]:
    """Return what the pages of a county file show.

    That is the file, its history, how the county's other instruments stand, and links to `known` pages of the site.
    """
    others = tuple((one.title, one.page, one.standing.kind, one.shared, one.shared_teams) for one in file.others)
    return file.report, file.history, site.is_one_countys, file.slug, tuple(known), others


def _what_it_shows(site: Collection, template: str, about: dict[str, Any]) -> Any:
    """Return what a page shows in addition to the law, or None if it shows something from every county file."""
    if template == "role":
        places = (
            (place.file.by_role_page, *_which(site, place.file, place.part.standing)) for place in about["places"]
        )
        return site.on, tuple(places)
    if template == "requirement":
        verdicts = site.verdicts(about["requirement"])
        found = ((file.page, *_which(site, file, one), v.result, v.reason) for file, one, v in verdicts)
        return site.on, site.is_one_countys, tuple(found)
    if template == "no_file":
        return about["entry"], about["unread"]
    if template in _OF_THE_STATE:
        return tuple(about["pages_of"].items())
    return (site.on,) if template in _OF_THE_LAW else None


def _which(site: Collection, file: CountyFile, one: Standing) -> tuple[object, ...]:
    """Return what the name of a county of a file shows where several are listed."""
    kind = file.protocol.instrument.kind_label if file.protocol and one.county in site.of_several_files else ""
    return file.title, one.name, one.county, one.is_example, one.not_in_force, kind


def _planned(site: Collection) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each page: path, template, title, and the template's variables."""
    if site.is_one_countys:
        yield "index.md", "own", site.files[0].title, {}
    else:
        yield "index.md", "index", "County CSEC protocols", {}
        yield from _comparison(site)
        yield from _state(site)
    yield "dates.md", "dates", "Reviews and other dates", {}
    yield "changes.md", "changes", "What has changed", {}
    yield "roles/index.md", "who", "By role", {}
    yield roles.CARD, "first_day", "The first 24 hours", {}
    mandated = roles.mandated_reporting(site.on)
    for role in roles.roles(site.on):
        places = tuple(p for p in roles.county_roles(site.files, role.function) if p.says_something)
        yield role.page, "role", role.title, {"role": role, "places": places, "mandated": mandated}
    yield "reading.md", "reading", "How to read this site", {}
    yield "glossary.md", "glossary", "Glossary", {}
    yield "law/index.md", "law", "The law", {}
    yield "law/history.md", "history", "The law over time", {}
    yield bills.PAGE, "bills", "Bills, by number", {"found": bills.bills()}
    for requirement in site.requirements:
        yield f"law/{requirement.id}.md", "requirement", requirement.title, {"requirement": requirement}
    for statute in site.statutes:
        yield f"law/text/{statute.name}.md", "statute", statute.title, {"statute": statute}
    yield "law/coverage/index.md", "coverage", "Every sentence accounted for", {}
    for statute in site.statutes:
        if not statute.is_guidance:
            title = f"{statute.title}, sentence by sentence"
            yield f"law/coverage/{statute.name}.md", "coverage_of", title, {"statute": statute}

    yield "findings/index.md", "rules", "Findings about the file itself", {"rules": rules.all()}
    for rule in rules.all():
        yield f"findings/{rule.id}.md", "rule", rule.title, {"rule": rule}


def _comparison(site: Collection) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield COMPARISON, "compare", "Compare counties", {}
    yield known_facts.TEAMS_PAGE, "team_lists", "Compare counties: who is on which team", {}
    yield "compare/times.md", "times", "Compare counties: stages and times", {}
    if charts.has_own_page(site):
        yield charts.STAGES_PAGE, "stages", "Compare counties: stages side by side", {}
    yield duty_answers.PAGE, "duties", "Compare counties: duties", {}
    for group in site.groups:
        yield group.page, "group", f"Compare counties: {group.title}", {"group": group}


def _state(site: Collection) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield the pages of the State's own record, and one for each county without a file."""
    record, entries = state_record.record(), site.entries
    about = {"record": record, "pages_of": {entry.name: entry.page for entry in entries}}
    yield state_record.PAGE, "state", "The State’s record", about
    yield state_record.VICTIMS_PAGE, "state_victims", "Victims served", about
    yield state_record.STATEWIDE_PAGE, "state_whole", "Practices and challenges statewide", about
    yield state_record.PRACTICES_PAGE, "state_practices", "Practices of counties", about
    unread = bool(site.count("unreadable"))
    for entry in entries:
        if not entry.files:
            yield entry.page, "no_file", entry.full_name, {"entry": entry, "record": record, "unread": unread}


def _own_pages() -> set[str]:
    """Return the paths of the pages in `site/`."""
    folder = resources.site()
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
