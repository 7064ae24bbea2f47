"""Blocks written as Markdown read as the same blocks again: no character that someone typed becomes markup on the way."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.as_markdown import NoMarkdownError, as_markdown, escaped, inline
from protocol_builder.agreement.blocks import (
    Block,
    Blocks,
    Box,
    Code,
    Heading,
    HorizontalLine,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Signature,
    Table,
    plain_text,
)
from protocol_builder.agreement.markdown import blocks

from ..conftest import report_of
from .test_clauses import SHAPES

SPECIAL = "\\`*_[]<>#|~&!+-=:.)(\"'"
TYPED = st.text(st.sampled_from(f"{SPECIAL} ab12é"), min_size=1, max_size=12).map(lambda text: " ".join(text.split()))


def unedited(text: str) -> tuple[str, ...]:
    return (text,)


def shown(markdown: str) -> Blocks:
    return blocks(markdown)


@pytest.mark.parametrize("mark", SPECIAL)
@pytest.mark.parametrize("form", ["{}", "{} b", "a {}", "{0}a{0}", "{0}{0}a{0}{0}", "1{} a", "{0}a{0}(b)", "{0}{0}{0}"])
def test_each_special_character_is_itself_wherever_it_stands(mark: str, form: str) -> None:
    text = form.format(mark)
    for written in (escaped(text), inline((Run(text),))):
        assert shown(written) == (Paragraph((Run(text),)),), written


@given(text=TYPED.filter(bool))
@settings(max_examples=300)
def test_any_text_is_itself(text: str) -> None:
    for written in (escaped(text), inline((Run(text),))):
        (block,) = shown(written)
        assert isinstance(block, Paragraph)
        assert plain_text(block.runs) == text


BLOCKS: dict[str, Blocks] = {
    "heading": (Heading(3, (Run("One # two"),)), Paragraph((Run("after"),))),
    "looks": (
        Paragraph((Run("a "), Run("b", bold=True), Run(" "), Run("c", italic=True), Run(" "), Run("d*", code=True))),
    ),
    "bullets": (Listing(((Paragraph((Run("- a"),)),), (Paragraph((Run("b"),)), Paragraph((Run("c"),))))),),
    "numbers": (Listing(((Paragraph((Run("1. a"),)),), (Paragraph((Run("b"),)),)), "1.", 7),),
    "nested": (Listing(((Paragraph((Run("a"),)), Listing(((Paragraph((Run("b"),)),),))),)),),
    "quote": (Quote((Paragraph((Run("> a"),)), Paragraph((Run("b"),)))),),
    "code": (Code("a * b\n  c"),),
    "lines": (Paragraph((Run("a\n- b\n1. c\n---\n# d\n> e"),)),),
    "rule": (Paragraph((Run("a"),)), HorizontalLine(), Paragraph((Run("b"),))),
    "table": (Table(((Run("h|"),), (Run("i"),)), (((Run("1"),), (Run("2|3"),)), ((), (Run("4"),)))),),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_each_kind_of_block_comes_back(kind: str) -> None:
    found = shown(as_markdown(BLOCKS[kind], unedited))
    if kind == "table":  # how wide its columns are is found anew
        assert [(one.header, one.rows) for one in found if isinstance(one, Table)] == [
            (one.header, one.rows) for one in BLOCKS[kind] if isinstance(one, Table)
        ]
    else:
        assert found == BLOCKS[kind]


def texts_of(found: Blocks) -> list[str]:
    """The texts that can be edited, in reading order."""
    texts: list[str] = []

    def seen(text: str) -> tuple[str, ...]:
        texts.append(text)
        return (text,)

    as_markdown(found, seen)
    return texts


@pytest.mark.parametrize("kind", [kind for kind in BLOCKS if kind != "code"])
def test_each_paragraph_can_be_edited_or_have_another_after_it(kind: str) -> None:
    texts = texts_of(BLOCKS[kind])
    for text in texts:
        for new in (("*New* #1",), (text, "- New 1"), ("---",)):
            if len(new) > 1 and kind == "table":
                continue  # two in a cell are one
            edited = as_markdown(BLOCKS[kind], lambda own, of=text, new=new: new if own == of else (own,))  # type: ignore[misc]
            expected = [word for one in texts for word in (new if one == text else (one,))]
            assert texts_of(shown(edited)) == expected


def test_an_edited_code_block_has_the_new_text_and_one_that_is_only_spaced_otherwise_the_old() -> None:
    code = (Code("a  *b*\nc"),)
    assert shown(as_markdown(code, lambda text: ("new *text*",))) == (Code("new *text*"),)
    assert shown(as_markdown(code, lambda text: ("a *b* c",))) == code


@pytest.mark.parametrize("block", [Box("GAP", (), "gap"), Picture.__new__(Picture), Signature.__new__(Signature)])
def test_what_markdown_cannot_have_is_refused(block: object) -> None:
    with pytest.raises(NoMarkdownError):
        as_markdown((block,), unedited)  # type: ignore[arg-type]


def without_what_markdown_has_not(found: Blocks) -> Iterator[Block]:
    yield from (block for block in found if not isinstance(block, Box | Picture | Signature))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_article_of_the_library_reads_as_itself_again(shape: str) -> None:
    for article in agreement(report_of(SHAPES[shape])).articles:
        own: Blocks = tuple(without_what_markdown_has_not(article.blocks))
        assert texts_of(shown(as_markdown(own, unedited))) == texts_of(own), article.id
