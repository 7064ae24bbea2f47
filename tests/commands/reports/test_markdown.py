"""The summary in Markdown: the whole output of a small file, and text that must not be obeyed."""

from protocol_builder.commands.reports import markdown

from ...conftest import DAY, report_of
from ..test_check import GAP, ONE_KIND
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
        "| File | County | Instrument | Errors | Warnings | Unknown | Duties |\n"
        "|---|---|---|--:|--:|--:|---|\n"
        f"| county.yml | Inyo | Task force memorandum of understanding | {report.summary['error']} | 0 | 0 | no duty checked here applies to this kind of document |\n"
        "\n"
        "### county.yml\n"
        "\n"
        + "".join(
            f"- line {d.line}: {d.message.replace('<b>|x', '&lt;b>' + chr(92) + '|x')}\n" for d in report.diagnostics
        )
        + "\n"
        "This is not legal advice; county counsel decides.\n"
    )


HEADING = "### Open questions about mandated seats"


def test_open_questions_on_mandated_seats_come_first_under_their_own_heading() -> None:
    text = GAP.replace(", protocol_developed_on: 2019-03", "").replace("    sheriff: {agency: sheriff}\n", "")
    report = report_of(text.replace("    county_office_of_education: {agency: office}\n", ""))
    lines = markdown.document([report], DAY).splitlines()
    first = lines.index(HEADING)
    assert lines[first + 1 : first + 5] == [
        "",
        "- county.yml, line 2: The county office of education is on the protocol team (WIC 16524.8(a)(1)(E)); The county "
        "sheriff's department is on the protocol team (WIC 16524.8(a)(1)(F)): the file does not say when the county's "
        "protocol was developed, so it is unknown if WIC 16524.8\\(c\\) excuses leaving out the 2018 partners",
        "",
        "### county.yml",
    ]
    assert any("probation department" in line for line in lines[first + 5 :])  # the errors follow
    assert not any("training" in line for line in lines)  # a question about another duty is only counted


def test_questions_of_several_files_stand_under_one_heading() -> None:
    document = markdown.document([report_of(ONE_KIND["unknown"]), report_of(ONE_KIND["error"])] * 2, DAY)
    assert document.count(HEADING) == 1
    assert document.index("line 15: The county probation department") < document.index("### county.yml")


def test_without_such_questions_there_is_no_heading() -> None:
    for kind in ("error", "warning", "advice", ""):
        assert HEADING not in markdown.document([report_of(ONE_KIND[kind])], DAY)
