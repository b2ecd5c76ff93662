"""Meetings as a whole: planned, notified, concluded, cancelled, corrected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.core import Occurred
from domain.meetings.commands import (
    CancelMeeting,
    ConcludeMeeting,
    CorrectMeeting,
    NotifyMeeting,
    PlanMeeting,
)
from domain.meetings.decide import (
    cancel_meeting,
    conclude_meeting,
    correct_meeting,
    notify_meeting,
    plan_meeting,
)
from domain.meetings.events import (
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
    MeetingKind,
    MeetingNotified,
    MeetingPlanned,
    ObserverRecorded,
)
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import event_id, fact, when
from tests.unit.support.world import ANN, BRANCH, GROUP, MEETING, TODAY, context

TOMORROW = TODAY + timedelta(days=1)


def plan(**changes: Any) -> PlanMeeting:
    fields: dict[str, Any] = {
        "meeting_id": MEETING,
        "organisation_id": BRANCH,
        "kind": MeetingKind.GENERAL_MEETING,
        "held_on": date(2026, 4, 18),
    }
    return PlanMeeting(**(fields | changes))


class TestPlan:
    def test_a_branch_plans_a_meeting(self) -> None:
        command = plan(starts_at="19:30", theme="GREEN_VILLAGE")
        when(plan_meeting, world.meeting(), command, context(), organisation=world.branch()).then(
            fact(
                MeetingPlanned,
                organisation_id=BRANCH,
                branch_id=BRANCH,
                kind=MeetingKind.GENERAL_MEETING,
                held_on=date(2026, 4, 18),
                starts_at="19:30",
                theme="GREEN_VILLAGE",
                occurred_at=Occurred("2026-03-20T02:00:00Z"),
                reason=None,
            )
        )

    @pytest.mark.parametrize(
        "kind", [MeetingKind.GROUP_MEETING, MeetingKind.PARTY_LECTURE, MeetingKind.THEME_PARTY_DAY]
    )
    def test_a_group_plans_in_its_branch(self, kind: MeetingKind) -> None:
        command = plan(organisation_id=GROUP, kind=kind)
        when(plan_meeting, world.meeting(), command, context(), organisation=world.group()).then(
            fact(
                MeetingPlanned,
                organisation_id=GROUP,
                branch_id=BRANCH,
                kind=kind,
                held_on=date(2026, 4, 18),
            )
        )

    def test_a_meeting_of_the_past_may_be_entered(self) -> None:
        command = plan(held_on=date(2025, 11, 18), occurred_at=Occurred("2025-11"))
        events = when(plan_meeting, world.meeting(), command, context(), organisation=world.branch()).events
        assert [event.occurred_at for event in events] == ["2025-11"]

    @pytest.mark.parametrize(
        ("organisation", "kind", "refusal"),
        [
            (world.township(), MeetingKind.GENERAL_MEETING, "WRONG_KIND organisationId"),
            (world.branch(), MeetingKind.GROUP_MEETING, "WRONG_KIND kind"),
            (world.group(), MeetingKind.GENERAL_MEETING, "WRONG_KIND kind"),
            (Organisation.empty(BRANCH), MeetingKind.GENERAL_MEETING, "NOT_FOUND organisationId"),
        ],
    )
    def test_only_branches_and_groups_meet_in_their_kinds(
        self, organisation: Organisation, kind: MeetingKind, refusal: str
    ) -> None:
        command = plan(kind=kind)
        when(plan_meeting, world.meeting(), command, context(), organisation=organisation).refused(refusal)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"held_on": date(2028, 3, 21)}, "INVALID_DATES heldOn"),
            ({"held_on": date.max}, "INVALID_DATES heldOn"),
            ({"held_on": date.min}, "INVALID_DATES heldOn"),
            ({"starts_at": "24:00"}, "INVALID_VALUE startsAt"),
            ({"starts_at": "７:30"}, "INVALID_VALUE startsAt"),
            ({"theme": "green village"}, "INVALID_VALUE theme"),
            ({"reason": "because"}, "INVALID_VALUE reason"),
            ({"occurred_at": Occurred("2026-03-20T02:00:01Z")}, "IN_THE_FUTURE occurredAt"),
            ({"occurred_at": Occurred("2026-03-21")}, "IN_THE_FUTURE occurredAt"),
            ({"occurred_at": Occurred("2026-04")}, "IN_THE_FUTURE occurredAt"),
            ({"occurred_at": Occurred("0026-04")}, "INVALID_DATES occurredAt"),
        ],
    )
    def test_values_out_of_bounds(self, changes: dict[str, Any], refusal: str) -> None:
        command = plan(**changes)
        when(plan_meeting, world.meeting(), command, context(), organisation=world.branch()).refused(refusal)

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        command = plan(starts_at="noon", theme="?", held_on=date(2030, 1, 1))
        when(plan_meeting, world.meeting(), command, context(), organisation=world.branch()).refused(
            "INVALID_DATES heldOn", "INVALID_VALUE startsAt", "INVALID_VALUE theme"
        )

    def test_an_id_plans_once(self) -> None:
        meeting = world.meeting(world.planned())
        when(plan_meeting, meeting, plan(), context(), organisation=world.branch()).refused(
            "ALREADY_EXISTS meetingId"
        )


class TestNotify:
    command = NotifyMeeting(meeting_id=MEETING, channel="PHONE")

    def test_once_a_channel(self) -> None:
        meeting = world.meeting(world.planned())
        when(notify_meeting, meeting, self.command, context()).then(fact(MeetingNotified, channel="PHONE"))
        when(notify_meeting, meeting, self.command, context()).refused("ALREADY_RECORDED channel")
        by_message = NotifyMeeting(meeting_id=MEETING, channel="MESSAGE")
        when(notify_meeting, meeting, by_message, context()).then(fact(MeetingNotified, channel="MESSAGE"))

    def test_refused(self) -> None:
        cancelled = world.meeting(world.planned(), fact(MeetingCancelled))
        when(notify_meeting, cancelled, self.command, context()).refused("MEETING_CANCELLED meetingId")
        when(notify_meeting, world.meeting(), self.command, context()).refused("NOT_FOUND meetingId")
        command = NotifyMeeting(meeting_id=MEETING, channel="13800000000")
        when(notify_meeting, world.meeting(world.planned()), command, context()).refused(
            "INVALID_VALUE channel"
        )


class TestConclude:
    command = ConcludeMeeting(meeting_id=MEETING, duration_minutes=90)

    def test_in_time(self) -> None:
        meeting = world.meeting(world.planned(), world.frozen())
        when(conclude_meeting, meeting, self.command, context()).then(
            fact(
                MeetingConcluded,
                duration_minutes=90,
                late_entry_days=0,
                policy="late-entry/1",
                occurred_at=Occurred("2026-03-18"),
            )
        )
        when(conclude_meeting, meeting, self.command, context()).refused("MEETING_CONCLUDED meetingId")

    def test_late_entry_is_marked(self) -> None:
        meeting = world.meeting(world.planned(held_on=date(2026, 3, 10)), world.frozen())
        when(conclude_meeting, meeting, self.command, context()).then(
            fact(MeetingConcluded, duration_minutes=90, late_entry_days=3, policy="late-entry/1")
        )

    def test_not_before_its_day_in_the_county(self) -> None:
        meeting = world.meeting(world.planned(held_on=TOMORROW), world.frozen())
        when(conclude_meeting, meeting, self.command, context()).refused("MEETING_NOT_HELD_YET meetingId")
        # 16:30 UTC on the 20th is the 21st in Shanghai.
        late_evening = context(now=world.NOW + timedelta(hours=14, minutes=30))
        assert len(when(conclude_meeting, meeting, self.command, late_evening).events) == 1

    @pytest.mark.parametrize("minutes", [0, -5, 1441])
    def test_no_impossible_duration(self, minutes: int) -> None:
        meeting = world.meeting(world.planned(), world.frozen())
        command = ConcludeMeeting(meeting_id=MEETING, duration_minutes=minutes)
        when(conclude_meeting, meeting, command, context()).refused("INVALID_VALUE durationMinutes")

    def test_refused(self) -> None:
        when(conclude_meeting, world.meeting(), self.command, context()).refused("NOT_FOUND meetingId")
        when(conclude_meeting, world.meeting(world.planned()), self.command, context()).refused(
            "ROSTER_NOT_FROZEN meetingId"
        )
        cancelled = world.meeting(world.planned(), world.frozen(), fact(MeetingCancelled))
        when(conclude_meeting, cancelled, self.command, context()).refused("MEETING_CANCELLED meetingId")


class TestCancel:
    command = CancelMeeting(meeting_id=MEETING, reason="FLOOD")

    def test_once_with_a_reason(self) -> None:
        meeting = world.meeting(world.planned())
        when(cancel_meeting, meeting, CancelMeeting(meeting_id=MEETING), context()).refused(
            "REASON_REQUIRED reason"
        )
        when(cancel_meeting, meeting, self.command, context()).then(fact(MeetingCancelled, reason="FLOOD"))
        when(cancel_meeting, meeting, self.command, context()).refused("MEETING_CANCELLED meetingId")

    def test_not_after_it_took_place(self) -> None:
        meeting = world.meeting(world.planned(), world.frozen(), fact(MeetingConcluded))
        when(cancel_meeting, meeting, self.command, context()).refused("MEETING_CONCLUDED meetingId")

    def test_not_an_unknown_one(self) -> None:
        when(cancel_meeting, world.meeting(), self.command, context()).refused("NOT_FOUND meetingId")


def correct(version: int = 1, *, reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectMeeting:
    return CorrectMeeting(meeting_id=MEETING, corrects=event_id(MEETING, version), reason=reason, **changes)


class TestCorrect:
    present = fact(AttendanceRecorded, member_id=ANN, status=AttendanceStatus.PRESENT)
    observed = fact(ObserverRecorded, member_id=world.id_of("guest"))

    def test_the_day_after_attendance(self) -> None:
        meeting = world.meeting(world.planned(), world.frozen(), self.present)
        when(
            correct_meeting,
            meeting,
            correct(held_on=date(2026, 3, 19)),
            context(),
            organisation=world.branch(),
        ).then(
            fact(
                MeetingCorrected,
                corrects=event_id(MEETING, 1),
                held_on=date(2026, 3, 19),
                reason="TYPING_ERROR",
            )
        )
        assert meeting.held_on == date(2026, 3, 19)
        assert meeting.kind is MeetingKind.GENERAL_MEETING
        assert meeting.attendance.keys() == {ANN}

    def test_a_day_ahead_only_while_nothing_supposes_it_was_held(self) -> None:
        command = correct(held_on=TOMORROW)
        attended = world.meeting(world.planned(), world.frozen(), self.present)
        when(correct_meeting, attended, command, context(), organisation=world.branch()).refused(
            "MEETING_NOT_HELD_YET heldOn"
        )
        seen = world.meeting(world.planned(), world.frozen(), self.observed)
        when(correct_meeting, seen, command, context(), organisation=world.branch()).refused(
            "MEETING_NOT_HELD_YET heldOn"
        )
        frozen = world.meeting(world.planned(), world.frozen())
        assert len(when(correct_meeting, frozen, command, context(), organisation=world.branch()).events) == 1

    def test_a_correction_may_be_corrected(self) -> None:
        meeting = world.meeting(world.planned())
        (first,) = when(
            correct_meeting, meeting, correct(theme="SPRING"), context(), organisation=world.branch()
        ).then(fact(MeetingCorrected, corrects=event_id(MEETING, 1), theme="SPRING"))
        again = CorrectMeeting(
            meeting_id=MEETING, corrects=first.event_id, theme="AUTUMN", reason="TYPING_ERROR"
        )
        when(correct_meeting, meeting, again, context(), organisation=world.branch()).then(
            fact(MeetingCorrected, corrects=first.event_id, theme="AUTUMN")
        )
        assert meeting.theme == "AUTUMN"

    @pytest.mark.parametrize(
        ("command", "refusal"),
        [
            (correct(theme="SPRING", reason=None), "REASON_REQUIRED reason"),
            (correct(2, theme="SPRING"), "CORRECTS_NOTHING corrects"),  # froze the roster
            (correct(9, theme="SPRING"), "CORRECTS_NOTHING corrects"),  # no such event
            (correct(), "CORRECTS_NOTHING corrects"),
            (correct(kind=MeetingKind.GENERAL_MEETING), "CORRECTS_NOTHING corrects"),
            (correct(kind=MeetingKind.GROUP_MEETING), "WRONG_KIND kind"),
            (correct(held_on=date(2036, 1, 1)), "INVALID_DATES heldOn"),
            (correct(theme="春"), "INVALID_VALUE theme"),
        ],
    )
    def test_refused(self, command: CorrectMeeting, refusal: str) -> None:
        meeting = world.meeting(world.planned(), world.frozen())
        when(correct_meeting, meeting, command, context(), organisation=world.branch()).refused(refusal)

    def test_not_a_cancelled_one(self) -> None:
        meeting = world.meeting(world.planned(), fact(MeetingCancelled))
        when(
            correct_meeting, meeting, correct(theme="SPRING"), context(), organisation=world.branch()
        ).refused("MEETING_CANCELLED meetingId")
