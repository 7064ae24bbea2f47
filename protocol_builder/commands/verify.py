"""The command `verify`: whether a Word document was edited since it was made."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..characters import safe_line
from . import streams
from .options import ExistingFile, refuse_other_files

if TYPE_CHECKING:
    from ..writers.word.edit_marks import DocumentComparison
from .parts import need


class CannotVerifyError(click.ClickException):
    """The document does not show what it was made from, so nothing can be said about it."""

    exit_code = 3


@click.command()
@click.argument("path", metavar="FILE.docx", type=ExistingFile())
@click.argument("county_file", metavar="[COUNTY_FILE]", type=ExistingFile(), required=False)
def verify(path: Path, county_file: Path | None) -> int:
    """Show which paragraphs of a Word document were edited by hand, if any.

    Tracked insertions and deletions count as edits. With the county file that the document was made from, each edit has
    the old words beside the new, and the key or the clause that they come from. The exit code is 0 if the document is unchanged, 1 if it was edited,
    and 3 if verify cannot tell. This shows edits made in good faith; it is not a signature.

    \b
    Examples:
      protocol-builder verify build/el-dorado/mou.docx
      protocol-builder verify build/el-dorado/mou.docx county_configs/el-dorado.yml
    """
    need("documents")
    from ..writers.word import edit_marks
    from .reports import verify as report

    try:
        found = edit_marks.verify(path)
    except edit_marks.UnreadableError as error:
        raise CannotVerifyError(str(error)) from None
    lines = _with_sources(path, found, county_file) if county_file else report.lines(str(path), found)
    streams.to_stdout("".join(f"{safe_line(text)}\n" for text in lines))
    return 1 if found.is_changed else 0


def _with_sources(path: Path, found: "DocumentComparison", county_file: Path) -> Iterator[str]:
    refuse_other_files(str(county_file))
    from ..comparing.origin import OtherRevisionError
    from ..comparing.returned_file import NotReadError, answer
    from .reports import verify as report

    try:
        answers = answer(path, county_file)
    except (OtherRevisionError, NotReadError) as error:
        raise CannotVerifyError(f"{path} {error}") from None
    return report.lines_with_sources(str(path), found, str(county_file), answers)
