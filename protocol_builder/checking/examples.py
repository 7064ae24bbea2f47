"""What the law's own lines write in a list, as the example of what a county may write there."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..diagnostic import Path
from ..law import requirements
from ..law.vocabulary import lists
from ..reading.loader import load_yaml


def of_list(path: Path, data: Any) -> tuple[Any, ...]:
    """Return the items with which a list of a county file meets the law, or guidance on it; empty where neither has any.

    The functions of an agency are those of the seats that it holds in the file.
    """
    place = path[2:] if path[:1] == ("counties",) else path
    if len(place) == 3 and place[0] == "agencies" and place[2] == "functions":
        held = set(_functions_held(data, str(place[1])))
        return tuple(function for function in lists()["functions"] if function in held)
    return _of_the_law(place)


@cache
def _of_the_law(place: Path) -> tuple[Any, ...]:
    those = [one for one in requirements.on_record() if one.path == place and one.remedy.startswith(f"{place[-1]}: [")]
    items: list[Any] = []
    for one in [one for one in those if one.force == "shall"] or those:
        items += (item for item in load_yaml(one.remedy)[place[-1]] if item not in items)
    return tuple(items)


def _functions_held(data: Any, agency: str) -> Iterator[str]:
    """Yield the functions whose seats an agency holds, in any team of the file."""
    if isinstance(data, list):
        for below in data:
            yield from _functions_held(below, agency)
    if not isinstance(data, dict):
        return
    for key, below in data.items():
        if key == "seats" and isinstance(below, dict):
            for function, holders in below.items():
                held = holders if isinstance(holders, list) else [holders]
                if any(isinstance(one, dict) and one.get("agency") == agency for one in held):
                    yield str(function)
        else:
            yield from _functions_held(below, agency)
