"""A team that meets by telephone or online shares information so."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...paths import value_at
from ...protocol.county_data import stages
from .rule import CheckedFile, Rule

_KEY = ("information_sharing", "investigation", "shares_remotely")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding where nothing is shared remotely, and a stage of the team meets, or may meet, remotely."""
    for county, view, prefix in file.views:
        if value_at(view, _KEY) is not False:
            continue
        for path, stage, _ in stages(view):
            if stage.get("meeting") in ("remote", "either"):
                yield Diagnostic(
                    "remote-meeting-without-remote-sharing",
                    "advice",
                    "a stage of the team meets, or may meet, by telephone or video, and shares_remotely: false says that "
                    "nothing is shared so",
                    (*prefix, *path, "meeting"),
                    True,
                    "if what is shared in the first 30 days after a report is shared at that stage too, write "
                    "shares_remotely: true, and under remote_identity_check: how callers are identified",
                    "WIC 18961.7(c)(2)",
                    county=county if len(file.views) > 1 else "",
                )
                break


RULE = Rule(
    id="remote-meeting-without-remote-sharing",
    severity="advice",
    title="A team meets remotely, but the file says that it does not share information remotely",
    description=(
        "The file says that nothing is shared by telephone or online, so that it need not say how callers are identified, "
        "and a stage of the team meets, or may meet, by telephone or video. It is no error, since the stage may be later "
        "than the 30 days that WIC 18961.7 is about."
    ),
    bad="""\
mdt:
  kind: dedicated
  tiers:
    - {name: Urgent meeting, meeting: remote}
information_sharing:
  investigation: {shares_remotely: false}""",
    good="""\
mdt:
  kind: dedicated
  tiers:
    - {name: Urgent meeting, meeting: in_person}
information_sharing:
  investigation: {shares_remotely: false}""",
    check=check,
)
