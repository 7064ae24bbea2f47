"""A change of one thing in YAML text: every other character stays, or nothing is given back."""

import pytest

from protocol_builder.law import shape
from protocol_builder.reading.editing import edited
from protocol_builder.reading.insertion import CannotInsertError

FILE = """\
# A comment at the top.
county: Inyo

protocol_team:
  lead: human_services   # who leads
  seats:
    probation:
      agency: probation
      # the job title, never a name
      title: "TODO"   # for example Chief Probation Officer
    sheriff: {agency: sheriff, title: Sheriff}

# What the team does.
mdt:
  tiers:
    - name: First   # the first stage
      within: 2 hours
    # between the stages
    - name: Second
  reconvene_on: [one, "two, or three"]

agencies:
  probation: {name: "Probation, Inyo", kind: county_department, functions: [probation]}
  sheriff:
    name: Sheriff
    kind: elected_county_office
    functions: [sheriff]
"""


def changes(path: tuple[str | int, ...], value: object, text: str = FILE) -> list[str]:
    """The lines that a change takes out (-) and puts in (+)."""
    before, after = text.splitlines(), edited(text, path, value, shape.keys_at).splitlines()
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return [f"-{line}" for line in before[start : len(before) - end]] + [
        f"+{line}" for line in after[start : len(after) - end]
    ]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("county",), "Mono", ["-county: Inyo", "+county: Mono"]),
        (
            ("protocol_team", "seats", "probation", "title"),
            "Chief Probation Officer, Juvenile",
            [
                '-      title: "TODO"   # for example Chief Probation Officer',
                '+      title: "Chief Probation Officer, Juvenile"   # for example Chief Probation Officer',
            ],
        ),
        (("protocol_team", "seats", "probation", "phone"), 911, ["+      phone: 911"]),
        (("protocol_team", "lead"), None, ["-  lead: human_services   # who leads"]),
        (
            ("protocol_team", "lead"),
            ["human_services", "probation"],
            ["-  lead: human_services   # who leads", "+  lead: [human_services, probation]   # who leads"],
        ),
        (
            ("protocol_team", "seats", "sheriff", 1),
            {"agency": "sheriff", "title": "Undersheriff, or Captain"},
            [
                "-    sheriff: {agency: sheriff, title: Sheriff}",
                '+    sheriff: [{agency: sheriff, title: Sheriff}, {agency: sheriff, title: "Undersheriff, or Captain"}]',
            ],
        ),
        (
            ("protocol_team", "seats", "probation", 1),
            {"agency": "probation", "title": "Deputy: Juvenile"},
            [
                "-      agency: probation",
                "-      # the job title, never a name",
                '-      title: "TODO"   # for example Chief Probation Officer',
                "+      - agency: probation",
                "+        # the job title, never a name",
                '+        title: "TODO"   # for example Chief Probation Officer',
                "+      - agency: probation",
                '+        title: "Deputy: Juvenile"',
            ],
        ),
        (("mdt", "tiers", 2), {"name": "Third", "within": "10 days"}, ["+    - name: Third", "+      within: 10 days"]),
        (("mdt", "tiers", 1), None, ["-    - name: Second"]),
        (("mdt", "tiers", 0), None, ["-    - name: First   # the first stage", "-      within: 2 hours"]),
        (("mdt", "reconvene_on", 2), "a, b", None),
        (
            ("mdt", "reconvene_on", 0),
            None,
            ['-  reconvene_on: [one, "two, or three"]', '+  reconvene_on: ["two, or three"]'],
        ),
        (
            ("agencies", "sheriff", "functions"),
            ["sheriff", "local_law_enforcement"],
            ["-    functions: [sheriff]", "+    functions: [sheriff, local_law_enforcement]"],
        ),
        (
            ("agencies", "court"),
            {"name": "Superior Court: Inyo", "kind": "court", "functions": ["juvenile_court"]},
            [
                "+  court:",
                '+    name: "Superior Court: Inyo"',
                "+    kind: court",
                "+    functions: [juvenile_court]",
            ],
        ),
        (
            ("services", "provision"),
            "One line.\n\nAnother, with: a colon",
            ["+services:", "+  provision: |-", "+    One line.", "+", "+    Another, with: a colon", "+"],
        ),
        (("csec_program", "elects_funds"), True, ["+csec_program:", "+  elects_funds: true", "+"]),
        (
            ("agencies", "probation", "phone"),
            {"number": "555-555-0100", "internal": True},
            None,
        ),
    ],
)
def test_a_change_changes_one_place(path: tuple[str | int, ...], value: object, expected: list[str] | None) -> None:
    found = changes(path, value)
    if expected is None:  # one line within braces or brackets
        assert [line[0] for line in found] == ["-", "+"]
    else:
        assert found == expected


def test_what_is_there_already_changes_nothing() -> None:
    assert edited(FILE, ("mdt", "reconvene_on"), ["one", "two, or three"], shape.keys_at) == FILE
    assert edited(FILE, ("mdt", "name"), None, shape.keys_at) == FILE


def test_a_map_that_would_be_left_empty_goes_too() -> None:
    text = "county: Inyo\n\nservices:\n  provision: Some   # words\n\nagencies: {}\n"
    assert edited(text, ("services", "provision"), None, shape.keys_at) == "county: Inyo\n\n\nagencies: {}\n"


def test_line_ends_of_windows_stay() -> None:
    text = FILE.replace("\n", "\r\n")
    for path, value in (
        (("county",), "Mono"),
        (("mdt", "tiers", 2), {"name": "Third"}),
        (("services", "provision"), "One.\n\nTwo."),
        (("protocol_team", "seats", "probation", 1), {"agency": "probation"}),
        (("mdt", "tiers", 0), None),
    ):
        new = edited(text, path, value, shape.keys_at)
        assert new.count("\n") == new.count("\r\n"), path
        assert new != text


def test_nothing_is_given_back_where_more_than_one_place_would_change() -> None:
    text = "agencies:\n  a: &same {name: One, kind: city, functions: [other]}\n  b: *same\n"
    with pytest.raises(CannotInsertError, match="leaves no safe place"):
        edited(text, ("agencies", "a", "name"), "Two", shape.keys_at)
    with pytest.raises(CannotInsertError, match="a comment is between this and what follows it"):
        edited("a:\n  - b: 1\n    # about c\n    c: 2\n", ("a", 0, "b"), None, shape.keys_at)
