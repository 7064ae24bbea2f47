"""Lists whose software a site carries for the browser, with the words of each license."""

from collections.abc import Iterator
from importlib import metadata

from . import runtime

DISTRIBUTIONS = (
    "attrs",
    "jinja2",
    "jsonschema",
    "jsonschema-specifications",
    "markdown-it-py",
    "markupsafe",
    "mdurl",
    "pyyaml",
    "referencing",
)
"""The packages in the archive, as an installation names them; `archive.PACKAGES` has what they are imported as."""

_RUNTIME = f"""\
Pyodide {runtime.VERSION}: Python for the browser
Mozilla Public License 2.0 (https://www.mozilla.org/MPL/2.0/). Its files here are those of the npm package pyodide,
unchanged; the source is at https://github.com/pyodide/pyodide. It has Python in it, under the PSF License Agreement
(https://docs.python.org/3/license.html)."""
_EDITOR = """\
CodeMirror 6: the editor
MIT License; its words are at the beginning of codemirror.js."""


def licenses() -> str:
    """Return the list, as plain text."""
    return "\n\n\n".join((_RUNTIME, _EDITOR, *(_one(name) for name in DISTRIBUTIONS))) + "\n"


def _one(name: str) -> str:
    found = metadata.distribution(name)
    return "\n\n".join((f"{found.metadata['Name']} {found.version}", *_words(found)))


def _words(found: metadata.Distribution) -> Iterator[str]:
    """Yield the words of a package's license; the terms that it states if it brings no words along."""
    files = [file for file in found.files or () if "LICEN" in file.name.upper() and ".dist-info" in str(file)]
    yield from (file.read_text("utf-8").strip() for file in files)
    if not files:
        yield found.metadata["License-Expression"] or found.metadata["License"]
