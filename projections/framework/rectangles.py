"""What was true when, as known when: the arithmetic of states that change on one day and become known on another.

A rectangle is a version of a row, known from a position on and true from a day to another. What is believed at a
position is a gapless run of rectangles up to infinity. An event learnt at a position says that some columns have other
values from its day on; it closes the rectangles that this concerns and puts others in their place. So what is
known at a position about a day is the fold, in the order of the log, of the events up to that position and
that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from projections.framework.table import Row, Table

FOREVER = date.max  # PostgreSQL's 'infinity', which asyncpg reads and writes as this
OPEN = 2**63 - 1  # ``known_to`` of what is believed now


@dataclass(frozen=True, slots=True)
class Rectangle:
    """``row`` has the table's columns, ``known_from`` and ``set_mask`` among them."""

    true_from: date
    true_to: date  # without the day itself
    row: Row
    stored: bool = False

    def past_row(self, known_to: int) -> Row:
        """As the table of the past keeps it."""
        return {**self.row, "true_from": self.true_from, "true_to": self.true_to, "known_to": known_to}


@dataclass(frozen=True, slots=True)
class Statement:
    """An event at ``position`` set the columns of ``mask`` to what they are in ``row``, from ``day`` on."""

    position: int
    day: date
    mask: int
    row: Row


@dataclass(slots=True)
class Believed:
    """The rectangles of one row that are believed, by day, and those closed since, each with its end."""

    rectangles: list[Rectangle]
    closed: list[tuple[Rectangle, int]]

    def learn(self, table: Table, statement: Statement) -> None:
        """Take in an event; one that says it for a day before all others says it for all of them."""
        if not self.rectangles:
            self.rectangles = [Rectangle(statement.day, FOREVER, statement.row)]
            return
        day = max(statement.day, self.rectangles[0].true_from)
        self.rectangles = [
            new for old in self.rectangles for new in self._replace(table, old, day, statement)
        ]

    def _replace(self, table: Table, old: Rectangle, day: date, told: Statement) -> Iterable[Rectangle]:
        if old.true_to <= day:
            yield old
            return
        told_by_same_event = old.row["known_from"] == told.position
        if not told_by_same_event:
            self.closed.append((old, told.position))
        kept_mask = old.row["set_mask"] if told_by_same_event else 0
        moved_on = {name: told.row[name] for name in table.unversioned}
        row = {**old.row, **moved_on, "known_from": told.position, "set_mask": kept_mask}
        if old.true_from < day:
            yield Rectangle(old.true_from, day, row)
        said = {name: told.row[name] for name, bit in table.bits.items() if bit & told.mask}
        yield Rectangle(
            max(old.true_from, day), old.true_to, {**row, **said, "set_mask": kept_mask | told.mask}
        )
