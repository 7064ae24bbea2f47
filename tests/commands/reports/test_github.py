"""Annotations for GitHub: a line each, whatever a county file or its name says."""

from protocol_builder.checking.check import check_source
from protocol_builder.commands.reports import github
from protocol_builder.reading.source import read_text

from ...conftest import DAY, report_of
from . import TEXT


def test_github_annotations_are_escaped() -> None:
    report = report_of(TEXT % "b,a:d")
    (first,) = github.annotations([report]).splitlines()
    assert first == (
        "::error file=county.yml,line=6,col=45,title=shape-value::“b,a:d” is not a valid value for agency%0Afix: write a short name of "
        "lower-case letters, digits, and underscores that begins with a letter, such as probation or county_office"
    )
    hostile = report_of(TEXT % "x\\r\\n::error::y%0A")
    assert all(
        line.startswith("::error file=county.yml,line=6,") for line in github.annotations([hostile]).splitlines()
    )


def test_github_escapes_the_file_s_name() -> None:
    report = check_source(read_text(TEXT % "probatio", "a,b:c%.yml"), DAY)
    assert github.annotations([report]).startswith("::error file=a%2Cb%3Ac%25.yml,line=6,")


def test_a_path_of_windows_is_escaped() -> None:
    assert github._property(r"C:\inyo.yml") == r"C%3A\inyo.yml"
