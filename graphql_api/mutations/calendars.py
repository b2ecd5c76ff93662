"""Mutations about the county's calendar, and about exceptions from the fixed days of meetings."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.calendar.commands import PublishCalendarYear
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.calendar_year import CalendarYear, ScheduleException


@strawberry.type(description="What came of publishing a calendar (发布节假日安排结果).")
class CalendarYearPublishPayload(MutationPayload):
    @strawberry.field(description="The calendar as it stands now (节假日安排).")
    async def calendar_year(self, info: Info) -> CalendarYear | None:
        return await self.load(info, CalendarYear)


@strawberry.type
class ScheduleExceptionPayload(MutationPayload):
    @strawberry.field(description="The exception as it stands now (活动日例外).")
    async def schedule_exception(self, info: Info) -> ScheduleException | None:
        return await self.load(info, ScheduleException)


@strawberry.type(description="What came of approving an exception (批准活动日例外结果).")
class ScheduleExceptionApprovePayload(ScheduleExceptionPayload):
    pass


@strawberry.type(description="What came of ending an exception (终止活动日例外结果).")
class ScheduleExceptionEndPayload(ScheduleExceptionPayload):
    pass


@strawberry.input(
    description="The calendar of a year (发布节假日安排); published again, it takes the place of the one before."
)
class CalendarYearPublishInput(ChangeInput):
    year: int = strawberry.field(description="The year (年度); every day that is named lies in it.")
    holidays: list[date] = strawberry.field(description="Public holidays of the law (法定节假日).")
    days_off: list[date] = strawberry.field(
        description="Days off that the arrangement adds to them (放假调休); weekends need not be named."
    )
    workdays: list[date] = strawberry.field(description="Saturdays and Sundays that are worked (调休上班).")
    source: str = strawberry.field(description="The number of the notice that says so (发文字号).")

    def command(self, given: Given) -> PublishCalendarYear:
        return PublishCalendarYear(
            year=self.year,
            holidays=tuple(self.holidays),
            days_off=tuple(self.days_off),
            workdays=tuple(self.workdays),
            source=self.source,
            **self.header,
        )


@strawberry.input(description="Leave to meet on days off instead of the fixed days (批准活动日例外).")
class ScheduleExceptionApproveInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Which may do so (组织).")
    from_on: date = strawberry.field(description="The first day (起始日期).")
    to_on: date | None = strawberry.field(
        default=None, description="The first day without it; left out, it has no end (截止日期)."
    )
    approved_by: strawberry.ID = strawberry.field(
        description="The committee above that approves it (批准机关); of a party group, its branch may."
    )

    def command(self, given: Given) -> ApproveScheduleException:
        return ApproveScheduleException(
            exception_id=given.new("exception_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            from_on=self.from_on,
            to_on=self.to_on,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            **self.header,
        )


@strawberry.input(description="An exception that ends, or ends sooner than it would (终止活动日例外).")
class ScheduleExceptionEndInput(ChangeInput):
    exception_id: strawberry.ID = strawberry.field(description="The exception (活动日例外).")
    on: date = strawberry.field(description="The first day without it (截止日期).")

    def command(self, given: Given) -> EndScheduleException:
        return EndScheduleException(
            exception_id=given.id("ScheduleException", self.exception_id, "exceptionId"),
            on=self.on,
            **self.header,
        )


@strawberry.type
class CalendarMutations:
    calendar_year_publish = mutation(
        CalendarYearPublishInput,
        CalendarYearPublishPayload,
        "Publish the calendar of a year (发布节假日安排).",
    )
    schedule_exception_approve = mutation(
        ScheduleExceptionApproveInput,
        ScheduleExceptionApprovePayload,
        "Let an organisation meet on days off instead of the fixed days (批准活动日例外).",
    )
    schedule_exception_end = mutation(
        ScheduleExceptionEndInput, ScheduleExceptionEndPayload, "End an exception (终止活动日例外)."
    )
