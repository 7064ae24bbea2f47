"""Which articles of two revisions of an agreement are the same article."""

from ..alignment import aligned, common_share, words_of
from .agreement import Agreement, Article
from .blocks import printed_lines

_ALIKE = 0.5
"""The share of words that two sections of the county's own have in common if one is the other, changed."""


def same_articles(old: Agreement, new: Agreement) -> dict[str, str]:
    """Return the id in the new agreement of each article of the old one that both have.

    A section of the county's own has only its number as its id, so it is known by its title or its words.
    """
    known = {article.id for article in new.articles}
    found = {one.id: one.id for one in old.articles if one.id in known and not _is_own(one)}
    own = [[article for article in one.articles if _is_own(article)] for one in (old, new)]
    for first, second in aligned(own[0], own[1], lambda article: article.title, _likeness):
        if first is not None and second is not None:
            found[own[0][first].id] = own[1][second].id
    return found


def _is_own(article: Article) -> bool:
    return article.id.startswith("narrative-")


def _likeness(old: Article, new: Article) -> float:
    share = common_share(*(words_of(" ".join((one.title, *printed_lines(one.blocks)))) for one in (old, new)))
    return share if share >= _ALIKE else 0.0
