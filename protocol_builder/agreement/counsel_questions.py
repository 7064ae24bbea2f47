"""What the law memo asks counsel: what a contract may say of liability, insurance, records, and notices, and this one does not."""

from collections.abc import Iterator

from ..english import join_words
from ..protocol.legal_entities import PUBLIC, Side, indemnities, insured
from ..protocol.model import Protocol
from .blocks import Blocks, Paragraph, Run, Table

_AMONG_PUBLIC_ENTITIES = (
    "Under Government Code section 895.2 they are jointly and severally liable, and under section 895.6 a party that pays more than "
    "an equal share may claim it from the others. Section 895.4 allows them to agree otherwise."
)


def questions(protocol: Protocol) -> Blocks:
    """The questions, with what follows if nothing is said and what to write; nothing where the file answers all of them."""
    rows = tuple(tuple((Run(cell),) for cell in row) for row in _rows(protocol))
    if protocol.is_partial or not rows:
        return ()
    lead = (
        "These are choices that no statute makes for the parties. The third column says what applies until the county file "
        "answers."
    )
    heads = ("Question", "For whom", "If the agreement does not say", "In the county file")
    return (Paragraph((Run(lead),)), Table(tuple((Run(head),) for head in heads), rows))


def _rows(protocol: Protocol) -> Iterator[tuple[str, str, str, str]]:
    for side in _silent(indemnities(protocol)):
        among = side.kind == PUBLIC
        yield (
            f"Who pays for liability {'among public entities' if among else f'between {side.label} and public entities'}?",
            join_words(side.names),
            _AMONG_PUBLIC_ENTITIES if among else "The law decides.",
            f"instrument.indemnification.{side.kind}",
        )
    for side in _silent(insured(protocol)):
        yield (
            "Do these parties carry insurance, or are they self-insured?",
            join_words(side.names),
            "The agreement requires none.",
            f"instrument.insurance.{side.kind}",
        )
    signing = tuple(party for party in protocol.parties if party.signs)
    everyone = join_words(tuple(party.name for party in signing))
    terms = protocol.instrument.records
    if signing and not terms.kept_for:
        yield (
            "How long after this agreement ends must each party keep its records?",
            everyone,
            "Each party’s own rules apply.",
            "instrument.records.kept_for",
        )
    if signing and terms.audit is None:
        yield (
            "May the parties examine each other’s records of money?",
            everyone,
            "The agreement gives no such right.",
            "instrument.records.audit",
        )
    if without := tuple(party.name for party in signing if not party.notices):
        yield (
            "Where do notices go?",
            join_words(without),
            f"They go to the party’s {protocol.instrument.about.overseen_by} representative or, if it has none, to its head.",
            "parties.notices",
        )
    if without := tuple(party.name for party in signing if not (party.attested_by or party.approved_as_to_form_by)):
        yield (
            "Does anyone attest the signature, or approve the agreement as to form?",
            join_words(without),
            "The signature pages have no lines for either.",
            "parties.attested_by and parties.approved_as_to_form_by",
        )


def _silent(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    return tuple(side for side in sides if not side.choice)
