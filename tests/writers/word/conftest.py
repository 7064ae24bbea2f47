"""What the tests of Word documents share."""

import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest

from protocol_builder.writers.word import sandbox


class _Channel:
    """A pipe with both ends in one process."""

    def __init__(self) -> None:
        self._sent: list[object] = []

    def send(self, answer: object) -> None:
        self._sent.append(answer)

    def poll(self, seconds: float) -> bool:
        return bool(self._sent)

    def recv(self) -> object:
        return self._sent.pop()

    def close(self) -> None:
        pass


class _InThisProcess:
    """Instead of a process of its own: what it would do is done where it is started."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], *, daemon: bool) -> None:
        self.start = lambda: target(*args)

    def kill(self) -> None:
        pass

    def join(self) -> None:
        pass


class _Context:
    Process = _InThisProcess

    @staticmethod
    def Pipe(*, duplex: bool) -> tuple[_Channel, _Channel]:  # noqa: N802
        channel = _Channel()
        return channel, channel


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are filled in and tried without limits in the tests' own process: to start another takes a second each time.

    That a template has only so much time and memory is tested in `test_template_check`, with processes.
    """
    monkeypatch.setattr(multiprocessing, "get_context", lambda method: _Context)
    monkeypatch.setattr(sandbox, "_limit", lambda seconds: None)
