"""The statutes as their pages show them: each section under its heading, each paragraph at its level, no word lost."""

import re
from collections import Counter
from pathlib import Path

import pytest

from protocol_builder.law import requirements
from protocol_builder.law.statutes import Statute, statutes

from ..conftest import ROOT

LAW = ROOT / "schemas" / "law"
FILES = sorted(LAW.rglob("*.md"))


def of(file: Path) -> Statute:
    (found,) = [one for one in statutes() if one.name == file.relative_to(LAW).with_suffix("").as_posix()]
    return found


def squeezed(text: str) -> str:
    return " ".join(re.sub(r"(?m)^(#+|-|•) ", "", text).split())


def test_every_text_on_record_is_a_statute_of_its_name() -> None:
    assert sorted(LAW / f"{one.name}.md" for one in statutes()) == FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_of_a_text_is_lost_or_in_another_place(file: Path) -> None:
    statute, text = of(file), file.read_text("utf-8")
    parts = [statute.title, *statute.provenance]
    for section in statute.sections:
        parts += [section.heading, *(paragraph.text for paragraph in section.paragraphs)]
    assert squeezed("\n".join(filter(None, parts))) == squeezed(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_heading_begins_a_section_of_its_own(file: Path) -> None:
    statute, text = of(file), file.read_text("utf-8")
    headings = re.findall(r"(?m)^## (.*)$", text)
    assert [section.heading for section in statute.sections] == (headings or [""])
    assert text.startswith(f"# {statute.title}\n")
    anchors = [section.anchor for section in statute.sections]
    assert len(set(anchors)) == len(anchors)
    within = [re.findall(r"(?m)^### (.*)$", part) for part in re.split(r"(?m)^## ", text)[bool(headings) :]]
    shown = [[one.text for one in section.paragraphs if one.is_heading] for section in statute.sections]
    assert shown == within
    history = [one.text for section in statute.sections for one in section.paragraphs if one.is_history]
    assert len(history) == len(re.findall(r"(?m)^\(History:", text))
    assert all(one.startswith("(History:") for one in history)


def test_each_requirement_leads_to_the_one_paragraph_that_it_quotes() -> None:
    quoted = Counter(
        (requirement.id, statute.name)
        for statute in statutes()
        for section in statute.sections
        for paragraph in section.paragraphs
        for requirement in paragraph.quoted_by
        if " ".join(requirement.quote.split()) in " ".join(paragraph.text.split())
    )
    expected = Counter((one.id, one.law) for one in requirements.on_record())
    assert quoted == expected


@pytest.mark.parametrize("file", [file for file in FILES if file.parent == LAW], ids=lambda file: file.stem)
def test_each_paragraph_stands_at_the_level_of_its_mark(file: Path) -> None:
    for section in of(file).sections:
        before = 0
        for one in section.paragraphs:
            mark = re.match(r"\((\w+)\)", one.text)
            if not mark:
                assert one.level == 0, one.text
            elif mark[1].isdigit():
                assert one.level == 2, one.text
            elif mark[1].isupper():
                assert one.level == 3, one.text
            else:
                assert one.level == (4 if before >= 3 and set(mark[1]) <= set("ivx") else 1), one.text
            before = one.level
