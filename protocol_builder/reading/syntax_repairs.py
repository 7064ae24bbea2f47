"""Repairs of YAML that cannot be read: a colon, a space, a quote or a bracket left out, a line in a wrong column.

Repairs are found by trying: each is one change of one place, and is proposed only where the reader then comes further.
Of the lines only their columns are known, and that a key has a colon.
"""

import re
from collections.abc import Iterator

import yaml

from .. import characters
from . import braces, columns, list_items
from .loader import events
from .quotes import in_quotes, quoted, quoted_part, split_comment
from .repair import Repair

MAX_LINES = 1_000
"""Lines among which repairs are tried."""
MAX_LINE_LENGTH = 2_000
"""Characters of a line in which they are."""

_ITEM = re.compile(r"(?P<before>\s*- )(?P<value>\S.*)")
_TWO_KEYS = re.compile(r"(?P<first>[a-z][a-z0-9_]*)(?:\s*[,;]\s*|\s+)(?P<key>[a-z_]+): (?P<rest>\S.*)")
"""A short name or a word of a list, followed by the next key."""

_OTHER_THAN_COLON = re.compile(
    r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?P<sign>:|\s*(?:：|;|—|–|=|->|→|=>|-)\s*)(?P<rest>\S.*|)$"
)
_WORDS_WITHOUT_COLON = re.compile(
    r"(?P<before>\s*(?:- )?)(?P<key>[a-z]+(?: [a-z]+){1,3})\s*(?P<sign>=>?|：|→)\s*(?P<rest>\S.*)$"
)
_WITHOUT_COLON = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[A-Za-z]\w*)(?:\s+(?P<rest>[^\s:].*))?\s*$")
_MARKED_KEY = re.compile(
    r"(?P<before>\s*(?:- )?)(?P<mark>\*\*|__|\*|`)(?P<key>[a-z]\w*?):?(?P=mark)\s*:?\s*(?P<rest>.*)$"
)
_TWO_IN_BRACES = re.compile(r"(?P<before>\s*(?:- )?[\w ]+:\s+)(?P<several>\{[^{}]*\}(?:\s*,\s*\{[^{}]*\})+)\s*$")
_WITH_HASH = re.compile(r"(?P<key>\w+): (?P<text>[^,{}\[\]\"':]*? #[^,{}\[\]\"]*?)\s*(?=[,}\]])")
_WITH_COLON = re.compile(
    r"(?P<key>\w+): (?P<text>(?:(?P<first>[^,{}\[\]\"':\s][^,{}\[\]\":]*?)\s+)?(?P<word>\w+): [^,{}\[\]\"]*?)\s*(?=[,}\]])"
)
_ENTRIES = re.compile(r"\(?(?P<entries>[a-z_]+: [^,:{}()\[\]\"]+(?:, *[a-z_]+: [^,:{}()\[\]\"]+)+),?\)?")
"""Keys with their values, separated by commas."""
_CANNOT_BEGIN = "*&@`%!|>,"
"""Characters with which a text without quotes cannot begin."""
_MAX_WORDS_OF_KEY_AND_VALUE = 4
"""A line with more words is rather text than a key, without its colon, and its value."""
_LINES_OF_PROOF = 4
"""Lines after an error that a repair must let the reader get through."""
_LINES_AROUND = 50
"""Lines before and after one that has been moved, in which keys without a value count against it."""
_TO_THE_END = float("inf")


def find_repair(text: str, error: yaml.MarkedYAMLError) -> Repair | None:
    """The repair of an error after which YAML can be read to the end, or furthest; None if none gets beyond the error."""
    mark, begun = error.problem_mark, error.context_mark
    if mark is None or isinstance(error, yaml.composer.ComposerError):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    at = min(mark.line, len(lines) - 1)
    while at > 0 and not columns.has_content(lines[at]):
        at -= 1
    near = dict.fromkeys((*_suspects(lines, at), begun.line if begun else at))
    places = [n for n in near if n < len(lines) and columns.has_content(lines[n]) and len(lines[n]) <= MAX_LINE_LENGTH]
    part = _part(lines, min(places, default=at), mark.line)
    if not places or part.stop - part.start > MAX_LINES:
        return None
    before_it, further = _reached(lines[part]), None

    def repaired(found: Repair) -> list[str]:
        begin = (found.since or found.line) - 1
        return [*lines[:begin], *found.replacement, *lines[max(found.line, found.until) :]]

    for found in _candidates(lines, places):
        changed = repaired(found)
        reached = _reached(changed[part.start : part.stop + len(changed) - len(lines)])
        if reached == _TO_THE_END:
            return found
        if found.certain and reached > before_it:
            before_it, further = reached, found
    moved = [
        found
        for found in _indentations(lines, at)
        if _reached(repaired(found)[part.start : part.stop]) == _TO_THE_END
        and not columns.is_swallowed(repaired(found), found.line - 1)
    ]
    if moved:
        return max(moved, key=lambda found: _fitness(lines, repaired(found), found.line - 1, found.deletes_dash))
    return further


