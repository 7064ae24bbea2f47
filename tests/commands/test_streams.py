"""What the program was started with: streams of any encoding, closed, full, or without end; pipes in a file's place."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..conftest import DAY, EXAMPLE, Ran

Run = Callable[..., Ran]

PROGRAM = [sys.executable, "-m", "protocol_builder"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs Unix")
TEXT = 'county: "Ino 😀"\ninstrument: {kind: "año"}\nagencies: {}\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "inyo.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def in_encoding(encoding: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """What a command prints where the streams have an encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run([*PROGRAM, *map(str, arguments)], env=environment, capture_output=True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "markdown"])
def test_what_programs_read_is_utf_8_in_every_encoding(file: Path, form: str, encoding: str) -> None:
    ran = in_encoding(encoding, "check", file, "--format", form, "--on", DAY)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (1, False)
    assert "Ino 😀" in ran.stdout.decode("utf-8")
    if form in ("json", "sarif"):
        json.loads(ran.stdout)
    if form == "junit":
        ElementTree.fromstring(ran.stdout)


def test_the_schema_and_a_difference_are_utf_8_as_well(file: Path) -> None:
    json.loads(in_encoding("ascii", "schema").stdout.decode("utf-8"))
    assert ' county: "Ino 😀"\n' in in_encoding("ascii", "check", "--fix", file).stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("encoding", "county"), [("ascii", "“Ino ?”"), ("cp1252", "“Ino ?”"), ("utf-8", "“Ino 😀”")], ids=str
)
def test_what_people_read_falls_back_to_signs_that_their_terminal_has(file: Path, encoding: str, county: str) -> None:
    ran = in_encoding(encoding, "check", file)
    shown = county.encode(encoding, "replace").decode(encoding)
    assert f"inyo.yml:1:9: error: county cannot be {shown}" in ran.stdout.decode(encoding)
    ran.stderr.decode(encoding)
    assert ran.returncode == 1
    explained = in_encoding(encoding, "explain", "protocol-team-sheriff")
    assert explained.stdout.decode(encoding).startswith("The county sheriff's department is on the protocol team")
    assert explained.returncode == 0


@posix
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (f"check {EXAMPLE} >&-", 0, "Example County"),
        ("check FILE >&-", 3, "Error: standard output: is closed"),
        ("check FILE --format json >&-", 3, "Error: standard output: is closed"),
        ("check FILE -o FINDINGS >&-", 1, "1 with errors"),
        ("check --fix FILE >&-", 3, "Error: standard output: is closed"),
        ("explain >&-", 3, "Error: standard output: is closed"),
        ("--help >&-", 3, "Error: standard output: is closed"),
        ("check FILE 2>&-", 1, ""),
        (f"check {EXAMPLE} 2>&-", 0, ""),
        ("nonsense 2>&-", 2, ""),
        ("check FILE >&- 2>&- <&-", 3, ""),
        ("check - <&-", 3, "Error: standard input: is closed"),
        ("check - 0>FINDINGS", 3, "Error: standard input: Bad file descriptor"),
        (f"check {EXAMPLE} <&-", 0, "Example County"),
        ("init <&-", 2, "Error: name a county, for example: protocol-builder init 'El Dorado'"),
    ],
)
def test_closed_streams_end_in_the_right_code(file: Path, tmp_path: Path, command: str, code: int, told: str) -> None:
    line = command.replace("FILE", str(file)).replace("FINDINGS", str(tmp_path / "findings.txt"))
    ran = subprocess.run(f"'{sys.executable}' -m protocol_builder {line}", shell=True, capture_output=True, text=True)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert told in ran.stderr
    assert told or not ran.stderr
    assert file.read_text("utf-8") == TEXT


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is full")
def test_a_full_disk_is_one_line_and_who_cannot_be_told_gets_the_code(file: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*PROGRAM, "check", file], stdout=full, stderr=subprocess.PIPE, text=True)
        assert (ran.stderr.splitlines()[-1], ran.returncode) == ("Error: No space left on device", 3)
        assert subprocess.run([*PROGRAM, "check", file], stderr=full, stdout=subprocess.DEVNULL).returncode == 1


@posix
def test_of_standard_input_no_more_is_read_than_a_file_may_hold() -> None:
    with subprocess.Popen(
        [*PROGRAM, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdin
        assert running.stdout
        written = 0
        try:
            while written < 50_000_000:
                written += running.stdin.write(b"\0" * 100_000)
        except BrokenPipeError:
            pass
        assert running.stdout.read().decode().startswith("<stdin>:1:1: error: the file is larger than 4 MB")
    assert written < 10_000_000


@posix
@pytest.mark.parametrize("command", ["check", "verify", "template", "mou", "build"])
def test_a_pipe_or_a_device_in_the_place_of_a_file_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    for place in (tmp_path / "pipe.yml", Path(os.devnull)):
        ran = run(command, place)
        assert ran.code == 2
        assert f"{place} is not a file" in ran.err.splitlines()[-1]


@posix
def test_findings_go_into_a_pipe_without_taking_its_place(file: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*PROGRAM, "check", file, "-o", pipe], stderr=subprocess.DEVNULL) as running:
        assert f"{file}:1:9: error: county cannot be “Ino 😀”" in pipe.read_text("utf-8")
    assert running.returncode == 1
    assert pipe.is_fifo()
