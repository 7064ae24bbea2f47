"""Who must sign again: by the agreement's rules for amendments, or the library's clause; else county counsel's question."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from ..agreement import clauses
from ..checking.in_force import force_on
from ..diagnostic import Path
from ..english import date_in_words, join_words
from ..law import vocabulary
from ..protocol import contacts
from ..protocol.county_data import is_of_public_sources, view_of
from ..protocol.signing import facts_hash, facts_of, signed_by
from ..reading.positions import line_of
from .fields import FieldChange, leaf_paths
from .revisions import Revision

ASK = "ask county counsel"
_RECORDS = (
    *(
        "completeness",
        "sources",
        "notes",
        "source",
        "csec_program",
        "checked_texts",
        "declined",
        "instrument.searched_on",
    ),
    *("instrument.status", "instrument.number", "instrument.adopted_on", "instrument.adopted_by"),
    *("instrument.term.reviewed_on", "parties.signed", "parties.notices", "instrument.amendments"),
)
"""Facts about an agreement that are not among its terms, by their keys; `source` and telephone numbers wherever they are."""
_CLAUSE = "amendment"
"""The clause, and the topic, on how the agreement is amended."""
_WITHOUT_AMENDMENT = ("job_titles",)
"""What the library's clause lets an agency change by a notice."""

_Level: TypeAlias = Literal["none", "director", "board", "unsaid", "contradicted"]
_Verdict: TypeAlias = tuple[bool | None, str] | tuple[bool | None, str, str]
"""Whether a party must sign, why, and who signs for it if that is one person alone."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Whether a party must sign again."""

    party: str
    """The legal entity, as the file names it."""
    must_sign: bool | None
    """None where the file does not say."""
    why: str
    """Why, in a clause of a sentence."""
    line_new: int
    signer: str = ""
    """The job title of the one person who signs for it; empty where everyone does who signs the agreement for it."""


@dataclass(frozen=True, slots=True)
class SameReason:
    """The parties that sign, or do not sign, for the same reason."""

    must_sign: bool | None
    why: str
    """Why, in a clause of a sentence about all of them."""
    parties: tuple[str, ...]
    lines_new: tuple[int, ...]
    """The lines of the new file that name them, each once."""


def by_reason(those: Iterable[Signature]) -> tuple[SameReason, ...]:
    """Return who signs, once for all who do so for the same reason."""
    found: dict[tuple[bool | None, str], dict[str, int]] = {}
    for one in those:
        found.setdefault((one.must_sign, one.why), {})[one.party] = one.line_new
    return tuple(
        SameReason(
            must,
            f"each of them {why[3:]}" if len(lines) > 1 and why.startswith("it ") else why,
            tuple(lines),
            tuple(dict.fromkeys(lines.values())),
        )
        for (must, why), lines in found.items()
    )


def signatures(old: Revision, new: Revision, changes: Iterable[FieldChange]) -> tuple[Signature, ...]:
    """Say for each party that signs whether it must sign again; for one that left or joined, what that takes."""
    before, after = ([p for p in one.report.data.get("parties") or () if isinstance(p, dict)] for one in (old, new))
    subjects = changed_subjects(changes)
    found = []
    for party in after:
        signed = next((one for one in before if _is_same_party(one, party)), {}).get("signature") == "signs"
        line = line_of(new.report.source, ("parties", new.report.data["parties"].index(party)))
        if party.get("signature") != "signs":
            if signed:
                why = f"it signed before and does not any more; {ASK} how it leaves the agreement"
                found.append(Signature(str(party.get("name", "")), None, why, line))
            continue
        must, why, *signer = _verdict(old, new, subjects, party, signed)
        found.append(Signature(str(party.get("name", "")), must, why, line, *signer))
    for party in before:
        if party.get("signature") == "signs" and not any(_is_same_party(party, one) for one in after):
            why = f"it is no longer a party; {ASK} how it leaves the agreement"
            found.append(Signature(str(party.get("name", "")), None, why, line_of(new.report.source, ("parties",))))
    return tuple(found)


