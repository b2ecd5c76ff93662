"""Who is recorded as present on leave, or twice at one time: both records stand, and a finding says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import permutations
from random import Random
from typing import Any
from uuid import UUID

import pytest

from domain.core.command import Command
from domain.leave.commands import (
    CorrectLeave,
    ExtendLeave,
    GrantLeave,
    RequestLeave,
    RequestLeaveExtension,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.events import LeaveExtended, LeaveGranted, LeaveKind, LeaveRequested
from domain.meetings.commands import (
    AttendanceEntry,
    CancelMeeting,
    ConcludeMeeting,
    CorrectAttendance,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    RecordAttendance,
)
from domain.meetings.events import (
    AbsenceReason,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingKind,
    MeetingPlanned,
)
from domain.membership.commands import TransferMember
from event_store.pool import Pool
from event_store.store import EventStore
from projections.finding_table import FINDING
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.facts import Facts
from tests.projections.recount import Recount
from tests.projections.tables import rows_of
from tests.projections.world import World

PRESENT, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
Row = dict[str, Any]
Told = set[tuple[str, UUID, tuple[UUID, ...]]]  # kind, meeting, events


class Days:
    """A branch whose member has leave and goes to meetings."""

    def __init__(self, pool: Pool, projector: Projector) -> None:
        self.pool = pool
        self.projector = projector
        self.world = World(pool, seed=12)

    async def build(self) -> None:
        await self.world.build(townships=1, branches=2, members=3)
        self.world.clock += timedelta(days=60)
        self.home, self.other = self.world.branches
        self.member = next(m for m, branch in self.world.members.items() if branch == self.home)

    async def send(self, *commands: Command) -> None:
        for command in commands:
            (result,) = await self.world.send([command])
            assert result.accepted, (command, result)

    def day(self, days: int) -> date:
        return self.world.today + timedelta(days=days)

    def event(self, cls: type, stream_id: UUID) -> UUID:
        """The last of a type in a stream."""
        return next(
            one.event_id
            for one in reversed(self.world.events)
            if isinstance(one, cls) and one.originator_id == stream_id
        )

    async def meeting(
        self, days: int, starts_at: str | None = None, at: UUID | None = None, gathering: UUID | None = None
    ) -> UUID:
        meeting_id = self.world.ids.new_id()
        await self.send(
            PlanMeeting(
                meeting_id=meeting_id,
                organisation_id=at or self.home,
                kind=MeetingKind.GENERAL_MEETING,
                held_on=self.day(days),
                starts_at=starts_at,
                gathering_id=gathering,
            ),
            FreezeRoster(meeting_id=meeting_id),
        )
        return meeting_id

    def entry(self, status: AttendanceStatus) -> AttendanceEntry:
        reason = AbsenceReason.ILLNESS if status is ABSENT else None
        return AttendanceEntry(member_id=self.member, status=status, absence_reason=reason)

    async def came(self, meeting_id: UUID) -> UUID:
        await self.send(RecordAttendance(meeting_id=meeting_id, entries=(self.entry(PRESENT),)))
        return self.event(AttendanceRecorded, meeting_id)

    async def correct(self, meeting_id: UUID, status: AttendanceStatus) -> UUID:
        command = CorrectAttendance(meeting_id=meeting_id, entry=self.entry(status), reason="TYPING_ERROR")
        await self.send(command)
        return self.event(AttendanceCorrected, meeting_id)

    async def asked(self, first: int, last: int, meeting_id: UUID | None = None) -> UUID:
        leave_id = self.world.ids.new_id()
        await self.send(
            RequestLeave(
                leave_id=leave_id,
                member_id=self.member,
                kind=LeaveKind.PERSONAL,
                from_on=self.day(first),
                to_on=self.day(last),
                for_meeting_id=meeting_id,
            )
        )
        return leave_id

    async def leave(self, first: int, last: int, meeting_id: UUID | None = None) -> UUID:
        leave_id = await self.asked(first, last, meeting_id)
        await self.send(GrantLeave(leave_id=leave_id))
        return leave_id

    async def told(self) -> Told:
        await self.projector.run(self.world.tenant)
        rows = await rows_of(self.pool, self.world.tenant, FINDING)
        return {
            (row["kind"], row["object_id"], tuple(row["event_ids"]))
            for row in rows.values()
            if row["kind"].startswith("PRESENT_")
        }


@pytest.fixture
async def days(app_pool: Pool, projector: Projector) -> Days:
    days = Days(app_pool, projector)
    await days.build()
    return days


def on_leave(meeting_id: UUID, *events: UUID) -> Told:
    return {("PRESENT_ON_LEAVE", meeting_id, events)}


async def test_present_on_a_day_of_leave_that_was_granted_before(days: Days) -> None:
    meeting = await days.meeting(-3)
    leave = await days.leave(-4, -2)
    came = await days.came(meeting)
    assert await days.told() == on_leave(meeting, came, days.event(LeaveGranted, leave))


async def test_leave_granted_for_a_day_on_which_somebody_was_present(days: Days) -> None:
    meeting, before = await days.meeting(-3), await days.meeting(-5)
    came, _ = await days.came(meeting), await days.came(before)
    leave = await days.asked(-4, -2)
    assert await days.told() == set()  # asked for is not granted
    await days.send(GrantLeave(leave_id=leave))
    assert await days.told() == on_leave(meeting, came, days.event(LeaveGranted, leave))


async def test_it_falls_with_the_attendance_and_comes_back_with_it(days: Days) -> None:
    meeting = await days.meeting(-3)
    leave = await days.leave(-4, -2)
    await days.came(meeting)
    await days.correct(meeting, ABSENT)
    assert await days.told() == set()
    late = await days.correct(meeting, AttendanceStatus.LATE)
    assert await days.told() == on_leave(meeting, late, days.event(LeaveGranted, leave))


async def test_it_goes_by_the_days_that_leave_covers(days: Days) -> None:
    """Back early, another last day after all, more days: of each meeting, as it stands then."""
    first, second, third = [await days.meeting(day) for day in (-5, -4, -3)]
    came = [await days.came(meeting) for meeting in (first, second, third)]
    leave = await days.leave(-5, -4)
    granted = days.event(LeaveGranted, leave)
    assert await days.told() == on_leave(first, came[0], granted) | on_leave(second, came[1], granted)
    await days.send(RequestLeaveExtension(leave_id=leave, to_on=days.day(-3)), ExtendLeave(leave_id=leave))
    extended = days.event(LeaveExtended, leave)
    assert {(meeting, events[1]) for _, meeting, events in await days.told()} == {
        (meeting, extended) for meeting in (first, second, third)
    }
    await days.send(ReturnFromLeave(leave_id=leave, on=days.day(-4)))
    assert {meeting for _, meeting, _ in await days.told()} == {first}
    requested = days.event(LeaveRequested, leave)
    later = CorrectLeave(leave_id=leave, corrects=extended, to_on=days.day(-4), reason="TYPING_ERROR")
    kind = CorrectLeave(leave_id=leave, corrects=requested, kind=LeaveKind.STUDY, reason="TYPING_ERROR")
    await days.send(later, kind)
    assert {meeting for _, meeting, _ in await days.told()} == {first}
    await days.send(WithdrawLeave(leave_id=await days.leave(-4, -3)))
    assert {meeting for _, meeting, _ in await days.told()} == {first}


async def test_a_correction_of_the_days_takes_it_elsewhere(days: Days) -> None:
    first, second = [await days.meeting(day) for day in (-5, -4)]
    for meeting in (first, second):
        await days.came(meeting)
    leave = await days.leave(-5, -5)
    requested = days.event(LeaveRequested, leave)
    there = days.day(-4)
    moved = CorrectLeave(
        leave_id=leave, corrects=requested, from_on=there, to_on=there, reason="TYPING_ERROR"
    )
    await days.send(moved)
    assert {meeting for _, meeting, _ in await days.told()} == {second}


async def test_leave_for_one_meeting_is_held_against_that_one(days: Days) -> None:
    meant, other = await days.meeting(-3), await days.meeting(-3)
    await days.leave(-3, -3, meant)
    await days.came(other)
    assert await days.told() == set()
    await days.came(meant)
    assert {meeting for _, meeting, _ in await days.told()} == {meant}


async def test_a_meeting_that_was_on_another_day_or_never(days: Days) -> None:
    meeting = await days.meeting(-6)
    await days.came(meeting)
    await days.leave(-4, -2)
    planned = days.event(MeetingPlanned, meeting)
    assert await days.told() == set()
    for day, found in ((-3, {meeting}), (-1, set()), (-2, {meeting})):
        await days.send(
            CorrectMeeting(meeting_id=meeting, corrects=planned, held_on=days.day(day), reason="TYPING_ERROR")
        )
        assert {meeting_id for _, meeting_id, _ in await days.told()} == found
    await days.send(CancelMeeting(meeting_id=meeting, reason="FLOOD"))
    assert await days.told() == set()


def twice(one: tuple[UUID, UUID], other: tuple[UUID, UUID]) -> Told:
    """Each of the two meetings tells of both events, its own first."""
    return {
        ("PRESENT_TWICE", here, (event, elsewhere))
        for (here, event), (_, elsewhere) in permutations((one, other), 2)
    }


async def test_present_at_two_meetings_at_one_time(days: Days) -> None:
    one, other = await days.meeting(-3, "09:00"), await days.meeting(-3, "09:00")
    await days.meeting(-4, "09:00")
    came = [await days.came(one), await days.came(other)]
    assert await days.told() == twice((one, came[0]), (other, came[1]))
    await days.correct(one, ABSENT)
    assert await days.told() == set()


async def test_the_first_is_known_to_have_gone_on_into_the_second_once_it_is_concluded(days: Days) -> None:
    long, short, next_ = [await days.meeting(-3, at) for at in ("09:00", "09:30", "10:00")]
    came = {meeting: await days.came(meeting) for meeting in (long, short, next_)}
    assert await days.told() == set()
    await days.send(ConcludeMeeting(meeting_id=short, duration_minutes=30))
    assert await days.told() == set()
    await days.send(ConcludeMeeting(meeting_id=long, duration_minutes=60))
    assert await days.told() == twice((long, came[long]), (short, came[short]))


async def test_nothing_is_said_without_a_time_or_of_parts_of_one_gathering(days: Days) -> None:
    gathering = days.world.ids.new_id()
    for starts_at, of in ((None, None), ("09:00", gathering), ("09:00", gathering)):
        await days.came(await days.meeting(-3, starts_at, gathering=of))
    assert await days.told() == set()


async def test_another_day_and_a_cancellation_move_it(days: Days) -> None:
    one, other, third = [await days.meeting(day, "09:00") for day in (-3, -3, -4)]
    came = {meeting: await days.came(meeting) for meeting in (one, other, third)}
    planned = days.event(MeetingPlanned, one)
    moved = CorrectMeeting(meeting_id=one, corrects=planned, held_on=days.day(-4), reason="TYPING_ERROR")
    await days.send(moved)
    assert await days.told() == twice((one, came[one]), (third, came[third]))
    await days.send(CancelMeeting(meeting_id=third, reason="FLOOD"))
    assert await days.told() == set()


@pytest.mark.parametrize("how", ["recorded", "corrected", "moved"])
async def test_in_two_branches_of_which_one_became_the_home_of_that_day_later(days: Days, how: str) -> None:
    here = await days.meeting(-3, "09:00")
    came = await days.came(here)
    await days.send(TransferMember(member_id=days.member, to_branch_id=days.other, from_on=days.day(-5)))
    there = await days.meeting(-4 if how == "moved" else -3, "09:30", at=days.other)
    if how == "corrected":
        await days.send(RecordAttendance(meeting_id=there, entries=(days.entry(ABSENT),)))
        came_there = await days.correct(there, PRESENT)
    else:
        came_there = await days.came(there)
    if how == "moved":
        planned = days.event(MeetingPlanned, there)
        await days.send(
            CorrectMeeting(meeting_id=there, corrects=planned, held_on=days.day(-3), reason="TYPING_ERROR")
        )
    assert await days.told() == set()
    await days.send(ConcludeMeeting(meeting_id=here, duration_minutes=45))
    assert await days.told() == twice((here, came), (there, came_there))


WHY = "TYPING_ERROR"
STARTS = (None, "09:00", "09:30", "10:00")


async def happen(days: Days, random: Random, first: int) -> None:
    """Three days of one branch, so full that much of it cannot have been; what is refused is passed over."""
    on, gathering = range(first, first + 3), days.world.ids.new_id()
    meetings = [
        await days.meeting(
            random.choice(on), random.choice(STARTS), gathering=random.choice([None, gathering])
        )
        for _ in range(7)
    ]
    leaves = [await days.asked(day, day) for day in on]
    for _ in range(60):
        meeting, leave, moved = random.choice(meetings), random.choice(leaves), days.day(random.choice(on))
        planned, requested = days.event(MeetingPlanned, meeting), days.event(LeaveRequested, leave)
        entry = days.entry(random.choice([PRESENT, PRESENT, AttendanceStatus.LATE, ABSENT]))
        minutes = random.choice([None, 30, 45, 90])
        usual: list[Command] = [
            RecordAttendance(meeting_id=meeting, entries=(entry,)),
            CorrectAttendance(meeting_id=meeting, entry=entry, reason=WHY),
            ConcludeMeeting(meeting_id=meeting, duration_minutes=minutes),
            CorrectMeeting(meeting_id=meeting, corrects=planned, held_on=moved, reason=WHY),
            GrantLeave(leave_id=leave),
            CorrectLeave(leave_id=leave, corrects=requested, to_on=moved, reason=WHY),
            ReturnFromLeave(leave_id=leave, on=moved),
        ]
        rare: list[Command] = [
            CancelMeeting(meeting_id=meeting, reason="FLOOD"),
            WithdrawLeave(leave_id=leave),
        ]
        await days.world.send([random.choice(usual * 4 + rare)])
        if random.random() < 0.3:
            await days.projector.run(days.world.tenant)


async def test_in_any_history_all_that_cannot_be_is_told_and_nothing_else(
    app_pool: Pool, projector_pool: Pool, projector: Projector
) -> None:
    found: Counter[str] = Counter()
    days = Days(app_pool, projector)
    await days.build()
    for seed in range(8):
        days.member = [m for m, branch in days.world.members.items() if branch == days.home][seed % 3]
        await happen(days, Random(seed), -4 - 3 * (seed // 3))
        told = {(kind, meeting) for kind, meeting, _ in await days.told()}
        facts, leaves = Facts(days.world.events), Recount(days.world.events).tables()["leave"].values()
        expected = {("PRESENT_ON_LEAVE", meeting) for meeting, _ in _on_leave(facts, leaves)}
        expected |= {("PRESENT_TWICE", meeting) for meeting, _ in _twice(facts)}
        assert told == expected, seed
        found.update(kind for kind, _ in told)
    assert found.keys() == {"PRESENT_ON_LEAVE", "PRESENT_TWICE"}
    report = await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).verify(
        days.world.tenant
    )
    assert report.is_same


def _presences(facts: Facts) -> Iterator[tuple[UUID, UUID]]:
    for (meeting_id, member_id), entry in facts.attendance.items():
        took_place = facts.meetings[meeting_id]["status"] != "CANCELLED"
        if took_place and entry["status"] in ("PRESENT", "LATE"):
            yield meeting_id, member_id


def _on_leave(facts: Facts, leaves: Collection[Row]) -> Iterator[tuple[UUID, UUID]]:
    for meeting_id, member_id in _presences(facts):
        held_on = facts.said[meeting_id].now()["held_on"]
        for leave in leaves:
            covers = leave["covers_to"] and leave["from_on"] <= held_on <= leave["covers_to"]
            if leave["member_id"] == member_id and covers and leave["meeting_id"] in (None, meeting_id):
                yield meeting_id, member_id


def _twice(facts: Facts) -> Iterator[tuple[UUID, UUID]]:
    """All pairs, minute by minute: nothing of how the check finds its way."""
    presences = list(_presences(facts))
    for meeting_id, member_id in presences:
        for other_id, other_member in presences:
            said = [facts.said[id_].now() for id_ in (meeting_id, other_id)]
            together = said[0]["gathering_id"] and said[0]["gathering_id"] == said[1]["gathering_id"]
            same_day = said[0]["held_on"] == said[1]["held_on"]
            if other_member == member_id and other_id != meeting_id and same_day and not together:
                minutes = [_minutes(facts.meetings[id_]) for id_ in (meeting_id, other_id)]
                if minutes[0] & minutes[1]:
                    yield meeting_id, member_id


def _minutes(meeting: Row) -> set[int]:
    if meeting["starts_at"] is None:
        return set()
    hours, minutes = str(meeting["starts_at"]).split(":")
    start = 60 * int(hours) + int(minutes)
    return set(range(start, start + int(meeting["duration_minutes"] or 1)))
