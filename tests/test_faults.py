"""Whatever happens while a command writes, what was there is whole or the new is; the next run repairs.

The normal run kills two of each command that writes much; FAULTS=200 (`nox -s faults`) sets how many of each.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from protocol_builder.files import reserved, write

from .conftest import DAY
from .test_workers import until

KILLS = int(os.environ.get("FAULTS", "2"))
COUNTY = """county: {county}
completeness: public_sources_only
instrument: {{kind: interagency_protocol, title: "{title}"}}
csec_program: {{elects_funds: true}}
agencies: {{probation: {{name: Probation Department, kind: county_department, functions: [probation]}}}}
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def county_files(folder: Path, title: str) -> Path:
    folder.mkdir(parents=True)
    for county in ("Inyo", "Mono"):
        (folder / f"{county.lower()}.yml").write_text(COUNTY.format(county=county, title=title), encoding="utf-8")
    return folder


def command(out: Path, *name: str) -> list[str]:
    return [sys.executable, "-m", "protocol_builder", *(name or ("build",)), "files", "-o", str(out), "--on", DAY]


def built(work: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(out), cwd=work, capture_output=True, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    """What a reader of the folder sees: not the lock, nor what is being made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def of_site(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in found.items() if path.startswith("site/")}


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, bytes]], float]:
    """A place to work in, what clean builds of two versions of the same county files leave, and how long one takes."""
    work = tmp_path_factory.mktemp("faults")
    clean = []
    seconds = 0.0
    for title in ("Earlier", "Later"):
        shutil.rmtree(work / "files", ignore_errors=True)
        county_files(work / "files", title)
        began = time.perf_counter()
        ran = built(work, work / f"clean-{title}")
        assert ran.returncode == 0, ran.stderr
        seconds = time.perf_counter() - began
        clean.append(contents(work / f"clean-{title}"))
    changed = {path for path in clean[0] if clean[0][path] != clean[1][path]}
    assert changed >= {"inyo/fact-sheet.docx", "mono/fact-sheet.pdf"}
    assert any(path.startswith("site/") and path.endswith(".html") for path in changed)
    return work, clean, seconds


def whole(out: Path, clean: list[dict[str, bytes]]) -> None:
    """Every file is that of one of the two versions, and the website is altogether one of them."""
    found = contents(out)
    for path, content in found.items():
        assert content in [version.get(path) for version in clean], f"{path} is of neither version"
    site = of_site(found)
    if not site:  # killed between the two steps of the exchange: the earlier one waits to be put back
        aside = out / ".protocol-builder-earlier-site"
        site = {f"site/{path.relative_to(aside).as_posix()}": path.read_bytes() for path in aside.rglob("*.*")}
    assert site in [of_site(version) for version in clean], "the website is a mixture"


def test_a_build_killed_at_any_moment_leaves_nothing_half_done(
    two_builds: tuple[Path, list[dict[str, bytes]], float],
) -> None:
    work, clean, seconds = two_builds
    out, chance = work / "out", random.Random(7)
    shutil.rmtree(work / "files")
    county_files(work / "files", "Earlier")
    assert built(work, out).returncode == 0
    killed = ended = 0
    while killed < KILLS:
        title = ("Later", "Earlier")[(killed + ended) % 2]
        shutil.rmtree(work / "files")
        county_files(work / "files", title)
        began = time.perf_counter()
        process = subprocess.Popen(command(out), cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.2, 1.05) * seconds)
            seconds = time.perf_counter() - began  # a busy machine is not always equally busy
            ended += 1
            assert ended <= KILLS + 5, "most builds end before they are killed"
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        whole(out, clean)
    shutil.rmtree(work / "files")
    county_files(work / "files", "Later")
    assert built(work, out).returncode == 0
    assert contents(out) == clean[1]
    assert {path.name for path in out.rglob(".*")} == set(RECORDS)


RECORDS = (".documents.json", ".pages.json.gz", ".site.json")
"""What a build leaves for the next one."""
INCOMPLETE = "county: {county}\ninstrument: {{kind: interagency_protocol}}\ncsec_program: {{elects_funds: true}}\n" + (
    "# a comment\n" * 2_000  # so much that half of it would be seen
)


def killed_or_ended(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Kill a process after some seconds; whether it had not ended by then."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def test_a_county_file_being_fixed_is_the_earlier_or_the_fixed_one_at_any_moment(tmp_path: Path) -> None:
    names = [f"{county.lower()}.yml" for county in ("Inyo", "Mono", "Yuba", "Yolo")]
    files, chance = tmp_path / "files", random.Random(7)
    asked = [sys.executable, "-m", "protocol_builder", "check", "files", "--fix", "--write", "--on", DAY]

    def begin() -> "subprocess.Popen[bytes]":
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir()
        for name in names:
            (files / name).write_text(INCOMPLETE.format(county=name[:4].title()), "utf-8")
            (files / name).chmod(0o640)
        return subprocess.Popen(asked, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def has_begun(process: "subprocess.Popen[bytes]") -> bool:
        return (files / names[0]).read_bytes() == fixed[names[0]] or process.poll() is not None

    began = time.perf_counter()
    assert begin().wait() == 1, "what is added is still to be filled in"
    seconds = time.perf_counter() - began
    fixed = {name: (files / name).read_bytes() for name in names}
    killed = ended = written = 0
    while killed < KILLS:
        process = begin()
        before = {name: (files / name).read_bytes() for name in names}
        if killed % 2:  # at a moment when it writes
            until(partial(has_begun, process))
            wait = chance.uniform(0, 0.2) * seconds
        else:
            wait = chance.uniform(0.2, 1.05) * seconds
        if killed_or_ended(process, wait):
            killed += 1
        else:
            ended += 1
            seconds *= 0.9  # a busy machine is not always equally busy
            assert ended <= KILLS + 5, "most end before they are killed"
        for name in names:
            content = (files / name).read_bytes()
            assert content in (before[name], fixed[name]), f"{name} is torn"
            assert (files / name).stat().st_mode & 0o777 == 0o640
            written += content == fixed[name]
        left = {path.name for path in files.iterdir()} - set(names)
        assert all(name.startswith(".protocol-builder-unfinished-") for name in left), left
        assert subprocess.run(asked, cwd=tmp_path, capture_output=True).returncode == 1
        assert {name: (files / name).read_bytes() for name in names} == fixed, "the next run does the rest"
    assert 0 < written < len(names) * (killed + ended), "some were killed before the last file was written"


def test_documents_being_made_are_the_earlier_or_the_later_ones_at_any_moment(tmp_path: Path) -> None:
    chance, out = random.Random(7), tmp_path / "out"

    def asked(folder: Path) -> list[str]:
        return command(folder, "mou", "--to", "docx,pdf,md")

    def county(title: str) -> None:
        shutil.rmtree(tmp_path / "files", ignore_errors=True)
        county_files(tmp_path / "files", title)

    versions, seconds = [], 0.0
    for title in ("Earlier", "Later"):
        county(title)
        began = time.perf_counter()
        assert subprocess.run(asked(tmp_path / title), cwd=tmp_path, capture_output=True).returncode == 0
        seconds = time.perf_counter() - began
        versions.append(contents(tmp_path / title))
    assert versions[0].keys() == versions[1].keys() > {"inyo/mou.docx", "mono/mou.md", "inyo/fact-sheet.pdf"}
    assert all(versions[0][path] != versions[1][path] for path in ("inyo/mou.docx", "mono/mou.pdf"))
    county("Earlier")
    assert subprocess.run(asked(out), cwd=tmp_path, capture_output=True).returncode == 0
    killed = ended = 0
    while killed < KILLS:
        county(("Later", "Earlier")[(killed + ended) % 2])
        process = subprocess.Popen(asked(out), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if killed_or_ended(process, chance.uniform(0.2, 1.05) * seconds):
            killed += 1
        else:
            ended += 1
            seconds *= 0.9  # a busy machine is not always equally busy
            assert ended <= KILLS + 5, "most end before they are killed"
        found = contents(out)
        assert found.keys() == versions[0].keys()
        torn = [path for path, content in found.items() if content not in [version[path] for version in versions]]
        assert torn == []
    county("Later")
    assert subprocess.run(asked(out), cwd=tmp_path, capture_output=True).returncode == 0
    assert contents(out) == versions[1]
    assert {path.name for path in out.rglob(".*")} <= {".documents.json"}, "what was left is cleared up"


@pytest.mark.parametrize(
    ("size", "name", "place"),
    [
        (1_000, ("build",), "inyo/fact-sheet.docx"),
        (30_000, ("build",), "inyo/fact-sheet.pdf"),
        (5_000, ("site", "build"), "site"),  # what the package brings
        (40_000, ("site", "build"), "site"),  # a page
        (200_000, ("site", "build"), "site"),  # what the theme brings
    ],
)
def test_a_full_disk_leaves_the_earlier_output_and_is_told_of_what_there_was_no_room_for(
    size: int, name: tuple[str, ...], place: str, two_builds: tuple[Path, list[dict[str, bytes]], float]
) -> None:
    """No file can grow beyond a size, as on a disk that is full at some moment of the build."""
    work, clean, _ = two_builds
    out = work / f"full-{size}-{name[0]}"
    shutil.copytree(work / "clean-Earlier", out)
    shutil.rmtree(work / "files")
    county_files(work / "files", "Later")
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    program = f"{limited}; from protocol_builder.commands.main import main; main()"
    asked = command(out / "site" if name[0] == "site" else out, *name)[3:]
    ran = subprocess.run([sys.executable, "-c", program, *asked], cwd=work, capture_output=True, text=True)
    assert ran.returncode == 3
    assert ran.stderr.splitlines()[-1] == f"Error: {out / place}: File too large"
    whole(out, clean)
    assert not list(out.rglob(".protocol-builder-unfinished-*"))


def test_a_place_where_nothing_can_be_written_is_one_clear_line(tmp_path: Path) -> None:
    county_files(tmp_path / "files", "Earlier")
    (tmp_path / "taken").write_text("a file, not a folder")
    ran = built(tmp_path, tmp_path / "taken" / "out")
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize(
    ("name", "place"), [(("build",), ""), (("mou", "--to", "md"), ""), (("site", "build"), "site")]
)
def test_while_a_build_is_at_work_in_a_folder_nothing_else_writes_there(
    name: tuple[str, ...], place: str, tmp_path: Path
) -> None:
    county_files(tmp_path / "files", "Earlier")
    out = tmp_path / "out"
    with reserved(out):
        ran = subprocess.run(command(out / place, *name), cwd=tmp_path, capture_output=True, text=True)
        assert [path.name for path in out.rglob("*")] == [".protocol-builder.lock"]
    assert ran.returncode == 3
    assert ran.stderr == f"Error: {out}: another build is writing here; wait until it ends\n"


def left_behind(folder: Path) -> None:
    """What is there after a build has been killed at its worst moments, beside what somebody keeps there."""
    for path in (
        "county/site/.keep",
        ".protocol-builder-earlier-site/index.html",
        ".protocol-builder-unfinished-site-abcdefgh/pages/index.md",
        "inyo/.protocol-builder-unfinished-mou.docx-abcdefgh",
        "inyo/.protocol-builder-unfinished-.documents.json-abcdefgh",
        ".earlier-site/mine.txt",
        "notes/.earlier-drafts/mine.txt",
        "notes/drafts/mine.txt",
        "notes/.unfinished-novel.txt-abcdefgh",
    ):
        write(folder / path, "")


MINE = {
    "county/site/.keep",
    ".earlier-site/mine.txt",
    "notes/.earlier-drafts/mine.txt",
    "notes/drafts/mine.txt",
    "notes/.unfinished-novel.txt-abcdefgh",
}


@pytest.mark.parametrize(
    ("name", "left"),
    [
        (("build",), set()),
        (("mou", "--to", "md"), set()),
        (
            ("site", "build"),
            {
                "inyo/.protocol-builder-unfinished-mou.docx-abcdefgh",
                "inyo/.protocol-builder-unfinished-.documents.json-abcdefgh",
            },
        ),
    ],
)
def test_every_command_clears_up_what_its_like_left_and_nothing_of_anybody_elses(
    name: tuple[str, ...], left: set[str], tmp_path: Path
) -> None:
    county_files(tmp_path / "files", "Earlier")
    out, passing = tmp_path / "out", tmp_path / "passing"
    passing.mkdir()
    left_behind(out)
    write(out / "site" / "search" / "search_index.json", "")
    place = out / "site" if name[0] == "site" else out
    ran = subprocess.run(
        command(place, *name),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(passing)},
    )
    assert ran.returncode == 0, ran.stderr
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {path for path in found if "/." in f"/{path}" and Path(path).name not in RECORDS} == {
        *left,
        *(path for path in MINE if "/." in f"/{path}"),
    }
    assert found >= MINE


def test_a_killed_build_of_the_website_leaves_nothing_that_the_next_one_does_not_clear_up(tmp_path: Path) -> None:
    county_files(tmp_path / "files", "Earlier")
    out, passing = tmp_path / "public", tmp_path / "passing"
    passing.mkdir()
    environment = {**os.environ, "TMPDIR": str(passing)}
    process = subprocess.Popen(command(out, "site", "build"), cwd=tmp_path, stderr=subprocess.DEVNULL, env=environment)
    until(lambda: any(tmp_path.glob(".protocol-builder-unfinished-public-*/pages/index.md")))
    process.kill()
    process.wait()
    assert not out.exists()
    assert list(passing.iterdir()) == []
    ran = subprocess.run(command(out, "site", "build"), cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"files", "public", "passing"}


@pytest.mark.parametrize(
    ("name", "place"), [(("mou", "--to", "md"), "inyo"), (("build",), "inyo"), (("build",), "site")]
)
def test_a_link_in_the_output_folder_is_not_followed(name: tuple[str, ...], place: str, tmp_path: Path) -> None:
    county_files(tmp_path / "files", "Earlier")
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    made = subprocess.run(command(elsewhere, "mou", "--to", "md"), cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    shutil.move(elsewhere / "inyo", tmp_path / "kept")
    shutil.rmtree(tmp_path / "files")
    county_files(tmp_path / "files", "Later")
    before = contents(tmp_path / "kept")
    out.mkdir()
    (out / place).symlink_to(tmp_path / "kept")
    ran = subprocess.run(command(out, *name), cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 3
    assert ran.stderr.splitlines()[-1] == (
        f"Error: {out / place}: is a link, and nothing is written through a link; "
        "remove the link, or name another output folder with -o"
    )
    assert contents(tmp_path / "kept") == before
