"""The library's face: small, typed, documented, and loaded only when it is used."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import protocol_builder
from protocol_builder.writers.documents import DocumentsOf
from protocol_builder.writers.formats import FORMATS, Format

from .conftest import DAY, EXAMPLE

TEXT = EXAMPLE.read_text("utf-8")


def test_it_offers_what_it_says_and_nothing_else() -> None:
    assert dir(protocol_builder) == sorted(protocol_builder.__all__)
    assert set(protocol_builder.__all__) == {
        "DateBeforeTheLawError",
        "Diagnostic",
        "NotACountyFileError",
        "NotMadeError",
        "Protocol",
        "Report",
        "Requirement",
        "UnfitResourceError",
        "__version__",
        "build_files",
        "check_file",
        "check_text",
        "load",
        "requirements",
    }
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        protocol_builder.chek  # noqa: B018


@pytest.mark.parametrize("name", [name for name in protocol_builder.__all__ if name != "__version__"])
def test_each_name_is_typed_and_says_what_it_is(name: str) -> None:
    found = getattr(protocol_builder, name)
    assert inspect.getdoc(found)
    assert name in (protocol_builder.__doc__ or "") or name.endswith("Error")
    if inspect.isfunction(found):
        signature = inspect.signature(found)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_importing_it_imports_nothing_else() -> None:
    program = "import sys, protocol_builder; print([m for m in sys.modules if m.startswith('protocol_builder.')])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_no_name_of_the_face_is_a_module_as_well() -> None:
    modules = {path.stem for path in Path(protocol_builder.__file__).parent.glob("*.py")}
    assert modules & set(protocol_builder.__all__) == set()


def test_a_file_is_loaded_as_a_typed_model() -> None:
    protocol = protocol_builder.load(EXAMPLE)
    assert isinstance(protocol, protocol_builder.Protocol)
    assert protocol.county_names == "Example County"
    assert {seat.function for seat in protocol.counties[0].mdt.seats} >= {"probation"}  # type: ignore[union-attr]


def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text("county: Inyo\n  x: [\n")
    with pytest.raises(protocol_builder.NotACountyFileError, match=r"inyo\.yml:2:4: unexpected colon"):
        protocol_builder.load(path)
    with pytest.raises(FileNotFoundError):
        protocol_builder.load(tmp_path / "absent.yml")


def test_a_report_has_a_diagnostic_for_each_finding() -> None:
    lines = TEXT.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("    sheriff:"))
    end = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith("      "))
    report = protocol_builder.check_text("".join([*lines[:at], *lines[end:]]), DAY, path="here.yml")
    assert isinstance(report, protocol_builder.Report)
    assert (report.path, report.failed, report.on) == ("here.yml", True, DAY)
    (error,) = [d for d in report.diagnostics if d.severity == "error"]
    assert isinstance(error, protocol_builder.Diagnostic)
    assert (error.id, error.citation) == ("protocol-team-sheriff", "WIC 16524.8(a)(1)(F)")
    assert protocol_builder.check_file(EXAMPLE, DAY).failed is False
    with pytest.raises(protocol_builder.DateBeforeTheLawError):
        protocol_builder.check_text(TEXT, "2014-12-31")


def test_requirements_are_those_of_a_day() -> None:
    before, after = ({r.id for r in protocol_builder.requirements(day)} for day in ("2017-12-31", "2018-01-01"))
    assert "protocol-team-sheriff" in after - before
    assert all(isinstance(r, protocol_builder.Requirement) for r in protocol_builder.requirements(DAY))


def test_documents_and_a_website_are_made(tmp_path: Path) -> None:
    told: list[str] = []
    made = protocol_builder.build_files([EXAMPLE], tmp_path / "out", DAY, progress=told.append)
    assert (made.documents / "example" / "mou.docx").stat().st_size > 10_000
    assert made.website.is_file()
    assert told
    with pytest.raises(ValueError, match="no county file"):
        protocol_builder.build_files([], tmp_path)


@pytest.mark.parametrize("name", ["docx", "typst"])
def test_what_is_not_installed_is_not_blamed_on_the_county_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> bytes:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setitem(FORMATS, "docx", Format("Word", missing))
    with pytest.raises(ModuleNotFoundError, match=name):
        DocumentsOf(protocol_builder.check_file(EXAMPLE, DAY)).make("mou.docx")


def test_a_document_that_cannot_be_made_says_of_which_file_and_keeps_the_cause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cause = ValueError("no room for it")

    def unmade(*_: object) -> bytes:
        raise cause

    monkeypatch.setitem(FORMATS, "docx", Format("Word", unmade))
    with pytest.raises(protocol_builder.NotMadeError, match="ValueError: no room for it") as raised:
        DocumentsOf(protocol_builder.check_file(EXAMPLE, DAY)).make("mou.docx")
    assert raised.value.filename == str(EXAMPLE)
    assert raised.value.__cause__ is cause


def test_a_library_that_checks_alone_imports_no_command() -> None:
    program = "import sys; from protocol_builder import check_text; print('protocol_builder.commands' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
