"""Random commands about plans, publications, themes, exceptions and calendars, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.annual_plans import commands as plans
from domain.annual_plans.events import AnnualPlanAdopted, PlanItemAssigned
from domain.calendar.commands import PublishCalendarYear
from domain.core import DomainEvent
from domain.core.command import Command
from domain.meetings.events import MeetingKind
from domain.policies.facts import Matter
from domain.policies.periods import Period, Unit
from domain.publications import commands as publications
from domain.publications.events import MatterPublished, ThemePublished
from domain.schedule import commands as schedule
from domain.schedule.events import ScheduleExceptionApproved
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 6


class Plans:
    """Lets branches plan their years and tell what they did, and those above say when they meet."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"plans {seed}")
        self._ids = SeededIds(seed + 65_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._adopt, self._adopt, self._file, self._file),
            *(self._assign, self._assign, self._assign, self._again, self._withdraw),
            *(self._publish, self._publish, self._take_down, self._give_out, self._give_out, self._take_back),
            *(self._approve, self._end, self._calendar),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 5, 40]))

    def _adopt(self) -> Command:
        on = self._day()
        return plans.AdoptAnnualPlan(
            organisation_id=self._random.choice(self._known.branches),
            year=on.year + self._random.choice([0, 0, 1]),
            on=on,
            adopted_at=self._random.choice(
                [MeetingKind.GENERAL_MEETING, MeetingKind.BRANCH_COMMITTEE_MEETING]
            ),
            reason=self._random.choice([None, "TYPING_ERROR"]),
        )

    def _file(self) -> Command | None:
        plan = self._said(AnnualPlanAdopted)
        if plan is None:
            return None
        return plans.FileAnnualPlan(
            organisation_id=plan.organisation_id,
            year=plan.year,
            recipient_id=self._random.choice([self._known.committee_id, *self._known.townships]),
            on=self._known.today,
            reason=self._random.choice([None, "TYPING_ERROR"]),
        )

    def _assign(self) -> Command | None:
        plan = self._said(AnnualPlanAdopted)
        return None if plan is None else self._item(plan.organisation_id, plan.year, None)

    def _again(self) -> Command | None:
        item = self._said(PlanItemAssigned)
        return None if item is None else self._item(item.organisation_id, item.year, item.item_id)

    def _item(self, organisation_id: UUID, year: int, item_id: UUID | None) -> Command:
        at_home = [id_ for id_, home in self._known.members.items() if home == organisation_id]
        return plans.AssignPlanItem(
            organisation_id=organisation_id,
            year=year,
            item_id=item_id,
            planned_on=self._random.choice([None, date(year, 5, 4)]),
            document_id=self._random.choice([None, self._ids.new_id()]),
            assignee_id=self._random.choice([None, *at_home[:2]]),
        )

    def _withdraw(self) -> Command | None:
        item = self._said(PlanItemAssigned)
        if item is None:
            return None
        return plans.WithdrawPlanItem(
            organisation_id=item.organisation_id, year=item.year, item_id=item.item_id, reason="GIVEN_UP"
        )

    def _publish(self) -> Command:
        on, unit = self._day(), self._random.choice(list(Unit))
        return publications.PublishMatter(
            organisation_id=self._random.choice(self._known.branches),
            matter=self._random.choice(list(Matter)),
            unit=unit,
            period_first=Period.of(on, unit).first,
            on=on,
        )

    def _take_down(self) -> Command | None:
        told = self._said(MatterPublished)
        if told is None:
            return None
        return publications.WithdrawPublication(
            organisation_id=told.organisation_id,
            matter=told.matter,
            unit=told.unit,
            period_first=told.period_first,
            reason="MISTAKEN",
        )

    def _give_out(self) -> Command:
        return publications.PublishTheme(
            node_id=self._random.choice([*self._known.townships, *self._known.branches]),
            month=self._known.today.replace(day=1),
            code=self._random.choice(["INTEGRITY", "HARVEST", "FLOODS"]),
        )

    def _take_back(self) -> Command | None:
        theme = self._said(ThemePublished)
        if theme is None:
            return None
        return publications.WithdrawTheme(
            node_id=theme.node_id, month=theme.month, code=theme.code, reason="MISTAKEN"
        )

    def _approve(self) -> Command:
        from_on = self._day()
        return schedule.ApproveScheduleException(
            exception_id=self._ids.new_id(),
            organisation_id=self._random.choice(self._known.branches),
            from_on=from_on,
            to_on=self._random.choice([None, from_on + timedelta(days=90)]),
            approved_by=self._known.committee_id,
        )

    def _end(self) -> Command | None:
        approved = self._said(ScheduleExceptionApproved)
        if approved is None:
            return None
        on = approved.from_on + timedelta(days=self._random.randrange(30))
        return schedule.EndScheduleException(exception_id=approved.originator_id, on=on)

    def _calendar(self) -> Command:
        year = self._known.today.year + self._random.choice([-1, 0, 1])
        new_year = date(year, 1, 1)
        beside = self._random.choice([(), (new_year + timedelta(days=1),)])
        return PublishCalendarYear(
            year=year, holidays=(new_year,), days_off=beside, workdays=(), source=f"〔{year - 1}〕12号"
        )
