"""Knows which pages the site has and fills their templates: from reports to (path, content). Knows no site engine.

A page is Markdown with HTML in it. `mkdocs_hook` hands pages to MkDocs; `site_build.write` puts them into a folder for
any other engine that reads Markdown.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from . import (
    by_role,
    check,
    coming,
    county_map,
    coverage,
    data_files,
    glossary,
    hypertext,
    law,
    markup,
    pictures,
    published,
    resources,
    vocabulary,
)
from .agreement import Agreement, agreement
from .blocks import Blocks
from .check import Report
from .collection import Collection
from .county_page import CountyFile, Download, slugs
from .explain import bad_example, good_example
from .judge import STATES
from .law import Requirement
from .protocol import in_words
from .reference import reference_pages
from .standing import KINDS
from .statutes import statutes

Made = tuple[str, str | bytes]
"""A path below the site's folder, and what is there."""

Documents = Callable[[Report, Agreement], tuple[Download, ...]]
"""Makes of a report and its agreement the documents to offer; each path is only what comes after `documents/el-dorado.`."""


SEVERITIES = {
    "error": ("error", "Something that the law puts as “shall” is not met, or the file contradicts itself."),
    "warning": ("warning", "Probably wrong, such as a term that has ended."),
    "advice": ("advice, not law", "What guidance recommends, or a remark worth a look. Nothing fails for it."),
    "unknown": ("unknown", "The file does not say; the tool asks."),
}
"""How findings are weighed: the word that pages print, and what it means."""


_SETTINGS = {
    **dict.fromkeys(("county", "roles"), "search: {boost: 8}\n"),  # posts and agencies before the law about them
    "compare": "hide: [toc]\n",  # its tables need the room
    # The same words for every county would bury everything else that the search finds.
    **dict.fromkeys(("articles", "verdicts", "errors"), "search: {exclude: true}\n"),
    "group": "hide: [toc]\nsearch: {exclude: true}\n",
}
"""What the page of a template asks of the site's theme."""


_COMPARED = "data/compare.csv"


class BrokenLinkError(Exception):
    """A template links to a page that the site does not have."""


def no_documents(report: Report, agreement: Agreement) -> tuple[Download, ...]:
    """Offers nothing to download."""
    return ()


def pages(
    reports: tuple[Report, ...],
    requirements: tuple[Requirement, ...] | None = None,
    documents: Documents = no_documents,
    kept: dict[str, tuple[Any, Any]] | None = None,
) -> Iterator[Made]:
    """Every page and file of the site that is made from county files and the law.

    In go the reports of all county files, the requirements (all on record by default), and what makes documents; what
    is put into `kept` is not made again for the next pages as long as the law and the templates are the same.
    Out come paths such as `counties/el-dorado.md` with their content.
    """
    kept = {} if kept is None else kept
    site = Collection(
        on=reports[0].on if reports else check.day(),
        files=tuple(
            _once(kept, f"file {slug}", _said(report), partial(_county_file, report, slug, documents))
            for report, slug in zip(reports, slugs(reports), strict=True)
        ),
        requirements=law.requirements() if requirements is None else requirements,
        statutes=statutes(),
    )
    wanted = list(_wanted(site))
    files = [(file, download) for file in site.files for download in file.downloads]
    known = {path for path, _, _, _ in wanted} | {download.path for _, download in files} | {_COMPARED} | _own_pages()
    for path, template, title, about in wanted:
        filled = partial(_page, path, template, title, known, {"site": site, **about})
        yield path, _once(kept, path, _shown(site, template, about), filled)
    for _, download in files:
        yield download.path, download.content
    yield _COMPARED, data_files.compared_csv(site)
    for name, content in reference_pages(site.on).items():
        yield f"learn/reference/{name}", content
    yield "schemas/county.schema.json", published.text(site.on)
    yield "schemas/report.schema.json", (resources.schemas() / "report.schema.json").read_text("utf-8")


def _once(kept: dict[str, tuple[Any, Any]], name: str, shown: Any, make: Callable[[], Any]) -> Any:
    """What is kept under a name if it shows the same as before, otherwise newly made; None is never the same."""
    if shown is None or kept.get(name, (None, None))[0] != shown:
        kept[name] = shown, make()
    return kept[name][1]


def _said(report: Report) -> tuple[str, ...]:
    """Everything that goes into what is shown of a county file."""
    return report.path, report.on, report.source.text, repr(report.data), repr(report.diagnostics)


