"""Differences of counters that a batch adds up, each event's apart until it has been folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from projections.framework.table import Key, Row, Table

Gathered = dict[Key, tuple[int, dict[str, int]]]  # by place: position of the last event, and the sums


class Additions:
    """What handlers add. Between ``begin`` and ``end`` it is the event's, and ``abandon`` takes it back."""

    def __init__(self) -> None:
        self.rows: defaultdict[Table, dict[Key, Row]] = defaultdict(dict)
        self._gathered: defaultdict[Table, Gathered] = defaultdict(dict)
        self._in_event = False
        self._added: list[tuple[Table, Key, Row, Mapping[str, int]]] = []
        self._gathering: list[tuple[Table, Key, int, Mapping[str, int]]] = []
        self._taken: list[tuple[Table, Gathered]] = []

    def add(self, table: Table, key: Key, labels: Row, differences: Mapping[str, int]) -> None:
        """Add to the counters of a row; ``labels`` are its other columns."""
        if self._in_event:
            self._added.append((table, key, labels, differences))
        else:
            self._add(table, key, labels, differences)

    def gather(self, table: Table, leaf: Key, position: int, differences: Mapping[str, int]) -> None:
        """Sum up differences of a place."""
        if self._in_event:
            self._gathering.append((table, leaf, position, differences))
        else:
            self._gather(table, leaf, position, differences)

    def take_gathered(self, table: Table) -> Gathered:
        """All that was gathered of ended events; the event's own stays until its end."""
        gathered = self._gathered.pop(table, {})
        if self._in_event and gathered:
            self._taken.append((table, gathered))
        return gathered

    def begin(self) -> None:
        """From here on, what is added belongs to an event."""
        self._in_event = True

    def end(self) -> None:
        """The event's additions are the batch's."""
        self._in_event = False
        for addition in self._added:
            self._add(*addition)
        for gathering in self._gathering:
            self._gather(*gathering)
        self._clear()

    def abandon(self) -> None:
        """As if the event had added nothing and taken nothing."""
        self._in_event = False
        for table, gathered in self._taken:
            self._gathered[table].update(gathered)
        self._clear()

    def _clear(self) -> None:
        self._added.clear()
        self._gathering.clear()
        self._taken.clear()

    def _add(self, table: Table, key: Key, labels: Row, differences: Mapping[str, int]) -> None:
        pending = self.rows[table].get(key)
        if pending is None:
            names = dict(zip(table.key, key, strict=True))
            pending = self.rows[table][key] = {**names, **dict.fromkeys(table.counters, 0)}
        at = max(pending.get("position", 0), labels.get("position", 0))
        pending.update(labels)
        if "position" in labels:
            pending["position"] = at
        for column, difference in differences.items():
            pending[column] += difference

    def _gather(self, table: Table, leaf: Key, position: int, differences: Mapping[str, int]) -> None:
        sums = self._gathered[table].get(leaf, (0, {}))[1]
        for column, difference in differences.items():
            sums[column] = sums.get(column, 0) + difference
        self._gathered[table][leaf] = (position, sums)
