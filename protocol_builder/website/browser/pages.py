"""The pages that run the program in the reader's browser, and the county files that they offer to begin with."""

from collections.abc import Iterable, Iterator
from typing import Any

from ... import __version__
from ...checking.check import Report
from ...law import requirements, vocabulary
from ...protocol import contacts
from ...reading import source
from ..county_page import CountyFile
from ..publication import publishable
from . import carried
from .runtime import Runtime

CHECK = "check-a-file.md"
"""The page that checks a county file."""
WRITE = "write-a-file.md"
"""The page that writes a county file."""
_PAGES = ((CHECK, "check_file", "Check a county file"), (WRITE, "write_file", "Write a county file"))
"""Each page: path, template, title."""
_KEY_LIKE_A_MARK = "internal_protocols:"
"""A key of a county file that looks like the mark of what is not for the public."""
PATHS = frozenset(path for path, _, _ in _PAGES)

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of these pages: no `unsafe-eval`, and no other host.

`mkdocs_plugin` adds the hashes of the page's own inline scripts, because of which browsers take no others. The word
`unsafe-inline` then serves only browsers that know no hashes, and a site that another engine builds.
"""


def planned(published: Iterable[CountyFile]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each page as `pages` plans it: path, template, title, and the template's variables.

    `published` are the county files that readers may open there.
    """
    about = {
        "files": [(file.name, path_of(file), file.title) for file in published],
        "version": __version__,
        "first_day": requirements.FIRST_DAY,
        "most_bytes": source.MAX_BYTES,
    }
    for path, template, title in _PAGES:
        yield path, template, title, about


def path_of(file: CountyFile) -> str:
    """Return the place of a county file's text in the site."""
    return f"{carried.FOLDER}/county-files/{file.slug}.yml"


def is_published_whole(report: Report, *, for_staff: bool) -> bool:
    """Return whether a site may show the text of a county file: it can be read, and nothing in it is kept from readers.

    A file with an internal number, or with a text that is withheld, is shown only in parts, by the pages about it. That of
    an example county, which everyone has, is shown.
    """
    if not report.data:
        return False
    if report.counties and all(map(vocabulary.is_example, report.counties)):
        return True
    # The text may have a mark that the data does not have, since the key that it is under is misspelled.
    is_marked = contacts.MARK.search(report.source.text.replace(_KEY_LIKE_A_MARK, ""))
    return publishable(report, for_staff=for_staff) is report and (for_staff or not is_marked)


def carried_paths() -> frozenset[str]:
    """Return the paths that the pages link to, besides those of county files."""
    return frozenset({carried.LIST, f"{carried.FOLDER}/licenses.txt", *(path for path, _ in carried.assets())})


def files(runtime: Runtime, published: Iterable[CountyFile]) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of the program, and the text of each county file that readers may open."""
    yield from carried.carried(runtime)
    for file in published:
        yield path_of(file), file.report.source.text
