"""Quotes around a text of a line: put where they are needed, and closed where they are not."""

import re

_COMMENT = re.compile(r"\s+#(?! ?\d).*$")


def split_comment(line: str) -> tuple[str, str]:
    """A line without the comment at its end, and that comment with the space before it."""
    found = re.search(r"\s+#.*$|\s*$", line)
    return (line[: found.start()], line[found.start() :]) if found else (line, "")


def quoted(text: str) -> str:
    """A text in quotes that do not occur in it; curly ones around it are replaced."""
    text = text.strip()
    if text[0] in "“‘" and text[-1] in "”’":
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoted_part(line: str, found: re.Match[str]) -> str:
    """A line with the group `text` of what was found in it in quotes."""
    return f"{line[: found.start('text')]}{quoted(found['text'])}{line[found.end('text') :]}"


def in_quotes(line: str) -> str:
    """The remedy for a text that needs quotes, with the line as it is with them."""
    return f"put the text in quotes\n{line.strip()}"


def close_quote(line: str, column: int) -> str:
    """Return the remedy for a quote that is opened in a column of a line and not closed in it, with the line as it may be.

    The closing quote goes before a comment, and before the brackets that close what was opened before the text. What
    begins with # is no comment if it is a number, or if these brackets come after it.
    """
    before, text = line[:column], line[column:]
    unclosed = max(0, sum(before.count(mark) for mark in "{[") - sum(before.count(mark) for mark in "}]"))
    without = _COMMENT.sub("", text)
    if not unclosed or len(_closing(without, unclosed)) == unclosed or len(_closing(text, unclosed)) < unclosed:
        text = without
    closing = _closing(text, unclosed)
    text = text.rstrip()
    closed = re.sub(r"\s*[“”„‘’]?$", "", text[: len(text) - len(closing)])
    return f"close the quote on this line, for example\n{before.strip()} {closed}{line[column]}{closing}"


def _closing(text: str, most: int) -> str:
    """Return the brackets at the end of a text, at most so many."""
    found = re.search(rf"[}}\]]{{0,{most}}}$", text.rstrip())
    return found[0] if found else ""
