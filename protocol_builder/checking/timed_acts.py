"""Find where a text does an act later than the law allows, such as “Reports of exploitation are made within 72 hours.”

A county's own text is about many things, so a time counts only where it is the time of an act that the law limits: the
act is in the same part of the sentence, and the child whom it is about in the sentence or in the heading above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..characters import in_small_letters
from ..law import vocabulary
from ..law.vocabulary import minutes
from .times_in_text import StatedTime, says_at_once, stated_times

_POLICE = r"(?:law enforcement|police|sheriff|ncmec|national center)"
_ENTITLED = (
    rf"(?:{_POLICE}|child welfare|probation|hotline|district attorney|parents?|custodians?|guardians?|attorneys?"
    r"|counsel|court|casa|advocates?|tribes?|siblings?)"
)
"""Those to whom the law has such a report or notice made."""
_NAMED = rf"(?:(?:to|with|the|its|their|local|city|county|child|child[’']s)\s+)*(?:department(?: of)?\s+)?{_ENTITLED}(?:\s+(?:department|agency|agencies|office|officers?|services))?"
_BE = r"(?:is|are|(?:will|shall|must|should|can|may)(?: also| then)? be|(?:is|are|has|have) to be)(?: also| then| always)?"
_SUBJECT = r"(?:departments?|agenc(?:y|ies)|workers?|officers?|staff|probation|welfare|clinics?|providers?|county|schools?|who|they|it|employees?|personnel|professionals?|supervisors?|reporters?|hospitals?|offices?|divisions?|part(?:y|ies)|services|team)"
_DOES = rf"(?:\b{_SUBJECT}|\b(?:will|shall|must|should|can|may|to))(?: also| then| always)?\s+"
"""What is before a verb: “the reports” are none."""
_ANY = r"(?:(?:any|all|each|every|the|an?|such|of|or|and|known|suspected|reasonably|possible|confirmed|alleged|identified|commercial|commercially|sexual|sexually|child|cases?|instances?|incidents?|suspicions?)\s+)*"
_KIND = r"(?:(?:written|initial|follow-up|telephone|these|its|their)\s+)*"
_EXPLOITATION = r"(?:exploit(?:ation|ed)|traffick(?:ing|ed)|csec\b|child abuse|sexual abuse|suspected abuse)"
_CHILD = r"(?:child(?:ren)?|youths?|minors?|dependents?|wards?|girls?|boys?|person|teens?)"
_IS_MISSING = rf"(?:missing\s+(?:from|foster|csec|dependent|nonminor|{_CHILD})|{_CHILD}\b[^.]{{0,60}}\bmissing|runaways?\b|runs? away|awol|abscond|abduct)"
_MADE = r"(?:made|filed|sent|given|submitted|transmitted|phoned|completed|due)"
_NOTIFIES = r"(?:notif(?:y|ies)|informs?|tells?|calls?|contacts?|alerts?)"
_NOTIFIED = r"(?:notified|informed|told|called|contacted|alerted)"

_REPORTED = (
    rf"{_DOES}(?:cross-)?reports?\s+(?:{_ANY}(?:{_EXPLOITATION}|missing|runaway|abducted)|it\b|this\b|them\b|that\b|the {_CHILD}\b|[^,]{{0,30}}\bto (?:the )?(?:\w+ )?{_POLICE})",
    rf"^\W*{_ANY}{_KIND}reports?(?:\s+(?:of|about|on|that)\s+{_ANY}(?:{_EXPLOITATION}|missing|runaway|abducted)[^,]{{0,40}}|\s+to\s[^,]{{0,40}})?\s+{_BE}\s+{_MADE}\b",
    rf"^\W*{_ANY}(?:{_EXPLOITATION}|missing|runaway|abducted)\b(?:\s+of)?(?:\s+{_ANY}{_CHILD})?\s+{_BE}\s+(?:cross-)?reported\b",
    rf"\b{_BE}\s+(?:cross-)?reported\b[^,]{{0,30}}\bto (?:the )?(?:\w+ )?{_POLICE}",
    rf"{_DOES}{_NOTIFIES}\s+(?:the )?(?:\w+ )?{_POLICE}",
    rf"{_POLICE}[^,]{{0,30}}\s{_BE}\s+{_NOTIFIED}\b",
)
_NOTICE = (
    *_REPORTED,
    rf"^\W*{_ANY}{_KIND}notices?(?:\s+(?:of|about|that|to)\s[^,]{{0,50}})?\s+{_BE}\s+{_MADE}\b",
    rf"{_DOES}{_NOTIFIES}\s+{_NAMED}",
    rf"{_ENTITLED}[^,]{{0,30}}\s{_BE}\s+{_NOTIFIED}\b",
)
_SHARED = (
    r"\binformation\b[^,]{0,60}\s(?:shared|disclosed|exchanged)\b",
    r"\b(?:shares?|discloses?|exchanges?|share|exchange)\b[^,]{0,30}\sinformation\b",
)

_BY = r"(?:\b(?:within|inside|in|than|up to|at most|by|by the|on the|under|after|no later than|for|during|(?:end|close) of(?: business)?(?: of| on)?)(?:\s+(?:an?|the|a period of|about|up to|no more than))*\s*)$"
_FOR = r"(?:\b(?:for|during)(?:\s+(?:an?|the|a period of|up to|about))*\s*)$"
_ITSELF_BY = r"(?:within|in|after|than|by|up to|at most)\s"
_ITSELF_A_DAY = r"(?:the\s+)?(?:next|following)\s"
"""“Reports are made the next day” needs no word before the day."""
_BEGINS_ANOTHER = rf";|:|\b(?:before|so that|because|unless|until|while)\b|,?\s(?:and|but|then)\s(?!\s*(?:{_NAMED}(?:,|\s+and|\s+or)?\s*)+(?:(?:by|in) \w+\s+)?{_BY})"
_LEADS_ALONE = r"^\W*(?:after|when|whenever|once|if|where|as soon as|upon|following|in case)\b\s+\w"
_LEADS = rf"{_LEADS_ALONE}[^,]*,"
"""What is said first of when something is done: “After a report is made, …”."""

_DOES_MORE = r"\b(?:(?:is|are|be)(?!\s+(?:missing|abducted|exploited|trafficked|gone|suspected|a victim))|meets?|sees?|gets?|receives?|reviews?|plans?|offers?)\b"
"""What shows, between an act and a time, that the time is of something else: “Staff who report it are seen within …”."""
_PERIOD = r"\s+(?:period|window|limit|deadline)"


@dataclass(frozen=True, slots=True)
class _Act:
    """An act whose time the law limits."""

    name: str
    """As the vocabulary has it (`timed_act`) at the clause of the agreement that carries it out, which has its limits."""
    about: re.Pattern[str]
    """Whom or what it is about: in the sentence, or in the heading above it."""
    acts: tuple[re.Pattern[str], ...]
    by: re.Pattern[str]
    """What is before its time."""
    other: re.Pattern[str]
    """What shows that something else is meant, anywhere in the sentence."""


_OF_NO_CHILD = r"\b(?:numbers?|statistic\w*|data|annual\w*|yearly|quarter\w*|aggregate|fiscal|board|committee|council|state|cdss|grand jury|public|(?:not|no)(?! later| more| longer)|never)\b"

_ACTS = (
    _Act(
        name="notice",
        about=re.compile(_IS_MISSING),
        acts=tuple(map(re.compile, _NOTICE)),
        by=re.compile(_BY),
        other=re.compile(rf"{_OF_NO_CHILD}|\b(?:return\w*|found|located|recover\w*|is back)\b"),
    ),
    _Act(
        name="report",
        about=re.compile(_EXPLOITATION),
        acts=tuple(map(re.compile, _REPORTED)),
        by=re.compile(_BY),
        other=re.compile(_OF_NO_CHILD),
    ),
    _Act(
        name="sharing",
        about=re.compile(r"\b(?:report|investigat|18961\.7)"),
        acts=tuple(map(re.compile, _SHARED)),
        by=re.compile(_FOR),
        other=re.compile(rf"{_OF_NO_CHILD}|good cause|18951|\b830\b"),
    ),
)
_MAX_SENTENCE = 1_000
"""Characters of a sentence that is read; a longer one is a list or a table, and takes long to search."""
_WRITTEN = re.compile(r"\bwritten|\bin writing|\bform\b|8572|8583")


def late_acts(heading: str, text: str) -> Iterator[tuple[str, StatedTime]]:
    """Yield, for each time by which a text does an act too late, the law's limit and the time.

    The heading above the text says what the text is about; empty if it has none.
    """
    above = in_small_letters(heading)
    for time in stated_times(text):
        if len(time.sentence) > _MAX_SENTENCE:
            continue
        sentence = in_small_letters(time.sentence)
        if limit := next(filter(None, (_exceeded(act, above, sentence, time) for act in _ACTS)), ""):
            yield limit, time


def _exceeded(act: _Act, heading: str, sentence: str, time: StatedTime) -> str:
    """Return the law's limit for an act that a time exceeds; empty if it is not the act's time, or not too long.

    The heading and the sentence are in small letters.
    """
    limits = _limits(act.name)
    if time.minutes <= minutes(limits[0]) or says_at_once(sentence) or act.other.search(sentence):
        return ""
    limit = limits[-1] if _WRITTEN.search(sentence) else limits[0]
    allowed = {minutes(each) for each in limits}
    named = any(each.minutes <= minutes(limit) for each in stated_times(time.sentence))
    if time.minutes <= minutes(limit) or time.minutes in allowed or named:
        return ""
    about = act.about.search(sentence) or act.about.search(heading)
    return limit if about and _is_time_of(act, time) else ""


@cache
def _limits(act: str) -> tuple[str, ...]:
    """Return the law's limits for an act, the shortest first."""
    clauses = vocabulary.lists()["clauses"].values()
    return tuple(sorted(next(clause["times"] for clause in clauses if clause.get("timed_act") == act), key=minutes))


def _is_time_of(act: _Act, time: StatedTime) -> bool:
    """Return whether a time is the time of an act: the act is in the same part of the sentence before it, or right after."""
    before, typed, after = map(in_small_letters, (time.before, time.typed, time.after))
    itself = re.match(_ITSELF_BY, typed)
    if not (act.by.search(before) or (itself and act.by.search(itself[0])) or re.match(_ITSELF_A_DAY, typed)):
        return False
    if re.search(r"-[a-z]+$", typed) and not re.match(_PERIOD, after):  # “in the 72-hour assessment”
        return False
    part = re.sub(_LEADS, "", re.split(_BEGINS_ANOTHER, before)[-1])
    if re.match(_LEADS_ALONE, part):  # “When a child has been missing for 30 days, …”
        return False
    if not re.sub(act.by, "", part).strip(" ,"):  # “Within 72 hours of the call, …”
        event = re.match(r"\s+(?:of|after|from|following)\b[^,]*,", after)
        part = re.split(_BEGINS_ANOTHER, after[event.end() if event else 0 :])[0]
    return any(
        (found := pattern.search(part)) and not re.search(_DOES_MORE, part[found.end() :]) for pattern in act.acts
    )
