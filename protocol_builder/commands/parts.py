"""What this program is installed from, and its parts that are installed on request.

Says what to type if a command needs a part that is not there.
"""

import json
import re
from importlib.util import find_spec
from typing import Any

import click

from .. import __version__

_MODULES = {
    "documents": ("docx", "docxtpl", "docxcompose", "lxml", "pypandoc", "typst"),
    "site": ("mkdocs", "material", "pymdownx"),
    "zensical": ("zensical", "markdown"),
    "properdocs": ("properdocs", "material", "markdown"),
}
"""The parts, as `pip install` names them in brackets, and the modules that come with each."""

_IN_WORDS = {
    "documents": "documents",
    "site": "the website",
    "zensical": "the website by Zensical",
    "properdocs": "the website by ProperDocs",
}
"""What each part is for, in words."""


class MissingPartError(click.ClickException):
    """A part of the program is not installed; says what to type."""

    exit_code = 3

    def __init__(self, parts: tuple[str, ...]) -> None:
        what = " and ".join(map(_IN_WORDS.__getitem__, parts))
        extra = "all" if set(parts) == {"documents", "site"} else ",".join(parts)
        super().__init__(
            f'the part of the program for {what} is not installed; run: pip install "{_requirement(extra)}"'
        )


def need(*parts: str) -> None:
    """Raise MissingPartError unless each of these parts is installed; says it before any work is done."""
    missing = tuple(part for part in parts if not all(map(_is_there, _MODULES[part])))
    if missing:
        raise MissingPartError(missing)


def missing_part(error: ImportError) -> MissingPartError | None:
    """Return what to say of an import that failed because a part is not installed; None for any other."""
    top = (error.name or "").partition(".")[0]
    return next((MissingPartError((part,)) for part, modules in _MODULES.items() if top in modules), None)


def with_part(requirement: str, extra: str) -> str:
    """Return what pip is given to install this program with a part; other requirements as they are."""
    return re.sub(r"(?i)^(protocol[-_.]builder)(?![\w.[-])", rf"\1[{extra}]", requirement)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _requirement(extra: str) -> str:
    from urllib.request import url2pathname  # slow to import, as `metadata` is

    address = (origin() or {}).get("url", "")
    if address.startswith("file:"):
        return f"{url2pathname(address.removeprefix('file://'))}[{extra}]"
    return with_part(installed_from() or "protocol-builder", extra)


def installed_from() -> str:
    """What `pip install` was given to install this program; empty for a folder, which other computers do not have."""
    found = origin()
    if found is None:
        return f"protocol-builder=={__version__}"
    address = found.get("url", "file:")
    if address.startswith("file:"):
        return ""
    if "vcs_info" in found:
        address = f"{found['vcs_info']['vcs']}+{address}@{found['vcs_info']['commit_id']}"
    return f"protocol-builder @ {address}"


def origin() -> dict[str, Any] | None:
    """What pip noted of the place that this program came from; None for an index, empty if pip did not install it."""
    from importlib import metadata

    try:
        noted = metadata.distribution("protocol-builder").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return {}
    return None if noted is None else dict(json.loads(noted))
