"""The project's tasks. `nox` alone runs what CI runs; `nox -l` lists them."""

import nox

nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "wheel", "lowest", "tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
DEV = nox.project.dependency_groups(PYPROJECT, "dev")
LOCK = ".ci/requirements.txt"


def _locked(session: nox.Session) -> None:
    """Install this project and the development group in the locked versions, each by its hash."""
    session.install("--require-hashes", "-r", LOCK)
    session.install("--no-deps", "-e", ".")


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
    session.install(*_only("build"))
    out = session.create_tmp()
    session.run("python", "-m", "build", "--outdir", out, silent=True)
    session.install("--force-reinstall", "--no-deps", *(str(path) for path in sorted(_wheels(out))))
    session.install(*PYPROJECT["project"]["dependencies"])
    with session.chdir(session.create_tmp()):
        session.run("protocol-builder", "build", session.invoked_from + "/county_configs", "-o", "build")
        session.run("protocol-builder", "check", session.invoked_from + "/county_configs/example.yml")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write anew which versions, by their hashes, the tests run with: .ci/requirements.txt."""
    session.install("uv>=0.9")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
    session.run("uv", "pip", "compile", "pyproject.toml", "--group", "dev", *options, "--upgrade", "-o", LOCK)


@nox.session
def lowest(session: nox.Session) -> None:
    """Tests of each part with the lowest versions of every dependency that pyproject.toml allows; a minute or two."""
    session.install("uv>=0.9")
    found = f"{session.create_tmp()}/lowest.txt"
    options = ["--resolution", "lowest-direct", "--python-version", "3.11", "--no-emit-index-url", "--quiet"]
    session.run("uv", "pip", "compile", "pyproject.toml", *options, "-o", found)
    session.install("-r", found)
    session.install("--no-deps", "-e", ".")
    session.install(*_only("pytest", "hypothesis", "pikepdf"), "-c", found)
    core = (
        "reading/test_source.py",
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
    )
    # The shortest that prove pandoc, MkDocs and its theme; all of their tests would take some minutes.
    shortest = (
        "writers/test_pandoc.py::test_opendocument_says_what_the_agreement_says",
        "writers/test_pandoc.py::test_markdown_and_html_say_what_the_agreement_says",
        "website/test_engines.py::test_settings_of_the_folder_go_before_those_of_the_package",
        "website/test_engines.py::test_a_broken_link_stops_a_strict_build_and_the_earlier_website_stays",
    )
    tests = (f"tests/{name}" for name in (*core, *shortest))
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *tests, *session.posargs)


@nox.session(default=False)
def faults(session: nox.Session) -> None:
    """Kill 200 builds at random moments; some twenty minutes."""
    _locked(session)
    session.run("pytest", "tests/test_faults.py", env={"FAULTS": "200"})


@nox.session(default=False)
def benchmark(session: nox.Session) -> None:
    """Time `check` and documents beside their peers; numbers of county files may follow --."""
    _locked(session)
    session.run("python", "-m", "tests.benchmark", *session.posargs)


@nox.session(default=False)
def golden(session: nox.Session) -> None:
    """Rewrite the expected outputs under tests/cases; read the difference like code."""
    session.install("-e", ".", *DEV)
    session.run("pytest", "tests/checking/test_cases.py", env={"GOLDEN": "1"})


@nox.session(default=False)
def rooms(session: nox.Session) -> None:
    """Draw again the picture in CONTRIBUTING.md of the package's folders and the imports between them."""
    session.run("python", "-m", "tests.rooms")


@nox.session(default=False)
def differential(session: nox.Session) -> None:
    """The published schema against `check` on thousands of generated county files; some minutes."""
    session.install("-e", ".", *DEV)
    session.run("pytest", "tests/law/test_differential.py", env={"DIFFERENTIAL": "3000"})


def _wheels(folder: str) -> list[str]:
    import pathlib

    return [str(path) for path in pathlib.Path(folder).glob("*.whl")]


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Try 100,000 broken county files, led by the code that they reach, with memory limited to 500 MB; an hour or two."""
    _locked(session)
    session.install("atheris>=2.3,<4")
    session.run("python", "-m", "tests.coverage_fuzz", f"{session.create_tmp()}/corpus", "-runs=100000")
