"""The same county files give the same bytes, whenever and wherever they are built."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import DAY, EXAMPLE, ROOT

FILES = ("example-system-of-care.yml", "example.yml", "orange.yml")
"""In the order in which a folder has them."""


PROGRAM = """
import os, sys
from protocol_builder.building import outputs
from protocol_builder.website import pages
from protocol_builder.commands.main import main
os.sched_getaffinity = lambda process: set(range({processors}))
outputs.MIN_DOCUMENTS_FOR_SEVERAL = outputs.MIN_DOCUMENTS_FOR_SEVERAL and 2
pages.MIN_FILES_FOR_PROCESSES = pages.MIN_FILES_FOR_PROCESSES and 2
if __name__ == "__main__":
    main(sys.argv[1:])
"""
"""The command line on a machine of so many processors, which are used for little work already."""


def built(
    work: Path, files: tuple[str, ...], *arguments: str, processors: int = 1, **environment: str
) -> dict[str, bytes]:
    """Build copies of county files in a folder; returns every file of the output."""
    (work / "county_configs").mkdir(parents=True)
    for name in files:
        shutil.copy(ROOT / "county_configs" / name, work / "county_configs" / name)
        os.utime(work / "county_configs" / name, (len(work.name), len(work.name)))
    (work / "program.py").write_text(PROGRAM.format(processors=processors))
    command = [sys.executable, "program.py", "build", *arguments, "--on", DAY]
    ran = subprocess.run(command, cwd=work, env={**os.environ, **environment}, capture_output=True, text=True)
    assert ran.returncode in (0, 1), ran.stderr
    out = work / "build"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the others are held against."""
    work = tmp_path_factory.mktemp("build") / "one"
    return built(work, FILES, *given(FILES), TZ="America/Los_Angeles", LANG="C", PYTHONHASHSEED="1")


def given(files: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"county_configs/{name}" for name in files)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="how many processors there are cannot be set")
def test_folder_time_zone_language_hash_seed_file_order_and_processors_change_nothing(
    one: dict[str, bytes], tmp_path: Path
) -> None:
    """All at once: a build takes its time, and whichever of them changes a file is found by its name then."""
    turned = (FILES[2], FILES[0], FILES[1])
    other = built(
        tmp_path / "another folder",
        tuple(reversed(FILES)),
        *given(turned),
        processors=2,
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="4242",
        PYTHONUTF8="0",
    )
    assert {Path(path).suffix for path in one} >= {".docx", ".pdf", ".html", ".json"}
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path] and path != "report.json"] == []
    reports = [json.loads(found["report.json"]) for found in (one, other)]
    for found, files in zip(reports, (FILES, turned), strict=True):
        assert [file["path"] for file in found["files"]] == list(given(files)), "it tells the files in the order given"
        found["files"].sort(key=lambda file: file["path"])
    assert reports[0] == reports[1]


WITHOUT_FONTS = (
    *("unshare", "--map-root-user", "--mount", "sh", "-c"),
    'for place in /usr/share/fonts /usr/local/share/fonts; do [ ! -d $place ] || mount -t tmpfs none $place; done; "$@"',
    "without-fonts",
)
"""Before a command: it finds none of the machine's fonts."""


def is_allowed() -> bool:
    """Whether the machine lets us hide its fonts."""
    try:
        return subprocess.run([*WITHOUT_FONTS, "true"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not is_allowed(), reason="this machine does not let a process hide its fonts")
def test_the_fonts_of_the_machine_change_nothing_where_those_that_come_along_have_every_sign(tmp_path: Path) -> None:
    title = "Ñé and Ł, 😀 ✓ → שלום"
    (tmp_path / "example.yml").write_text(EXAMPLE.read_text("utf-8").replace("title: ", f"title: {title} ", 1), "utf-8")
    command = [
        sys.executable,
        "-m",
        "protocol_builder",
        "mou",
        str(tmp_path / "example.yml"),
        "--on",
        DAY,
        "--to",
        "pdf",
    ]
    made = []
    for name, before in (("with", ()), ("without", WITHOUT_FONTS)):
        home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
        ran = subprocess.run([*before, *command, "-o", tmp_path / name], env=home, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        made.append((tmp_path / name / "example" / "mou.pdf").read_bytes())
    assert made[0] == made[1]


BROKEN = {
    "many wrong words": "county: Alameda\nagencies:\n"
    + "".join(
        f"  agency_{n}: {{name: Agency {n}, kind: wrong_{n}, functions: [wrong_{n}], old_{n}: 1}}\n" for n in range(300)
    ),
    "one value for two": """\
county: Alameda
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: &wrong {a: 1}, protocol_developed_on: *wrong}
agencies:
  one: &two {name: One, kind: wrong, functions: [nothing, wrong]}
  two: *two
  three: {name: TODO, kind: TODO, functions: [TODO, TODO]}
protocol_team: {seats: {probation: *two, sheriff: *two, unknown: *two}, leed: *two}
""",
    "wrong in several counties": """\
counties: [Alameda, Yolo, Napa]
county_parts:
  Alameda: &part {protocol_team: {lead: nobody, seats: {probation: {agency: none, title: TODO}}}, mdt: 5}
  Yolo: *part
  Napa: *part
""",
}


def test_hash_seeds_change_nothing_that_is_said_of_broken_files(tmp_path: Path) -> None:
    for name, text in BROKEN.items():
        (tmp_path / f"{name}.yml").write_text(text, "utf-8")
    command = (sys.executable, "-m", "protocol_builder", "check", ".", "--on", DAY, "--format", "json")
    said = set()
    for seed in ("0", "1", "3"):
        ran = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        assert ran.returncode == 1
        assert b"Traceback" not in ran.stderr
        said.add((ran.stdout, ran.stderr))
    assert len(said) == 1
    [found] = said
    assert sum(len(file["diagnostics"]) for file in json.loads(found[0])["files"]) > 550


def test_hash_seeds_change_no_document_of_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "county.yml").write_text(BROKEN["one value for two"], "utf-8")
    command = (sys.executable, "-m", "protocol_builder", "mou", "county.yml", "--on", DAY, "-o")
    made = []
    for seed in ("0", "3"):
        subprocess.run([*command, seed], cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        made.append({path.name: path.read_bytes() for path in (tmp_path / seed / "county").glob("*.*")})
    assert {"mou.docx", "mou.pdf"} <= made[0].keys()
    assert made[0] == made[1]