def _part(lines: list[str], first: int, last: int) -> slice:
    """The lines around an error from one unindented key to another: what is outside of them changes nothing."""
    begins = [n for n, line in enumerate(lines) if re.match(r"[A-Za-z]", line)]
    return slice(
        next((n for n in reversed(begins) if n < first), 0),
        next((n for n in begins if n > last + _LINES_OF_PROOF), len(lines)),
    )


def _reached(lines: list[str]) -> float:
    """The line, from 0, up to which YAML can be read; 0 if what is wrong is noticed only at the end."""
    text = "\n".join(lines)
    try:
        for _ in events(text):
            pass
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return line if line < text.rstrip("\n").count("\n") else 0
    except yaml.YAMLError:
        return 0
    return _TO_THE_END


def _candidates(lines: list[str], places: list[int]) -> Iterator[Repair]:
    """What could be repaired in the lines of these indices, the likeliest first."""
    for at in places:
        yield from _invisible(lines[at], at)
        yield from _stray_line(lines[at], at)
        yield from _marked_key(lines[at], at)
        yield from _item_among_keys(lines, at)
        yield from _tabs(lines, at)
        yield from _list_items(lines, at)
        yield from braces.entries_below(lines, at)
        yield from _in_brackets(lines[at], at)
        yield from _without_braces(lines[at], at)
        yield from _text_below(lines, at)
        yield from _quotes(lines, at)
        if len(lines[at].split()) <= _MAX_WORDS_OF_KEY_AND_VALUE or re.search(r"^\s*\w+\s*[{\[—–=：;:→]", lines[at]):
            yield from _colon(lines[at], at)
    for at in places:
        if _may_be_a_key(lines, at):
            yield from _colon(lines[at], at)
        yield from _continued_text(lines, at)


def _may_be_a_key(lines: list[str], at: int) -> bool:
    """Whether a line is rather a key without its colon than more of the text above: it begins below a key, or beside one."""
    above = columns.line_before(lines, at)
    if above < 0 or columns.KEY_ALONE.match(lines[above]):
        return above >= 0
    return columns.indent(lines[above]) == columns.indent(lines[at]) and not lines[above].rstrip().endswith(",")


def _invisible(line: str, at: int) -> Iterator[Repair]:
    """A character from Word or a web page that nobody sees."""
    if (place := characters.first_invisible(line)) >= 0:
        message, remedy = characters.describe_invisible(line)
        yield Repair(at + 1, place + 1, f"{message} here", remedy, (characters.without_invisible(line),), certain=True)


def _marked_key(line: str, at: int) -> Iterator[Repair]:
    """A key with the marks of bold text or of code around it, as a chat or a web page shows it."""
    if found := _MARKED_KEY.match(line):
        replacement = f"{found['before']}{found['key']}: {found['rest']}".rstrip()
        message, remedy = (
            f"a key has no {found['mark']} around it",
            f"delete each {found['mark']}\n{replacement.strip()}",
        )
        yield Repair(at + 1, found.start("mark") + 1, message, remedy, (replacement,), certain=True)


def _item_among_keys(lines: list[str], at: int) -> Iterator[Repair]:
    """An item of a list, named by its first line, next to entries that each have their name and a colon."""
    if found := list_items.as_entry(lines, at):
        entry, beside = found
        message = (
            f"this entry begins with a dash, and {columns.key_of(lines[beside])} on line {beside + 1} with its name"
        )
        remedy = f"write its name and a colon\n{entry.strip()}"
        yield Repair(at + 1, columns.indent(lines[at]) + 1, message, remedy, (entry,), certain=True)


