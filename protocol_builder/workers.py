"""Share pieces of work among several processes, and give back the results in order."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")

MAX_PROCESSES = 8
"""Each may take some 300 MB of memory."""


@contextmanager
def in_order(
    work: Callable[[_Piece], _Done], pieces: Sequence[_Piece], *, several: bool, stopped: str, most: int = MAX_PROCESSES
) -> Iterator[Iterator[_Done]]:
    """The results of the work for each piece, in order; with `several`, made by several processes, at most `most`.

    Raises OSError with the words of `stopped` if one of the processes was ended from outside.
    """
    number = min(_processors(), len(pieces), most)
    if not several or number < 2:
        yield map(work, pieces)
        return
    # Slow to import, and little work never needs them.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    spawn = multiprocessing.get_context("spawn")  # a copy of this process, as fork makes it, may hang on what it holds
    pool = ProcessPoolExecutor(number, spawn, _begin, gc.get_threshold())
    try:
        with _script_left_alone(work):
            # What the pieces have in common is sent only once for each chunk of them.
            made = pool.map(work, pieces, chunksize=min(8, len(pieces) // (8 * number)) or 1)
        yield made
    except BrokenProcessPool:
        raise OSError(stopped) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _processors() -> int:
    """The number of processors that this process may use; a container or a batch system may grant fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _script_left_alone(work: Callable[..., object]) -> Iterator[None]:
    """Hide, while workers start, the script that uses the library: each worker would run it again."""
    main = sys.modules["__main__"]
    if getattr(work, "func", work).__module__ == "__main__":
        yield
        return
    known = {name: vars(main).pop(name, None) for name in ("__file__", "__spec__")}
    main.__spec__ = None
    try:
        yield
    finally:
        vars(main).update({name: value for name, value in known.items() if name == "__spec__" or value is not None})


def _begin(*thresholds: int) -> None:
    """Start a worker: it ignores interrupts, which the first process handles, ends with that process, and uses one processor."""
    import multiprocessing

    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # Typst would take every processor for each document
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)
