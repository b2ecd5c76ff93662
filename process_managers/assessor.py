"""Tells what closed periods came to, once all their findings are announced, and tells anew what came otherwise.

It works off the list of periods of which some slot stands otherwise than it did, which the read models keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from application.actor import Actor, Role
from application.executor import CommandExecutor
from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import SlotStand, Tally, digest_of
from domain.organisation.events import OrganisationKind
from domain.policies.verdicts import Status
from event_store.connections import Connections
from event_store.store import EventStore
from process_managers.list_worker import ListWorker

_DUE = """
SELECT a.node_id, a.assessment_id, a.series, a.organisation_kind, a.period, a.from_on, a.since, s.digest
  FROM read_model.unassessed AS a
  JOIN read_model.clock AS k ON k.tenant_id = a.tenant_id AND a.to_on <= k.closed_on
  LEFT JOIN read_model.period_assessment AS s
    ON s.tenant_id = a.tenant_id AND s.node_id = a.node_id AND s.assessment_id = a.assessment_id
 WHERE a.tenant_id = $1
 ORDER BY a.to_on, a.node_id, a.assessment_id"""
# One statement, one snapshot: how the slots of a period stand, how far the log was read for it, and whether what it
# came to is announced. Tenant, series, first day, node, kind of organisation, period.
_SLOTS = """
SELECT c.slot_id, c.status, c.version_id, c.required, c.held, c.verified, p.position AS facts_position,
       u.slot_id IS NOT NULL AS is_unannounced
  FROM read_model.checkpoint AS p
  LEFT JOIN read_model.compliance AS c
    ON c.tenant_id = p.tenant_id AND c.series = $2 AND c.from_on = $3 AND c.node_id = $4
   AND c.organisation_kind = $5 AND c.period = $6
  LEFT JOIN read_model.unannounced AS u
    ON u.tenant_id = c.tenant_id AND u.organisation_id = c.organisation_id AND u.slot_id = c.slot_id
 WHERE p.tenant_id = $1 AND p.projection = 'read_models'"""


class Assessor(ListWorker):
    """Assesses each period that is listed."""

    ACTOR = Actor(account_id="process:assessments", role=Role.PROCESS_MANAGER)
    WORK = "assessment"

    def __init__(self, *, connections: Connections, store: EventStore, executor: CommandExecutor) -> None:
        super().__init__(connections=connections, store=store, executor=executor)
        self._same: dict[
            tuple[str, UUID], int
        ] = {}  # by county and assessment, since when its entry was found to change nothing

    async def run(self, tenant_id: str) -> int:
        """Assess all periods that are listed now and announced; returns how many came to something new."""
        assessed = 0
        for due in await self._connections.fetch(_DUE, tenant_id):
            key = tenant_id, due["assessment_id"]
            if self._same.get(key) == due["since"]:
                continue
            about = due["series"], due["from_on"], due["node_id"], due["organisation_kind"], due["period"]
            slots = await self._connections.fetch(_SLOTS, tenant_id, *about)
            if any(slot["is_unannounced"] for slot in slots):
                continue
            command = _command(due, slots)
            if command.digest == due["digest"] or (due["digest"] is None and not command.tally.slots):
                self._same[key] = due["since"]
            else:
                assessed += await self._send(tenant_id, [command])
        return assessed


def _command(due: Any, slots: Sequence[Any]) -> AssessPeriod:
    """Slots of which the rule turned out to ask nothing at all are left out, as in every figure."""
    stands = [
        SlotStand(
            slot["slot_id"],
            Status(slot["status"]),
            slot["version_id"],
            slot["required"],
            slot["held"],
            slot["verified"],
        )
        for slot in slots
        if slot["status"] in Status.__members__
    ]
    return AssessPeriod(
        node_id=due["node_id"],
        series=due["series"],
        organisation_kind=OrganisationKind(due["organisation_kind"]),
        period=due["period"],
        tally=Tally.of(stands),
        digest=digest_of(stands),
        facts_position=slots[0]["facts_position"],
    )
