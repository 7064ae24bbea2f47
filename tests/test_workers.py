"""Several processes make what one makes, say what it says, and leave nothing behind when they are stopped."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.agreement.agreement import Agreement
from protocol_builder.building import outputs
from protocol_builder.writers import pdf

from .building.test_build_cache import contents, county_files
from .conftest import DAY, ROOT, Ran


def made(run: Callable[..., Ran], work: Path, *arguments: str | Path) -> tuple[Ran, dict[str, bytes]]:
    """What a command says and leaves in an empty folder."""
    shutil.rmtree(work / "out", ignore_errors=True)
    ran = run("mou", work / "files", "--on", DAY, "-o", work / "out", *arguments)
    return ran, contents(work / "out")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, whatever the machine has."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)


@pytest.mark.usefixtures("two")
def test_several_processes_make_the_bytes_and_messages_of_one(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_files(tmp_path / "files", Inyo="One", Mono="Two & more", Yuba="Three")
    (tmp_path / "files" / "kern.yml").write_text("county: [", "utf-8")
    shutil.copy(ROOT / "county_configs" / "orange.yml", tmp_path / "files")
    one = made(run, tmp_path, "--only", "mou,law-memo")
    monkeypatch.setattr(outputs, "MIN_DOCUMENTS_FOR_SEVERAL", 2)
    several = made(run, tmp_path, "--only", "mou,law-memo")
    assert several == one
    assert "kern.yml: cannot be read" in one[0].err
    assert len(one[1]) == 5 * 4


@pytest.mark.usefixtures("two")
def test_what_a_template_lacks_is_said_by_several_processes_as_by_one(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_files(tmp_path / "files", Inyo="One", Mono="Two")
    (tmp_path / "county.docx").write_bytes(b"Dear county,")
    one = made(run, tmp_path, "--to", "docx", "--template", tmp_path / "county.docx")
    monkeypatch.setattr(outputs, "MIN_DOCUMENTS_FOR_SEVERAL", 2)
    several = made(run, tmp_path, "--to", "docx", "--template", tmp_path / "county.docx")
    assert several == one
    assert one[0].code == 3
    *made_of, error = one[0].err.splitlines()
    assert [line.endswith("forms: docx; cannot be made: mou.docx") for line in made_of] == [True, True]
    assert error == "Error: county.docx is not a Word document (.docx)"


UNMADE = (
    "mou.pdf cannot be made from this file (ValueError: no room for it); undo the last change, or retype pasted text, and "
    "run the command again. The other documents were made"
)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("worth_it", [2, 99], ids=["several", "one"])
def test_what_cannot_be_laid_out_of_one_county_file_stops_no_other(
    worth_it: int, run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_files(tmp_path / "files", Inyo="One", Mono="One", Yuba="One")
    out = tmp_path / "out"
    assert run("mou", tmp_path / "files", "--only", "mou,law-memo", "--on", DAY, "-o", out).code == 1
    county_files(tmp_path / "files", Inyo="Two", Mono="Two", Yuba="Two")
    monkeypatch.setattr(outputs, "MIN_DOCUMENTS_FOR_SEVERAL", worth_it)
    monkeypatch.setattr(outputs, "_contents", all_but_one)
    monkeypatch.setattr(pdf, "pdf", no_room_for_mono)
    ran = run("mou", tmp_path / "files", "--only", "mou,law-memo", "--on", DAY, "-o", out)
    assert ran.code == 3
    assert ran.err == (
        f"[1/3] {out}/inyo: mou (DRAFT), law-memo: docx, pdf\n"
        f"[2/3] {out}/mono: mou (DRAFT), law-memo: docx; cannot be made: mou.pdf, law-memo.pdf\n"
        f"[3/3] {out}/yuba: mou (DRAFT), law-memo: docx, pdf\n"
        f"Error: {tmp_path}/files/mono.yml: {UNMADE}\n"
    )
    left = contents(out)
    assert "mono/mou.pdf" not in left, "the earlier one would be taken for this one"
    monkeypatch.undo()
    ran = run("mou", tmp_path / "files", "--only", "mou,law-memo", "--on", DAY, "-o", out)
    assert ran.err.count(", unchanged") == 2
    assert contents(out)["mono/mou.pdf"].startswith(b"%PDF")


def test_the_website_says_what_it_could_not_be_given(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_files(tmp_path / "files", Inyo="One", Mono="One")
    monkeypatch.setattr(pdf, "pdf", no_room_for_mono)
    for command, site in (("build",), "out/site"), (("site", "build"), "public"):
        out = tmp_path / ("out" if command == ("build",) else "public")
        ran = run(*command, tmp_path / "files", "--on", DAY, "-o", out)
        assert ran.code == 3
        assert ran.err.splitlines()[-1].startswith(f"Error: {tmp_path}/files/mono.yml: mou.pdf cannot be made from")
        offered = {path.name for path in (tmp_path / site / "documents").iterdir() if path.name.count(".") == 1}
        assert offered == {"inyo.docx", "inyo.pdf", "mono.docx"}
        page = (tmp_path / site / "counties" / "mono.html").read_text("utf-8")
        assert "mono.docx" in page
        assert "mono.pdf" not in page


def no_room_for_mono(agreement: Agreement) -> bytes:
    if "Mono" in agreement.county:
        raise ValueError("no room\n for it")
    return b"%PDF"


def all_but_one(*arguments: Any, **named: Any) -> Any:
    """What a worker does; nobody knows a text that really cannot be laid out."""
    pdf.pdf = no_room_for_mono
    return forms_made(*arguments, **named)


forms_made = outputs._contents


@pytest.mark.usefixtures("two")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_is_stopped_is_one_clear_line(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_files(tmp_path / "files", Inyo="One", Mono="Two")
    monkeypatch.setattr(outputs, "MIN_DOCUMENTS_FOR_SEVERAL", 2)
    monkeypatch.setattr(outputs, "_contents", stopped)
    ran, left = made(run, tmp_path, "--only", "mou,law-memo")
    assert ran.code == 3
    assert ran.err == "Error: a process that made some documents was stopped; run the command again\n"
    assert left == {}


def stopped(*_: object, **__: object) -> None:
    """What happens to a worker when the machine runs out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are read from /proc")
def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    program = tmp_path / "waits.py"
    program.write_text(
        "import os, sys, time; from pathlib import Path; from protocol_builder.workers import in_order\n"
        "os.sched_getaffinity = lambda process: {0, 1}\n"
        "def work(name):\n"
        "    Path(sys.argv[1], name).write_text(str(os.getpid())); time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    with in_order(work, ('a', 'b'), several=True, stopped='x') as made: list(made)\n"
    )
    process = subprocess.Popen([sys.executable, str(program), str(tmp_path)])
    ids = [int(read(tmp_path / name)) for name in ("a", "b")]
    process.kill()
    process.wait()
    until(lambda: not any(Path(f"/proc/{id}").exists() for id in ids))


def read(path: Path) -> str:
    until(lambda: path.exists() and path.read_text() != "")
    return path.read_text()


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
