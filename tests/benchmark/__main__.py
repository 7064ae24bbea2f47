"""Whole-process times of `check` and of documents beside their peers, as a Markdown table.

    nox -s benchmark             all of it, some twenty minutes
    nox -s benchmark -- 1 58     only so many county files, the fewest first

Every tool gets the same county files and, where it takes one, the published schema. A peer that cannot be had is left out,
and why is printed. Times of a busy machine are worth nothing: the ratios are what to read.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from protocol_builder.law import vocabulary

from . import browser, comparing, documents, newcomer, redlines, site
from .measure import Taken, several

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "county.schema.json"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "protocol-builder-tests"

AJV = ("ajv-cli@5.0.0",)
RUNS = {1: 7, 58: 3, 580: 1, 5_800: 1}


@dataclass(frozen=True)
class Tool:
    """A checker of county files and how it is called for a folder of them."""

    name: str
    command: Callable[[Path], list[str]]


def ours() -> Tool:
    program = shutil.which("protocol-builder", path=str(Path(sys.executable).parent))
    assert program, "protocol-builder is not installed beside this Python"
    return Tool("protocol-builder check", lambda folder: [program, "check", str(folder)])


def check_jsonschema() -> Tool:
    """From PyPI, in an environment of its own."""
    home = CACHE / "check-jsonschema"
    program = home / "bin" / "check-jsonschema"
    if not program.exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", "check-jsonschema"], check=True)
    base = [str(program), "--schemafile", str(SCHEMA)]
    return Tool("check-jsonschema", lambda folder: [*base, *map(str, sorted(folder.glob("*.yml")))])


def ajv() -> Tool:
    """From npm, which brings a reader of YAML along."""
    home = CACHE / "ajv-cli-5.0.0"
    program = home / "node_modules" / "ajv-cli" / "dist" / "index.js"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise OSError("npm is not installed")
        home.mkdir(parents=True, exist_ok=True)
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([npm, "install", "--prefix", str(home), *quietly, *AJV], check=True, capture_output=True)
    node = shutil.which("node") or "node"
    options = ["--spec=draft2020", "--strict=false", "--errors=line", "-s", str(SCHEMA)]
    return Tool("ajv-cli", lambda folder: [node, str(program), "validate", *options, "-d", f"{folder}/*.yml"])


def county_files(folder: Path, number: int) -> Path:
    """That many county files, each the example in another county's name and with a number of its own.

    No two are alike, so that no tool can know one from another that it has read. Dates stand in quotes, so that a
    YAML 1.1 reader takes them for text as well. Telephone numbers are left out: those of the example are a warning in the
    file of a county that exists, and these are to be correct files.
    """
    text = (ROOT / "county_configs" / "example.yml").read_text("utf-8")
    text = re.sub(r"(: |\{|, |\[)(\d{4}-\d\d-\d\d)(?=[,}\]\s])", r'\1"\2"', text)
    text = re.sub(r"(?m)^.*\b555-555-.*\n", "", text)
    text = text.replace("county: Example County", "county: COUNTY").replace("Example County", "COUNTY County")
    counties = [name for name in vocabulary.lists()["counties"] if not vocabulary.is_example(name)]
    folder.mkdir(parents=True)
    for index in range(number):
        own = text.replace("COUNTY", counties[index % len(counties)]).replace("(an example)", f"(example {index})")
        (folder / f"county-{index:04}.yml").write_text(own, encoding="utf-8")
    return folder


def available(makers: tuple[Callable[[], Tool], ...]) -> list[Tool]:
    tools = []
    for maker in makers:
        try:
            tools.append(maker())
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"left out: {maker.__name__}: {error}", file=sys.stderr)
    return tools


def flat(own: dict[int, Taken]) -> str:
    """What our own check takes for a file, by how many there are, when what it takes to begin is left out."""
    begins = own.pop(min(own))
    each = [f"{1000 * (t.seconds - begins.seconds) / number:.2f} ms at {number:,} files" for number, t in own.items()]
    work = [f"{1000 * (t.processor_seconds - begins.processor_seconds) / number:.2f}" for number, t in own.items()]
    return f"Each file, without the start: {', '.join(each)}. Of processors' time: {', '.join(work)} ms."


def main(numbers: list[int]) -> None:
    tools = available((ours, check_jsonschema, ajv))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}.\n"
    )
    print("| County files | " + " | ".join(tool.name for tool in tools) + " | most memory of ours |")
    print("|--:|" + "--:|" * (len(tools) + 1))
    own: dict[int, Taken] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in numbers:
            folder = county_files(Path(name) / str(number), number)
            row: list[str] = []
            for tool in tools:
                try:
                    taken = several(tool.command(folder), RUNS.get(number, 3))
                except OSError as error:
                    print(f"left out: {number} files: {error}", file=sys.stderr)
                    row.append("–")
                    continue
                ours_took = own.setdefault(number, taken)
                row.append(f"{taken.seconds:.2f} s" + (f" ({taken.seconds / ours_took.seconds:.1f}×)" if row else ""))
            print(f"| {number:,} | {' | '.join(row)} | {own[number].megabytes:.0f} MB |", flush=True)
    if len(own) > 1:
        print(f"\n{flat(own)}")
    print()
    documents.table(county_files)
    site.table(county_files)
    browser.table()
    print()
    comparing.table()
    print()
    redlines.table()
    print()
    newcomer.table()


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or sorted(RUNS))
