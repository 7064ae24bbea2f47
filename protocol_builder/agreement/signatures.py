"""The pages on which the parties sign, by how each takes part."""

from collections.abc import Iterator
from dataclasses import replace

from ..english import join_words
from ..protocol.model import Party, Protocol
from .blocks import Block, Box, Heading, Listing, Paragraph, Reference, Run, Signature

EFFECTIVE_DATE = "effective-date"
"""The id of the clause that says from when the agreement applies."""


def pages(protocol: Protocol) -> Iterator[Block]:
    """The blocks of the signature pages."""
    parties = protocol.parties
    if not parties:
        yield _no_parties()
    elif protocol.is_partial:
        # Lines to sign on would make this look like a county's document, which it is not.
        yield _paragraph("According to public sources, these organizations sign, take part, or acknowledge:")
        yield _list(parties, with_manner=True)
    else:
        yield from _signed(parties)


def _no_parties() -> Box:
    return Box(
        "NOT YET KNOWN: who signs",
        (
            _paragraph("The county file names no parties, so there are no signature blocks here."),
            _paragraph(
                "No statute requires signatures. To add signature blocks, list each party under parties with how it signs."
            ),
        ),
        "no-parties",
    )


def _signed(parties: tuple[Party, ...]) -> Iterator[Block]:
    if signing := tuple(party for party in parties if party.signature == "signs"):
        yield Paragraph(
            (
                Run(
                    "The parties enter into this Agreement on the terms above. Each person who signs for a party states that "
                    "the party has given that person the authority to do so. The effective date is in "
                ),
                Reference("the agreement", link=f"#{EFFECTIVE_DATE}"),
                Run("."),
            )
        )
        for party in signing:
            yield from _party(party)
    if bound := tuple(party for party in parties if party.signature == "under_county_signature"):
        yield Heading(2, (Run("Bound by the county’s signature"),))
        yield _paragraph(
            "These departments are part of the county. The county’s signature binds them; they do not sign separately."
        )
        yield _list(bound)
    if taking_part := tuple(party for party in parties if party.signature == "participates"):
        yield Heading(2, (Run("Taking part without signing"),))
        yield _paragraph("These organizations take part as this agreement describes and are not signatories.")
        yield _list(taking_part)
    if acknowledging := tuple(party for party in parties if party.signature == "acknowledges"):
        yield Heading(2, (Run("Acknowledgment of receipt"),))
        yield _paragraph("These organizations confirm that they have received this agreement.")
        for party in acknowledging:
            yield from _party(party)


def lines_to_sign(party: Party) -> tuple[Block, ...]:
    """Return the blocks on which one party signs, without what it has signed before."""
    return tuple(_party(replace(party, signed=())))


def _party(party: Party) -> Iterator[Block]:
    yield Heading(2, (Run(party.name),))
    names = tuple(agency.name for agency in party.agencies if agency.name != party.name)
    if names:
        yield _paragraph(f"For {join_words(names)}.")
    for one in party.signed:
        yield _paragraph(f"On record in the county file: signed revision {one.revision} on {one.in_words}.")
    for title in party.signatories or ("",):
        yield _lines("", title)
    if party.attested_by:
        yield _lines("Attest", party.attested_by)
    if party.approved_as_to_form_by:
        yield _lines("Approved as to form", party.approved_as_to_form_by)


def _lines(purpose: str, title: str) -> Signature:
    return Signature(purpose, (("By:", ""), ("Name:", ""), ("Title:", title), ("Date:", "")))


def _list(parties: tuple[Party, ...], *, with_manner: bool = False) -> Listing:
    def line(party: Party) -> str:
        names = tuple(agency.name for agency in party.agencies if agency.name != party.name)
        manner = f": {party.signature_label}" if with_manner else ""
        titles = f" by {join_words(party.signatories)}" if with_manner and party.signatories else ""
        return f"{party.name}{f' (for {join_words(names)})' if names else ''}{manner}{titles}"

    return Listing(tuple((Paragraph((Run(line(party)),)),) for party in parties))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