def _is_same_party(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Return whether two entries are one legal entity: the same name, or the same agencies under another name."""
    if old.get("name") == new.get("name"):
        return True
    return bool(old.get("agencies")) and old.get("agencies") == new.get("agencies")


def _verdict(old: Revision, new: Revision, subjects: tuple[str, ...], party: dict[str, Any], signed: bool) -> _Verdict:
    facts = facts_hash(new.report.data)
    if dates := [one.on for one in signed_by(party) if facts_of(one.revision) == facts]:
        return False, f"it signed the new version on {date_in_words(max(dates))}"
    if is_of_public_sources(old.report.data):
        return None, f"the earlier file shows only what public sources show; {ASK}"
    before = _instrument_of(party, old.report.data)
    if vocabulary.is_unsigned(before.get("status")):
        return True, "the earlier version was not signed yet, so every party signs the agreement itself"
    if not signed:
        return True, "it did not sign the earlier version"
    if not subjects:
        return False, "none of the agreement’s terms changed"
    if not before.get("status"):
        return None, f"the earlier file does not say in status under instrument whether it was signed; {ASK}"
    if (ended := force_on({"instrument": before}, old.report.on))[0] == "ended":
        return None, f"the earlier version is no longer in force ({ended[1]}); {ASK} whether it can be amended"
    rules = _rules(old, new)
    if rules is None and _has_the_librarys_clause(old):
        return _by_the_librarys_clause(subjects)
    if rules is None:
        return None, f"the earlier file has no amendment_rules under instrument; {ASK}"
    levels = {subject: _level(rules, subject) for subject in subjects}
    if changed := _with_level(levels, "contradicted"):
        return None, f"amendment_rules has {changed} in more than one list; {ASK}"
    if changed := _with_level(levels, "unsaid"):
        return None, f"amendment_rules does not say who signs a change of {changed}; {ASK}"
    if set(levels.values()) == {"none"}:
        return False, f"a change of {_with_level(levels, 'none')} needs no amendment"
    is_county = _is_county(party, new.report.data)
    if not is_county and (by := _signed_by(rules, old)) != "every_party":
        if by == "county" and is_county is None:
            return (
                None,
                f"the county alone signs an amendment, and the file does not say which agencies this party is; {ASK}",
            )
        if by == "county":
            return False, "the county alone signs an amendment; the other parties are notified"
        return None, f"amendment_rules does not say in signed_by which parties sign an amendment; {ASK}"
    if changed := _with_level(levels, "board"):
        board = f"a change of {changed} goes to the board of supervisors"
        return True, board if is_county else f"it signs each amendment ({board})"
    changed = _with_level(levels, "director")
    if not is_county:
        return True, f"it signs each amendment (a change of {changed})"
    return _of_director(old, new, rules, changed, party)


def _of_director(old: Revision, new: Revision, rules: dict[str, Any], changed: str, party: dict[str, Any]) -> _Verdict:
    """Return who signs for the county what the director may sign, as long as fewer than `at_most` amendments are signed.

    Those signed before the first day of the term do not count. Of one whose record does not say who signed it, it is
    open whether it counts.
    """
    director = rules.get("by_director") or {}
    signer, most = str(director.get("title") or "").strip(), director.get("at_most")
    title = signer or "the director"
    may_sign = f"{title} may sign a change of {changed} for the county"
    if not most:
        return True, may_sign, signer
    begins = str((_instrument_of(party, old.report.data).get("term") or {}).get("from", ""))
    during = [one for one in _made_before(old, new) if not begins or str(one.get("on", "")) >= begins]
    signed = sum(1 for one in during if one.get("signed_for_county_by") == "director")
    unsaid = [f"No. {one.get('number')}" for one in during if not one.get("signed_for_county_by")]
    of_most = f"{title} has signed {signed} of at most {most} amendments during the term"
    if signed >= most:
        if rules.get("by_board"):
            return True, f"{of_most}, so a change of {changed} goes to the board of supervisors"
        return None, f"{of_most}, and amendment_rules does not say in by_board what goes to the board; {ASK}"
    if signed + len(unsaid) >= most:
        return None, (
            f"{title} may sign at most {most} amendments during the term, and the earlier file does not say in "
            f"signed_for_county_by who signed {join_words(tuple(unsaid))}; add it, or {ASK}"
        )
    return True, f"{may_sign}, at most {most} times during the term ({signed} so far)", signer


def _made_before(old: Revision, new: Revision) -> list[dict[str, Any]]:
    """Return the records of the amendments before this one, which is the last of those that only the new file records."""
    before, after = ((one.report.data.get("instrument") or {}).get("amendments") or () for one in (old, new))
    known = {one.get("number") for one in before}
    return [*before, *[one for one in after if one.get("number") not in known][:-1]]


def _instrument_of(party: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return what holds of the instrument for a party: in the county of its agencies, if they belong to one county."""
    agencies = data.get("agencies") or {}
    counties = {(agencies.get(id) or {}).get("county", "") for id in party.get("agencies") or ()}
    view = view_of(data, counties.pop()) if len(counties) == 1 else data
    return view.get("instrument") or {}


def _rules(old: Revision, new: Revision) -> dict[str, Any] | None:
    """Return the rules of the agreement that is changed.

    Those of the new file count where the old one has none, and says the same in words about how it is amended: then
    they only say it in other words. Rules that a change itself brings never say who signs that change.
    """
    before, after = (one.report.data.get("instrument") or {} for one in (old, new))
    if before.get("amendment_rules"):
        return dict(before["amendment_rules"])
    if after.get("amendment_rules") and before.get("amendment") and before["amendment"] == after.get("amendment"):
        return dict(after["amendment_rules"])
    return None


def _level(rules: dict[str, Any], subject: str) -> _Level:
    lists: tuple[tuple[_Level, Any], ...] = (
        ("none", rules.get("without_amendment")),
        ("director", (rules.get("by_director") or {}).get("changes")),
        ("board", rules.get("by_board")),
    )
    found = [level for level, listed in lists if subject in (listed or ())]
    return found[0] if len(found) == 1 else "contradicted" if found else "unsaid"


def _with_level(levels: dict[str, _Level], level: _Level) -> str:
    """Return the subjects of a level in words; empty if there are none."""
    return join_words(tuple(vocabulary.label("agreement_changes", s) for s, found in levels.items() if found == level))


def _signed_by(rules: dict[str, Any], old: Revision) -> str:
    """Return who signs an amendment; without the county's own words, what the agreement's clause says: every party."""
    if rules.get("signed_by"):
        return str(rules["signed_by"])
    return "every_party" if _has_the_librarys_clause(old) else ""


def _has_the_librarys_clause(old: Revision) -> bool:
    """Return whether the agreement's clause on amendments is the library's, with no words of a county's own."""
    protocol = old.report.protocol
    own = any(instrument.amendment for _, instrument in protocol.instruments)
    own = own or any(item.clause == _CLAUSE for item in protocol.own_words)
    own = own or any(section.instead_of == _CLAUSE for section in protocol.narrative)
    return not own and any(clause.id == _CLAUSE for clause in clauses.of_kind(protocol.instrument.kind))


def _by_the_librarys_clause(subjects: tuple[str, ...]) -> tuple[bool, str]:
    """Return who signs by the library's clause: those that signed the agreement, except where job titles alone change."""
    changed = join_words(tuple(vocabulary.label("agreement_changes", subject) for subject in subjects))
    if subjects == _WITHOUT_AMENDMENT:
        return False, f"a change of {changed} needs no amendment"
    return True, f"by the agreement’s article on amendments, each party that signed it signs a change of {changed}"


def _is_county(party: dict[str, Any], data: dict[str, Any]) -> bool | None:
    """Return whether a party is the county, or an office of it; None where no kind of its agencies is known."""
    agencies = data.get("agencies") or {}
    kinds = {(agencies.get(id) or {}).get("kind") for id in party.get("agencies") or ()} - {None}
    return any(map(vocabulary.is_of_the_county, kinds)) if kinds else None


def changed_subjects(changes: Iterable[FieldChange]) -> tuple[str, ...]:
    """Return which terms of the agreement changes are about, as words of `agreement_changes`, in the vocabulary's order."""
    found = {
        subject_of(path)
        for change in changes
        for side, value in ((change.path_old, change.old), (change.path, change.new))
        for path in (side, *(leaf_paths(side, value) if change.kind != "reordered" else ()))
        if value is not None and (path != side or not isinstance(value, dict))
    }
    return tuple(subject for subject in vocabulary.lists()["agreement_changes"] if subject in found)


def subject_of(path: Path) -> str:
    """Return the word of `agreement_changes` that a path of a county file belongs to; empty for a record."""
    keys = tuple(step for step in path if isinstance(step, str))
    if keys[:1] == ("counties",) and len(keys) > 2:
        keys = keys[2:]
    if keys and (keys[-1] == "source" or any(key in contacts.KEYS for key in keys)):
        return ""
    matching = [(len(pattern), subject) for pattern, subject in _patterns() if _fits(pattern, keys)]
    return max(matching, default=(0, ""))[1]


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], str], ...]:
    of_terms = (
        (key, subject) for subject, entry in vocabulary.lists()["agreement_changes"].items() for key in entry["keys"]
    )
    return tuple((tuple(key.split(".")), subject) for key, subject in (*of_terms, *((key, "") for key in _RECORDS)))


def _fits(pattern: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return len(pattern) <= len(keys) and all(part in ("*", key) for part, key in zip(pattern, keys, strict=False))
