"""A county file has at most 4 MB."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-too-large",
    severity="error",
    title="The county file is larger than 4 MB",
    description=(
        "People read and edit a county file as text, and no instrument fills 4 MB. A larger file usually holds a "
        "picture, a scanned document, or several instruments."
    ),
    bad="""\
notes:
  - data:image/png;base64,iVBORw0KGgo…   # a picture of 5 MB""",
    good="""\
notes:
  - A map of the service area is kept with the original agreement.""",
    check=found_before("file-too-large"),
)
