"""The command `explain`: what a requirement requires, where, since when, and what to write."""

import sys

import click

from . import streams
from .color import paint_for

_MAX_SUGGESTED = 8
"""Ids that fit on a few lines."""


def _ids(context: click.Context, parameter: click.Parameter, prefix: str) -> list[str]:
    """The requirements and rules whose id begins with a prefix, for completion in a shell."""
    return [id for id in _known() if id.startswith(prefix)]


def _known() -> list[str]:
    from ..checking import rules
    from ..law import requirements

    return [*(one.id for one in requirements.on_record()), *(one.id for one in rules.all())]


@click.command()
@click.argument("words", metavar="[ID]", nargs=-1, shell_complete=_ids)
@click.option("--coverage", is_flag=True, help="Show how each sentence of the statutes is accounted for.")
def explain(words: tuple[str, ...], coverage: bool) -> int:
    """Explain one requirement or rule, or list them all.

    Instead of an ID you can write a section of law or a document, such as 16524.8 or ACL 16-85; explain then shows its
    requirements together.

    \b
    Examples:
      protocol-builder explain protocol-team-probation
      protocol-builder explain "PC 11166(j)"
    """
    from ..checking import rules
    from ..law import citations, requirements
    from .reports import explanation

    id = " ".join(words)
    if coverage and id:
        raise click.UsageError("--coverage covers all statutes; leave out the ID")
    paint = paint_for(sys.stdout)
    if coverage:
        lines = explanation.coverage(paint)
    elif not id:
        lines = explanation.listing(paint)
    elif requirement := requirements.by_id(id):
        lines = explanation.of_requirement(requirement, paint)
    elif those := citations.citing(id):
        lines = explanation.of_document(those, paint) if len(those) > 1 else explanation.of_requirement(those[0], paint)
    elif rule := rules.by_id(id):
        lines = explanation.of_rule(rule, paint)
    else:
        raise click.UsageError(f"no requirement or rule has the ID “{id}”; {_suggestion(id)}")
    streams.to_stdout("".join(f"{line}\n" for line in lines))
    return 0


def _suggestion(id: str) -> str:
    """What an unknown id may mean, or where to find all of them."""
    from ..english import closest, join_words
    from ..law import requirements

    known = _known()
    # The id of a requirement names what it is about; that of a rule is a sentence, and begins with it.
    about = tuple(one for one in known if one.startswith(id) or (id in one and requirements.by_id(one)))
    close = about if 0 < len(about) <= _MAX_SUGGESTED else tuple(filter(None, (closest(id, known),)))
    if close:
        return f"did you mean {join_words(close, 'or')}?"
    return "to list all: protocol-builder explain"
