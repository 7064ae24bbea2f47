"""A county file has at least one entry."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-empty",
    severity="error",
    title="The county file is empty",
    description=(
        "The file has no entries, or only comments, so there is nothing to check. Most often the file was created and "
        "never saved, or every line is still a comment."
    ),
    bad="# El Dorado County, to be written",
    good="""\
county: El Dorado
instrument:
  kind: interagency_protocol""",
    check=found_before("file-empty"),
)
