"""Knows what `mkdocs build` and `mkdocs serve` need in a county's own repository. Its hook takes everything from here."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from .. import resources
from . import mkdocs_hook, mkdocs_settings

__all__ = [
    "on_build_error",
    "on_config",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_serve",
]

on_build_error = mkdocs_hook.on_build_error
on_page_content = mkdocs_hook.on_page_content
on_page_markdown = mkdocs_hook.on_page_markdown
on_post_build = mkdocs_hook.on_post_build
on_post_page = mkdocs_hook.on_post_page
on_serve = mkdocs_hook.on_serve


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Complete the repository's settings."""
    mkdocs_settings.complete(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what comes with the package, and the pages that are made from county files."""
    for path in mkdocs_settings.came_along() if mkdocs_settings.is_addition(config) else ():
        if files.get_file_from_path(path.as_posix()) is None:
            files.append(File(path.as_posix(), str(resources.site()), config.site_dir, config.use_directory_urls))
    return mkdocs_hook.on_files(files, config)
