"""The amendment that makes a new revision of a county file out of an earlier one: only what changed, and who signs it."""

from collections.abc import Iterator
from dataclasses import replace

from ..agreement.agreement import Agreement, Article, agreement
from ..agreement.blocks import Block, Blocks, Box, Listing, Paragraph, Quote, Run
from ..agreement.papers import paper
from ..agreement.provisions import ProvisionChange, changes, quoted
from ..agreement.signatures import lines_to_sign
from ..agreement.title_page import facts
from ..english import as_sentence, capitalized, join_words, named_in_a_sentence, printed_date, with_article
from ..law import vocabulary
from ..protocol.amendment_rules import AmendmentMade
from ..protocol.model import Protocol
from .causes import report_as_named
from .comparison import Comparison
from .signatures import ASK, Signature, by_reason

_MADE_BY = {1: "made by", 2: "between"}
"""The word before the names of so many parties; before more of them, among."""
_CLAUSE = "amendment"
"""The id of the article that says how the agreement is amended."""


class NoAmendmentError(Exception):
    """There is nothing that an amendment could do; the message is a clause that says why."""


def amendment(comparison: Comparison) -> Agreement:
    """Return the amendment as a document. Raises NoAmendmentError, NoClausesError, ClauseError."""
    before, after = (side.report.protocol for side in (comparison.old, comparison.new))
    if before.is_partial or after.is_partial:
        raise NoAmendmentError("it has only what public sources show, so only the county can write its amendment")
    if vocabulary.is_unsigned(before.instrument.status):
        raise NoAmendmentError("the old agreement is not signed yet, so its parties sign the agreement itself")
    old, new = (agreement(report_as_named(side)) for side in (comparison.old, comparison.new))
    changed = changes(old, new)
    if not changed and old.title == new.title:
        raise NoAmendmentError("no provision of the agreement changed, so there is nothing to amend")
    made = _made(before, after)
    earlier = tuple(one for one in before.instrument.amendments if one.number < made.number)
    signatures = comparison.signatures
    sections = (
        ("Recitals", _recitals(old, before, earlier, comparison.old.report.on)),
        ("Amended provisions", (*_title(old, new), *_provisions(changed))),
        ("Everything else stays", tuple(_rest(made, changed))),
        ("Who signs", tuple(_authority(old, signatures))),
        ("Signatures", tuple(_signatures(after, signatures))),
    )
    articles = [
        Article(title.lower().replace(" ", "-"), title, "section", "", blocks) for title, blocks in sections if blocks
    ]
    of_agreement = dict(facts(comparison.new.report, after, new.state))
    shown = (
        ("Agreement", old.title),
        ("Number", before.instrument.number),
        *((label, of_agreement.get(label, "")) for label in ("Adopted", "Term")),
        ("Amended before", join_words(tuple(one.in_words for one in earlier))),
        ("Law", of_agreement.get("Law", "")),
    )
    found = paper(report_as_named(comparison.new), made.name, articles, shown)
    is_open = new.state.is_draft or not signatures or any(one.must_sign is None for one in signatures)
    return replace(found, state=found.state.to_sign(is_open=is_open))


def _made(before: Protocol, after: Protocol) -> AmendmentMade:
    """Return the amendment that is written: the one that only the new file records, or the next one."""
    known = {one.number for one in before.instrument.amendments}
    recorded = [one for one in after.instrument.amendments if one.number not in known]
    return recorded[-1] if recorded else AmendmentMade(max(known, default=0) + 1, "", "", "", "", False)


def _recitals(old: Agreement, before: Protocol, earlier: tuple[AmendmentMade, ...], on: str) -> Blocks:
    instrument = before.instrument
    signing = tuple(named_in_a_sentence(party.name) for party in before.parties if party.signature == "signs")
    number = f", number {instrument.number}" if instrument.number else ""
    by = f" by {with_article(instrument.adopted_by)}" if instrument.adopted_by else ""
    adopted = f", adopted {printed_date(instrument.adopted_on)}{by}" if instrument.adopted_on else ""
    parties = f", {_MADE_BY.get(len(signing), 'among')} {join_words(signing)}" if signing else ""
    texts = [f"This amendment amends {with_article(old.title)}{number}{parties}{adopted} (the “Agreement”)."]
    texts += [_earlier(one) for one in earlier]
    if instrument.ends and not instrument.is_perpetual and instrument.ends < on:
        texts.append(
            f"The term of the Agreement ended on {printed_date(instrument.ends)}; {ASK} whether it can be amended."
        )
    texts.append("The parties now amend the Agreement as follows.")
    return tuple(map(_paragraph, texts))


def _earlier(one: AmendmentMade) -> str:
    about = f" changed {one.about}" if one.about else " amended it"
    return f"{one.in_words}{about}{' and restated the Agreement as a whole' if one.restates else ''}."


