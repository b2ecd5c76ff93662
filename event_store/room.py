"""Bounds what waits in this process, so that a flood is turned away and not gathered."""

from __future__ import annotations

from collections import Counter

from event_store.errors import QueueFullError


class Room:
    """Counts what is inside, county by county and in all; whoever comes when it is full is turned away.

    What comes while there is room is let in whole, whatever its size: otherwise a long run of commands would never
    find room beside short ones.
    """

    def __init__(self, what: str, *, per_county: int, in_all: int) -> None:
        self.inside = 0  # in all
        self.turned_away = 0  # since the start
        self._what = what
        self.per_county = per_county
        self.in_all = in_all
        self._by_county: Counter[str] = Counter()

    def enter(self, tenant: str, amount: int) -> None:
        """Raises QueueFullError; else give the amount back by ``leave``."""
        if self.inside >= self.in_all or self._by_county[tenant] >= self.per_county:
            self.turned_away += 1
            raise QueueFullError(f"{self.inside} {self._what} in all, {self._by_county[tenant]} of {tenant}")
        self.inside += amount
        self._by_county[tenant] += amount

    def leave(self, tenant: str, amount: int) -> None:
        """Give back what entered."""
        self.inside -= amount
        self._by_county[tenant] -= amount
        if not self._by_county[tenant]:
            del self._by_county[tenant]
