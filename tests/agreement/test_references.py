"""References among the parts of an agreement: each by number wherever it is, none left over."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import (
    Block,
    Box,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Run,
    Table,
    printed_lines,
)
from protocol_builder.agreement.drawing import Drawing
from protocol_builder.agreement.references import references_to, resolve, targets

from ..conftest import EXAMPLE, report_of
from .test_agreement import library
from .test_clauses import SHAPES
from .test_own_words import with_words

NAMES = {"training": "Article 4"}
TRAINING = Reference("other arrangements", link="#training")
ABSENT = Reference("other arrangements", link="#absent")


def parts_of(found: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield found
    if isinstance(found, tuple):
        inner = iter(found)
    elif is_dataclass(found):
        inner = (getattr(found, field.name) for field in fields(found))
    else:
        return
    for part in inner:
        yield from parts_of(part)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_agreement_has_every_reference_resolved_and_every_link_leads_to_a_part_of_it(shape: str) -> None:
    made = agreement(report_of(SHAPES[shape]))
    runs = [part for part in parts_of(tuple(a.blocks for a in made.articles)) if isinstance(part, Run)]
    assert not [run for run in runs if isinstance(run, Reference)]
    names = {f"#{article.id}": article.name for article in made.articles}
    links = {(run.link, run.text) for run in runs if run.link.startswith("#")}
    assert links
    assert links <= set(names.items())


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((TRAINING,)),
        Heading(2, (TRAINING,)),
        Listing(((Paragraph((TRAINING,)),),)),
        Table(((TRAINING,),), (((Run("cell"),),),)),
        Table(((Run("head"),),), (((TRAINING,),),)),
        Quote((Paragraph((TRAINING,)),)),
        Box("GAP", (Paragraph((TRAINING,)),)),
        Picture(Drawing("id", "title", "", "", 1, 1, ()), (TRAINING,)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_reference_is_resolved_wherever_it_is(block: Block) -> None:
    (found,) = resolve((block,), NAMES)
    assert Run("Article 4", link="#training") in list(parts_of(found))
    assert not [part for part in parts_of(found) if isinstance(part, Reference)]


def test_a_reference_keeps_its_look() -> None:
    bold = Reference("otherwise", bold=True, link="#training")
    assert resolve((Paragraph((bold,)),), NAMES) == (Paragraph((Run("Article 4", bold=True, link="#training"),)),)


def test_a_reference_to_what_the_agreement_does_not_have_is_its_own_words() -> None:
    runs = (Run("as in "), ABSENT, Run(" and "), TRAINING, Run("."))
    expected = (Run("as in other arrangements and "), Run("Article 4", link="#training"), Run("."))
    assert resolve((Paragraph(runs),), NAMES) == (Paragraph(expected),)


def test_references_are_listed_in_order_and_known_by_their_targets() -> None:
    runs = references_to(["training", "absent"])
    assert (
        "".join(printed_lines(resolve((Paragraph(runs),), {**NAMES, "absent": "Article 5"}))) == "Article 4, Article 5"
    )
    assert targets((Paragraph(runs), Paragraph((Run("a link", link="#other"),)))) == {"training", "absent"}


def printed(made: Agreement, id: str) -> str:
    """The text of a part of an agreement."""
    return " ".join(printed_lines(next(article.blocks for article in made.articles if article.id == id)))


def test_a_clause_refers_to_what_comes_after_it_and_to_what_is_left_out(tmp_path: Path) -> None:
    folder = library(
        tmp_path,
        first='See {{ article("third") }}, {{ article("second") }}.',
        second="---\ntitle: Second\nwhen: several\n---\nNever.\n",
        third='See {{ article("first") }}.',
    )
    made = agreement(report_of(EXAMPLE.read_text("utf-8")), folder)
    assert "See Article 2 (Third), other arrangements of the parties (Second)." in printed(made, "first")
    assert "See Article 1 (First)." in printed(made, "third")


def test_what_a_county_typed_is_no_reference() -> None:
    typed = with_words("  counterparts:\n    replace: Ours \ue002training:words\ue003 alone.\n")
    assert "Ours \ue002training:words\ue003 alone." in printed(agreement(report_of(typed)), "counterparts")
