"""Builds the site with MkDocs, in this process, with our plugin to finish what it writes."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import mkdocs_settings
from .built_site import WebsiteError
from .kept_pages import KeptPages, OutdatedError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_KNOWN_PLUGINS = frozenset({"search", "material/search", mkdocs_settings.PLUGIN})
"""With any other plugin, what a page comes from is not known."""


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


def can_keep_pages(config: "MkDocsConfig") -> bool:
    """Return whether pages come from nothing but what `KeptPages` compares, as far as the settings (no hooks) show."""
    text = Path(config.config_file_path).read_text("utf-8")
    is_known = set(config.plugins) <= _KNOWN_PLUGINS and config.theme.name == mkdocs_settings.THEME
    return is_known and "INHERIT" not in text and "!ENV" not in text


def own_theme_folders(config: "MkDocsConfig") -> tuple[Path, ...]:
    """Return the folders of the theme that no installed package brings."""
    import material
    import mkdocs

    packages = [Path(module.__path__[0]) for module in (material, mkdocs)]
    folders = map(Path, config.theme.dirs)
    return tuple(one for one in folders if not any(one.is_relative_to(package) for package in packages))


def run(config: "MkDocsConfig", sources: Path, target: Path, kept: KeptPages | None = None) -> None:
    """Build a folder of pages into another folder, with the pages that are kept taken from the earlier website.

    Raises WebsiteError with the warnings of MkDocs, or OutdatedError if none can be kept after all.
    """
    from mkdocs.commands.build import build as build_with_mkdocs
    from mkdocs.exceptions import Abort, MkDocsException

    config.docs_dir, config.site_dir = str(sources), str(target)
    warnings = _Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    logging.getLogger("mkdocs.commands.build").addFilter(_is_not_about_kept_pages)
    ours: Any = config.plugins[mkdocs_settings.PLUGIN]
    ours.kept = kept
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config, dirty=kept is not None)
        if kept and warnings.lines:
            kept.forget()  # so that the next build says it again
    except OutdatedError:
        raise
    except MkDocsException as error:
        warned = isinstance(error, Abort) and warnings.lines  # it says no more than that there were warnings
        raise WebsiteError("; ".join(warnings.lines) if warned else str(error)) from None
    finally:
        ours.kept = None  # MkDocs has the plugin from build to build
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").removeHandler(warnings)
        logging.getLogger("mkdocs.commands.build").removeFilter(_is_not_about_kept_pages)


def _is_not_about_kept_pages(record: logging.LogRecord) -> bool:
    """Return whether a record is not MkDocs' warning that links and titles may be wrong, which `KeptPages` sees to."""
    return "'dirty' build" not in record.getMessage()


class _Warnings(logging.Handler):
    """Collects the warnings of MkDocs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
