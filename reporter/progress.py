"""How far a run is: stages tell a listener, and the time of each is kept for the summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

Advance = Callable[[int, int], None]
"""Called by a stage with (items done, items in all)."""

Listener = Callable[[str, int, int], None]
"""Called with (stage, items done, items in all); (stage, 0, 0) when the stage begins."""


def ignore(_stage: str, _done: int, _total: int) -> None:
    """Listen to nothing."""


class Stages:
    """The stages of one run in order, each with the seconds it took so far."""

    def __init__(self, listener: Listener = ignore) -> None:
        self._listener = listener
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Time what happens inside under `name`, adding to earlier visits; yield its `Advance`."""
        started = perf_counter()
        if name not in self._seconds:
            self._seconds[name] = 0.0
            self._listener(name, 0, 0)
        try:
            yield lambda done, total: self._listener(name, done, total)
        finally:
            self._seconds[name] += perf_counter() - started

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by stage, in the order in which the stages were first entered."""
        return dict(self._seconds)
