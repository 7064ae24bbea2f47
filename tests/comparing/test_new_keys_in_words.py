"""Standing bodies, screening tools, and agencies of a stage, as a comparison says them in plain sentences."""

from pathlib import Path

import pytest

from protocol_builder.comparing.fields import field_changes
from protocol_builder.comparing.revisions import Revision
from protocol_builder.comparing.roles import role_changes
from protocol_builder.comparing.wording import sentence

from .revisions import revision

FILE = """\
county: Inyo
instrument: {kind: interagency_mou}
csec_program: {elects_funds: true}
mdt: {kind: dedicated, tiers: [{name: First, members: [probation]}]}
identification: {tools: [CSE-IT]}
agencies:
  po: {name: Probation Department, kind: county_department, functions: [probation]}
"""


def _two(folder: Path, after: str) -> tuple[Revision, Revision]:
    return revision(FILE, folder, "old.yml"), revision(after, folder, "new.yml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "identification:",
            "standing_bodies: {review: {name: Review Body, meets: Monthly}}\nidentification:",
            "Other standing bodies: added: “Review Body”",
        ),
        (
            "elects_funds: true}",
            "elects_funds: true, funds_by_year: [{fiscal_year: 2014-15, tier: tier_2}, {fiscal_year: 2015-16, amount: 9}]}",
            "CSEC Program, funds by year: added: “2014-15” and “2015-16”",
        ),
        (
            "identification:",
            "services: {specialized_court: Each week, lgbtq_youth: A group each week}\nidentification:",
            "Services: added: specialized court and LGBTQ youth",
        ),
        (
            "tools: [CSE-IT]",
            "tools: [{name: CSE-IT, agencies: [po], youngest: 10}]",
            "Identification, screening tools, “CSE-IT”: “CSE-IT” is now “CSE-IT”, with agencies and youngest age",
        ),
        (
            "members: [probation]}",
            "members: [probation], agencies: [po]}",
            "Multidisciplinary team (MDT), “First”, agencies: added: Probation Department",
        ),
    ],
)
def test_what_was_added_is_named(old: str, new: str, told: str, tmp_path: Path) -> None:
    before, after = _two(tmp_path, FILE.replace(old, new, 1))
    found = [sentence(change, before.report.data, after.report.data) for change in field_changes(before, after)]
    assert found == [told]


def test_a_stage_that_calls_an_agency_by_name_is_part_of_its_role(tmp_path: Path) -> None:
    after = FILE.replace("members: [probation]}", "agencies: [po]}", 1)
    found = [(one.agency, one.what) for one in role_changes(*_two(tmp_path, after))]
    assert found == [("Probation Department", "now is called to the stage “First”")]


def test_the_order_of_standing_bodies_is_told_as_the_agreement_prints_them(tmp_path: Path) -> None:
    one, other = "  a: {name: A}\n", "  b: {name: B}\n"
    text = FILE + "standing_bodies:\n" + one + other
    before = revision(text, tmp_path, "old.yml")
    after = revision(text.replace(one + other, other + one), tmp_path, "new.yml")
    assert [sentence(change, before.report.data, after.report.data) for change in field_changes(before, after)] == [
        "Other standing bodies: the same entries, in another order"
    ]
