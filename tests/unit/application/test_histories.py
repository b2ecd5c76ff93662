"""Whatever is commanded, in whatever order: the log that comes of it folds, and the rules hold in it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations, islice
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.accounts.state import Post
from domain.annual_plans.events import PlanItemAssigned
from domain.core import Accepted, DomainEvent, Occurred
from domain.core.command import Command
from domain.core.context import Context
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.documents.state import Document
from domain.grids.commands import AssignCoverage, DefineGrid
from domain.leave.commands import RequestLeave
from domain.leave.events import LeaveKind
from domain.leave.state import Leave, LeaveStatus
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, PlanMeeting
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.meetings.state import Meeting
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind, register_id
from domain.membership.state import Member, Register
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from domain.registry import event_types
from domain.scoring.events import PointsAwarded, PointsCorrected, PointsDeducted, PointsReversed
from domain.scoring.state import ScoreAccount
from event_store.store import EventStore
from process_managers.absence_reclassification import AbsenceReclassification
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog, MemoryStore, recorded
from tests.unit.support.random_commands import (
    BRANCHES,
    GRIDS,
    LEAVES,
    LECTURE,
    LINE,
    LOWEST,
    MEETINGS,
    random_commands,
)

FOUNDING: list[Command] = [
    FoundCounty(
        county_id=COUNTY_ID,
        committee_id=world.COMMITTEE,
        name="醴陵市",
        committee_name="市委",
        division_code="430281",
        time_zone="Asia/Shanghai",
        rehearsal=True,
        occurred_at=Occurred.on(world.TODAY - timedelta(days=9)),
    ),
    AdoptModule(county_id=COUNTY_ID, module=Module.POINTS),
    FoundOrganisation(
        organisation_id=world.TOWNSHIP,
        kind=OrganisationKind.PARTY_COMMITTEE,
        name="镇党委",
        parent_id=world.COMMITTEE,
    ),
    *(
        FoundOrganisation(
            organisation_id=branch_id,
            kind=OrganisationKind.PARTY_BRANCH,
            name="支部",
            parent_id=world.TOWNSHIP,
        )
        for branch_id in BRANCHES
    ),
    FoundOrganisation(
        organisation_id=world.GROUP,
        kind=OrganisationKind.PARTY_GROUP,
        name="一组",
        parent_id=world.BRANCH,
    ),
    *(
        RegisterMember(
            member_id=member_id,
            branch_id=world.BRANCH,
            kind=MemberKind.PROBATIONARY,
            joined_on=world.TODAY - timedelta(days=900),
            name_id=world.id_of("name"),
        )
        for member_id in world.MEMBERS[:4]
    ),
    PlanMeeting(
        meeting_id=MEETINGS[0],
        organisation_id=world.BRANCH,
        kind=MeetingKind.GENERAL_MEETING,
        held_on=world.TODAY,
    ),
    FreezeRoster(meeting_id=MEETINGS[0]),
    PlanMeeting(
        meeting_id=LECTURE,
        organisation_id=world.BRANCH,
        kind=MeetingKind.PARTY_LECTURE,
        held_on=world.TODAY,
    ),
    FreezeRoster(meeting_id=LECTURE),
    ConcludeMeeting(meeting_id=LECTURE),
    RequestLeave(
        leave_id=LEAVES[0],
        member_id=world.BEN,
        kind=LeaveKind.ILLNESS,
        from_on=world.TODAY - timedelta(days=2),
        to_on=world.TODAY,
    ),
    DefineGrid(grid_id=GRIDS[0], level=1, name="片区"),
    *(
        DefineGrid(grid_id=grid_id, level=level, name="网格", parent_id=above)
        for level, (above, grid_id) in enumerate(zip((None, *LINE), LINE, strict=False), start=1)
    ),
    *(DefineGrid(grid_id=grid_id, level=5, name="网格", parent_id=LINE[3]) for grid_id in LOWEST),
    *(
        AssignCoverage(grid_id=LINE[0], organisation_id=place, from_on=world.TODAY - timedelta(days=90))
        for place in (world.BRANCH, world.TOWNSHIP)
    ),
]


async def founded(context: Context) -> MemoryLog:
    log = MemoryLog()
    for command in FOUNDING:
        decision = await log.run(command, context)
        assert isinstance(decision, Accepted), decision
    return log


async def history(seed: int, length: int) -> MemoryLog:
    context = world.context()
    log = await founded(context)
    for command in islice(random_commands(seed, log.streams), length):
        before = log.size
        decision = await log.run(command, context)
        assert log.size == before + (len(decision.events) if isinstance(decision, Accepted) else 0)
        assert isinstance(decision, Accepted) or decision.refusals
        if isinstance(decision, Accepted):
            await settle(log, decision.events, context)
    return log


async def settle(log: MemoryLog, events: Iterable[DomainEvent], context: Context) -> None:
    """Let the process manager react to these events, and to what follows from them."""
    manager = AbsenceReclassification(cast("EventStore", MemoryStore(log)))
    waiting = list(events)
    while waiting:
        told, waiting = [recorded(event) for event in waiting], []
        for reaction in await manager.react(told, context):
            decision = await log.run(reaction.command, context)
            assert isinstance(decision, Accepted)
            waiting.extend(decision.events)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), length=st.integers(0, 600))
def test_every_history_folds_and_keeps_the_rules(seed: int, length: int) -> None:
    log = asyncio.run(history(seed, length))
    for stream_id, events in log.streams.items():
        state = log.states[stream_id]
        assert [event.originator_version for event in events] == list(range(1, len(events) + 1))
        assert type(state).fold(stream_id, events) == state
    one_home_every_day(log)
    nobody_at_home_where_dissolved(log)
    custody_in_no_circles_and_chains(log)
    no_overlapping_leave(log)
    no_post_twice_on_one_day(log)
    attendance_within_the_roster(log)
    absences_as_the_leave_stands(log)
    balances_as_counted(log)
    documents_of_whom_the_entry_is_about(log)


def test_random_histories_tell_of_everything() -> None:
    logs = [asyncio.run(history(seed, length=6000)) for seed in range(10)]
    told = {type(event) for log in logs for events in log.streams.values() for event in events}
    assert told == set(event_types().values())


def one_home_every_day(log: MemoryLog) -> None:
    known = [state for state in log.states.values() if isinstance(state, Member)]
    members = [member for member in known if member.left_on is None]  # nobody leaves ahead of the day
    registers = [state for state in log.states.values() if isinstance(state, Register)]
    for ahead in range(0, 40, 3):
        day = world.TODAY + timedelta(days=ahead)
        standing = Counter(id_ for register in registers for id_ in register.members_on(day))
        assert standing == Counter(member.id for member in members)
        for member in members:
            home = log.states[register_id(member.home_at(day).branch_id)]
            assert isinstance(home, Register)
            assert member.id in home.members_on(day)


def nobody_at_home_where_dissolved(log: MemoryLog) -> None:
    """Neither members, be it of a group, nor organisations: not on that day nor on any later one."""
    members = [state for state in log.states.values() if isinstance(state, Member)]
    organisations = [state for state in log.states.values() if isinstance(state, Organisation)]
    for gone in organisations:
        if gone.dissolved_on is None:
            continue
        register = log.states.get(register_id(gone.id))
        assert not (isinstance(register, Register) and register.members_from(gone.dissolved_on))
        assert not any(member.in_group_from(gone.id, gone.dissolved_on) for member in members)
        below = [one for one in organisations if one.parent_id == gone.id]
        assert not any(one.stands_on(gone.dissolved_on) for one in below)


def custody_in_no_circles_and_chains(log: MemoryLog) -> None:
    """Who looks after others stands, is looked after by nobody, and both streams say the same."""
    organisations = [state for state in log.states.values() if isinstance(state, Organisation)]
    said = {(one.custodian_id, one.id) for one in organisations if one.custodian_id}
    assert said == {
        (one.id, branch_id)
        for one in organisations
        for branch_id, until in one.looked_after.items()
        if until is None
    }
    for one in organisations:
        if one.looks_after_from(world.TODAY):
            assert not one.in_custody_from(world.TODAY)
            assert one.dissolved_on is None or not one.looks_after_from(one.dissolved_on)


def no_overlapping_leave(log: MemoryLog) -> None:
    granted = [
        state
        for state in log.states.values()
        if isinstance(state, Leave) and state.status is LeaveStatus.GRANTED
    ]
    for one, other in combinations(granted, 2):
        if one.member_id == other.member_id:
            assert one.last_on < other.from_on or other.last_on < one.from_on


def no_post_twice_on_one_day(log: MemoryLog) -> None:
    posts = [state for state in log.states.values() if isinstance(state, Post)]
    for day in {post.from_on for post in posts}:
        held = [post for post in posts if post.in_force(day)]
        assert len({(p.member_id, p.role, p.organisation_id, p.grid_id) for p in held}) == len(held)


def attendance_within_the_roster(log: MemoryLog) -> None:
    for state in log.states.values():
        if isinstance(state, Meeting):
            expected = state.expected or frozenset()
            assert state.attendance.keys() <= expected
            assert not state.observers & expected
            assert not (state.concluded and state.cancelled)


def absences_as_the_leave_stands(log: MemoryLog) -> None:
    leaves = [state for state in log.states.values() if isinstance(state, Leave)]
    for meeting in log.states.values():
        if not isinstance(meeting, Meeting) or meeting.cancelled:
            continue
        for member_id, attendance in meeting.attendance.items():
            covering = {
                leave.id
                for leave in leaves
                if leave.member_id == member_id and leave.covers(meeting.id, meeting.held_on)
            }
            if attendance.status is AttendanceStatus.LEAVE:
                assert attendance.leave_id in covering
            if attendance.status is AttendanceStatus.ABSENT:
                assert not covering


def balances_as_counted(log: MemoryLog) -> None:
    for state in log.states.values():
        if not isinstance(state, ScoreAccount):
            continue
        values = {}
        for event in log.streams[state.id]:
            match event:
                case PointsAwarded():
                    values[event.event_id] = event.points_hundredths
                case PointsDeducted():
                    values[event.event_id] = -event.points_hundredths
                case PointsCorrected():
                    sign = 1 if values[event.corrects] > 0 else -1
                    values[event.corrects] = sign * event.points_hundredths
                case PointsReversed():
                    del values[event.reverses]
        assert state.balance_hundredths == sum(values.values())


def documents_of_whom_the_entry_is_about(log: MemoryLog) -> None:
    for stream_id, events in log.streams.items():
        entry = log.states[stream_id]
        about = {getattr(entry, "member_id", None), getattr(entry, "subject_id", None)}
        for event in events:
            if isinstance(entry, Document) or isinstance(event, PlanItemAssigned):
                continue
            for field in ("document_id", "grounds_id"):
                named = getattr(event, field, None)
                if named is not None:
                    document = log.states[named]
                    assert isinstance(document, Document)
                    assert document.exists
                    assert document.member_id is None or document.member_id in about
