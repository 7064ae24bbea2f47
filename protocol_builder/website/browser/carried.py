"""The files that a site carries so that the program runs in the reader's browser, as (path, content)."""

import hashlib
import json
from collections.abc import Iterator

from ... import __version__, resources
from ...law import record
from .archive import archive
from .licenses import licenses
from .runtime import Runtime

FOLDER = "browser"
"""The site's folder of them."""
LIST = f"{FOLDER}/engine.json"
_ARCHIVE = "engine.zip"


def carried(runtime: Runtime) -> Iterator[tuple[str, str | bytes]]:
    """Yield the runtime, the program's archive, the pages' scripts and styles, and `engine.json`, which lists them.

    The list says of which version and law the program is. It has a hash of each large file, by which a browser that has
    the file already knows that it is the same.
    """
    packed = archive()
    files = [{"name": name, "hash": _hash(content)} for name, content in sorted(runtime.files.items())]
    listed = {
        "version": __version__,
        "law_on_record": record.taken_on(),
        "files": files,
        "archive": {"name": _ARCHIVE, "hash": _hash(packed)},
    }
    listed["cache"] = f"protocol-builder {_hash(json.dumps(listed).encode())}"
    yield LIST, json.dumps(listed, indent=1)
    yield f"{FOLDER}/{_ARCHIVE}", packed
    for name, content in sorted(runtime.files.items()):
        yield f"{FOLDER}/{name}", content
    yield f"{FOLDER}/licenses.txt", licenses()
    yield from assets()


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the scripts and styles of the pages."""
    for path in sorted((resources.templates() / FOLDER).iterdir()):
        yield f"{FOLDER}/{path.name}", path.read_bytes()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
