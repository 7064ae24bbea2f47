"""The same county files give the same bytes, whenever and wherever they are built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import DAY, ROOT

FILES = ("el-dorado.yml", "example.yml", "tri-county.yml")


def built(work: Path, files: tuple[str, ...], *arguments: str, **environment: str) -> dict[str, bytes]:
    """Build copies of county files in a folder; returns every file of the output."""
    (work / "county_configs").mkdir(parents=True)
    for name in files:
        shutil.copy(ROOT / "county_configs" / name, work / "county_configs" / name)
        os.utime(work / "county_configs" / name, (len(work.name), len(work.name)))
    command = [sys.executable, "-m", "protocol_builder", "build", *arguments, "--on", DAY]
    ran = subprocess.run(command, cwd=work, env={**os.environ, **environment}, capture_output=True, text=True)
    assert ran.returncode in (0, 1), ran.stderr
    out = work / "build"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_folder_time_zone_language_hash_seed_and_file_order_change_nothing(tmp_path: Path) -> None:
    one = built(tmp_path / "one", FILES, TZ="America/Los_Angeles", LANG="C", PYTHONHASHSEED="1")
    other = built(
        tmp_path / "another folder",
        tuple(reversed(FILES)),
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="4242",
        PYTHONUTF8="0",
    )
    assert {Path(path).suffix for path in one} >= {".docx", ".pdf", ".html", ".json"}
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
