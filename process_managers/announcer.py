"""Announces verdicts: findings of closed periods, and whatever stands otherwise by now than was announced.

It works off the list of slots that stand otherwise than was announced, which the read models keep.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from application.actor import Actor, Role
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from domain.verdicts.events import MOST_NAMED
from process_managers.list_worker import ListWorker

BATCH = 500  # slots that are looked at between two appends, at most
_FIRST = UUID(int=0)

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


class Announcer(ListWorker):
    """Announces each slot that is listed."""

    ACTOR = Actor(account_id="process:announcements", role=Role.PROCESS_MANAGER)
    WORK = "announcement"

    async def run(self, tenant_id: str) -> int:
        """Announce all that is listed now, each slot once; returns how many announcements there are of it."""
        announced, last = 0, (_FIRST, _FIRST)
        while due := await self._connections.fetch(_DUE, tenant_id, *last, BATCH):
            announced += await self._send(tenant_id, map(_command, due))
            last = due[-1]["organisation_id"], due[-1]["slot_id"]
            if len(due) < BATCH:
                break
        return announced


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
