"""An instrument of a kind that has no protocol team is not the county's interagency protocol."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import instruments, vocabulary
from .rule import CheckedFile, Rule

_TITLE_OF_A_PROTOCOL = re.compile(
    r"(?=.*\b(csec|commercial(ly)? sexual(ly)? exploit|interagency|multidisciplinary))"
    r"(?=.*\b(protocol|memorandum|mou|agreement)\b)",
    re.IGNORECASE,
)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if no protocol team is asked of the kind and the file has one; for `other`, also if the title is a protocol’s."""
    kind = str(file.instrument.get("kind") or "")
    with_a_team = instruments.rows()["wic-16524.8"]["x-asked-of"]
    if not kind or kind in with_a_team or "protocol_team" in instruments.kind(kind).foreign:
        return
    title = str(file.instrument.get("title") or "")
    if kind == "other" and _TITLE_OF_A_PROTOCOL.search(title):
        why = f"the title {quoted(title)} reads like an interagency protocol’s"
    elif any(view.get("protocol_team") for _, view, _ in file.views):
        why = "the file has a protocol team"
    else:
        return
    label = vocabulary.label("instrument_kinds", kind).lower()
    no_duty = "no duty" if kind == "other" else "no duty on that team"
    yield Diagnostic(
        "kind-may-be-the-protocol",
        "warning",
        f"{why}, and its kind is {kind} ({label}), of which {no_duty} is asked",
        ("instrument", "kind"),
        True,
        "if it is the protocol of WIC 16524.8, write\nkind: interagency_protocol",
    )


RULE = Rule(
    id="kind-may-be-the-protocol",
    severity="warning",
    title="The instrument may be the county’s interagency protocol",
    description=(
        "No duty of an interagency protocol is asked of an instrument of this kind, but the file has a protocol team; or "
        "the kind is other, and the title is that of a protocol. The word for the kind decides about all of these duties."
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
