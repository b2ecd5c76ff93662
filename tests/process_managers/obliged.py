"""An office of roll calls whose obligations are reconciled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from application.executor import CommandExecutor
from domain.core import DomainEvent
from domain.meetings.events import AbsenceReason
from domain.obligations.commands import FulfilObligation
from domain.obligations.events import STREAM
from domain.obligations.grounds import Consequence
from event_store.connections import Connections
from process_managers.reconciler import Reconciler
from tests.projections.absences.office import RollCalls


class Obliged(RollCalls):
    """Opens, withdraws and reopens what rules about absences call for."""

    def reconciler(self, executor: CommandExecutor | None = None) -> Reconciler:
        """A worker that reconciles obligations."""
        connections = Connections(self._projector_pool)
        return Reconciler(connections=connections, store=self.store, executor=executor or self.executor)

    async def reconcile(self) -> int:
        """Reconcile until nothing is left; how many events that took."""
        recorded = 0
        while True:
            await self.project()
            count = await self.reconciler().run(self.tenant)
            if not count:
                assert await self.left() == 0
                return recorded
            recorded += count

    async def left(self) -> int:
        """How many obligations are on the list."""
        (row,) = await self._rows("SELECT count(*) FROM read_model.unreconciled WHERE tenant_id = $1")
        return int(row["count"])

    async def stay_away(self, branch_id: UUID, member_id: UUID, times: int = 1) -> list[UUID]:
        """So many meetings, five days from each to the next, that the member missed without a reason."""
        missed = []
        for _ in range(times):
            missed.append(await self.call(branch_id, {member_id: AbsenceReason.NONE_GIVEN}))
            await self.until(self.today + timedelta(days=5))
        return missed

    async def obligations(self, subject_id: UUID, *columns: str) -> list[Any]:
        """The rows of a subject in the order of opening; their consequences and statuses unless others are named."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.obligation WHERE tenant_id = $1 AND subject_id = $2"
            " ORDER BY opened_on, consequence, key",
            subject_id,
        )
        names = columns or ("consequence", "status")
        told = [tuple(row[name] for name in names) for row in rows]
        return told if len(names) > 1 else [one for (one,) in told]

    async def fulfil(self, subject_id: UUID, consequence: Consequence, *dealt_with: UUID) -> UUID:
        """What is open of a consequence is done today."""
        rows = await self.obligations(subject_id, "consequence", "status", "obligation_id")
        (about,) = [id_ for what, status, id_ in rows if (what, status) == (consequence.value, "OPEN")]
        await self.do(FulfilObligation(obligation_id=about, on=self.today, dealt_with=dealt_with))
        return UUID(str(about))

    async def said(self, subject_id: UUID) -> list[DomainEvent]:
        """Every event of the obligations of a subject, in the order of the log."""
        log = await self.store.read_log(self.tenant, 0, 1_000_000)
        events = [event.domain_event for event in log if event.stream_type == STREAM]
        return [event for event in events if vars(event)["subject_id"] == subject_id]

    async def topics(self, subject_id: UUID) -> list[str]:
        """What happened to the obligations of a subject."""
        return [event.TOPIC.removeprefix("obligation.") for event in await self.said(subject_id)]
