"""What libyaml reports about a text that it cannot read, in sentences for someone who is not a programmer.

A quote that is not closed where it should be swallows the lines up to the next quote, and libyaml notices only after
that; here the finding is placed where the quote begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ..diagnostic import Diagnostic, Span
from . import syntax_repairs
from .loader import Loader
from .quotes import close_quote


@dataclass(frozen=True, slots=True)
class _Explanation:
    """What is wrong and what to do, if what libyaml reports contains a phrase."""

    phrase: str
    message: str
    remedy: str


_QUOTES = 'put text that begins with this character in quotes, for example "@home"'

# The first whose phrase occurs in what libyaml reports.
_EXPLANATIONS = (
    _Explanation("cannot start any token", "this character is not allowed here; put the text in quotes", _QUOTES),
    _Explanation(
        "mapping values are not allowed",
        "unexpected colon; put text that contains a colon in quotes",
        'write key: "text: more text"; for a key, fix its indentation, or add the colon that is missing in the line above',
    ),
    _Explanation(
        "could not find expected ':'",
        "this key has no colon; write key: value",
        "write a colon and a space after the key; indent a line that continues a text more than the key of the text",
    ),
    _Explanation(
        "did not find expected key",
        "the indentation does not match the lines above, or a key has no colon",
        "start the line in the same column as the keys next to it, and write key: value",
    ),
    _Explanation(
        "did not find expected '-' indicator",
        "the indentation does not match the list above",
        "start the line in the same column as the dashes above, or as the key of the list",
    ),
    _Explanation(
        "quoted scalar found unexpected",
        "a quote is opened here and never closed",
        "end the text with the same quote",
    ),
    _Explanation(
        "unknown escape character",
        "a text in quotes contains a backslash",
        "write two backslashes, or use single quotes",
    ),
    _Explanation(
        "found unexpected end of stream", "a quote or bracket is opened and never closed", "close the quote or bracket"
    ),
    _Explanation(
        "did not find expected node content",
        "a value is missing here, or a bracket is opened and never closed",
        "write the value after its key, and close each bracket",
    ),
    _Explanation(
        "did not find expected ',' or ']'",
        "a list in brackets is not closed, or a comma is missing",
        "separate the items with commas, and add the closing bracket, for example [child_welfare, probation]",
    ),
    _Explanation(
        "did not find expected ',' or '}'",
        "a map in braces is not closed, or a comma is missing",
        "separate the entries with commas, and add the closing brace, for example {agency: probation, title: Chief Probation Officer}",
    ),
    _Explanation(
        "found undefined alias",
        "this alias (*) names an anchor (&) that the file does not have",
        "replace the alias with what it refers to; put text that begins with * in quotes",
    ),
    _Explanation("duplicate anchor", "two anchors (&) have the same name", "give one of them another name"),
    _Explanation(
        "scanning an anchor",
        "this character (& or *) is not allowed here",
        'put text that begins with this character in quotes, for example "& partners"',
    ),
    _Explanation(
        "block sequence entries are not allowed",
        "unexpected dash; no list can start here",
        "start the list on its own line below its key; put text that begins with a dash in quotes",
    ),
    _Explanation(
        "scanning a block scalar",
        "only lines of text can go here",
        "start the text on the line below | or >-, and indent the text with spaces",
    ),
    _Explanation("tag", "a tag (!) has no meaning in a county file", "put text that begins with ! in quotes"),
    _Explanation("directive", "a line cannot begin with %", "put text that begins with % in quotes"),
    _Explanation(
        "did not find expected <document start>",
        "there is text after the end of the document",
        "delete the line of dots",
    ),
    _Explanation(
        "control characters are not allowed", "control character here; delete it", "delete this character and retype it"
    ),
    _Explanation(
        "special characters are not allowed", "control character here; delete it", "delete this character and retype it"
    ),
)


def control_character(span: Span) -> Diagnostic:
    """The finding that a text has a control character, which nobody can see."""
    remedy = "delete this character and retype it"
    return _problem("control character here; delete it", remedy, span)


def problem(error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
    """The finding for what libyaml could not read in a text."""
    reported = f"{error.context or ''} {error.problem or ''}".strip()
    other = _Explanation(
        "", f"this is not valid YAML: {reported}", "compare the line with the example file, line by line"
    )
    explanation = next((one for one in _EXPLANATIONS if one.phrase in reported), other)
    lines = text.splitlines() or [""]
    mark, begun = error.problem_mark, error.context_mark
    if mark is None:
        return _problem(explanation.message, explanation.remedy, Span(1, 1, 1))
    if "did not find expected" in reported and (quote := _quote_before(text, mark.index, "','" in reported)):
        return _about_quote(quote, mark, lines)
    if repair := syntax_repairs.find_repair(text, error):
        return _problem(repair.message, repair.remedy, Span(repair.line, repair.column, repair.column + 1))
    if (closing := text[mark.index : mark.index + 1]) in ("}", "]") and mark.line < len(lines):
        typed = lines[mark.line]
        without = f"{typed[: mark.column]}{typed[mark.column + 1 :]}".strip()
        span = Span(mark.line + 1, mark.column + 1, mark.column + 2)
        return _problem(f"this {closing} closes nothing", f"delete the {closing}\n{without}", span)
    if text[mark.index : mark.index + 1] == "\t":
        explanation = _Explanation("", "a tab is not allowed here; use spaces", "replace the tab with spaces")
    remedy = explanation.remedy
    if begun and (mark.line >= len(lines) or "quoted scalar found unexpected" in reported):
        mark = begun  # noticed only at the end of the file, or of the text in quotes: show where it began
        opened = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
        if opened in ("'", '"'):
            remedy = close_quote(lines[mark.line], mark.column)
    elif begun and begun.line != mark.line:
        remedy += f"; what this line belongs to starts on line {begun.line + 1}\n{lines[begun.line].strip()}"
    line, column = min(mark.line + 1, len(lines)), mark.column + 1
    return _problem(explanation.message, remedy, Span(line, column, column + 1))


def _problem(message: str, remedy: str, span: Span) -> Diagnostic:
    return Diagnostic("yaml-syntax", "error", message, remedy=remedy, span=span)


def _about_quote(quote: Any, mark: Any, lines: list[str]) -> Diagnostic:
    """The finding for text after a closing quote: that one was not meant to close, or an earlier line lacks one."""
    character, begun, ended = quote.style, quote.start_mark, quote.end_mark
    span = Span(begun.line + 1, begun.column + 1, begun.column + 2)
    line = lines[begun.line]
    if begun.line != ended.line:
        message = f"this quote ({character}) is closed only on line {ended.line + 1}, where text follows it"
        return _problem(message, close_quote(line, begun.column), span)
    message = f"the quote ({character}) closes in column {ended.column}, before the end of the text"
    other = '"' if character == "'" else "'"
    remedy = (
        "put \" around text that has an apostrophe, not '" if character == "'" else "put ' around text that contains \""
    )
    text = line[begun.column :].rstrip()
    inside = text[1:-1] if text.endswith(character) and len(text) > ended.column - begun.column else text
    if other in inside or "\\" in inside or " #" in inside or begun.line != mark.line:
        return _problem(message, remedy, span)
    return _problem(message, f"{remedy}\n{line[: begun.column].strip()} {other}{inside}{other}", span)


def _quote_before(text: str, index: int, in_brackets: bool) -> Any:
    """The token of the text in quotes that ends just before an offset; None if there is none.

    In brackets, what follows after a space only lacks its comma.
    """
    last = None
    for token in _tokens(text):
        if token.start_mark.index >= index:
            break
        last = token
    if not isinstance(last, yaml.ScalarToken) or last.style not in ("'", '"'):
        return None
    between = text[last.end_mark.index : index]
    return last if not between.strip() and not (between and in_brackets) else None


def _tokens(text: str) -> Iterator[Any]:
    """The tokens of a text, up to the first that cannot be read."""
    try:
        yield from yaml.scan(text, Loader=Loader)
    except yaml.YAMLError:
        return
