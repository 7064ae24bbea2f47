"""The command `read-back`: what was edited by hand in a Word document, as edits of the county file."""

from pathlib import Path

import click

from ..characters import safe_lines
from . import streams
from .options import ExistingFile, refuse_other_files


class CannotReadBackError(click.ClickException):
    """The document or the county file is not what it has to be, so nothing is answered."""

    exit_code = 3


@click.command("read-back")
@click.argument("document", metavar="FILE.docx", type=ExistingFile())
@click.argument("county_file", metavar="COUNTY_FILE", type=ExistingFile())
@click.option("--write", is_flag=True, help="Write what is proposed into the county file and its clause files.")
def read_back(document: Path, county_file: Path, write: bool) -> int:
    """Turn the edits in a Word document into edits of the county file that it was made from.

    Each edit, tracked or not, and each comment gets one answer: the key of the county file that makes the paragraph
    read as edited; the county's own words for a clause; where the words come from, if nobody edits them in Word; or
    that a person has to decide. What is proposed has been tried: the agreement made with it reads as edited.

    The exit code is 0 if there are no edits, or with --write if nothing is left to decide; 1 if there are edits, and 3
    for a document of another revision or file.

    \b
    Examples:
      protocol-builder read-back returned.docx county_configs/el-dorado.yml
      protocol-builder read-back returned.docx county_configs/el-dorado.yml --write
    """
    refuse_other_files(str(county_file))
    from ..comparing.origin import OtherRevisionError
    from ..comparing.returned_file import NotReadError, answer, write_back
    from ..writers.word.package import UnreadableError
    from .reports import read_back as report

    try:
        found = answer(document, county_file)
    except UnreadableError as error:
        raise CannotReadBackError(str(error)) from None
    except (OtherRevisionError, NotReadError) as error:
        raise CannotReadBackError(f"{document} {error}") from None
    if write:
        write_back(found, county_file)
    lines = list(report.lines(str(document), str(county_file), found, written=write))
    streams.to_stdout(safe_lines("".join(f"{line}\n" for line in lines)))
    if write:
        return 0 if found.is_settled else 1
    return 1 if found.answers or found.effects else 0
