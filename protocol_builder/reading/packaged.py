"""Read the YAML files that come with the package: the law, the shape, the words of the lists.

To parse them takes a third of the time of a short check. So what was parsed is kept beside Python's compiled modules, by
the same settings (`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`), with the text that it was parsed from: it is used
only if the file has that very text, so a changed file is always parsed again.

What is worked out from such a file can be kept in the same way (`worked_out`).

What the website carries to the browser, where parsing takes many times as long, has what was parsed next to each file
instead (`PARSED`).
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from .. import pycache
from . import loader

PARSED = ".parsed.json"
"""The ending of a file that has what was parsed of the file whose name comes before it; only a packed copy has any."""


def load(path: Path) -> Any:
    """Return the data of a YAML file of the package, with a county file's scalars. Raises OSError and yaml.YAMLError."""
    with suppress(OSError):
        return json.loads(path.with_name(path.name + PARSED).read_bytes())
    text = path.read_bytes()
    return _kept_or_made(f"{path.name}.json", text, lambda: loader.load_yaml(text.decode("utf-8")), [loader.__file__])


def worked_out(path: Path, name: str, work_out: Callable[[], Any], code: Iterable[str]) -> Any:
    """Return what is worked out from a YAML file of the package, as JSON has it; it is kept by its name beside the file's data.

    `code` are the paths of the modules that work it out: when one of them changes, it is worked out again. A packed copy,
    which has only what was parsed, keeps nothing.
    """
    try:
        text = path.read_bytes()
    except OSError:
        return work_out()
    return _kept_or_made(f"{path.name}.{name}.json", text, work_out, code)


def _kept_or_made(name: str, text: bytes, make: Callable[[], Any], code: Iterable[str]) -> Any:
    try:
        beginning = pycache.heading(code) + text
    except OSError:  # the code is in an archive
        return make()
    with suppress(ValueError):
        if (found := pycache.find(name, beginning)) is not None:
            return json.loads(found)
    made = make()
    pycache.keep(name, beginning + json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
    return made
