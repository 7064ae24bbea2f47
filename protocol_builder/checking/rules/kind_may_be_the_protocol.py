"""An instrument of no listed kind is not the county's interagency protocol."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import vocabulary
from .rule import CheckedFile, Rule

_TITLE_OF_A_PROTOCOL = re.compile(
    r"(?=.*\b(csec|commercial(ly)? sexual(ly)? exploit|interagency|multidisciplinary))"
    r"(?=.*\b(protocol|memorandum|mou|agreement)\b)",
    re.IGNORECASE,
)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if the kind is `other`, of which no duty is asked, and the title or a section is a protocol's."""
    if file.instrument.get("kind") != "other":
        return
    title = str(file.instrument.get("title") or "")
    if _TITLE_OF_A_PROTOCOL.search(title):
        why = f"the title {quoted(title)} reads like an interagency protocol’s"
    elif any(view.get("protocol_team") for _, view, _ in file.views):
        why = "the file has a protocol team"
    else:
        return
    label = vocabulary.label("instrument_kinds", "other").lower()
    yield Diagnostic(
        "kind-may-be-the-protocol",
        "warning",
        f"{why}, and its kind is other ({label}), of which no duty is asked",
        ("instrument", "kind"),
        True,
        "if it is the protocol of WIC 16524.8, write\nkind: interagency_protocol",
    )


RULE = Rule(
    id="kind-may-be-the-protocol",
    severity="warning",
    title="The instrument may be the county’s interagency protocol",
    description=(
        "The kind of the instrument is other, so none of the duties of an interagency protocol is asked of it, but its "
        "title or its protocol team is that of one. The word for the kind decides about all of these duties."
    ),
    bad="""\
instrument:
  kind: other
  title: CSEC Interagency Protocol""",
    good="""\
instrument:
  kind: other
  title: Letter of the Board of Supervisors""",
    check=check,
)
