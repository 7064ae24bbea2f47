"""What a reader of YAML stumbles over is told in the line where the slip is, with the line as it is to be written."""

import time
from collections.abc import Iterator

import pytest

from protocol_builder.reading.source import read_text

from ..checking.test_fix import COMPLETE
from ..conftest import report_of
from ..edits import with_edits

SEAT = "    probation: {agency: probation, title: Chief}   # since 2020"


def problems(old: str, new: str) -> list[tuple[int, int, str, str]]:
    """What is wrong in a complete file in which something has been typed otherwise."""
    text = with_edits(COMPLETE, (old, new))
    return [(p.line, p.column, p.message, p.remedy) for p in read_text(text, "c.yml").problems]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "  lead: human_services",
            "  lead human_services",
            (10, 3, "a colon is missing after lead", "write a colon and a space after lead\nlead: human_services"),
        ),
        (
            "  lead: human_services",
            "  lead:human_services",
            (10, 7, "a space is missing after the colon of lead", "write\nlead: human_services"),
        ),
        (
            "  lead: human_services",
            "  lead — human_services",
            (
                10,
                7,
                "a colon is missing after lead",
                "replace — after lead with a colon and a space\nlead: human_services",
            ),
        ),
        (
            "  lead: human_services",
            "  lead = human_services",
            (
                10,
                7,
                "a colon is missing after lead",
                "replace = after lead with a colon and a space\nlead: human_services",
            ),
        ),
        (
            "  lead: human_services",
            "  lead： human_services",
            (
                10,
                7,
                "a colon is missing after lead",
                "replace ： after lead with a colon and a space\nlead: human_services",
            ),
        ),
        (
            "protocol_team:",
            "protocol_team",
            (9, 1, "a colon is missing after protocol_team", "write a colon after protocol_team\nprotocol_team:"),
        ),
        (
            SEAT,
            SEAT.replace("probation:", "probation"),
            (
                14,
                5,
                "a colon is missing after probation",
                "write a colon and a space after probation\nprobation: {agency: probation, title: Chief}   # since 2020",
            ),
        ),
        (
            "  service_planning: The team.",
            "  service_planning The team agrees on one plan for each child.",
            (
                40,
                3,
                "a colon is missing after service_planning",
                "write a colon and a space after service_planning\nservice_planning: The team agrees on one plan for each child.",
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: The team reviews each case,\ntogether and with the child, every two weeks.",
            (
                40,
                1,
                "this line continues the text of case_management above, but is not indented enough",
                "start the line with 4 spaces, more than case_management",
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: The team:\n  • reviews each case\n  • plans",
            (
                39,
                28,
                "the text of case_management contains a colon and has several lines",
                "write the text below its key\ncase_management: |-\n  The team:\n  • reviews each case\n  • plans",
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: The team\n\n    has two tasks: to review and to plan.",
            (
                39,
                20,
                "the text of case_management contains a colon and has several lines",
                "write the text below its key\ncase_management: |-\n  The team\n\n  has two tasks: to review and to plan.",
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: The team: all of it.",
            (
                39,
                28,
                "the text of case_management contains a colon",
                'put the text in quotes\ncase_management: "The team: all of it."',
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: “The team: all” of it.",
            (
                39,
                29,
                "the text of case_management contains a colon",
                'put the text in quotes\ncase_management: "“The team: all” of it."',
            ),
        ),
        (
            "  case_management: The team.",
            "  case_management: *The team.",
            (39, 20, "text cannot begin with *", 'put the text in quotes\ncase_management: "*The team."'),
        ),
        (
            "  case_management: The team.",
            "  case_management: & partners.",
            (39, 20, "text cannot begin with &", 'put the text in quotes\ncase_management: "& partners."'),
        ),
        (
            "  case_management: The team.",
            '  case_management: 50% "of: it".',
            (
                39,
                27,
                "the text of case_management contains a colon",
                "put the text in quotes\ncase_management: '50% \"of: it\".'",
            ),
        ),
        (
            SEAT,
            SEAT[1:],
            (
                14,
                4,
                "this line starts with 3 spaces; the lines next to it start with 4",
                "start the line with 4 spaces, like human_services on line 13, under seats",
            ),
        ),
        (
            SEAT,
            f" {SEAT}",
            (
                14,
                6,
                "this line starts with 5 spaces; the lines next to it start with 4",
                "start the line with 4 spaces, like human_services on line 13, under seats",
            ),
        ),
        (
            SEAT,
            SEAT.strip(),
            (
                14,
                1,
                "this line starts with no space; the lines next to it start with 4",
                "start the line with 4 spaces, like human_services on line 13, under seats",
            ),
        ),
        (
            SEAT,
            f"  - {SEAT.strip()}",
            (
                14,
                3,
                "extra dash before a key",
                "delete the dash, and start the line with 4 spaces, like human_services on line 13, under seats",
            ),
        ),
        (
            SEAT,
            f"\t{SEAT.strip()}",
            (14, 1, "this line starts with a tab; indent with spaces", "replace the tab with 4 spaces"),
        ),
        (
            SEAT,
            f"\t\t{SEAT.strip()}",
            (14, 1, "this line starts with a tab; indent with spaces", "replace the tabs with 4 spaces"),
        ),
        (
            "  lead: human_services",
            "\tlead: human_services",
            (10, 1, "this line starts with a tab; indent with spaces", "replace the tab with 2 spaces"),
        ),
        (
            SEAT,
            SEAT.replace("Chief", "Chief: Adult"),
            (
                14,
                48,
                "the text of title contains a colon",
                'put the text in quotes\nprobation: {agency: probation, title: "Chief: Adult"}   # since 2020',
            ),
        ),
        (
            SEAT,
            SEAT.replace("Chief", "Officer #3"),
            (
                14,
                51,
                "# after a space starts a comment, so the closing bracket is ignored",
                'put the text in quotes\nprobation: {agency: probation, title: "Officer #3"}   # since 2020',
            ),
        ),
        (
            SEAT,
            SEAT.replace(", title", " title"),
            (
                14,
                35,
                "a comma is missing before title",
                "write\nprobation: {agency: probation, title: Chief}   # since 2020",
            ),
        ),
        (
            SEAT,
            SEAT.replace("}", ""),
            (
                14,
                16,
                "this { is not closed",
                "add the }\nprobation: {agency: probation, title: Chief}",
            ),
        ),
        (
            SEAT,
            SEAT.replace("{", ""),
            (
                14,
                47,
                "this } has no matching { after probation",
                "add the {\nprobation: {agency: probation, title: Chief}   # since 2020",
            ),
        ),
        (
            SEAT,
            SEAT.replace("}   # since 2020", "}, {agency: probation, title: Deputy}"),
            (
                14,
                16,
                "probation has several entries but no brackets",
                "put brackets around the entries\nprobation: [{agency: probation, title: Chief}, {agency: probation, title: Deputy}]",
            ),
        ),
        (SEAT, SEAT.replace("}   # since 2020", "},"), (14, 49, "extra comma after }", "delete the comma")),
        (
            "[juvenile_court]",
            "[juvenile_court",
            (
                48,
                57,
                "this [ is not closed",
                "add the ]\ncourt: {name: Superior Court, kind: court, functions: [juvenile_court]}",
            ),
        ),
        (
            "  lead: human_services",
            "\u00a0\u00a0lead: human_services",
            (
                10,
                1,
                "an invisible character from Word (a non-breaking space) is here",
                "delete it and type a space",
            ),
        ),
        (
            "  lead: human_services",
            "  lead:\u00a0human_services",
            (
                10,
                8,
                "an invisible character from Word (a non-breaking space) is here",
                "delete it and type a space",
            ),
        ),
        (
            "  lead: human_services",
            "  **lead**: human_services",
            (10, 3, "a key has no ** around it", "delete each **\nlead: human_services"),
        ),
        (
            SEAT,
            SEAT.replace("title: Chief", 'title: "Chief'),
            (
                14,
                43,
                "a quote is opened here and never closed",
                'close the quote on this line, for example\nprobation: {agency: probation, title: "Chief"}',
            ),
        ),
        (
            SEAT,
            '    probation: {agency: probation, title: "Chief # 2}\n',
            (
                14,
                43,
                "a quote is opened here and never closed",
                'close the quote on this line, for example\nprobation: {agency: probation, title: "Chief # 2"}',
            ),
        ),
        (
            SEAT,
            '    probation: {agency: probation, title: "Chief}   # by law\n',
            (
                14,
                43,
                "a quote is opened here and never closed",
                'close the quote on this line, for example\nprobation: {agency: probation, title: "Chief"}',
            ),
        ),
    ],
)
def test_a_slip_is_told_in_its_line_with_what_mends_it(old: str, new: str, expected: tuple[int, int, str, str]) -> None:
    assert problems(old, new) == [expected]


def test_what_is_noticed_only_after_the_last_line_is_told_in_it() -> None:
    (told,) = read_text("county: Kern\ninstrument: {kind: [\n", "c.yml").problems
    assert (told.line, told.message) == (2, "a value is missing here, or a bracket is opened and never closed")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_of_two_slips_the_first_is_told_first(end: str) -> None:
    text = COMPLETE.replace("lead: human", "lead human").replace("kind: dedicated", "kind dedicated").replace("\n", end)
    first = read_text(text, "c.yml").problems
    assert [(p.line, p.message) for p in first] == [(10, "a colon is missing after lead")]
    second = read_text(text.replace("lead human", "lead: human"), "c.yml").problems
    assert [(p.line, p.message) for p in second] == [(25, "a colon is missing after kind")]


def test_no_line_however_long_keeps_the_reader_waiting() -> None:
    for long in ("x " * 400_000, " " * 400_000 + "#", "a: " * 200_000, "{" * 39 + "a: b, " * 100_000):
        begun = time.monotonic()
        assert read_text(f"{COMPLETE}x\n{long}\ny: z: z\n", "c.yml").problems
        assert time.monotonic() - begun < 5


def slips(line: str) -> Iterator[tuple[str, str]]:
    """What slips from the hand in a line, by name."""
    bare = line.lstrip()
    yield "further in by one", f" {line}"
    yield "further in by two", f"  {line}"
    yield "further in by four", f"    {line}"
    if bare != line:
        yield "further out by one", line[1:]
        yield "further out by two", line[2:]
        yield "at the beginning", bare
        yield "tab", f"\t{bare}"
        yield "non-breaking spaces", "\u00a0" * (len(line) - len(bare)) + bare
    if ":" in line:
        yield "no colon", line.replace(":", "", 1)
        yield "no blank", line.replace(": ", ":", 1)
        yield "semicolon", line.replace(":", ";", 1)
    for sign in "{}[],":
        yield f"no {sign}", line.replace(sign, "", 1)
    yield "round brackets", line.replace("{", "(").replace("}", ")")


ELSEWHERE = {
    # These make another sound file, in which only what it says is wrong: a line has become one of the text above, ...
    ("further in by two", "  case_management: The team."),
    ("further in by four", "  case_management: The team."),
    # ... a list has become an agency, ...
    (
        "further out by two",
        "    functions: [human_services, child_welfare, mental_health, substance_use_disorder, public_health]",
    ),
    # ... what belongs below a section stands below another, ...
    ("further in by four", "mdt:"),
    # ... or the line above could as well be the wrong one.
    ("further in by two", "  service_planning: The team."),
    ("further in by two", "  court: {name: Superior Court, kind: court, functions: [juvenile_court]}"),
}


def test_a_slip_in_any_line_is_told_in_that_line_with_at_most_one_more_finding() -> None:
    lines = COMPLETE.split("\n")
    tried, elsewhere = 0, set()
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        for name, slipped in slips(line):
            text = "\n".join([*lines[:number], slipped, *lines[number + 1 :]])
            errors = [d for d in report_of(text).diagnostics if d.severity == "error"]
            tried += slipped != line
            if errors and (errors[0].line != number + 1 or len(errors) > 2):
                elsewhere.add((name, line))
    assert tried > 400
    assert elsewhere == ELSEWHERE


BELOW = {
    # A map whose entries go on below it, one in a list, and a list: what the line is to be, and where its comment goes.
    "  term: {from: 2026-07-01, until: perpetual}   # new\n    review_by: 2028-06-30\n": (
        (4, 3, "term has entries in braces and more entries below them"),
        "term:   # new\n  from: 2026-07-01\n  until: perpetual",
    ),
    "  amendments:\n    - {number: 1, made_on: 2026-07-01}\n      summary: [parties]\n": (
        (5, 5, "this entry is in braces, and more of it is below them"),
        "- number: 1\n  made_on: 2026-07-01",
    ),
    "  principles: [harm_reduction, equal_access]\n    - data_driven\n": (
        (4, 3, "principles has items in brackets and more items below them"),
        "principles:\n  - harm_reduction\n  - equal_access",
    ),
    "  principles: [harm_reduction, equal_access]\n  - data_driven\n": (
        (4, 3, "principles has items in brackets and more items below them"),
        "principles:\n- harm_reduction\n- equal_access",
    ),
    '  scope: {area: "All, and the rest"}\n      oldest: 20\n': (
        (4, 3, "scope has entries in braces and more entries below them"),
        'scope:\n    area: "All, and the rest"',
    ),
}


@pytest.mark.parametrize("typed", BELOW)
def test_what_goes_on_below_its_braces_is_written_in_lines_and_then_reads(typed: str) -> None:
    where, shown = BELOW[typed]
    line, column, message = where
    kind = "  kind: interagency_protocol\n"
    assert problems(kind, kind + typed) == [(line, column, message, f"write each on a line of its own\n{shown}")]
    before = " " * (column - 1)
    lines = "".join(f"{before}{one}\n" for one in shown.split("\n"))
    braces = next(one for one in typed.splitlines(keepends=True) if "{" in one or "[" in one)
    assert problems(kind, kind + typed.replace(braces, lines)) == []


@pytest.mark.parametrize(
    ("typed", "until", "shown"),
    [
        (
            "csec_program: {elects_funds: true,\n  protocol_developed_on: 2019}\n  notes_on_funds: x\n",
            3,
            "csec_program:\n  elects_funds: true\n  protocol_developed_on: 2019",
        ),
        (
            "csec_program: {elects_funds: true,\n  protocol_developed_on: 2019\n}\n\n  notes_on_funds: x\n",
            4,
            "csec_program:\n  elects_funds: true\n  protocol_developed_on: 2019",
        ),
        (
            "csec_program: {\n  elects_funds: true,\n  protocol_developed_on: 2019,\n  }\n  more: x\n",
            5,
            "csec_program:\n  elects_funds: true\n  protocol_developed_on: 2019",
        ),
    ],
)
def test_braces_over_several_lines_that_go_on_below_are_written_in_lines_and_then_read(
    typed: str, until: int, shown: str
) -> None:
    text = f"county: Yolo\n{typed}instrument: {{kind: other}}\n"
    (found,) = (d for d in report_of(text).diagnostics if d.id == "yaml-syntax")
    assert (found.line, found.column, found.message) == (
        2,
        1,
        "csec_program has entries in braces and more entries below them",
    )
    assert found.remedy == f"write each on a line of its own, instead of lines 2 to {until}\n{shown}"
    lines = text.split("\n")
    healed = "\n".join([lines[0], shown, *lines[until:]])
    assert [d.message for d in report_of(healed).diagnostics if d.id == "yaml-syntax"] == []


@pytest.mark.parametrize(
    "typed",
    [
        "csec_program: {elects_funds: true,  # since 2015\n  protocol_developed_on: 2019}\n  more: x\n",
        "csec_program: {elects_funds: true,\n  protocol_developed_on: 2019,\n  more: x\n",
        "csec_program: {elects_funds: true,\n  protocol_developed_on: 2019}\n    more: x\n",
    ],
)
def test_braces_with_a_comment_among_them_or_not_closed_are_not_taken_apart(typed: str) -> None:
    text = f"county: Yolo\n{typed}instrument: {{kind: other}}\n"
    messages = [d.message for d in report_of(text).diagnostics if d.id.startswith("yaml-")]
    assert messages
    assert not any("more entries below" in message for message in messages)


def test_a_line_too_far_in_below_a_text_is_not_told_to_be_of_braces() -> None:
    kind = "  kind: interagency_protocol\n"
    (found,) = problems(kind, f"{kind}    number: '1'\n")
    assert "braces" not in found[2]
