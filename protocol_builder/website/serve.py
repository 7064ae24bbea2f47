"""Shows the website while county files are edited: MkDocs serves it and builds what has changed."""

import errno
import logging
from pathlib import Path

from . import mkdocs_settings
from .built_site import WebsiteError
from .engines import settings_file
from .mkdocs_engine import load_settings


def serve(county_files: Path, address: str, *, open_in_browser: bool = False) -> None:
    """Show the website at an address such as `127.0.0.1:8000` until Ctrl+C; an open page follows each edit.

    `county_files` is a folder. The settings are those of `mkdocs.yml` where the command runs, otherwise the package's.
    Documents to download are left out to save time. Raises WebsiteError.
    """
    from mkdocs.commands.serve import serve as run
    from mkdocs.exceptions import MkDocsException

    settings = settings_file()
    ours: dict[str, object] = {"county_files": str(county_files.resolve()), "documents": False}
    load_settings(settings, ours)  # raises an error that says what is wrong with them, which MkDocs only logs
    plugins = mkdocs_settings.plugins(settings, ours)
    logging.getLogger("mkdocs.commands.build").addFilter(_unless_of_dirty_builds)
    try:
        run(str(settings), build_type="dirty", dev_addr=address, open_in_browser=open_in_browser, plugins=plugins)
    except MkDocsException as error:
        raise WebsiteError(str(error)) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise WebsiteError(error.errno, "is already in use; choose another with --address", address) from None


def _unless_of_dirty_builds(record: logging.LogRecord) -> bool:
    """MkDocs warns that only changed pages are built again; here every page that shows a change counts as changed."""
    return "'dirty' build" not in str(record.msg)
