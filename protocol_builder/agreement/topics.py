"""Topics of a clause on which a county's own words take the place of the library's.

A clause file names its topics in its front matter, each with the keys under which a county file may say the same in its
own words. In the text below, the library's paragraphs on a topic are between a line `::: topic` and a line `:::`. They
are printed only for a county that says nothing of its own; a section of the county's own text (`narrative`) takes their
place where it names the topic (`instead_of`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..english import join_words
from ..protocol.model import County, Protocol
from ..protocol.own_text import Narrative
from ..protocol.practice import Practice
from .splice import marked, typed

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


@dataclass(slots=True)
class OwnWords:
    """What the county file says on the topics of one clause."""

    protocol: Protocol
    topics: tuple[Topic, ...]
    lawful: Callable[[County, Any, str], Any]
    """A value as it is; nothing where a requirement is not met by it, or may not be."""
    used: dict[str, tuple[str, ...]]
    """The topics that the county's words speak of, each with where they are in the county file."""

    def words(self, id: str) -> Markup:
        """The county's own words on a topic; nothing where it has none."""
        topic = self._topic(id)
        paragraphs: list[Markup] = []
        for section in self._sections(id):
            paragraphs.append(Markup("**{}.** {}").format(typed(section.heading.rstrip(".")), marked(section.text)))
            self.used[id] = (*self.used.get(id, ()), "narrative")
        # A list of facts says less than a section on the same topic, and must not say otherwise next to it.
        spoken = {} if paragraphs and topic.sentence else {name: words for name, words in self._said(topic) if words}
        for key in topic.own:
            groups: dict[str, list[str]] = {}
            for name, said in spoken.items():
                if words := said.get(key):
                    groups.setdefault(words, []).append(name)
            for words, names in groups.items():
                paragraphs.append(self._lead(topic, names) + marked(words))
                self.used[id] = tuple(dict.fromkeys((*self.used.get(id, ()), key)))
        if paragraphs and (silent := self._silent(id)):
            paragraphs.append(Markup("In {}, the following applies instead.").format(typed(self._names(silent))))
        return Markup("").join(paragraph + Markup("\n\n") for paragraph in paragraphs)

    def asks(self, id: str) -> bool:
        """Whether the library's paragraphs on a topic are printed: for a county that says nothing of its own on it."""
        return not self._sections(id) and (not self.protocol.counties or bool(self._silent(id)))

    def _topic(self, id: str) -> Topic:
        return next(topic for topic in self.topics if topic.id == id)

    def _sections(self, id: str) -> tuple[Narrative, ...]:
        return tuple(section for section in self.protocol.narrative if section.instead_of == id)

    def _said(self, topic: Topic) -> Iterator[tuple[str, dict[str, str] | None]]:
        """Each county's name with its words by key; None for a county that says of a key that it is not done."""
        if not self.protocol.counties:
            yield "", {key: str(_value(self.protocol, key) or "") for key in topic.own}
        for county in self.protocol.counties:
            values = {key: _value(county, key) for key in topic.own}
            allowed = all(self.lawful(county, True, requirement) for requirement in topic.lawful)
            if any(isinstance(value, Practice) and not value.done for value in values.values()):
                yield county.full_name, None
            else:
                yield county.full_name, {k: _text(topic, value) if allowed else "" for k, value in values.items()}

    def _silent(self, id: str) -> list[str]:
        if self._sections(id):
            return []
        return [name for name, said in self._said(self._topic(id)) if said is not None and not any(said.values())]

    def _lead(self, topic: Topic, names: list[str]) -> Markup:
        """What is printed before the words of some counties: what they are about, and whose they are unless all have them."""
        is_of_all = len(names) >= len(self.protocol.counties)
        if is_of_all and self.protocol.is_partial and not topic.caption:
            return Markup("Public sources show this: ")
        of = "" if is_of_all and not self.protocol.is_partial else self._names(names)
        if topic.caption:
            return Markup("**{}{}.** ").format(typed(topic.caption), typed(f" ({of})") if of else "")
        return Markup("In {}: ").format(typed(of)) if of else Markup("")

    @staticmethod
    def _names(names: Iterable[str]) -> str:
        return join_words(tuple(names))


def _text(topic: Topic, value: object) -> str:
    if isinstance(value, Practice):
        return value.text
    if isinstance(value, tuple) and value:
        return topic.sentence.format("; ".join(map(str, value)))
    return value if isinstance(value, str) else ""


def _value(holder: County | Protocol, path: str) -> object:
    """What a county says under keys joined by dots; those of its kind of instrument's own section begin with `own`."""
    if path.startswith("own."):
        own = getattr(holder, "own", None)
        return own.said(path.removeprefix("own.")) if own else None
    found: object = holder
    for name in path.split("."):
        found = getattr(found, name, None)
    return found
