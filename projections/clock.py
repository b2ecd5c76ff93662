"""The county's clock: how far its days are closed, one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.clock.events import DayClosed
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table

if TYPE_CHECKING:
    from event_store.pool import Connection

CLOCK = Table(
    "clock",
    key={},
    columns={"closed_on": "date", "position": "bigint"},
    audited=("closed_on",),
    unversioned=(),
    history=History.RECTANGLES,
)


_STATUS = "SELECT tenant_id, rehearsal, closed_on, days_behind FROM read_model.clocks()"


@dataclass(frozen=True, slots=True)
class ClockStatus:
    """``days_behind`` counts whole days that are over and open still; None of a rehearsal, whose times are set."""

    tenant_id: str
    rehearsal: bool
    closed_on: date | None
    days_behind: int | None


async def clock_status(connection: Connection) -> list[ClockStatus]:
    """One entry a county whose read models have come to its founding, in byte order of the tenant id."""
    return [ClockStatus(**row) for row in await connection.fetch(_STATUS)]


def _closed(rows: Rows, event: DayClosed, record: LoggedEvent) -> None:
    if rows.get(CLOCK) is None:
        rows.create(CLOCK, closed_on=event.day, position=record.position)
    else:
        rows.change(CLOCK, closed_on=event.day, position=record.position)


CLOCKS = ReadModel(name="clock", tables=(CLOCK,), handlers={DayClosed: _closed})
