"""What is written for newcomers works as written: the commands, the findings shown, the edits, the programs."""

import contextlib
import fnmatch
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.checking.check import check_file
from protocol_builder.reading.source import load_yaml

from .commands.test_init import filled_in
from .conftest import DAY, ROOT, Ran
from .test_repository import posix, shell

LEARN = ROOT / "site" / "learn"

Block = tuple[str, str]


def blocks(name: str) -> list[Block]:
    """The code blocks of a page in order: language and content."""
    return re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", (LEARN / name).read_text("utf-8"))


def printed_by(command: str, folder: Path) -> str:
    """What a command of a page prints. Findings are no failure."""
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ran = shell(command, folder, **who)
    assert ran.returncode in (0, 1), f"{command}\n{ran.stderr}"
    assert "Traceback" not in ran.stderr
    return ran.stdout


@posix
def test_the_tutorial_leads_from_nothing_to_a_checked_protocol(tmp_path: Path) -> None:
    """A shell block is run; a text block is shown by the last command; of two YAML blocks the first becomes the second.

    A block of a whole section shows what can be written, and is added to the file.
    """
    file = tmp_path / "county_configs" / "el-dorado.yml"
    printed, before = "", ""
    for language, content in blocks("tutorial.md"):
        if language == "sh":
            printed = printed_by(content, tmp_path)
        elif language == "text":
            assert content in f"{printed}\n"
        elif language == "yaml" and not content.startswith(" "):
            if content.startswith("declined"):
                file.write_text(f"{file.read_text('utf-8')}\n{content}", encoding="utf-8")
        elif language == "yaml" and not before:
            before = content.removesuffix("\n") if "# for example\n" in content else content
        elif language == "yaml":
            content = content.removesuffix("\n") if "# for example\n" in content else content
            text = file.read_text("utf-8")
            assert before in text
            file.write_text(text.replace(before, content, 1), encoding="utf-8")
            before = ""
    assert {"mou.docx", "mou.pdf"} <= {path.name for path in (tmp_path / "build" / "el-dorado").iterdir()}
    assert (tmp_path / "build" / "site" / "index.html").is_file()
    file.write_text(filled_in(file.read_text("utf-8")), encoding="utf-8")
    assert shell("protocol-builder check", tmp_path).returncode == 0


@posix
def test_the_commands_for_county_it_work_as_written(tmp_path: Path) -> None:
    for language, content in blocks("it.md"):
        if language == "sh":
            for command in content.splitlines():
                printed_by(command, tmp_path)
        elif language == "yaml" and not content.startswith("#"):
            assert load_yaml(content.replace("OWNER", "x").replace("TAG", "v1"))
    assert (tmp_path / "report.json").is_file()


@posix
def test_the_commands_and_rules_for_later_years_work_as_written(tmp_path: Path) -> None:
    files = tmp_path / "county_configs"
    shutil.copytree(ROOT / "county_configs", files)
    as_anyone = ("-c", "user.name=a", "-c", "user.email=a@b")
    example = files / "example.yml"
    for step in ("init -q", "add .", "commit -qm 1"):
        subprocess.run(["git", *as_anyone, *step.split()], cwd=tmp_path, check=True)
    example.write_text(example.read_text("utf-8").replace("within: 10 days", "within: 7 days"), "utf-8")
    subprocess.run(["git", *as_anyone, "commit", "-qam", "2"], cwd=tmp_path, check=True)
    printed_by("protocol-builder mou county_configs/example.yml --to docx --only mou -o .", tmp_path)
    (tmp_path / "example" / "mou.docx").rename(tmp_path / "returned.docx")
    for language, content in blocks("over-the-years.md"):
        if language == "sh":
            for command in content.splitlines():
                assert printed_by(command, tmp_path)
        elif language == "yaml" and "amendment_rules" in content:
            rules = load_yaml(content)["instrument"]["amendment_rules"]
            text = re.sub(r"(?m)^  amendment_rules:\n(    .*\n)+", "", example.read_text("utf-8"))
            shown = re.sub(r"(?m)^instrument:\n", "", content)
            example.write_text(text.replace("  termination: |-", f"{shown}  termination: |-", 1), "utf-8")
            assert check_file(example, DAY).data["instrument"]["amendment_rules"] == rules
    assert {"dates.ics", "redline.docx", "amendment.docx"} <= {file.name for file in tmp_path.iterdir()}


def test_the_matrix_shown_divides_the_county_files_and_calls_commands_that_there_are(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `test_incremental` proves of the bytes, here of the very lines of the page, on one machine in turn."""
    [(_, content)] = [block for block in blocks("speed.md") if block[0] == "yaml"]
    jobs = load_yaml(content)["jobs"]
    parts = jobs["documents"]["strategy"]["matrix"]["counties"]
    names = sorted(path.name for path in (ROOT / "county_configs").glob("*.yml"))
    assert sorted(name for part in parts for name in names if fnmatch.fnmatch(name, f"{part}.yml")) == names
    (tmp_path / "county_configs").mkdir()
    some = {min(fnmatch.filter(names, f"{part}.yml")) for part in parts}  # one a machine: documents take their time
    for name in some:
        shutil.copy(ROOT / "county_configs" / name, tmp_path / "county_configs")
    monkeypatch.chdir(tmp_path)
    for part in parts:
        for step in jobs["documents"]["steps"]:
            command, _, otherwise = step.get("run", "").replace("${{ matrix.counties }}", part).partition(" || ")
            program, *arguments = shlex.split(command) or [""]
            borne = (0, 1, 3) if otherwise == "[ $? -eq 3 ]" else (0, 1)
            if program == "protocol-builder":
                files = [str(path) for a in arguments for path in sorted(tmp_path.glob(a)) if "*" in a]
                assert run(*(a for a in arguments if "*" not in a), *files).code in borne
    [last] = [step["run"] for step in jobs["website"]["steps"] if "protocol-builder" in step.get("run", "")]
    ran = run(*shlex.split(last)[1:])
    assert ran.code in (0, 1)
    assert ran.err.count(", unchanged\n") == len(some) > 1


@posix
def test_the_programs_shown_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed_by('protocol-builder init "El Dorado" --elects-funds --developed 2019', tmp_path)
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    printed = io.StringIO()
    for language, content in blocks("library.md"):
        if language == "python":
            with contextlib.redirect_stdout(printed):
                exec(compile(content, "library.md", "exec"), known)
        else:
            printed_by(content, tmp_path)
    assert " protocol-team-lead the protocol team is not led by" in printed.getvalue()
    assert "El Dorado County []" in printed.getvalue()
    assert "WIC 16524.8(a)(1)(F) The county sheriff’s department." in printed.getvalue()


def test_each_option_and_command_named_exists() -> None:
    """Also where it stands within a sentence, not in a block."""
    for path in LEARN.glob("*.md"):
        for words in re.findall(r"`(protocol-builder [^`]+)`", path.read_text("utf-8")):
            _, command, *rest = shlex.split(words.replace("$(", "").replace(")", ""))
            ran = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "protocol_builder",
                    command,
                    *(rest[:1] if rest[:1] == ["build"] else ()),
                    "--help",
                ],
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, words
            for option in (word for word in rest if word.startswith("--")):
                assert option in ran.stdout or (command, option) == ("site", "--help"), words


def test_each_page_links_to_pages_that_are_there() -> None:
    made = {
        "reference/index.md",
        "reference/only-check.md",
        "../schemas/compare.schema.json",
        "../schemas/report.schema.json",
        "../schemas/county.schema.json",
    }
    for path in LEARN.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert link in made or (LEARN / link).exists(), f"{path.name} links to {link}"
