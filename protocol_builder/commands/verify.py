"""The command `verify`: whether a Word document was edited since it was made."""

from pathlib import Path

import click

from ..characters import safe_line
from . import streams
from .options import ExistingFile
from .parts import need


class CannotVerifyError(click.ClickException):
    """The document does not show what it was made from, so nothing can be said about it."""

    exit_code = 3


@click.command()
@click.argument("path", metavar="FILE.docx", type=ExistingFile())
def verify(path: Path) -> int:
    """Show which paragraphs of a Word document were edited by hand, if any.

    Tracked insertions and deletions count as edits. The exit code is 0 if the document is unchanged, 1 if it was edited,
    and 3 if verify cannot tell. This shows edits made in good faith; it is not a signature.

    \b
    Example:
      protocol-builder verify build/el-dorado/mou.docx
    """
    need("documents")
    from ..writers.word import edit_marks
    from .reports import verify as report

    try:
        found = edit_marks.verify(path)
    except edit_marks.UnreadableError as error:
        raise CannotVerifyError(str(error)) from None
    streams.to_stdout("".join(f"{safe_line(text)}\n" for text in report.lines(str(path), found)))
    return 1 if found.edits else 0
