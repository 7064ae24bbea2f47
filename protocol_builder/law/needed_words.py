"""What a text must contain for a pattern to find anything in it, read from the pattern itself.

To look for a few words takes a thousandth of the time that it takes to prepare a long pattern, and few texts have them.
The patterns are those of `schemas/texts.yaml`: small letters, classes, groups of alternatives, repetitions, and names of parts.
"""

import re
from functools import lru_cache

Needed = tuple[tuple[str, ...], ...]
"""Of each group, one must be in the text as `plain` returns it."""

_ANYTHING = "\0"
"""Stands for what is not looked at in a pattern: what may be left out, and what has too many forms."""

_UNSAID = re.compile(r"\\.|\[\^?[^\]]*\]|\.|\{[a-z_]+\}|[\^$]")
_OPTIONAL = re.compile(r"[^()|](?:[?*]|\{0[^}]*\})")
_LAZY = re.compile(r"(\{[0-9]+,[0-9]*\})\?")
"""A repetition that takes as little as it can, which makes no difference to what must be there."""
_GROUP = re.compile(r"\((\?<?[!=])?([^()]*)\)([?*]|\{0[^}]*\})?")
_FIRST_MARK = 0xE000
"""The first of the characters that stand for a group within a group; no text of the lists has any."""
_UNKNOWN = re.compile(r"[\0\ue000-\uf8ff+]|\{[^}]*\}")


def needed(pattern: str) -> Needed:
    """Return what must be in a text that a pattern matches; empty if that cannot be said."""
    left = _OPTIONAL.sub(_ANYTHING, _UNSAID.sub(_ANYTHING, _LAZY.sub(r"\1", pattern)))
    groups: list[tuple[str, ...]] = []
    inner: dict[str, tuple[str, ...]] = {}
    while found := _GROUP.search(left):
        before, mark = left[: found.start()], _ANYTHING
        group = () if found[1] or found[3] else _one_of(found[2].split("|"), inner)
        if group and before.count("(") > before.count(")"):
            inner[mark := chr(_FIRST_MARK + len(inner))] = group
        elif group:
            groups.append(group)
        left = before + mark + left[found.end() :]
    groups += [(words,) for words in _words(left)]
    return () if "|" in left else tuple(sorted(groups, key=lambda group: (len(group), group)))


def most_telling(needed: Needed) -> tuple[str, ...]:
    """Return the group that the fewest texts have: the one with the longest words, then the fewest; empty if there is none."""
    return max(needed, key=lambda group: (min(len(words.strip()) for words in group), -len(group)), default=())


def _one_of(alternatives: list[str], inner: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the most telling words of each alternative, or of a group within it; empty if one has neither."""
    found: set[str] = set()
    for alternative in alternatives:
        groups = (inner[mark] for mark in alternative if mark in inner)
        if not (group := most_telling((*groups, *((words,) for words in _words(alternative))))):
            return ()
        found |= {*group}
    return tuple(sorted(found, key=lambda words: (len(words), words)))


def _words(pattern: str) -> list[str]:
    """Return what is between what is not looked at, in small letters."""
    return [words for words in _UNKNOWN.split(pattern.casefold()) if words.strip()]


def has_all(needed: Needed, text: str) -> bool:
    """Return whether a text, as `plain` returns it, has one of each group."""
    for group in needed:
        for words in group:  # a loop, since to ask `any` of a generator takes twice as long for so few words
            if words in text:
                break
        else:
            return False
    return True


@lru_cache(maxsize=64)  # a text is compared with several lists in turn
def plain(text: str) -> str:
    """Return a text in small letters, with single spaces and plain apostrophes."""
    return re.sub(r"[ \n\N{NO-BREAK SPACE}]+", " ", text.casefold()).replace("’", "'")
