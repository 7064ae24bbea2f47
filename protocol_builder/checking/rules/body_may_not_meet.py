"""What a file says of a team or committee does not read as if it no longer met."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import texts
from .rule import CheckedFile, Rule

_KEYS = ("meets", "every")
_BODIES = ("mdt", "steering_committee", "leadership_team")
"""The keys of the bodies whose names the agreement prints."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each text on how often a body meets, or a stage goes on, that reads like never or no longer.

    Also for the name of a body that says that there is none any more.
    """
    for path, value in (text for key in _KEYS for text in file.texts_by_key.get(key, ())):
        if texts.may_not_meet(value):
            yield Diagnostic(
                "body-may-not-meet",
                "warning",
                f"{quoted(value)} reads as if there were no meetings, and is printed as how often there are",
                path,
                True,
                f"write how often it meets, such as every three months; if it meets no more, delete {path[-1]}:",
            )
    for path, value in file.texts_by_key.get("name", ()):
        if len(path) > 1 and path[-2] in _BODIES and texts.may_be_defunct(value):
            yield Diagnostic(
                "body-may-not-meet",
                "warning",
                f"the name {quoted(value)} reads as if there were no such body any more",
                path,
                True,
                "write the name alone; if there is no such body, delete what the file says of it",
            )


RULE = Rule(
    id="body-may-not-meet",
    severity="warning",
    title="A team or committee may not meet",
    description=(
        "The text is to say how often a committee or a team meets, and reads as if it never does, or did only until some "
        "day; or the body’s name says that it was dissolved. The agreement would print it as what the partners agree to. "
        "It is a warning because a program cannot tell from words whether a body meets."
    ),
    bad="""\
steering_committee:
  is_protocol_team: true
  meets: Suspended since 2023""",
    good="""\
steering_committee:
  is_protocol_team: true
  meets: Every three months; no meeting in July""",
    check=check,
)
