"""Streams that the read models cannot follow: what cannot be folded is parked with all that comes after it.

A fault that one event meets (a handler raises) is that stream's: its events are passed over from there on, and what the
read models say of it is stale, and shown as such. Others go on. A rebuild with mended code folds them all again.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from event_store.records import LoggedEvent
from projections.framework.rows import RowError, Rows
from projections.framework.table import History, Row, Stays, Table

if TYPE_CHECKING:
    from event_store.pool import Connection

# No read model's: the framework's own, folded, compared and replaced like any other.
PARKED = Table(
    "parked",
    key={"stream_id": "uuid"},
    columns={
        "stream_type": "text",
        "position": "bigint",
        "since": "timestamptz",
        "org_path": "text",
        "error": "text",
    },
    kept=False,
    history=History.APPENDED,
    placed=Stays(),
)

_STREAMS = "SELECT stream_id FROM read_model.parked WHERE tenant_id = $1"
# As many events of the stream as the read models have come past.
_PARKED = """
SELECT p.tenant_id, p.stream_id, p.stream_type, p.position, p.since, p.org_path, p.error,
       (SELECT count(*) FROM event_store.event AS e
         WHERE e.tenant_id = p.tenant_id AND e.stream_id = p.stream_id
           AND e.position BETWEEN p.position AND c.position) AS events
  FROM read_model.parked AS p
  JOIN read_model.checkpoint AS c ON c.tenant_id = p.tenant_id AND c.projection = 'read_models'
 WHERE $1::text IS NULL OR p.tenant_id = $1
 ORDER BY p.tenant_id, p.position"""


@dataclass(frozen=True, slots=True)
class ParkedStream:
    """``events`` were passed over, the first at ``position``, which was recorded at ``since``.

    ``error`` names that event, the exception and the place in the program, and nothing of what the event holds.
    """

    tenant_id: str
    stream_id: UUID
    stream_type: str
    position: int
    since: datetime
    org_path: str
    error: str
    events: int


async def parked_streams(connection: Connection, tenant: str | None = None) -> list[ParkedStream]:
    """All that is parked, of one county or of all, in the order in which it was."""
    return [ParkedStream(**row) for row in await connection.fetch(_PARKED, tenant)]


class Parking:
    """The parked streams of a county, in memory beside the rows, and like them true as long as nobody else folds it."""

    def __init__(self, streams: Iterable[UUID] = ()) -> None:
        self._streams = set(streams)
        self._new: list[Row] = []

    @classmethod
    async def load(cls, connection: Connection, tenant: str) -> Parking:
        """As the read models stand in this transaction."""
        return cls(row["stream_id"] for row in await connection.fetch(_STREAMS, tenant))

    def __contains__(self, stream_id: UUID) -> bool:
        return (
            bool(self._streams) and stream_id in self._streams
        )  # asked at every event, and nearly never any

    def park(self, rows: Rows, record: LoggedEvent, org_path: str, error: Exception) -> None:
        """Park the stream of an event that has been abandoned."""
        row = {
            "stream_id": record.originator_id,
            "stream_type": record.stream_type,
            "position": record.position,
            "since": record.recorded_at,
            "org_path": org_path,
            "error": in_words(record, error),
        }
        rows.begin_event(record.position, date.min)
        rows.create(PARKED, **row)
        rows.end_event()
        self._streams.add(record.originator_id)
        self._new.append(row)

    def take_new(self) -> list[Row]:
        """What was parked since the last taking, to be told once it is committed."""
        new, self._new = self._new, []
        return new


def in_words(record: LoggedEvent, error: Exception) -> str:
    """What happened at an event, without the exception's own words: they may quote what the event holds.

    The same for the same program, so that a rebuild finds no difference.
    """
    words = f"position {record.position}, {record.topic}: {type(error).__name__} in {_place(error)}"
    return f"{words}: {error}" if isinstance(error, RowError) else words  # those are ours: a table and ids


def _place(error: Exception) -> str:
    """The innermost function outside this package. Without its line: that moves with every change of the file."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).parent != _HERE]
    return f"{Path(frames[-1].filename).name} {frames[-1].name}" if frames else "the framework"


_HERE = Path(__file__).parent
