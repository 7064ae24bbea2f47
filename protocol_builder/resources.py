"""Where the files that come with the package are.

In a checkout `schemas/`, `templates/` and `site/` are next to the package; in an installed wheel they are inside it.
"""

from functools import cache
from pathlib import Path


class UnfitResourceError(Exception):
    """A template or a clause, the project's or a county's, cannot be used; the message says why in plain words."""


@cache
def root() -> Path:
    """The folder that holds `schemas/`, `templates/` and `site/`."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent


def schemas() -> Path:
    """The folder of the county file's shape, the requirements, and the statutes."""
    return root() / "schemas"


def templates() -> Path:
    """The folder of the agreement's templates and clauses (`mou/`) and of the site's pages (`site/`)."""
    return root() / "templates"


def site() -> Path:
    """The folder of the site's own pages, styles and theme overrides."""
    return root() / "site"
