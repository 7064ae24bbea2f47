"""Say where words of an agreement come from that no change of the county file edits."""

from ..agreement.agreement import Agreement
from ..writers.word.edit_marks import FIRST_PAGES
from .clause_words import gap_texts, is_note
from .returned_edits import Edit


def origin_of(edit: Edit, agreement: Agreement, made: list[tuple[str, str]]) -> str:
    """Return a sentence about words that nobody edits in an agreement; empty for any others.

    `made` are the paragraphs of the agreement, as (article, text).
    """
    if edit.place == FIRST_PAGES:
        return (
            "the first pages are made from the county file, from what check found, and from the titles of the articles"
        )
    article = next((one for one in agreement.articles if one.name == edit.place), None)
    if article is None:
        return ""
    if article.part == "signatures":
        return (
            "the lines to sign on are made from the parties in the county file; the names of those who sign are written "
            "on paper, since a county file names positions and no people"
        )
    if article.part == "appendix":
        return "the appendices are made from the county file and the law on record"
    is_of_article = edit.kind != "added" and edit.at >= 0 and made[edit.at][0] == edit.place
    if is_of_article and (edit.at == 0 or made[edit.at - 1][0] != edit.place):
        return "the titles of articles come from the library of clauses"
    if edit.kind != "added" and is_note(edit.old):
        return "it is a note for counsel, and is not in a final document"
    if edit.kind != "added" and edit.old.removeprefix("• ") in tuple(gap_texts(article.blocks)):
        return "it marks a gap, and is there until the county file fills it"
    return ""
