"""Knows the slips at which a reader of YAML stumbles, a colon, a blank or a bracket left out, by trying what mends them.

Each cure is one change of one line, and is told only where the reader then comes further. Knows no county file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from . import invisible
from .core_yaml import Loader

_LONGEST = 1_000
"""Lines among which cures are tried."""

_WIDEST = 2_000
"""Letters of a line in which they are."""

_KEY = re.compile(r"(?P<before>\s*(?:- )?(?P<key>[A-Za-z][\w -]*?)\s*:\s+)(?P<value>\S.*)")
_KEY_ALONE = re.compile(r"\s*(?:- )?[A-Za-z][\w -]*:\s*(#.*)?$")
_OTHER_SIGN = re.compile(
    r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?P<sign>:|\s*(?:：|—|–|=|->|-)\s*)(?P<rest>\S.*)$"
)
_NO_SIGN = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?:\s+(?P<rest>[^\s:].*))?\s*$")
_TWO_IN_BRACES = re.compile(r"(?P<before>\s*(?:- )?[\w ]+:\s+)(?P<several>\{[^{}]*\}(?:\s*,\s*\{[^{}]*\})+)\s*$")
_WITH_NUMBER_SIGN = re.compile(r"(?P<key>\w+): (?P<text>[^,{}\[\]\"':]*? #[^,{}\[\]\"]*?)\s*(?=[,}\]])")
_WITH_COLON = re.compile(
    r"(?P<key>\w+): (?P<text>(?P<first>[^,{}\[\]\"':]*?)\s?(?P<word>[\w]+): [^,{}\[\]\"']*?)\s*(?=[,}\]])"
)
_SIGNS = "*&@`%!|>,"
_A_SENTENCE = 4
"""Words from which on a line is rather text than a key and its value."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in one line, counted from 1, and what to write; and the lines that stand there instead."""

    line: int
    column: int
    message: str
    remedy: str
    instead: tuple[str, ...]
    until: int = 0
    """The last line that is replaced; 0 where it is one."""


def slip(text: str, error: yaml.MarkedYAMLError) -> Slip | None:
    """The slip whose cure takes a reader of YAML furthest beyond an error; None where none takes it further."""
    mark, begun = error.problem_mark, error.context_mark
    if mark is None or isinstance(error, yaml.composer.ComposerError):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    at = min(mark.line, len(lines) - 1)
    while at > 0 and not _says(lines[at]):
        at -= 1
    before = _before(lines, at)
    near = (at, before, _before(lines, before), begun.line if begun else at)
    places = [place for place in near if 0 <= place < len(lines) and len(lines[place]) <= _WIDEST]
    part = _part(lines, min(places, default=at), mark.line)
    if part.stop - part.start > _LONGEST:
        return None
    best, reached = None, _reached(lines[part])
    for found in _tries(lines, tuple(dict.fromkeys(places))):
        changed = [*lines[: found.line - 1], *found.instead, *lines[max(found.line, found.until) :]]
        if (now := _reached(changed[part.start : part.stop + len(changed) - len(lines)])) > reached:
            best, reached = found, now
        if reached == _ALL:
            break
    return best


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


def _tries(lines: list[str], places: tuple[int, ...]) -> Iterator[Slip]:
    for place in places:
        if _says(lines[place]):
            yield from _unseen(lines, place)
            yield from _in_brackets(lines[place], place)
            yield from _quotes(lines, place)
            if len(lines[place].split()) <= _A_SENTENCE or re.search(r"^\s*\w+\s*[{\[—–=：:]", lines[place]):
                yield from _colon(lines[place], place)
    for place in places:
        if _says(lines[place]):
            if _may_be_a_key(lines, place):
                yield from _colon(lines[place], place)
            yield from _goes_on(lines, place)
            yield from _indentation(lines, place)
            yield from _colon(lines[place], place)


def _may_be_a_key(lines: list[str], at: int) -> bool:
    """Whether a line is rather a key without its colon than more of the text above, at whose key it begins."""
    above = _before(lines, at)
    return above >= 0 and _depth(lines[above]) == _depth(lines[at]) and not lines[above].rstrip().endswith(",")


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _before(lines: list[str], at: int) -> int:
    """The line before one that says something; -1 where there is none."""
    return next((other for other in range(at - 1, -1, -1) if _says(lines[other])), -1)


def _after(lines: list[str], at: int) -> int:
    return next((other for other in range(at + 1, len(lines)) if _says(lines[other])), -1)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key(line: str) -> str:
    found = re.match(r"\s*(?:- )?([^\s:]+)", line)
    return found[1] if found else line.strip()


