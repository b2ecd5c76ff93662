"""The county's clock: how far its days are closed, one row."""

from __future__ import annotations

from domain.clock.events import DayClosed
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table

CLOCK = Table(
    "clock",
    key={},
    columns={"closed_on": "date", "position": "bigint"},
    audited=("closed_on",),
    unversioned=(),
    history=History.RECTANGLES,
)


def _closed(rows: Rows, event: DayClosed, record: LoggedEvent) -> None:
    if rows.get(CLOCK) is None:
        rows.create(CLOCK, closed_on=event.day, position=record.position)
    else:
        rows.change(CLOCK, closed_on=event.day, position=record.position)


CLOCKS = ReadModel(name="clock", tables=(CLOCK,), handlers={DayClosed: _closed})
