"""What is planned and told: calendar and themes of the county; plans, publications, exceptions of a few branches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from application.actor import Actor
from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from domain.annual_plans.events import PlanItemAssigned, annual_plan_id
from domain.core.command import Command
from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchSector
from domain.policies.facts import Matter
from domain.policies.periods import Period, Unit
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from gridledger.demo.actors import Actors
from gridledger.demo.holidays import YEAR as KNOWN_YEAR
from gridledger.demo.holidays import calendar_of_2025
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch
from gridledger.demo.people import Unit as Township
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, StepList
from gridledger.demo.themes import THEMES

PASSED = (
    (1, 10),
    (1, 20),
    (4, 20),
)  # the days on which the first branches passed their plans; the last is late
ITEMS = (
    2,
    5,
    8,
    11,
)  # months; the last item of the second plan says no document, that of the first was given up
UNPUBLISHED = 7  # the month of which the first branch told nothing


class PlanningSteps:
    """Adds these steps."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._time = time
        self._year = year

    def county(self) -> None:
        """The calendar before the year begins, and each theme a week before its month; one was a mistake."""
        secretary, eve = self._actors.county_secretary, date(self._year - 1, 12, 24)
        if self._year == KNOWN_YEAR:  # of another year no arrangement is made up
            self._give(eve, secretary, calendar_of_2025())
        for number, theme in THEMES.items():
            month = date(self._year, number, 1)
            given_on = eve if number == 1 else date(self._year, number - 1, 24)
            self._give(given_on, secretary, self._theme(month, theme.code))
        mistaken = date(self._year, UNPUBLISHED, 1)
        command = self._theme(mistaken, "SUMMER_STUDY")
        self._give(date(self._year, 6, 24), secretary, command)
        withdraw = WithdrawTheme(
            node_id=command.node_id, month=mistaken, code=command.code, reason="WRONG_MONTH"
        )
        self._give(date(self._year, 6, 25), secretary, withdraw)

    def add(self, township: Township) -> None:
        """Plans, publications and exceptions of a township."""
        for number, branch in enumerate(township.branches[: len(PASSED)]):
            self._plan(township, branch, number)
        self._publications(township.branches[0])
        self._exceptions(township)

    def _give(self, day: date, actor: Actor, command: Command, names: EventRef | None = None) -> None:
        self._steps.add(self._time.at(day, "16:00"), actor, command, names=names)

    def _theme(self, month: date, code: str) -> PublishTheme:
        return PublishTheme(node_id=self._ids.committee, month=month, code=code)

    def _plan(self, township: Township, branch: Branch, number: int) -> None:
        passed_on = date(self._year, *PASSED[number])
        adopt = AdoptAnnualPlan(
            organisation_id=branch.id,
            year=self._year,
            on=passed_on,
            adopted_at=MeetingKind.GENERAL_MEETING,
        )
        file = FileAnnualPlan(
            organisation_id=branch.id, year=self._year, recipient_id=township.committee_id, on=passed_on
        )
        for command in (adopt, *self._items(branch, number), file):
            self._give(passed_on, branch.secretary, command)
        if number == 0:
            withdraw = WithdrawPlanItem(
                organisation_id=branch.id, year=self._year, item_id=NO_EVENT, reason="GIVEN_UP"
            )
            plan_id, last = annual_plan_id(branch.id, self._year), len(ITEMS) - 1
            item = EventRef(plan_id, PlanItemAssigned.TOPIC, "item_id", number=last)
            self._give(date(self._year, 10, 20), branch.secretary, withdraw, item)

    def _items(self, branch: Branch, number: int) -> Iterator[Command]:
        for month in ITEMS:
            lacks_document = number == 1 and month == ITEMS[-1]
            document_id = self._ids.of("document", branch.key, "plan", month)
            yield AssignPlanItem(
                organisation_id=branch.id,
                year=self._year,
                planned_on=date(self._year, month, 10),
                document_id=None if lacks_document else document_id,
                assignee_id=branch.founders[0].id,
            )

    def _publications(self, branch: Branch) -> None:
        """The theme of each month but one; that of December was told of by mistake."""
        for month in range(1, 13):
            if month == UNPUBLISHED:
                continue
            first = date(self._year, month, 1)
            publish = PublishMatter(
                organisation_id=branch.id,
                matter=Matter.ACTIVITY_THEME,
                unit=Unit.MONTH,
                period_first=first,
                on=Period.of(first, Unit.MONTH).last,
            )
            self._give(publish.on, branch.secretary, publish)
        withdraw = WithdrawPublication(
            organisation_id=branch.id,
            matter=Matter.ACTIVITY_THEME,
            unit=Unit.MONTH,
            period_first=date(self._year, 12, 1),
            reason="NOT_ON_THE_BOARD",
        )
        self._give(date(self._year, 12, 31), branch.secretary, withdraw)

    def _exceptions(self, township: Township) -> None:
        """Schools meet on days off (C09); another branch did so while its members harvested."""
        schools = [branch for branch in township.branches if branch.sector is BranchSector.SCHOOL]
        for branch in schools:
            self._approve(township, branch, date(self._year, 1, 2))
        harvesting = township.branches[1]
        self._approve(township, harvesting, date(self._year, 6, 1))
        end = EndScheduleException(
            exception_id=self._ids.of("schedule exception", harvesting.key), on=date(self._year, 8, 1)
        )
        self._give(date(self._year, 7, 28), township.secretary, end)

    def _approve(self, township: Township, branch: Branch, from_on: date) -> None:
        approve = ApproveScheduleException(
            exception_id=self._ids.of("schedule exception", branch.key),
            organisation_id=branch.id,
            from_on=from_on,
            approved_by=township.committee_id,
        )
        self._give(from_on, township.secretary, approve)