def _shown(site: Collection, template: str, about: dict[str, Any]) -> Any:
    """What a page shows besides the law, or None where that is something of every county file."""
    if "file" in about:
        return _said(about["file"].report)
    if template == "requirement":
        verdicts = site.verdicts(about["requirement"])
        return site.on, tuple((file.page, file.title, one.county, v.state, v.reason) for file, one, v in verdicts)
    return (site.on,) if template in ("statute", "history") else None


def _wanted(site: Collection) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each page: path, template, title, and what it is about."""
    yield "index.md", "index", "County CSEC protocols", {}
    yield "roles/index.md", "who", "By role", {}
    yield by_role.CARD, "first_day", "The first 24 hours", {}
    mandated = by_role.mandated_reporting(site.on)
    for role in by_role.roles(site.on):
        places = by_role.places(site.files, role.function)
        yield role.page, "role", role.title, {"role": role, "places": places, "mandated": mandated}
    yield "reading.md", "reading", "How to read this site", {}
    yield "glossary.md", "glossary", "Glossary", {}
    yield "compare.md", "compare", "Compare counties", {}
    for group in site.groups:
        yield group.page, "group", f"Compare counties: {group.title}", {"group": group}
    yield "law/index.md", "law", "The law", {}
    yield "law/history.md", "history", "The law over time", {}
    for requirement in site.requirements:
        yield f"law/{requirement.id}.md", "requirement", requirement.title, {"requirement": requirement}
    for statute in site.statutes:
        yield f"law/text/{statute.name}.md", "statute", statute.title, {"statute": statute}
    yield "law/coverage/index.md", "coverage", "Every sentence accounted for", {}
    for statute in site.statutes:
        if not statute.is_guidance:
            title = f"{statute.title}, sentence by sentence"
            yield f"law/coverage/{statute.name}.md", "coverage_of", title, {"statute": statute}
    for file in site.files:
        yield file.page, "county" if file.protocol else "unreadable", file.title, {"file": file}
        if file.protocol:
            yield file.roles_page, "roles", f"{file.title}: agencies, parties and roles", {"file": file}
            for part in file.parts:
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
    yield file.reading_page(0), "agreement", title, {"file": file}
    for part in file.readings:
        about = {"file": file, "part": part}
        yield file.reading_page(part.number), "articles", f"{title}, part {part.number} of {len(file.readings)}", about


def _county_file(report: Report, slug: str, documents: Documents) -> CountyFile:
    if not report.data:
        return CountyFile(report, slug)
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
        return (
            address.removesuffix(".md") + (".html" if target.endswith(".md") else "") + (f"#{anchor}" if anchor else "")
        )

    safe, settings = markup.plain(title), _SETTINGS.get(template, "")
    if template in ("county", "unreadable"):  # for the link to edit it, where the site's settings have one
        settings += f"county_file: {json.dumps(quote(about['file'].name))}\n"
    body = _templates().get_template(f"{template}.md.jinja").render(title=safe, to=to, **about)
    body = body if template == "statute" else glossary.told(body)
    return f"---\ntitle: {json.dumps(safe, ensure_ascii=False)}\n{settings}---\n\n{body}"


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
        "sentence": markup.sentence,
        "apart": _apart,
        "capital": lambda words: words[:1].upper() + words[1:],
        "web": lambda url: url if url.startswith(("https://", "http://")) else "#",
    }
    templates.globals |= {
        "STATES": STATES,
        "KINDS": KINDS,
        "DISCLAIMER": law.DISCLAIMER,
        "label": vocabulary.label,
        "short": vocabulary.short,
        "table_plan": pictures.table_plan,
        "county_map": county_map,
        "by_role": by_role,
        "glossary": glossary.terms,
        "words_of": lambda name: vocabulary.lists()[name],
        "revision": data_files.revision,
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
        "requirement_of": law.by_id,
        "announced": coming.announced,
        "coverage": coverage,
        "touching": coming.touching,
    }
    return templates


def _apart(found: Blocks) -> Markup:
    """HTML of blocks of an agreement that stand without it, and so outside the numbers of its articles."""
    linked = r'<a href="&#35;[^"]*">Article \d+</a> &#40;(.*?)&#41;'
    text = re.sub(linked, r"the agreement’s article “\1”", hypertext.html(found))
    return Markup(re.sub(r'<span class="number">[^<]*</span> | &#40;see the agreement&#41;', "", text))


def _divided(remedy: str) -> tuple[str, str]:
    """A remedy as what to do and the lines to type, which may be none."""
    if "\n" in remedy:
        head, _, lines = remedy.partition("\n")
        return head, lines
    typed = re.match(r"(write) ([a-z_]+: .*)", remedy)
    return (typed[1], typed[2]) if typed else (remedy, "")
