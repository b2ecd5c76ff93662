"""Making up for a meeting that somebody missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.meetings.commands import RecordMakeUp
from domain.meetings.events import (
    AbsenceMadeUp,
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
)
from domain.meetings.making_up import record_make_up
from domain.meetings.state import Meeting
from tests.unit.support import world
from tests.unit.support.given_when_then import fact, when
from tests.unit.support.world import ANN, BEN, CAT, MEETING, TODAY, context

HELD = world.meeting(world.planned(), world.frozen(ANN, BEN, CAT)).held_on
DAY = timedelta(days=1)


def missed() -> Meeting:
    """A meeting that Ann missed, Ben came to, and of Cat nothing is known."""
    return world.meeting(
        world.planned(),
        world.frozen(ANN, BEN, CAT),
        fact(
            AttendanceRecorded,
            member_id=ANN,
            status=AttendanceStatus.ABSENT,
            absence_reason=AbsenceReason.NONE_GIVEN,
        ),
        fact(AttendanceRecorded, member_id=BEN, status=AttendanceStatus.PRESENT),
    )


@pytest.mark.parametrize("on", [HELD, TODAY])
def test_it_is_made_up_for_on_a_day_from_the_meeting_to_today(on: object) -> None:
    command = RecordMakeUp(meeting_id=MEETING, member_id=ANN, on=on)  # type: ignore[arg-type]
    when(record_make_up, missed(), command, context()).then(fact(AbsenceMadeUp, member_id=ANN, on=on))


def test_another_day_takes_its_place_and_no_day_takes_it_back() -> None:
    meeting = missed()
    command = RecordMakeUp(meeting_id=MEETING, member_id=ANN, on=TODAY)
    when(record_make_up, meeting, command, context()).then(fact(AbsenceMadeUp, member_id=ANN, on=TODAY))
    when(record_make_up, meeting, command, context()).refused("ALREADY_RECORDED on")
    back = RecordMakeUp(meeting_id=MEETING, member_id=ANN)
    when(record_make_up, meeting, back, context()).then(fact(AbsenceMadeUp, member_id=ANN, on=None))
    when(record_make_up, meeting, back, context()).refused("NOTHING_RECORDED on")


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (RecordMakeUp(meeting_id=MEETING, member_id=ANN, on=HELD - DAY), "INVALID_DATES on"),
        (RecordMakeUp(meeting_id=MEETING, member_id=ANN, on=TODAY + DAY), "IN_THE_FUTURE on"),
        (RecordMakeUp(meeting_id=MEETING, member_id=BEN, on=TODAY), "NOTHING_RECORDED memberId"),
        (RecordMakeUp(meeting_id=MEETING, member_id=CAT, on=TODAY), "NOTHING_RECORDED memberId"),
        (RecordMakeUp(meeting_id=MEETING, member_id=ANN), "NOTHING_RECORDED on"),
    ],
)
def test_what_cannot_be_is_refused(command: RecordMakeUp, refused: str) -> None:
    when(record_make_up, missed(), command, context()).refused(refused)


def test_nobody_makes_up_for_what_was_cancelled() -> None:
    meeting = world.meeting(world.planned(), world.frozen(ANN), fact(MeetingCancelled, reason="FLOOD"))
    command = RecordMakeUp(meeting_id=MEETING, member_id=ANN, on=TODAY)
    when(record_make_up, meeting, command, context()).refused("MEETING_CANCELLED meetingId")
