"""What a county received from the CSEC Program in one fiscal year, as the typed model has it."""

from dataclasses import dataclass

from ..law import vocabulary


@dataclass(frozen=True, slots=True)
class YearOfFunds:
    """A county's funds from the program in one state fiscal year."""

    fiscal_year: str
    """The state fiscal year, such as 2015-16."""
    tier: str
    """The tier in which the State funded it, as a word of the vocabulary's funding_tiers, or empty."""
    amount: int | None
    """How much, in whole dollars, or None."""
    note: str
    """What else to know about it, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def tier_numeral(self) -> str:
        """The tier's numeral alone, such as `II`, or empty."""
        return vocabulary.label("funding_tiers", self.tier).removeprefix("Tier ") if self.tier else ""

    def __str__(self) -> str:
        """The year, with the tier, the amount, and the note."""
        tier = vocabulary.label("funding_tiers", self.tier) if self.tier else ""
        amount = f"${self.amount:,}" if self.amount is not None else ""
        known = ", ".join(filter(None, (tier, amount, self.note)))
        return f"{self.fiscal_year}: {known}" if known else self.fiscal_year
