"""The command `compare`: what changed between two revisions of county files, or between two dates of the law."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..characters import safe_line
from ..english import number_of
from . import streams
from .color import paint_for
from .options import county_files_at, law_date, refuse_other_files

if TYPE_CHECKING:
    from ..comparing.comparison import Comparison

FORMATS = ("text", "json", "markdown")


class CannotCompareError(click.ClickException):
    """Something cannot be read in full, so nothing can be said about what changed."""

    exit_code = 3


@click.command()
@click.argument("paths", nargs=-1, metavar="OLD NEW | PATH...", type=click.Path())
@click.option(
    "--on",
    "dates",
    metavar="DATE",
    multiple=True,
    help="Apply the law in effect on this date (YYYY-MM-DD); today by default. Twice: compare two dates of the law.",
)
@click.option("--with-announced", is_flag=True, help="With two dates: also try announced changes, which are not law.")
@click.option(
    "--redline",
    metavar="FILE.docx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the new agreement in Word, with tracked changes against the old one.",
)
@click.option(
    "--amendment",
    metavar="FILE.docx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the amendment in Word: only the changed provisions, with lines for those who must sign.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def compare(
    paths: tuple[str, ...],
    dates: tuple[str, ...],
    with_announced: bool,
    redline: Path | None,
    amendment: Path | None,
    form: str,
) -> int:
    """Show what changed between two revisions of county files, or what a change of law does to them.

    OLD and NEW are county files, folders of county files, or either in a revision of git, written REV:PATH. The result
    is in four lists: what the county changed, which duties have another verdict, whose role changed, and who must sign
    again. With two dates, each PATH is checked against the law in effect on both; county_configs/ by default.

    With --redline, the new agreement is written as a Word document with tracked changes: accept all of them for the new
    agreement, reject all for the old one. A comment on each change names the key of the county file that it comes from.

    With --amendment, “Amendment No. N” is written: the provisions that changed, and lines to sign on for those who must
    sign by the agreement's own rules.

    The exit code is 0 if nothing is different, 1 if something is, 2 for what cannot be compared, and 3 if something
    cannot be read.

    \b
    Examples:
      protocol-builder compare HEAD~1:county_configs/el-dorado.yml county_configs/el-dorado.yml
      protocol-builder compare HEAD~1:napa.yml napa.yml --redline napa-redline.docx
      protocol-builder compare main:county_configs county_configs --format markdown
      protocol-builder compare county_configs --on 2017-12-31 --on 2018-01-01
    """
    if len(dates) > 2:
        raise click.UsageError("name one date with --on, or two to compare the law in effect on them")
    documents = {name: path for name, path in (("--redline", redline), ("--amendment", amendment)) if path}
    if redline and redline == amendment:
        raise click.UsageError("--redline and --amendment write two documents; give each a name of its own")
    for option, path in documents.items():
        _require_word_file(option, path, paths)
    if len(dates) == 2:
        if documents:
            raise click.UsageError(
                f"{next(iter(documents))} needs two revisions, OLD and NEW, and at most one --on DATE"
            )
        return _law(paths, law_date(dates[0]), law_date(dates[1]), with_announced, form)
    if with_announced:
        raise click.UsageError("--with-announced needs two dates: --on DATE --on DATE")
    if len(paths) != 2:
        raise click.UsageError("name two revisions, OLD and NEW; or with two dates (--on DATE --on DATE), county files")
    return _revisions(paths[0], paths[1], law_date(dates[0] if dates else None), form, documents)


def _require_word_file(option: str, path: Path, paths: tuple[str, ...]) -> None:
    if path.suffix.lower() != ".docx":
        raise click.UsageError(
            f"{option} writes a Word document, so its name must end in .docx, such as {path.stem}.docx"
        )
    if str(path) in paths:
        raise click.UsageError(f"{option} would replace {path}; name another file for it")


def _revisions(old: str, new: str, on: str, form: str, documents: dict[str, Path]) -> int:
    from ..comparing.comparison import Comparison
    from ..comparing.revisions import UnreadableRevisionError, WrongRevisionError, pairs, read

    for path in (old, new):
        refuse_other_files(path)
    try:
        named = read(old, on), read(new, on)
        found = pairs(*named)
    except WrongRevisionError as error:
        raise click.UsageError(str(error)) from None
    except UnreadableRevisionError as error:
        raise CannotCompareError(str(error)) from None
    if documents and named[0].is_folder:
        raise click.UsageError(f"{next(iter(documents))} is about one county file; name it instead of the folders")
    for sentence in dict.fromkeys((*named[0].warnings, *named[1].warnings)):
        streams.progress(sentence)
    comparisons = tuple(Comparison(first, second) for first, second in found if first and second)
    only_old = tuple(first.path for first, second in found if first and not second)
    only_new = tuple(second.path for first, second in found if second and not first)
    _print(form, comparisons, only_old, only_new, named[0].is_folder)
    for option, place in documents.items():
        _write(option, place, comparisons[0])
    return 1 if only_old or only_new or any(one.is_different for one in comparisons) else 0


def _write(option: str, path: Path, comparison: "Comparison") -> None:
    """Write a document about what changed, and say what it holds."""
    from .. import files
    from ..agreement.clauses import NoClausesError
    from ..comparing.amendment import NoAmendmentError, amendment
    from ..comparing.redline import redline
    from ..writers.word.document import docx

    try:
        if option == "--amendment":
            paper = amendment(comparison)
            content, about = docx(paper), [f"{paper.title}{', a draft' if paper.state.is_draft else ''}"]
        else:
            made = redline(comparison)
            content = made.content
            changed = number_of(made.changes, "changed paragraph or table row", "changed paragraphs and table rows")
            about = [changed, *made.untracked]
    except (NoClausesError, NoAmendmentError) as error:
        raise CannotCompareError(f"{comparison.new.path}: {error}, and {option} has nothing to write") from None
    files.write(path, content)
    for sentence in about:
        streams.progress(f"{path}: {sentence}")


def _print(
    form: str,
    comparisons: "tuple[Comparison, ...]",
    only_old: tuple[str, ...],
    only_new: tuple[str, ...],
    of_folders: bool,
) -> None:
    if form == "json":
        from .reports import compare_json

        streams.as_utf8(sys.stdout)
        streams.to_stdout(compare_json.document(comparisons, only_old, only_new, of_folders))
    elif form == "markdown":
        from .reports import compare_markdown

        streams.as_utf8(sys.stdout)
        streams.to_stdout(compare_markdown.document(comparisons, only_old, only_new))
    else:
        from .reports import compare_text

        lines = compare_text.lines(comparisons, only_old, only_new, paint_for(sys.stdout))
        streams.to_stdout("".join(f"{line}\n" for line in lines))


def _law(paths: tuple[str, ...], before: str, after: str, with_announced: bool, form: str) -> int:
    from ..comparing.law_change import law_change
    from .reports import findings
    from .reports import law_change as report

    if before >= after:
        raise click.UsageError(f"the first date, {before}, must be before the second, {after}")
    files = county_files_at(paths)
    if any(str(file) == "-" for file in files):
        raise click.UsageError("two dates cannot be compared in standard input; name the file")
    found, unread = [], []
    for old, new in zip(findings.check_files(files, before), findings.check_files(files, after), strict=True):
        if new.data:
            found.append(law_change(old, new, with_announced=with_announced))
        else:
            first = new.diagnostics[0]
            unread.append(f"{new.path}, line {first.line}: {first.message}; correct this first")
    if unread and not found:
        raise CannotCompareError("\n".join(unread))
    text = report.document(found, before, after, with_announced, form, paint_for(sys.stdout))
    if form != "text":
        streams.as_utf8(sys.stdout)
    streams.to_stdout(text)
    for sentence in unread:
        streams.to_stderr(safe_line(f"Error: {sentence}"))
    return 3 if unread else 1 if any(one.effects for one in found) else 0
