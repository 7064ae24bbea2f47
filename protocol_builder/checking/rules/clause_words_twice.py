"""A county says one thing about each clause of the agreement."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words
from ...protocol import clause_files
from .rule import CheckedFile, Rule, found_before

_ACTIONS = ("replace", "add", "leave_out")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each clause with two actions in the file, or one in the file and one in its folder."""
    yield from found_before("clause-words-twice")(file)
    for id, entry in (file.data.get("clauses") or {}).items():
        actions = [key for key in _ACTIONS if (entry or {}).get(key)]
        if len(actions) > 1:
            yield clause_files.twice(id, f"clauses.{id} has {join_words(tuple(actions))}, and only one can apply")


RULE = Rule(
    id="clause-words-twice",
    severity="error",
    title="A clause is changed in two ways",
    description=(
        "The file, or a file in its folder of clauses, gives more than one instruction for the same clause. Only one "
        "of replace, add, and leave_out can be carried out, and the program does not choose."
    ),
    bad="""\
clauses:
  dispute-resolution:
    replace: The parties meet within ten days.
    leave_out: true""",
    good="""\
clauses:
  dispute-resolution:
    replace: The parties meet within ten days.""",
    check=check,
)
