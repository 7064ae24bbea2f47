"""The appendix with the public sources that a county file rests on."""

from ..english import printed_date
from ..protocol.model import Protocol, PublicSource
from .blocks import Blocks, Listing, Paragraph, Run, Runs


def blocks(protocol: Protocol) -> Blocks:
    """The public sources that the county file rests on."""

    def line(item: PublicSource) -> Runs:
        words = ". ".join(filter(None, (", ".join(filter(None, (item.title, printed_date(item.date)))), item.note)))
        return (
            (Run(f"{words.rstrip('.')}. "), Run(item.url, link=item.url))
            if item.url
            else (Run(f"{words.rstrip('.')}."),)
        )

    items = tuple((Paragraph(line(item)),) for item in protocol.sources)
    return (Listing(items, "1."),) if items else ()
