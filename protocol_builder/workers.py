"""Knows how pieces of work are shared among several processes and handed back in order. Knows nothing of the work."""

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

_MOST = 8
"""Processes; each may hold some 300 MB."""


@contextmanager
def in_order(
    work: Callable[[_Piece], _Done], pieces: Sequence[_Piece], *, several: bool, stopped: str, most: int = _MOST
) -> Iterator[Iterator[_Done]]:
    """Gives what the work makes of each piece, in order; with `several`, by several processes, but no more than `most`.

    Raises OSError with the words of `stopped` where one of them was ended from outside.
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
            # What the pieces have in common goes over only once for those that go together.
            made = pool.map(work, pieces, chunksize=min(8, len(pieces) // (8 * number)) or 1)
        yield made
    except BrokenProcessPool:
        raise OSError(stopped) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use, which a container or a batch system can make fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _script_left_alone(work: Callable[..., object]) -> Iterator[None]:
    """While workers start: a worker would run the script of whoever uses the library again, if it were told of it."""
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
    """A worker leaves it to the first process to be interrupted, ends when that one is gone, and counts for one."""
    import multiprocessing

    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # Typst would take every processor for each document
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)
