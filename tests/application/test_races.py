"""Commands at the same time: the rules of docs/rules-across-streams.md hold on PostgreSQL too."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from domain.core.command import Command
from domain.grids.commands import AssignCoverage, DefineGrid
from domain.grids.events import coverage_id
from domain.grids.state import Coverage
from domain.leave.commands import GrantLeave, RequestLeave, WithdrawLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import AttendanceEntry, RecordAttendance
from domain.meetings.events import AttendanceStatus
from domain.membership.commands import AssignGroup, TransferMember
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.commands import DissolveOrganisation, FoundOrganisation, TakeIntoCustody
from domain.organisation.events import OrganisationKind
from domain.scoring.commands import AwardPoints
from domain.scoring.events import PointsClass, account_id
from domain.scoring.state import ScoreAccount
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice
from tests.unit.support import world
from tests.unit.support.random_commands import MEETINGS
from tests.unit.support.world import ANN, BRANCH, OTHER_BRANCH, TODAY

ACCEPTED = "accepted"


async def at_once(office: CountyOffice, commands: Iterable[Command]) -> Counter[str]:
    """Give all commands at the same time; how often each answer was given."""
    results = await asyncio.gather(*(office.give(command) for command in commands))
    answers: Counter[str] = Counter()
    for result in results:
        answers[ACCEPTED if result.accepted else result.refusals[0].code.value] += 1
    return answers


def request(leave_id: UUID) -> RequestLeave:
    return RequestLeave(leave_id=leave_id, member_id=ANN, kind=LeaveKind.ILLNESS, from_on=TODAY, to_on=TODAY)


async def test_one_home_however_many_transfers(office: CountyOffice, store: EventStore) -> None:
    transfers = [TransferMember(member_id=ANN, to_branch_id=OTHER_BRANCH, from_on=TODAY)] * 5
    assert await at_once(office, transfers) == {ACCEPTED: 1, "ALREADY_AFFILIATED": 4}
    streams = await store.read_streams(TENANT, [ANN, register_id(BRANCH), register_id(OTHER_BRANCH)])
    member = Member.fold(ANN, (event.domain_event for event in streams[ANN]))
    assert [home.branch_id for home in member.homes] == [BRANCH, OTHER_BRANCH]
    standing = [
        Register.fold(id_, (event.domain_event for event in streams[id_])).members_on(TODAY).count(ANN)
        for id_ in (register_id(BRANCH), register_id(OTHER_BRANCH))
    ]
    assert standing == [0, 1]


async def test_one_grid_covers_an_organisation(office: CountyOffice, store: EventStore) -> None:
    grids = [world.id_of(f"grid in a race {number}") for number in range(4)]
    for grid_id in grids:
        assert (await office.give(DefineGrid(grid_id=grid_id, level=1, name="片区"))).accepted
    claims = [
        AssignCoverage(grid_id=grid_id, organisation_id=OTHER_BRANCH, from_on=TODAY) for grid_id in grids
    ]
    assert await at_once(office, claims) == {ACCEPTED: 1, "COVERED_ELSEWHERE": 3}
    events = await store.read_stream(TENANT, coverage_id(OTHER_BRANCH))
    assert len(Coverage.fold(coverage_id(OTHER_BRANCH), (event.domain_event for event in events)).terms) == 1


async def test_two_leaves_asked_for_at_once_are_not_both_granted(office: CountyOffice) -> None:
    leaves = [world.id_of(f"leave in a race {number}") for number in range(2)]
    asked = await at_once(office, [request(leave_id) for leave_id in leaves])
    assert asked[ACCEPTED] + asked["LEAVE_OVERLAPS"] == 2
    granted = await at_once(office, [GrantLeave(leave_id=leave_id) for leave_id in leaves])
    assert granted[ACCEPTED] == 1
    assert granted["LEAVE_OVERLAPS"] + granted["NOT_FOUND"] == 1


async def test_attendance_rests_on_leave_that_stands(office: CountyOffice) -> None:
    leave_id = world.id_of("leave in a race")
    assert (await office.give(request(leave_id))).accepted
    assert (await office.give(GrantLeave(leave_id=leave_id))).accepted
    entry = AttendanceEntry(ANN, AttendanceStatus.LEAVE, leave_id=leave_id)
    recorded, withdrawn = await asyncio.gather(
        office.give(RecordAttendance(meeting_id=MEETINGS[0], entries=(entry,))),
        office.give(WithdrawLeave(leave_id=leave_id)),
    )
    assert withdrawn.accepted
    if recorded.accepted:
        assert recorded.last_position is not None
        assert withdrawn.first_position is not None
        assert recorded.last_position < withdrawn.first_position
    else:
        assert [refusal.code for refusal in recorded.refusals] == ["NO_LEAVE_COVERS"]


async def test_each_is_recorded_once(office: CountyOffice) -> None:
    entry = AttendanceEntry(ANN, AttendanceStatus.PRESENT)
    twice = [RecordAttendance(meeting_id=MEETINGS[0], entries=(entry,))] * 6
    assert await at_once(office, twice) == {ACCEPTED: 1, "ALREADY_RECORDED": 5}


async def test_one_account_however_many_awards(office: CountyOffice, store: EventStore) -> None:
    award = AwardPoints(
        member_id=ANN,
        year=TODAY.year,
        points_hundredths=100,
        points_class=PointsClass.TASK,
        rule="STUDY",
    )
    assert await at_once(office, [award] * 5) == {ACCEPTED: 5}
    stream_id = account_id(ANN, TODAY.year)
    events = await store.read_stream(TENANT, stream_id)
    assert [event.version for event in events] == [1, 2, 3, 4, 5, 6]
    account = ScoreAccount.fold(stream_id, (event.domain_event for event in events))
    assert account.balance_hundredths == 500


async def test_a_group_is_dissolved_or_joined_but_never_both(office: CountyOffice) -> None:
    for number in range(10):
        group_id = world.id_of(f"group in a race {number}")
        found = FoundOrganisation(
            organisation_id=group_id, kind=OrganisationKind.PARTY_GROUP, name="组", parent_id=BRANCH
        )
        assert (await office.give(found)).accepted
        dissolve = DissolveOrganisation(
            organisation_id=group_id, on=TODAY, approved_by=BRANCH, reason="FEW_MEMBERS"
        )
        answers = await at_once(office, [dissolve, AssignGroup(member_id=ANN, group_id=group_id)])
        assert answers[ACCEPTED] == 1
        assert answers["MEMBERS_AT_HOME"] + answers["ORGANISATION_DISSOLVED"] == 1


async def test_two_branches_do_not_take_each_other_into_custody(office: CountyOffice) -> None:
    each = [
        TakeIntoCustody(
            organisation_id=one,
            custodian_id=other,
            from_on=TODAY,
            approved_by=world.TOWNSHIP,
            reason="FEW_MEMBERS",
        )
        for one, other in ((BRANCH, OTHER_BRANCH), (OTHER_BRANCH, BRANCH))
    ]
    answers = await at_once(office, each)
    assert answers[ACCEPTED] == 1
    assert answers["IN_CUSTODY"] + answers["LOOKS_AFTER_OTHERS"] == 1


async def test_nothing_is_written_for_a_refusal(office: CountyOffice, store: EventStore) -> None:
    before = await store.head(TENANT)
    yesterday = TODAY - timedelta(days=1)
    refused = [
        RequestLeave(
            leave_id=world.LEAVE, member_id=ANN, kind=LeaveKind.STUDY, from_on=TODAY, to_on=yesterday
        ),
        GrantLeave(leave_id=ANN),
        RecordAttendance(meeting_id=MEETINGS[0], entries=()),
        TransferMember(member_id=ANN, to_branch_id=BRANCH, from_on=TODAY),
    ]
    assert ACCEPTED not in await at_once(office, refused)
    after = await store.head(TENANT)
    assert before is not None
    assert after is not None
    assert after.last_position == before.last_position
