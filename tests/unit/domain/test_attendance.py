"""Recording and correcting attendance, and observers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred, deterministic_id
from domain.leave.state import Leave
from domain.meetings.attendance import correct_attendance, record_attendance, record_observer
from domain.meetings.commands import (
    MOST_ENTRIES,
    AttendanceEntry,
    CorrectAttendance,
    RecordAttendance,
    RecordObserver,
)
from domain.meetings.events import (
    AbsenceReason,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingConcluded,
    ObserverRecorded,
)
from domain.meetings.state import Meeting
from tests.unit.support import world
from tests.unit.support.given_when_then import event_id, fact, when
from tests.unit.support.world import ANN, BEN, CAT, DAN, EVE, LEAVE, MEETING, TODAY, context

PRESENT, LATE, ON_LEAVE, ABSENT = AttendanceStatus
OTHER_LEAVE = world.id_of("other leave")
STRANGER = world.id_of("stranger")


def entry(
    member_id: UUID,
    status: AttendanceStatus = PRESENT,
    reason: AbsenceReason | None = None,
    leave_id: UUID | None = None,
) -> AttendanceEntry:
    return AttendanceEntry(member_id, status, reason, leave_id)


def record(*entries: AttendanceEntry, **header: Any) -> RecordAttendance:
    return RecordAttendance(meeting_id=MEETING, entries=entries, **header)


def held(*facts: Any, held_on: date = date(2026, 3, 18)) -> Meeting:
    return world.meeting(world.planned(held_on=held_on), world.frozen(), *facts)


def by_id(*leaves: Leave) -> dict[UUID, Leave]:
    return {leave.id: leave for leave in leaves}


class TestRecord:
    def test_many_in_one_call_one_event_a_person(self) -> None:
        command = record(
            entry(ANN, ON_LEAVE),
            entry(BEN),
            entry(CAT, LATE),
            entry(DAN, ABSENT, AbsenceReason.SECONDED),
            entry(EVE, ON_LEAVE, leave_id=OTHER_LEAVE),
        )
        leaves = by_id(world.granted_leave(ANN), world.granted_leave(EVE, leave_id=OTHER_LEAVE))
        meeting = held()
        plain = {"policy": "late-entry/1", "occurred_at": Occurred("2026-03-18")}
        when(record_attendance, meeting, command, context(), leaves=leaves).then(
            fact(AttendanceRecorded, member_id=ANN, status=ON_LEAVE, leave_id=LEAVE, **plain),
            fact(AttendanceRecorded, member_id=BEN, status=PRESENT, **plain),
            fact(AttendanceRecorded, member_id=CAT, status=LATE, **plain),
            fact(
                AttendanceRecorded,
                member_id=DAN,
                status=ABSENT,
                absence_reason=AbsenceReason.SECONDED,
                **plain,
            ),
            fact(AttendanceRecorded, member_id=EVE, status=ON_LEAVE, leave_id=OTHER_LEAVE, **plain),
        )
        assert {id_: a.status for id_, a in meeting.attendance.items()} == {
            ANN: ON_LEAVE,
            BEN: PRESENT,
            CAT: LATE,
            DAN: ABSENT,
            EVE: ON_LEAVE,
        }

    @pytest.mark.parametrize(("days_ago", "late"), [(0, 0), (7, 0), (8, 1), (40, 33)])
    def test_late_entry_is_marked_and_not_refused(self, days_ago: int, late: int) -> None:
        meeting = held(fact(MeetingConcluded), held_on=TODAY - timedelta(days=days_ago))
        when(record_attendance, meeting, record(entry(ANN)), context(), leaves={}).then(
            fact(
                AttendanceRecorded,
                member_id=ANN,
                status=PRESENT,
                late_entry_days=late,
                policy="late-entry/1",
            )
        )

    def test_the_time_may_be_given(self) -> None:
        command = record(entry(ANN), occurred_at=Occurred("2026-03-18T11:30:00Z"))
        (event,) = when(record_attendance, held(), command, context(), leaves={}).events
        assert event.occurred_at == "2026-03-18T11:30:00Z"

    @pytest.mark.parametrize(
        ("bad", "refusal"),
        [
            (entry(STRANGER), "NOT_ON_ROSTER entries.memberId[1]"),
            (entry(BEN), "NAMED_TWICE entries.memberId[1]"),
            (entry(ANN), "ALREADY_RECORDED entries.memberId[1]"),
            (entry(CAT, ABSENT), "INVALID_VALUE entries.absenceReason[1]"),
            (entry(CAT, PRESENT, AbsenceReason.ILLNESS), "INVALID_VALUE entries.absenceReason[1]"),
            (entry(CAT, LATE, leave_id=LEAVE), "INVALID_VALUE entries.leaveId[1]"),
            (entry(CAT, ON_LEAVE), "NO_LEAVE_COVERS entries.leaveId[1]"),
            (entry(CAT, ON_LEAVE, leave_id=LEAVE), "NO_LEAVE_COVERS entries.leaveId[1]"),
            (entry(CAT, ON_LEAVE, leave_id=STRANGER), "NO_LEAVE_COVERS entries.leaveId[1]"),
        ],
    )
    def test_one_bad_entry_and_nothing_is_recorded(self, bad: AttendanceEntry, refusal: str) -> None:
        meeting = held(fact(AttendanceRecorded, member_id=ANN, status=PRESENT))
        leaves = by_id(world.granted_leave(DAN))  # someone else's
        when(record_attendance, meeting, record(entry(BEN), bad), context(), leaves=leaves).refused(refusal)

    def test_each_bad_entry_is_named(self) -> None:
        command = record(entry(STRANGER), entry(ANN), entry(BEN, ABSENT), entry(ANN), entry(CAT, ON_LEAVE))
        when(record_attendance, held(), command, context(), leaves={}).refused(
            "NOT_ON_ROSTER entries.memberId[0]",
            "INVALID_VALUE entries.absenceReason[2]",
            "NAMED_TWICE entries.memberId[3]",
            "NO_LEAVE_COVERS entries.leaveId[4]",
        )

    @pytest.mark.parametrize(
        "leave",
        [
            world.leave(world.requested()),  # pending
            world.granted_leave(from_on=date(2026, 3, 19)),
            world.granted_leave(to_on=date(2026, 3, 17)),
        ],
        ids=["pending", "begins later", "ended before"],
    )
    def test_leave_must_be_granted_and_cover_the_day(self, leave: Leave) -> None:
        command = record(entry(ANN, ON_LEAVE))
        when(record_attendance, held(), command, context(), leaves=by_id(leave)).refused(
            "NO_LEAVE_COVERS entries.leaveId[0]"
        )

    def test_how_many(self) -> None:
        when(record_attendance, held(), record(), context(), leaves={}).refused("INVALID_VALUE entries")
        members = tuple(deterministic_id("many", number) for number in range(MOST_ENTRIES + 1))
        meeting = world.meeting(world.planned(), world.frozen(*members))
        all_but_one = record(*(entry(id_) for id_ in members[1:]))
        assert len(when(record_attendance, meeting, all_but_one, context(), leaves={}).events) == 1000
        everyone = record(*(entry(id_) for id_ in members))
        when(record_attendance, meeting, everyone, context(), leaves={}).refused("TOO_MANY entries")

    def test_refused_as_a_whole(self) -> None:
        command = record(entry(ANN))
        for meeting, refusal in [
            (world.meeting(), "NOT_FOUND meetingId"),
            (world.meeting(world.planned()), "ROSTER_NOT_FROZEN meetingId"),
            (held(fact(MeetingCancelled)), "MEETING_CANCELLED meetingId"),
            (held(held_on=TODAY + timedelta(days=1)), "MEETING_NOT_HELD_YET meetingId"),
        ]:
            when(record_attendance, meeting, command, context(), leaves={}).refused(refusal)


def correct(new: AttendanceEntry, reason: str | None = "MISCOUNTED") -> CorrectAttendance:
    return CorrectAttendance(meeting_id=MEETING, entry=new, reason=reason)


class TestCorrect:
    present = fact(AttendanceRecorded, member_id=ANN, status=PRESENT)

    def test_names_the_event_that_it_corrects_each_time(self) -> None:
        meeting = held(self.present)
        absent = correct(entry(ANN, ABSENT, AbsenceReason.NONE_GIVEN))
        (first,) = when(correct_attendance, meeting, absent, context(), leaves={}).then(
            fact(
                AttendanceCorrected,
                member_id=ANN,
                corrects=event_id(MEETING, 3),
                status=ABSENT,
                absence_reason=AbsenceReason.NONE_GIVEN,
                reason="MISCOUNTED",
                occurred_at=Occurred("2026-03-20T02:00:00Z"),
            )
        )
        leaves = by_id(world.granted_leave(ANN))
        on_leave = correct(entry(ANN, ON_LEAVE))
        when(correct_attendance, meeting, on_leave, context(), leaves=leaves).then(
            fact(
                AttendanceCorrected,
                member_id=ANN,
                corrects=first.event_id,
                status=ON_LEAVE,
                leave_id=LEAVE,
            )
        )

    @pytest.mark.parametrize(
        ("command", "refusal"),
        [
            (correct(entry(ANN, LATE), reason=None), "REASON_REQUIRED reason"),
            (correct(entry(ANN, PRESENT)), "CORRECTS_NOTHING entry"),
            (correct(entry(BEN, LATE)), "NOTHING_RECORDED entry.memberId"),
            (correct(entry(STRANGER, LATE)), "NOTHING_RECORDED entry.memberId"),
            (correct(entry(ANN, ABSENT)), "INVALID_VALUE entry.absenceReason"),
            (correct(entry(ANN, ON_LEAVE)), "NO_LEAVE_COVERS entry.leaveId"),
        ],
    )
    def test_refused(self, command: CorrectAttendance, refusal: str) -> None:
        when(correct_attendance, held(self.present), command, context(), leaves={}).refused(refusal)

    def test_not_of_a_cancelled_meeting(self) -> None:
        meeting = held(self.present, fact(MeetingCancelled))
        when(correct_attendance, meeting, correct(entry(ANN, LATE)), context(), leaves={}).refused(
            "MEETING_CANCELLED meetingId"
        )


class TestObserver:
    def test_someone_not_expected_sits_in_once(self) -> None:
        meeting = world.meeting(world.planned(), world.frozen(ANN, BEN))
        command = RecordObserver(meeting_id=MEETING, member_id=CAT)
        when(record_observer, meeting, command, context(), member=world.member(CAT)).then(
            fact(ObserverRecorded, member_id=CAT, occurred_at=Occurred("2026-03-18"))
        )
        when(record_observer, meeting, command, context(), member=world.member(CAT)).refused(
            "ALREADY_RECORDED memberId"
        )

    def test_no_one_expected_and_no_stranger(self) -> None:
        command = RecordObserver(meeting_id=MEETING, member_id=ANN)
        when(record_observer, held(), command, context(), member=world.member(ANN)).refused(
            "ON_ROSTER memberId"
        )
        unknown = type(world.member()).empty(STRANGER)
        when(record_observer, held(), command, context(), member=unknown).refused("NOT_FOUND memberId")
        unfrozen = world.meeting(world.planned())
        when(record_observer, unfrozen, command, context(), member=world.member()).refused(
            "ROSTER_NOT_FROZEN meetingId"
        )
