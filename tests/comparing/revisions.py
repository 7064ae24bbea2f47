"""Two revisions of the example, for tests of what changed between them."""

from pathlib import Path

from protocol_builder.comparing.comparison import Comparison
from protocol_builder.comparing.revisions import Revision, read

from ..conftest import DAY, EXAMPLE
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")


def revision(text: str, folder: Path, name: str, on: str = DAY) -> Revision:
    """A county file with a text, written to a folder and read from it."""
    path = folder / name / "county.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return read(str(path), on).revisions[0]


def compared(folder: Path, *edits: tuple[str, str], old: str = TEXT) -> Comparison:
    """The comparison of a text, by default the example, with itself after edits, each of which must be possible."""
    new = with_edits(old, *edits, everywhere=True)
    return Comparison(revision(old, folder, "old"), revision(new, folder, "new"))


def said(comparison: Comparison) -> list[str]:
    """What the county changed, in sentences."""
    return [comparison.sentence(change) for change in comparison.fields]
