"""Knows the slips at which a reader of YAML stumbles, a colon, a blank or a bracket left out, by trying what mends them.

Each cure is one change of one line, and is told only where the reader then comes further. Knows no county file.
"""

import re
from collections.abc import Iterator

import yaml

from .. import characters
from . import indentation
from .indentation import KEY, KEY_ALONE, Slip, before, depth, goes_on, key, says, spaces
from .loader import Loader

_LONGEST = 1_000
"""Lines among which cures are tried."""

_WIDEST = 2_000
"""Letters of a line in which they are."""

_OTHER_SIGN = re.compile(
    r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?P<sign>:|\s*(?:：|;|—|–|=|->|-)\s*)(?P<rest>\S.*|)$"
)
_NO_SIGN = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?:\s+(?P<rest>[^\s:].*))?\s*$")
_TWO_IN_BRACES = re.compile(r"(?P<before>\s*(?:- )?[\w ]+:\s+)(?P<several>\{[^{}]*\}(?:\s*,\s*\{[^{}]*\})+)\s*$")
_WITH_NUMBER_SIGN = re.compile(r"(?P<key>\w+): (?P<text>[^,{}\[\]\"':]*? #[^,{}\[\]\"]*?)\s*(?=[,}\]])")
_WITH_COLON = re.compile(
    r"(?P<key>\w+): (?P<text>(?:(?P<first>[^,{}\[\]\"':\s][^,{}\[\]\":]*?)\s+)?(?P<word>\w+): [^,{}\[\]\"]*?)\s*(?=[,}\]])"
)
_SIGNS = "*&@`%!|>,"
_A_SENTENCE = 4
"""Words from which on a line is rather text than a key and its value."""


def slip(text: str, error: yaml.MarkedYAMLError) -> Slip | None:
    """The slip whose cure takes a reader of YAML furthest beyond an error; None where none takes it further."""
    mark, begun = error.problem_mark, error.context_mark
    if mark is None or isinstance(error, yaml.composer.ComposerError):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    at = min(mark.line, len(lines) - 1)
    while at > 0 and not says(lines[at]):
        at -= 1
    near = dict.fromkeys((*indentation.places(lines, at), begun.line if begun else at))
    places = [n for n in near if n < len(lines) and says(lines[n]) and len(lines[n]) <= _WIDEST]
    part = _part(lines, min(places, default=at), mark.line)
    if not places or part.stop - part.start > _LONGEST:
        return None
    before_it, further = _reached(lines[part]), None

    def mended(found: Slip) -> list[str]:
        return [*lines[: found.line - 1], *found.instead, *lines[max(found.line, found.until) :]]

    for found in _tries(lines, places):
        changed = mended(found)
        reached = _reached(changed[part.start : part.stop + len(changed) - len(lines)])
        if reached == _ALL:
            return found
        if found.plain and reached > before_it:
            before_it, further = reached, found
    moved = [found for found in indentation.wrong(lines, at) if _reached(mended(found)[part.start : part.stop]) == _ALL]
    if moved:
        return max(moved, key=lambda found: indentation.fitness(lines, mended(found), found.line - 1))
    return further


def _part(lines: list[str], first: int, last: int) -> slice:
    """The lines around an error from one key at the beginning of a line to another: what lies beyond changes nothing."""
    begins = [n for n, line in enumerate(lines) if re.match(r"[A-Za-z]", line)]
    return slice(
        next((n for n in reversed(begins) if n < first), 0),
        next((n for n in begins if n > last + _BEYOND), len(lines)),
    )


_BEYOND = 4
"""Lines that a cure has to prove itself on."""

_ALL = float("inf")


def _reached(lines: list[str]) -> float:
    """The line, from 0, at which a reader stumbles. What is noticed only at the end is no way further."""
    text = "\n".join(lines)
    try:
        for _ in yaml.parse(text, Loader=Loader):
            pass
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return line if line < text.rstrip("\n").count("\n") else 0
    except yaml.YAMLError:
        return 0
    return _ALL


