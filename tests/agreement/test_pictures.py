"""Pictures of the teams: the same in Word, PDF and on pages, told in words to who cannot see them, never larger than a page."""

import json
import re
from functools import cache
from itertools import combinations

import pytest
import typst
import yaml

from protocol_builder import resources
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Heading, Paragraph, Picture, plain_text
from protocol_builder.agreement.drawing import HEIGHT, PAINTS, TONES, WIDTH, Drawing, depth
from protocol_builder.agreement.font_metrics import cut, lines, width

from ..conftest import EXAMPLE, ROOT, report_of

COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
SAID = """
county: Yolo
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true, protocol_developed_on: 2020-01-01}
agencies:
  services: {name: NAME, kind: county_department, functions: [human_services, mental_health]}
protocol_team: {lead: human_services, seats: {human_services: {agency: services}}}
mdt:
  kind: dedicated
  tiers: TIERS
"""
SMALL = SAID.replace("NAME", "Health Agency").replace("TIERS", "[{name: First}]")
SEVERAL = """
counties:
  Monterey:
    csec_program: {elects_funds: true}
    protocol_team: {lead: human_services, seats: {human_services: {agency: monterey}}}
    mdt: {kind: dedicated, tiers: [{name: First, within: 2 hours}]}
  San Benito:
    csec_program: {elects_funds: true}
    protocol_team: {lead: human_services, seats: {human_services: {agency: benito}}}
    steering_committee: {name: The Table, chair: [probation], seats: {probation: {agency: benito}}}
instrument: {kind: interagency_protocol}
agencies:
  monterey: {name: Monterey Services, county: Monterey, kind: county_department, functions: [human_services]}
  benito: {name: Benito Services, county: San Benito, kind: county_department, functions: [human_services, probation]}
"""
HOSTILE = [
    "</text></svg><script>alert(1)</script>",
    "]]> & <w:t> &amp; &#60; <!-- -->",
    "`code` **b** [x](javascript:alert(1)) {{ 7 * 7 }} {% if %} #let $x$ @ref",
    "a\x0b\u202eb\u200bc \ue123 1️⃣ 😀 שלום",
    "w" * 400,
    "word " * 79 + "end",
]


@cache
def made(file: str) -> Agreement:
    return agreement(report_of(file))


def pictures(file: str) -> list[Picture]:
    return [block for article in made(file).articles for block in article.blocks if isinstance(block, Picture)]


def drawings(file: str) -> list[Drawing]:
    return [picture.drawing for picture in pictures(file)]


def named(name: str) -> str:
    return SMALL.replace("Health Agency", yaml.safe_dump(name, default_style='"', width=10**6).strip())


def crowded() -> str:
    """Every seat there is, and as many stages as a county file may have."""
    functions = list(yaml.safe_load((resources.schemas() / "vocabulary.yaml").read_text("utf-8"))["functions"])
    seats = {function: [{"agency": "services"}, {"agency": "other"}] for function in functions}
    tiers = [{"name": f"Stage {n}", "trigger": "When it is time. " * n, "within": f"{n} hours"} for n in range(1, 21)]
    file = yaml.safe_load(SMALL)
    file["agencies"]["other"] = {"name": "Another of the agencies", "kind": "nonprofit", "functions": functions}
    return yaml.safe_dump(file | {"protocol_team": {"seats": seats}, "mdt": {"kind": "dedicated", "tiers": tiers}})


files = pytest.mark.parametrize(
    "file", [COMPLETE, SMALL, SEVERAL, crowded()], ids=["full", "small", "several", "crowded"]
)


# --- What is drawn -----------------------------------------------------------------------------------------------


