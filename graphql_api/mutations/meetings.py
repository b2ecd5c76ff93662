"""Mutations about meetings."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.meetings.commands import (
    CancelMeeting,
    ConcludeMeeting,
    CorrectMeeting,
    FreezeRoster,
    NotifyMeeting,
    PlanMeeting,
    PostponeMeeting,
)
from domain.meetings.events import Exclusion
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.meeting import Meeting
from graphql_api.types.meeting_enums import ExclusionReason, MeetingKind


@strawberry.type
class MeetingPayload(MutationPayload):
    @strawberry.field(description="The meeting as it stands now (会议).")
    async def meeting(self, info: Info) -> Meeting | None:
        return await self.load(info, Meeting)


@strawberry.type(description="What came of planning a meeting (计划会议结果).")
class MeetingPlanPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of recording a notice (会议通知结果).")
class MeetingNotifyPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of freezing a roster (确定应到名单结果).")
class RosterFreezePayload(MeetingPayload):
    pass


@strawberry.type(description="What came of concluding a meeting (会议结束结果).")
class MeetingConcludePayload(MeetingPayload):
    pass


@strawberry.type(description="What came of cancelling a meeting (取消会议结果).")
class MeetingCancelPayload(MeetingPayload):
    pass


@strawberry.type(description="What came of postponing a meeting (会议延期结果).")
class MeetingPostponePayload(MeetingPayload):
    pass


@strawberry.type(description="What came of correcting a meeting (更正会议结果).")
class MeetingCorrectPayload(MeetingPayload):
    pass


@strawberry.input(description="A meeting to be planned (计划会议).")
class MeetingPlanInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="The branch or party group that meets (召开组织)."
    )
    kind: MeetingKind = strawberry.field(description="Kind of meeting (会议类型).")
    held_on: date = strawberry.field(description="The day, in the county's time zone (召开日期).")
    starts_at: str | None = strawberry.field(default=None, description='Local time, "19:30" (开始时间).')
    theme: str | None = strawberry.field(default=None, description="Code of the month's theme (主题).")
    gathering_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Of one of several parts of one gathering (一会多开): a UUID that the client makes for it, "
        "the same in all of them (同一次集中).",
    )
    is_of_business: bool = strawberry.field(
        default=False,
        description="Whether it is held within a business or other working meeting (与业务会议合并召开).",
    )
    is_urgent: bool = strawberry.field(
        default=False,
        description="Whether it is called at once, for a cause that cannot wait (紧急会议).",
    )

    def command(self, given: Given) -> PlanMeeting:
        return PlanMeeting(
            meeting_id=given.new("meeting_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            kind=self.kind,
            held_on=self.held_on,
            starts_at=self.starts_at,
            theme=self.theme,
            gathering_id=given.uuid(self.gathering_id, "gatheringId"),
            of_business=self.is_of_business,
            urgent=self.is_urgent,
            **self.header,
        )


@strawberry.input(description="That those concerned were told (会议通知).")
class MeetingNotifyInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    channel: str = strawberry.field(
        description="How they were told (通知方式): PHONE, MESSAGE, NOTICE_BOARD, IN_PERSON or another code."
    )

    def command(self, given: Given) -> NotifyMeeting:
        return NotifyMeeting(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"), channel=self.channel, **self.header
        )


@strawberry.input(description="Someone on the register who is not expected, and why (不计入应到).")
class ExclusionInput:
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    reason: ExclusionReason = strawberry.field(description="Why not (原因).")


@strawberry.input(
    description=(
        "Who is expected (确定应到名单): everyone on the branch's register on the day, less the exclusions."
    )
)
class RosterFreezeInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    exclusions: list[ExclusionInput] = strawberry.field(
        default_factory=list, description="Who is not expected, and why (不计入应到)."
    )

    def command(self, given: Given) -> FreezeRoster:
        return FreezeRoster(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            exclusions=tuple(
                Exclusion(
                    given.id("Member", one.member_id, "exclusions", "memberId", index=index), one.reason
                )
                for index, one in enumerate(self.exclusions)
            ),
            **self.header,
        )


@strawberry.input(description="That the meeting took place (会议结束).")
class MeetingConcludeInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    duration_minutes: int | None = strawberry.field(
        default=None, description="How long it took, in minutes (时长)."
    )

    def command(self, given: Given) -> ConcludeMeeting:
        return ConcludeMeeting(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            duration_minutes=self.duration_minutes,
            **self.header,
        )


@strawberry.input(description="That the meeting does not take place, with a reason (取消会议).")
class MeetingCancelInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")

    def command(self, given: Given) -> CancelMeeting:
        return CancelMeeting(meeting_id=given.id("Meeting", self.meeting_id, "meetingId"), **self.header)


@strawberry.input(description="That the meeting is held on another day, with a reason (会议延期).")
class MeetingPostponeInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(
        description="The meeting (会议). Its roster stands, if it was frozen; those concerned are to be told anew."
    )
    held_on: date = strawberry.field(description="The new day, be it earlier (新的召开日期).")

    def command(self, given: Given) -> PostponeMeeting:
        return PostponeMeeting(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"), held_on=self.held_on, **self.header
        )


@strawberry.input(description="What an earlier event of a meeting said wrongly, with a reason (更正会议).")
class MeetingCorrectInput(ChangeInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting (会议).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    kind: MeetingKind | None = strawberry.field(default=None, description="The right kind (会议类型).")
    held_on: date | None = strawberry.field(default=None, description="The right day (召开日期).")
    theme: str | None = strawberry.field(default=None, description="The right theme (主题).")
    gathering_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The right gathering; one that nothing else is a part of is none (同一次集中).",
    )
    is_of_business: bool | None = strawberry.field(
        default=None, description="Whether it was held within a business meeting (与业务会议合并召开)."
    )
    is_urgent: bool | None = strawberry.field(
        default=None, description="Whether it was called at once (紧急会议)."
    )

    def command(self, given: Given) -> CorrectMeeting:
        return CorrectMeeting(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            corrects=given.event(self.corrects, "corrects"),
            kind=self.kind,
            held_on=self.held_on,
            theme=self.theme,
            gathering_id=given.uuid(self.gathering_id, "gatheringId"),
            of_business=self.is_of_business,
            urgent=self.is_urgent,
            **self.header,
        )


@strawberry.type
class MeetingMutations:
    meeting_plan = mutation(
        MeetingPlanInput, MeetingPlanPayload, "Plan a meeting of a branch or party group (计划会议)."
    )
    meeting_notify = mutation(
        MeetingNotifyInput, MeetingNotifyPayload, "Record that those concerned were told (会议通知)."
    )
    roster_freeze = mutation(
        RosterFreezeInput,
        RosterFreezePayload,
        "Fix who is expected at a meeting, once and for all (确定应到名单).",
    )
    meeting_conclude = mutation(
        MeetingConcludeInput, MeetingConcludePayload, "Record that a meeting took place (会议结束)."
    )
    meeting_cancel = mutation(
        MeetingCancelInput, MeetingCancelPayload, "Record that a meeting does not take place (取消会议)."
    )
    meeting_postpone = mutation(
        MeetingPostponeInput,
        MeetingPostponePayload,
        "Hold a meeting that nobody attended yet on another day (会议延期).",
    )
    meeting_correct = mutation(
        MeetingCorrectInput, MeetingCorrectPayload, "Correct what was recorded of a meeting (更正会议)."
    )
