"""What a county changed: each kind of change is recognized, said in a plain sentence, and found at both lines."""

import copy
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import printed_lines
from protocol_builder.commands.reports import compare_text
from protocol_builder.comparing.comparison import Comparison
from protocol_builder.comparing.fields import is_same
from protocol_builder.comparing.revisions import Revision, read
from protocol_builder.comparing.wording import changed_words
from protocol_builder.diagnostic import Path as KeyPath
from protocol_builder.reading.source import load_yaml

from ..conftest import DAY, EXAMPLE
from .revisions import TEXT, compared, revision, said

SEAT = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"


@pytest.mark.parametrize(
    ("before", "after", "kind", "sentence"),
    [
        (
            "title: Chief Probation Officer",
            "title: Chief of Probation",
            "changed",
            "Protocol team, seat of the county probation department, job title: "
            "“Chief Probation Officer” is now “Chief of Probation”",
        ),
        (SEAT, "", "removed", "Protocol team, seat of the county sheriff's department: removed: Example County Sheriff's Office, Sheriff"),
        ("until: 2030-06-30", "until: 2031-06-30", "changed", "Instrument, term, until: June 30, 2030 is now June 30, 2031"),
        ("  number: MOU-2025-000 ", "  # ", "removed", "Instrument, number: removed: “MOU-2025-000”"),
        ("elects_funds: true ", "elects_funds: false ", "changed", "CSEC Program, elects funds: yes is now no"),
        ("  status: in_force ", "  status: in_renewal ", "changed", "Instrument, status: in force is now in renewal"),
        (
            "convened_when: [identification, regular_review, ",
            "convened_when: [identification, ",
            "removed",
            "Multidisciplinary team (MDT), convened when: removed: ",
        ),
        (
            "lead: human_services ",
            "lead: [human_services, juvenile_court] ",
            "added",
            "Protocol team, lead: added: juvenile court in the county",
        ),
        (
            "Nothing is decided about Children and Youth",
            "Nothing at all is decided about Children and Youth",
            "changed",
            "Multidisciplinary team (MDT), the youth's part: “Nothing is decided about …” is now "
            "“Nothing at all is decided about …”",
        ),
        ("convener: behavioral_health", "convener: social_services", "changed", "Multidisciplinary team (MDT), “Circle of support”, convener: Example County Behavioral Health Department is now Example County Department of Social Services"),
    ],
)  # fmt: skip
def test_a_change_is_said_in_a_plain_sentence(
    before: str, after: str, kind: str, sentence: str, tmp_path: Path
) -> None:
    found = compared(tmp_path, (before, after))
    assert [change.kind for change in found.fields] == [kind]
    assert said(found)[0].startswith(sentence)


def test_an_agency_of_a_party_and_a_duty_in_words_alone_are_named_where_they_are(tmp_path: Path) -> None:
    first = compared(tmp_path, ("    agencies: [city_police]\n", "    agencies: [city_police, casa]\n"))
    assert said(first) == ["“City of Example”, agencies: added: CASA of Example County"]
    duty = next(line for line in TEXT.split("\n") if line.startswith("      - ") and line.endswith("of the plan."))
    second = compared(tmp_path, (duty, duty.removesuffix("of the plan.") + "of it."))
    assert said(second)[0].startswith("Example Tribe, responsibilities: ")


def test_a_name_is_not_said_twice(tmp_path: Path) -> None:
    found = compared(
        tmp_path, ("\nagencies:\n", "\nagencies:\n  clinic: {name: A Clinic, kind: private, functions: [casa]}\n")
    )
    assert said(found) == ["A Clinic: added"]


def test_both_lines_are_those_of_the_files(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        ("county: Example County  ", "# A comment.\n\ncounty: Example County  "),
        ("until: 2030", "until: 2031"),
    )
    (change,) = found.fields
    lines = found.old.report.source.text.split("\n"), found.new.report.source.text.split("\n")
    assert lines[0][change.line_old - 1].strip().startswith("until: 2030")
    assert lines[1][change.line_new - 1].strip().startswith("until: 2031")
    assert change.line_new == change.line_old + 2


def test_what_was_removed_is_found_at_its_old_line_and_at_what_held_it(tmp_path: Path) -> None:
    found = compared(tmp_path, (SEAT, ""))
    (change,) = found.fields
    lines = found.old.report.source.text.split("\n"), found.new.report.source.text.split("\n")
    assert lines[0][change.line_old - 1].strip() == "sheriff:"
    assert lines[1][change.line_new - 1].strip() == "seats:"