def _tabs(lines: list[str], at: int) -> Iterator[Repair]:
    """Tabs at the beginning of a line: spaces as before the line above, or as many as belong below its key."""
    line = lines[at]
    white = line[: len(line) - len(line.lstrip())]
    if "\t" not in white:
        return
    above = columns.line_before(lines, at)
    beside = columns.indent(lines[above]) if above >= 0 else 0
    tried = [beside + 2, beside] if above >= 0 and columns.KEY_ALONE.match(lines[above]) else [beside, beside - 2]
    tabs = "the tab" if white.count("\t") == 1 else "the tabs"
    message = "this line starts with a tab; indent with spaces"
    for column in tried:
        if column >= 0:
            remedy = f"replace {tabs} with {columns.spaces(column)}" if column else f"delete {tabs}"
            replacement = (" " * column + line.lstrip(),)
            yield Repair(at + 1, white.index("\t") + 1, message, remedy, replacement, certain=True)


_STRAY = re.compile(r"(?P<mark>```|~~~|<{7}|={4,}|>{7}|\|{7}|-{4,}|\*{3,}|_{3,})(?P<after>\s*[a-z]*|\s.*)$")
"""A line that marks code in a chat, a version in git, or the end of a part in a text, and that no county file has."""


def _stray_line(line: str, at: int) -> Iterator[Repair]:
    """A line of marks that was copied along or left behind."""
    if found := _STRAY.match(line):
        message = f"this line ({found['mark']}) is not part of a county file"
        yield Repair(at + 1, 1, message, "delete this line", (), certain=True)


def _list_items(lines: list[str], at: int) -> Iterator[Repair]:
    """Items of a list that begin with a tab after the dash, a dash alone, a bullet, or a number."""
    if found := list_items.as_list(lines, at):
        first, last, replacement = found
        message, remedy = list_items.describe(list_items.mark_of(lines[at]))
        shown = list_items.changed(lines[first:], replacement)
        column = columns.indent(lines[at]) + 1
        yield Repair(
            at + 1, column, message, f"{remedy}\n{shown}", replacement, last + 1, certain=True, since=first + 1
        )


def _colon(line: str, at: int) -> Iterator[Repair]:
    """A key without its colon, or without the space after it."""
    if found := _OTHER_THAN_COLON.match(line):
        start, name, sign, rest = found["before"], found["key"], found["sign"], found["rest"]
        replacement = f"{start}{name}: {rest}".rstrip()
        column = len(start) + len(name) + 1
        if sign == ":":
            message, remedy = f"a space is missing after the colon of {name}", f"write\n{replacement.strip()}"
        else:
            message = f"a colon is missing after {name}"
            remedy = f"replace {sign.strip()} after {name} with a colon and a space\n{replacement.strip()}"
        yield Repair(at + 1, column, message, remedy, (replacement,), certain=True)
    elif found := _WORDS_WITHOUT_COLON.match(line):
        name = "_".join(found["key"].split())
        replacement = f"{found['before']}{name}: {found['rest']}"
        remedy = f"replace {found['sign']} with a colon and a space\n{replacement.strip()}"
        message = f"a colon is missing after {found['key']}"
        yield Repair(at + 1, found.start("sign") + 1, message, remedy, (replacement,), certain=True)
    if found := _WITHOUT_COLON.match(line):
        start, name, rest = found["before"], found["key"], found["rest"]
        replacement = f"{start}{name}: {rest}" if rest else f"{start}{name}:"
        remedy = f"write a colon{' and a space' if rest else ''} after {name}\n{replacement.strip()}"
        yield Repair(at + 1, len(start) + 1, f"a colon is missing after {name}", remedy, (replacement,), certain=True)


