"""Knows the commands about the law itself, and the option that names its day. Only the command line imports it."""

import sys
from pathlib import Path

import click

from . import streams
from .color import painter

on_day = click.option("--on", metavar="DATE", help="Apply the law of this day (year-month-day); today by default.")


def lawful_day(on: str | None) -> str:
    """The day that the option names, today by default. Raises BadParameter."""
    from ..checking.check import DateBeforeTheLawError, day

    try:
        return day(on)
    except DateBeforeTheLawError as error:
        raise click.BadParameter(str(error), param_hint="--on") from None
    except ValueError:
        raise click.BadParameter(
            f"{on!r} is not a day; write year-month-day, such as 2018-01-01", param_hint="--on"
        ) from None


def _ids(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return, for the shell, the requirements and rules whose id begins like this."""
    return [id for id in _known() if id.startswith(begun)]


def _known() -> list[str]:
    from ..checking import rules
    from ..law import requirements

    return [*(one.id for one in requirements.on_record()), *(one.id for one in rules.all())]


MAX_IDS = 8
"""Ids that fit on a few lines."""


def _suggestion(id: str) -> str:
    """Return what may be meant by an id that neither a requirement nor a rule has."""
    from ..english import join_words
    from ..law.vocabulary import meant

    known = _known()
    holding = tuple(one for one in known if id in one)
    close = holding if 0 < len(holding) <= MAX_IDS else tuple(filter(None, (meant(id, known),)))
    if close:
        return f"did you mean {join_words(close, 'or')}?"
    return "to list all: protocol-builder explain"


@click.command()
@click.argument("id", required=False, shell_complete=_ids)
@click.option("--coverage", is_flag=True, help="Show what accounts for every sentence of the statutes.")
def explain(id: str | None, coverage: bool) -> int:
    """Explain a requirement, a rule, or all of a statute or document; without an ID list them all.

    \b
    Example:
      protocol-builder explain protocol-team-probation
    """
    from ..checking import rules
    from ..law import requirements
    from . import explanations as explain_module

    if coverage and id:
        raise click.UsageError("--coverage shows all statutes; leave the ID out")
    if coverage:
        lines = explain_module.coverage(painter(sys.stdout))
    elif id is None:
        lines = explain_module.listing(painter(sys.stdout))
    elif requirement := requirements.by_id(id):
        lines = explain_module.requirement(requirement, painter(sys.stdout))
    elif below := [one for one in requirements.on_record() if one.law.rpartition("/")[2] == id]:
        lines = explain_module.document(below, painter(sys.stdout))
    elif rule := rules.by_id(id):
        lines = explain_module.rule(rule, painter(sys.stdout))
    else:
        raise click.UsageError(f"no requirement or rule has the id {id!r}; {_suggestion(id)}")
    streams.show("".join(f"{line}\n" for line in lines))
    return 0


@click.command()
@on_day
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write it to this file.")
def schema(on: str | None, output: str | None) -> int:
    """Print the published JSON Schema of county files, for editors and other validators.

    \b
    Example, after an update of this program:
      protocol-builder schema -o schemas/county.schema.json
    """
    from ..law import county_schema

    if output:
        streams.put(Path(output), county_schema.text(lawful_day(on)))
    else:
        streams.for_programs(sys.stdout)
        streams.show(county_schema.text(lawful_day(on)))
    return 0
