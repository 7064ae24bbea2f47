"""Every party that signs has signed the same revision. `signature_missing` looks for both."""

from .rule import Rule
from .signature_missing import check

RULE = Rule(
    id="signature-of-another-revision",
    severity="warning",
    title="A party has signed another revision than the others",
    description=(
        "The parties have signed different texts of the agreement, as the revisions recorded under signed show. The "
        "agreement is executed when every party that signs has signed the same revision. While the status is draft or "
        "pending, nothing is reported."
    ),
    bad="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]
  - name: City of Bishop
    signature: signs
    signed: [{on: 2025-06-10, revision: fedcba9876543210-76543210}]""",
    good="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]
  - name: City of Bishop
    signature: signs
    signed:
      - {on: 2025-06-10, revision: fedcba9876543210-76543210}
      - {on: 2025-07-22, revision: 0123456789abcdef-01234567}""",
    check=check,
)
