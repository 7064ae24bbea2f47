"""Markdown becomes blocks, and nothing that an author typed is lost on the way."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_builder.agreement.blocks import (
    Code,
    Heading,
    HorizontalLine,
    Listing,
    Marking,
    Paragraph,
    Quote,
    Run,
    Table,
    marker,
    plain_text,
    printed_lines,
    with_lettered_lists,
)
from protocol_builder.agreement.markdown import blocks
from protocol_builder.writers import html


def words(markdown: str) -> str:
    return " ".join(printed_lines(blocks(markdown)))


def test_each_kind_of_block_is_told_apart() -> None:
    found = blocks("# One\n\ntext\n\n- a\n\n3. c\n\n> q\n\n```\nx\n```\n\n---\n\n| h |\n|--:|\n| 1 |\n")
    assert found == (
        Heading(1, (Run("One"),)),
        Paragraph((Run("text"),)),
        Listing(((Paragraph((Run("a"),)),),)),
        Listing(((Paragraph((Run("c"),)),),), "1.", 3),
        Quote((Paragraph((Run("q"),)),)),
        Code("x"),
        HorizontalLine(),
        Table(((Run("h"),),), (((Run("1"),),),), ("right",)),
    )


def test_looks_lie_within_each_other() -> None:
    [paragraph] = blocks("a **b *c*** `d` [*e*](https://example.org)\nf  \ng")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Run("a "),
        Run("b ", bold=True),
        Run("c", bold=True, italic=True),
        Run(" "),
        Run("d", code=True),
        Run(" "),
        Run("e", italic=True, link="https://example.org"),
        Run(" (https://example.org)", link="https://example.org"),
        Run(" f\ng"),
    )


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("<b>5</b> <script>x</script> <!-- y -->", "<b>5</b> <script>x</script> <!-- y -->"),
        ("<div>\n\nx\n\n</div>", "<div> x </div>"),
        ("![A map](https://example.org/m.png)", "[picture: A map, https://example.org/m.png]"),
        ("![](data:image/png;base64,AAAA)", "[picture: without description]"),
        ("![a](b.png 'Title')", "[picture: a, “Title”, b.png]"),
        ("[our page](https://example.org)", "our page (https://example.org)"),
        ("[our page](other.md 'Note')", "our page (other.md, “Note”)"),
        ("<https://example.org> <a@example.org>", "https://example.org a@example.org"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[Note]: pending", "[Note]: pending"),
        ("```yaml the rest\ncode\n```", "yaml the rest\ncode"),
        ("{{ 7 * 7 }} {% if %}", "{{ 7 * 7 }} {% if %}"),
        ("a\x00b\x07c \u202e d", "a\ufffdb\ufffdc \ufffd d"),
        ("&amp; &copy; C & F", "& © C & F"),
        ("# \n\n*\n\n>", "•"),
    ],
)
def test_what_markdown_would_drop_or_run_is_printed(markdown: str, printed: str) -> None:
    assert words(markdown) == printed


def test_only_web_mail_and_telephone_addresses_are_links() -> None:
    [paragraph] = blocks("[a](https://a.org) [b](tel:211) [c](file.md) [d](#x) [e](//evil.org) [f](mailto:a@b.org)")
    assert isinstance(paragraph, Paragraph)
    assert {run.link for run in paragraph.runs} == {"https://a.org", "tel:211", "mailto:a@b.org", ""}


@pytest.mark.parametrize("before", ["", "> ", "- "])
def test_a_row_longer_than_its_table_keeps_all_its_cells(before: str) -> None:
    indent = before if before == "> " else " " * len(before)
    rows = ["| a | b |", "|---|---|", "| 1 | 2 | *3* | 4 |", "| 5 |"]
    found = words("\n".join((before if not number else indent) + row for number, row in enumerate(rows)))
    assert found.removeprefix("• ").strip() == "a b 1 2 | 3 | 4 5"


def test_a_table_too_wide_for_a_page_becomes_a_list_with_the_heads_of_its_columns() -> None:
    [found] = blocks("|" + "h|" * 70 + "\n|" + "-|" * 70 + "\n|" + "c|" * 70)
    assert isinstance(found, Listing)
    assert list(printed_lines((found,)))[1].count("h: c;") == 70


@pytest.mark.parametrize(
    "nested", ["> " * 150 + "deep", "\n".join("  " * n + f"- item{n}" for n in range(40)) + " deep"]
)
def test_text_nested_beyond_reason_is_still_there(nested: str) -> None:
    assert "deep" in words(nested)


def test_a_heading_within_a_list_or_quote_is_no_heading_of_the_article() -> None:
    quote, listing = blocks("> # Quoted\n\n- # Listed\n")
    assert quote == Quote((Paragraph((Run("Quoted", bold=True),)),))
    assert listing == Listing(((Paragraph((Run("Listed", bold=True),)),),))


def test_lists_of_an_agreement_count_in_letters_but_not_one_that_begins_elsewhere() -> None:
    [outer] = with_lettered_lists(blocks("1. a\n   1. b\n      - c\n        1. d\n"))
    assert isinstance(outer, Listing)
    inner = outer.items[0][1]
    assert isinstance(inner, Listing)
    assert (outer.marking, inner.marking) == ("(a)", "(i)")
    assert " ".join(printed_lines((outer,))) == "(a) a (i) b • c (A) d"
    assert with_lettered_lists(blocks("2016. A year"))[0] == Listing(((Paragraph((Run("A year"),)),),), "1.", 2016)


ROMAN = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 14, 39, 40, 49, 50, 89, 90, 99, 100, 101)


@pytest.mark.parametrize(
    ("marking", "numbers", "expected"),
    [
        ("(a)", (1, 2, 25, 26, 27, 28, 52, 53), "(a) (b) (y) (z) (aa) (bb) (zz) (aaa)"),
        ("(A)", (1, 26, 27), "(A) (Z) (AA)"),
        ("(i)", ROMAN[:10], "(i) (ii) (iii) (iv) (v) (vi) (viii) (ix) (x) (xi)"),
        ("(i)", ROMAN[10:], "(xiv) (xxxix) (xl) (xlix) (l) (lxxxix) (xc) (xcix) (c) (ci)"),
        ("(1)", (1, 10), "(1) (10)"),
        ("1.", (7, 2016), "7. 2016."),
        ("•", (1, 3), "• •"),
    ],
)
def test_markers_count_as_word_does(marking: Marking, numbers: tuple[int, ...], expected: str) -> None:
    assert " ".join(marker(marking, number) for number in numbers) == expected


def test_a_column_is_as_wide_as_its_longest_word_where_there_is_room() -> None:
    cells = " | ".join(["enforcement", "x " * 200, "x " * 200, "x " * 200])
    [table] = blocks(f"| a | b | c | d |\n|---|---|---|---|\n| {cells} |")
    assert isinstance(table, Table)
    assert sum(table.widths) == 1000
    assert table.widths[0] >= 1000 * len("enforcement") / 95
    assert table.widths[1] == pytest.approx(table.widths[3], abs=3)


MARKUP = [
    "# ",
    "- ",
    "1. ",
    "> ",
    "```",
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    ")",
    "![",
    "|",
    "|-|-|\n",
    "\n",
    "\n\n",
    "    ",
]
MARKUP += ["---\n", "<", ">", "]: ", "\\", " ", " ", "~", "+ ", "<!--", "-->", '"', "===\n", "  \n", "://", "{{", "}}"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(MARKUP), min_size=1, max_size=40))
def test_every_word_is_printed_whatever_the_markup_around_it(markup: list[str]) -> None:
    markdown = "".join(f"{sign}word{number:02}" for number, sign in enumerate(markup))
    printed = " ".join(printed_lines(blocks(markdown)))
    missing = [word for word in re.findall(r"word\d\d", markdown) if word not in printed]
    assert missing == [], markdown


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_becomes_blocks(typed: str) -> None:
    for block in blocks(typed):
        if isinstance(block, Paragraph):
            assert plain_text(block.runs)


@pytest.mark.parametrize(
    "markdown",
    [
        "**" * 400 + "a" + "**" * 400,
        "*b **c " * 400 + "d" + "** e*" * 400,
        f"| h |\n|---|\n| {'**' * 400}a{'**' * 400} |",
        f"| h |\n|---|\n| 1 | {'**' * 400}a{'**' * 400} |",
    ],
    ids=["bold", "bold and italic", "in a cell", "in a cell too many"],
)
def test_emphasis_deeper_than_anyone_can_mean_is_printed_as_typed(markdown: str) -> None:
    assert re.sub(r"[\s|-]", "", words(markdown)) == re.sub(r"[\s|-]", "", markdown)


@pytest.mark.parametrize("depth", [1, 30, 80])
def test_emphasis_as_deep_as_anyone_can_mean_is_a_look(depth: int) -> None:
    assert blocks("**" * depth + "a" + "**" * depth) == (Paragraph((Run("a", bold=True),)),)


UNFIT = "\x07 \x7f \x85 \x9b \x92 \u202a \u202e \u2066 \u2069 \ud800 \uffff"
SHOWN = " ".join("\ufffd" * 11)


def test_what_no_document_can_hold_is_a_visible_sign() -> None:
    entities = " ".join(f"&#{ord(sign)};" for sign in UNFIT.split(" "))
    for typed in (UNFIT, entities):
        for markdown in (typed, f"| {typed} |\n|---|", f"- {typed}", f"**{typed}**", f"# {typed}"):
            assert SHOWN in words(markdown), markdown
    assert words('[a](https://example.org "&#x202e;b")') == "a (https://example.org, “\ufffdb”)"
    assert words('![a](x.png "&#x202e;b")') == "[picture: a, “\ufffdb”, x.png]"
    assert words(f"~~~ {UNFIT}\n~~~ `{UNFIT}`") == words(f"~~~ {SHOWN}\n~~~ `{SHOWN}`")
    assert words("`&#x202e;`") == "&#x202e;", "which is what was typed, and harmless"


def shown(markdown: str) -> list[str]:
    lines = "\n".join(printed_lines(blocks(markdown)))
    return re.sub(r"(?m)^(•|\d\.)\n", r"\1 ", lines).split("\n")


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        (
            "They get:\n- a bed\n- a meal\nThe County denies no one.",
            ["They get:", "• a bed", "• a meal", "The County denies no one."],
        ),
        ("1. Call.\n2. Meet.\nEach is recorded.", ["1. Call.", "2. Meet.", "Each is recorded."]),
        ("  * a bed\nNo one is denied.\r\nEver.", ["• a bed", "No one is denied. Ever."]),
        # More of the item: in a later column, in small letters, after a long line, or after an unfinished one.
        ("- a bed\n  The County pays.", ["• a bed The County pays."]),
        ("- a bed\nand a meal", ["• a bed and a meal"]),
        (f"- {'word ' * 12}at the\nSheriff.", [f"• {'word ' * 12}at the Sheriff."]),
        ("- a call to the\nSheriff", ["• a call to the Sheriff"]),
        ("- a call, a bed,\nSheriff", ["• a call, a bed, Sheriff"]),
        # What is code, or no list, stays.
        ("```\n- a\nB\n```", ["- a", "B"]),
        ("a bed\nThe County", ["a bed The County"]),
    ],
)
def test_a_sentence_below_a_list_is_not_part_of_its_last_item(markdown: str, lines: list[str]) -> None:
    assert shown(markdown) == lines


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Steps:\n(a) call\n(b) meet\n(c) write", "Steps:\n(a) call\n(b) meet\n(c) write"),
        ("(1) call\n(2) meet", "(1) call\n(2) meet"),
        (
            "under WIC section 16524.7\n(d) and section 16524.8\n(b) as amended",
            "under WIC section 16524.7 (d) and section 16524.8 (b) as amended",
        ),
        ("Steps:\n(a) call", "Steps: (a) call"),
        ("see subdivision\n(a) here\n(b) there", "see subdivision (a) here\n(b) there"),
    ],
)
def test_lettered_lines_stay_lines(markdown: str, text: str) -> None:
    (paragraph,) = blocks(markdown)
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.runs) == text


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4",
        "a*b*c and 2*3 or 4*5",
        "2**3**4",
        "Beds: 2*3*4, staff: 1*2*3.",
        "é*b*c",
        "A*B and 3*x*2",
    ],
)
def test_an_asterisk_between_letters_or_digits_is_what_was_typed(text: str) -> None:
    assert blocks(text) == (Paragraph((Run(text),)),)
    assert unescape(html.markdown(text)) == f"<p>{text}</p>"
    (table,) = blocks(f"| A |\n|---|\n| {text} |")
    assert isinstance(table, Table)
    assert table.rows == (((Run(text),),),)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*word*", (Run("word", italic=True),)),
        ("**word**", (Run("word", bold=True),)),
        ("(*word*), “**word**”.", (Run("("), Run("word", italic=True), Run("), “"), Run("word", bold=True), Run("”."))),
        ("**Child**ren 2*3*4", (Run("Child", bold=True), Run("ren 2*3*4"))),
        ("un**believ**able", (Run("un"), Run("believ", bold=True), Run("able"))),
        ("un*believ*able", (Run("un"), Run("believ", italic=True), Run("able"))),
        ("*a 2*3 b*", (Run("a 2*3 b", italic=True),)),
        ("中文**强调**中文", (Run("中文"), Run("强调", bold=True), Run("中文"))),
    ],
)
def test_emphasis_that_was_meant_is_printed_as_such(text: str, runs: tuple[Run, ...]) -> None:
    assert blocks(text) == (Paragraph(runs),)