def _in_brackets(line: str, at: int) -> Iterator[Repair]:
    """Brackets or braces left out, not closed or closed too often, and text in them that needs quotes or a comma."""
    if found := _TWO_IN_BRACES.match(line):
        replacement = f"{found['before']}[{found['several']}]"
        message = f"{columns.key_of(line)} has several entries but no brackets"
        yield Repair(
            at + 1,
            found.start("several") + 1,
            message,
            f"put brackets around the entries\n{replacement.strip()}",
            (replacement,),
        )
    if found := re.match(r"(.*[}\]])\s*,\s*$", line):
        yield Repair(at + 1, found.end(1) + 1, f"extra comma after {found[1][-1]}", "delete the comma", (found[1],))
    if (found := re.search(r",(\s*,)+", line)) and re.match(r"[^\"'#]*$", line[: found.start()]):
        replacement = f"{line[: found.start()]},{line[found.end() :]}"
        remedy = f"delete the extra comma\n{replacement.strip()}"
        yield Repair(at + 1, found.end(), "extra comma in the list", remedy, (replacement,))
    if found := _WITH_HASH.search(line):
        replacement = quoted_part(line, found)
        message = "# after a space starts a comment, so the closing bracket is ignored"
        yield Repair(at + 1, line.index(" #", found.start()) + 2, message, in_quotes(replacement), (replacement,))
    if found := _WITH_COLON.search(line):
        if found["first"] and found["word"].islower():
            place = found.start("word")
            replacement = f"{line[:place].rstrip().rstrip(';.|/')}, {line[place:]}"
            message = f"a comma is missing before {found['word']}"
            yield Repair(at + 1, place + 1, message, f"write\n{replacement.strip()}", (replacement,))
        replacement = quoted_part(line, found)
        message = f"the text of {found['key']} contains a colon"
        yield Repair(at + 1, found.end("word") + 1, message, in_quotes(replacement), (replacement,))
    bare, comment = split_comment(line)
    if (found := columns.KEY.match(bare)) and re.search(r"^\w+: [^{]*\}$", found["value"]):
        replacement = f"{found['before']}{{{found['value']}{comment}"
        message = f"this }} has no matching {{ after {found['key']}"
        yield Repair(at + 1, len(bare), message, f"add the {{\n{replacement.strip()}", (replacement,))
    if (found := re.search(r"(\w+: )([^\[\]{}:\"]*\])", bare)) and bare.count("]") > bare.count("["):
        replacement = f"{bare[: found.start(2)]}[{bare[found.start(2) :]}{comment}"
        message = f"this ] has no matching [ after {found[1].strip(': ')}"
        yield Repair(at + 1, found.end(), message, f"add the [\n{replacement.strip()}", (replacement,))
    for opening, closing in ("{}", "[]"):
        if bare.count(opening) > bare.count(closing):
            message = f"this {opening} is not closed"
            for end in (len(bare), len(bare) - 1):
                replacement = f"{bare[:end]}{closing}{bare[end:]}"
                remedy = f"add the {closing}\n{replacement.strip()}"
                yield Repair(at + 1, bare.rindex(opening) + 1, message, remedy, (f"{replacement}{comment}",))


def _without_braces(line: str, at: int) -> Iterator[Repair]:
    """Several keys with their values on one line, in parentheses or in nothing, where braces belong."""
    bare, comment = split_comment(line)
    if not (found := columns.KEY.match(bare)) or not (inside := _ENTRIES.fullmatch(found["value"])):
        return
    replacement = f"{found['before']}{{{inside['entries'].strip()}}}{comment}"
    message = f"{found['key']} has several keys on one line but no braces"
    remedy = f"put braces around them\n{replacement.strip()}"
    yield Repair(at + 1, found.start("value") + 1, message, remedy, (replacement,))


