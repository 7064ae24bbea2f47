"""A county's own words on the topics of a clause, which take the place of the library's paragraphs on them.

A section of the county's own text (`narrative`) takes their place as well where it names the topic (`instead_of`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..english import join_words
from ..protocol.model import County, Protocol
from ..protocol.own_text import Narrative
from ..protocol.practice import Practice
from .splice import marked, typed
from .topics import Topic


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
            return Markup("**{}{}.** ").format(typed(topic.caption), Markup(" ({})").format(typed(of)) if of else "")
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
