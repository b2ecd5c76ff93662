"""The counties whose logs this process has opened."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.county.events import CountyFounded
from event_store.errors import UnknownCountyError
from event_store.store import EventStore


class RehearsalRefusedError(Exception):
    """This county's log is a rehearsal: its times can be set. A server in production opens none and founds none."""


@dataclass(frozen=True, slots=True)
class OpenCounty:
    """What every command and query of a county needs to know of it; its first event says it once for all."""

    zone: ZoneInfo
    rehearsal: bool


class Counties:
    """Opens counties, and keeps what their first event says."""

    def __init__(self, store: EventStore, *, production: bool) -> None:
        self._store = store
        self._production = production
        self._open: dict[str, OpenCounty] = {}

    async def open(self, tenant_id: str) -> OpenCounty:
        """Raises UnknownCountyError before its founding, and RehearsalRefusedError."""
        county = self._open.get(tenant_id)
        if county is None:
            first = await self._store.read_event(tenant_id, 1)
            if first is None or not isinstance(first.domain_event, CountyFounded):
                raise UnknownCountyError(tenant_id)
            founded = first.domain_event
            self.admit(rehearsal=founded.rehearsal)
            county = OpenCounty(zone=ZoneInfo(founded.time_zone), rehearsal=founded.rehearsal)
            self._open[tenant_id] = county
        return county

    def admit(self, *, rehearsal: bool) -> None:
        """Let pass what this server opens, or founds. Raises RehearsalRefusedError."""
        if rehearsal and self._production:
            raise RehearsalRefusedError(RehearsalRefusedError.__doc__)
