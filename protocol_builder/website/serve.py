"""Knows how the website is shown while county files are edited: MkDocs serves it and builds what has changed.

Knows no county.
"""

import errno
import logging
from pathlib import Path
from typing import Any

from .. import resources
from . import mkdocs_hook, mkdocs_settings
from .engines import CONFIG, WebsiteError


def serve(county_files: Path, address: str, *, open_in_browser: bool = False) -> None:
    """Show the website at an address such as `127.0.0.1:8000` until Ctrl+C; an open page follows each edit.

    `county_files` is a folder. The settings are those of `mkdocs.yml` where the command runs, otherwise those that
    come with the package.
    """
    from mkdocs.commands.serve import serve as run
    from mkdocs.exceptions import MkDocsException

    own = Path(CONFIG).is_file()
    # A site's own settings name their hook; those of the package are used far from where they lie.
    with_hook: dict[str, Any] = {} if own else {"hooks": [str(Path(mkdocs_hook.__file__))]}
    settings = Path(CONFIG) if own else resources.root() / CONFIG
    mkdocs_settings.county_files = county_files.resolve()
    logging.getLogger("mkdocs.commands.build").addFilter(_unless_of_dirty_builds)
    try:
        run(str(settings), build_type="dirty", dev_addr=address, open_in_browser=open_in_browser, **with_hook)
    except MkDocsException as error:
        raise WebsiteError(str(error)) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise WebsiteError(error.errno, "is in use already; name another with --address", address) from None


def _unless_of_dirty_builds(record: logging.LogRecord) -> bool:
    """MkDocs warns that only changed pages are built anew; here every page that shows a change counts as changed."""
    return "'dirty' build" not in str(record.msg)
