"""A tool with which children are screened, as the typed model has it."""

from dataclasses import dataclass

from ..english import join_words


@dataclass(frozen=True, slots=True)
class ScreeningTool:
    """A screening tool that a county uses."""

    name: str
    """The name of the tool."""
    agencies: tuple[str, ...]
    """The names of the agencies that use it."""
    youngest: int | None
    """The age from which children are screened with it, or None."""
    oldest: int | None
    """The age up to which children are screened with it, or None."""
    children: str
    """Which children are screened with it, if not all of those ages, or empty."""
    guide: str
    """The guide or instructions that staff follow, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def ages(self) -> str:
        """The ages in words, such as `ages 10 to 17`, or empty."""
        if self.youngest is not None and self.oldest is not None:
            return f"ages {self.youngest} to {self.oldest}"
        if self.youngest is not None:
            return f"from age {self.youngest}"
        return f"up to age {self.oldest}" if self.oldest is not None else ""

    def __str__(self) -> str:
        """The name of the tool, with what else is known of it in parentheses."""
        used_by = f"used by {join_words(self.agencies)}" if self.agencies else ""
        about = (used_by, self.ages, self.children, f"guide: {self.guide}" if self.guide else "")
        said = "; ".join(filter(None, about))
        return f"{self.name} ({said})" if said else self.name
