"""The county that a name on the command line means, and the file that it has in a repository."""

import re
import shlex
from pathlib import Path

from ..english import did_you_mean, join_words
from ..law import vocabulary
from ..law.instruments import PROTOCOL, county_file_name

COUNTY_FILES = "county_configs"
"""The folder of county files where none is named."""

SCHEMA = "schemas/county.schema.json"
"""The schema that editors load, in a county's repository: found there without a network, in the version that checks."""


class NoSuchCountyError(ValueError):
    """The name is not that of one of California's 58 counties; says which may be meant."""


def county_file_of(counties: str | tuple[str, ...], kind: str = PROTOCOL) -> Path:
    """The path of the file of a county, or of several, in its repository.

    That of another instrument than the protocol says which in its name.
    """
    return Path(COUNTY_FILES) / county_file_name((counties,) if isinstance(counties, str) else counties, kind)


def county_named(name: str) -> str:
    """The county that a name means: with or without `County`, in any case. Raises NoSuchCountyError."""
    counties = vocabulary.lists()["counties"]
    known = {_folded(county): county for county in counties if not vocabulary.is_example(county)}
    folded = re.sub(r"^(city and )?(county of )|( county)$", "", _folded(name))
    if folded in known:
        return known[folded]
    for county, facts in counties.items():
        for city in facts.get("beside", ()):
            if folded and folded in re.split(r", | and | \(|\)", _folded(city["name"]).removeprefix("city of ")):
                raise NoSuchCountyError(
                    f"{city['name']} is in {vocabulary.full_name(county)} and may take part in its protocol; "
                    f"write: {county}"
                )
    if len(several := re.split(r" ?[,&/] ?| and ", folded)) > 1 and known.keys() >= {*several}:
        raise NoSuchCountyError(
            f"write each county by itself: protocol-builder init {' '.join(shlex.quote(known[each]) for each in several)}"
        )
    short = tuple(county for county in known.values() if "".join(re.findall("[A-Z]", county)) == name.strip().upper())
    close = (
        f"did you mean {join_words(short, 'or')}?"
        if short
        else did_you_mean(folded, known.values(), "the counties are")
    )
    raise NoSuchCountyError(f"California has no county called “{name}”; {close}")


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", name).lower().split())
