"""Reads a county's log: by stream, by position, by event id, by subject. Every read is one statement.

Each enters the county that it reads (entering.py): else row security would show it nothing.
"""

# ruff: noqa: S608 - the statements are made of constants

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from domain.core import Occurred
from domain.registry import event_types
from event_store.connections import Connections
from event_store.entering import ENTERED
from event_store.errors import UnknownCountyError
from event_store.picking import Pick, picked
from event_store.pool import Pool
from event_store.records import Head, LoggedEvent, Mode, RecordedEvent
from event_store.subject_streams import SubjectStreams

if TYPE_CHECKING:
    import asyncpg

T = TypeVar("T", bound=LoggedEvent)

# In the order of the fields.
_LOGGED_COLUMNS = (
    "e.stream_id, e.version, e.type, e.payload, e.position, e.event_id, e.stream_type, e.schema_version, "
    "e.occurred_at, e.reason, e.recorded_at, e.actor, e.command_id"
)
_COLUMNS = (
    f"{_LOGGED_COLUMNS}, e.tenant_id, e.capacity, e.capacity_place, e.authority, e.correlation_id, "
    "e.causation_id, e.source_client, e.source_batch, e.source_device"
)
_LOGGED_FIELDS = tuple(field.name for field in fields(LoggedEvent))
_FIELDS = tuple(field.name for field in fields(RecordedEvent))

_STREAM = f"""
SELECT {_COLUMNS} FROM event_store.event AS e
 WHERE e.tenant_id = $1 AND e.stream_id = $2 AND e.version > $3 AND {ENTERED}
 ORDER BY e.version"""

# A scan of the index for each stream, which OFFSET 0 keeps the planner from doing otherwise, and planned anew for each
# call: only by a series does PostgreSQL see that a plan for these ids costs less than one for any. One for any, made
# while a new county's tables were nearly empty, read its whole log for each stream (30 s more of a load of 6 s).
_STREAMS_FROM = f"""
  FROM generate_series(1, cardinality($2::uuid[])) AS n,
       LATERAL (SELECT * FROM event_store.event AS e
                 WHERE e.tenant_id = $1 AND e.stream_id = ($2::uuid[])[n] AND {{}}
                OFFSET 0) AS e
 WHERE {ENTERED}
 ORDER BY e.stream_id, e.version"""
_STREAMS = f"SELECT {_COLUMNS} {_STREAMS_FROM.format('true')}"
_STREAMS_PICKED = f"SELECT {_COLUMNS} {_STREAMS_FROM.format(picked(3))}"

_LOG_FROM = f"""
  FROM event_store.event AS e
 WHERE e.tenant_id = $1 AND e.position > $2 AND e.position <= $4 AND {ENTERED}
 ORDER BY e.position
 LIMIT $3"""
_LOG = f"SELECT {_COLUMNS} {_LOG_FROM}"
_LOG_TO_FOLD = f"SELECT {_LOGGED_COLUMNS} {_LOG_FROM}"

# What this program does not know comes along: whoever reads on must stumble over it, not pass it by.
_LOG_PICKED = f"""
SELECT {_COLUMNS}
  FROM event_store.event AS e
  LEFT JOIN unnest($5::text[], $6::int[]) AS known (type, version) ON known.type = e.type
 WHERE e.tenant_id = $1 AND e.position > $2 AND e.position <= $4
   AND (known.type IS NULL OR e.schema_version > known.version OR {picked(7)}) AND {ENTERED}
 ORDER BY e.position
 LIMIT $3"""

_EVENTS_BY_ID = f"""
SELECT {_COLUMNS} FROM event_store.event AS e
 WHERE e.tenant_id = $1 AND e.event_id = ANY ($2::uuid[]) AND {ENTERED}
 ORDER BY e.position"""

# As above: subject by subject, event by event.
_SUBJECTS = f"""
SELECT ($2::uuid[])[n], {_COLUMNS}
  FROM generate_series(1, cardinality($2::uuid[])) AS n,
       LATERAL (SELECT position FROM event_store.event_subject
                 WHERE tenant_id = $1 AND subject_id = ($2::uuid[])[n]
                OFFSET 0) AS s,
       LATERAL (SELECT * FROM event_store.event AS e
                 WHERE e.tenant_id = $1 AND e.position = s.position AND {picked(3)}
                OFFSET 0) AS e
 WHERE {ENTERED}
 ORDER BY e.position"""

_SUBJECT_INDEX = f"""
SELECT subject_id, position FROM event_store.event_subject
 WHERE tenant_id = $1 AND ($2::uuid IS NULL OR (subject_id, position) > ($2, $3::bigint)) AND {ENTERED}
 ORDER BY subject_id, position
 LIMIT $4"""

_HEAD = f"""
SELECT tenant_id, mode, last_position,
       CASE WHEN last_position > 0 THEN last_recorded_at END AS last_recorded_at
  FROM event_store.tenant_head
 WHERE tenant_id = $1 AND {ENTERED}"""

_TENANTS = "SELECT tenant_id FROM event_store.counties() AS c (tenant_id)"

_LAST_POSITION = 2**63 - 1


