"""The summary in Markdown: the whole output of a small file, and text that must not be obeyed."""

from protocol_builder.commands.reports import markdown

from ...conftest import DAY, report_of
from . import TEXT


def test_the_job_summary_keeps_each_cell_and_line_whole() -> None:
    report = report_of(TEXT % "x\\r\\n\\x85| \\u202e::y")
    (line,) = [line for line in markdown.document([report], DAY).splitlines() if line.startswith("- line 6")]
    assert line == "- line 6: “x\ufffd \ufffd\\| \ufffd::y” is not a valid value for agency"


def test_the_job_summary_is_a_table_and_what_is_missing() -> None:
    report = report_of(TEXT % "<b>|x")
    assert markdown.document([report], DAY) == (
        f"## County files checked against the law in effect on {DAY}\n"
        "\n"
        "| File | County | Instrument | Errors | Warnings | Unknown | Met |\n"
        "|---|---|---|--:|--:|--:|--:|\n"
        f"| county.yml | Inyo | Other instrument | {report.summary['error']} | 0 | 0 | 0 of {sum(report.counts['shall'].values())} |\n"
        "\n"
        "### county.yml\n"
        "\n"
        + "".join(
            f"- line {d.line}: {d.message.replace('<b>|x', '&lt;b>' + chr(92) + '|x')}\n" for d in report.diagnostics
        )
        + "\n"
        "This is not legal advice; county counsel decides.\n"
    )
