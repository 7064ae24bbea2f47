"""Packs what the browser's worker runs into one archive: this package, its data, and the packages that it imports.

The packages come from where the program runs, so that the browser checks with the same versions. Only pure Python is
packed; `adapters` stands in for what is compiled. Same installation, same bytes.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ... import resources
from ...reading import packaged

PACKAGES = (
    "attr",
    "attrs",
    "jinja2",
    "jsonschema",
    "jsonschema_specifications",
    "markdown_it",
    "markupsafe",
    "mdurl",
    "referencing",
    "yaml",
)
"""What the packed modules import, and what that imports, besides the standard library and the adapters."""
_NOT_PACKED = ("commands", "website", "writers/word", "comparing")
"""Folders of this package that the worker needs nothing of, but for `website/browser`."""
_DATA = ("schemas", "templates/mou/clauses", "templates/mou/papers", "templates/mou/mou.html", "templates/repository")
"""Folders, and files, of resources that the worker reads."""
_ENDINGS = {".py", ".yaml", ".yml", ".json", ".md", ".html", ".txt", ".typed"}
_OF_NO_USE = {"tests", "benchmarks", "__pycache__"}
_FOR_EDITORS = "county.schema.json"
_DATE = (1980, 1, 1, 0, 0, 0)
"""Every entry's, so that the same content makes the same archive."""


@cache
def archive() -> bytes:
    """Return the archive, a zip to unpack where Python looks for packages."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, path in sorted(_files()):
            packed.writestr(zipfile.ZipInfo(name, _DATE), path.read_bytes(), zipfile.ZIP_DEFLATED)
            if _is_read_as_data(name):
                parsed = json.dumps(packaged.load(path), ensure_ascii=False, separators=(",", ":"))
                packed.writestr(zipfile.ZipInfo(name + packaged.PARSED, _DATE), parsed, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _is_read_as_data(name: str) -> bool:
    """Return whether a file is one that `packaged` reads; to parse it takes some seconds in a browser."""
    return name.startswith("protocol_builder/_resources/schemas/") and name.endswith(".yaml")


def _files() -> Iterator[tuple[str, Path]]:
    """Yield each file to pack, as (name in the archive, path)."""
    package = Path(__file__).resolve().parents[2]
    for path in _below(package):
        name = path.relative_to(package).as_posix()
        if _is_packed(name):
            yield f"protocol_builder/{name}", path
    for path in _below(Path(__file__).resolve().parent / "adapters"):
        if path.stem != "__init__":
            yield path.name, path
    for folder in _DATA:
        for path in _below(resources.root() / folder):
            if path.name == _FOR_EDITORS:
                continue
            yield f"protocol_builder/_resources/{path.relative_to(resources.root()).as_posix()}", path
    for name in PACKAGES:
        spec = find_spec(name)
        assert spec
        assert spec.origin
        place = Path(spec.origin).parent
        for path in _below(place):
            yield f"{name}/{path.relative_to(place).as_posix()}", path


def _is_packed(name: str) -> bool:
    if name.startswith(("_resources/", "website/browser/adapters/")):
        return False
    return (
        name.startswith("website/browser/")
        or name == "website/__init__.py"
        or not name.startswith(tuple(f"{folder}/" for folder in _NOT_PACKED))
    )


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files of pure Python, and of data, in a folder and those below it."""
    for path in (folder,) if folder.is_file() else folder.rglob("*"):
        if path.suffix in _ENDINGS and path.is_file() and not _OF_NO_USE.intersection(path.relative_to(folder).parts):
            yield path
