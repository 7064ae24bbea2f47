"""`mou` and `build` with kinds of instrument that have no clauses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import SYSTEM_OF_CARE, Ran

CONTRACT = """\
county: Inyo
instrument: {kind: funding_agreement, status: in_force}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""


def test_mou_says_that_a_kind_has_no_clauses_after_it_has_made_the_others(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    (tmp_path / "contract.yml").write_text(CONTRACT, "utf-8")
    (tmp_path / "memorandum.yml").write_text(SYSTEM_OF_CARE.read_text("utf-8"), "utf-8")
    ran = run("mou", tmp_path / "contract.yml", tmp_path / "memorandum.yml", "--to", "md", "-o", tmp_path / "out")
    assert ran.code == 3
    assert (
        "there are no clauses for this kind of instrument (Funding agreement), so no agreement is made of it" in ran.err
    )
    assert [path.name for path in (tmp_path / "out").iterdir() if path.is_dir()] == ["memorandum"]


def test_build_goes_on_with_the_other_files(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocol_builder.commands.outputs._website", lambda *_, **__: None)
    (tmp_path / "contract.yml").write_text(CONTRACT, "utf-8")
    (tmp_path / "memorandum.yml").write_text(SYSTEM_OF_CARE.read_text("utf-8"), "utf-8")
    ran = run("build", tmp_path / "contract.yml", tmp_path / "memorandum.yml", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "there are no clauses for this kind of instrument" in ran.err
    assert (tmp_path / "out" / "memorandum" / "mou.docx").is_file()
    assert not (tmp_path / "out" / "contract").exists()
