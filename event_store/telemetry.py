"""What happens in this process, told to whoever watches it: to nobody, unless the composition root says so.

    with span("command", type="PlanMeeting") as told:   # traces: where the time of a request goes
        ...
        told.facts(position=63135)
    observe("append_wait_seconds", 0.002)                # metrics: how often, how long, how many

What is told are names that the program chose, numbers and ids: never query text, variables or names of persons. While
nobody watches, a call costs a fraction of a microsecond, and no library is imported for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Fact = str | int | float | bool


class Span(Protocol):
    """A stretch of work, while it lasts."""

    def facts(self, **facts: Fact) -> None:
        """Say more of it."""


class Tracer(Protocol):
    """Keeps spans. One that begins inside another is part of it, across awaits and tasks too."""

    def span(self, name: str, facts: Mapping[str, Fact]) -> AbstractContextManager[Span]:
        """A span from here to the end of the context; an error that leaves it marks it as failed."""


class Meter(Protocol):
    """Keeps numbers."""

    def observe(self, name: str, value: float, labels: tuple[str, ...]) -> None:
        """One more value of what has that name, with the values of its labels."""


class _Nothing:
    """The span that nobody keeps."""

    __slots__ = ()

    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def facts(self, **facts: Fact) -> None:
        pass


_NOTHING = _Nothing()
_tracer: Tracer | None = None
_meter: Meter | None = None


def span(name: str, **facts: Fact) -> AbstractContextManager[Span]:
    """A stretch of work that begins where the context is entered."""
    return _NOTHING if _tracer is None else _tracer.span(name, facts)


def observe(name: str, value: float, *labels: str) -> None:
    """One more value of a metric."""
    if _meter is not None:
        _meter.observe(name, value, labels)


def is_measured() -> bool:
    """Whether anybody counts: for what would itself take time to find out."""
    return _meter is not None


@contextmanager
def watched(*, tracer: Tracer | None = None, meter: Meter | None = None) -> Iterator[None]:
    """Tell these what happens in the process, until the end of the context."""
    global _tracer, _meter  # one for a process, as its log is
    before = _tracer, _meter
    _tracer, _meter = tracer, meter
    try:
        yield
    finally:
        _tracer, _meter = before
