"""Word documents held against the schema of Office Open XML, by a port of the validation of Microsoft's Open XML SDK."""

import tempfile
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

_THEME = "A required relationship type 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme'"
"""What the SDK wants of every document, and ECMA-376 (part 1, 14.2.7) does not."""


def schema_faults(content: bytes) -> list[str]:
    """What is wrong with a Word file: elements out of order or missing, values, relations, ids; empty if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(content)
        # A validator may take a document for an earlier one that was in the same place of the memory, so each has its own.
        errors = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors
    return [str(error) for error in errors if not error.description.startswith(_THEME)]
