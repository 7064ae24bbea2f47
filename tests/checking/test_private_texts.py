"""A child's data and a number for staff only are found in any text, and no text with them is published."""

import random

import pytest

from protocol_builder.checking import private_texts
from protocol_builder.checking.check import Report

from ..conftest import EXAMPLE, report_of

FILE = EXAMPLE.read_text("utf-8")
AFTER = "narrative:\n"


def with_text(text: str, more: str = "") -> str:
    """The example with one more section of the county's own text."""
    quoted = text.replace("'", "''")
    return FILE.replace(AFTER, f"{AFTER}  - heading: What we learned\n    text: '{quoted}'\n", 1) + more


def found(text: str) -> list[str]:
    return [d.message for d in report_of(with_text(text)).diagnostics if d.id == private_texts.CHILDS_DATA]


def section(report: Report) -> str:
    (first, *_) = report.data["narrative"]
    return str(first["text"])


CHILDS = {
    "SSN 123-45-6789": "a Social Security number",
    "Her number is 123-45-6789.": "a Social Security number",
    "Social Security number: 123 45 6789": "a Social Security number",
    "social security no. 123456789": "a Social Security number",
    "DOB 3/14/2010": "a date of birth",
    "DOB: 03-14-10, placed in May": "a date of birth",
    "date of birth 2010-03-14": "a date of birth",
    "She was born on March 14, 2010, in Fresno.": "a date of birth",
    "born 14 March 2010": "a date of birth",
    "D.O.B. 3/14/2010": "a date of birth",
    "Case No. JD-123456": "a case number",
    "case number 18JV00123": "a case number",
    "Petition #J12345A": "a case number",
    "Her file is 18JV00123.": "a case number",
    "0123-4567-8901-2345678": "a case number",
    "booking number 20231234": "a case number",
    "Maria G. was found in a motel.": "a first name with an initial",
    "We met Jasmine R., age 15.": "a first name with an initial",
    "We learned from Destiny P. The team met twice.": "a first name with an initial",
    "Ashley B was missing for a week.": "a first name with an initial",
    "Ashley B's mother called.": "a first name with an initial",
    "the minor, A.B., ran away": "a child’s initials",
    "Youth J. R. asked for a new worker.": "a child’s initials",
}


@pytest.mark.parametrize("text", CHILDS)
def test_a_child_s_data_is_told_and_not_published(text: str) -> None:
    report = report_of(with_text(text))
    (finding,) = (d for d in report.diagnostics if d.id == private_texts.CHILDS_DATA)
    assert finding.severity == "error"
    assert finding.message.startswith(CHILDS[text])
    assert len(finding.message) <= 100
    assert "What we learned" in report.source.line(finding.line - 1)
    assert section(report) == private_texts.WITHHELD[private_texts.CHILDS_DATA]
    assert text not in str(report.data)


