"""Knows how a Word template is looked at in a process of its own, which may take only so much time and memory.

Knows nothing of what is in it. A template is a program: a loop in it could run for days, or fill the machine.
"""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar, cast

from ...agreement.agreement import Agreement
from .active_content import foreign, shown
from .document import TemplateError, docx
from .package import UnreadableError

SECONDS = 60
MEMORY = 2 * 2**30
"""Bytes that the process may ask for; a long agreement takes a sixth of it."""
_Found = TypeVar("_Found")


def filled(agreement: Agreement, template: Path, seconds: int = SECONDS) -> bytes:
    """The agreement as a Word document in a county's template. Raises TemplateError."""
    return apart(_filled, template, agreement, seconds=seconds)


def apart(look: Callable[..., _Found], template: Path, *others: object, seconds: int = SECONDS) -> _Found:
    """What a function of the template, and others, gives in a process of its own. Raises TemplateError."""
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=_look, args=(there, look, template, others, seconds), daemon=True)
    process.start()
    there.close()
    told: tuple[str, Any] = (_late(template, seconds), None)
    try:
        if here.poll(seconds + 5):
            told = here.recv()
    except (EOFError, OSError):
        pass  # it was ended at its bounds
    finally:
        process.kill()
        process.join()
        here.close()
    fault, found = told
    if fault:
        raise TemplateError(fault)
    return cast("_Found", found)


def see(content: bytes, name: str) -> None:
    """Raises TemplateError for what must not be used, or made, as an agreement."""
    try:
        for fault in foreign(content, name):
            raise TemplateError(fault)
    except UnreadableError as error:
        raise TemplateError(f"{name} {error}") from None


def _filled(template: Path, agreement: Agreement) -> bytes:
    see(template.read_bytes(), template.name)
    made = docx(agreement, template)
    see(made, template.name)  # what a field prints can be a field of Word's
    return made


def _late(template: Path, seconds: int) -> str:
    return (
        f"{template.name} takes more than {seconds} seconds or more memory than a document needs; "
        "look for a loop ({%p for …%}) or a very large picture in it"
    )


def _look(
    there: Connection, look: Callable[..., object], template: Path, others: tuple[object, ...], seconds: int
) -> None:
    try:
        _limit(seconds)
        told: Any = ("", look(template, *others))
    except TemplateError as error:
        told = (str(error), None)
    except (MemoryError, RecursionError):
        told = (_late(template, seconds), None)
    except OSError as error:
        told = (f"{template.name} cannot be read: {error.strerror}", None)
    except Exception as error:
        said = f"{type(error).__name__}: {shown(str(error))}"
        told = (f"{template.name} is not as Word makes documents ({said}); open it in Word and save it anew", None)
    try:
        there.send(told)
    except MemoryError:
        told = None
        there.send((_late(template, seconds), None))


def _limit(seconds: int) -> None:
    if sys.platform == "win32":
        return  # there only the time is limited, by the process that waits
    import resource

    def lower(kind: int, most: int, spare: int = 0) -> None:
        hard = resource.getrlimit(kind)[1]
        found = [bound for bound in (most + spare, hard) if bound != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(most, *found), min(found)))

    lower(resource.RLIMIT_CPU, seconds, 1)
    if sys.platform != "darwin":  # macOS knows the limit and refuses to set it
        lower(resource.RLIMIT_AS, MEMORY)
