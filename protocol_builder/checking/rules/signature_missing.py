"""Once parties have signed an agreement that is in force, every party that signs has signed the same revision."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import date_in_words, number_of
from ...law import vocabulary
from ...protocol.signing import signing
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each party that signed something else than the others, and one for those without a signature."""
    found = signing(file.data)
    if not found or vocabulary.is_unsigned(file.instrument.get("status")):
        return
    others = (
        f"{len(found.signed)} of {number_of(found.parties, 'signing party', 'signing parties')} "
        f"signed revision {found.revision}"
    )
    entry = f"- {{on: {file.on}, revision: {found.revision}}}"
    paths = {
        str((party or {}).get("name") or ""): ("parties", index, "signed")
        for index, party in enumerate(file.data.get("parties") or ())
    }
    for name, last in found.older:
        yield Diagnostic(
            "signature-of-another-revision",
            "warning",
            f"{name} signed revision {last.revision} on {date_in_words(last.on)}, and {others}",
            paths[name],
            True,
            f"when it has signed that revision, add under signed, for example\n{entry}",
        )
    if found.missing:
        yield Diagnostic(
            "signature-missing",
            "warning",
            f"{others}, and no signature is recorded of: {'; '.join(found.missing)}",
            paths[found.missing[0]],
            remedy=f"when a party has signed, add to it, for example\nsigned:\n  {entry}",
        )


RULE = Rule(
    id="signature-missing",
    severity="warning",
    title="A party has not signed what the others have",
    description=(
        "The file records signatures, and none of a party that signs. The agreement is executed when every party "
        "that signs has signed the same revision. While the status is draft or pending, nothing is reported."
    ),
    bad="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]
  - {name: City of Bishop, signature: signs}""",
    good="""\
instrument: {kind: other, status: in_renewal}
parties:
  - name: Inyo County
    signature: signs
    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]
  - name: City of Bishop
    signature: signs
    signed: [{on: 2025-07-22, revision: 0123456789abcdef-01234567}]""",
    check=check,
)
