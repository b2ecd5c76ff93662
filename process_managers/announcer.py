"""Announces verdicts: findings of closed periods, and whatever stands otherwise by now than was announced.

It looks at what is, not at what just happened: at the list of slots that stand otherwise than was announced, which the
read models keep. Any number of workers may do it side by side, and die at it. Who announces what others have overtaken
is overtaken again at the next look, since the list names the slot then.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
import structlog

from application.actor import Actor, Role
from application.executor import CommandExecutor
from application.request import CommandRequest
from domain.core import deterministic_id
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from domain.verdicts.events import MOST_NAMED
from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.records import Source
from event_store.sqlstate import fit_for_logs
from event_store.store import EventStore

log = structlog.get_logger(__name__)
ACTOR = Actor(account_id="process:announcements", role=Role.PROCESS_MANAGER)
POLL_SECONDS = 1.0
BATCH = 500  # slots that are looked at between two appends, at most
_FIRST = UUID(int=0)

# Of counties of which the read models stand elsewhere than when nothing was left to announce.
_MOVED = """
SELECT tenant_id, position FROM read_model.checkpoint WHERE projection = 'read_models' ORDER BY tenant_id"""
# One statement, one snapshot: what stands, and how far the log was read for it.
_DUE = """
SELECT c.organisation_id, c.slot_id, c.node_id, c.series, c.period, c.version_id, c.status, c.required, c.held,
       c.verified, c.shortfalls, c.event_ids, p.position AS facts_position
  FROM read_model.unannounced AS u
  JOIN read_model.clock AS k ON k.tenant_id = u.tenant_id AND u.to_on <= k.closed_on
  JOIN read_model.compliance AS c
    ON c.tenant_id = u.tenant_id AND c.organisation_id = u.organisation_id AND c.slot_id = u.slot_id
  JOIN read_model.checkpoint AS p ON p.tenant_id = u.tenant_id AND p.projection = 'read_models'
 WHERE u.tenant_id = $1 AND (u.organisation_id, u.slot_id) > ($2, $3)
 ORDER BY u.organisation_id, u.slot_id
 LIMIT $4"""


class Announcer:
    """Works off what the read models list. ``connections`` are of the role gridledger_projector."""

    def __init__(self, *, connections: Connections, store: EventStore, executor: CommandExecutor) -> None:
        self._connections = connections
        self._store = store
        self._executor = executor
        self._done: dict[str, int] = {}  # by county, where its read models stood at the last look

    async def run(self, tenant_id: str) -> int:
        """Announce all that is listed now, each slot once; returns how many announcements there are of it.

        What they call for in turn is listed as soon as the read models reflect them. Raises what the executor raises.
        """
        announced, last = 0, (_FIRST, _FIRST)
        while due := await self._connections.fetch(_DUE, tenant_id, *last, BATCH):
            announced += await self._announce(tenant_id, due)
            last = due[-1]["organisation_id"], due[-1]["slot_id"]
            if len(due) < BATCH:
                break
        return announced

    async def run_forever(self, stop: asyncio.Event, *, poll_seconds: float = POLL_SECONDS) -> None:
        """Announce for all counties until ``stop`` is set. A county that fails is tried again; others go on."""
        while not stop.is_set():
            try:
                await self._round(stop)
            except EventStoreError as error:
                log.warning("announcements wait for the database", error=fit_for_logs(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_seconds):
                    await stop.wait()

    async def _round(self, stop: asyncio.Event) -> None:
        for row in await self._connections.fetch(_MOVED):
            tenant_id, position = row["tenant_id"], row["position"]
            if stop.is_set():
                return
            if self._done.get(tenant_id) == position:
                continue
            try:
                announced = await self.run(tenant_id)
            except Exception as error:  # noqa: BLE001 - whatever it is, other counties go on
                log.error("verdicts stay unannounced", tenant_id=tenant_id, error=fit_for_logs(error))  # noqa: TRY400
                continue
            self._done[tenant_id] = position
            if announced:
                log.info("verdicts announced", tenant_id=tenant_id, verdicts=announced)

    async def _announce(self, tenant_id: str, due: list[Any]) -> int:
        """Send a command for each slot; in a rehearsal at the county's own time, which may lie in the past.

        Where somebody sets that time forward meanwhile, the rest is left to the next look.
        """
        head = await self._store.head(tenant_id)
        clock = head.last_recorded_at if head.mode == "rehearsal" else None
        results = await self._executor.execute_many(
            [
                CommandRequest(
                    tenant_id=tenant_id,
                    actor=ACTOR,
                    source=Source(client="gridledger"),
                    command=command,
                    key=_key(command),
                    clock=clock,
                )
                for command in map(_command, due)
            ]
        )
        refused = {refusal.code.value for result in results for refusal in result.refusals}
        if refused:
            log.warning("verdicts stay unannounced", tenant_id=tenant_id, codes=sorted(refused))
        return sum(result.first_position is not None and not result.repeated for result in results)


def _command(row: Any) -> AnnounceVerdict:
    shortfalls = msgspec.json.decode(row["shortfalls"])
    return AnnounceVerdict(
        organisation_id=row["organisation_id"],
        node_id=row["node_id"],
        series=row["series"],
        period=row["period"],
        version_id=row["version_id"],
        status=AnnouncedStatus(row["status"]),
        required=row["required"],
        held=row["held"],
        verified=row["verified"],
        shortfalls=tuple(sorted({one["code"] for one in shortfalls}))[:MOST_NAMED],
        rests_on=tuple(row["event_ids"][:MOST_NAMED]),
        facts_position=row["facts_position"],
    )


def _key(command: AnnounceVerdict) -> str:
    """The same for whoever finds the same by the same facts."""
    return str(deterministic_id("announcement", msgspec.json.encode(command).decode()))
