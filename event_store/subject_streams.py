"""Which streams of a type concern a person or organisation: read once, and from then on only what has come since.

The log only grows, so what it said up to a position it will always say. A person has a hundred events a year and three
leaves: to look through all of them for every request took a third of PostgreSQL's time in a county-year's load.
"""

# ruff: noqa: S608 - the statement is made of constants

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from event_store.connections import Connections
from event_store.entering import ENTERED

# One statement sees one state of the log: the head's position, and every event up to it. It is planned for each call,
# subject by subject and event by event, as reading.py says.
_STREAMS_OF_SUBJECTS = f"""
SELECT NULL::uuid AS subject_id, NULL::uuid AS stream_id, last_position
  FROM event_store.tenant_head
 WHERE tenant_id = $1 AND {ENTERED}
UNION ALL
SELECT DISTINCT ($2::uuid[])[n], e.stream_id, NULL::bigint
  FROM generate_series(1, cardinality($2::uuid[])) AS n,
       LATERAL (SELECT position FROM event_store.event_subject
                 WHERE tenant_id = $1 AND subject_id = ($2::uuid[])[n] AND position > ($3::bigint[])[n]
                OFFSET 0) AS s,
       LATERAL (SELECT stream_id FROM event_store.event
                 WHERE tenant_id = $1 AND position = s.position AND stream_type = $4
                OFFSET 0) AS e
 WHERE {ENTERED}"""

_Key = tuple[str, UUID, str]  # county, subject, type of stream


@dataclass(slots=True)
class _Known:
    streams: tuple[UUID, ...] = ()  # three or so: a set takes three times the memory
    position: int = 0  # up to which the log was looked through


class SubjectStreams:
    """Keeps them within a bound; subjects not asked about for longest go first. One for a process."""

    def __init__(self, connections: Connections, *, most: int = 60_000) -> None:
        """``most`` subjects, 0.6 KB each: the members of a large county."""
        self._connections = connections
        self._most = most
        self._known: OrderedDict[_Key, _Known] = OrderedDict()

    async def of(
        self, tenant: str, subject_ids: Collection[UUID], stream_type: str
    ) -> dict[UUID, list[UUID]]:
        """Ids of the streams, by the subject that some event of theirs concerns: an entry for every subject."""
        known = {
            subject_id: self._known.get((tenant, subject_id, stream_type)) or _Known()
            for subject_id in subject_ids
        }
        if not known:
            return {}
        rows = await self._connections.fetch(
            _STREAMS_OF_SUBJECTS,
            tenant,
            list(known),
            [one.position for one in known.values()],
            stream_type,
        )
        position = 0
        for subject_id, stream_id, last_position in rows:
            if subject_id is None:
                position = last_position
            else:
                one = known[subject_id]
                if stream_id not in one.streams:
                    one.streams += (stream_id,)
        for subject_id, one in known.items():
            one.position = max(one.position, position)
            key = (tenant, subject_id, stream_type)
            self._known[key] = one
            self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return {subject_id: sorted(one.streams) for subject_id, one in known.items()}
