"""A team that is not a child and family team does not share information on that team's basis alone."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule, or_unknown

_OTHER_BASES = ("investigation", "ongoing")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose only basis of sharing is WIC 832, beside another kind of team."""
    for county, view, prefix in file.views:
        sharing, kind = view.get("information_sharing") or {}, (view.get("mdt") or {}).get("kind")
        if "child_and_family_team" not in sharing or not sharing.keys().isdisjoint(_OTHER_BASES):
            continue
        if kind in (None, "child_and_family_team"):
            continue
        finding = Diagnostic(
            "sharing-basis-of-another-team",
            "warning",
            "the team is not a child and family team, and the only basis for sharing is that of one",
            (*prefix, "information_sharing", "child_and_family_team"),
            remedy="add under information_sharing the law on which the team shares: investigation (WIC 18961.7) or ongoing (WIC 830 and 18951)",
            county=county,
        )
        yield or_unknown(file, finding, f"{finding.message}, as far as the sources show")


RULE = Rule(
    id="sharing-basis-of-another-team",
    severity="warning",
    title="The only basis for sharing information is that of another kind of team",
    description=(
        "WIC 832 lets a child and family team share information by written authorization. The file names it as the only "
        "basis, and a dedicated or an existing team serves the child. Such a team shares under WIC 18961.7, or under "
        "WIC 830 and 18951, and the duties of those sections are not checked until the file names them."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
information_sharing:
  child_and_family_team: {authorization_in_writing: true}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
information_sharing:
  child_and_family_team: {authorization_in_writing: true}
  ongoing: {fewest_persons: 3}""",
    check=check,
)
