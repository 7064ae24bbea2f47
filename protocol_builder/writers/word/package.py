"""Open a Word file that may come from anyone, and read its parts.

A part is unpacked only up to a limit, nothing is fetched, and what no word processor writes is refused.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

_MAX_PART = 64 * 2**20
"""Bytes of one part; an agreement of 500 pages has a tenth of it."""
_MAX_TOTAL = 4 * _MAX_PART
_MAX_PARTS = 5_000
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others would be unpacked without a limit, and no Word file has them."""
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""With which files of older Office programs, and files with a password, begin."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class UnreadableError(Exception):
    """A file that cannot or must not be read. The message says why, to follow the file's name in a sentence."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from a part to another part or to an address."""

    id: str
    kind: str
    """The last word of its type, such as `hyperlink`."""
    target: str
    """The name of another part, or an address."""
    is_external: bool


class Package:
    """The parts of a Word file, read on demand. Each method raises UnreadableError."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        entries = package.infolist()
        self._package = package
        self.names = tuple(sorted({entry.filename for entry in entries if not entry.is_dir()}))
        if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > _MAX_TOTAL:
            raise UnreadableError("is larger, or has more parts, than any agreement, so it is not opened")
        own = (found for found in self.relations("") if not found.is_external)
        self.document = next((found.target for found in own if found.kind == "officeDocument"), "")
        if not self.document:
            raise UnreadableError("is not a Word document (.docx)")

    def content(self, name: str) -> bytes:
        """Return the bytes of a part."""
        try:
            if self._package.getinfo(name).compress_type not in _COMPRESSIONS:
                raise UnreadableError(
                    f"is compressed in a way no word processor does (in its part {name}); open it in Word and save it again"
                )
            with self._package.open(name) as file:
                content = file.read(_MAX_PART + 1)
        except (KeyError, zipfile.BadZipFile, OSError, zlib.error) as error:
            raise UnreadableError(f"is damaged: its part {name} cannot be read") from error
        if len(content) > _MAX_PART:
            raise UnreadableError(f"is larger than any agreement (in its part {name}), so it is not opened")
        return content

    def part(self, name: str) -> Any:
        """Return the root (an lxml element) of a part that is XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self.content(name), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"is damaged: its part {name} cannot be read") from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError(
                f"defines XML entities, which no word processor does (in its part {name}); open it in Word and save it again"
            )
        return root

    def relations(self, source: str) -> Iterator[Relation]:
        """Yield what a part refers to; an empty `source` means the file itself."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.names:
            return
        for relation in self.part(relations).iter(_RELATION):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            is_external = relation.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            yield Relation(relation.get("Id", ""), kind, target, is_external)

    def types(self) -> dict[str, str]:
        """Return the media type of each part, empty where the file does not say."""
        listed = self.part("[Content_Types].xml")
        defaults = {
            entry.get("Extension", "").lower(): entry.get("ContentType", "")
            for entry in listed.iter(f"{_TYPES}Default")
        }
        by_extension = {name: defaults.get(name.rpartition(".")[2].lower(), "") for name in self.names}
        overrides = {
            entry.get("PartName", "")[1:].lower(): entry.get("ContentType", "")
            for entry in listed.iter(f"{_TYPES}Override")
        }
        return {name: overrides.get(name.lower(), type) for name, type in by_extension.items()}


def _other_format(file: Path | IO[bytes]) -> str:
    """Return what a file is that is not a Word document, and what to do; to follow the file's name."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            content = opened.read(_MAX_PART)
    else:
        file.seek(0)
        content = file.read(_MAX_PART)
    save = "in Word, choose File > Save As and the type “Word Document (.docx)”"
    if content.startswith(_COMPOUND_FILE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "is protected with a password; remove it in Word under File > Info > Protect Document > Encrypt with Password"
        return f"is a file of an older Word (.doc); {save}"
    for beginning, what in ((b"{\\rtf", "Rich Text (RTF)"), (b"%PDF", "a PDF"), (b"<", "a web page or XML")):
        if content.lstrip()[:5].lower().startswith(beginning.lower()):
            is_named = not isinstance(file, Path) or file.suffix.lower() in (".docx", ".docm", ".dotx")
            if not is_named:
                return f"is {what}, not a Word document; name the file that ends in .docx"
            return f"is {what} under the name of a Word document; {save}"
    return "is not a Word document (.docx)"


@contextmanager
def open_package(file: Path | IO[bytes]) -> Iterator[Package]:
    """Open a Word file for reading. Raises UnreadableError, also for a fault found while it is open."""
    try:
        with zipfile.ZipFile(file) as package:
            yield Package(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError(_other_format(file)) from error
