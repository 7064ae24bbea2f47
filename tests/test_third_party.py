"""THIRD-PARTY.md names everything that the tool installs, with its licence."""

import re
from importlib import metadata
from itertools import chain
from typing import Any

import pytest
from packaging.requirements import Requirement

from .conftest import ROOT

_PACKAGES = (ROOT / "THIRD-PARTY.md").read_text("utf-8").partition("## Kept")[0]
LISTED = dict(re.findall(r"^\| (?!Package)([\w.-]+) \| ([^|]+?) \|", _PACKAGES, re.MULTILINE))


def installed() -> dict[str, metadata.Distribution]:
    """Everything that an installation brings along, by its normalised name."""
    import tomllib

    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, metadata.Distribution] = {}
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra in extras.values() for line in extra)]
    waiting = [wanted for wanted in map(Requirement, lines) if wanted.name != project["name"]]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found:
            continue
        found[name] = metadata.distribution(wanted.name)
        for line in found[name].requires or ():
            further = Requirement(line)
            chosen = ({"extra": extra} for extra in ("", *wanted.extras))
            if further.marker is None or any(further.marker.evaluate(extra) for extra in chosen):
                waiting.append(further)
    return found


INSTALLED = installed()


def test_everything_that_is_installed_is_listed_and_nothing_else() -> None:

    assert sorted(LISTED) == sorted(INSTALLED)


@pytest.mark.parametrize("name", sorted(INSTALLED))
def test_the_licence_listed_is_the_one_that_the_package_states(name: str) -> None:
    stated = INSTALLED[name].metadata
    fields = (stated.get_all(field) or () for field in ("License-Expression", "License", "Classifier"))
    words = " ".join(line for line in chain(*fields) if "::" not in line or line.startswith("License ::"))
    family = LISTED[name].split("-")[0].split()[0]
    names = {"MPL": "Mozilla Public", "PSF": "Python Software Foundation"}
    assert family in words or names.get(family, family) in words, (LISTED[name], words)
