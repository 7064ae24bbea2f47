"""Agreements in Word are valid against the schema of Office Open XML, and the check of it finds what is not."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from .office_schema import schema_faults
from .test_document import BODY, COMPLETE, HEADER, STYLES, files, lists, made


@files
def test_a_document_is_valid_against_the_schema(file: str) -> None:
    assert schema_faults(made(file)[1]) == []


def test_lists_of_every_kind_are_valid_against_the_schema(tmp_path: Path) -> None:
    assert schema_faults(lists(tmp_path)[1]) == []


@pytest.mark.parametrize(
    ("part", "pattern", "other"),
    [
        (BODY, "<w:body>", "<w:body><w:r/>"),
        (BODY, "<w:tblGrid>.*?</w:tblGrid>", ""),
        (BODY, '(<w:pStyle w:val=")[^"]*', r"\1Missing"),
        (BODY, ' r:id="[^"]*"', ' r:id="rId999"'),
        (HEADER, "(<w:pPr>)(<w:pStyle [^>]*>)", r"\1<w:keepNext/>\2"),
        (STYLES, "(<w:style [^>]*>)(<w:name [^>]*>)", r"\1<w:qFormat/>\2"),
        ("word/numbering.xml", "(<w:lvl [^>]*>)(<w:start [^>]*>)", r"\1<w:lvlJc w:val='left'/>\2"),
        ("word/settings.xml", "(<w:zoom [^>]*>)(.*?)(</w:settings>)", r"\2\1\3"),
        ("docProps/core.xml", "cp:keywords", "dc:keywords"),
    ],
    ids=["misplaced", "missing", "style", "relation", "header", "order of styles", "numbering", "settings", "property"],
)
def test_a_fault_is_found(part: str, pattern: str, other: str) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(COMPLETE)[1])) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(
                name, re.sub(pattern, other, text, count=0 if "keywords" in pattern else 1) if name == part else text
            )
    assert any(part in fault for fault in schema_faults(damaged.getvalue()))
