"""The versions of rows that events make: rows are stamped as they are written, and what they supersede is kept.

Of a fact, that is the row as it was; of a state, what the event said, which ``past.py`` lays over what was
believed before; of counters, the row as it was before the command, of which only the outcome counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from projections.framework.cache import Cell
from projections.framework.changes import Counted
from projections.framework.rectangles import Statement
from projections.framework.table import History, Row, Table


class LostStateError(TypeError):
    """A state ends by one of its fields; its row is never taken away."""


class Versions:
    """What a batch adds to the past; an event's part of it can be taken back until its end."""

    def __init__(self) -> None:
        self.superseded: defaultdict[Table, list[Row]] = defaultdict(list)
        self.statements: defaultdict[Table, defaultdict[Cell, list[Statement]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._superseding: list[tuple[Table, Row]] = []  # by the event
        self._stating: list[tuple[Cell, Statement]] = []

    def create(self, cell: Cell, row: Row, position: int, day: date) -> None:
        """Stamp a new row."""
        table = cell.table
        if not table.stamps:
            return
        row["known_from"] = position
        if table.by_command:
            return
        row["set_mask"] = table.all_bits
        if table.history is History.RECTANGLES:
            row["true_from"] = day
            self._stating.append((cell, Statement(position, day, table.all_bits, row)))

    def change(self, cell: Cell, before: Row, after: Row, mask: int, position: int, day: date) -> None:
        """Stamp a row of which the columns of ``mask`` were set, maybe to what they were; none: no version."""
        table = cell.table
        if not table.stamps:
            return
        if not mask:
            after.update((name, before[name]) for name in table.stamps)
            return
        after["known_from"] = position
        if table.by_command:
            return
        same_event = before["known_from"] == position
        after["set_mask"] = mask | (before["set_mask"] if same_event else 0)
        if table.history is History.RECTANGLES:
            after["true_from"] = max(before["true_from"], day)
            self._stating.append((cell, Statement(position, day, mask, after)))
        elif not same_event:
            self._superseding.append((table, {**before, "known_to": position}))

    def delete(self, table: Table, before: Row, position: int) -> None:
        """The end of a fact. LostStateError for a state."""
        if table.history is History.RECTANGLES:
            raise LostStateError(f"{LostStateError.__doc__} ({table.name})")
        if table.history is History.SUPERSEDED and not table.by_command and before["known_from"] != position:
            self._superseding.append((table, {**before, "known_to": position}))

    def end_event(self) -> None:
        """The event's versions are the batch's."""
        for table, row in self._superseding:
            self.superseded[table].append(row)
        for cell, statement in self._stating:
            self.statements[cell.table][cell].append(statement)
        self.abandon_event()

    def abandon_event(self) -> None:
        """The event made no versions."""
        self._superseding.clear()
        self._stating.clear()

    def end_command(self, counters: Iterable[Counted], position: int) -> None:
        """Counters before and after the command; ``position`` is its last event's."""
        for table, before, after in counters:
            if before is not None:
                known_to = position if after is None else after["known_from"]
                self.superseded[table].append({**before, "known_to": known_to})
