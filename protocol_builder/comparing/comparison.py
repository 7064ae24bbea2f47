"""Everything that is different between two revisions of a county file."""

from dataclasses import dataclass
from functools import cached_property

from ..protocol.signing import Signing, signing
from .duties import DutyChange, duty_changes
from .fields import FieldChange, field_changes
from .revisions import Revision
from .roles import RoleChange, role_changes
from .signatures import Signature, signatures
from .wording import sentence


@dataclass(frozen=True)
class Comparison:
    """Two revisions of a county file, and what is different in four lists."""

    old: Revision
    new: Revision

    @cached_property
    def fields(self) -> tuple[FieldChange, ...]:
        """What the county changed in its file."""
        return field_changes(self.old, self.new)

    @cached_property
    def duties(self) -> tuple[DutyChange, ...]:
        """The requirements with another verdict."""
        return duty_changes(self.old.report, self.new.report)

    @cached_property
    def roles(self) -> tuple[RoleChange, ...]:
        """The agencies with another role."""
        return role_changes(self.old, self.new)

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """Who must sign again; empty if nothing changed."""
        return signatures(self.old, self.new, self.fields) if self.fields else ()

    @cached_property
    def signing(self) -> tuple[Signing | None, Signing | None]:
        """Who has signed which revision, as the old and the new file record it; None where one records nothing."""
        if not any(signing(one.report.data) for one in (self.old, self.new)):
            return None, None  # what makes agreements takes a while to load
        from ..agreement.agreement import signing_of

        return signing_of(self.old.report), signing_of(self.new.report)

    @property
    def is_different(self) -> bool:
        """Whether the files say anything different."""
        return bool(self.fields or self.duties or self.roles)

    def sentence(self, change: FieldChange) -> str:
        """Say what a change of a field is."""
        return sentence(change, self.old.data, self.new.data)