ORDINARY = (
    "The board adopted it on March 14, 2010, by Resolution 118-20-2019.",
    "Agreement No. 123-45-6789 with the provider.",
    "Resolution No. 2025-000, file number 21-0456, item 12.",
    "Contract 123-45-6789-01",
    "WIC section 16524.7(d)(2)(B) and Penal Code 11166(j)(3), 42 U.S.C. 677.",
    "Call 555-555-0100 at any hour.",
    "Children born on or after January 1, 2012, are screened.",
    "Youth born before 3/14/2010 or later",
    "The protocol was born on March 14, 2019, in a listening session.",
    "the child's date of birth and case number",
    "The form asks for date of birth, case number, and guardian.",
    "A case number is never written in this file.",
    "Judicial Council form JV-220 and JV-221 are used.",
    "Case 1 and case 2 of the training.",
    "In re M.S. (2019) 32 Cal.App.5th 1177",
    "People v. Example, Case No. S123456",
    "Doe v. County, case no. 2:15-cv-01234",
    "See Appendix B. The team meets weekly.",
    "Section A. describes it, and Part I. follows.",
    "Hepatitis B. and vitamin D. are covered.",
    "John F. Kennedy High School",
    "César E. Chávez Center, Cesar E. Chavez Center",
    "the child's U.S. citizenship, and a youth L.A. County serves",
    "The Victor Valley office and the Santa Maria office.",
    "ages 10-17, 24 hours a day, 7 days",
    "fiscal years 2019-20 and 2020-21; $123,456.78",
    "ZIP code 95814-1234",
    "MOU-2025-000 of 2025-07-15",
    "Trained by J.D. and M.S.W. holders",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_someone_has_checked_is_published() -> None:
    more = "  - The case of Maria G. as told in the film\n"
    assert FILE.rstrip("\n").endswith("Resolution 2025-000")
    report = report_of(with_text("The film tells of Maria G. in Fresno.", more))
    assert private_texts.CHILDS_DATA not in {d.id for d in report.diagnostics}
    assert "Maria G." in section(report)


def test_another_in_the_same_text_is_still_told() -> None:
    report = report_of(with_text("The film tells of Maria G. and DOB 3/14/2010.", "  - Maria G.\n"))
    assert [d.message for d in report.diagnostics if d.id == private_texts.CHILDS_DATA] == [
        "a date of birth is in this text, so the text is not published"
    ]


@pytest.mark.parametrize("text", ["Her number is 123-45-6789.", "The child's file: 18JV00123, it's long"])
@pytest.mark.parametrize("has_list", [True, False])
def test_the_remedy_heals_where_the_words_are_nobody_s(text: str, has_list: bool) -> None:
    file = with_text(text)
    if not has_list:
        file = file[: file.index("checked_texts:")]
    (finding,) = (d for d in report_of(file).diagnostics if d.id == private_texts.CHILDS_DATA)
    what, lines = finding.remedy.split("\n", 1)
    assert what.endswith("add under checked_texts" if has_list else "add")
    added = "".join(f"  {line}\n" for line in lines.splitlines()) if has_list else f"{lines}\n"
    assert report_of(file + added).diagnostics == ()


def test_every_place_of_a_file_is_looked_at() -> None:
    for line in ("    area: All of Example County", "    name: Example County Probation Department"):
        changed = FILE.replace(line, f"{line}, DOB 3/14/2010", 1)
        assert changed != FILE
        report = report_of(changed)
        assert private_texts.CHILDS_DATA in {d.id for d in report.diagnostics}
        assert "3/14/2010" not in f"{report.data}{report.verdicts}"


def test_a_message_about_the_shape_does_not_repeat_it() -> None:
    report = report_of(FILE.replace("kind: interagency_mou", "kind: case of Maria G. with DOB 3/14/2010"))
    assert {"shape-value", private_texts.CHILDS_DATA} <= {d.id for d in report.diagnostics}
    assert not [d for d in report.diagnostics if d.id == "shape-value" and "3/14/2010" in d.message + d.remedy]


@pytest.mark.parametrize("typed", ["555-555-0160", "(555) 555-0160", "555.555.0160", "5555550160"])
def test_an_internal_number_in_a_text_is_told_and_not_published(typed: str) -> None:
    report = report_of(with_text(f"For a bed, call {typed}."))
    assert private_texts.INTERNAL_NUMBER in {d.id for d in report.diagnostics}
    assert "For a bed" not in str(report.data)


def test_a_public_number_may_be_in_a_text() -> None:
    assert report_of(with_text("For a bed, call 555-555-0100.")).diagnostics == ()


def test_what_stands_before_it_on_another_line_does_not_hide_it() -> None:
    """Words such as “agreement” clear the number of a document in one text, not in the text before."""
    report = report_of(FILE.replace("\nnotes:\n", "\nnotes:\n  - The agreement\n  - 123-45-6789\n"))
    assert private_texts.CHILDS_DATA in {d.id for d in report.diagnostics}


_PARTS = [
    "SSN",
    "ssn",
    "ſſn",
    "123-45-6789",
    "123456789",
    "12",
    "J",
    "JV",
    "jd",
    "19-JV-1234",
    "JV12345",
    "2019-1234-1234-1234567",
    "case",
    "Case",
    "petition",
    "client",
    "booking",
    "medical",
    "record",
    "number",
    "no.",
    "No.",
    "#",
    ":",
    "-",
    "id",
    "num.",
    "ABC-123",
    "is",
    "DOB",
    "D.O.B.",
    "D.O.B",
    "date",
    "of",
    "birth",
    "birth",
    "Birthday",
    "bırthday",
    "born",
    "was",
    "on",
    "(",
    "=",
    "–",
    "June",
    "Jan.",
    "Mayor",
    "5",
    "2010",
    "1/2/2010",
    "2010-01-02",
    "June",
    "5th,",
    "Maria",
    "John",
    "G.",
    "G's",
    "G",
    "GG.",
    "said",
    "minor",
    "child,",
    "A.B.",
    "B.",
    "S.F.",
    ",",
    ".",
]


def test_what_clears_a_whole_file_at_once_never_hides_what_a_closer_look_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance, number = random.Random("hints"), 0
    for _ in range(4_000):
        words = chance.choices(_PARTS, k=chance.randint(1, 7))
        data = {"narrative": [{"text": "".join(word + chance.choice(("", " ", " ", "\n")) for word in words)}]}
        _, findings = private_texts.withheld(data)
        with monkeypatch.context() as patch:
            patch.setattr(private_texts, "_may_have_childs_data", lambda text: True)
            assert private_texts.withheld(data)[1] == findings, data
        number += len(findings)
    assert number > 500


def test_nothing_is_found_in_what_is_left_of_a_file() -> None:
    """So data that has been looked through, and is still the same, need not be looked through again."""
    chance, number = random.Random("again"), 0
    house = {"name": "A house", "phone": {"number": "555-555-0199", "internal": True}}
    parts = [*_PARTS, "555-555-0199", "(555) 555 0199"]
    for _ in range(1_000):
        said = ["".join(f"{word} " for word in chance.choices(parts, k=chance.randint(1, 7))) for _ in range(3)]
        data = {"agencies": {"house": house}, "narrative": [{"text": text} for text in said], "checked_texts": said[:1]}
        left, findings = private_texts.withheld(data)
        assert private_texts.withheld(left) == (left, ())
        number += bool(findings)
    assert 300 < number < 1_000