def _quotes(lines: list[str], at: int) -> Iterator[Repair]:
    """A value that needs quotes, or lines of its own below its key."""
    bare, comment = split_comment(lines[at])
    found = columns.KEY.match(bare)
    if (item := found or _ITEM.match(bare)) and re.match(r"\[[^\]]*\]\s*[A-Za-z(]", item["value"]):
        replacement = f"{item['before']}{quoted(item['value'])}{comment}"
        message = "text cannot begin with brackets"
        yield Repair(at + 1, item.start("value") + 1, message, in_quotes(replacement), (replacement,))
    if not found and item and item["value"][0] in _CANNOT_BEGIN:
        replacement = f"{item['before']}{quoted(item['value'])}{comment}"
        message = f"text cannot begin with {item['value'][0]}"
        yield Repair(at + 1, item.start("value") + 1, message, in_quotes(replacement), (replacement,))
    if not found or (value := found["value"])[0] in "\"'{[":
        return
    two = _TWO_KEYS.fullmatch(value)
    if two and any(re.match(rf"\s*(- )?{two['key']}:\s", line) for line in lines):
        first, further = f"{found['before']}{two['first']}", f"{two['key']}: {two['rest']}"
        beside = " " * (columns.indent(bare) + (columns.STEP if bare.lstrip().startswith("- ") else 0))
        message = f"{found['key']} and {two['key']} are on one line"
        remedy = f"write each on a line of its own\n{first.strip()}\n{further}"
        place = found.start("value") + two.start("key")
        yield Repair(at + 1, place + 1, message, remedy, (first, f"{beside}{further}{comment}"))
    replacement = f"{found['before']}{quoted(value)}{comment}"
    if value[0] in _CANNOT_BEGIN:
        message = f"text cannot begin with {value[0]}"
        yield Repair(at + 1, found.start("value") + 1, message, in_quotes(replacement), (replacement,))
    colon = re.search(r":(\s|$)", value)
    column = found.start("value") + (colon.start() if colon else 0) + 1
    if colon:
        yield Repair(
            at + 1, column, f"the text of {found['key']} contains a colon", in_quotes(replacement), (replacement,)
        )
    end = at + 1
    while end < len(lines) and not re.match(r"\s*(#|(- )?[A-Za-z]\w*:(\s|$))", lines[end]):
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    if end > at + 1 and any(re.search(r":(\s|$)", line) for line in (value, *lines[at + 1 : end])):
        below = [value, *(line.strip() for line in lines[at + 1 : end])]
        inner = columns.indent(lines[at]) + 2
        block = (f"{found['before'].rstrip()} |-", *(" " * inner + line if line else "" for line in below))
        shown = "\n".join([block[0].strip(), *(f"  {line}".rstrip() for line in below)])
        message = f"the text of {found['key']} contains a colon and has several lines"
        yield Repair(at + 1, column, message, f"write the text below its key\n{shown}", block, end)


def _indentations(lines: list[str], at: int) -> Iterator[Repair]:
    """Other columns for the lines that may be indented wrongly when reading stops at one."""
    for place in _suspects(lines, at):
        yield from _moved(lines, place)


def _suspects(lines: list[str], at: int) -> tuple[int, ...]:
    """Lines that may be wrong when reading stops at one: it, the two above, and the first lines of the part above."""
    own, above = columns.indent(lines[at]), columns.line_before(lines, at)
    run = above
    while (
        run >= 0
        and columns.indent(lines[run]) > own
        and (up := columns.line_before(lines, run)) >= 0
        and columns.indent(lines[up]) > own
    ):
        run = up
    found = dict.fromkeys((at, above, columns.line_before(lines, above), run, columns.line_before(lines, run)))
    return tuple(place for place in found if place >= 0)


def _fitness(
    lines: list[str], moved: list[str], at: int, deletes_dash: bool
) -> tuple[bool, int, bool, bool, bool, int]:
    """How well a line that has been moved fits the others: of two, the higher is the better."""
    around = range(max(0, at - _LINES_AROUND), min(len(moved), at + _LINES_AROUND))
    empty = sum(1 for n in around if columns.KEY_ALONE.match(moved[n]) and columns.has_nothing(moved, n))
    own, before = columns.indent(moved[at]), columns.indent(lines[at])
    beside = (columns.line_before(moved, at), columns.line_after(moved, at))
    return (
        columns.is_regular(moved, at),
        -empty,
        not columns.is_regular(lines, at),
        deletes_dash,
        own == before if deletes_dash else own > before,
        sum(1 for n in beside if n >= 0 and columns.indent(moved[n]) == own),
    )


