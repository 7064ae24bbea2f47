"""Knows which pages the site has and fills their templates: from reports to (path, content). Knows no site engine.

A page is Markdown with HTML in it. `mkdocs_hook` hands pages to MkDocs; `site_build.write` puts them into a folder for
any other engine that reads Markdown.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from . import check, hypertext, law, markup, pictures, resources, shape, vocabulary
from .agreement import Agreement, agreement
from .check import Report
from .county_page import CountyFile, Download, slugs
from .explain import bad_example, good_example
from .judge import STATES, Verdict
from .law import Requirement
from .protocol import in_words
from .standing import KINDS, Standing
from .statutes import Statute, statutes

Made = tuple[str, str | bytes]
"""A path below the site's folder, and what is there."""

Documents = Callable[[Agreement], tuple[Download, ...]]
"""Makes of an agreement the documents to offer; each path is only what comes after `documents/el-dorado.`."""


SEVERITIES = {
    "error": ("error", "Something that the law puts as “shall” is not met, or the file contradicts itself."),
    "warning": ("warning", "Probably wrong, such as a term that has ended."),
    "advice": ("advice, not law", "What guidance recommends, or a remark worth a look. Nothing fails for it."),
    "unknown": ("unknown", "The file does not say; the tool asks."),
}
"""How findings are weighed: the word that pages print, and what it means."""


_SETTINGS = {
    "compare": "hide: [toc]\n",  # its tables need the room
    "articles": "search: {exclude: true}\n",  # the same words for every county would bury everything else
}
"""What the page of a template asks of the site's theme."""


class BrokenLinkError(Exception):
    """A template links to a page that the site does not have."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the pages are made from."""

    on: str
    """The day whose law was applied (ISO)."""
    files: tuple[CountyFile, ...]
    requirements: tuple[Requirement, ...]
    statutes: tuple[Statute, ...]

    @property
    def standings(self) -> tuple[tuple[CountyFile, Standing], ...]:
        """Each county of each file, the example last."""
        all = [(file, standing) for file in self.files for standing in file.standings]
        return tuple(sorted(all, key=lambda item: (item[1].is_example, item[1].county or "~", item[0].slug)))

    @property
    def real(self) -> tuple[tuple[CountyFile, Standing], ...]:
        return tuple((file, standing) for file, standing in self.standings if not standing.is_example)

    @property
    def named(self) -> tuple[str, ...]:
        """The real counties in this collection."""
        return tuple(sorted({standing.county for _, standing in self.real if standing.county}))

    def count(self, kind: str) -> int:
        """How many entries of real counties stand like this."""
        return sum(standing.kind == kind for _, standing in self.real)

    @property
    def dates(self) -> tuple[tuple[str, str, CountyFile], ...]:
        """Reviews and ends of terms of real counties: (day, what happens, file), the earliest first."""
        coming = [(day, what, file) for file in self.files if not file.is_example for day, what in file.dates]
        return tuple(sorted(coming, key=lambda item: (item[0], item[2].slug)))

    def verdicts(self, requirement: Requirement) -> tuple[tuple[CountyFile, Standing, Verdict], ...]:
        """What became of one requirement in each county."""
        found = ((file, standing, standing.verdict(requirement.id)) for file, standing in self.standings)
        return tuple((file, standing, verdict) for file, standing, verdict in found if verdict)

    @property
    def in_force(self) -> tuple[Requirement, ...]:
        return tuple(requirement for requirement in self.requirements if requirement.in_force(self.on))

    @property
    def duties(self) -> tuple[Requirement, ...]:
        return tuple(requirement for requirement in self.requirements if requirement.force == "shall")

    @property
    def guidance(self) -> tuple[Requirement, ...]:
        return tuple(requirement for requirement in self.requirements if requirement.force != "shall")

    @property
    def groups(self) -> tuple[tuple[str, tuple[Requirement, ...]], ...]:
        """The requirements in force, by the part of a county file that they look at."""
        keys = dict.fromkeys(str(requirement.path[0]) for requirement in self.in_force)
        return tuple((_part_title(key), tuple(r for r in self.in_force if r.path[0] == key)) for key in keys)

    def by_source(self, requirements: tuple[Requirement, ...]) -> tuple[tuple[str, tuple[Requirement, ...]], ...]:
        """Requirements by the statute or document that they stand in."""
        titles = dict.fromkeys(requirement.source_title for requirement in requirements)
        return tuple((title, tuple(r for r in requirements if r.source_title == title)) for title in titles)


def _part_title(key: str) -> str:
    """What a part of a county file is called."""
    described = {**shape.schema()["properties"], **shape.schema()["$defs"]}
    return str(described.get(key, {}).get("title", key))


def no_documents(agreement: Agreement) -> tuple[Download, ...]:
    """Offers nothing to download."""
    return ()


def pages(
    reports: tuple[Report, ...],
    requirements: tuple[Requirement, ...] | None = None,
    documents: Documents = no_documents,
) -> Iterator[Made]:
    """Every page and file of the site that is made from county files and the law.

    In go the reports of all county files, the requirements (all on record by default), and what makes documents.
    Out come paths such as `counties/el-dorado.md` with their content.
    """
    site = Site(
        on=reports[0].on if reports else check.day(),
        files=tuple(_county_file(report, slug, documents) for report, slug in zip(reports, slugs(reports), strict=True)),
        requirements=law.requirements() if requirements is None else requirements,
        statutes=statutes(),
    )
    wanted = list(_wanted(site))
    files = [(file, download) for file in site.files for download in file.downloads]
    known = {path for path, _, _, _ in wanted} | {download.path for _, download in files} | _own_pages()
    for path, template, title, about in wanted:
        yield path, _page(path, template, title, known, {"site": site, **about})
    for _, download in files:
        yield download.path, download.content