def _title(old: Agreement, new: Agreement) -> Iterator[Block]:
    if old.title != new.title:
        yield _paragraph(f"The title of the Agreement is amended to read “{new.title}”.")


def _provisions(changed: tuple[ProvisionChange, ...]) -> Iterator[Block]:
    for one in changed:
        yield _paragraph(capitalized(_instruction(one)))
        if one.new:
            yield Quote(quoted(one.new))


def _instruction(one: ProvisionChange) -> str:
    """Say what happens to a provision, with its number in the agreement that is amended."""
    match one.kind:
        case "article added":
            place = f"after {one.before}" if one.before else "before all others"
            name = one.new_article.heading if one.new_article.part == "article" else one.new_article.name
            return f"The following article is added {place}, with the title “{name}”:"
        case "article removed":
            return f"{_name(one)} ({one.article.title}) is deleted."
        case "retitled":
            return f"The title of {_name(one)} ({one.article.title}) is amended to read “{one.new_article.title}”."
        case "removed":
            return f"{_place(one)} is deleted."
        case "added":
            where = f"after {_place(one)}" if one.number else f"at the beginning of {_name(one)} ({one.article.title})"
            return f"The following is added {where}:"
        case "rows changed":
            return f"In the table of {_place(one)}, {_rows(one)} amended to read:"
        case "rows added":
            return f"The following is added to the table of {_place(one)}:"
        case "rows removed":
            return f"In the table of {_place(one)}, {_rows(one)} deleted."
    return f"{_place(one)} is amended to read:"


def _rows(one: ProvisionChange) -> str:
    names = join_words(tuple(f"“{name}”" for name in one.rows))
    return f"the row {names} is" if len(one.rows) == 1 else f"the rows {names} are"


def _name(one: ProvisionChange) -> str:
    return one.article.name if one.article.part == "article" else "the Recitals"


def _place(one: ProvisionChange) -> str:
    if not one.number:
        place = f"the part of {_name(one)} before its first number" if _is_numbered(one) else _name(one)
        return f"{place} ({one.article.title})" if one.article.part == "article" else place
    if one.article.part == "recital":
        return f"Recital {one.number.rstrip('.')}"
    return f"Section {one.number} ({one.article.title})"


def _is_numbered(one: ProvisionChange) -> bool:
    return any(isinstance(block, Paragraph) and block.number for block in one.article.blocks)


def _rest(made: AmendmentMade, changed: tuple[ProvisionChange, ...]) -> Iterator[Block]:
    if any(one.kind in ("added", "removed", "article added", "article removed") for one in changed):
        yield _paragraph(
            "What follows an added or deleted provision is renumbered, and references to it change accordingly. The numbers "
            "quoted above are those of the Agreement as amended."
        )
    yield _paragraph("All other provisions of the Agreement stay as they are and remain in full force and effect.")
    if made.restates:
        yield _paragraph("The Agreement, as amended, is restated as a whole in the document attached.")
    yield _paragraph("This amendment takes effect when everyone who must sign it has signed it.")


def _authority(old: Agreement, signatures: tuple[Signature, ...]) -> Iterator[Block]:
    clause = next((article for article in old.articles if article.id == _CLAUSE), None)
    if clause:
        yield _paragraph(f"{clause.name} ({clause.title}) of the Agreement says how it is amended.")
    grouped = by_reason(signatures)
    items = []
    for one in grouped:
        is_one = len(one.parties) == 1
        verb = {True: "signs" if is_one else "sign", False: "does not sign" if is_one else "do not sign"}
        if one.must_sign is not None:
            items.append((_paragraph(f"{join_words(one.parties)} {verb[one.must_sign]}: {one.why}."),))
    if items:
        yield Listing(tuple(items))
    for one in grouped:
        if one.must_sign is None:
            title = f"NOT YET KNOWN: whether {join_words(one.parties)} must sign"
            yield Box(title, (_paragraph(f"{as_sentence(one.why)}."),))
    if not signatures:
        yield Box("NOT YET KNOWN: who signs", (_paragraph(f"The county file names no party that signs; {ASK}."),))


def _signatures(after: Protocol, signatures: tuple[Signature, ...]) -> Iterator[Block]:
    signer_of = {one.party: one.signer for one in signatures if one.must_sign}
    signing = [party for party in after.parties if party.name in signer_of and party.signature == "signs"]
    if signing:
        yield _paragraph("The parties agree to this amendment, each from the date next to its signature.")
    for party in signing:
        signer = signer_of[party.name]
        if signer and signer in (title.strip() for title in party.signatories):
            party = replace(party, signatories=(signer,))
        yield from lines_to_sign(party)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