class LogReader:
    """Reads any county's log; every method may raise StoreUnavailableError and StatementTimeoutError."""

    def __init__(self, pool: Pool, *, acquire_timeout_seconds: float = 5.0) -> None:
        self._connections = Connections(pool, acquire_timeout_seconds=acquire_timeout_seconds)
        self._subject_streams = SubjectStreams(self._connections)

    async def read_stream(self, tenant: str, stream_id: UUID, after_version: int = 0) -> list[RecordedEvent]:
        """One stream's events after a version, in order; none if there is no such stream."""
        return await self._events(_STREAM, tenant, stream_id, after_version)

    async def read_streams(
        self, tenant: str, ids: Collection[UUID], pick: Pick | None = None
    ) -> dict[UUID, list[RecordedEvent]]:
        """Several streams as of one instant, all of them or what is picked.

        An entry for every id, empty if there is no such stream.
        """
        streams: dict[UUID, list[RecordedEvent]] = {stream_id: [] for stream_id in ids}
        if not streams:
            return streams
        if pick is None:
            events = await self._events(_STREAMS, tenant, list(streams))
        else:
            events = await self._events(_STREAMS_PICKED, tenant, list(streams), *_columns_of(pick))
        for event in events:
            streams[event.stream_id].append(event)
        return streams

    async def read_log(
        self, tenant: str, after: int, limit: int, up_to: int | None = None
    ) -> list[RecordedEvent]:
        """At most ``limit`` events with positions after ``after`` (and not beyond ``up_to``), in order."""
        return await self._events(_LOG, tenant, after, limit, _LAST_POSITION if up_to is None else up_to)

    async def read_log_picked(
        self, tenant: str, after: int, up_to: int, limit: int, pick: Pick
    ) -> list[RecordedEvent]:
        """At most ``limit`` picked events with positions after ``after`` and not beyond ``up_to``, in order.

        Among them any event whose type or schema version is not known: it is passed over by nobody unawares.
        """
        return await self._events(
            _LOG_PICKED, tenant, after, limit, up_to, *_known_types(), *_columns_of(pick)
        )

    async def read_log_to_fold(
        self, tenant: str, after: int, limit: int, up_to: int | None = None
    ) -> list[LoggedEvent]:
        """The same without what is of no use to a fold: half the columns, and a third of the time."""
        last = _LAST_POSITION if up_to is None else up_to
        rows = await self._connections.fetch(_LOG_TO_FOLD, tenant, after, limit, last)
        return [_logged(row) for row in rows]

    async def read_event(self, tenant: str, position: int) -> RecordedEvent | None:
        """The event at a position; None beyond the log."""
        events = await self.read_log(tenant, position - 1, 1, position)
        return events[0] if events else None

    async def read_events_by_id(self, tenant: str, ids: Collection[UUID]) -> list[RecordedEvent]:
        """Events with these ids, by position; ids that the log does not have are left out."""
        return await self._events(_EVENTS_BY_ID, tenant, list(ids)) if ids else []

    async def read_subjects(
        self, tenant: str, subject_ids: Collection[UUID], pick: Pick
    ) -> dict[UUID, list[RecordedEvent]]:
        """Picked events that concern persons or organisations, in order: an entry for every one of them."""
        found: dict[UUID, list[RecordedEvent]] = {subject_id: [] for subject_id in subject_ids}
        if found:
            rows = await self._connections.fetch(_SUBJECTS, tenant, list(found), *_columns_of(pick))
            for subject_id, *row in rows:
                found[subject_id].append(_recorded(row))
        return found

    async def streams_of_subjects(
        self, tenant: str, subject_ids: Collection[UUID], stream_type: str
    ) -> dict[UUID, list[UUID]]:
        """Ids of the streams of a type that have an event concerning each person or organisation."""
        return await self._subject_streams.of(tenant, subject_ids, stream_type)

    async def read_subject_index(
        self, tenant: str, after: tuple[UUID, int] | None, limit: int
    ) -> list[tuple[UUID, int]]:
        """At most ``limit`` pairs of subject and position after a pair, in order."""
        rows = await self._connections.fetch(_SUBJECT_INDEX, tenant, *(after or (None, None)), limit)
        return [(row["subject_id"], row["position"]) for row in rows]

    async def head(self, tenant: str) -> Head:
        """How far the county's log has come; UnknownCountyError if it has not been founded."""
        rows = await self._connections.fetch(_HEAD, tenant)
        if not rows:
            raise UnknownCountyError(tenant)
        row = rows[0]
        return Head(
            row["tenant_id"], cast("Mode", row["mode"]), row["last_position"], row["last_recorded_at"]
        )

    async def tenants(self) -> list[str]:
        """Every county's tenant id, in byte order."""
        return [row["tenant_id"] for row in await self._connections.fetch(_TENANTS)]

    async def _events(self, statement: str, *arguments: object) -> list[RecordedEvent]:
        return [_recorded(row) for row in await self._connections.fetch(statement, *arguments)]


@cache
def _known_types() -> tuple[list[str], list[int]]:
    known = event_types()
    return list(known), [cls.class_version for cls in known.values()]


def _columns_of(pick: Pick) -> tuple[list[str], list[int], list[bytes | None]]:
    return list(pick.types), list(pick.schema_versions), list(pick.pieces)


def _recorded(row: asyncpg.Record | Sequence[Any]) -> RecordedEvent:
    return _made(RecordedEvent, _FIELDS, row)


def _logged(row: asyncpg.Record) -> LoggedEvent:
    return _made(LoggedEvent, _LOGGED_FIELDS, row)


def _made(cls: type[T], names: Sequence[str], row: asyncpg.Record | Sequence[Any]) -> T:
    # Its own __init__ sets every field by itself, as frozen classes do, in five times the time.
    event = object.__new__(cls)
    values = event.__dict__
    values.update(zip(names, row))  # noqa: B905 - as many: the constants above are made from the fields
    values["occurred_at"] = _occurred(values["occurred_at"])
    return event


_occurred = lru_cache(maxsize=4096)(Occurred)  # one for all events of a command
