"""Leave and attendance, in whatever order they are recorded, come to the same."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.core import Occurred
from domain.core.command import Command
from domain.core.ids import uuid7
from domain.leave.commands import CorrectLeave, GrantLeave, RequestLeave, ReturnFromLeave, WithdrawLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import (
    AttendanceEntry,
    CorrectAttendance,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    PostponeMeeting,
    RecordAttendance,
)
from domain.meetings.events import AbsenceReason, AbsenceReclassified, AttendanceStatus, MeetingKind
from domain.meetings.state import Attendance, Meeting
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from event_store.store import EventStore
from process_managers.runner import ProcessRunner
from tests.application.conftest import TENANT, CountyOffice
from tests.unit.support.world import BRANCH, TODAY

ABSENT, LEAVE = AttendanceStatus.ABSENT, AttendanceStatus.LEAVE


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


class Case:
    """One meeting and one person, who was away."""

    def __init__(self, office: CountyOffice, store: EventStore, runner: ProcessRunner) -> None:
        self.office, self.store, self.runner = office, store, runner
        self.meeting_id, self.leave_id, self.member_id = uuid7(), uuid7(), uuid7()

    async def give(self, *commands: Command) -> None:
        for command in commands:
            result = await self.office.give(command)
            assert result.accepted, (command, result.refusals)

    async def held(self, days_ago: int) -> None:
        """The meeting, so many days ago, and someone expected at it."""
        await self.give(
            RegisterMember(
                member_id=self.member_id,
                branch_id=BRANCH,
                kind=MemberKind.FULL,
                joined_on=day(900),
                name_id=uuid7(),
                occurred_at=Occurred.on(day(300)),
            ),
            self.planned(days_ago),
            FreezeRoster(meeting_id=self.meeting_id),
        )

    def planned(self, days_ago: int) -> PlanMeeting:
        return PlanMeeting(
            meeting_id=self.meeting_id,
            organisation_id=BRANCH,
            kind=MeetingKind.PARTY_LECTURE,
            held_on=day(days_ago),
        )

    def missed(self, reason: AbsenceReason = AbsenceReason.NONE_GIVEN) -> RecordAttendance:
        return RecordAttendance(
            meeting_id=self.meeting_id, entries=(AttendanceEntry(self.member_id, ABSENT, reason),)
        )

    def asked(self, first: int, last: int, leave_id: UUID | None = None) -> RequestLeave:
        """Leave from so many days ago to so many days ago."""
        return RequestLeave(
            leave_id=leave_id or self.leave_id,
            member_id=self.member_id,
            kind=LeaveKind.ILLNESS,
            from_on=day(first),
            to_on=day(last),
        )

    def granted(self, leave_id: UUID | None = None) -> GrantLeave:
        return GrantLeave(leave_id=leave_id or self.leave_id)

    async def moved(self, days_ago: int) -> CorrectMeeting:
        planned = (await self.store.read_stream(TENANT, self.meeting_id))[0]
        return CorrectMeeting(
            meeting_id=self.meeting_id,
            corrects=planned.event_id,
            held_on=day(days_ago),
            reason="WRONG_DAY",
        )

    async def settle(self) -> Attendance:
        """React to everything; how the absence stands then."""
        await self.runner.run(TENANT)
        events = await self.store.read_stream(TENANT, self.meeting_id)
        return Meeting.fold(self.meeting_id, (e.domain_event for e in events)).attendance[self.member_id]

    async def changes(self) -> int:
        events = await self.store.read_stream(TENANT, self.meeting_id)
        return sum(isinstance(event.domain_event, AbsenceReclassified) for event in events)


async def test_leave_granted_afterwards(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed(), case.asked(5, 1))
    assert (await case.settle()).status is ABSENT  # asked for, and not granted yet
    await case.give(case.granted())
    stands = await case.settle()
    assert (stands.status, stands.leave_id) == (LEAVE, case.leave_id)
    assert await case.changes() == 1


async def test_one_leave_excuses_every_meeting_that_it_covers(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed())
    first, case.meeting_id = case.meeting_id, uuid7()
    await case.give(case.planned(2), FreezeRoster(meeting_id=case.meeting_id), case.missed())
    assert (await case.settle()).status is ABSENT
    await case.give(case.asked(5, 1), case.granted())
    assert (await case.settle()).status is LEAVE
    case.meeting_id = first
    assert (await case.settle()).status is LEAVE


async def test_leave_granted_before_the_absence_is_recorded(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.asked(5, 1), case.granted(), case.missed())
    assert (await case.settle()).status is LEAVE


async def test_leave_of_other_days(office: CountyOffice, store: EventStore, runner: ProcessRunner) -> None:
    case = Case(office, store, runner)
    await case.held(6)
    await case.give(case.missed(), case.asked(5, 1), case.granted())
    assert (await case.settle()).status is ABSENT
    assert await case.changes() == 0


async def test_leave_withdrawn(office: CountyOffice, store: EventStore, runner: ProcessRunner) -> None:
    """The reason that was given for the absence comes back."""
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed(AbsenceReason.FAMILY), case.asked(5, 1), case.granted())
    assert (await case.settle()).status is LEAVE
    await case.give(WithdrawLeave(leave_id=case.leave_id))
    stands = await case.settle()
    assert (stands.status, stands.absence_reason) == (ABSENT, AbsenceReason.FAMILY)


async def test_returned_early_and_missed_a_meeting_after_that(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    """Leave on days 1 to 5, back on day 3, and not at the meeting on day 4: unexcused (A05)."""
    case = Case(office, store, runner)
    await case.held(2)  # the 4th of five days that end yesterday
    on_leave = AttendanceEntry(case.member_id, LEAVE, leave_id=case.leave_id)
    await case.give(
        case.asked(5, 1),
        case.granted(),
        RecordAttendance(meeting_id=case.meeting_id, entries=(on_leave,)),
    )
    assert (await case.settle()).status is LEAVE
    await case.give(ReturnFromLeave(leave_id=case.leave_id, on=day(3)))
    stands = await case.settle()
    assert (stands.status, stands.absence_reason) == (ABSENT, AbsenceReason.NONE_GIVEN)


async def test_returned_early_from_before_the_meeting_on(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed(), case.asked(5, 1), case.granted())
    await case.give(ReturnFromLeave(leave_id=case.leave_id, on=day(3)))
    assert (await case.settle()).status is LEAVE  # the day before the return stays covered


async def test_leave_corrected(office: CountyOffice, store: EventStore, runner: ProcessRunner) -> None:
    case = Case(office, store, runner)
    await case.held(6)
    await case.give(case.missed(), case.asked(5, 1), case.granted())
    asked = (await store.read_stream(TENANT, case.leave_id))[0]

    def begins(days_ago: int) -> CorrectLeave:
        return CorrectLeave(
            leave_id=case.leave_id, corrects=asked.event_id, from_on=day(days_ago), reason="MISTYPED"
        )

    await case.give(begins(7))
    assert (await case.settle()).status is LEAVE
    await case.give(begins(3))
    assert (await case.settle()).status is ABSENT


async def test_attendance_corrected_to_an_absence(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    present = AttendanceEntry(case.member_id, AttendanceStatus.PRESENT)
    await case.give(
        case.asked(5, 1),
        case.granted(),
        RecordAttendance(meeting_id=case.meeting_id, entries=(present,)),
    )
    assert (await case.settle()).status is AttendanceStatus.PRESENT
    wrong = AttendanceEntry(case.member_id, ABSENT, AbsenceReason.NONE_GIVEN)
    await case.give(CorrectAttendance(meeting_id=case.meeting_id, entry=wrong, reason="MISCOUNTED"))
    assert (await case.settle()).status is LEAVE


async def test_the_meeting_was_on_another_day(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed(), case.asked(5, 3), case.granted())
    assert (await case.settle()).status is LEAVE
    await case.give(await case.moved(2))
    assert (await case.settle()).status is ABSENT
    await case.give(await case.moved(5))
    assert (await case.settle()).status is LEAVE


async def test_a_meeting_put_off_is_excused_by_leave_of_its_new_day(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    other = uuid7()
    await case.held(5)
    postponed = PostponeMeeting(meeting_id=case.meeting_id, held_on=day(2), reason="FLOOD_DUTY")
    await case.give(postponed, case.missed(), case.asked(5, 4), case.granted())
    assert (await case.settle()).status is ABSENT
    await case.give(case.asked(3, 1, other), case.granted(other))
    stands = await case.settle()
    assert (stands.status, stands.leave_id) == (LEAVE, other)


async def test_moved_from_one_leave_into_another(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    other = uuid7()
    await case.held(4)
    await case.give(case.missed(), case.asked(5, 4), case.granted(), case.asked(2, 1, other))
    await case.give(case.granted(other))
    assert (await case.settle()).leave_id == case.leave_id
    await case.give(await case.moved(2))
    stands = await case.settle()
    assert (stands.status, stands.leave_id) == (LEAVE, other)


async def test_reacting_again_changes_nothing(
    office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    case = Case(office, store, runner)
    await case.held(4)
    await case.give(case.missed(), case.asked(5, 1), case.granted())
    assert await runner.run(TENANT) == 1
    head = (await store.head(TENANT)).last_position
    assert await runner.run(TENANT) == 0
    assert (await store.head(TENANT)).last_position == head


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(0, 3), max_size=12))
async def test_any_order_comes_to_the_same(
    office: CountyOffice, store: EventStore, runner: ProcessRunner, steps: list[int]
) -> None:
    """Three chains of facts in the order that ``steps`` draws, with reactions wherever it says 3."""
    case = Case(office, store, runner)
    await case.held(4)
    chains: list[list[Command]] = [
        [case.asked(5, 1), case.granted(), ReturnFromLeave(leave_id=case.leave_id, on=day(3))],
        [case.missed()],
        [await case.moved(2)],
    ]
    for step in [*steps, *(0, 1, 2) * 3]:
        if step == 3:
            await runner.run(TENANT)
        elif chains[step]:
            await case.give(chains[step].pop(0))
    assert not any(chains)
    stands = await case.settle()
    assert (stands.status, stands.absence_reason) == (ABSENT, AbsenceReason.NONE_GIVEN)
    await case.give(await case.moved(4))
    stands = await case.settle()
    assert (stands.status, stands.leave_id) == (LEAVE, case.leave_id)
