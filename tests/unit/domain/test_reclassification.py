"""Leave decided after the fact changes how an absence counts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.core import deterministic_id
from domain.leave.events import LeaveReturned, LeaveWithdrawn
from domain.leave.state import Leave
from domain.meetings.commands import ReclassifyAbsence
from domain.meetings.events import (
    AbsenceReason,
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
)
from domain.meetings.reclassification import reclassify_absence
from domain.meetings.state import Meeting
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, fact, when
from tests.unit.support.world import ANN, BEN, LEAVE, MEETING, context

GRANT, WITHDRAWAL = world.id_of("grant"), world.id_of("withdrawal")
ABSENT, ON_LEAVE = AttendanceStatus.ABSENT, AttendanceStatus.LEAVE


def held(*facts: Fact) -> Meeting:
    return world.meeting(world.planned(), world.frozen(), *facts)


def absent(reason: AbsenceReason = AbsenceReason.NONE_GIVEN) -> Fact:
    return fact(AttendanceRecorded, member_id=ANN, status=ABSENT, absence_reason=reason)


def on_leave() -> Fact:
    return fact(AttendanceRecorded, member_id=ANN, status=ON_LEAVE, leave_id=LEAVE)


def reclassify(ground: UUID = GRANT) -> ReclassifyAbsence:
    return ReclassifyAbsence(meeting_id=MEETING, member_id=ANN, leave_id=LEAVE, ground=ground)


def withdrawn() -> Leave:
    return world.leave(world.requested(), fact(LeaveWithdrawn))


def outcome(ground: UUID, **values: Any) -> Fact:
    return fact(
        AbsenceReclassified,
        event_id=deterministic_id("absence-reclassified", MEETING, ANN, ground),
        member_id=ANN,
        ground=ground,
        **values,
    )


@pytest.mark.parametrize("reason", AbsenceReason)
def test_an_absence_becomes_leave_and_returns_to_its_reason(reason: AbsenceReason) -> None:
    meeting = held(absent(reason))
    when(reclassify_absence, meeting, reclassify(), context(), leave=world.granted_leave()).then(
        outcome(GRANT, status=ON_LEAVE, leave_id=LEAVE)
    )
    when(reclassify_absence, meeting, reclassify(WITHDRAWAL), context(), leave=withdrawn()).then(
        outcome(WITHDRAWAL, status=ABSENT, absence_reason=reason)
    )


def test_leave_that_falls_away_leaves_an_absence_without_reason() -> None:
    when(reclassify_absence, held(on_leave()), reclassify(WITHDRAWAL), context(), leave=withdrawn()).then(
        outcome(WITHDRAWAL, status=ABSENT, absence_reason=AbsenceReason.NONE_GIVEN)
    )


@pytest.mark.parametrize(("returned_on", "counts_as"), [(18, ABSENT), (19, ON_LEAVE)])
def test_an_early_return_uncovers_its_own_day(returned_on: int, counts_as: AttendanceStatus) -> None:
    leave = world.granted_leave()
    leave.evolve([fact(LeaveReturned, on=date(2026, 3, returned_on)).at(LEAVE, 3)])
    meeting = held(on_leave())
    decided = when(reclassify_absence, meeting, reclassify(), context(), leave=leave)
    meeting.evolve(decided.events)
    assert meeting.attendance[ANN].status is counts_as


@pytest.mark.parametrize(
    ("meeting", "leave"),
    [
        (held(), world.granted_leave()),
        (held(on_leave()), world.granted_leave()),
        (held(absent()), withdrawn()),
        (held(absent()), world.leave(world.requested())),
        (held(absent()), world.granted_leave(from_on=date(2026, 3, 19))),
        (held(absent(), fact(MeetingCancelled)), world.granted_leave()),
        (
            held(fact(AttendanceRecorded, member_id=ANN, status=AttendanceStatus.PRESENT)),
            world.granted_leave(),
        ),
        (
            held(fact(AttendanceRecorded, member_id=ANN, status=ON_LEAVE, leave_id=world.id_of("else"))),
            withdrawn(),
        ),
    ],
    ids=[
        "nothing recorded",
        "leave already",
        "withdrawn in the meantime",
        "still pending",
        "another day",
        "cancelled",
        "present",
        "rests on another leave",
    ],
)
def test_nothing_to_change(meeting: Meeting, leave: Leave) -> None:
    when(reclassify_absence, meeting, reclassify(), context(), leave=leave).nothing()


def test_coming_twice_changes_once() -> None:
    meeting = held(absent())
    decided = when(reclassify_absence, meeting, reclassify(), context(), leave=world.granted_leave())
    meeting.evolve(decided.events)
    when(reclassify_absence, meeting, reclassify(), context(), leave=world.granted_leave()).nothing()


def test_what_a_person_corrects_afterwards_stands() -> None:
    corrected = fact(
        AttendanceCorrected,
        member_id=ANN,
        corrects=world.id_of("reclassified"),
        status=ABSENT,
        absence_reason=AbsenceReason.NONE_GIVEN,
    )
    before = fact(AbsenceReclassified, member_id=ANN, ground=GRANT, status=ON_LEAVE, leave_id=LEAVE)
    meeting = held(absent(), before, corrected)
    when(reclassify_absence, meeting, reclassify(), context(), leave=world.granted_leave()).nothing()
    assert meeting.attendance[ANN].status is ABSENT


def test_refused_for_what_does_not_belong_together() -> None:
    of_ben = world.granted_leave(BEN)
    when(reclassify_absence, held(absent()), reclassify(), context(), leave=of_ben).refused(
        "INVALID_VALUE memberId"
    )
    when(reclassify_absence, world.meeting(), reclassify(), context(), leave=of_ben).refused(
        "NOT_FOUND meetingId", "INVALID_VALUE memberId"
    )
    when(reclassify_absence, held(absent()), reclassify(), context(), leave=Leave.empty(LEAVE)).refused(
        "NOT_FOUND leaveId", "INVALID_VALUE memberId"
    )
