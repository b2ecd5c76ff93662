"""How a load tells how far it has come."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Protocol, TextIO

import click


class Progress(Protocol):
    """Told by the loader, chunk by chunk."""

    def begin(self, steps: int, done: int) -> None:
        """A load of so many steps begins; ``done`` are in the log already."""

    def advance(self, steps: int, position: int, clock: datetime) -> None:
        """So many further steps are in the log, which has come to that position and recorded time."""

    def end(self) -> None:
        """All steps are in the log."""


class Silent:
    """Tells nobody."""

    def begin(self, steps: int, done: int) -> None:
        """Nothing."""

    def advance(self, steps: int, position: int, clock: datetime) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Bar:
    """A progress bar on a terminal, with events, the month that is being loaded, and the time taken."""

    def __init__(self, label: str, file: TextIO | None = None) -> None:
        self._position = 0
        self._clock: datetime | None = None
        self._make_bar = partial(
            click.progressbar,
            label=label,
            file=file or sys.stderr,
            show_eta=False,
            item_show_func=lambda _: self._state(),
        )
        self._bar = self._make_bar(length=0)
        self._started = monotonic()

    def begin(self, steps: int, done: int) -> None:
        """Show the bar, unless there is nothing left to do."""
        if done >= steps:
            return
        self._started = monotonic()
        self._bar = self._make_bar(length=steps)
        self._bar.render_progress()
        self._bar.update(done)

    def advance(self, steps: int, position: int, clock: datetime) -> None:
        """Move the bar."""
        self._position = max(self._position, position)
        self._clock = clock
        self._bar.update(steps, steps)

    def end(self) -> None:
        """Leave the full bar and a new line."""
        if self._bar.length:
            self._bar.render_finish()

    def _state(self) -> str | None:
        if self._clock is None:
            return None
        seconds = monotonic() - self._started
        return f"{self._position:,} events, {self._clock:%Y-%m}, {seconds:.0f} s"
