"""Standing bodies besides the teams and the committee, and funds by year, as the model has them."""

from protocol_builder.protocol.from_data import protocol

DATA = {
    "county": "Inyo",
    "instrument": {"kind": "interagency_mou"},
    "csec_program": {
        "funds_by_year": [
            {"fiscal_year": "2015-16", "tier": "tier_2", "amount": 1250000, "note": "allocated", "source": "report"},
            {"fiscal_year": "2016-17"},
        ],
        "source": "program",
    },
    "standing_bodies": {
        "review": {
            "name": "Review Body",
            "purpose": "Reviews *closed* cases.",
            "chair": ["probation"],
            "meets": "Monthly",
            "seats": {"probation": {"agency": "po", "title": "Chief"}},
            "source": "report",
        },
        "data": {"name": "Data Group"},
    },
    "agencies": {"po": {"name": "Probation Department", "kind": "county_department", "functions": ["probation"]}},
}


def test_each_standing_body_is_one_of_its_own_and_no_other_team() -> None:
    county = protocol(DATA).counties[0]
    review, data = county.standing_bodies
    assert (review.id, review.name, review.purpose, review.meets, review.sources) == (
        "review",
        "Review Body",
        "Reviews *closed* cases.",
        "Monthly",
        ("report",),
    )
    assert review.chair_labels == ("county probation department",)
    assert [(seat.function, seat.agency_name, seat.title) for seat in review.seats] == [
        ("probation", "Probation Department", "Chief")
    ]
    assert (data.name, data.seats, data.purpose) == ("Data Group", (), "")
    assert county.protocol_team is None
    assert county.steering_committee is None


def test_an_agency_sits_on_the_standing_body_by_its_name() -> None:
    found = protocol(DATA)
    assert [(where, seat.title) for _, where, seat in found.seats_of(found.agencies[0])] == [("Review Body", "Chief")]


def test_funds_of_a_year_read_as_a_line() -> None:
    years = protocol(DATA).counties[0].funds_by_year
    assert list(map(str, years)) == ["2015-16: Tier II, $1,250,000, allocated", "2016-17"]
    assert [year.sources for year in years] == [("report",), ()]
