"""Fill or check a Word template in a process of its own, with limits on time and memory.

A template is a program: a loop in it could run for days or use up all memory.
"""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar, cast

from ...agreement.agreement import Agreement
from .active_content import find_active_content, shorten
from .document import TemplateError, docx
from .package import UnreadableError

MAX_SECONDS = 60
MAX_MEMORY = 2 * 2**30
"""Bytes that the process may request; a long agreement takes a sixth of it."""
_Result = TypeVar("_Result")


def docx_from_template(agreement: Agreement, template: Path, seconds: int = MAX_SECONDS) -> bytes:
    """Return the agreement as a Word document in a county's own template. Raises TemplateError."""
    return run_limited(_docx, template, agreement, seconds=seconds)


def run_limited(
    function: Callable[..., _Result], template: Path, *arguments: object, seconds: int = MAX_SECONDS
) -> _Result:
    """Return `function(template, *arguments)`, computed in a process of its own.

    Raises TemplateError, also where the process reaches a limit.
    """
    processes = multiprocessing.get_context("spawn")
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=_run, args=(sender, function, template, arguments, seconds), daemon=True)
    process.start()
    sender.close()
    answer: tuple[str, Any] = (_over_limit(template, seconds), None)
    try:
        if receiver.poll(seconds + 5):
            answer = receiver.recv()
    except (EOFError, OSError):
        pass  # it was stopped at a limit
    finally:
        process.kill()
        process.join()
        receiver.close()
    fault, result = answer
    if fault:
        raise TemplateError(fault)
    return cast("_Result", result)


def refuse_active_content(content: bytes, name: str) -> None:
    """Raise TemplateError if a Word file has active content, which neither a template nor an agreement may have."""
    try:
        for fault in find_active_content(content, name):
            raise TemplateError(fault)
    except UnreadableError as error:
        raise TemplateError(f"{name} {error}") from None


def _docx(template: Path, agreement: Agreement) -> bytes:
    refuse_active_content(template.read_bytes(), template.name)
    made = docx(agreement, template)
    refuse_active_content(made, template.name)  # what a template's field prints can be a field for Word
    return made


def _over_limit(template: Path, seconds: int) -> str:
    return (
        f"{template.name} takes more than {seconds} seconds or more memory than a document needs; "
        "look for a loop ({%p for …%}) or a very large picture in it"
    )


def _run(
    sender: Connection, function: Callable[..., object], template: Path, arguments: tuple[object, ...], seconds: int
) -> None:
    try:
        _limit(seconds)
        answer: Any = ("", function(template, *arguments))
    except TemplateError as error:
        answer = (str(error), None)
    except (MemoryError, RecursionError):
        answer = (_over_limit(template, seconds), None)
    except OSError as error:
        answer = (f"{template.name} cannot be read: {error.strerror}", None)
    except Exception as error:
        reason = f"{type(error).__name__}: {shorten(str(error))}"
        answer = (
            f"{template.name} is not a document as Word saves it ({reason}); open it in Word and save it again",
            None,
        )
    try:
        sender.send(answer)
    except MemoryError:
        answer = None
        sender.send((_over_limit(template, seconds), None))


def _limit(seconds: int) -> None:
    if sys.platform == "win32":
        return  # the waiting process limits only the time
    import resource

    def lower(kind: int, maximum: int, spare: int = 0) -> None:
        hard = resource.getrlimit(kind)[1]
        limits = [limit for limit in (maximum + spare, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(maximum, *limits), min(limits)))

    lower(resource.RLIMIT_CPU, seconds, 1)
    if sys.platform != "darwin":  # macOS knows the limit and refuses to set it
        lower(resource.RLIMIT_AS, MAX_MEMORY)