def test_everyone_on_the_team_is_in_its_picture_and_in_the_words_beside_it() -> None:
    team = drawings(COMPLETE)[0]
    shown = " ".join(team.words)
    data = report_of(COMPLETE).data
    agencies = {
        seat["agency"]
        for held in data["protocol_team"]["seats"].values()
        for seat in ([held] if isinstance(held, dict) else held)
    }
    for agency in agencies:
        assert data["agencies"][agency]["name"] in shown
        assert data["agencies"][agency]["name"] in team.alt
    assert shown.count("required by law") == 7
    assert "leads, required by law" in shown


def test_a_seat_that_no_one_fills_is_drawn_empty_and_says_so() -> None:
    team = drawings(SMALL)[0]
    looks = {shape.texts[0].words: shape.look for shape in team.shapes if shape.texts}
    assert looks["Human services"] == "filled"
    assert looks["Probation"] == "missing"
    assert "Probation (required by law: no one named)" in team.alt
    assert all(PAINTS[look].dash for look in ("missing", "chair-missing")), "told by more than a color"
    assert [shape.look for shape in team.shapes].count("chair-missing") == list(looks.values()).count("missing") >= 5


OLDER = SMALL.replace("2020-01-01", "2015-01-01") + "steering_committee: {seats: {survivor: {agency: services}}}\n"
PAIRED = {"filled": "chair", "missing": "chair-missing", "open": "chair-open", "free": "chair-free"}
"""How the card of a seat is drawn, and how its chair."""


@pytest.mark.parametrize(
    ("file", "of_team"),
    [
        (SMALL, "filled missing missing missing missing missing missing"),
        # The offices that are on the team only since 2018 are excused.
        (OLDER, "filled missing missing missing missing filled filled"),
        (f"completeness: public_sources_only\n{OLDER}", "filled open open open open filled filled"),
    ],
    ids=["small", "older", "from public sources"],
)
def test_each_seat_is_drawn_by_what_the_law_says_of_it_and_its_chair_like_it(file: str, of_team: str) -> None:
    tones = {"filled": "strong", "missing": "gap", "open": "quiet", "free": "ink"}
    for key, expected in (("protocol_team", of_team), ("steering_committee", "free" if file != SMALL else "")):
        shapes = [shape for one in drawings(file) if one.id == f"county-1-{key}-picture" for shape in one.shapes]
        drawn = [shape for shape in shapes if shape.look not in ("words", "table")]
        cards, chairs = drawn[::2], drawn[1::2]
        assert " ".join(card.look for card in cards) == expected
        assert [chair.look for chair in chairs] == [PAIRED[card.look] for card in cards]
        assert all(card.texts[-1].tone == tones[card.look] for card in cards)


def test_stages_stand_in_their_order_with_trigger_time_and_convener() -> None:
    stages = drawings(COMPLETE)[1]
    words, tiers = list(stages.words), report_of(COMPLETE).data["mdt"]["tiers"]
    assert [words.index(tier["name"]) for tier in tiers] == sorted(words.index(tier["name"]) for tier in tiers)
    for number, tier in enumerate(tiers, 1):
        assert str(number) in words
        assert f"When {tier['trigger']}" in words
        for told in ("name", "trigger", "within", "every"):
            assert str(tier.get(told, "")) in stages.alt
    assert "Within 2 hours" in words
    assert "Called by Example County Department of Social Services" in words


def test_a_time_that_is_not_told_is_said_not_to_be() -> None:
    (stages,) = [drawing for drawing in drawings(SMALL) if "mdt" in drawing.id]
    assert list(stages.words) == ["Time not stated", "1", "First"]
    assert stages.alt.endswith("One stage. 1. First. Time not stated.")
    assert all(shape.look != "axis" for shape in stages.shapes)


