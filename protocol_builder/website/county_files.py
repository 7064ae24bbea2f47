"""Knows which pages and files one county file has: from a report to (path, content). Knows no other county.

So that the county files of a large collection can be shared among several processes.
"""

from collections.abc import Callable, Iterator, Set
from typing import Any

from ..agreement.agreement import Agreement, agreement
from ..checking.check import Report
from . import data_files, roles
from .all_counties import Collection
from .county_page import CountyFile, Download
from .page_template import render_page

SiteFile = tuple[str, str | bytes]
"""A path below the site's folder, and what is there."""

DocumentMaker = Callable[[Report, Agreement], tuple[Download, ...]]
"""Makes of a report and its agreement the documents to offer; each path is only what comes after `documents/el-dorado.`."""


def county_pages(file: CountyFile, known: Set[str], documents: DocumentMaker) -> tuple[SiteFile, ...]:
    """The pages and files of a county file.

    `known` are the pages of the site that are no county's, to which these may link.
    """
    file = with_documents(file, documents)
    on = file.report.on
    site = Collection(on, (file,), (), ())
    planned = list(_planned(file, on))
    all_known = {*known, *(path for path, *_ in planned), *(download.path for download in file.downloads)}
    return (
        *(
            (path, render_page(path, name, title, all_known, {"site": site, **about}))
            for path, name, title, about in planned
        ),
        *((download.path, download.content) for download in file.downloads),
    )


def _planned(file: CountyFile, on: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each page: path, template, title, and what it is about."""
    yield file.page, "county" if file.protocol else "unreadable", file.title, {"file": file}
    if file.protocol:
        yield file.roles_page, "roles", f"{file.title}: agencies, parties and roles", {"file": file}
        parts = roles.of_county(file, on)
        yield file.by_role_page, "by_role", f"{file.title}: your part, by role", {"file": file, "roles": parts}
        for part in file.parts:
            if part.teams:
                title = f"{part.standing.name}: who is on its teams"
                yield file.teams_page(part.standing), "teams", title, {"file": file, "part": part}
            title = f"{part.standing.name}: the requirements, one by one"
            yield file.verdicts_page(part.standing), "verdicts", title, {"file": file, "one": part.standing}
        for number, found in enumerate(file.error_pages, 1):
            yield (
                file.errors_page(number),
                "errors",
                f"{file.title}: what is missing",
                {"file": file, "found": found, "number": number},
            )
        yield from _agreement(file)


def _agreement(file: CountyFile) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """The agreement's text: a page with its contents, and pages of some articles each."""
    title = f"{file.title}: the agreement"
    yield file.agreement_page(0), "agreement", title, {"file": file}
    for part in file.agreement_pages:
        about = {"file": file, "part": part}
        yield (
            file.agreement_page(part.number),
            "articles",
            f"{title}, part {part.number} of {len(file.agreement_pages)}",
            about,
        )


def with_documents(file: CountyFile, documents: DocumentMaker) -> CountyFile:
    """A county file with its agreement and what it offers to download; one that has them, and one unreadable, as it is."""
    report, slug = file.report, file.slug
    if file.agreement or not report.data:
        return file
    text = agreement(report)
    made = tuple(
        Download(f"documents/{slug}.{made.path}", made.label, made.content) for made in documents(report, text)
    )
    data = (
        Download(f"data/{slug}.json", "Data (JSON)", data_files.county_json(report)),
        Download(f"data/{slug}.csv", "Data (CSV)", data_files.county_csv(report)),
        Download(f"data/{slug}.verdicts.csv", "Requirements (CSV)", data_files.verdicts_csv(report)),
    )
    return CountyFile(report, slug, (*made, *data), text)
