"""The settings of a site that MkDocs builds: a few lines in a county's own repository, completed by the package's.

What the repository's `mkdocs.yml` says overrides the package's settings, and a page of its own overrides a built-in page
of the same name.
"""

import logging
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import resources
from ..reading import source

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME_FOLDER = "overrides"
PLUGIN = "protocol_builder"
"""The name of our plugin, as in `pyproject.toml` and `mkdocs.yml`."""


class _Plugins(list[Any]):
    """The plugins of a settings file. MkDocs takes each entry apart as it reads it, once for each build while serving."""

    def __iter__(self) -> Iterator[Any]:
        return iter([deepcopy(entry) for entry in super().__iter__()])


def plugins(settings: Path, ours: dict[str, object]) -> list[Any]:
    """The plugins that a settings file lists, with some settings of our own plugin replaced by these.

    Our plugin is added where the file does not list it. Raises MkDocs's ConfigurationError for a file that is no YAML.
    """
    from mkdocs.config.defaults import MkDocsConfig

    config = MkDocsConfig(config_file_path=str(settings.absolute()))
    with settings.open("rb") as text:
        config.load_file(text)
    listed = config.data.get("plugins")
    if listed is None:
        listed = ["search"]  # as MkDocs does
    if isinstance(listed, dict):
        listed = [{name: given} for name, given in listed.items()]
    if not isinstance(listed, list):
        return _Plugins([listed])  # MkDocs says what is wrong with it
    entries = [{entry: {}} if isinstance(entry, str) else entry for entry in listed]
    if not any(PLUGIN in entry for entry in entries if isinstance(entry, dict)):
        entries.append({PLUGIN: {}})
    return _Plugins(_overridden(entry, ours) for entry in entries)


def _overridden(entry: Any, ours: dict[str, object]) -> Any:
    """An entry of the list of plugins, ours with some settings replaced."""
    if not isinstance(entry, dict) or not isinstance(entry.get(PLUGIN, ""), dict | None):
        return entry
    return {PLUGIN: {**(entry[PLUGIN] or {}), **ours}}


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
    _complete_search(config, package, own)
    config.nav = config.nav or package["nav"]
    config.use_directory_urls = own.get("use_directory_urls", package["use_directory_urls"])
    config.validation.nav.omitted_files = logging.DEBUG  # as the package's settings say: reached from other pages


def _complete_search(config: "MkDocsConfig", package: dict[str, Any], own: dict[str, Any]) -> None:
    """Set where words end for the search, unless the repository says so itself."""
    given = _given(own, "search")
    search = next((plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"), None)
    if search and "separator" not in given:
        search.config["separator"] = _given(package, "search")["separator"]


def _given(settings: dict[str, Any], plugin: str) -> dict[str, Any]:
    """What settings say of a plugin."""
    listed = settings.get("plugins") or ()
    entries = [listed] if isinstance(listed, dict) else [entry for entry in listed if isinstance(entry, dict)]
    return next((entry[plugin] or {} for entry in entries if plugin in entry), {})


def is_addition(config: "MkDocsConfig") -> bool:
    """Whether the settings bring no theme folder of their own, and so are not a whole site's."""
    return config.theme.custom_dir is None


def built_in() -> Iterator[Path]:
    """The pages, styles, and scripts that come with the package, by their paths in the site."""
    for path in sorted(resources.site().rglob("*")):
        if path.is_file() and path.relative_to(resources.site()).parts[0] != THEME_FOLDER:
            yield path.relative_to(resources.site())


def copy_built_in(folder: Path) -> None:
    """Copy them into a folder."""
    shutil.copytree(resources.site(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(THEME_FOLDER))
