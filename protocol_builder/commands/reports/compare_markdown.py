"""The report of `compare --format markdown`, for a comment on a pull request."""

from collections.abc import Iterable

from ...comparing.comparison import Comparison
from ...law.requirements import DISCLAIMER
from .compare_text import NO_DIFFERENCES, listed
from .markdown import cell


def document(comparisons: Iterable[Comparison], only_old: Iterable[str], only_new: Iterable[str]) -> str:
    """The report as Markdown; `only_old` and `only_new` are county files that only one of two folders has."""
    lines = ["## What changed in county files", ""]
    for comparison in comparisons:
        lines += [f"### {cell(comparison.new.path)}", "", f"Compared with {cell(comparison.old.path)}.", ""]
        if not comparison.is_different:
            lines += [f"There are {NO_DIFFERENCES}.", ""]
        for heading, items in listed(comparison):
            lines += [f"**{heading}**", ""]
            lines += [f"- {cell(words)} ({cell(place)})" for place, words in items]
            lines.append("")
    lines += [f"- {cell(path)}: only the old folder has this county file" for path in only_old]
    lines += [f"- {cell(path)}: only the new folder has this county file" for path in only_new]
    return "\n".join([*lines, "", DISCLAIMER, ""]).replace("\n\n\n", "\n\n")