def _wanted(site: Site) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each page: path, template, title, and what it is about."""
    yield "index.md", "index", "County CSEC protocols", {}
    yield "reading.md", "reading", "How to read this site", {}
    yield "compare.md", "compare", "Compare counties", {}
    yield "law/index.md", "law", "The law", {}
    for requirement in site.requirements:
        yield f"law/{requirement.id}.md", "requirement", requirement.title, {"requirement": requirement}
    for statute in site.statutes:
        yield f"law/text/{statute.name}.md", "statute", statute.title, {"statute": statute}
    for file in site.files:
        yield file.page, "county" if file.protocol else "unreadable", file.title, {"file": file}
        if file.protocol:
            yield file.roles_page, "roles", f"{file.title}: agencies and roles", {"file": file}
            yield file.verdicts_page, "verdicts", f"{file.title}: the requirements, one by one", {"file": file}
            yield from _agreement(file)


def _agreement(file: CountyFile) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """The agreement's text: a page with its contents, and pages of some articles each."""
    title = f"{file.title}: the agreement"
    yield file.reading_page(0), "agreement", title, {"file": file}
    for part in file.readings:
        about = {"file": file, "part": part}
        yield file.reading_page(part.number), "articles", f"{title}, part {part.number} of {len(file.readings)}", about


def _county_file(report: Report, slug: str, documents: Documents) -> CountyFile:
    if not report.data:
        return CountyFile(report, slug)
    text = agreement(report)
    downloads = tuple(Download(f"documents/{slug}.{made.path}", made.label, made.content) for made in documents(text))
    data = Download(f"data/{slug}.json", "Data (JSON)", _data(report).encode("utf-8"))
    return CountyFile(report, slug, (*downloads, data), text)


def _data(report: Report) -> str:
    """The county file and its verdicts as JSON that stays text wherever it is pasted."""
    verdicts = [
        {"county": v.county or None, "requirement": v.requirement.id, "state": v.state, "reason": v.reason or None}
        for v in report.verdicts
    ]
    about = {"file": CountyFile(report, "").name, "sha256": revision(report), "law_of": report.on, "note": law.DISCLAIMER}
    text = json.dumps({**about, "verdicts": verdicts, "data": report.data}, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def revision(report: Report) -> str:
    """What tells this version of the file from every other (SHA-256 of its text)."""
    return hashlib.sha256(report.source.text.encode("utf-8", "replace")).hexdigest()


def _own_pages() -> set[str]:
    """The pages that `site/` holds ready."""
    return {path.name for path in resources.site().glob("*.md")}


def _page(path: str, template: str, title: str, known: set[str], about: dict[str, Any]) -> str:
    def to(target: str, anchor: str = "") -> str:
        """The address of another page as seen from this one."""
        if target not in known:
            raise BrokenLinkError(f"{path} links to {target}, which the site does not have")
        if target == path and anchor:
            return f"#{anchor}"
        address = posixpath.relpath(target, posixpath.dirname(path) or ".")
        return address.removesuffix(".md") + (".html" if target.endswith(".md") else "") + (f"#{anchor}" if anchor else "")

    safe = markup.plain(title)
    body = _templates().get_template(f"{template}.md.jinja").render(title=safe, to=to, **about)
    return f"---\ntitle: {json.dumps(safe, ensure_ascii=False)}\n{_SETTINGS.get(template, '')}---\n\n{body}"


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.templates() / "site"),
        autoescape=True,
        finalize=markup.inert,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {
        "markdown": hypertext.markdown,
        "verbatim": markup.verbatim,
        "date": markup.words_of_date,
        "web": lambda url: url if url.startswith(("https://", "http://")) else "#",
    }
    templates.globals |= {
        "STATES": STATES,
        "KINDS": KINDS,
        "DISCLAIMER": law.DISCLAIMER,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "table_plan": pictures.table_plan,
        "revision": revision,
        "good_example": good_example,
        "bad_example": bad_example,
        "counties_of_california": sum(not entry.get("example") for entry in vocabulary.lists()["counties"].values()),
        "Markup": Markup,
        "SEVERITY_WORDS": {severity: words for severity, (words, _) in SEVERITIES.items()},
        "SEVERITY_MEANS": {severity: meaning for severity, (_, meaning) in SEVERITIES.items()},
        "divided": _divided,
        "listed": in_words,
        "functions": lambda words: in_words(tuple(vocabulary.short(word) for word in words)),
        "kinds": lambda words: in_words(tuple(vocabulary.label("agency_kinds", word) for word in words), "or"),
        "column_name": _column_name,
        "requirement_of": law.by_id,
    }
    return templates


def _column_name(requirement: Requirement) -> str:
    """The short head of a requirement's column."""
    words = vocabulary.short(requirement.seat.function) if requirement.seat else str(requirement.path[-1]).replace("_", " ").capitalize()
    return words if requirement.force == "shall" else f"{words} (advice)"


def _divided(remedy: str) -> tuple[str, str]:
    """A remedy as what to do and the lines to type, which may be none."""
    if "\n" in remedy:
        head, _, lines = remedy.partition("\n")
        return head, lines
    typed = re.match(r"(write) ([a-z_]+: .*)", remedy)
    return (typed[1], typed[2]) if typed else (remedy, "")
