"""Differences of counters that a batch adds up, each event's apart until it has been folded.

Those of a table with a past by blocks of positions are added up for each block apart: its rows are versions of
a block, so that they do not depend on how batches fall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from projections.framework.table import History, Key, Row, Table

BLOCK_POSITIONS = 2048  # part of what is stored: another number needs a rebuild
Gathered = list[tuple[Key, int, dict[str, int]]]  # place, position of the last event there, sums


def block_of(position: int) -> int:
    """The position before the first of its block."""
    return (position - 1) // BLOCK_POSITIONS * BLOCK_POSITIONS


def _block(table: Table, position: int) -> int:
    return block_of(position) if table.history is History.BLOCKS else 0


class Additions:
    """What handlers add. Between ``begin`` and ``end`` it is the event's, and ``abandon`` takes it back."""

    def __init__(self) -> None:
        self._rows: defaultdict[Table, defaultdict[int, dict[Key, Row]]] = defaultdict(_by_block)
        self._gathered: defaultdict[Table, _Gathered] = defaultdict(dict)
        self._in_event = False
        self._added: list[tuple[Table, Key, Row, Mapping[str, int]]] = []
        self._gathering: list[tuple[Table, Key, int, Mapping[str, int]]] = []
        self._taken: list[tuple[Table, _Gathered]] = []

    def rows(self) -> Iterator[tuple[Table, int, list[Row]]]:
        """All that ended events added, by table and block, in the order of blocks."""
        for table, blocks in self._rows.items():
            for block, rows in sorted(blocks.items()):
                yield table, block, list(rows.values())

    def pending(self, table: Table) -> dict[Key, Row]:
        """Rows of the table that the batch and the event added to, with their latest labels."""
        added = {key: row for _, rows in sorted(self._rows[table].items()) for key, row in rows.items()}
        for where, key, labels, _ in self._added:
            if where is table:
                named = dict(zip(table.key, key, strict=True))
                added[key] = {**added.get(key, named), **labels}
        return added

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
        return [(leaf, position, sums) for (leaf, _), (position, sums) in gathered.items()]

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
        block = _block(table, labels.get("position", 0))
        rows = self._rows[table][block]
        pending = rows.get(key)
        if pending is None:
            names = dict(zip(table.key, key, strict=True))
            pending = rows[key] = {**names, **dict.fromkeys(table.counters, 0)}
            if table.stamps:
                pending["known_from"] = block
        at = max(pending.get("position", 0), labels.get("position", 0))
        pending.update(labels)
        if "position" in labels:
            pending["position"] = at
        for column, difference in differences.items():
            pending[column] += difference

    def _gather(self, table: Table, leaf: Key, position: int, differences: Mapping[str, int]) -> None:
        place = (leaf, _block(table, position))
        sums = self._gathered[table].get(place, (0, {}))[1]
        for column, difference in differences.items():
            sums[column] = sums.get(column, 0) + difference
        self._gathered[table][place] = (position, sums)


_Gathered = dict[tuple[Key, int], tuple[int, dict[str, int]]]  # by place and block


def _by_block() -> defaultdict[int, dict[Key, Row]]:
    return defaultdict(dict)
