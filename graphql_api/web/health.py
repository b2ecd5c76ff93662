"""/healthz says that the process runs; /readyz that it can serve: database, migrations and read models."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request

from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.context import Services
from graphql_api.web.answers import json_response
from graphql_api.web.asgi import Answer
from graphql_api.web.negotiation import MediaType
from projections.clock import clock_status
from projections.framework.status import projection_status

# Names of the migrations that are still to be applied.
PendingMigrations = Callable[[], Awaitable[list[str]]]


async def healthz(_request: Request) -> Answer:
    """200 as long as the process answers at all."""
    return json_response({"status": "ok"}, MediaType.JSON, 200, {})


class Readiness:
    """Answers /readyz: 200 if commands and queries can be served, else 503 and what is amiss.

    A county whose read models stopped does not make the server unready: the others go on, and its log too. It
    is counted, as are streams that are passed over, and clocks that no worker moves on, so that someone may be called:
    as where it cannot be recorded who reads of persons, so that nobody does. To be unready for that would take figures
    and commands away too, and from every server at once. Nothing here names a county.

    Whoever asks needs no token, so all who ask at the same time get one answer: a look costs more than most queries.
    """

    def __init__(self, services: Services, pending_migrations: PendingMigrations) -> None:
        self._connections = Connections(services.read_pool)
        self._pending_migrations = pending_migrations
        self._read_audit = services.read_audit
        self._looking: asyncio.Task[dict[str, Any]] | None = None

    async def readyz(self, _request: Request) -> Answer:
        """The answer to a probe."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
            self._looking.add_done_callback(self._looked)
        state = await asyncio.shield(self._looking)
        status = 200 if state["status"] == "ready" else 503
        return json_response(state, MediaType.JSON, status, {})

    async def _look(self) -> dict[str, Any]:
        try:
            return await self._state()
        except EventStoreError as error:
            return {"status": "unready", "database": error.code}

    def _looked(self, _: asyncio.Task[dict[str, Any]]) -> None:
        self._looking = None

    async def _state(self) -> dict[str, Any]:
        pending = await self._migrations()
        if pending:
            return {"status": "unready", "database": "ok", "pendingMigrations": pending}
        connection = await self._connections.acquire()
        try:
            counties = await projection_status(connection)
            behind = [clock.days_behind or 0 for clock in await clock_status(connection)]
        except DATABASE_ERRORS as error:
            raise translate(error) from error
        finally:
            await self._connections.release(connection)
        return {
            "status": "ready",
            "database": "ok",
            "readModels": {
                "counties": len(counties),
                "stopped": sum(county.error is not None for county in counties),
                "parkedStreams": sum(county.parked for county in counties),
                "largestLagEvents": max((county.lag for county in counties), default=0),
            },
            "clocks": {
                "behind": sum(days > 0 for days in behind),
                "mostDaysBehind": max(behind, default=0),
            },
            "readAudit": {
                "waiting": self._read_audit.waiting,
                "failing": self._read_audit.is_failing,
                "refused": self._read_audit.refused,
            },
        }

    async def _migrations(self) -> list[str]:
        try:
            return await self._pending_migrations()
        except DATABASE_ERRORS as error:
            raise translate(error) from error
