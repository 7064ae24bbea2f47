"""Knows the site's settings, and how those of a county's own repository, a few lines, are completed by them.

What the repository's `mkdocs.yml` says goes before, and so does a page of its own that bears the name of one that comes
along. Knows no county.
"""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import resources
from ..reading import source

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME_FOLDER = "overrides"

county_files: Path | None = None
"""The folder that `site serve` shows; else the settings tell it. Documents to download are then left out, to be quick."""


def complete(config: "MkDocsConfig") -> None:
    """Take what the settings leave open from the package's, if they are only what a county adds."""
    if not is_addition(config):
        return
    package = source.load_yaml((resources.root() / "mkdocs.yml").read_text("utf-8"))
    own: dict[str, Any] = source.load_yaml(Path(config.config_file_path).read_text("utf-8"))
    theme = own["theme"] if isinstance(own.get("theme"), dict) else {}
    config.theme.dirs.insert(0, str(resources.site() / THEME_FOLDER))
    for key, value in package["theme"].items():
        if key not in ("name", "custom_dir", *theme):
            config.theme[key] = value
    config.extra_css = [*package["extra_css"], *config.extra_css]
    config.extra_javascript = [*package["extra_javascript"], *config.extra_javascript]
    for key, value in package["extra"].items():
        config.extra.setdefault(key, value)
    for extension in package["markdown_extensions"]:
        name, settings = next(iter(extension.items())) if isinstance(extension, dict) else (extension, {})
        config.mdx_configs.setdefault(name, settings)
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    _search(config, package, own)
    config.nav = config.nav or package["nav"]
    config.use_directory_urls = own.get("use_directory_urls", package["use_directory_urls"])
    config.validation.nav.omitted_files = logging.DEBUG  # as the package's settings say: reached from other pages


def _search(config: "MkDocsConfig", package: dict[str, Any], own: dict[str, Any]) -> None:
    """Where words end for the search, unless the repository says how it is to search."""
    said = [plugin["search"] for plugin in own.get("plugins") or () if isinstance(plugin, dict) and "search" in plugin]
    search = next((plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"), None)
    if search and not (said and said[0] and "separator" in said[0]):
        wanted = next(plugin["search"] for plugin in package["plugins"] if "search" in plugin)
        search.config["separator"] = wanted["separator"]


def is_addition(config: "MkDocsConfig") -> bool:
    """Whether the settings bring no theme folder of their own, and so are not a whole site's."""
    return config.theme.custom_dir is None


def came_along() -> Iterator[Path]:
    """The pages, styles and scripts that come with the package, by their paths in the site."""
    for path in sorted(resources.site().rglob("*")):
        if path.is_file() and path.relative_to(resources.site()).parts[0] != THEME_FOLDER:
            yield path.relative_to(resources.site())


def copy(folder: Path) -> None:
    """Put them into a folder."""
    shutil.copytree(resources.site(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(THEME_FOLDER))