def test_another_short_name_of_an_agency_is_one_change_wherever_it_is_used(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        ("  social_services:\n", "  hhsa:\n"),
        ("agency: social_services", "agency: hhsa"),
        ("convener: social_services", "convener: hhsa"),
        ("[social_services", "[hhsa"),
    )
    assert said(found) == ["Example County Department of Social Services: the short name social_services is now hhsa"]
    assert not found.duties
    assert not found.roles


def test_an_agency_with_another_short_name_and_another_name_is_still_the_same(tmp_path: Path) -> None:
    old = "  casa:\n    name: CASA of Example County"
    assert old in TEXT
    found = compared(
        tmp_path,
        (old, "  advocates:\n    name: Example Advocates for Children"),
        ("agency: casa", "agency: advocates"),
        ("agencies: [casa]", "agencies: [advocates]"),
    )
    assert [change.kind for change in found.fields] == ["renamed", "changed"]


def test_another_short_name_of_a_source_is_one_change(tmp_path: Path) -> None:
    found = compared(tmp_path, ("board_resolution", "resolution"))
    assert said(found) == ["Source resolution: the short name board_resolution is now resolution"]


def test_a_stage_that_moved_is_not_deleted_and_added(tmp_path: Path) -> None:
    start, end = TEXT.index("    - name: Planning meeting"), TEXT.index("    - name: Circle of support")
    stage, rest = TEXT[start:end], TEXT.index("  reconvene_on:")
    new = TEXT[:start] + TEXT[end:rest] + stage + TEXT[rest:]
    found = Comparison(revision(TEXT, tmp_path, "old"), revision(new, tmp_path, "new"))
    assert said(found) == ["Multidisciplinary team (MDT), tiers: the same entries, in another order"]


def _backward(value: Any, path: KeyPath = (), but: tuple[str, ...] = ()) -> Any:
    """The data with the keys of every map in the opposite order, but for maps under some keys."""
    if isinstance(value, list):
        return [_backward(item, (*path, index), but) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    items = [(key, _backward(item, (*path, key), but)) for key, item in value.items()]
    return dict(items if path and path[-1] in but else items[::-1])


def test_another_order_is_a_difference_wherever_the_agreement_prints_it(tmp_path: Path) -> None:
    def text(data: Any) -> str:
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)

    data = load_yaml(TEXT)
    old = text(data)
    alike = Comparison(
        revision(old, tmp_path, "old"),
        revision(text(_backward(data, but=("agencies", "seats", "sources"))), tmp_path, "new"),
    )
    assert not alike.is_different
    before, after = (
        [
            line
            for article in agreement(side.report).articles
            for line in printed_lines(article.blocks)
            if not line.startswith("Made from ")
        ]
        for side in (alike.old, alike.new)
    )
    assert before == after
    other = Comparison(alike.old, revision(text(_backward(data)), tmp_path, "new"))
    assert sorted(said(other)) == [
        "Agencies: the same entries, in another order",
        "Multidisciplinary team (MDT), seats: the same entries, in another order",
        "Other standing bodies, “Example County Case Review Body”, seats: the same entries, in another order",
        "Protocol team, seats: the same entries, in another order",
        "Sources: the same entries, in another order",
    ]


def test_another_order_of_counties_is_a_difference(tmp_path: Path) -> None:
    both = "counties:\n  Inyo: {}\n  Mono: {}\n"
    old = re.sub(r"(?m)^county: .*\n", both, TEXT)
    assert "Counties: the same entries, in another order" in said(
        compared(tmp_path, (both, "counties:\n  Mono: {}\n  Inyo: {}\n"), old=old)
    )


def test_a_stage_with_another_name_is_the_same_stage(tmp_path: Path) -> None:
    found = compared(tmp_path, ("- name: Circle of support", "- name: Support circle"))
    assert said(found) == [
        "Multidisciplinary team (MDT), “Support circle”, name: “Circle of support” is now “Support circle”"
    ]


def test_a_seat_that_moved_to_another_function_is_moved(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        (
            "    regional_center:\n      agency: regional_center\n      title: Director of Client",
            "    other:\n      agency: regional_center\n      title: Director of Client",
        ),
    )
    assert [change.kind for change in found.fields] == ["moved"]
    assert "moved here from: Protocol team, seat of the" in said(found)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lead: human_services ", "lead: [human_services] "),
        (
            "      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n",
            "      - {agency: sheriff, title: Sheriff, designee: 'Captain, Investigations'}\n",
        ),
        ("adopted_on: 2025-07-15 ", "adopted_on: '2025-07-15' "),
        ("# Comments for the next reader", "# Other comments for the reader"),
    ],
)
def test_the_same_in_another_form_is_no_difference(before: str, after: str, tmp_path: Path) -> None:
    assert not compared(tmp_path, (before, after)).is_different