@files
def test_no_picture_is_larger_than_a_page_and_no_words_leave_their_box(file: str) -> None:
    for drawing in drawings(file):
        assert drawing.width == WIDTH
        assert drawing.height <= HEIGHT
        for shape in drawing.shapes:
            assert 0 <= shape.x <= shape.x + shape.width <= WIDTH + 0.01
            assert 0 <= shape.y <= shape.y + shape.height <= drawing.height + 0.01
            assert depth(shape.texts, shape.room) <= shape.height
            for text in shape.texts:
                assert all(
                    width(line, text.size, bold=text.bold) <= shape.room - text.hang for line in text.lines(shape.room)
                )
        cards = [shape for shape in drawing.shapes if shape.look != "axis"]
        for one, other in combinations(cards, 2):
            apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart_across or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_or_hostile_name_stays_in_its_box(name: str) -> None:
    test_no_picture_is_larger_than_a_page_and_no_words_leave_their_box(named(name))


def test_the_longest_stage_and_the_fullest_table_stay_on_a_page() -> None:
    long = "WIDE WORDS MMMM " * 24
    file = yaml.safe_load(named(long))
    members = list(yaml.safe_load((resources.schemas() / "vocabulary.yaml").read_text("utf-8"))["functions"])
    stage = {"name": long, "trigger": long, "within": "90 days", "every": long, "members": members}
    asked = ["human_services", "probation", "mental_health", "public_health", "juvenile_court", "sheriff"]
    seats = {
        function: {"agency": "services"} for function in (*asked, "county_office_of_education", "survivor", "tribe")
    }
    file["protocol_team"] = {"lead": ["survivor", "tribe"], "seats": seats}
    file["mdt"] |= {"tiers": [stage | {"meeting": "either"}], "convener": "services", "seats": seats}
    test_no_picture_is_larger_than_a_page_and_no_words_leave_their_box(yaml.safe_dump(file))


def test_what_does_not_fit_goes_on_in_a_second_picture_and_nothing_is_left_out() -> None:
    found = drawings(crowded())
    teams = [drawing for drawing in found if "protocol_team" in drawing.id]
    stages = [drawing for drawing in found if "mdt" in drawing.id]
    assert len(teams) > 1
    assert len(stages) > 2
    assert all(drawing.title.endswith(", continued") for drawing in (*teams[1:], *stages[1:]))
    assert len({drawing.id for drawing in found}) == len(found)
    names = [word for drawing in stages for word in drawing.words if word.startswith("Stage ")]
    assert names == [f"Stage {number}" for number in range(1, 21)]
    functions = yaml.safe_load((resources.schemas() / "vocabulary.yaml").read_text("utf-8"))["functions"].values()
    assert {function["short"] for function in functions} <= {word for drawing in teams for word in drawing.words}


def test_what_a_card_has_no_room_for_is_told() -> None:
    many = {
        f"a{n}": {"name": f"The agency of the number {n}", "kind": "nonprofit", "functions": ["survivor"]}
        for n in range(20)
    }
    file = yaml.safe_load(SMALL)
    file["agencies"] |= many
    file["protocol_team"]["seats"]["survivor"] = [{"agency": id} for id in many]
    team = drawings(yaml.safe_dump(file))[0]
    (card,) = [shape for shape in team.shapes if shape.texts and shape.texts[0].words == "Survivors"]
    shown = card.texts[1].words.count("The agency")
    assert f"; and {20 - shown} more" in card.texts[1].words
    assert team.alt.count("The agency of the number") == 20


def test_a_picture_of_what_public_sources_show_says_that_there_may_be_more() -> None:
    orange = (ROOT / "county_configs" / "orange.yml").read_text("utf-8")
    (committee,) = drawings(orange)
    assert "the team may have other members" in list(committee.words)[-1]
    assert "the team may have other members" in committee.alt


# --- Where it stands ---------------------------------------------------------------------------------------------


