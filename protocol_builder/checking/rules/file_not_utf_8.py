"""A county file is text in UTF-8."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-not-utf-8",
    severity="error",
    title="The county file is not UTF-8 text",
    description=(
        "Older programs save accented letters and curly quotes in another encoding, so no program can tell which "
        "characters were meant. Every current editor can save text as UTF-8."
    ),
    bad=b"notes:\n  - The sheriff\x92s office keeps the list.",
    good="""\
notes:
  - The sheriff’s office keeps the list.""",
    check=found_before("file-not-utf-8"),
)
