"""Read the YAML files that come with the package: the law, the shape, the words of the lists.

To parse them takes a third of the time of a short check. So what was parsed is kept beside Python's compiled modules, by
the same settings (`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`), with the text that it was parsed from: it is used
only if the file has that very text, so a changed file is always parsed again.

What the website carries to the browser, where parsing takes many times as long, has what was parsed next to each file
instead (`PARSED`).
"""

import json
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from .. import __version__
from . import loader

PARSED = ".parsed.json"
"""The ending of a file that has what was parsed of the file whose name comes before it; only a packed copy has any."""


def load(path: Path) -> Any:
    """Return the data of a YAML file of the package, with a county file's scalars. Raises OSError and yaml.YAMLError."""
    with suppress(OSError):
        return json.loads(path.with_name(path.name + PARSED).read_bytes())
    text = path.read_bytes()
    kept = _folder() / f"{path.name}.json"
    beginning = _heading(len(text)) + text
    with suppress(OSError, ValueError):
        found = kept.read_bytes()
        if found.startswith(beginning):
            return json.loads(found[len(beginning) :])
    data = loader.load_yaml(text.decode("utf-8"))
    if not sys.dont_write_bytecode:
        _keep(kept, beginning + json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    return data


def _keep(path: Path, content: bytes) -> None:
    """Keep what was parsed; where nothing can be written, the file is parsed again each time."""
    from .. import files  # which a check that finds everything kept does not need

    with suppress(OSError):
        files.write(path, content)


@cache
def _folder() -> Path:
    return Path(cache_from_source(__file__)).parent


def _heading(length: int) -> bytes:
    """What a kept file begins with: another version of the loader may read another thing from the same text."""
    return f"{__version__} {_loader()} {length}\n".encode()


@cache
def _loader() -> str:
    code = Path(loader.__file__).stat()
    return f"{code.st_mtime_ns} {code.st_size}"