def _tries(lines: list[str], places: list[int]) -> Iterator[Slip]:
    for at in places:
        yield from _unseen(lines, at)
        yield from _in_brackets(lines[at], at)
        yield from _quotes(lines, at)
        if len(lines[at].split()) <= _A_SENTENCE or re.search(r"^\s*\w+\s*[{\[—–=：;:]", lines[at]):
            yield from _colon(lines[at], at)
    for at in places:
        if _may_be_a_key(lines, at):
            yield from _colon(lines[at], at)
        yield from goes_on(lines, at)


def _may_be_a_key(lines: list[str], at: int) -> bool:
    """Whether a line is rather a key without its colon than more of the text above: it begins below a key, or beside one."""
    above = before(lines, at)
    if above < 0 or KEY_ALONE.match(lines[above]):
        return above >= 0
    return depth(lines[above]) == depth(lines[at]) and not lines[above].rstrip().endswith(",")


def _unseen(lines: list[str], at: int) -> Iterator[Slip]:
    line = lines[at]
    if (place := characters.first_invisible(line)) >= 0:
        message, remedy = characters.describe_invisible(line)
        yield Slip(at + 1, place + 1, f"{message} here", remedy, (characters.without_invisible(line),), plain=True)
    white = line[: len(line) - len(line.lstrip())]
    if "\t" in white:
        above = before(lines, at)
        beside = depth(lines[above]) if above >= 0 else 0
        further = [beside + 2, beside] if above >= 0 and KEY_ALONE.match(lines[above]) else [beside, beside - 2]
        tab = "the tab" if white.count("\t") == 1 else "the tabs"
        for column in further:
            if column >= 0:
                remedy = f"write {spaces(column)} in place of {tab}"
                told = "a tab stands where spaces are needed; indent with spaces"
                yield Slip(at + 1, white.index("\t") + 1, told, remedy, (" " * column + line.lstrip(),), plain=True)


def _colon(line: str, at: int) -> Iterator[Slip]:
    """A key without its colon, or without the blank after it."""
    if found := _OTHER_SIGN.match(line):
        start, name, sign, rest = found["before"], found["key"], found["sign"], found["rest"]
        instead = f"{start}{name}: {rest}".rstrip()
        column = len(start) + len(name) + 1
        if sign == ":":
            message, remedy = f"a blank is missing after the colon of {name}", f"write\n{instead.strip()}"
        else:
            message = f"a colon is missing after {name}"
            remedy = f"write a colon and a blank after {name}, in place of {sign.strip()}\n{instead.strip()}"
        yield Slip(at + 1, column, message, remedy, (instead,), plain=True)
    if found := _NO_SIGN.match(line):
        start, name, rest = found["before"], found["key"], found["rest"]
        instead = f"{start}{name}: {rest}" if rest else f"{start}{name}:"
        remedy = f"write a colon{' and a blank' if rest else ''} after {name}\n{instead.strip()}"
        yield Slip(at + 1, len(start) + 1, f"a colon is missing after {name}", remedy, (instead,), plain=True)


