"""Knows what a reader of YAML says when it cannot read on, in sentences for someone who is not a programmer.

Knows no county file. A quote that is not closed where it should be swallows the lines up to the next quote, and the reader
stumbles only behind that; here the place is told where the quote begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ..diagnostic import Diagnostic, Span
from . import syntax_repairs
from .loader import Loader


@dataclass(frozen=True, slots=True)
class _Told:
    """What is wrong, and what to do, for some words of libyaml's."""

    sign: str
    message: str
    remedy: str


_QUOTES = 'put text that begins with such a sign in quotes, for example "@home"'

# The first sign that occurs in what libyaml says holds.
_PLAIN_WORDS = (
    _Told("cannot start any token", "this character cannot stand here; put the text in quotes", _QUOTES),
    _Told(
        "mapping values are not allowed",
        "a colon stands where none is expected; put text that contains a colon in quotes",
        'write key: "text: more text"; if it is a key, mend its indentation, or the colon that is missing in the line above',
    ),
    _Told(
        "could not find expected ':'",
        "a key without its colon: write key: value",
        "write a colon and a space after the key; begin a further line of a text below the text, further in than its key",
    ),
    _Told(
        "did not find expected key",
        "the indentation does not fit the lines above, or a key is missing its colon",
        "begin the line in the same column as the key that it stands beside, and write key: value",
    ),
    _Told(
        "did not find expected '-' indicator",
        "the indentation does not fit the list above",
        "begin the line in the same column as the dashes above, or as the key that the list belongs to",
    ),
    _Told(
        "quoted scalar found unexpected",
        "a quote is opened here and never closed",
        "close it with the sign it began with",
    ),
    _Told(
        "unknown escape character", "a backslash stands in a text in quotes", "write two backslashes, or single quotes"
    ),
    _Told("found unexpected end of stream", "a quote or bracket is opened and never closed", "close it"),
    _Told(
        "did not find expected node content",
        "a value is missing here, or a bracket is opened and never closed",
        "write the value after its key, and close each bracket",
    ),
    _Told(
        "did not find expected ',' or ']'",
        "a list in brackets is not closed, or a comma is missing",
        "separate what stands in it by commas, and close it, for example [child_welfare, probation]",
    ),
    _Told(
        "did not find expected ',' or '}'",
        "a map in braces is not closed, or a comma is missing",
        "separate what stands in it by commas, and close it, for example {agency: probation, title: Chief Probation Officer}",
    ),
    _Told(
        "found undefined alias",
        "this alias (*) names an anchor (&) that the file does not have",
        "write out what it stands for; put text that begins with * in quotes",
    ),
    _Told("duplicate anchor", "two anchors (&) have the same name", "give one of them another name"),
    _Told(
        "scanning an anchor",
        "this sign (& or *) cannot stand here",
        'put text that begins with such a sign in quotes, for example "& partners"',
    ),
    _Told(
        "block sequence entries are not allowed",
        "a dash stands where no list can begin",
        "begin the list on a line of its own below its key; put text that begins with a dash in quotes",
    ),
    _Told(
        "scanning a block scalar",
        "something stands where only a text's lines can",
        "begin the text on the line below | or >-, and indent it with spaces",
    ),
    _Told("tag", "a tag (!) has no meaning in a county file", "put text that begins with ! in quotes"),
    _Told("directive", "a line cannot begin with %", "put text that begins with % in quotes"),
    _Told(
        "did not find expected <document start>",
        "there is text after the end of the document",
        "delete the line of dots",
    ),
    _Told(
        "control characters are not allowed", "a control character stands here; delete it", "delete it and type it anew"
    ),
    _Told(
        "special characters are not allowed", "a control character stands here; delete it", "delete it and type it anew"
    ),
)


def control_character(span: Span) -> Diagnostic:
    """The finding that a sign stands in the text which no one can see."""
    remedy = "delete what stands here, and type it anew"
    return _problem("a control character stands here; delete it", remedy, span)


def problem(error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
    """The finding for what a reader of YAML stumbled over in a text."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    other = _Told("", f"this is not valid YAML: {said}", "compare the line with the example file, line by line")
    told = next((words for words in _PLAIN_WORDS if words.sign in said), other)
    lines = text.splitlines() or [""]
    mark, begun = error.problem_mark, error.context_mark
    if mark is None:
        return _problem(told.message, told.remedy, Span(1, 1, 1))
    if "did not find expected" in said and (quote := _quote_before(text, mark.index, "','" in said)):
        return _of_quote(quote, mark, lines)
    if repair := syntax_repairs.find_repair(text, error):
        return _problem(repair.message, repair.remedy, Span(repair.line, repair.column, repair.column + 1))
    if text[mark.index : mark.index + 1] == "\t":
        told = _Told("", "a tab stands where spaces are needed; indent with spaces", "write spaces in place of the tab")
    remedy = told.remedy
    if begun and (mark.line >= len(lines) or "quoted scalar found unexpected" in said):
        mark = begun  # noticed only at the end of the file, or of the text in quotes: show where it began
    elif begun and begun.line != mark.line:
        remedy += f"; what it belongs to begins on line {begun.line + 1}\n{lines[begun.line].strip()}"
    line, column = min(mark.line + 1, len(lines)), mark.column + 1
    return _problem(told.message, remedy, Span(line, column, column + 1))


def _problem(message: str, remedy: str, span: Span) -> Diagnostic:
    return Diagnostic("yaml-syntax", "error", message, remedy=remedy, span=span)


def _of_quote(quote: Any, mark: Any, lines: list[str]) -> Diagnostic:
    """Text goes on behind a closing quote: either that quote was not to close, or an earlier line lacks one."""
    sign, begun, ended = quote.style, quote.start_mark, quote.end_mark
    span = Span(begun.line + 1, begun.column + 1, begun.column + 2)
    if begun.line != ended.line:
        message = f"a quote ({sign}) is opened here and closed only on line {ended.line + 1}, where text follows it"
        return _problem(message, f"close it on this line, for example\n{lines[begun.line].strip()}{sign}", span)
    message = f"a quote ({sign}) is closed before the text is at its end, in column {ended.column}"
    if sign == "'":
        return _problem(message, "begin and end text that has an apostrophe with \", not with '", span)
    return _problem(message, "begin and end text that has this sign in it with '", span)


def _quote_before(text: str, index: int, in_brackets: bool) -> Any:
    """The text in quotes behind which a place is, as a token; None where there is none.

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
    try:
        yield from yaml.scan(text, Loader=Loader)
    except yaml.YAMLError:
        return
