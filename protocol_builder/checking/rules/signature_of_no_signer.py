"""Only a party that signs, or acknowledges receipt, has recorded signatures."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.signing import signed_by
from .rule import CheckedFile, Rule

_MAY = ("signs", "acknowledges")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each party with a recorded signature that does not sign, as the file says."""
    for index, party in enumerate(file.data.get("parties") or ()):
        signature = (party or {}).get("signature")
        if signature and signature not in _MAY and signed_by(party):
            yield Diagnostic(
                "signature-of-no-signer",
                "warning",
                f"{party.get('name', 'this party')} has a recorded signature, but is listed as: "
                f"{vocabulary.label('signature_kinds', signature)}",
                ("parties", index, "signature"),
                True,
                "if it is a party that signed, write signature: signs; if not, delete signed",
            )


RULE = Rule(
    id="signature-of-no-signer",
    severity="warning",
    title="A signature is recorded for someone who does not sign",
    description=(
        "The file records when an organization signed, and also says that it takes part without signing, or that the "
        "county’s signature binds it. Whether the agreement is executed depends only on the parties that sign."
    ),
    bad="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Superior Court
    signature: participates
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]""",
    good="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]
  - {name: Superior Court, signature: participates}""",
    check=check,
)
