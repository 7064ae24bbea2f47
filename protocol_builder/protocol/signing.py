"""Which revision of an agreement each party has signed, as its county file records it: no names of people, only parties.

A revision is named by two hashes, `TEXT-FACTS`: of the agreement's text as it is printed, and of what the county file
says. The second tells why the first is different: if only the text is, then the wording of clauses or the law that they
state is newer, and the county has changed nothing.
"""

import json
from dataclasses import dataclass
from typing import Any

from ..english import date_in_words, join_words, number_of
from . import contacts

TEXT_DIGITS, FACTS_DIGITS = 16, 8
"""How many digits of each hash name a revision."""

RECORDS_OF_INSTRUMENT = ("status", "adopted_on", "adopted_by", "searched_on", "reviewed_on", "amendments")
"""Keys of the instrument, and of its term, with what happens to an agreement once it is written."""
_RECORDS = frozenset(
    ("source", "completeness", "notes", "checked_texts", "declined", "sources", "fiscal_years", *contacts.KEYS)
)
"""Keys about an agreement, wherever they are, that are not among its terms, and the contact details in it."""
_OF_A_PARTY = frozenset(("signed", "signatories", "approved_as_to_form_by", "attested_by", "notices"))
_IN_PRINTED_ORDER = ("agencies",)
"""Maps whose entries an agreement prints in the order of the file."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One recorded signature of a party."""

    on: str
    """The date (ISO)."""
    revision: str
    """The revision that was signed."""
    board_record: str = ""
    """The number of the board's resolution, minutes, or item, or empty."""
    service_record: str = ""
    """The number under which a signature service keeps the signed document, or empty."""

    @property
    def in_words(self) -> str:
        """The date, and where the signature is on record: `July 15, 2025 (Resolution 2025-12)`."""
        records = "; ".join(filter(None, (self.board_record, self.service_record)))
        return f"{date_in_words(self.on)} ({records})" if records else date_in_words(self.on)


def signed_by(party: Any) -> tuple[Signed, ...]:
    """Return the recorded signatures of a party of a county file's data, in the order of the file."""
    entries = (party or {}).get("signed") or ()
    return tuple(
        Signed(
            *(str(entry.get(key) or "") for key in ("on", "revision", "board_record", "service_record")),
        )
        for entry in (entries if isinstance(entries, list) else [entries])
        if isinstance(entry, dict) and entry.get("on") and entry.get("revision")
    )


@dataclass(frozen=True, slots=True)
class Signing:
    """Who has signed which revision of an agreement, and who still has to."""

    current: str
    """The revision of what the file says now: `TEXT-FACTS`, or only `-FACTS` where no text was made."""
    revision: str
    """The revision that is being signed: the current one if anyone has signed it, else the one signed last."""
    executed: str
    """The revision that every signing party has signed; the latest of several. Empty if there is none."""
    executed_on: str
    """The date (ISO) of the last signature on it, or empty."""
    signed: tuple[str, ...]
    """The parties that have signed `revision`."""
    older: tuple[tuple[str, Signed], ...]
    """The parties that have signed only other revisions, each with its last signature."""
    missing: tuple[str, ...]
    """The parties for which the file records no signature."""

    @property
    def parties(self) -> int:
        """How many parties sign."""
        return len(self.signed) + len(self.older) + len(self.missing)

    @property
    def is_executed(self) -> bool:
        """Whether every signing party has signed one revision, whether or not it is the current one."""
        return bool(self.executed)

    @property
    def is_changed(self) -> bool:
        """Whether what is printed now is not what was executed; of what cannot be printed, whether the file has changed."""
        return self.is_executed and not self._is_current(self.executed)

    @property
    def is_reworded(self) -> bool:
        """Whether what was executed is worded differently now, and the county file says the same."""
        return self.is_changed and facts_of(self.executed) == facts_of(self.current)

    @property
    def in_words(self) -> str:
        """The state in a sentence without a period."""
        return "; ".join(filter(None, (self._executed_in_words, self._open_in_words)))

    @property
    def _executed_in_words(self) -> str:
        if not self.is_executed:
            return ""
        done = f"executed: every signing party has signed revision {self.executed}, the last on {date_in_words(self.executed_on)}"
        if self.is_reworded:
            return (
                f"{done}; since then only the wording of clauses or the law that they state has changed, "
                "and the county file has not"
            )
        return f"{done}; the county file has changed since" if self.is_changed else done

    @property
    def _open_in_words(self) -> str:
        if self.executed == self.revision:
            return ""
        older = (f"{name} signed revision {one.revision} on {date_in_words(one.on)}" for name, one in self.older)
        waiting = (*(name for name, _ in self.older), *self.missing)
        other = "" if self._is_current(self.revision) else ", and the county file has changed since"
        if facts_of(self.revision) == facts_of(self.current) and other:
            other = ", and clauses or the law have other words now"
        return "; ".join(
            (
                f"{len(self.signed)} of {number_of(self.parties, 'signing party has', 'signing parties have')} "
                f"signed revision {self.revision}{other}",
                *([f"still to sign: {join_words(waiting)}"] if waiting else []),
                *older,
            )
        )

    def _is_current(self, revision: str) -> bool:
        if self.current.startswith("-"):
            return facts_of(revision) == facts_of(self.current)
        return revision.partition("-")[0] == self.current.partition("-")[0]


