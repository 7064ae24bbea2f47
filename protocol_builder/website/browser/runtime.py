"""Finds the runtime that lets Python run in a browser: the npm package `pyodide`, of one version, by its hashes.

It is never downloaded here. Without it, a site is built without the pages that need it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

VERSION = "314.0.7"
"""The version of the npm package; Python 3.14."""
FOLDER = Path("node_modules") / "pyodide"
"""Where `npm install` puts it."""
GET_IT = f"npm install --no-save --prefix . pyodide@{VERSION}"

FILES = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
}
"""The files of it that a site carries, with the SHA-256 of each."""


_LEFT_OUT = "the website has no page that checks a county file in the browser, because"


class NoRuntimeError(Exception):
    """There is no usable runtime; the message says so, why, and how to get it."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The runtime's files, as they are in a folder."""

    files: dict[str, bytes]


def find(folder: Path | None = None) -> Runtime:
    """Return the runtime in a folder, by default `node_modules/pyodide` where the command runs.

    Raises NoRuntimeError if it is not there, or is not the version that the site is made for.
    """
    place = folder or FOLDER
    files = {}
    for name, expected in FILES.items():
        try:
            files[name] = (place / name).read_bytes()
        except OSError as error:
            missing = place if isinstance(error, FileNotFoundError) and not place.exists() else place / name
            reason = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
            raise NoRuntimeError(f"{_LEFT_OUT} {missing} {reason}; to get it: {GET_IT}") from None
        if hashlib.sha256(files[name]).hexdigest() != expected:
            raise NoRuntimeError(f"{_LEFT_OUT} {place / name} is not of version {VERSION}; to get it: {GET_IT}")
    return Runtime(files)
