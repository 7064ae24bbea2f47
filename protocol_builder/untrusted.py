"""Knows how a county's Word template is filled in a process of its own, which may take only so much time and memory.

Knows nothing of what is in it. A template is a program: a loop in it could run for days, or fill the machine.
"""

import multiprocessing
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from .agreement import Agreement
from .word import TemplateError, docx

SECONDS = 60
MEMORY = 2 * 2**30
"""Bytes that the process may ask for; a long agreement takes a sixth of it."""


def filled(agreement: Agreement, template: Path, seconds: int = SECONDS) -> bytes:
    """The agreement as a Word document in a county's template. Raises TemplateError."""
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=_fill, args=(there, agreement, template, seconds), daemon=True)
    process.start()
    there.close()
    try:
        found: Any = here.recv() if here.poll(seconds + 10) else _late(template, seconds)
    except EOFError:
        found = _late(template, seconds)
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(found, bytes):
        return found
    raise TemplateError(found)


def _late(template: Path, seconds: int) -> str:
    return (
        f"{template.name} takes more than {seconds} seconds or more memory than a document needs; "
        "look for a loop ({%p for …%}) or a very large picture in it"
    )


def _fill(there: Connection, agreement: Agreement, template: Path, seconds: int) -> None:
    _limit(seconds)
    try:
        there.send(docx(agreement, template))
    except TemplateError as error:
        there.send(str(error))
    except (MemoryError, RecursionError):
        there.send(_late(template, seconds))
    except Exception as error:
        there.send(f"{template.name} cannot be filled in: {type(error).__name__}: {error}")


def _limit(seconds: int) -> None:
    if sys.platform == "win32":
        return  # there only the time is limited, by the process that waits
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform != "darwin":  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
