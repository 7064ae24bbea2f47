"""What the words of a county file imply, as the vocabulary flags them."""

import pytest

from protocol_builder.checking.in_force import force_on
from protocol_builder.law import vocabulary

from ..conftest import DAY

UNSIGNED, ENDED = {"draft", "pending"}, {"expired", "superseded"}


@pytest.mark.parametrize("status", [*vocabulary.lists()["instrument_statuses"], "", None])
def test_a_status_is_unsigned_or_ended_or_neither(status: str | None) -> None:
    assert vocabulary.is_unsigned(status) is (status in UNSIGNED)
    assert vocabulary.has_ended(status) is (status in ENDED)
    force = force_on({"instrument": {"status": status} if status else {}}, DAY)[0]
    assert force == ("not_yet" if status in UNSIGNED else "ended" if status in ENDED else "in_force")


def test_a_kind_of_agency_that_is_of_the_county_serves_one_county() -> None:
    of_the_county = vocabulary.flagged("agency_kinds", "of_the_county")
    assert of_the_county == ("county_department", "elected_county_office")
    assert all(map(vocabulary.is_of_the_county, of_the_county))
    assert not vocabulary.is_of_the_county("joint_agency")
    assert not vocabulary.is_of_the_county(None)
    one, all_of_counties = (vocabulary.flagged("agency_kinds", flag) for flag in ("of_one_county", "of_counties"))
    assert set(of_the_county) == set(one) & set(all_of_counties)
    assert "joint_agency" not in one
