"""Take county files from a revision in git, without changing the working folder, a shell, or the network."""

import os
import posixpath
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..reading.source import MAX_BYTES

_MAX_COMMITS = 200
"""Commits of one file that are looked at."""
_ENDINGS = (".yml", ".yaml")
_CLAUSES = ".clauses"
_ENVIRONMENT = {
    "LC_ALL": "C",  # so that its messages can be told apart
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks
    "GIT_LITERAL_PATHSPECS": "1",
}


class GitError(Exception):
    """Git cannot give what was asked for; the message is a sentence that says why and what to do."""


def commit_of(revision: str) -> str:
    """Return the id of the commit that a revision such as `main` or `HEAD~1` names. Raises GitError."""
    if revision.startswith("-") or not revision.isprintable():
        raise GitError(f"“{revision}” cannot be a revision; write, for example, HEAD~1:county_configs/el-dorado.yml")
    _run("rev-parse", "--git-dir")
    found = _try("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode("ascii").strip()
    if _try("rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise GitError(
            f"git does not have the revision {revision}: this clone is shallow, without its history; "
            "run git fetch --unshallow, or on GitHub use actions/checkout with fetch-depth: 0"
        )
    raise GitError(f"git does not have the revision {revision}; to list revisions, run git log --oneline")


def commits_of(path: str) -> tuple[str, ...]:
    """Return the ids of the last commits that changed a file, the latest first. Raises GitError."""
    listed = _run("log", f"--max-count={_MAX_COMMITS}", "--format=%H", "--", path)
    return tuple(listed.decode("ascii").split())


def export(commit: str, path: str, folder: Path) -> Path:
    """Write a county file of a commit, or a folder's county files, below an empty folder, with their clause files.

    As for git, a path begins at the top of the repository, or if it begins with `./`, at the working folder. Returns
    the path of what was written. Raises GitError, OSError.
    """
    inside = _path_in_repository(path)
    if not inside:
        return _export_folder(commit, "", folder)
    found = _tree(commit, inside)
    if not found:
        again = "" if path.startswith("./") else f"; to begin at the working folder, write ./{path}"
        raise GitError(f"{path} is not in that revision; a path begins at the top of the repository{again}")
    kind = found[0][1]
    if kind == "tree":
        return _export_folder(commit, inside, folder)
    target = folder / posixpath.basename(inside)
    target.write_bytes(_content(found[0]))
    _export_clauses(commit, posixpath.splitext(inside)[0] + _CLAUSES, folder)
    return target


@dataclass(frozen=True, slots=True)
class PastFile:
    """A file of a folder as a commit left it."""

    on: str
    """The date (ISO) of the commit."""
    path: str
    """Its path below the folder."""
    blob: str
    """The id of its content; empty if the commit deleted it."""


def past_files(folder: Path) -> tuple[tuple[PastFile, ...], bool]:
    """Return what each commit of the branch changed in a folder, the oldest first, and whether the clone is shallow.

    Nothing for a folder that is in no repository, or that git cannot read. Says nothing about who changed it, or why.
    """
    try:
        ran = _try(
            *("log", "--first-parent", "--reverse", "--no-renames", "--raw", "--no-abbrev", "-z", "--relative"),
            *("--format=%x01%cs", "--", "."),
            folder=folder,
        )
        shallow = _try("rev-parse", "--is-shallow-repository", folder=folder).stdout.strip() == b"true"
    except GitError:
        return (), False
    if ran.returncode != 0:
        return (), False
    found: list[PastFile] = []
    on = ""
    fields = iter(ran.stdout.split(b"\0"))
    for field in fields:
        start = field.strip(b"\n")
        if start.startswith(b"\x01"):
            on = start[1:11].decode("ascii")
        elif start.startswith(b":"):
            mode, blob = start.split()[1].decode("ascii"), start.split()[3].decode("ascii")
            name = os.fsdecode(next(fields, b""))
            found.append(PastFile(on, name, blob if mode.startswith("100") else ""))
    return tuple(found), shallow


def contents(folder: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the content of blobs by their ids, without those that are larger than a county file can be."""
    wanted = tuple(dict.fromkeys(blobs))
    try:
        ran = _try("cat-file", "--batch", folder=folder, given="".join(f"{blob}\n" for blob in wanted).encode("ascii"))
    except GitError:
        return {}
    found: dict[str, bytes] = {}
    rest = ran.stdout
    while rest:
        head, _, rest = rest.partition(b"\n")
        blob, kind, *size = head.decode("ascii", "replace").split()
        if kind != "blob":  # a partial clone lacks it
            continue
        length = int(size[0])
        if length <= MAX_BYTES:
            found[blob] = rest[:length]
        rest = rest[length + 1 :]
    return found


def _export_folder(commit: str, inside: str, folder: Path) -> Path:
    """Write the county files of a folder, and what each has for clauses; those in folders below it are left out."""
    for entry in _tree(commit, f"{inside}/" if inside else ""):
        name = posixpath.basename(entry[3])
        if name.startswith("."):
            continue
        if entry[1] == "tree" and name.endswith(_CLAUSES):
            _export_clauses(commit, entry[3], folder)
        elif entry[1] != "tree" and name.lower().endswith(_ENDINGS):
            (folder / name).write_bytes(_content(entry))
    return folder


def _export_clauses(commit: str, inside: str, folder: Path) -> None:
    entries = [entry for entry in _tree(commit, f"{inside}/") if entry[3].endswith(".md")]
    if entries:
        place = folder / posixpath.basename(inside)
        place.mkdir(exist_ok=True)
        for entry in entries:
            (place / posixpath.basename(entry[3])).write_bytes(_content(entry))


_Entry = tuple[str, str, str, str]
"""(mode, type, id, path) of an entry of a tree."""


def _tree(commit: str, inside: str) -> list[_Entry]:
    """Return the entry of a path, or the entries below one that ends in /; none if the commit does not have it."""
    listed = _run("ls-tree", "-z", "--full-tree", commit, "--", *([inside] if inside else []))
    entries: list[_Entry] = []
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, kind, id = about.decode("ascii").split()
        entries.append((mode, kind, id, os.fsdecode(name)))
    return entries


def _content(entry: _Entry) -> bytes:
    mode, kind, id, path = entry
    if mode == "120000":
        raise GitError(f"{path} is a link in that revision; name the file that it leads to")
    if kind != "blob":
        raise GitError(f"{path} is not a file in that revision")
    if int(_run("cat-file", "-s", id)) > MAX_BYTES:
        raise GitError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB in that revision")
    return _run("cat-file", "blob", id)


def _path_in_repository(path: str) -> str:
    written = path.replace("\\", "/") if os.name == "nt" else path
    if written == "." or written.startswith(("./", "../")):
        written = posixpath.join(os.fsdecode(_run("rev-parse", "--show-prefix")).rstrip("\n"), written)
    inside = posixpath.normpath(written) if written else ""
    if inside.startswith(("..", "/")):
        raise GitError(f"{path} is outside of the repository")
    return "" if inside == "." else inside


def _run(*arguments: str) -> bytes:
    """Return what git prints. Raises GitError with the first line of what it says is wrong."""
    ran = _try(*arguments)
    if ran.returncode == 0:
        return ran.stdout
    said = ran.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in said:
        raise GitError("this folder is not in a git repository; run this command in one, or name two files")
    if "dubious ownership" in said:
        raise GitError(
            "this git repository belongs to another user, so git does not read it (see: git help config, safe.directory)"
        )
    raise GitError(f"git could not read the revision: {(said.splitlines() or ['no reason given'])[0]}")


def _try(*arguments: str, folder: Path | None = None, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            env={**os.environ, **_ENVIRONMENT},
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed, so no earlier revision can be read; name two files instead") from None