def test_other_line_breaks_in_a_text_are_said_to_be_only_that(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        (
            "writing and in their language. Someone is with them",
            "writing and in their language.\n\n    Someone is with them",
        ),
    )
    assert said(found)[0].endswith("only spaces or line breaks changed")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("one two three", "one two three four", "“one two three” is now “one two three four”"),
        (
            "a b c d e f g h i j k l m n o p q",
            "a B c D e f g h i j k l m n o P q",
            "“a b c d e f g …” is now “a B c D e f g …”; and 1 more place",
        ),
        ("one\n\ntwo", "one two", "only spaces or line breaks changed"),
        ("a " * 5_000 + "end", "b " * 5_000 + "end", f"“{'a ' * 9}… {'a ' * 8}end” is now “{'b ' * 9}… {'b ' * 8}end”"),
    ],
    ids=["added", "joined", "spaces", "long"],
)
def test_of_a_text_the_words_that_changed_are_quoted(old: str, new: str, expected: str) -> None:
    assert changed_words(old, new) == expected


def test_one_county_that_becomes_several_keeps_its_own_part(tmp_path: Path) -> None:
    one = {"county": "Inyo", "instrument": {"kind": "other"}, "csec_program": {"elects_funds": True}, "training": {"plan": "Each spring, all staff."}, "agencies": {"a": {"name": "A", "kind": "other", "functions": ["probation"]}}}  # fmt: skip
    both = {key: one[key] for key in ("instrument", "agencies")} | {
        "counties": {
            "Inyo": {key: one[key] for key in ("csec_program", "training")},
            "Mono": {"csec_program": {"elects_funds": False}},
        }
    }
    found = Comparison(revision(yaml.safe_dump(one), tmp_path, "old"), revision(yaml.safe_dump(both), tmp_path, "new"))
    assert [(change.kind, change.path) for change in found.fields] == [
        ("changed", ("counties",)),
        ("added", ("counties", "Mono")),
    ]


def test_what_departs_from_the_shape_is_compared_as_well(tmp_path: Path) -> None:
    found = compared(tmp_path, ("chair: human_services", "chairr: human_services"))
    assert sorted(change.kind for change in found.fields) == ["added", "removed"]


def _places(data: Any, path: KeyPath = ()) -> list[KeyPath]:
    """Every path of some data below its top."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, value in entries for found in ((*path, key), *_places(value, (*path, key)))]


def _mutated(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one value removed, changed, or put in another place."""
    new = copy.deepcopy(data)
    path = chance.choice(_places(new))
    holder: Any = new
    for key in path[:-1]:
        holder = holder[key]
    value, how = holder[path[-1]], chance.randrange(4)
    if isinstance(value, list) and len(value) > 1 and how == 0:
        value.reverse()
    elif isinstance(value, bool):
        holder[path[-1]] = not value
    elif isinstance(value, (str, int)) and how < 3:
        holder[path[-1]] = f"{value} more"
    elif isinstance(holder, list) and how == 1:
        holder.append(copy.deepcopy(value))
    else:
        del holder[path[-1]]
    return new


def _of(data: dict[str, Any], base: Revision) -> Revision:
    return Revision("county.yml", "", base.report, data)


def test_no_difference_is_ever_passed_over(tmp_path: Path) -> None:
    """Of 300 files that differ from the example by one change, none reads as the same, in either direction."""
    base = revision(TEXT, tmp_path, "old")
    chance = random.Random(16)
    data: dict[str, Any] = load_yaml(TEXT)
    assert Comparison(_of(data, base), _of(copy.deepcopy(data), base)).fields == ()
    seen = set()
    for _ in range(300):
        new = _mutated(data, chance)
        for first, second in ((data, new), (new, data)):
            found = Comparison(_of(first, base), _of(second, base))
            assert bool(found.fields) != is_same(first, second)
            assert len(found.fields) <= 12, [found.sentence(change) for change in found.fields]
            assert all(found.sentence(change) for change in found.fields)
            seen |= {change.kind for change in found.fields}
    assert seen >= {"added", "removed", "changed", "reordered"}


def test_county_files_are_the_same_as_themselves_and_different_from_each_other() -> None:
    """Every list can be made of any two files; the command itself refuses two counties."""
    files = [read(str(path), DAY).revisions[0] for path in sorted(EXAMPLE.parent.glob("*.yml"))]
    for number, one in enumerate(files):
        for other in (one, files[number - 1]):
            found = Comparison(one, other)
            lines = list(compare_text.lines((found,), (), ()))
            assert found.is_different == (one is not other)
            assert (f"  {compare_text.NO_DIFFERENCES}" in lines) == (one is other)
            assert all(change.line_old and change.line_new for change in found.fields)
