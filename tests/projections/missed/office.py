"""An office that lives by duties of each month, and by rules about missing them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import MeetingKind, MeetingPlanned
from domain.obligations.grounds import Consequence
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.missed_consequence import MissedConsequence
from domain.policies.pack import Pack
from domain.policies.periods import Period, Unit
from domain.policies.registry import Rule
from domain.verdicts.announcing import slot_id
from tests.process_managers.obliged import Obliged
from tests.projections.compliance.office import pack

OPENED = date(2026, 1, 1)
THEME_DAY = MeetingKind.THEME_PARTY_DAY
SERIES = "county/theme-day"
EACH_MONTH = MeetingFrequency(meeting=THEME_DAY, per=Unit.MONTH, at_least=1, partial_period="not_required")
TWICE = MissedConsequence(
    series=(SERIES,),
    off_window="does_not_count",
    at_least=2,
    counted_in="calendar_year",
    consequences=(Consequence.TALK, Consequence.CIRCULAR),
    owed_by="above",
    due_from="order",
    due_days=30,
)


def theme_days(version: str = "1", **otherwise: Any) -> Pack:
    """A theme day each month, and what follows from missing two."""
    rules: dict[str, Rule] = {"theme-day": EACH_MONTH, "two": msgspec.structs.replace(TWICE, **otherwise)}
    return pack("county", version, rules)


class Duties(Obliged):
    """Announces what was missed, and reconciles what follows."""

    async def react(self) -> list[int]:
        """Announce and reconcile until nothing is left; how many events of obligations each look took, but the last."""
        looks = []
        while True:
            announced = await self.announce()
            if recorded := await self.reconcile():
                looks.append(recorded)
            if not announced and not recorded:
                return looks

    async def months(self, branch_id: UUID, *held: int, until: int = 12, closing: bool = True) -> None:
        """Live on to the first of a month (13: of next year), with a theme day on the 5th of some of those before."""
        last = date(2026, 1, 1) if until == 1 else Period(Unit.MONTH, 2026 * 12 + until - 2).last
        while self.today <= last:
            month = Period.of(self.today, Unit.MONTH)
            if self.today.month in held and self.today.day <= 5:
                await self.until(month.first.replace(day=5), closing=closing)
                await self.meet(branch_id, THEME_DAY)
            await self.until(month.last + timedelta(days=1), closing=closing)

    async def late(self, branch_id: UUID, month: int) -> UUID:
        """A theme day of a month that is over, recorded today."""
        return await self.meet(branch_id, THEME_DAY, on=date(2026, month, 5))

    async def was_held_on(self, meeting_id: UUID, day: date) -> None:
        """The day of a meeting was recorded wrongly."""
        events = await self.events_of(meeting_id)
        planned = next(event for event in events if isinstance(event, MeetingPlanned))
        await self.do(
            CorrectMeeting(meeting_id=meeting_id, corrects=planned.event_id, held_on=day, reason="WRONG_DAY")
        )

    async def stands(self, branch_id: UUID, *columns: str) -> list[Any]:
        """How a branch stands by each rule about what it misses, by series."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.organisation_escalation WHERE tenant_id = $1 AND organisation_id = $2"
            " ORDER BY series, node_id",
            branch_id,
        )
        names = columns or ("counted", "required", "status")
        return [tuple(row[name] for name in names) for row in rows]

    async def open_ones(self) -> list[UUID]:
        """All obligations that are open."""
        rows = await self._rows(
            "SELECT obligation_id FROM read_model.obligation WHERE tenant_id = $1 AND status = 'OPEN'"
            " ORDER BY subject_id, consequence, key"
        )
        return [row["obligation_id"] for row in rows]

    async def first_events(self, branch_id: UUID, *months: int, node: UUID | None = None) -> list[UUID]:
        """The events by which a branch was first said to have missed the theme day of some months."""
        node_id = node or self.committee
        slots = [slot_id(SERIES, node_id, branch_id, f"2026-{month:02}") for month in months]
        return [(await self.events_of(slot))[0].event_id for slot in slots]
