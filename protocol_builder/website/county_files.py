"""Makes the pages and files of one county file, as (path, content), from its report.

Nothing here needs another county, so several processes can share the county files of a large collection.
"""

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from typing import Any

from ..agreement import first_day
from ..agreement.agreement import Agreement, agreement
from ..checking.check import Report
from ..writers.documents import AGREEMENT, made_by_build
from . import data_files, roles, state_record
from .all_counties import Collection
from .county_page import CountyFile, Download
from .page_template import render_page

SiteFile = tuple[str, str | bytes]
"""A path below the site's folder, and the content of the file there."""

DocumentMaker = Callable[[Report, Agreement | None], tuple[Download, ...]]
"""Makes the documents to offer from a report and its agreement, if there is one; each path is what follows `documents/el-dorado.`."""


def county_pages(file: CountyFile, known: Set[str], documents: DocumentMaker) -> tuple[SiteFile, ...]:
    """Return the pages and files of a county file.

    `known` are the pages of the site that belong to no county; these pages may link to them.
    """
    file = with_documents(file, documents)
    on = file.report.on
    site = Collection(on, (file,), (), ())
    planned = list(_planned(file, on, with_record=state_record.PAGE in known))
    all_known = {*known, *(path for path, *_ in planned), *(download.path for download in file.downloads)}
    all_known |= {other.page for other in file.others}
    return (
        *(
            (path, render_page(path, name, title, all_known, {"site": site, **about}))
            for path, name, title, about in planned
        ),
        *((download.path, download.content) for download in file.downloads),
    )


def _planned(file: CountyFile, on: str, *, with_record: bool) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each page: path, template, title, and the template's variables.

    `with_record` tells whether the site has the State's record, as a county's own site has not.
    """
    if not file.protocol:
        yield file.page, "unreadable", file.title, {"file": file}
    else:
        names = [one.county for one in file.standings if with_record and not one.is_example]
        state = [found for found in map(state_record.record().of, names) if not found.is_empty]
        yield (
            file.page,
            "county",
            file.title,
            {"file": file, "state": state, "record_words": state_record.record().words},
        )
        if file.in_detail:
            yield file.in_detail_page, "in_detail", f"{file.title}: in detail", {"file": file}
        yield file.roles_page, "roles", f"{file.title}: agencies, parties, and roles", {"file": file}
        parts = roles.of_county(file, on)
        yield file.by_role_page, "by_role", f"{file.title}: your part, by role", {"file": file, "roles": parts}
        for path, county in file.cards:
            steps = first_day.parts_for(file.protocol, county)
            yield path, "card", f"{county.full_name}: the first 24 hours", {"file": file, "steps": steps}
        for part in file.parts:
            if part.teams:
                title = f"{part.standing.name}: who is on its teams"
                yield file.teams_page(part.standing), "teams", title, {"file": file, "part": part}
            title = f"{part.standing.name}: the requirements, one by one"
            yield file.verdicts_page(part.standing), "verdicts", title, {"file": file, "one": part.standing}
        if file.questions or file.findings("error"):
            yield file.to_write_page, "to_write", f"{file.title}: what to write in the file", {"file": file}
        for number, found in enumerate(file.error_pages, 1):
            yield (
                file.errors_page(number),
                "errors",
                f"{file.title}: what is missing",
                {"file": file, "found": found, "number": number},
            )
        if file.agreement:
            yield from _agreement(file)


def _agreement(file: CountyFile) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield the pages of the agreement's text: its contents, then several articles each."""
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
    """Return a county file with its agreement and downloads; unchanged if it has them or cannot be read."""
    report, slug = file.report, file.slug
    if file.downloads or not report.data:
        return file
    text = agreement(report) if AGREEMENT in made_by_build(report) else None
    made = tuple(replace(made, path=f"documents/{slug}.{made.path}") for made in documents(report, text))
    data = (
        Download(f"data/{slug}.json", "Data (JSON)", data_files.county_json(report)),
        Download(f"data/{slug}.csv", "Data (CSV)", data_files.county_csv(report)),
        Download(f"data/{slug}.verdicts.csv", "Requirements (CSV)", data_files.verdicts_csv(report)),
    )
    return replace(file, downloads=(*made, *data), agreement=text)
