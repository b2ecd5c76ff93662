"""What stands after a correction: the domain's own answer, from the stream as it was at that event.

A correction changes what an earlier event said, which may not be what holds: a name corrected at the founding
is not the name after a renaming. That rule lives in the domain; here, rarely, its state is folded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from domain.core import Aggregate, DomainEvent
from projections.county import day_of
from projections.framework.rows import Rows
from projections.framework.table import Row, Table


def corrected(
    rows: Rows, table: Table, cls: type[Aggregate], event: DomainEvent, *names: str
) -> dict[str, Any]:
    """Those of the fields that are not as the row of the event's stream has them.

    What was wrong was wrong from the start: the event counts from the day of the one that it corrects.
    """
    history = rows.history(event.originator_id, event.originator_version)
    rows.true_from = day_of(rows, _original(event, history))
    row: Row = rows.require(table, event.originator_id)
    stands = cls.fold(event.originator_id, history)
    return differing(row, {name: getattr(stands, name) for name in names})


def differing(row: Row, fields: Row) -> Row:
    """Those of the fields that are not as the row has them: what the others say was said by an earlier event."""
    plain = {name: _plain(value) for name, value in fields.items()}
    return {name: value for name, value in plain.items() if value != row[name]}


def _original(correction: DomainEvent, history: Sequence[DomainEvent]) -> DomainEvent:
    """The event that is wrong in the end, where corrections have been corrected."""
    by_id = {event.event_id: event for event in history}
    event = correction
    while hasattr(event, "corrects"):
        event = by_id[event.corrects]
    return event


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