def test_a_picture_says_nothing_of_its_own() -> None:
    *_, last, _ = made(COMPLETE).articles
    assert isinstance(last.blocks[0], Paragraph)
    assert "the words govern" in plain_text(last.blocks[0].runs)
    by_id = {article.id: article for article in made(COMPLETE).articles}
    for picture in pictures(COMPLETE):
        (link,) = [run.link for run in picture.caption if run.link]
        article = by_id[link[1:]]
        assert plain_text(picture.caption).endswith(f"In words: {article.name} ({article.title}).")
        pointing = [
            plain_text(b.runs)
            for b in article.blocks
            if isinstance(b, Paragraph) and any(r.link == f"#{last.id}" for r in b.runs)
        ]
        assert len(pointing) == 1
        assert pointing[0].startswith(f"{last.name} shows")
        assert "this article governs" in pointing[0]


def test_where_nothing_is_known_of_a_team_nothing_is_drawn() -> None:
    found = made((ROOT / "county_configs" / "contra-costa.yml").read_text("utf-8"))
    assert all(article.id != "appendix-pictures" for article in found.articles)
    assert "in a picture" not in " ".join(found.lines)


@pytest.mark.parametrize(
    ("own", "drawn"),
    [
        ("{replace: The team meets.}", False),
        ("{leave_out: true}", False),
        ("{add: It meets at noon.}", True),
    ],
)
def test_a_picture_is_drawn_only_where_the_library_says_it_in_words(own: str, drawn: bool) -> None:
    file = re.sub(r"(?m)^clauses:\n", f"clauses:\n  team-meetings: {own}\n", COMPLETE)
    assert file != COMPLETE
    assert any("mdt" in drawing.id for drawing in drawings(file)) == drawn
    assert any("protocol_team" in drawing.id for drawing in drawings(file))


def test_each_county_has_its_own_pictures() -> None:
    *_, last = made(SEVERAL).articles
    said = [
        plain_text(block.runs) if isinstance(block, Heading) else block.drawing.title
        for block in last.blocks
        if isinstance(block, Heading | Picture)
    ]
    assert said == [
        "Monterey County",
        "The protocol team of Monterey County",
        "When the multidisciplinary team of Monterey County meets",
        "San Benito County",
        "The protocol team of San Benito County",
        "The steering committee of San Benito County",
    ]
    assert len({drawing.id for drawing in drawings(SEVERAL)}) == len(drawings(SEVERAL))


# --- The look ----------------------------------------------------------------------------------------------------


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_and_lines_stand_out_from_what_is_behind_them() -> None:
    for file in (COMPLETE, SMALL, crowded()):
        for drawing in drawings(file):
            for shape in drawing.shapes:
                paint = PAINTS[shape.look]
                assert not paint.line or contrast(paint.line, "FFFFFF") >= 3
                for text in shape.texts:
                    assert contrast(TONES[text.tone], paint.fill or "FFFFFF") >= 4.5
                    assert text.size >= 8.5


def test_letters_are_as_wide_as_those_of_the_font() -> None:
    signs = [chr(code) for code in range(33, 127)]
    for bold in (False, True):
        weight = "bold" if bold else "regular"
        source = (
            f'#set text(font: "Carlito", weight: "{weight}", size: 1000pt, ligatures: false)\n'
            "#context [#metadata(json(bytes(sys.inputs.signs)).map(sign => measure(text(sign)).width.pt()))<wide>]"
        )
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(resources.templates() / "mou" / "fonts")])
        found = typst.query(
            source.encode(),
            "<wide>",
            field="value",
            one=True,
            font_paths=fonts,
            sys_inputs={"signs": json.dumps(signs)},
        )
        assert json.loads(found) == pytest.approx([width(sign, 1000, bold=bold) for sign in signs], abs=1)


def test_a_paragraph_breaks_between_words_and_a_long_word_between_letters() -> None:
    assert lines("one two three", 10, width("one two ", 10) / 0.96) == ("one two", "three")
    broken = lines("w" * 50, 10, 100)
    assert "".join(broken) == "w" * 50
    assert all(width(line, 10) <= 100 for line in broken)
    assert lines("", 10, 100) == ()
    assert cut("one two three four", 1, 10, 60).endswith(" …")
    assert cut("one", 1, 10, 60) == "one"
