"""English in one place: lists and dates in words, capital letters, words from a file in quotation marks."""

import datetime

_MAX_QUOTED = 60
"""Characters of a text from a county file that a message quotes."""


def join_words(items: tuple[str, ...], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons where an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any("," in item for item in items) else ", "
    return f"{comma.join(items[:-1])}{';' if comma == '; ' else ''} {word} {items[-1]}"


def date_in_words(iso: str, space: str = " ") -> str:
    """`June 16, 2026`, `June 2026`, or `2026` for a date as county files write it; other text as it is."""
    try:
        if len(iso) == 10:
            day = datetime.date.fromisoformat(iso)
            return f"{day:%B}{space}{day.day}, {day.year}"
        if len(iso) == 7:
            return f"{datetime.date.fromisoformat(f'{iso}-01'):%B %Y}"
    except ValueError:
        pass
    return iso


def printed_date(iso: str) -> str:
    """A date in words for documents, where the day never begins a line without its month."""
    return date_in_words(iso, "\N{NO-BREAK SPACE}")


def capitalized(text: str) -> str:
    """The text with a capital first letter and everything after it unchanged."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """The text with a small first letter and everything after it unchanged."""
    return text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    """A text of a county file as a message quotes it, cut short after 60 characters."""
    return f"‘{text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 3] + '…'}’"
