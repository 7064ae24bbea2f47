"""The sections of the form, in the order in which a program manager answers them, and what the form leaves to the text."""

from dataclasses import dataclass

from ...diagnostic import Path


@dataclass(frozen=True, slots=True)
class Section:
    """A step of the form: a few parts of the county file that belong together."""

    id: str
    title: str
    words: str
    """What it is about, in a sentence or two."""
    roots: tuple[Path, ...]
    """Where a county file has what it asks; of a county's own part without the county."""


SECTIONS = (
    Section(
        "start",
        "The county and its instrument",
        "What this file describes, and whether the program’s law binds the county.",
        (
            ("county",),
            ("completeness",),
            ("csec_program",),
            *(("instrument", key) for key in ("kind", "title", "number", "searched_on")),
        ),
    ),
    Section(
        "agencies",
        "Agencies",
        "Every organization that takes part, and what it does in the law’s words. Checks look at functions, never at names.",
        (("agencies",),),
    ),
    Section(
        "protocol-team",
        "Protocol team",
        "The team that develops the protocol. The law names its seats; others may sit on it.",
        (("protocol_team",),),
    ),
    Section(
        "steering-committee",
        "Steering committee and other bodies",
        "State guidance recommends a steering committee; no statute does. If it is the protocol team, do not enter its seats twice.",
        (("steering_committee",), ("standing_bodies",)),
    ),
    Section(
        "childs-team",
        "The child’s team and its stages",
        "The team that serves one child. It is not the protocol team and has different seats. No statute sets stages or their times.",
        (("mdt",),),
    ),
    Section(
        "system-of-care",
        "System of Care",
        "What the memorandum of WIC 16521.6 has to provide.",
        (("system_of_care",),),
    ),
    Section(
        "times",
        "Reports and their times",
        "Who reports what to whom, and by when.",
        (("reporting",), ("missing_children",)),
    ),
    Section(
        "identification",
        "Identification and training",
        "How these children are found, and who is trained.",
        (("identification",), ("training",)),
    ),
    Section(
        "services",
        "Services, case planning, and funds",
        "What the protocol has to address, who plans a child’s case, and what program funds are used for.",
        (("services",), ("case_planning",), ("funding",)),
    ),
    Section(
        "sharing",
        "Information sharing",
        "Under which law the team shares confidential information. Describe each one that it relies on.",
        (("information_sharing",),),
    ),
    Section(
        "tribes",
        "Tribes",
        "Promising practices from state guidance. No statute requires this section.",
        (("tribes",),),
    ),
    Section(
        "signing",
        "Who signs, adoption, and term",
        "The legal entities that are parties, when the agreement was adopted, and how long it is in force.",
        (
            ("parties",),
            *(("instrument", key) for key in ("status", "adopted_on", "adopted_by", "term")),
            *(("instrument", key) for key in ("amendment", "amendment_rules", "amendments", "termination")),
            *(("instrument", key) for key in ("compensation", "indemnification", "insurance", "records")),
        ),
    ),
    Section(
        "purpose",
        "Purpose, scope, and your own sections",
        "Where and for whom the agreement applies, and what else the county wants it to say.",
        (("instrument", "scope"), ("instrument", "purpose"), ("instrument", "principles"), ("narrative",)),
    ),
)

LEFT_TO_THE_TEXT = {
    "counties": "each county’s own part is asked in its section; a county is added in the text",
    "clauses": "the words of clauses are for county counsel, next to the clauses themselves",
    "declined": "a recommendation is declined by its id, which the finding shows",
    "sources": "public sources are for files that others make about a county",
    "source": "public sources are for files that others make about a county",
    "notes": "comments for readers of the text",
    "checked_texts": "words of the text that someone has checked",
    "provided_by": "who carries out a function under contract; few agencies have it",
}
"""Keys of a county file that the form does not show, wherever they are, and why. A change of the form leaves them alone."""