def _unseen(lines: list[str], at: int) -> Iterator[Slip]:
    line = lines[at]
    if (place := invisible.first(line)) >= 0:
        message, remedy = invisible.told(line)
        yield Slip(at + 1, place + 1, f"{message} here", remedy, (invisible.typed(line),))
    white = line[: len(line) - len(line.lstrip())]
    if "\t" in white:
        above = _before(lines, at)
        beside = _depth(lines[above]) if above >= 0 else 0
        further = [beside + 2, beside] if above >= 0 and _KEY_ALONE.match(lines[above]) else [beside, beside - 2]
        tab = "the tab" if white.count("\t") == 1 else "the tabs"
        for depth in further:
            if depth >= 0:
                remedy = f"write {_spaces(depth)} in place of {tab}"
                told = "a tab stands where spaces are needed; indent with spaces"
                yield Slip(at + 1, white.index("\t") + 1, told, remedy, (" " * depth + line.lstrip(),))


def _spaces(number: int) -> str:
    return {0: "no space", 1: "one space"}.get(number, f"{number} spaces")


def _colon(line: str, at: int) -> Iterator[Slip]:
    """A key without its colon, or without the blank after it."""
    if found := _OTHER_SIGN.match(line):
        before, key, sign, rest = found["before"], found["key"], found["sign"], found["rest"]
        instead = f"{before}{key}: {rest}"
        column = len(before) + len(key) + 1
        if sign == ":":
            message, remedy = f"a blank is missing after the colon of {key}", f"write\n{instead.strip()}"
        else:
            message = f"a colon is missing after {key}"
            remedy = f"write a colon and a blank after {key}, in place of {sign.strip()}\n{instead.strip()}"
        yield Slip(at + 1, column, message, remedy, (instead,))
    if found := _NO_SIGN.match(line):
        before, key, rest = found["before"], found["key"], found["rest"]
        instead = f"{before}{key}: {rest}" if rest else f"{before}{key}:"
        remedy = f"write a colon{' and a blank' if rest else ''} after {key}\n{instead.strip()}"
        yield Slip(at + 1, len(before) + 1, f"a colon is missing after {key}", remedy, (instead,))


def _in_brackets(line: str, at: int) -> Iterator[Slip]:
    if found := _TWO_IN_BRACES.match(line):
        instead = f"{found['before']}[{found['several']}]"
        message = f"several entries stand after {_key(line)}, and no brackets hold them together"
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
    if (found := _KEY.match(bare)) and re.search(r"^\w+: [^{]*\}$", found["value"]):
        instead = f"{found['before']}{{{found['value']}{remark}"
        message = f"a brace is closed here and none is opened after {found['key']}"
        yield Slip(at + 1, len(bare), message, f"open it\n{instead.strip()}", (instead,))
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
    if not (found := _KEY.match(bare)) or (value := found["value"])[0] in "\"'{[":
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
        depth = _depth(lines[at]) + 2
        block = (f"{found['before'].rstrip()} |-", *(" " * depth + line if line else "" for line in below))
        shown = "\n".join([block[0].strip(), *(f"  {line}".rstrip() for line in below)])
        message = f"a colon stands in the text of {found['key']}, which has several lines"
        yield Slip(at + 1, column, message, f"write the text below its key\n{shown}", block, end)


def _goes_on(lines: list[str], at: int) -> Iterator[Slip]:
    """A further line of a text that begins no further in than its key."""
    above = _before(lines, at)
    if above < 0 or not (found := _KEY.match(lines[above])) or found["value"][0] in "\"'{[|>":
        return
    depth = _depth(lines[above]) + 2
    message = f"this line goes on with the text of {found['key']} above, and begins too far to the left"
    remedy = f"begin it with {_spaces(depth)}, further in than {found['key']}"
    yield Slip(at + 1, _depth(lines[at]) + 1, message, remedy, (" " * depth + lines[at].strip(),))


def _indentation(lines: list[str], at: int) -> Iterator[Slip]:
    """A line that does not begin in the column of those beside it."""
    own, above, below = _depth(lines[at]), _before(lines, at), _after(lines, at)
    beside = [other for other in (above, _before(lines, above), below) if other >= 0]
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > own):
        end += 1
    for other in beside:
        depth = _depth(lines[other])
        if depth == own and not lines[at].lstrip().startswith("- "):
            continue
        as_beside = f"begin it with {_spaces(depth)}, as {_key(lines[other])} on line {other + 1}"
        under = next((n for n in range(min(at, other) - 1, -1, -1) if _says(lines[n]) and _depth(lines[n]) < depth), -1)
        if depth and under >= 0:
            as_beside += f", under {_key(lines[under])}"
        if lines[at].lstrip().startswith("- ") and not lines[other].lstrip().startswith("- "):
            instead = " " * depth + lines[at].lstrip()[2:]
            yield Slip(at + 1, own + 1, "a dash stands before a key", f"delete it, and {as_beside}", (instead,))
        message = f"this line begins with {_spaces(own)}, and the lines beside it with {depth or 'none'}"
        yield Slip(at + 1, own + 1, message, as_beside, (" " * depth + lines[at].lstrip(),))
        whole = tuple(" " * max(0, _depth(line) + depth - own) + line.lstrip() for line in lines[at:end])
        if end > at + 1:
            yield Slip(at + 1, own + 1, message, as_beside, whole, end)


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
