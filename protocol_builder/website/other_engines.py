"""Builds the site with ProperDocs or Zensical, from a plain folder: finished pages, one settings file, one theme folder.

Neither runs our plugin. What the plugin does for MkDocs is in the folder already, and in the Markdown extension that
the settings name, so the articles are the same. Both run as programs of their own: ProperDocs takes the place of MkDocs
in the process that imports it, and Zensical keeps one site for each process.
"""

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from .. import resources
from . import mkdocs_settings
from .built_site import WebsiteError

NAMES = {"zensical": "Zensical", "properdocs": "ProperDocs"}
"""The engines by the names of their modules, with the names that people know."""

_PAGES, _THEME, _SITE, _SETTINGS = "pages", "theme", "site", "mkdocs.yml"
_OWN_SEARCH = Path("partials") / "search.html"
"""Zensical's search is a program of its own and needs its own dialog."""
_NOT_FOR_OTHERS = ("INHERIT", "hooks", "strict", "watch", "dev_addr")
"""Settings that are read here, that would run code, or that are about serving."""


class _Kept:
    """A value whose tag only an engine understands, such as `!ENV HOME`."""

    def __init__(self, node: yaml.Node) -> None:
        self.node = node


class _Loader(yaml.SafeLoader):
    """Reads settings and keeps values with tags of their own as they are."""


class _Dumper(yaml.SafeDumper):
    """Writes settings with the kept values."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _tag in ("!", "tag:yaml.org,2002:python/"):
    _Loader.add_multi_constructor(_tag, lambda loader, suffix, node: _Kept(node))
_Dumper.add_representer(_Kept, lambda dumper, kept: kept.node)


def read(file: Path) -> dict[str, Any]:
    """Return what a settings file says, with what it inherits. Raises WebsiteError for one that cannot be read."""
    try:
        found = yaml.load(file.read_bytes(), _Loader)
    except yaml.YAMLError as error:
        raise WebsiteError(f"{file}: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise WebsiteError(f"{file}: is not a list of settings, such as site_name: Our protocols")
    parent = found.get("INHERIT")
    return _over(read(file.parent / str(parent)), found) if parent else found


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return settings with others over them, as MkDocs inherits: parts of a mapping one by one, everything else whole."""
    both = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = _over(below[key], above[key])
    return both


def settings_of(file: Path, own: dict[str, Any], pages: Path) -> dict[str, Any]:
    """Return the settings of the plain folder for a settings file: complete, without our plugin, and without hooks."""
    made = {key: value for key, value in own.items() if key not in _NOT_FOR_OTHERS}
    theme = dict(own["theme"]) if isinstance(own.get("theme"), dict) else {"name": own.get("theme")}
    listed = mkdocs_settings.extensions(own)
    plugins = own.get("plugins", ["search"])
    entries = [{name: given} for name, given in plugins.items()] if isinstance(plugins, dict) else list(plugins or ())
    if mkdocs_settings.is_addition(file, own):
        added = mkdocs_settings.additions(own)
        theme |= added["theme"]
        made["extra_css"] = [*added["extra_css"], *(own.get("extra_css") or ())]
        made["extra_javascript"] = [*added["extra_javascript"], *(own.get("extra_javascript") or ())]
        made["extra"] = {**added["extra"], **(own.get("extra") or {})}
        made["use_directory_urls"] = added["use_directory_urls"]
        made["nav"] = own.get("nav") or added["nav"]
        listed = {**added["markdown_extensions"], **listed}
        search = {**added["search"], **mkdocs_settings.given(own, "search")}
        entries = [{"search": search} if _name(entry) == "search" else entry for entry in entries]
    made["nav"] = mkdocs_settings.main_pages(made.get("nav"), lambda path: (pages / path).exists())
    if not made["nav"]:
        del made["nav"]
    return {
        **made,
        "docs_dir": _PAGES,
        "site_dir": _SITE,
        "theme": {**theme, "custom_dir": _THEME},
        "plugins": [entry for entry in entries if _name(entry) != mkdocs_settings.PLUGIN],
        "markdown_extensions": [*({name: options} for name, options in listed.items()), mkdocs_settings.FINISHING],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }


def _name(entry: Any) -> str:
    return str(next(iter(entry), "")) if isinstance(entry, dict) else str(entry)


def run(engine: str, file: Path, own: dict[str, Any], folder: Path, *, strict: bool) -> Path:
    """Build the pages below a folder with an engine; returns where the site is, below the same folder.

    Raises WebsiteError with what the engine says if it does not build the site.
    """
    theme = folder / _THEME
    shutil.copytree(resources.site() / mkdocs_settings.THEME_FOLDER, theme)
    if own_theme := mkdocs_settings.theme_folder(file, own):
        shutil.copytree(own_theme, theme, dirs_exist_ok=True)
    settings = settings_of(file, own, folder / _PAGES)
    if engine == "zensical":
        (theme / _OWN_SEARCH).unlink(missing_ok=True)
        settings["theme"]["variant"] = "classic"  # the look that the site's styles are made for
        if "pymdownx.highlight" not in mkdocs_settings.extensions(own):  # else it colors code, which MkDocs does not
            settings["markdown_extensions"].append({"pymdownx.highlight": {"use_pygments": False}})
    (folder / _SETTINGS).write_text(yaml.dump(settings, Dumper=_Dumper, allow_unicode=True, sort_keys=False), "utf-8")
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),  # our extension, wherever this program came from
    }
    command = [sys.executable, "-m", engine, "build", "-f", _SETTINGS, *(("--strict",) if strict else ())]
    command += ["--quiet"] if engine == "properdocs" else []
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    said = [line.strip() for line in (ran.stdout + ran.stderr).decode("utf-8", "replace").splitlines() if line.strip()]
    if ran.returncode or not (folder / _SITE / "index.html").is_file():
        raise WebsiteError(f"{NAMES[engine]} did not build the website: {'; '.join(said)}")
    if engine == "properdocs":  # which says nothing else when it is quiet
        for line in said:
            logging.getLogger(__name__).warning(line)
    return folder / _SITE


def for_browser(file: Path, own: dict[str, Any]) -> dict[str, Any]:
    """Return the settings `browser` and `pyodide` of our plugin in a settings file, `pyodide` as a whole path.

    Raises WebsiteError if `browser` is not true or false, or `pyodide` is not the path of a folder.
    """
    found = mkdocs_settings.given(own, mkdocs_settings.PLUGIN)
    wanted, folder = found.get("browser", True), found.get("pyodide")
    if not isinstance(wanted, bool):
        raise WebsiteError("plugins: protocol_builder: browser: write true or false")
    if folder is not None and not isinstance(folder, str):
        raise WebsiteError("plugins: protocol_builder: pyodide: write the path of a folder, such as county_configs")
    return {"browser": wanted, "pyodide": str(file.absolute().parent / folder) if folder else None}


def for_staff(own: dict[str, Any]) -> bool:
    """Return the setting `for_staff` of our plugin. Raises WebsiteError if it is not true or false."""
    found = mkdocs_settings.given(own, mkdocs_settings.PLUGIN).get("for_staff", False)
    if not isinstance(found, bool):
        raise WebsiteError("plugins: protocol_builder: for_staff: write true or false")
    return found
