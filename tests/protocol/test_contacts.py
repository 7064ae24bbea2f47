"""Numbers of offices: how they are printed, linked, and kept from the public where they are internal."""

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.protocol import contacts
from protocol_builder.protocol.contacts import Contact, contact
from protocol_builder.protocol.from_data import protocol

from ..conftest import EXAMPLE, report_of

FILE = EXAMPLE.read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "text", "link"),
    [
        ("555-555-0100", "555-555-0100", "tel:+15555550100"),
        ("(555) 555-0100", "555-555-0100", "tel:+15555550100"),
        ("+1 555.555.0100", "555-555-0100", "tel:+15555550100"),
        ("1-555-555-0100", "555-555-0100", "tel:+15555550100"),
        ("555-555-0100, ext. 12", "555-555-0100 ext. 12", "tel:+15555550100;ext=12"),
        ("555-555-0100 x12", "555-555-0100 ext. 12", "tel:+15555550100;ext=12"),
        (911, "911", "tel:911"),
        ("988", "988", "tel:988"),
    ],
)
def test_a_number_is_printed_in_one_way(typed: str | int, text: str, link: str) -> None:
    assert contact({"phone": typed}, "phone") == Contact(text, link, False)


def with_phone(written: str) -> Report:
    changed = FILE.replace("    phone: 555-555-0112\n", f"    phone: {written}\n")
    assert changed != FILE
    return report_of(changed)


@pytest.mark.parametrize(
    "written", ["555-555-0199", "(555) 555-0199", "911", "{number: 555-555-0199, internal: false}", "555-555-0199 x7"]
)
def test_a_number_can_be_written_in_the_usual_ways(written: str) -> None:
    assert with_phone(written).diagnostics == ()


@pytest.mark.parametrize(
    "written",
    ["555-0199", "Ask the front desk", "555-555-01999", "115-555-0199", "[555-555-0199]", "800-THE-LOST", "42", "true"],
)
def test_what_is_no_number_is_told_with_what_to_type_and_not_printed(written: str) -> None:
    report = with_phone(written)
    (finding,) = report.diagnostics
    assert (finding.id, finding.message) == ("shape-value", "phone is not a telephone number")
    assert "such as 555-555-0100" in finding.remedy
    assert "phone" not in report.data["agencies"]["probation"]


@pytest.mark.parametrize("written", ["5555550199", "(555)5550199", "555–555–0199", "555 5550199", "+15555550199"])
def test_ten_digits_get_their_hyphens_from_the_remedy(written: str) -> None:
    (finding,) = with_phone(written).diagnostics
    assert finding.remedy == "write 555-555-0199"


@pytest.mark.parametrize(
    "written",
    [
        "{number: 555-555-0199, internal: true}",
        "{number: 555-555-0199}",
        "{number: 555-555-0199, internal: yes}",
        "{number: 555-555-0199, intern: true}",
        "555-555-0199\n    internal: true",
        "555-555-0199\n    internal_only: yes",
        "555-555-0199\n    confidential: true",
    ],
)
def test_in_doubt_a_number_is_for_staff_only(written: str) -> None:
    data = with_phone(written).data
    (agency,) = (one for one in protocol(data).agencies if one.id == "probation")
    assert agency.phone is None or agency.phone.is_internal
    assert "555-555-0199" not in str(contacts.without_internal(data))


def test_a_number_is_internal_wherever_it_is_if_one_place_says_so() -> None:
    data = {"a": {"phone": {"number": "555-555-0160", "internal": True}}, "b": [{"phone": "(555) 555-0160"}]}
    assert contacts.without_internal(data) == {"a": {}, "b": [{}]}


def test_a_file_without_internal_numbers_stays_as_it_is() -> None:
    data = {"agencies": {"a": {"phone": "555-555-0160"}}}
    assert contacts.without_internal(data) is data


def test_a_real_county_s_number_that_nobody_has_is_told_and_not_printed() -> None:
    real = FILE.replace("county: Example County        #", "county: Yolo        #")
    assert real != FILE
    report = report_of(real)
    assert "number-for-examples" in {d.id for d in report.diagnostics}
    made = protocol(report.data)
    assert [
        agency.contacts for agency in made.agencies if any(c.link.startswith("tel:") for _, c in agency.contacts)
    ] == []
    assert protocol(report_of(FILE).data).agencies[0].phone


def test_a_seat_without_a_number_of_its_own_has_its_agency_s() -> None:
    (county,) = protocol(report_of(FILE).data).counties
    assert county.protocol_team
    assert county.mdt
    chief = next(seat for seat in county.protocol_team.seats if seat.function == "probation")
    officer = next(seat for seat in county.mdt.seats if seat.function == "probation")
    assert [c.text for _, c in chief.to_call] == ["555-555-0110", "555-555-0111"]
    assert [c.text for _, c in officer.to_call] == ["555-555-0112"]


NAMES = (
    "Maria Gonzalez, Chief Probation Officer",
    "Sheriff John Smith",
    "Chief Probation Officer (Maria L. Gonzalez)",
    "Ms. Gonzalez",
    "Dr. Smith, Medical Director",
)
NO_NAMES = (
    "Chief Probation Officer",
    "Presiding Judge of the Juvenile Court",
    "Director of the Maria Shelter",
    "Manager, Santa Maria Office",
    "San Juan Unit Supervisor",
    "Victor Valley Supervisor",
    "Grant Manager",
)


@pytest.mark.parametrize("title", NAMES)
def test_a_person_s_name_as_a_title_only_warns(title: str) -> None:
    report = report_of(FILE.replace("title: Chief Probation Officer", f"title: '{title}'", 1))
    (finding,) = report.diagnostics
    assert (finding.id, finding.severity) == ("name-of-a-person", "warning")
    assert report.data["protocol_team"]["seats"]["probation"]["title"] == title


@pytest.mark.parametrize("title", NO_NAMES)
def test_a_title_is_no_name(title: str) -> None:
    report = report_of(FILE.replace("title: Chief Probation Officer", f"title: '{title}'", 1))
    assert [d for d in report.diagnostics if d.id == "name-of-a-person"] == []


@pytest.mark.parametrize(
    ("address", "named"), [("maria.gonzalez@example.org", True), ("csec.intake@example.org", False)]
)
def test_an_office_s_address_has_no_name(address: str, named: bool) -> None:
    report = report_of(FILE.replace("csec-duty@example.org", address))
    assert [d.id for d in report.diagnostics] == (["name-of-a-person"] if named else [])


@pytest.mark.parametrize("written", ["TBD", "TODO", "{number: TODO, internal: true}"])
def test_a_number_to_be_filled_in_does_not_empty_the_seat(written: str) -> None:
    changed = FILE.replace("      phone: 555-555-0110 ", f"      phone: {written} ")
    assert changed != FILE
    report = report_of(changed)
    assert [d.id for d in report.diagnostics] == ["to-fill-in"]
    assert report.data["protocol_team"]["seats"]["probation"]["title"] == "Chief Probation Officer"
