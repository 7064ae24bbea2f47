"""Builds the site with MkDocs, in this process, with our plugin to finish what it writes."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from . import mkdocs_settings
from .built_site import WebsiteError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def load_settings(
    settings: Path, ours: dict[str, object], *, strict: bool = False, with_hooks: bool = True
) -> "tuple[MkDocsConfig, list[str]]":
    """Load a settings file with some settings of our plugin replaced. With `strict`, a warning counts as an error.

    Without hooks, no code that the settings name is run.

    Returns the settings and the warnings of MkDocs about them. Raises WebsiteError, which says what is wrong.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError

    refuse_code(settings)
    try:
        config = MkDocsConfig(config_file_path=str(settings.absolute()))
        with settings.open("rb") as text:
            config.load_file(text)
        config.load_dict({"plugins": mkdocs_settings.plugins(settings, ours), "strict": strict})
        if not with_hooks:
            config.load_dict({"hooks": []})
        errors, warnings = config.validate()
    except ConfigurationError as error:
        raise WebsiteError(f"{settings}: {error}") from None
    if wrong := [*errors, *(warnings if strict else ())]:
        raise WebsiteError(f"{settings}: {'; '.join(f'{key}: {problem}' for key, problem in wrong)}")
    return config, [f"Config value '{key}': {warning}" for key, warning in warnings]


def refuse_code(settings: Path) -> None:
    """Raise WebsiteError for a settings file with a tag that makes an engine run code while it reads."""
    if found := mkdocs_settings.tag_that_runs_code(settings):
        file, line, column, tag = found
        raise WebsiteError(
            f"{file}:{line}:{column}: the tag {tag} would run a program while the settings are read; "
            "write the setting without it"
        )


def run(config: "MkDocsConfig", sources: Path, target: Path) -> None:
    """Build a folder of pages into another folder. Raises WebsiteError with the warnings of MkDocs."""
    from mkdocs.commands.build import build as build_with_mkdocs
    from mkdocs.exceptions import Abort, MkDocsException

    config.docs_dir, config.site_dir = str(sources), str(target)
    warnings = _Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
    except MkDocsException as error:
        warned = isinstance(error, Abort) and warnings.lines  # it says no more than that there were warnings
        raise WebsiteError("; ".join(warnings.lines) if warned else str(error)) from None
    finally:
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").removeHandler(warnings)


class _Warnings(logging.Handler):
    """Collects the warnings of MkDocs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
