"""LibreOffice reads a redline as this project does: accepted it is the new agreement, rejected the old one."""

import os
import random
from itertools import count
from pathlib import Path

import pytest
import yaml

from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.redline import redline

from ...conftest import DAY
from .second_reader import SOFFICE, decided_by_libreoffice, printed_paragraphs, tracked_marks
from .test_redline import TEXT, agreement_of, varied

PAIRS = 12 if os.environ.get("REDLINES") else 1
"""How many generated pairs: `nox -s redlines` tries a dozen."""


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, the second reader of tracked changes, is not installed")
def test_libreoffice_accepts_the_new_agreement_and_rejects_to_the_old(tmp_path: Path) -> None:
    data = check_source(read_text(TEXT, "example.yml"), DAY).source.data
    jobs: list[tuple[Path, Path, str]] = []
    expected: dict[Path, bytes] = {}
    for seed in count(1000):
        if len(jobs) == 2 * PAIRS:
            break
        dice = random.Random(seed)
        before = varied(data, dice)
        after = varied(before, dice)
        old, new = (agreement_of(yaml.safe_dump(one, allow_unicode=True, sort_keys=False)) for one in (before, after))
        source = tmp_path / f"{seed}.docx"
        made = redline(old, new, lambda before, after: f"was: {before}\nis: {after}")
        if not made.changes:
            continue  # the edits were of what the agreement does not print
        source.write_bytes(made.content)
        for how, one in (("accept", new), ("reject", old)):
            target = tmp_path / f"{seed}-{how}.docx"
            jobs.append((source, target, how))
            expected[target] = docx(one)
    decided_by_libreoffice(jobs, tmp_path / "profile")
    for target, content in expected.items():
        after = target.read_bytes()
        assert tracked_marks(after) == 0, target.name
        assert printed_paragraphs(after) == printed_paragraphs(content), target.name