def _in_brackets(line: str, at: int) -> Iterator[Slip]:
    if found := _TWO_IN_BRACES.match(line):
        instead = f"{found['before']}[{found['several']}]"
        message = f"several entries stand after {key(line)}, and no brackets hold them together"
        yield Slip(
            at + 1, found.start("several") + 1, message, f"write brackets around them\n{instead.strip()}", (instead,)
        )
    if found := re.match(r"(.*[}\]])\s*,\s*$", line):
        yield Slip(at + 1, found.end(1) + 1, "a comma stands after what is closed", "delete it", (found[1],))
    if found := _WITH_NUMBER_SIGN.search(line):
        instead = _quoted_at(line, found)
        message = "a number sign (#) after a blank begins a remark, so that nothing is closed here"
        yield Slip(at + 1, line.index(" #", found.start()) + 2, message, _in_quotes(instead), (instead,))
    if found := _WITH_COLON.search(line):
        if found["first"] and found["word"].islower():
            place = found.start("word")
            instead = f"{line[:place].rstrip()}, {line[place:]}"
            message = f"a comma is missing before {found['word']}"
            yield Slip(at + 1, place + 1, message, f"write\n{instead.strip()}", (instead,))
        instead = _quoted_at(line, found)
        message = f"a colon stands in the text of {found['key']}"
        yield Slip(at + 1, found.end("word") + 1, message, _in_quotes(instead), (instead,))
    bare, remark = _parted(line)
    if (found := KEY.match(bare)) and re.search(r"^\w+: [^{]*\}$", found["value"]):
        instead = f"{found['before']}{{{found['value']}{remark}"
        message = f"a brace is closed here and none is opened after {found['key']}"
        yield Slip(at + 1, len(bare), message, f"open it\n{instead.strip()}", (instead,))
    if (found := re.search(r"(\w+: )([^\[\]{}:\"]*\])", bare)) and bare.count("]") > bare.count("["):
        instead = f"{bare[: found.start(2)]}[{bare[found.start(2) :]}{remark}"
        message = f"a bracket is closed here and none is opened after {found[1].strip(': ')}"
        yield Slip(at + 1, found.end(), message, f"open it\n{instead.strip()}", (instead,))
    for opening, closing, name in (("{", "}", "brace"), ("[", "]", "bracket")):
        if bare.count(opening) > bare.count(closing):
            message = f"a {name} ({opening}) is opened here and not closed"
            for end in (len(bare), len(bare) - 1):
                instead = f"{bare[:end]}{closing}{bare[end:]}"
                remedy = f"close it\n{instead.strip()}"
                yield Slip(at + 1, bare.rindex(opening) + 1, message, remedy, (f"{instead}{remark}",))


def _quotes(lines: list[str], at: int) -> Iterator[Slip]:
    """A value that can stand only in quotes, or below its key."""
    bare, remark = _parted(lines[at])
    if not (found := KEY.match(bare)) or (value := found["value"])[0] in "\"'{[":
        return
    instead = f"{found['before']}{_quoted(value)}{remark}"
    if value[0] in _SIGNS:
        message = f"text cannot begin with {value[0]}"
        yield Slip(at + 1, found.start("value") + 1, message, _in_quotes(instead), (instead,))
    colon = re.search(r":(\s|$)", value)
    column = found.start("value") + (colon.start() if colon else 0) + 1
    if colon:
        yield Slip(at + 1, column, f"a colon stands in the text of {found['key']}", _in_quotes(instead), (instead,))
    end = at + 1
    while end < len(lines) and not re.match(r"\s*(#|(- )?[A-Za-z]\w*:(\s|$))", lines[end]):
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    if end > at + 1 and any(re.search(r":(\s|$)", line) for line in (value, *lines[at + 1 : end])):
        below = [value, *(line.strip() for line in lines[at + 1 : end])]
        inner = depth(lines[at]) + 2
        block = (f"{found['before'].rstrip()} |-", *(" " * inner + line if line else "" for line in below))
        shown = "\n".join([block[0].strip(), *(f"  {line}".rstrip() for line in below)])
        message = f"a colon stands in the text of {found['key']}, which has several lines"
        yield Slip(at + 1, column, message, f"write the text below its key\n{shown}", block, end)


def _parted(line: str) -> tuple[str, str]:
    """A line without the remark at its end, and that remark."""
    found = re.search(r"\s+#.*$|\s*$", line)
    return (line[: found.start()], line[found.start() :]) if found else (line, "")


def _quoted(text: str) -> str:
    """A text in quotes that stand for nothing in it; curly ones around it give way."""
    text = text.strip()
    if text[0] in "“‘" and text[-1] in "”’":
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _quoted_at(line: str, found: re.Match[str]) -> str:
    return f"{line[: found.start('text')]}{_quoted(found['text'])}{line[found.end('text') :]}"


def _in_quotes(line: str) -> str:
    return f"put the text in quotes\n{line.strip()}"
