"""Knows of which recommendations an agreement speaks in its library's own words. Knows neither law nor formats."""

from collections.abc import Callable

from markupsafe import Markup

from ..protocol.model import County, Protocol


class Worded:
    """What the clauses of one agreement speak of where a county file is silent, as the clauses say it themselves."""

    def __init__(self, protocol: Protocol) -> None:
        self._counties = protocol.counties
        self._said: dict[str, list[tuple[str, tuple[str, ...]]]] = {}

    def by(self, clause: str) -> Callable[..., Markup]:
        """`speaks_of("framework-purpose")` for the words of a clause; it prints nothing."""

        def speaks_of(*requirements: str, unless: str = "", county: str = "") -> Markup:
            """Note that the words that follow speak of requirements.

            They do so of every county, of one `county`, or of those of which the file says nothing under `unless`.
            """
            told = {found.name for found in self._counties if unless and _said(found, unless)}
            of = (county,) if county else tuple(c.name for c in self._counties if c.name not in told) if told else ("",)
            for requirement in requirements:
                self._said.setdefault(requirement, []).append((clause, of))
            return Markup("")

        return speaks_of

    def clauses(self, requirement: str, county: str) -> tuple[str, ...]:
        """The clauses that speak of a requirement for a county, each once."""
        found = (clause for clause, of in self._said.get(requirement, ()) if county in of or "" in of)
        return tuple(dict.fromkeys(found))


def _said(county: County, path: str) -> bool:
    found: object = county
    for name in path.split("."):
        found = getattr(found, name, None)
    return bool(found)
