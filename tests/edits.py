"""A text in which something is written otherwise."""


def with_edits(text: str, *edits: tuple[str, str], everywhere: bool = False) -> str:
    """Return a text after edits, each of what is there and what is written instead, at the first place or at each.

    An edit of what is not there fails the test, which would else try the text as it was.
    """
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after) if everywhere else text.replace(before, after, 1)
    return text