def _moved(lines: list[str], at: int) -> Iterator[Repair]:
    """A line, alone or with those below it, in the column of the lines around it, or below the key above it."""
    line, own, above = lines[at], columns.indent(lines[at]), columns.line_before(lines, at)
    is_item, dash = line.lstrip().startswith("- "), list_items.dash_beside(lines, at)
    beside = [
        other for other in (above, columns.line_before(lines, above), columns.line_after(lines, at)) if other >= 0
    ]
    targets = {columns.indent(lines[other]): columns.like(lines, other) for other in reversed(beside)}
    if above >= 0 and columns.KEY_ALONE.match(lines[above]):
        targets.setdefault(columns.indent(lines[above]) + columns.STEP, "")
    for other in columns.keys_around(lines, above):
        targets.setdefault(columns.indent(lines[other]), columns.like(lines, other))
    if dash >= 0:
        targets.setdefault(columns.indent(lines[dash]), f"like the dash on line {dash + 1}")
    if is_item:
        targets.setdefault(own, "")
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or columns.indent(lines[end]) > own):
        end += 1
    for column, beside_it in targets.items():
        under = next(
            (n for n in range(at - 1, -1, -1) if columns.has_content(lines[n]) and columns.indent(lines[n]) < column),
            -1,
        )
        place = ", ".join(
            [
                f"start the line with {columns.spaces(column)}",
                *filter(None, [beside_it, f"under {columns.key_of(lines[under])}" if under >= 0 else ""]),
            ]
        )
        if line.lstrip().startswith("- ") and dash < 0 and not any(lines[n].lstrip().startswith("- ") for n in beside):
            replacement = " " * column + line.lstrip()[2:]
            message, remedy = "extra dash before a key", f"delete the dash, and {place}"
            yield Repair(at + 1, own + 1, message, remedy, (replacement,), deletes_dash=True)
        if column == own:
            continue
        others = "the lines next to it" if beside_it else "lines under the key above"
        message = f"this line starts with {columns.spaces(own)}; {others} start with {column or 'none'}"
        yield Repair(at + 1, own + 1, message, place, (" " * column + line.lstrip(),))
        if end > at + 1:
            whole = tuple(" " * max(0, columns.indent(each) + column - own) + each.lstrip() for each in lines[at:end])
            yield Repair(at + 1, own + 1, message, place, whole, end)


def _text_below(lines: list[str], at: int) -> Iterator[Repair]:
    """Lines of the text of a key above (`key: >-`) that are not indented more than the key."""
    above, first, own = columns.line_before(lines, at), at, columns.indent(lines[at])
    while above >= 0 and not columns.BLOCK_TEXT.search(lines[above]) and columns.indent(lines[above]) > own:
        above, first = columns.line_before(lines, above), above
    if above < 0 or not columns.BLOCK_TEXT.search(lines[above]):
        return
    if (own > columns.indent(lines[above])) if first == at else (own < columns.indent(lines[above])):
        return
    if columns.KEY.match(lines[at]) or columns.KEY_ALONE.match(lines[at]):
        return
    end = at + 1
    while end < len(lines) and not (columns.KEY.match(lines[end]) or columns.KEY_ALONE.match(lines[end])):
        end += 1
    while not columns.has_content(lines[end - 1]):
        end -= 1
    column = columns.indent(lines[above]) + columns.STEP
    if first != at and columns.indent(lines[first]) != column:
        return
    by = column - columns.indent(lines[at])
    moved = tuple(
        " " * max(column, columns.indent(each) + (by if columns.indent(each) < column else 0)) + each.lstrip()
        if each.strip()
        else ""
        for each in lines[at:end]
    )
    key = columns.key_of(lines[above])
    others = f"more than {key}" if first == at else "like the rest of it"
    message = f"this line is part of the text of {key} above, but is not indented {others}"
    remedy = f"start the line with {columns.spaces(column)}, {others}"
    yield Repair(at + 1, columns.indent(lines[at]) + 1, message, remedy, moved, end)


def _continued_text(lines: list[str], at: int) -> Iterator[Repair]:
    """Another line of a text, if it is not indented more than the key of the text."""
    above = columns.line_before(lines, at)
    if above < 0 or len(lines[above]) > MAX_LINE_LENGTH:
        return
    found = columns.KEY.match(lines[above])
    item = _ITEM.match(lines[above]) if not found else None
    if not (begun := found or item) or begun["value"][0] in "\"'{[|>":
        return
    if item and (
        lines[at].lstrip().startswith("- ") or columns.KEY.match(lines[at]) or columns.KEY_ALONE.match(lines[at])
    ):
        return
    column = columns.indent(lines[above]) + columns.STEP
    what = found["key"] if found else "the item"
    message = f"this line continues the text of {what} above, but is not indented enough"
    remedy = f"start the line with {columns.spaces(column)}, more than {found['key'] if found else 'the dash'}"
    yield Repair(at + 1, columns.indent(lines[at]) + 1, message, remedy, (" " * column + lines[at].strip(),))
