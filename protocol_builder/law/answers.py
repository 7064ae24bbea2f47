"""Who can answer what a county file leaves open (`schemas/answers.yaml`)."""

from functools import cache

from .. import resources
from ..diagnostic import Path
from ..english import capitalized, join_words
from ..reading import packaged
from . import vocabulary


def who_answers(path: Path, function: str = "") -> str:
    """Return who can answer a question about a place of a county file, such as “Child welfare and probation”.

    `path` is the place, with or without the county's own part of a file of several counties; `function` is that of a
    seat, if the question is about one.
    """
    keys = path[2:] if path[:1] == ("counties",) and len(path) > 2 else path
    functions = (function,) if function else _functions(tuple(map(str, keys)))
    return capitalized(join_words(tuple(map(vocabulary.in_sentence, functions)))) or "The county"


def _functions(keys: tuple[str, ...]) -> tuple[str, ...]:
    known = _by_key()
    return next((known[".".join(keys[:n])] for n in range(len(keys), 0, -1) if ".".join(keys[:n]) in known), ())


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    data: dict[str, list[str]] = packaged.load(resources.schemas() / "answers.yaml")
    return {key: tuple(functions) for key, functions in data.items()}
