"""What must be true of a built website, whatever engine built it: its way out, its page on safety, and its links."""

import base64
import hashlib
import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ..english import join_words


class WebsiteError(OSError):
    """The website could not be built, for a reason outside the county files."""


SAFETY = "safety.html"
"""The page for young people, and for whoever must report now."""
NOT_FOUND = "404.html"
"""The page for addresses that the site does not have, which a server shows at any of them."""
MAX_PAGES_NAMED = 2
"""How many pages a sentence on a dead link names."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEAVE = re.compile(r"<a\b[^>]*\bclass=[\"']?leave\b")
_PLACE_OR_LINK = re.compile(r"\s(id|href|src)=\"([^\"]*)\"")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
"""How an address begins that is not relative: MkDocs leaves these as they are, and so does this check."""
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\" content=\"[^\"]*?('|&#39;|&#x27;)unsafe-inline\1")
"""The beginning of a page's policy, to where it names inline scripts."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_BASE = re.compile(r'<base href="(/[^"]*)">')
_EMPTY_LINES = re.compile(r"\s*\n\s*")


def without_way_out(page: str) -> bool:
    """Return whether a page (HTML) lacks the button that leaves the site quickly."""
    return not _LEAVE.search(_COMMENT.sub("", page.partition("<article")[0]))


def refuse_without_way_out(path: str, page: str) -> None:
    """Raise WebsiteError for a page (HTML) of the site that lacks the button to leave it quickly."""
    if without_way_out(page):
        raise WebsiteError(
            f"{path} would have no button to leave the site quickly; "
            'in the theme folder, keep {% include "partials/leave.html" %} in the header, and class="leave" in its link'
        )


def refuse_without_safety(pages: set[str]) -> None:
    """Raise WebsiteError if the pages of a site, by their paths, lack the one on safety."""
    if SAFETY not in pages:
        raise WebsiteError(f"{SAFETY} is missing, and each page links to it; do not exclude safety.md in the settings")


def trimmed(page: str) -> str:
    """Return a page (HTML) without the empty lines that a theme leaves around the article."""
    head, tag, rest = page.partition("<article")
    article, end, foot = rest.rpartition("</article>")
    if not end:
        return page
    return "".join((_EMPTY_LINES.sub("\n", head), tag, article, end, _EMPTY_LINES.sub("\n", foot)))


def allow_own_scripts(page: str) -> str:
    """Return a page (HTML) whose Content-Security-Policy, if it has one, allows the inline scripts that it has, and no other."""
    policy = _POLICY.search(page)
    if not policy:
        return page
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(page)}
    quote = policy[1]
    listed = "".join(f" {quote}sha256-{one}{quote}" for one in sorted(hashes))
    return f"{page[: policy.end()]}{listed}{page[policy.end() :]}"


def at_any_depth(page: str) -> str:
    """Return the page for unknown addresses with its links relative to its `<base>`, which a script can then move."""
    base = _BASE.search(page)
    if not base:
        return page
    head, rest = page[: base.end()], page[base.end() :]
    return head + re.sub(rf'(\s(?:href|src)="){re.escape(base[1])}(?!/)', r"\1", rest)


def dead_links(site: Path, *, reported: str = "") -> tuple[str, ...]:
    """Return a sentence on each address in the pages of a built site that leads nowhere within it.

    Links to other hosts, and those that begin with a slash, are not followed. The page for wrong addresses is left out,
    because it is shown at any of them; so are addresses with the ending that the engine has `reported` itself.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = sorted(path for path in files if path.endswith(".html") and path != NOT_FOUND)
    places: dict[str, set[str]] = {}
    links: dict[tuple[str, str], list[str]] = {}
    for path in pages:
        found = _PLACE_OR_LINK.findall((site / path).read_text("utf-8"))
        places[path] = {html.unescape(value) for name, value in found if name == "id"}
        for address in dict.fromkeys(value for name, value in found if name != "id"):
            if target := _target(path, address, files):
                links.setdefault(target, []).append(path)
    if reported:
        links = {target: where for target, where in links.items() if not target[0].endswith(reported)}
    return tuple(_sentences(links, files, places))


def _target(path: str, address: str, files: set[str]) -> tuple[str, str] | None:
    """Return the file and the place in it that an address on a page leads to; None for one that is not followed."""
    if not address or _ELSEWHERE.match(address):
        return None
    file, _, place = html.unescape(address).partition("#")
    file = unquote(file.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    if target not in files and (index := posixpath.normpath(f"{target}/index.html")) in files:
        target = index
    return target, unquote(place)


def _sentences(links: dict[tuple[str, str], list[str]], files: set[str], places: dict[str, set[str]]) -> Iterator[str]:
    for (target, place), where in links.items():
        if target not in files:
            yield f"{_named(where)} to {target}, which the site does not have"
        elif place and target in places and place not in places[target]:
            yield f"{_named(where)} to {target}#{place}, and that page has no such place"


def _named(pages: list[str]) -> str:
    """Return which pages link: `about.html links`, `about.html, index.html, and 3 more pages link`."""
    if len(pages) == 1:
        return f"{pages[0]} links"
    more = len(pages) - MAX_PAGES_NAMED
    rest = (f"{more} more page{'s' if more > 1 else ''}",) if more > 0 else ()
    return f"{join_words((*pages[:MAX_PAGES_NAMED], *rest))} link"
