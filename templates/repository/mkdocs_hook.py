"""Makes the pages from the county files when `mkdocs build` or `mkdocs serve` runs here."""

from protocol_builder.website.mkdocs_county import *  # noqa: F403
