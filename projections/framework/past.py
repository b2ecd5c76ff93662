"""Writes what a batch adds to the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from projections.framework.cache import Cell
from projections.framework.rectangles import FOREVER, OPEN, Believed, Rectangle, Statement
from projections.framework.storage import Storage
from projections.framework.table import Key, Row, Table
from projections.framework.versions import Versions


async def write_past(storage: Storage, versions: Versions) -> None:
    """Superseded facts and counters, and the rectangles of states."""
    for table, rows in versions.superseded.items():
        await storage.insert(_past(table), rows)
    for table, statements in versions.statements.items():
        await _write_rectangles(storage, table, statements)


async def _write_rectangles(
    storage: Storage, table: Table, statements: Mapping[Cell, list[Statement]]
) -> None:
    late = [cell.key for cell, told in statements.items() if _any_late(cell.before_batch, told)]
    stored = await storage.believed(table, late) if late else {}
    closing: list[tuple[Key, Rectangle, int]] = []
    new: list[Row] = []
    for cell, told in statements.items():
        believed = Believed(stored.get(cell.key) or _last(cell.before_batch), [])
        for statement in told:
            believed.learn(table, statement)
        closing += [(cell.key, old, end) for old, end in believed.closed if old.stored]
        new += [old.past_row(end) for old, end in believed.closed if not old.stored]
        new += [rectangle.past_row(OPEN) for rectangle in believed.rectangles if not rectangle.stored]
    if closing:
        await storage.close(table, closing)
    await storage.insert(_past(table), new)


def _any_late(before: Row | None, statements: list[Statement]) -> bool:
    """Whether one concerns more than the last of the rectangles that are stored."""
    if before is None:
        return False
    last: date = before["true_from"]
    return any(statement.day < last for statement in statements)


def _last(before: Row | None) -> list[Rectangle]:
    return [] if before is None else [Rectangle(before["true_from"], FOREVER, before, stored=True)]


def _past(table: Table) -> Table:
    assert table.past is not None  # noqa: S101 - only such tables have versions
    return table.past
