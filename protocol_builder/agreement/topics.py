"""Topics of a clause on which a county's own words take the place of the library's.

A clause file names its topics in its front matter, each with the keys under which a county file may say the same in its
own words. In the text below, the library's paragraphs on a topic are between a line `::: topic` and a line `:::`. They
are printed only for a county that says nothing of its own (`topic_words`).
"""

import re
from dataclasses import dataclass
from typing import Any

_KEYS = ("caption", "lawful", "own", "sentence")
_FENCE = re.compile(r"(?m)^:::(?: +([a-z-]+))? *$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a county may say in its own words instead of the library's."""

    id: str
    own: tuple[str, ...]
    """Keys of the county file, joined by dots, under which it says so."""
    lawful: tuple[str, ...]
    """Requirements of which its own words must not fall short, since they are then not printed as agreed."""
    caption: str
    """What is printed in bold before its own words, where they do not say by themselves what they are about; or empty."""
    sentence: str
    """The sentence, with `{}` in its place, in which a list of its own is printed; empty for a text."""


def topics_of(front: Any) -> tuple[Topic, ...]:
    """Return the topics that the front matter of a clause names. Raises ValueError for what is no topic."""
    if front is None:
        return ()
    if not isinstance(front, dict):
        raise ValueError("topics is not a list of topics, each with its keys")
    found = []
    for id, entry in front.items():
        entry = entry if isinstance(entry, dict) else {"own": entry}
        if unknown := sorted(set(entry) - set(_KEYS)):
            raise ValueError(f"the topic {id} has a key {unknown[0]}; the keys are {', '.join(_KEYS)}")
        words = (str(entry.get(key) or "") for key in ("caption", "sentence"))
        found.append(Topic(str(id), _strings(entry.get("own")), _strings(entry.get("lawful")), *words))
    return tuple(found)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value if isinstance(value, list) else [value] if value else []))


def as_template(body: str) -> str:
    """Return a clause's text with its topics as a template's conditions, line by line as before."""
    return _FENCE.sub(
        lambda fence: f'{{{{ own_words("{fence[1]}") }}}}{{% if asks("{fence[1]}") %}}' if fence[1] else "{% endif %}",
        body,
    )


def named_in(body: str) -> tuple[str, ...]:
    """Return the topics that a clause's text has paragraphs on."""
    return tuple(found for found in _FENCE.findall(body) if found)