def signing(data: dict[str, Any], current: str = "") -> Signing | None:
    """Return who has signed which revision; None if the file records no signature of a party that signs.

    `current` is the revision of the agreement as it is printed now; without it, only the facts are compared.
    """
    parties = [
        (str(party.get("name") or ""), signed_by(party))
        for party in data.get("parties") or ()
        if isinstance(party, dict) and party.get("signature") == "signs"
    ]
    last: dict[str, str] = {}
    for one in (one for _, signatures in parties for one in signatures):
        last[one.revision] = max(one.on, last.get(one.revision, ""))
    if not last:
        return None
    current = current or f"-{facts_hash(data)}"
    by_date = sorted(last, key=lambda revision: (last[revision], _signers(parties, revision), revision))
    complete = [revision for revision in by_date if _signers(parties, revision) == len(parties)]
    executed = complete[-1] if complete else ""
    is_text = not current.startswith("-")
    revision = current if is_text and current in last else by_date[-1]
    without = [
        (name, signatures) for name, signatures in parties if all(one.revision != revision for one in signatures)
    ]
    return Signing(
        current=current,
        revision=revision,
        executed=executed,
        executed_on=last.get(executed, ""),
        signed=tuple(name for name, signatures in parties if any(one.revision == revision for one in signatures)),
        older=tuple((name, max(signatures, key=lambda one: one.on)) for name, signatures in without if signatures),
        missing=tuple(name for name, signatures in without if not signatures),
    )


def _signers(parties: list[tuple[str, tuple[Signed, ...]]], revision: str) -> int:
    return sum(any(one.revision == revision for one in signatures) for _, signatures in parties)


def facts_of(revision: str) -> str:
    """Return the part of a revision's name that stands for what the county file says."""
    return revision.rpartition("-")[2]


def facts_hash(data: dict[str, Any]) -> str:
    """Return the hash of what a county file says of the agreement's terms.

    It leaves out signatures, contact details, and records about the agreement, so recording one of these changes no
    revision.
    """
    import hashlib  # slow to import, and few checks ask for a revision

    text = json.dumps(_in_one_form(_without_records(data, ()), ()), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:FACTS_DIGITS]


def as_signed(data: dict[str, Any]) -> dict[str, Any]:
    """Return a county file's data as of an agreement in force, without what is recorded of it once it is written."""
    found: dict[str, Any] = _without_records(data, ())
    return {**found, "instrument": {**(found.get("instrument") or {}), "status": "in_force"}}


def _without_records(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        left_out = _RECORDS.union(
            RECORDS_OF_INSTRUMENT if "instrument" in keys[-2:] else (), _OF_A_PARTY if keys == ("parties",) else ()
        )
        return {key: _without_records(item, (*keys, key)) for key, item in value.items() if key not in left_out}
    return [_without_records(item, keys) for item in value] if isinstance(value, list) else value


def _in_one_form(value: Any, keys: tuple[str, ...]) -> Any:
    """Return data in one form however it is written: maps by key, an entry alone as a list, a text without space around."""
    if isinstance(value, dict):
        entries = [(key, _in_one_form(item, (*keys, key))) for key, item in value.items()]
        return entries if keys[-1:] and keys[-1] in _IN_PRINTED_ORDER else sorted(entries, key=lambda entry: entry[0])
    if isinstance(value, list):
        items = [_in_one_form(item, keys) for item in value]
        return items[0] if len(items) == 1 else items
    return value.strip() if isinstance(value, str) else value
