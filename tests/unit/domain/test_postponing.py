"""Meetings that get another day; and the circumstances that a plan says, with their corrections."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.meeting_entries.events import (
    ContentsRecorded,
    LecturerRecorded,
    LecturerRole,
    LectureTested,
    MeetingExceptionApproved,
    MinutesField,
    MinutesTaken,
)
from domain.meetings.commands import CorrectMeeting, NotifyMeeting, PlanMeeting, PostponeMeeting
from domain.meetings.decide import correct_meeting, notify_meeting, plan_meeting
from domain.meetings.events import (
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
    MeetingKind,
    MeetingNotified,
    MeetingPlanned,
    MeetingPostponed,
    ObserverRecorded,
    ParticipationRecorded,
)
from domain.meetings.postponing import postpone_meeting
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationDissolved
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, when
from tests.unit.support.world import ANN, BRANCH, MEETING, OTHER_BRANCH, TODAY, TOWNSHIP, context

PLANNED_FOR = date(2026, 3, 5)
LATER = date(2026, 3, 12)
PLANNED = world.planned(PLANNED_FOR, MeetingKind.PARTY_LECTURE)
POSTPONED = fact(MeetingPostponed, held_on=LATER, reason="FLOOD_DUTY")
GATHERING = world.id_of("gathering")


def postpone(
    state: Meeting,
    held_on: date = LATER,
    reason: str | None = "FLOOD_DUTY",
    organisation: Organisation | None = None,
) -> Outcome:
    command = PostponeMeeting(meeting_id=MEETING, held_on=held_on, reason=reason)
    return when(postpone_meeting, state, command, context(), organisation=organisation or world.branch())


class TestPostponing:
    def test_gives_another_day_and_says_why(self) -> None:
        state = world.meeting(PLANNED)
        postpone(state).then(POSTPONED)
        assert (state.held_on, state.deferred_for) == (LATER, "FLOOD_DUTY")

    @pytest.mark.parametrize(
        "held_on", [date(2026, 3, 4), date(2026, 3, 6), TODAY, TODAY + timedelta(days=731)]
    )
    def test_the_day_may_be_earlier_past_or_ahead(self, held_on: date) -> None:
        postpone(world.meeting(PLANNED), held_on).then(fact(MeetingPostponed, held_on=held_on))

    @pytest.mark.parametrize("held_on", [PLANNED_FOR, TODAY + timedelta(days=732), date(1899, 12, 31)])
    def test_the_day_is_another_that_can_be(self, held_on: date) -> None:
        postpone(world.meeting(PLANNED), held_on).refused("INVALID_DATES heldOn")

    def test_it_needs_a_reason(self) -> None:
        postpone(world.meeting(PLANNED), reason=None).refused("REASON_REQUIRED reason")

    def test_the_organisation_stands_on_that_day(self) -> None:
        gone = world.branch()
        dissolved = fact(OrganisationDissolved, on=date(2026, 3, 10), approved_by=TOWNSHIP)
        gone.evolve([dissolved.at(BRANCH, 2)])
        postpone(world.meeting(PLANNED), organisation=gone).refused("ORGANISATION_DISSOLVED heldOn")

    def test_may_be_done_again_and_the_last_reason_holds(self) -> None:
        state = world.meeting(PLANNED, POSTPONED)
        postpone(state, date(2026, 3, 14), "TYPHOON_WARNING").then(
            fact(MeetingPostponed, held_on=date(2026, 3, 14), reason="TYPHOON_WARNING")
        )
        assert state.deferred_for == "TYPHOON_WARNING"

    def test_a_frozen_roster_stands(self) -> None:
        state = world.meeting(PLANNED, world.frozen(ANN))
        postpone(state).then(POSTPONED)
        assert state.expected == frozenset([ANN])

    def test_those_concerned_are_to_be_told_anew(self) -> None:
        told = fact(MeetingNotified, channel="PHONE")
        again = NotifyMeeting(meeting_id=MEETING, channel="PHONE")
        when(notify_meeting, world.meeting(PLANNED, told), again, context()).refused(
            "ALREADY_RECORDED channel"
        )
        when(notify_meeting, world.meeting(PLANNED, told, POSTPONED), again, context()).then(told)

    @pytest.mark.parametrize(
        ("before", "refusal"),
        [
            ((fact(MeetingCancelled, reason="FLOOD_DUTY"),), "MEETING_CANCELLED"),
            ((world.frozen(), fact(MeetingConcluded)), "MEETING_CONCLUDED"),
            (
                (
                    world.frozen(),
                    fact(AttendanceRecorded, member_id=ANN, status=AttendanceStatus.PRESENT),
                ),
                "MEETING_UNDER_WAY",
            ),
            ((world.frozen(), fact(ObserverRecorded, member_id=ANN)), "MEETING_UNDER_WAY"),
            (
                (world.frozen(), fact(ParticipationRecorded, member_id=ANN, home_branch_id=OTHER_BRANCH)),
                "MEETING_UNDER_WAY",
            ),
            ((fact(MinutesTaken, fields=(MinutesField.TIME,)),), "MEETING_UNDER_WAY"),
            ((fact(LecturerRecorded, role=LecturerRole.MEMBER),), "MEETING_UNDER_WAY"),
            ((fact(ContentsRecorded, contents=("DUES",)),), "MEETING_UNDER_WAY"),
        ],
    )
    def test_what_was_held_or_cancelled_stays(self, before: tuple[Fact, ...], refusal: str) -> None:
        postpone(world.meeting(PLANNED, *before)).refused(f"{refusal} meetingId")

    def test_an_exception_approved_before_is_no_hindrance(self) -> None:
        approved = fact(MeetingExceptionApproved, approved_by=TOWNSHIP)
        postpone(world.meeting(PLANNED, approved)).then(POSTPONED)

    def test_nothing_is_known_of_it(self) -> None:
        postpone(Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")

    def test_a_day_given_wrongly_is_corrected_like_any_other(self) -> None:
        state = world.meeting(PLANNED, POSTPONED)
        command = CorrectMeeting(
            meeting_id=MEETING, corrects=event_id(MEETING, 2), held_on=date(2026, 3, 13), reason="MISTYPED"
        )
        when(correct_meeting, state, command, context(), organisation=world.branch()).then(
            fact(MeetingCorrected, corrects=event_id(MEETING, 2), held_on=date(2026, 3, 13))
        )
        assert (state.held_on, state.deferred_for) == (date(2026, 3, 13), "FLOOD_DUTY")


class TestCircumstances:
    def test_a_plan_says_them_only_if_they_are_so(self) -> None:
        plain = PlanMeeting(
            meeting_id=MEETING,
            organisation_id=BRANCH,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=PLANNED_FOR,
        )
        [event] = when(plan_meeting, world.meeting(), plain, context(), organisation=world.branch()).events
        assert isinstance(event, MeetingPlanned)
        assert (event.gathering_id, event.of_business, event.urgent) == (None, None, None)

    def test_a_plan_says_them(self) -> None:
        state = world.meeting()
        command = PlanMeeting(
            meeting_id=MEETING,
            organisation_id=BRANCH,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=PLANNED_FOR,
            gathering_id=GATHERING,
            of_business=True,
            urgent=True,
        )
        when(plan_meeting, state, command, context(), organisation=world.branch()).then(
            fact(
                MeetingPlanned,
                organisation_id=BRANCH,
                branch_id=BRANCH,
                kind=MeetingKind.GENERAL_MEETING,
                held_on=PLANNED_FOR,
                gathering_id=GATHERING,
                of_business=True,
                urgent=True,
            )
        )
        assert (state.gathering_id, state.of_business, state.urgent) == (GATHERING, True, True)

    def test_they_are_corrected_both_ways(self) -> None:
        state = world.meeting(PLANNED)
        for urgent in (True, False):
            command = CorrectMeeting(
                meeting_id=MEETING,
                corrects=event_id(MEETING, 1),
                urgent=urgent,
                of_business=urgent,
                reason="MISTYPED",
            )
            when(correct_meeting, state, command, context(), organisation=world.branch()).then(
                fact(MeetingCorrected, corrects=event_id(MEETING, 1), urgent=urgent, of_business=urgent)
            )
            assert (state.urgent, state.of_business) == (urgent, urgent)

    def test_a_correction_that_says_the_same_is_none(self) -> None:
        command = CorrectMeeting(
            meeting_id=MEETING, corrects=event_id(MEETING, 1), urgent=False, reason="MISTYPED"
        )
        when(
            correct_meeting, world.meeting(PLANNED), command, context(), organisation=world.branch()
        ).refused("CORRECTS_NOTHING corrects")

    def test_a_lecture_does_not_come_after_its_test(self) -> None:
        state = world.meeting(PLANNED, world.frozen(), fact(MeetingConcluded), fact(LectureTested, on=LATER))
        for held_on, refused in ((LATER, False), (LATER + timedelta(days=1), True)):
            command = CorrectMeeting(
                meeting_id=MEETING, corrects=event_id(MEETING, 1), held_on=held_on, reason="MISTYPED"
            )
            outcome = when(correct_meeting, state, command, context(), organisation=world.branch())
            if refused:
                outcome.refused("INVALID_DATES heldOn")
            else:
                outcome.then(fact(MeetingCorrected, corrects=event_id(MEETING, 1), held_on=held_on))

    def test_what_has_minutes_was_not_held_on_a_day_to_come(self) -> None:
        state = world.meeting(PLANNED, fact(MinutesTaken, fields=(MinutesField.TIME,)))
        command = CorrectMeeting(
            meeting_id=MEETING,
            corrects=event_id(MEETING, 1),
            held_on=TODAY + timedelta(days=1),
            reason="MISTYPED",
        )
        when(correct_meeting, state, command, context(), organisation=world.branch()).refused(
            "MEETING_NOT_HELD_YET heldOn"
        )
