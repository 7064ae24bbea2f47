"""What every party has signed is what the county file says, unless a new version is being prepared."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import date_in_words
from ...law import vocabulary
from ...protocol.signing import signing
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if every party has signed a revision, and the file has said something else since."""
    found = signing(file.data)
    if not found or found.executed != found.revision or not found.is_changed:
        return
    status = file.instrument.get("status")
    if vocabulary.is_unsigned(status) or status == "in_renewal":
        return
    yield Diagnostic(
        "changed-since-signed",
        "warning",
        "the county file has changed since every party signed"
        f" revision {found.executed}, the last on {date_in_words(found.executed_on)}",
        ("parties",),
        remedy=(
            "to see what changed and who must sign, run protocol-builder compare with the earlier version; while the "
            "change is being agreed upon, write status: in_renewal"
        ),
    )


RULE = Rule(
    id="changed-since-signed",
    severity="warning",
    title="The file has changed since every party signed",
    description=(
        "Every party that signs has signed the same revision of the agreement, and the county file has other terms now. "
        "Signatures, contact details, sources, and the records of adoption and review do not count. Nothing is reported "
        "while the status is draft, pending, or in_renewal. Whether the printed words are different too is on the first "
        "page of the agreement."
    ),
    bad="""\
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]""",
    good="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]""",
    check=check,
)
