"""The sections of practice: every key of the shape reaches the model, and every word has its label."""

from dataclasses import fields, is_dataclass
from typing import Any

from protocol_builder.law import vocabulary
from protocol_builder.protocol.from_data import county_practice
from protocol_builder.protocol.practice import CountyPractice, Practice, Words
from protocol_builder.reading import source

from ..conftest import EXAMPLE, below

DATA = source.read(EXAMPLE).data
COUNTY = county_practice(DATA)


def values(node: Any) -> list[Any]:
    """Every value of a tree of dataclasses."""
    if is_dataclass(node) and not isinstance(node, Words | Practice):
        return [value for field in fields(node) for value in values(getattr(node, field.name))]
    if isinstance(node, tuple) and any(map(is_dataclass, node)):
        return [value for item in node for value in values(item)]
    return [node]


def test_every_value_of_the_example_s_sections_reaches_the_model() -> None:
    """A value that the file gives and the model loses would be missing from every document."""
    given: list[Any] = []
    for section in (field.name for field in fields(CountyPractice)):
        for path, value in below(DATA[section]):
            texts = section == "services" and path and path[0] in ("provision", "case_management", "service_planning")
            if not isinstance(value, dict | list) and not texts and "source" not in path:
                given.append(DATA["agencies"][value]["name"] if "agencies" in path else value)
    reached: list[Any] = []
    for value in values(COUNTY):
        if isinstance(value, Words):
            reached += value.words
        elif isinstance(value, Practice):
            reached.append(value.text or value.done)
        elif isinstance(value, tuple):
            reached += [item for item in value if item != "board_resolution"]
        elif value is not None and value != "":
            reached.append(value)
    assert sorted(map(str, reached)) == sorted(map(str, given))


def test_every_word_has_its_label() -> None:
    words = [value for value in values(COUNTY) if isinstance(value, Words)]
    assert len(words) > 25
    for found in words:
        assert found.of in vocabulary.lists(), found
        assert all(label != word for label, word in zip(found.labels, found.words, strict=True) if "_" in word)


def test_what_is_said_of_a_practice_is_kept_apart() -> None:
    sharing, reporting = COUNTY.information_sharing, COUNTY.reporting
    assert sharing
    assert sharing.investigation
    assert sharing.investigation.remote_identity_check == Practice(
        True, "The convening agency calls each member back at the agency's listed number."
    )
    assert sharing.investigation.only_members is True
    assert sharing.investigation.records_protected == Practice(
        True, "Kept apart from the case file, with access for members only."
    )
    assert reporting
    assert reporting.mandated_reporters
    assert reporting.mandated_reporters.through_supervisor is False


def test_a_screening_tool_is_a_name_or_a_name_with_who_uses_it_and_for_whom() -> None:
    tools: list[str | dict[str, Any]] = [
        "CSE-IT",
        {"name": "CANS-CSE", "agencies": ["mh", "dp"], "youngest": 10, "guide": "Manual"},
    ]
    found = county_practice({"agencies": {"mh": {"name": "Behavioral Health"}}, "identification": {"tools": tools}})
    assert found.identification
    assert list(map(str, found.identification.tools)) == [
        "CSE-IT",
        "CANS-CSE (used by Behavioral Health and Dp (name to be filled in); from age 10; guide: Manual)",
    ]
    only_up_to = county_practice(
        {"identification": {"tools": [{"name": "A", "oldest": 17}, {"name": "B", "youngest": 9, "oldest": 12}]}}
    )
    assert only_up_to.identification
    assert [tool.ages for tool in only_up_to.identification.tools] == ["up to age 17", "ages 9 to 12"]


def test_what_the_file_leaves_out_is_none() -> None:
    empty = county_practice({"county": "Inyo", "reporting": {"exploitation": {"within": "24 hours"}}})
    assert empty.identification is None
    assert empty.reporting
    assert empty.reporting.missing is None
    assert empty.reporting.exploitation
    assert empty.reporting.exploitation.documented is None
    assert not empty.reporting.exploitation.by
