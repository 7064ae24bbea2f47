"""Completes the settings of a county's own repository, a few lines, with the package's.

What the repository's `mkdocs.yml` says overrides the package's settings, and its own pages override built-in pages of
the same name.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .. import resources
from ..reading import packaged
from .all_counties import COMPARISON
from .browser import pages as browser_pages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME_FOLDER = "overrides"
_FILE_OF_A_WHOLE_SITE = Path("styles") / "site.css"
_WANTED_IN_A_THEME = (
    ("main.html", '{% extends "protocol_builder.html" %}', "replaces the frame of every page"),
    ("partials/header.html", '{% include "partials/leave.html" %}', "has no button to leave the site quickly"),
)
"""(file, text, reason): what a file of a theme folder has to have in it if the folder has the file."""
FINISHING = "protocol_builder.website.page_markdown"
"""The Markdown extension that finishes each page; no settings need to name it."""
PLUGIN = "protocol_builder"
"""The name of our plugin, as in `pyproject.toml` and `mkdocs.yml`."""
THEME = "material"
"""The theme whose templates those of the package extend."""

_PYTHON = "tag:yaml.org,2002:python/"
_OF_THE_THEME = tuple(f"{_PYTHON}name:{package}." for package in ("material.extensions", "pymdownx"))
"""Tags that the theme's documentation asks for: functions that come with it."""


class _Plugins(list[Any]):
    """The plugins of a settings file, copied as they are read: MkDocs empties each entry, and serving reads them again."""

    def __iter__(self) -> Iterator[Any]:
        return iter([deepcopy(entry) for entry in super().__iter__()])


def plugins(settings: Path, ours: dict[str, object]) -> list[Any]:
    """Return the plugins that a settings file lists, with some settings of our plugin replaced.

    Adds our plugin if the file does not list it. Raises MkDocs's ConfigurationError for a file that is not YAML.
    """
    listed = _settings_in(settings).get("plugins")
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


def _settings_in(file: Path) -> dict[str, Any]:
    """Return what a settings file says, as MkDocs reads it, with what it inherits."""
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    with file.open("rb") as text:
        return yaml_load(text, get_yaml_loader(config=MkDocsConfig(config_file_path=str(file.absolute()))))


def _overridden(entry: Any, ours: dict[str, object]) -> Any:
    """Return an entry of the list of plugins, ours with some settings replaced."""
    if not isinstance(entry, dict) or not isinstance(entry.get(PLUGIN, ""), dict | None):
        return entry
    return {PLUGIN: {**(entry[PLUGIN] or {}), **ours}}


def tag_that_runs_code(settings: Path) -> tuple[Path, int, int, str] | None:
    """Return the first tag in a settings file that makes MkDocs run code while it reads: (file, line, column, tag).

    Files that the settings inherit from are looked at too. Tags that name a function of the theme or of its Markdown
    extensions, as their documentation shows them, are not meant. Lines and columns count from 1. A file that is not
    YAML has no such tag: MkDocs says what is wrong with it. Raises OSError for a file that cannot be read.
    """
    seen: set[Path] = set()
    while settings not in seen:
        seen.add(settings)
        try:
            node = yaml.compose(settings.read_bytes(), yaml.SafeLoader)
        except yaml.YAMLError:
            return None
        for found in _nodes(node):
            if found.tag.startswith(_PYTHON) and not found.tag.startswith(_OF_THE_THEME):
                tag = found.tag.replace("tag:yaml.org,2002:", "!!")
                return settings, found.start_mark.line + 1, found.start_mark.column + 1, tag
        parent = _inherited(node)
        if not parent:
            return None
        settings = settings.parent / parent
    return None


def _nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """Yield a node and all nodes in it once, in the order of the text."""
    waiting, seen = [root] if root else [], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in reversed(node.value) for part in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)


def _inherited(node: yaml.Node | None) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "INHERIT"), "")


