"""No command asks the network for anything, nor does a process that it starts: here they would not be allowed to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import DAY, EXAMPLE, ROOT

FILE = str(EXAMPLE)
TEMPLATE = str(ROOT / "templates" / "mou" / "mou.docx")

CUT = """
import os, sys
def seen(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg") or event.startswith("socket.get"):
        if event != "socket.gethostname":
            with open(os.environ["ASKED"], "a") as file:
                print(event, arguments[-1], sys.argv, file=file)
            raise OSError("the network is cut")
sys.addaudithook(seen)
"""
"""Python reads it first in every process, also in those that a command starts."""

ALONE = ("unshare", "--map-root-user", "--net")
"""Before a command: it and what it starts, pandoc too, have no network at all."""


def is_allowed(*command: str) -> bool:
    """Whether the machine lets us run a command (containers and some systems forbid it)."""
    try:
        return subprocess.run([*command, "true"], capture_output=True).returncode == 0
    except OSError:
        return False


def without_network(folder: Path, *command: str) -> tuple["subprocess.CompletedProcess[str]", str]:
    """What a command did, and which of its processes asked the network for what."""
    (folder / "cut").mkdir(exist_ok=True)
    (folder / "cut" / "sitecustomize.py").write_text(CUT, "utf-8")
    asked = folder / "asked.txt"
    paths = filter(None, (str(folder / "cut"), os.environ.get("PYTHONPATH")))  # the program under test may be there
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "ASKED": str(asked)}
    before = ALONE if is_allowed(*ALONE) else ()
    ran = subprocess.run([*before, *command], cwd=folder, env=environment, capture_output=True, text=True)
    return ran, asked.read_text("utf-8") if asked.exists() else ""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Word document that was made before."""
    folder = tmp_path_factory.mktemp("made")
    command = [
        sys.executable,
        "-m",
        "protocol_builder",
        "mou",
        FILE,
        "--on",
        DAY,
        "--to",
        "docx",
        "-o",
        str(folder),
    ]
    subprocess.run(command, capture_output=True)
    return str(folder / "example" / "mou.docx")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", FILE, "--on", DAY),
        ("check", FILE, "--on", DAY, "--fix"),
        ("mou", FILE, "--on", DAY, "--to", "docx,pdf"),
        ("mou", FILE, "--on", DAY, "--to", "odt,html,md,txt"),
        ("mou", FILE, "--on", DAY, "--to", "docx", "--template", TEMPLATE),
        ("build", FILE, "--on", DAY),
        ("site", "build", FILE, "--on", DAY, "--strict"),
        ("compare", FILE, FILE),
        ("dates", FILE),
        ("verify", "DOCUMENT"),
        ("template", TEMPLATE),
        ("explain", "protocol-team-probation"),
        ("schema",),
        ("init", "Inyo"),
    ],
    ids=lambda arguments: " ".join(word for word in arguments if "/" not in word and word not in ("--on", DAY)),
)
def test_a_command_asks_the_network_for_nothing(arguments: tuple[str, ...], document: str, tmp_path: Path) -> None:
    command = (document if argument == "DOCUMENT" else argument for argument in arguments)
    ran, asked = without_network(tmp_path, sys.executable, "-m", "protocol_builder", *command)
    assert (ran.returncode, asked) == (0, ""), ran.stderr


ASKING = "import socket, subprocess, sys; program = \"import socket; socket.create_connection(('192.0.2.1', 9), 1)\""


@pytest.mark.parametrize(
    "program",
    [
        "exec(program)",
        "subprocess.run([sys.executable, '-c', program])",
        "import multiprocessing\n"
        "work = multiprocessing.get_context('spawn').Process(target=exec, args=(program,)); work.start(); work.join()",
        "socket.getaddrinfo('county.example', 80)",
    ],
    ids=["itself", "child", "worker", "name"],
)
def test_the_cut_is_real(program: str, tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(f"{ASKING}\nif __name__ == '__main__':\n    " + program.replace("\n", "\n    "))
    asked = without_network(tmp_path, sys.executable, "asks.py")[1]
    assert "192.0.2.1" in asked or "county.example" in asked or "socket.getaddrinfo" in asked


@pytest.mark.skipif(not is_allowed(*ALONE), reason="this machine does not let a process be cut off the network")
def test_what_is_no_python_is_cut_off_as_well(tmp_path: Path) -> None:
    ran, _ = without_network(tmp_path, "cat", "/proc/net/dev")
    devices = [line.split(":")[0].strip() for line in ran.stdout.splitlines() if ":" in line]
    assert devices == ["lo"]
