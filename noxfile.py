"""The project's tasks. `nox` alone runs what CI runs; `nox -l` lists them."""

import nox

nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types", "wheel", "tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
DEV = nox.project.dependency_groups(PYPROJECT, "dev")


def _only(*names: str) -> list[str]:
    """The pinned requirements of the development group for a few tools."""
    return [requirement for requirement in DEV if requirement.startswith(names)]


@nox.session
def lint(session: nox.Session) -> None:
    """Formatter and linter."""
    session.install(*_only("ruff"))
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    session.install("-e", ".", *DEV)
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests; arguments after -- go to pytest."""
    session.install("-e", ".", *DEV)
    session.run("pytest", *session.posargs)


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
def golden(session: nox.Session) -> None:
    """Rewrite the expected outputs under tests/cases; read the difference like code."""
    session.install("-e", ".", *DEV)
    session.run("pytest", "tests/test_cases.py", env={"GOLDEN": "1"})


@nox.session(default=False)
def differential(session: nox.Session) -> None:
    """The published schema against `check` on thousands of generated county files; some minutes."""
    session.install("-e", ".", *DEV)
    session.run("pytest", "tests/test_differential.py", env={"DIFFERENTIAL": "3000"})


def _wheels(folder: str) -> list[str]:
    import pathlib

    return [str(path) for path in pathlib.Path(folder).glob("*.whl")]


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Try 100,000 broken county files, with memory limited to 500 MB."""
    session.install("-e", ".", *DEV)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (500_000_000,) * 2)"
    program = f"{limit}; import sys, pytest; sys.exit(pytest.main(['tests/test_fuzz.py', '-q']))"
    session.run("python", "-c", program, env={"FUZZ": "100000"})