def complete(config: "MkDocsConfig") -> None:
    """Add the package's settings for what the settings leave out, if they are only what a county adds.

    Raises MkDocs's PluginError for settings with which the site's pages would not work.
    """
    from mkdocs.exceptions import PluginError

    file = Path(config.config_file_path)
    own = _settings_in(file)
    if problem := what_is_wrong(file, own, bool(config.use_directory_urls)):
        raise PluginError(f"{file.name}: {problem}")
    config.markdown_extensions.append(FINISHING)
    if not is_addition(file, own):
        return
    added = additions(own)
    # A theme folder of the repository's own stays first, so its files override the package's.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(resources.site() / THEME_FOLDER))
    for key, value in added["theme"].items():
        config.theme[key] = value
    config.extra_css = [*added["extra_css"], *config.extra_css]
    config.extra_javascript = [*added["extra_javascript"], *config.extra_javascript]
    for key, value in added["extra"].items():
        config.extra.setdefault(key, value)
    for name, settings in added["markdown_extensions"].items():
        config.mdx_configs.setdefault(name, settings)
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    search = next((plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"), None)
    if search and "separator" in added["search"]:
        search.config["separator"] = added["search"]["separator"]
    config.nav = config.nav or added["nav"]
    config.use_directory_urls = own.get("use_directory_urls", added["use_directory_urls"])
    config.validation.nav.omitted_files = logging.DEBUG  # as the package's settings say: reached from other pages


def additions(own: dict[str, Any]) -> dict[str, Any]:
    """Return what the package adds to the settings of a county's own repository, by the names of the settings.

    `theme` and `search` have only what those settings leave out; what is in `extra`, `markdown_extensions`, `nav`, and
    `use_directory_urls` applies if they say nothing else; styles and scripts come before their own.
    """
    package = packaged.load(resources.root() / "mkdocs.yml")
    theme = own["theme"] if isinstance(own.get("theme"), dict) else {}
    search = given(package, "search")
    return {
        **{key: package[key] for key in ("extra_css", "extra_javascript", "extra", "nav", "use_directory_urls")},
        "theme": {k: v for k, v in package["theme"].items() if k not in ("name", "custom_dir", *theme)},
        "markdown_extensions": extensions(package),
        "search": {key: value for key, value in search.items() if key not in given(own, "search")},
    }


def extensions(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the Markdown extensions that settings list, each with its own settings."""
    listed = settings.get("markdown_extensions") or ()
    entries = [listed] if isinstance(listed, dict) else listed
    found: dict[str, Any] = {}
    for entry in entries:
        found |= {name: options or {} for name, options in entry.items()} if isinstance(entry, dict) else {entry: {}}
    return found


def given(settings: dict[str, Any], plugin: str) -> dict[str, Any]:
    """Return the settings of a plugin in settings."""
    listed = settings.get("plugins") or ()
    entries = [listed] if isinstance(listed, dict) else [entry for entry in listed if isinstance(entry, dict)]
    return next((entry[plugin] or {} for entry in entries if plugin in entry), {})


def pages_folder(file: Path, own: dict[str, Any]) -> Path:
    """Return the folder of a repository's own pages, which its settings file names."""
    return file.absolute().parent / str(own.get("docs_dir") or "docs")


def theme_folder(file: Path, own: dict[str, Any]) -> Path | None:
    """Return the theme folder of a repository's own, or None."""
    theme = own.get("theme")
    named = theme.get("custom_dir") if isinstance(theme, dict) else None
    return file.absolute().parent / str(named) if named else None


def is_addition(file: Path, own: dict[str, Any]) -> bool:
    """Return whether the settings only add to the package's site; a whole site has its theme folder and its pages."""
    return theme_folder(file, own) is None or not (pages_folder(file, own) / _FILE_OF_A_WHOLE_SITE).is_file()


def completes(config: "MkDocsConfig") -> bool:
    """Return whether MkDocs builds a site whose settings only add to the package's."""
    file = Path(config.config_file_path)  # `config.docs_dir` may be a copy, with the package's pages in it
    return is_addition(file, _settings_in(file))


def what_is_wrong(file: Path, own: dict[str, Any], use_directory_urls: bool = False) -> str:
    """Return what has to change in the settings or in their theme folder for the site to work, or nothing.

    `use_directory_urls` is what the engine was told about addresses besides the settings, such as on its command line.
    """
    theme = own.get("theme")
    if (theme.get("name") if isinstance(theme, dict) else theme) != THEME:
        return "the pages are made for the theme material; write theme: {name: material}"
    if own.get("use_directory_urls") is True or (use_directory_urls and not is_addition(file, own)):
        return "use_directory_urls: true would break the links between the pages; write use_directory_urls: false"
    folder = theme_folder(file, own)
    if not folder or not is_addition(file, own):
        return ""
    for name, wanted, why in _WANTED_IN_A_THEME:
        if (found := folder / name).is_file() and wanted not in found.read_text("utf-8", "replace"):
            return f"{name} in the theme folder {folder.name} {why}; write in it {wanted}"
    return ""


def main_pages(nav: list[Any] | None, is_there: Callable[[str], bool]) -> list[Any] | None:
    """Return the main pages of a site without those that not every site has, and that this one does not.

    With nobody to compare with, there is no comparison; without a runtime for the browser, nothing that runs there.
    """
    absent = {path for path in (COMPARISON, *browser_pages.PATHS) if not is_there(path)}
    if not nav or not absent:
        return nav
    return [item for item in nav if absent.isdisjoint(item.values() if isinstance(item, dict) else [item])]


def built_in() -> Iterator[Path]:
    """Yield the paths, in the site, of the package's pages, styles, and scripts."""
    for path in sorted(resources.site().rglob("*")):
        if path.is_file() and path.relative_to(resources.site()).parts[0] != THEME_FOLDER:
            yield path.relative_to(resources.site())


def copy_built_in(folder: Path) -> None:
    """Copy the package's pages, styles, and scripts into a folder."""
    shutil.copytree(resources.site(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(THEME_FOLDER))
