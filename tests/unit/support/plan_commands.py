"""Random commands about plans, publications, themes, exceptions and calendars that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from domain.policies.periods import Unit
from domain.publications import commands as publications
from domain.publications.events import MatterPublished, ThemePublished
from domain.schedule import commands as schedule
from domain.schedule.events import ScheduleExceptionApproved
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
EXCEPTIONS = tuple(world.id_of(f"schedule exception {number}") for number in range(4))


class AimedPlans:
    """Makes a command of a kind at what is there; None where nothing is."""

    def __init__(self, chance: random.Random, streams: Streams) -> None:
        self._chance = chance
        self._streams = streams

    def of(self, cls: type[Command]) -> Command | None:
        """A command of that class, which is one of ``AIMED``."""
        return _MAKERS[cls](self)

    def _said(self, cls: type[E]) -> Iterator[E]:
        for events in self._streams.values():
            if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
                yield from (event for event in events if isinstance(event, cls))

    def _one(self, cls: type[E]) -> E | None:
        found = [*self._said(cls)]
        return self._chance.choice(found) if found else None

    def _reason(self) -> str | None:
        return self._chance.choice(("MISTAKEN", "MISTAKEN", None))

    def adopt(self) -> Command:
        return plans.AdoptAnnualPlan(
            organisation_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            year=self._chance.choice((2025, 2026, 2026, 2030)),
            on=world.TODAY - timedelta(days=self._chance.choice((-1, 9, 60))),
            adopted_at=self._chance.choice(list(MeetingKind)),
            meeting_id=self._chance.choice((None, None, world.id_of("meeting 0"))),
            reason=self._reason(),
        )

    def file(self) -> Command | None:
        plan = self._one(AnnualPlanAdopted)
        if plan is None:
            return None
        return plans.FileAnnualPlan(
            organisation_id=plan.organisation_id,
            year=plan.year,
            recipient_id=self._chance.choice((world.TOWNSHIP, world.COMMITTEE, world.OTHER_BRANCH)),
            on=plan.on + timedelta(days=self._chance.choice((-1, 0, 3))),
            reason=self._reason(),
        )

    def assign(self) -> Command | None:
        plan, item = self._one(AnnualPlanAdopted), self._one(PlanItemAssigned)
        if plan is None:
            return None
        return plans.AssignPlanItem(
            organisation_id=plan.organisation_id,
            year=plan.year,
            item_id=self._chance.choice((None, None, item.item_id if item else None)),
            planned_on=self._chance.choice((None, date(plan.year, 5, 4))),
            document_id=self._chance.choice((None, world.id_of("document"))),
            assignee_id=self._chance.choice((None, *world.MEMBERS)),
        )

    def withdraw_item(self) -> Command | None:
        item = self._one(PlanItemAssigned)
        if item is None:
            return None
        return plans.WithdrawPlanItem(
            organisation_id=item.organisation_id, year=item.year, item_id=item.item_id, reason=self._reason()
        )

    def publish(self) -> Command:
        return publications.PublishMatter(
            organisation_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            matter=self._chance.choice(list(Matter)),
            unit=self._chance.choice(list(Unit)),
            period_first=self._chance.choice((date(2026, 1, 1), date(2026, 2, 1))),
            on=world.TODAY,
        )

    def withdraw_publication(self) -> Command | None:
        told = self._one(MatterPublished)
        if told is None:
            return None
        return publications.WithdrawPublication(
            organisation_id=told.organisation_id,
            matter=told.matter,
            unit=told.unit,
            period_first=told.period_first,
            reason=self._reason(),
        )

    def give_out(self) -> Command:
        return publications.PublishTheme(
            node_id=self._chance.choice((world.TOWNSHIP, world.BRANCH)),
            month=self._chance.choice((date(2026, 3, 1), date(2026, 3, 2))),
            code=self._chance.choice(("INTEGRITY", "HARVEST", "no code")),
        )

    def take_back(self) -> Command | None:
        theme = self._one(ThemePublished)
        if theme is None:
            return None
        return publications.WithdrawTheme(
            node_id=theme.node_id, month=theme.month, code=theme.code, reason=self._reason()
        )

    def approve(self) -> Command:
        return schedule.ApproveScheduleException(
            exception_id=self._chance.choice(EXCEPTIONS),
            organisation_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            from_on=world.TODAY,
            to_on=self._chance.choice((None, world.TODAY, world.TODAY + timedelta(days=30))),
            approved_by=self._chance.choice((world.TOWNSHIP, world.COMMITTEE, world.BRANCH)),
        )

    def end(self) -> Command | None:
        approved = self._one(ScheduleExceptionApproved)
        if approved is None:
            return None
        on = approved.from_on + timedelta(days=self._chance.choice((-1, 0, 9)))
        return schedule.EndScheduleException(exception_id=approved.originator_id, on=on)

    def calendar(self) -> Command:
        new_year = date(2026, 1, 1)
        return PublishCalendarYear(
            year=2026,
            holidays=self._chance.choice(((new_year,), (date(2025, 1, 1),))),
            days_off=self._chance.choice(((), (date(2026, 1, 2),))),
            workdays=(),
            source="〔2025〕7号",
        )


_MAKERS: Mapping[type[Command], Callable[[AimedPlans], Command | None]] = {
    plans.AdoptAnnualPlan: AimedPlans.adopt,
    plans.FileAnnualPlan: AimedPlans.file,
    plans.AssignPlanItem: AimedPlans.assign,
    plans.WithdrawPlanItem: AimedPlans.withdraw_item,
    publications.PublishMatter: AimedPlans.publish,
    publications.WithdrawPublication: AimedPlans.withdraw_publication,
    publications.PublishTheme: AimedPlans.give_out,
    publications.WithdrawTheme: AimedPlans.take_back,
    schedule.ApproveScheduleException: AimedPlans.approve,
    schedule.EndScheduleException: AimedPlans.end,
    PublishCalendarYear: AimedPlans.calendar,
}
AIMED = _MAKERS.keys()
