"""The map of commands and handlers, and what handlers do beyond their decisions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast
from uuid import UUID

import pytest

from application.handlers import HANDLERS
from application.session import Session
from domain import registry
from domain.core import Accepted, Refused
from domain.core.command import Command
from domain.leave.commands import CorrectLeave, GrantLeave, RequestLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import (
    AttendanceEntry,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    ReclassifyAbsence,
    RecordAttendance,
)
from domain.meetings.events import (
    AbsenceReason,
    AbsenceReclassified,
    AttendanceRecorded,
    AttendanceStatus,
    Exclusion,
    ExclusionReason,
    MeetingKind,
    RosterFrozen,
)
from domain.meetings.state import Meeting
from domain.membership.commands import AssignGroup, TransferMember
from domain.membership.events import register_id
from domain.organisation.commands import DissolveOrganisation
from tests.unit.application.test_histories import founded, settle
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog, MemorySession
from tests.unit.support.random_commands import MEETINGS
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, DAN, GROUP, LEAVE, TODAY, context

MEETING = world.id_of("another meeting")
UNKNOWN = world.id_of("unknown")


def test_every_command_has_its_handler() -> None:
    assert registry.event_types()
    # By name: a dataclass with slots is made twice, and the first try lingers among the subclasses.
    assert {cls.__name__ for cls in HANDLERS} == {cls.__name__ for cls in Command.__subclasses__()}
    assert len(set(HANDLERS.values())) == len(HANDLERS)
    assert {cls.__name__: handler.__name__ for cls, handler in HANDLERS.items()} == {
        cls.__name__: _snake(cls.__name__) for cls in HANDLERS
    }


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_")


@pytest.fixture
async def log() -> MemoryLog:
    return await founded(context())


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (FreezeRoster(meeting_id=UNKNOWN), "meetingId"),
        (RecordAttendance(meeting_id=UNKNOWN, entries=()), "meetingId"),
        (GrantLeave(leave_id=UNKNOWN), "leaveId"),
        (CorrectLeave(leave_id=UNKNOWN, corrects=UNKNOWN, reason="TYPING_ERROR"), "leaveId"),
        (TransferMember(member_id=UNKNOWN, to_branch_id=world.BRANCH, from_on=TODAY), "memberId"),
        # A stream of another type is as unknown as none.
        (GrantLeave(leave_id=ANN), "leaveId"),
        (FreezeRoster(meeting_id=world.BRANCH), "meetingId"),
    ],
)
async def test_unknown_targets(log: MemoryLog, command: Command, field: str) -> None:
    decision = await log.run(command, context())
    assert isinstance(decision, Refused)
    assert [(refusal.code, refusal.path) for refusal in decision.refusals] == [("NOT_FOUND", (field,))]


async def test_a_group_meets_with_those_in_it_that_day(log: MemoryLog) -> None:
    for member_id in (ANN, BEN):
        await log.run(AssignGroup(member_id=member_id, group_id=GROUP), context())
    plan = PlanMeeting(
        meeting_id=MEETING, organisation_id=GROUP, kind=MeetingKind.GROUP_MEETING, held_on=TODAY
    )
    await log.run(plan, context())
    decision = await log.run(FreezeRoster(meeting_id=MEETING), context())
    assert isinstance(decision, Accepted)
    (frozen,) = decision.events
    assert isinstance(frozen, RosterFrozen)
    assert frozen.expected == (ANN, BEN)
    assert frozen.excluded == tuple(Exclusion(id_, ExclusionReason.OTHER_GROUP) for id_ in (CAT, DAN))
    assert set(frozen.subjects()) == {ANN, BEN, CAT, DAN}


def request(day: date, leave_id: UUID = LEAVE) -> RequestLeave:
    return RequestLeave(leave_id=leave_id, member_id=ANN, kind=LeaveKind.ILLNESS, from_on=day, to_on=day)


async def test_leave_is_found_by_the_member(log: MemoryLog) -> None:
    meeting_id = MEETINGS[0]
    for command in (request(TODAY - timedelta(days=3), UNKNOWN), request(TODAY), GrantLeave(leave_id=LEAVE)):
        assert isinstance(await log.run(command, context()), Accepted)
    on_leave = AttendanceEntry(ANN, AttendanceStatus.LEAVE)
    decision = await log.run(RecordAttendance(meeting_id=meeting_id, entries=(on_leave,)), context())
    assert isinstance(decision, Accepted)
    (recorded,) = decision.events
    assert isinstance(recorded, AttendanceRecorded)
    assert recorded.leave_id == LEAVE


async def test_leave_granted_after_the_fact_changes_the_absence(log: MemoryLog) -> None:
    meeting_id = MEETINGS[0]
    absent = AttendanceEntry(ANN, AttendanceStatus.ABSENT, AbsenceReason.NONE_GIVEN)
    await log.run(RecordAttendance(meeting_id=meeting_id, entries=(absent,)), context())
    await log.run(request(TODAY), context())
    decision = await log.run(GrantLeave(leave_id=LEAVE), context())
    assert isinstance(decision, Accepted)
    change = ReclassifyAbsence(
        meeting_id=meeting_id, member_id=ANN, leave_id=LEAVE, ground=decision.events[0].event_id
    )
    decision = await log.run(change, context())
    assert isinstance(decision, Accepted)
    assert [type(event) for event in decision.events] == [AbsenceReclassified]
    assert await log.run(change, context()) == Accepted(())


async def test_another_leave_takes_the_place_of_one_that_falls_away(log: MemoryLog) -> None:
    first, second = world.id_of("first leave"), world.id_of("second leave")
    yesterday = TODAY - timedelta(days=1)
    for command in (request(TODAY, first), GrantLeave(leave_id=first)):
        await log.run(command, context())
    for command in (request(yesterday, second), GrantLeave(leave_id=second)):
        await log.run(command, context())
    on_leave = AttendanceEntry(ANN, AttendanceStatus.LEAVE)
    await log.run(RecordAttendance(meeting_id=MEETINGS[0], entries=(on_leave,)), context())
    correction = CorrectMeeting(
        meeting_id=MEETINGS[0],
        corrects=log.streams[MEETINGS[0]][0].event_id,
        held_on=yesterday,
        reason="TYPING_ERROR",
    )
    decision = await log.run(correction, context())
    assert isinstance(decision, Accepted)
    await settle(log, decision.events, context())
    meeting = log.states[MEETINGS[0]]
    assert isinstance(meeting, Meeting)
    assert meeting.attendance[ANN].status is AttendanceStatus.LEAVE
    assert meeting.attendance[ANN].leave_id == second


async def test_the_end_of_a_group_reads_all_who_may_join_it(log: MemoryLog) -> None:
    """Their versions, and the register's, tell of a joining at the same moment (docs/rules-across-streams.md)."""
    session = MemorySession(log, context())
    ends = DissolveOrganisation(organisation_id=GROUP, on=TODAY, approved_by=BRANCH, reason="FEW_MEMBERS")
    assert isinstance(await HANDLERS[DissolveOrganisation](ends, cast("Session", session)), Accepted)
    assert session.loaded.keys() >= {register_id(BRANCH), ANN, BEN, CAT, DAN}
