"""What a county file declines is a recommendation of state guidance, and no duty."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import closest, join_words, quoted
from ...law import requirements
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each key under declined that is not the id of a recommendation or of a guidance document."""
    guidance = [one for one in requirements.on_record() if one.force != "shall"]
    documents = tuple(dict.fromkeys(one.document for one in guidance))
    known = (*documents, *(one.id for one in guidance))
    declined = file.data.get("declined") or {}
    for id in declined:
        if id in known:
            continue
        duty = requirements.by_id(str(id))
        if duty:
            message = f"{id} is a duty ({duty.citation}) and cannot be declined"
            remedy = f"delete {id if len(declined) > 1 else 'declined'}; where it is not clear whether the duty binds the county, ask county counsel"
        else:
            message = f"{quoted(str(id))} is not a recommendation that can be declined"
            close = closest(id, known)
            remedy = (
                f"did you mean {close}?"
                if close
                else f"write the id of a recommendation, which protocol-builder explain lists, or of a document: {join_words(documents, 'or')}"
            )
        yield Diagnostic("declined-without-recommendation", "error", message, ("declined", id), remedy=remedy)


RULE = Rule(
    id="declined-without-recommendation",
    severity="error",
    title="Something is declined that is not a recommendation",
    description=(
        "A county can decline a recommendation of state guidance, and says why. A duty under statute cannot be declined, "
        "and a misspelled id puts nothing to rest."
    ),
    bad="""\
declined:
  protocol-team-probation: The probation department prefers to be informed by email.""",
    good="""\
declined:
  framework-committee: The protocol team itself oversees the protocol, and reports to the board of supervisors each year.""",
    check=check,
)
