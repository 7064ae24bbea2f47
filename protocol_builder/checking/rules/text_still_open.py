"""No name, title, or text has a blank that is still to be filled in, and no title calls an adopted instrument a draft."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...diagnostic import Diagnostic, Path
from ...english import quoted
from ...law import texts
from ...law.shape import schema_at
from .rule import CheckedFile, Rule

_DRAFT = re.compile(r"^\W*draft\b|\(draft\b[^)]*\)|\bdraft\W*$|\bdraft (no\. ?)?[0-9]+\W*$", re.IGNORECASE)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each printed name, title, or text with a blank, and for a title that says “draft”."""
    for path, value in file.texts:
        if (words := texts.blank(value)) and _is_printed(path):
            yield Diagnostic(
                "text-still-open",
                "warning",
                f"{quoted(words)} is still to be filled in, in {quoted(value.strip())}",
                path,
                True,
                "write there what belongs there, or delete these words",
                words=words,
            )
    title, status = str(file.instrument.get("title") or ""), file.instrument.get("status")
    if status not in (None, "draft") and _DRAFT.search(title):
        yield Diagnostic(
            "text-still-open",
            "warning",
            f"the title {quoted(title)} calls the instrument a draft, and its status is {status}",
            ("instrument", "title"),
            True,
            "delete the word draft from the title, or write\nstatus: draft",
        )


@lru_cache(maxsize=4096)  # the files of a folder have the same paths
def _is_printed(path: Path) -> bool:
    """Return whether the text at a path is printed, and no other finding is about what is open in it.

    Of what is to say how something is done, `text-may-say-no` asks; of who holds a seat, the seat's own requirement.
    """
    kind = str(schema_at(path).get("$ref", "")).rpartition("/")[2]
    return path[0] not in ("notes", "sources") and "seats" not in path and kind not in ("practice", "description")


RULE = Rule(
    id="text-still-open",
    severity="warning",
    title="A name, a title, or a text has a blank",
    description=(
        "A blank such as “____”, “TBD”, or “[insert name]” is left in a name, a title, or a text that is printed, or the "
        "title calls an instrument a draft that is not said to be one. The agreement would be signed with it, so it stays "
        "a draft until it is filled in."
    ),
    bad="""\
parties:
  - {name: City of ________, signature: signs}""",
    good="""\
parties:
  - {name: City of Arcata, signature: signs}""",
    check=check,
)
