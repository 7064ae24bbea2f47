"""No command asks the network for anything, nor does a process that it starts: here they would not be allowed to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import check_file
from protocol_builder.commands.main import commands
from protocol_builder.writers.word.document import paragraphs

from .conftest import DAY, EXAMPLE, ROOT
from .returned_documents import HandEdit, document_of, edited

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


LATER = "later.yml"
GIT = shutil.which("git")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two revisions of a county file, also in git, its agreement, and the same edited by hand and returned."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "county.yml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    (folder / LATER).write_text(EXAMPLE.read_text("utf-8").replace("until: 2030-06-30", "until: 2031-06-30"), "utf-8")
    assert (folder / LATER).read_bytes() != (folder / "county.yml").read_bytes()
    content = document_of(folder / "county.yml", DAY)
    (folder / "mou.docx").write_bytes(content)
    written = paragraphs(agreement(check_file(folder / "county.yml", DAY)))
    paragraph = next(text for article, text in written if article and text.startswith("This Agreement"))
    changed = HandEdit("changed", paragraph, f"{paragraph} We agree.")
    (folder / "returned.docx").write_bytes(edited(content, (changed,), tracked=True))
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "One")) if GIT else ():
        identity = ("-c", "user.name=Staff", "-c", "user.email=staff@county.example")
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)
    return folder


COMMANDS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("check", FILE, "--on", DAY)),
    *((0, ("check", FILE, "--on", DAY, "--format", form)) for form in ("json", "sarif", "github", "junit", "markdown")),
    (0, ("check", FILE, "--on", DAY, "--fix")),
    (0, ("check", "county.yml", "--on", DAY, "--fix", "--write")),
    (0, ("mou", FILE, "--on", DAY, "--to", "docx,pdf")),
    (0, ("mou", FILE, "--on", DAY, "--to", "odt,html,md,txt")),
    (0, ("mou", FILE, "--on", DAY, "--to", "docx", "--template", TEMPLATE)),
    (0, ("build", FILE, "--on", DAY)),
    (0, ("site", "build", FILE, "--on", DAY, "--strict")),
    (0, ("compare", FILE, FILE)),
    (1, ("compare", "county.yml", LATER, "--on", DAY, "--redline", "redline.docx", "--amendment", "amendment.docx")),
    (1, ("compare", "county.yml", LATER, "--on", DAY, "--format", "markdown")),
    (1, ("compare", "HEAD:county.yml", LATER, "--on", DAY, "--format", "json")),
    (0, ("compare", FILE, "--on", "2017-12-31", "--on", DAY, "--with-announced")),
    (0, ("dates", FILE, "--on", DAY)),
    (0, ("dates", FILE, "--on", DAY, "--ics", "dates.ics")),
    (0, ("verify", "mou.docx")),
    (1, ("verify", "returned.docx", "county.yml")),
    (0, ("read-back", "mou.docx", "county.yml")),
    (1, ("read-back", "returned.docx", "county.yml")),
    (0, ("read-back", "returned.docx", "county.yml", "--write")),
    (0, ("template", TEMPLATE)),
    (0, ("explain", "protocol-team-probation")),
    (0, ("explain", "--coverage")),
    (0, ("schema",)),
    (0, ("init", "Inyo")),
)
"""Each command in each way in which it reads or writes something else, and its exit code."""


@pytest.mark.parametrize(
    ("code", "arguments"),
    COMMANDS,
    ids=[
        " ".join(word for word in arguments if "/" not in word and word not in ("--on", DAY))
        for _, arguments in COMMANDS
    ],
)
def test_a_command_asks_the_network_for_nothing(
    code: int, arguments: tuple[str, ...], place: Path, tmp_path: Path
) -> None:
    if arguments[1:] and arguments[1].startswith("HEAD:") and not GIT:
        pytest.skip("git is not installed")
    folder = tmp_path / "folder"
    shutil.copytree(place, folder)
    ran, asked = without_network(folder, sys.executable, "-m", "protocol_builder", *arguments)
    assert (ran.returncode, asked) == (code, ""), ran.stderr


def test_each_command_is_tried_but_the_one_that_serves_pages_to_its_own_computer() -> None:
    tried = {" ".join(arguments[: 2 if arguments[0] == "site" else 1]) for _, arguments in COMMANDS}
    context = click.Context(commands)
    of_site = commands.get_command(context, "site")
    assert isinstance(of_site, click.Group)
    there = {name for name in commands.list_commands(context) if name != "site"}
    assert tried | {"site serve"} == there | {f"site {name}" for name in of_site.list_commands(context)}


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
