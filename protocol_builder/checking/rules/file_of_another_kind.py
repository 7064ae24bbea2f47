"""A county file is a text file, not one of Word, PDF, or a web page with its name."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-of-another-kind",
    severity="error",
    title="The file is not text, whatever its name",
    description=(
        "A Word, PDF, zip, or web page file has a name that ends in .yml. Changing a file's name does not change what "
        "is in it. A county file is plain text, as a text editor saves it."
    ),
    bad="""\
{\\rtf1\\ansi county: Alpine\\par}""",
    good="""\
county: Alpine
instrument:
  kind: other""",
    check=found_before("file-of-another-kind"),
)
