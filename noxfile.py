"""The project's tasks. `nox` alone runs what CI runs; `nox -l` lists them."""

import pathlib
import re
import shutil
from collections.abc import Container

import nox

nox.options.default_venv_backend = "uv|virtualenv"  # uv installs in 3 seconds what takes pip half a minute
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "wheel", "lowest", "tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
REQUIREMENTS = [*PYPROJECT["project"]["dependencies"], *EXTRAS["documents"], *EXTRAS["site"]]
"""What is installed with [all]."""
DEV = nox.project.dependency_groups(PYPROJECT, "dev")
RELEASE = nox.project.dependency_groups(PYPROJECT, "release")
LOCK = ".ci/requirements.txt"
DEPENDENCIES = PYPROJECT["project"]["dependencies"]
LOCKED_PARTS = (
    (".ci/nox.txt", ("nox", "uv"), ()),  # what runs the tasks
    (".ci/check.txt", ("hatchling",), DEPENDENCIES),  # what the action `check` installs
    (".ci/all.txt", (), REQUIREMENTS),  # what a release brings along
    (".ci/release.txt", (), RELEASE),  # what makes its bill of materials
)
"""Parts of the lock, each a file: tools of the development group in it, and other requirements."""
CORE = (
    "reading/test_source.py",
    "reading/test_limits.py",
    "checking/test_shape_check.py",
    "checking/test_cases.py",
    "checking/test_fast_path.py",
    "checking/rules/test_stale_citations.py",
    "law/test_requirements.py",
    "commands/test_main.py",
    "commands/test_check.py",
    "commands/reports/test_github.py",
    "commands/reports/test_json_report.py",
    "commands/reports/test_junit.py",
    "commands/reports/test_markdown.py",
    "commands/reports/test_sarif.py",
    "test_files.py",
    "agreement/test_agreement.py",
    "writers/word/test_document.py",
    "writers/test_pdf.py",
    # The shortest that prove pandoc, MkDocs and its theme; all of their tests would take some minutes.
    "writers/test_pandoc.py::test_opendocument_says_what_the_agreement_says",
    "writers/test_pandoc.py::test_markdown_and_html_say_what_the_agreement_says",
    "website/test_engines.py::test_settings_of_the_folder_go_before_those_of_the_package",
)
"""Tests of each part, for versions of the dependencies other than the locked ones."""

EXPECTED = (
    "tests/checking/test_cases.py",
    "tests/checking/rules/test_examples.py",
    "tests/agreement/test_printed.py",
    "tests/comparing/test_printed.py",
    "tests/commands/test_printed.py",
)
"""Tests that hold what is made against expected outputs in files."""


def _locked(session: nox.Session) -> None:
    """Install this project and the development group in the locked versions, each by its hash."""
    session.install("--require-hashes", "-r", LOCK)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")


def _pins(session: nox.Session, but: Container[str] = ()) -> str:
    """A file of the locked versions, but for some, that bounds what else is installed: no new release changes a test."""
    locked = re.findall(r"^([\w.-]+)(==[^\\\n]+)", pathlib.Path(LOCK).read_text("utf-8"), re.MULTILINE)
    file = pathlib.Path(session.create_tmp()) / "pins.txt"
    file.write_text("".join(f"{name}{version}\n" for name, version in locked if name not in but), "utf-8")
    return str(file)


def _only(*names: str) -> list[str]:
    """The pinned requirements of the development group for a few tools."""
    return [requirement for requirement in DEV if requirement.startswith(names)]


@nox.session
def lint(session: nox.Session) -> None:
    """Formatter, linter and strict types, in the locked versions."""
    _locked(session)
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests, with the locked versions of everything; arguments after -- go to pytest."""
    _locked(session)
    # A file of tests stays with one worker, so that what its tests share is made once.
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build sdist and wheel, install the wheel alone, and do the main job in an empty folder."""
    pins = _pins(session)
    session.install(*_only("build", "hatchling"), "-c", pins)
    out = session.create_tmp()
    session.run("python", "-m", "build", "--no-isolation", "--outdir", out, silent=True)
    session.install("--force-reinstall", "--no-deps", *(str(path) for path in sorted(_wheels(out))))
    session.install(*REQUIREMENTS, "-c", pins)
    with session.chdir(session.create_tmp()):
        session.run("protocol-builder", "build", session.invoked_from + "/county_configs", "-o", "build")
        session.run("protocol-builder", "check", session.invoked_from + "/county_configs/example.yml")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write which versions, by their hashes, the tests, the action, and a release use: the lists in .ci."""
    session.install(*_only("uv"))
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
    compile = ("uv", "pip", "compile", *options)
    session.run(*compile, "pyproject.toml", "--all-extras", "--group", "dev", "--upgrade", "-o", LOCK)
    alone = pathlib.Path(session.create_tmp()) / "alone.in"
    for name, of, lines in LOCKED_PARTS:
        alone.write_text("".join(f"{line}\n" for line in (*lines, *_only(*of))), "utf-8")
        session.run(*compile, str(alone), "-c", LOCK, "-o", name, "--upgrade", "--no-annotate", "--no-header")


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Make what a release consists of, in dist: sdist, wheel, and the bill of materials (CycloneDX) of what it installs."""
    _locked(session)
    session.run("python", "-m", "build", "--no-isolation", "--outdir", "dist", silent=True)
    session.install("--require-hashes", "-r", ".ci/release.txt")
    bill = ("--pyproject", "pyproject.toml", "--output-reproducible", "--validate", "-o", "dist/bill-of-materials.json")
    session.run("cyclonedx-py", "requirements", ".ci/all.txt", *bill)


