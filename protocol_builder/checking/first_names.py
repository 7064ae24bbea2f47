"""First names that are common in California, without those that are also words of a title, a place, or a month."""

from functools import cache

from .. import resources


@cache
def first_names() -> frozenset[str]:
    """Return the first names that are looked for in texts (`schemas/first-names.txt`)."""
    return frozenset((resources.schemas() / "first-names.txt").read_text("utf-8").split())
