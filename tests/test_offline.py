"""No command asks the network for anything: here it would not be allowed to."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import DAY, ROOT

EL_DORADO = str(ROOT / "county_configs" / "el-dorado.yml")

CUT = """
import socket, sys
def refused(*_, **__):
    raise SystemExit("this command asked the network")
for name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, name, refused)
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
from protocol_builder.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", EL_DORADO, "--on", DAY),
        ("mou", EL_DORADO, "--on", DAY, "--to", "docx,pdf"),
        ("mou", EL_DORADO, "--on", DAY, "--template", str(ROOT / "templates" / "mou" / "mou.docx"), "--to", "docx"),
        ("build", EL_DORADO, "--on", DAY),
        ("explain", "protocol-team-probation"),
        ("schema",),
        ("init", "Inyo"),
    ],
    ids=lambda arguments: " ".join(arguments[:1] + arguments[4:5]),
)
def test_a_command_asks_the_network_for_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", CUT, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode in (0, 1), ran.stderr
    assert "asked the network" not in ran.stderr


def test_the_cut_is_real(tmp_path: Path) -> None:
    program = CUT.replace("main(sys.argv[1:])", "socket.create_connection(('127.0.0.1', 9))")
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert "asked the network" in ran.stderr
