"""County CSEC interagency protocols as text files: checked against California law, rendered as Word, PDF and website.

What other programs can build on:

- `load(path)`: what a county file says, as a typed `Protocol`
- `check_file(path, on)`, `check_text(text, on)`: a `Report` with a `Diagnostic` for each finding
- `build_files(paths, folder)`: Word, PDF and the website
- `requirements(on)`: each `Requirement` in force on a date

Importing it costs nothing; each name is loaded when it is first used. Everything else is internal and may change in any
version. To find something: the command line is in `commands`, the website in `website`, Word, PDF and other formats in
`writers`, the text of the agreement in `agreement`, findings in `checking`, the typed model in `protocol`, requirements
in `law`, and YAML with its positions in `reading`. Each of them imports only from those after it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checking.check import DateBeforeTheLawError, Report
    from .diagnostic import Diagnostic
    from .law.requirements import Requirement
    from .library import NotACountyFileError, build_files, check_file, check_text, load, requirements
    from .protocol.model import Protocol
    from .resources import UnfitResourceError
    from .writers.documents import NotMadeError

__version__ = "0.1.0"

__all__ = [
    "DateBeforeTheLawError",
    "Diagnostic",
    "NotACountyFileError",
    "NotMadeError",
    "Protocol",
    "Report",
    "Requirement",
    "UnfitResourceError",
    "__version__",
    "build_files",
    "check_file",
    "check_text",
    "load",
    "requirements",
]

_MODULES = {
    "DateBeforeTheLawError": "checking.check",
    "Diagnostic": "diagnostic",
    "NotMadeError": "writers.documents",
    "Protocol": "protocol.model",
    "Report": "checking.check",
    "Requirement": "law.requirements",
    "UnfitResourceError": "resources",
}


def __getattr__(name: str) -> Any:
    """A public name, from the module that has it. Raises AttributeError."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULES.get(name, 'library')}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
