"""Points that accounts may spend: a bucket each, full at first, that fills evenly within a minute.

Buckets live in the process: with several server processes an account may spend that much in each. A full bucket says
nothing, so those left alone longest are forgotten, within a bound.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

WINDOW_SECONDS = 60.0
MOST_BUCKETS = 100_000  # about 30 MB


class Balance(NamedTuple):
    """What is left in a bucket."""

    points: int
    full_in_seconds: float


class Buckets:
    """The buckets of a process. ``clock`` counts seconds and never goes back; an empty bucket fills in a window."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST_BUCKETS,
        window_seconds: float = WINDOW_SECONDS,
    ) -> None:
        self._clock = clock
        self._window_seconds = window_seconds
        self._most = most
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # points at a time

    def take(self, name: Hashable, capacity: int, points: int) -> float:
        """Take points out; 0, or the seconds until there are enough, and then nothing is taken."""
        wait_seconds = self.wait(name, capacity, points)
        if points and not wait_seconds:
            self.spend(name, capacity, points)
        return wait_seconds

    def wait(self, name: Hashable, capacity: int, points: int) -> float:
        """Seconds until there are so many points; 0 if there are."""
        return max(0.0, points - self._left(name, capacity)) / capacity * self._window_seconds

    def spend(self, name: Hashable, capacity: int, points: int, *, most_owed: int = 0) -> None:
        """Take points out, also some that are not there: so many may be owed."""
        self._buckets[name] = (max(self._left(name, capacity) - points, -most_owed), self._clock())
        self._buckets.move_to_end(name)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)

    def balance(self, name: Hashable, capacity: int) -> Balance:
        """What there is to spend now."""
        left = self._left(name, capacity)
        return Balance(math.floor(left), (capacity - left) / capacity * self._window_seconds)

    def __contains__(self, name: Hashable) -> bool:
        """Whether a bucket is remembered; one that is not is full."""
        return name in self._buckets

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._buckets)

    def _left(self, name: Hashable, capacity: int) -> float:
        points, at = self._buckets.get(name, (float(capacity), 0.0))
        return min(points + (self._clock() - at) / self._window_seconds * capacity, capacity)
