"""What tests of this folder share."""

from pathlib import Path

import pytest

from .valley import TEXT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "inyo.yml"
    path.write_text(TEXT, "utf-8")
    return path