@nox.session
def lowest(session: nox.Session) -> None:
    """Tests of each part with the lowest versions of every dependency that pyproject.toml allows; a minute or two."""
    names = (re.split(r"[\[<>=]", requirement)[0] for requirement in REQUIREMENTS)
    pins = _pins(session, but={name.replace("_", "-") for name in names})
    _core_tests(session, "--resolution", "lowest-direct", "--python-version", "3.11", pins=pins)


@nox.session(default=False)
def newest(session: nox.Session) -> None:
    """The same tests with the newest versions that pyproject.toml allows: what will break before it does."""
    _core_tests(session, "--resolution", "highest")


def _core_tests(session: nox.Session, *options: str, pins: str = "") -> None:
    """Install the versions that uv finds with some options, in an environment of their own, and run the core tests."""
    session.install(*_only("uv", "hatchling"), *(("-c", pins) if pins else ()))
    found = f"{session.create_tmp()}/{session.name}.txt"
    bounds = ("-c", pins) if pins else ()
    compile = ("uv", "pip", "compile", "pyproject.toml", "--all-extras", "--upgrade", "--no-emit-index-url", "--quiet")
    session.run(*compile, *options, *bounds, "-o", found)
    session.install("-r", found)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.install(*_only("pytest", "hypothesis", "pikepdf"), "-c", found, *bounds)
    tests = (f"tests/{name}" for name in CORE)
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *tests, *session.posargs)


@nox.session(default=False)
def faults(session: nox.Session) -> None:
    """Kill 200 builds, 200 runs of `mou`, and 200 of `check --fix --write` at random moments; an hour or less."""
    _locked(session)
    session.run("pytest", "tests/test_faults.py", env={"FAULTS": "200"})


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """Count which small changes to code and data the tests notice; a number and rooms may follow --. Hours for many."""
    _locked(session)
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session(default=False)
def picture(session: nox.Session) -> None:
    """Draw the README's pictures and make its sample documents again from what the program makes today."""
    _locked(session)
    session.run("python", "-m", "tests.readme_picture")
    session.run("python", "-m", "tests.sample_documents")


@nox.session(default=False)
def redlines(session: nox.Session) -> None:
    """Decide the redlines of 200 generated pairs, of all pairs of county files, and a dozen by LibreOffice; some ten minutes."""
    _locked(session)
    files = ("tests/writers/word/test_redline.py", "tests/writers/word/test_second_reader.py")
    session.run("pytest", *files, *session.posargs, env={"REDLINES": "200"})


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Check every county file and every case in the browser, and hold the findings against the terminal's; some minutes."""
    _locked(session)
    session.run("pytest", "tests/website/browser/test_same_findings.py", *session.posargs, env={"BROWSER": "all"})


@nox.session(name="read-back", default=False)
def read_back(session: nox.Session) -> None:
    """Read back 60 edits, plain, tracked, and saved by LibreOffice, and count what is found; some five minutes."""
    _locked(session)
    session.run("python", "-m", "tests.read_back_figures")


@nox.session(default=False)
def benchmark(session: nox.Session) -> None:
    """Time `check` and documents beside their peers; numbers of county files may follow --."""
    _locked(session)
    session.run("python", "-m", "tests.benchmark", *session.posargs)


@nox.session(default=False)
def golden(session: nox.Session) -> None:
    """Rewrite the expected outputs below tests; read the difference like code."""
    session.install("-e", ".[all]", *DEV)
    session.run("pytest", *EXPECTED, env={"GOLDEN": "1"})


@nox.session(default=False)
def rooms(session: nox.Session) -> None:
    """Draw again the picture in CONTRIBUTING.md of the package's folders and the imports between them."""
    session.run("python", "-m", "tests.rooms")


@nox.session(default=False)
def editor(session: nox.Session) -> None:
    """Bundle again the editor of the website's page that checks a county file: templates/browser/codemirror.js."""
    place = pathlib.Path(session.create_tmp()) / "editor"
    shutil.copytree(".ci/editor", place, dirs_exist_ok=True)
    with session.chdir(place):
        session.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", external=True)
        made = session.run("npm", "run", "--silent", "build", external=True, silent=True)
    header = pathlib.Path(".ci/editor/license.txt").read_text("utf-8")
    pathlib.Path("templates/browser/codemirror.js").write_text(header + str(made), "utf-8")


@nox.session(default=False)
def differential(session: nox.Session) -> None:
    """The published schema against `check` on thousands of generated county files; some minutes."""
    session.install("-e", ".[all]", *DEV)
    session.run("pytest", "tests/law/test_differential.py", env={"DIFFERENTIAL": "3000"})


def _wheels(folder: str) -> list[str]:
    return [str(path) for path in pathlib.Path(folder).glob("*.whl")]


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Try 100,000 broken county files, led by the code that they reach, with memory limited to 500 MB; an hour or two."""
    _locked(session)
    session.install("atheris>=2.3,<4")
    session.run("python", "-m", "tests.coverage_fuzz", f"{session.create_tmp()}/corpus", "-runs=100000")
