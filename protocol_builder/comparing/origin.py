"""The revision of a county file that a Word document was made from."""

import tempfile
from pathlib import Path

from ..agreement.agreement import provenance
from ..checking.check import check_file
from ..writers.word.edit_marks import EditRecord
from . import git


class OtherRevisionError(Exception):
    """A document was made from another file or revision; the message says which, and what to do."""


def is_made_from(made: EditRecord, path: Path) -> bool:
    """Return whether a document was made from a county file as it is now. Raises OSError."""
    return provenance(check_file(path, made.on or None)).sha256 == made.sha256


def other_revision(made: EditRecord, path: Path) -> OtherRevisionError:
    """Say what a document was made from that was not made from a county file as it is now, and what to do."""
    if made.file != path.name:
        return OtherRevisionError(f"was made from {made.file}, not from {path.name}; name that file")
    return OtherRevisionError(
        f"was made from another revision ({made.sha256[:12]}) of {path.name}; {_where(made, path)}"
    )


def _where(made: EditRecord, path: Path) -> str:
    """Say how to get the revision that a document was made from."""
    inside = path.as_posix()
    try:
        for commit in git.commits_of(inside):
            with tempfile.TemporaryDirectory(prefix="protocol-builder-") as folder:
                copy = git.export(commit, inside if path.is_absolute() else f"./{inside}", Path(folder))
                if is_made_from(made, copy):
                    return f"to get it: git checkout {commit[:12]} -- {inside}"
    except (git.GitError, OSError):
        pass
    return "find that revision, put it in place, and read the document back again"
