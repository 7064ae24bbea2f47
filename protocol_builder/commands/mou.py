"""The command `mou`: the documents of county files, without the website."""

from pathlib import Path

import click

from ..english import join_words
from ..writers.documents import AGREEMENT, DOCUMENTS, in_formats
from ..writers.formats import FORMATS
from .options import ExistingFile, county_files_at, county_paths, law_date, on_date, output_folder
from .parts import need
from .streams import progress


@click.command()
@county_paths
@on_date
@click.option(
    "--to",
    default="docx,pdf",
    show_default=True,
    help=f"Formats, separated by commas: {', '.join(FORMATS)}.",
)
@click.option(
    "--only",
    metavar="NAME,...",
    default="",
    help=f"Make only these documents, separated by commas: {', '.join(DOCUMENTS)}. By default, all that fit the file.",
)
@click.option("--template", type=ExistingFile(), help="The county's own Word template, for mou.docx.")
@output_folder
def mou(paths: tuple[str, ...], on: str | None, to: str, only: str, template: Path | None, output: str) -> int:
    """Make the documents of each county file: the agreement, and the papers that fit the file.

    For a file of public sources, this also makes the full model draft of the agreement, which build does not. Role sheets
    and the first 24 hours are PDF only.

    \b
    Examples:
      protocol-builder mou county_configs/el-dorado.yml
      protocol-builder mou county_configs/el-dorado.yml --only mou --to docx,html -o drafts
      protocol-builder mou county_configs/el-dorado.yml --only gap-sheet,forms
    """
    need("documents")
    from ..building import outputs
    from .reports import findings, made

    forms, names = _listed(to), _listed(only)
    if not forms:
        raise click.UsageError(f"--to names no format; the formats are {', '.join(FORMATS)}")
    if unknown := [form for form in forms if form not in FORMATS]:
        hint = f"; to make this document: --only {unknown[0]}" if unknown[0] in DOCUMENTS else ""
        raise click.UsageError(f"“{unknown[0]}” is not a format; the formats are {', '.join(FORMATS)}{hint}")
    if unknown := [name for name in names if name not in DOCUMENTS]:
        raise click.UsageError(f"“{unknown[0]}” is not a document; the documents are {', '.join(DOCUMENTS)}")
    if pdf_only := [name for name in names if not in_formats((name,), forms)]:
        raise click.UsageError(
            f"{join_words(tuple(pdf_only))} can only be made as PDF; add pdf to --to, as in --to {','.join((*forms, 'pdf'))}"
        )
    if template and f"{AGREEMENT}.docx" not in in_formats(names or DOCUMENTS, forms):
        missing = "docx to --to" if "docx" not in forms else f"{AGREEMENT} to --only"
        raise click.UsageError(f"--template is only used for {AGREEMENT}.docx; add {missing}, or leave out --template")
    date = law_date(on)
    reports = tuple(findings.check_files(county_files_at(paths), date))
    folders = outputs.documents(reports, Path(output), forms, template, progress, names)
    for line in made.revision_lines(reports) if not names or "mou" in names else ():
        progress(line)
    return made.finish(reports, f"documents: {', '.join(map(str, folders))}")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())
