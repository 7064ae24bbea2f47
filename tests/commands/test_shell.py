"""The command line as a shell has it: completion, pipes that close, Ctrl-C, names with spaces and accents, bad folders."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from protocol_builder.commands.main import commands

from ..conftest import DAY, EXAMPLE, Ran

Run = Callable[..., Ran]

PROGRAM = [sys.executable, "-m", "protocol_builder"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs Unix")


def completed(shell: str, *words: str) -> list[str]:
    """What a shell's completion is given for the last of these words, one line an item."""
    line = "protocol-builder " + " ".join(words)
    environment = {
        **os.environ,
        "_PROTOCOL_BUILDER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line if shell != "fish" else " ".join(line.split(" ")[:-1]),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    ran = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_and_completes_commands(shell: str) -> None:
    environment = {**os.environ, "_PROTOCOL_BUILDER_COMPLETE": f"{shell}_source"}
    script = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=True).stdout
    assert "_PROTOCOL_BUILDER_COMPLETE" in script
    assert "protocol-builder" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True)
    found = " ".join(completed(shell, "ch"))
    assert re.search(r"\bcheck\b", found)
    assert not re.search(r"\bbuild\b", found)


def test_requirements_counties_formats_and_files_are_completed() -> None:
    assert completed("bash", "explain", "protocol-team-sh") == ["plain,protocol-team-sheriff"]
    assert completed("bash", "init", "el") == ["plain,El Dorado"]
    assert completed("bash", "check", "--format", "s") == ["plain,sarif"]
    assert completed("bash", "check", "county_configs/") == ["file,county_configs/"]


def commands_below(command: click.Command, name: str = "") -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(name.strip(), command)]
    context = click.Context(command)
    below = [(key, command.get_command(context, key)) for key in command.list_commands(context)]
    return [found for key, each in below if each for found in commands_below(each, f"{name} {key}")]


@pytest.mark.parametrize(
    ("name", "command"), commands_below(commands), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_help_of_each_command_shows_examples_with_options_that_it_has(
    run: Run, name: str, command: click.Command
) -> None:
    shown = run(*name.split(), "--help").out
    examples = re.findall(rf"(?m)^ +protocol-builder {name}\b(.*)$", shown.partition("Example")[2])
    assert examples, f"{name} --help has no example"
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for example in examples:
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", example)) <= known


@posix
@pytest.mark.parametrize(
    "arguments", [["explain"], ["schema"], ["check", str(EXAMPLE), "--format", "json"], ["--help"]]
)
def test_a_reader_that_has_gone_is_code_3_without_a_word(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen([*PROGRAM, *arguments], stdout=write, stderr=subprocess.PIPE, text=True) as running:
        os.close(write)
        said = running.communicate()[1]
    assert (running.returncode, re.sub(r"(?m)^.*(checked against|requirements|duties|judgment).*\n", "", said)) == (
        3,
        "",
    )


WAITS = """
import sys, time, types
from protocol_builder.commands.main import main

def read(*limit):
    print("reading", file=sys.stderr, flush=True)
    time.sleep(60)

sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=read), isatty=lambda: False)
main(["check", "-"])
"""


@posix
def test_ctrl_c_is_one_line_and_code_3() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        assert running.stderr.readline() == "reading\n"
        running.send_signal(signal.SIGINT)
        said = running.communicate()[1]
    assert (said.strip(), running.returncode) == ("stopped; finished work is kept", 3)


def refuse(self: Path, *arguments: object) -> None:
    """Opens nothing, as for a user who may not read a file or folder."""
    raise PermissionError(13, "Permission denied", str(self))


def test_a_folder_that_may_not_be_read_is_one_line_and_code_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inyo.yml").write_text("county: Inyo\n")
    monkeypatch.setattr(Path, "iterdir", refuse)
    ran = run("check", tmp_path)
    assert (ran.out, ran.err, ran.code) == ("", f"Error: {tmp_path}: Permission denied\n", 3)


def test_a_file_that_may_not_be_read_is_a_finding_and_the_others_are_checked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inyo.yml").write_text("county: Inyo\ncompleteness: public_sources_only\n")
    (tmp_path / "mono.yml").write_text("county: Mono\n")
    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *given, **named: (refuse if self.stem == "mono" else opened)(self, *given, **named)
    )
    ran = run("check", tmp_path)
    assert ran.out.endswith(
        f"{tmp_path / 'mono.yml'}:1:1: error: the file cannot be opened: Permission denied [file-not-opened]\n"
        "  fix: check who may read it, or put it back\n"
    )
    lines = ran.err.splitlines()
    assert lines[0].startswith(f"{tmp_path / 'inyo.yml'}: Inyo, ")
    assert lines[1] == f"{tmp_path / 'mono.yml'}: cannot be read: 1 error, no duties checked"
    assert ran.code == 1


@pytest.mark.parametrize("below", ["findings.json", "a/b/findings.json"])
def test_nothing_can_be_written_below_a_file(run: Run, tmp_path: Path, below: str) -> None:
    file = tmp_path / "notes"
    file.write_text("x", encoding="utf-8")
    ran = run("check", EXAMPLE, "-o", file / below)
    assert (ran.err.splitlines()[-1], ran.code) == (f"Error: {file}: is a file, so nothing can be written below it", 3)
    assert file.read_text("utf-8") == "x"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert run("check", tmp_path / "closed").code == 3


@pytest.mark.parametrize("name", ["año nuevo", "Peñasco, 50% & <co>", "-dash", "日本", "o'neil"])
def test_names_with_spaces_accents_and_signs_work_everywhere(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    file = folder / f"{name}.yml"
    file.write_text("county: Ino\n", encoding="utf-8")
    assert f"\n{file}:1:1: error:" in run("check", file).out
    (found,) = json.loads(run("check", folder, "--format", "json", "--on", DAY).out)["files"]
    assert found["path"] == str(file)
    assert "\n::error file=" in run("check", folder, "--format", "github").out
    (artifact,) = json.loads(run("check", folder, "--format", "sarif").out)["runs"][0]["artifacts"]
    assert re.fullmatch(r"file:///[\w./%~'-]+", artifact["location"]["uri"])
    assert run("check", folder, "-o", folder / "findings of today.txt").code == 1
    assert (folder / "findings of today.txt").read_text("utf-8").startswith(str(file))


def test_where_to_begin_is_told_when_there_is_much_to_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "inyo.yml"
    file.write_text(
        "county: Inyo\ninstrument: {kind: interagency_protocol}\ncsec_program: {elects_funds: true}\n"
        "agencies: {a: {name: A, kind: other, functions: [other]}}\nmtd: {}\n"
    )
    said = run("check", file).err.splitlines()
    assert said[-2:] == [
        f"Begin with {file}:5: “mtd” is not a key of a county file, so 6 duties count as not met",
        "To preview TODO entries for what is missing: protocol-builder check --fix",
    ]
    file.write_text(file.read_text().replace("mtd: {}\n", ""))
    begin = run("check", file).err.splitlines()[-2]
    assert re.fullmatch(
        rf"Begin with {re.escape(str(file))}:\d+: .+; to learn more: protocol-builder explain [a-z-]+", begin
    )
    assert run("explain", begin.rpartition(" ")[2]).code == 0
    assert not [line for line in run("check", file, "--format", "json").err.splitlines() if line.startswith("Begin")]
