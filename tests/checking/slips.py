"""Slips of the keyboard, made in every line of a county file: what is dropped, misspelled, moved, or punctuated otherwise."""

import random
import re
from collections.abc import Iterator

_ENTRY = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[a-z_]+):(?P<space> |$)(?P<value>.*)")
_BULLETS = ("-", "•", "* ", "1. ", "-\t", "– ")


def slips(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Each slip's kind, and the file with it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            for kind, until, new in _of_a_line(lines, at, chance):
                yield kind, "\n".join([*lines[:at], *new, *lines[until:]])


def _of_a_line(lines: list[str], at: int, chance: random.Random) -> Iterator[tuple[str, int, list[str]]]:
    line = lines[at]
    indent = len(line) - len(line.lstrip())
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    yield "dropped", end, []
    yield "twice", at + 1, [line, line]
    for by in (1, 2, -1, -2):
        if indent + by >= 0:
            yield f"indented by {by}", at + 1, [" " * (indent + by) + line.lstrip()]
    if indent:
        yield "tab", at + 1, ["\t" * (indent // 2) + line.lstrip()]
    if re.match(r"\s*- [A-Z]", line):
        yield from ((f"bullet {mark!r}", at + 1, [line.replace("- ", mark, 1)]) for mark in _BULLETS)
    if found := _ENTRY.match(line):
        before, key, value = found["before"], found["key"], found["value"].split("   #")[0].strip()
        yield from ((kind, at + 1, [before + new]) for kind, new in _of_an_entry(key, value, chance))


def _of_an_entry(key: str, value: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if len(key) > 3:
        yield "letter left out of a key", f"{_without_a_letter(key, chance)}: {value}"
    yield "key in capitals", f"{key.replace('_', ' ').title()}: {value}"
    yield "no colon", f"{key} {value}"
    if not value or value[0] in "|>":
        return
    yield "no space", f"{key}:{value}"
    yield "no value", f"{key}:"
    if re.fullmatch(r"[a-z_]{4,}", value):
        yield "letter left out of a word", f"{key}: {_without_a_letter(value, chance)}"
        yield "word in capitals", f"{key}: {value.replace('_', ' ').title()}"
    if value in ("true", "false"):
        yield "yes or no", f"{key}: {'yes' if value == 'true' else 'no'}"
        yield "true or false in quotes", f'{key}: "{value}"'
    if found := re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)", value):
        yield "month first", f"{key}: {found[2]}/{found[3]}/{found[1]}"
        yield "day without zero", f"{key}: {found[1]}-{int(found[2])}-{int(found[3])}"
    if re.fullmatch(r"\d+ (hours|days)", value):
        yield "time in other words", f"{key}: within {value.replace('hours', 'hrs')}"
    if value[0] in "[{":
        yield "not closed", f"{key}: {value[:-1]}"
        yield "not opened", f"{key}: {value[1:]}"
        yield "no comma", f"{key}: {value.replace(', ', ' ', 1)}"
        yield "semicolons", f"{key}: {value.replace(',', ';')}"
    elif " " in value and value[0] not in "\"'":
        yield "colon in a text", f"{key}: {value.replace(' ', ': ', 1)}"
        yield "in brackets", f"{key}: [{value}]"
        yield "quote not closed", f'{key}: "{value}'


def _without_a_letter(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]
