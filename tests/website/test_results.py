"""The pages and data of the site say what rests on words, what the law excuses, and what is not in force."""

import csv
import io
import json

import pytest

from protocol_builder.checking.county_status import KINDS
from protocol_builder.checking.evaluate import RESULTS
from protocol_builder.website.pages import pages

from ..conftest import ROOT
from .test_pages import COMPLETE, FUNDING, PARTIAL, named, site, without, words

SHERIFF = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"
SUPERSEDED = COMPLETE.replace("  status: in_force ", "  status: superseded ")
TO_COME = COMPLETE.replace("    from: 2025-07-01", "    from: 2031-07-01").replace("2030-06-30", "2034-06-30")
OLD = without(COMPLETE.replace("protocol_developed_on: 2019-03-12", "protocol_developed_on: 2016-03-12"), SHERIFF)
"""A protocol of 2016 without the sheriff."""


def test_each_page_that_shows_a_result_says_what_rests_on_words() -> None:
    made = site(named(COMPLETE, "yolo.yml"), named(PARTIAL, "orange.yml"))
    words_of_services = "Yolo County in the county’s own words (not read by any program)"
    assert words_of_services in words(made["law/protocol-content-services.md"])
    assert "Yolo County met" in words(made["law/protocol-team-sheriff.md"])
    one_by_one = words(made["counties/yolo/verdicts.md"])
    assert "in the county’s own words (not read by any program) 10" in one_by_one
    assert "met 98" in one_by_one
    duties = words(made["compare/duties.md"])
    assert "Own words: in the county’s own words (not read by any program)" in duties
    assert "Yolo 25 met" in duties
    assert "3 own words" in duties
    services = words(made["compare/services.md"])
    assert "In the county’s own words (not read by any program) in 1 : Yolo." in services
    assert "No program reads that" in words(made["reading.md"])


def test_the_data_say_what_rests_on_words() -> None:
    made = dict(pages((named(COMPLETE, "yolo.yml"), named(SUPERSEDED, "old.yml"), named(PARTIAL, "orange.yml"))))
    data = json.loads(made["data/yolo.json"])
    found = {v["requirement"]: v["rests_on_words"] for v in data["verdicts"]}
    assert (found["protocol-content-services"], found["protocol-team-sheriff"]) == (True, False)
    assert json.loads(made["data/old.json"])["counties"] == {"Yolo": "ended"}
    in_words = "in the county’s own words (not read by any program)"
    of_yolo = made["data/yolo.verdicts.csv"]
    assert isinstance(of_yolo, bytes)
    (row,) = [row for row in of_yolo.decode("utf-8-sig").splitlines() if "protocol-content-services" in row]
    assert in_words in row
    compared = made["data/compare.csv"]
    assert isinstance(compared, bytes)
    rows = list(csv.DictReader(io.StringIO(compared.decode("utf-8-sig"), newline="")))
    assert [(row["county"], row["file"], row["note"]) for row in rows] == [
        ("Orange County", "orange.yml", ""),
        ("Yolo County", "old.yml", "no longer in force"),
        ("Yolo County", "yolo.yml", ""),
    ]
    (services,) = [name for name in rows[0] if name.endswith(" protocol-content-services")]
    assert "WIC 16524.8" in services
    assert [row[services] for row in rows][::2] == ["unknown", in_words]


def test_what_the_law_excuses_is_named_with_the_reason() -> None:
    made = site(named(OLD, "yolo.yml"), named(PARTIAL, "orange.yml"))
    page = words(made["counties/yolo.md"])
    assert (
        "excused Not required: that the county sheriff's department is on the protocol team . WIC 16524.8(c) excuses it"
        in page
    )
    assert "excused WIC 16524.8(c) excuses it" in words(made["counties/yolo/verdicts.md"])


def test_what_the_county_declined_is_named_with_its_reason_and_is_no_markup() -> None:
    declined = (
        COMPLETE.replace("    - harm_reduction\n", "")
        + "\ndeclined:\n  acin-i-06-24: |-\n    We <b>have</b> a\n\n    plan.\n"
    )
    made = site(named(declined, "yolo.yml"), named(PARTIAL, "orange.yml"))
    page = words(made["counties/yolo.md"])
    title = "Harm reduction, lived experience, and equal access guide the work"
    assert f"Considered and declined, not law: {title} . The county’s reason: We <b>have</b> a plan." in page.replace(
        "&lt;", "<"
    ).replace("&gt;", ">")
    assert "<b>have</b>" not in made["counties/yolo.md"]


@pytest.mark.parametrize(
    ("text", "state", "said", "why"),
    [
        (SUPERSEDED, "ended", "no longer in force", "the file says that the instrument is superseded"),
        (TO_COME, "not_yet", "not yet in force", "its term begins on July 1, 2031"),
    ],
)
def test_what_is_not_in_force_is_never_shown_as_if_it_were(text: str, state: str, said: str, why: str) -> None:
    made = site(named(text, "yolo.yml"), named(PARTIAL, "orange.yml"))
    home = words(made["index.md"])
    assert f"1 {said}" in home
    assert "no gap found" not in home
    assert f'class="map-sign map-{state}"' in made["index.md"]
    assert f"Yolo County: {said}" in home
    assert f"Yolo County {said}" in home
    assert f"{said} {why}" in words(made["counties/yolo.md"])
    assert f"{said[0].upper()}{said[1:]}. The instrument on this page does not bind" in words(
        made["counties/yolo/by-role.md"]
    )
    for path in (
        "compare.md",
        "compare/duties.md",
        "compare/services.md",
        "compare/times.md",
        "roles/probation.md",
        "law/mdt-probation.md",
    ):
        assert f"({said})" in words(made[path]), path


def test_a_county_is_shown_by_what_is_in_force_not_by_what_was() -> None:
    made = site(named(SUPERSEDED, "old.yml"), named(COMPLETE, "new.yml"), named(PARTIAL, "orange.yml"))
    assert "Yolo County: no gap found" in words(made["index.md"])
    funding = FUNDING.replace("county: Fresno", "county: Yolo")
    made = site(named(SUPERSEDED, "old.yml"), named(funding, "funding.yml"), named(PARTIAL, "orange.yml"))
    assert "Yolo County: no longer in force" in words(made["index.md"]), "an agreement on money is no protocol"


def test_every_state_has_a_color_and_a_sign() -> None:
    css = "".join((ROOT / "site" / "styles" / name).read_text("utf-8") for name in ("site.css", "home.css"))
    for one in (*KINDS, *RESULTS):
        assert one in ("none", "not_applicable") or f".state-{one}" in css, one
    for one in KINDS:
        assert f".map-sign.map-{one}" in css, one
