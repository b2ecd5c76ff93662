"""What happens between reading and appending: another writer, a duplicate, a cancelled caller, a lost reply."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from msgspec import structs

from application.actor import Actor, Role
from application.executor import TRIES, ContentionError
from domain.core.ids import uuid7
from domain.meetings.commands import AttendanceEntry, RecordAttendance
from domain.meetings.events import AttendanceStatus
from domain.membership.commands import AssignGroup, RegisterMember, TransferMember
from domain.membership.events import MemberKind
from domain.organisation.commands import RenameOrganisation
from domain.scoring.commands import AwardPoints
from domain.scoring.events import PointsClass, account_id
from event_store.errors import OutcomeUnknownError
from event_store.pool import Pool
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, InterruptedStore, codes, office_on
from tests.event_store.soundness import sound_log
from tests.unit.support.random_commands import MEETINGS
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, DAN, GROUP, OTHER_BRANCH, TODAY


def award(hundredths: int = 100) -> AwardPoints:
    return AwardPoints(
        member_id=ANN,
        year=TODAY.year,
        points_hundredths=hundredths,
        points_class=PointsClass.TASK,
        rule="STUDY",
    )


def rename(name: str) -> RenameOrganisation:
    return RenameOrganisation(organisation_id=BRANCH, name=name)


async def stream_size(store: EventStore) -> int:
    return len(await store.read_stream(TENANT, account_id(ANN, TODAY.year)))


async def test_decided_again_when_a_stream_moved(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    late = office_on(pool, interrupted)
    interrupted.interruption = lambda: office.give(award(200))
    assert (await late.give(award())).accepted
    # The other's award opened the account: this one was decided again, on an open one.
    assert await stream_size(interrupted) == 3


async def test_given_up_when_streams_keep_moving(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    late = office_on(pool, interrupted)

    async def another() -> None:
        interrupted.interruption = another
        assert (await office.give(award())).accepted

    await another()
    with pytest.raises(ContentionError):
        await late.give(award(), key="once")
    assert await stream_size(interrupted) == 1 + 1 + TRIES
    interrupted.interruption = None
    assert not (await late.give(award(), key="once")).repeated


async def test_100_duplicates_at_once_have_one_effect(office: CountyOffice, store: EventStore) -> None:
    results = await asyncio.gather(*(office.give(award(), key="once") for _ in range(100)))
    assert all(result.accepted for result in results)
    assert len({structs.replace(result, repeated=False) for result in results}) == 1
    assert sum(not result.repeated for result in results) == 1
    assert await stream_size(store) == 2  # opened, and awarded once


async def test_everyone_checks_in_at_once(office: CountyOffice) -> None:
    entries = [AttendanceEntry(member_id, AttendanceStatus.PRESENT) for member_id in (ANN, BEN, CAT, DAN)]
    results = await asyncio.gather(
        *(office.give(RecordAttendance(meeting_id=MEETINGS[0], entries=(entry,))) for entry in entries)
    )
    assert all(result.accepted for result in results)


async def test_40_at_once_on_one_register(office: CountyOffice, store: EventStore) -> None:
    """Different things, but one stream that all of them read and write."""
    registrations = [
        RegisterMember(
            member_id=uuid7(), branch_id=BRANCH, kind=MemberKind.FULL, joined_on=TODAY, name_id=uuid7()
        )
        for _ in range(40)
    ]
    results = await asyncio.gather(*map(office.give, registrations))
    assert [result for result in results if not result.accepted] == []
    await sound_log(store, TENANT)


async def test_a_cancelled_caller_learns_by_the_key_what_became_of_it(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    late = office_on(pool, interrupted)
    appending = asyncio.Event()
    before = await stream_size(interrupted)

    async def reached() -> None:
        appending.set()

    interrupted.interruption = reached
    task = asyncio.create_task(late.give(award(), key="once"))
    await appending.wait()
    await asyncio.sleep(0)  # into the append
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await interrupted.settle()
    assert (await late.give(award(), key="once")).accepted
    assert await stream_size(interrupted) == before + 2


async def test_a_lost_reply_is_settled_by_the_key(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    late = office_on(pool, interrupted)

    async def lose_the_reply() -> None:
        await office_on(pool, EventStore(pool)).give(award(), key="once")
        raise OutcomeUnknownError

    interrupted.interruption = lose_the_reply
    with pytest.raises(OutcomeUnknownError):
        await late.give(award(), key="once")
    again = await late.give(award(), key="once")
    assert again.accepted
    assert again.repeated
    assert await stream_size(interrupted) == 2


async def test_many_in_order_each_on_what_the_earlier_did(office: CountyOffice, store: EventStore) -> None:
    names = [f"第{number}名" for number in range(20)]
    commands = [rename(name) for name in names] + [rename(names[-1])]
    requests = [office.request(command) for command in commands]
    results = await office.executor.execute_many(requests)
    positions = [result.first_position for result in results]
    assert positions[:-1] == list(range(positions[0] or 0, (positions[0] or 0) + 20))
    assert positions[-1] is None  # it bore the name already
    events = await store.read_stream(TENANT, BRANCH)
    assert [getattr(event.domain_event, "name", None) for event in events[1:]] == names


async def test_a_refusal_in_the_middle_is_for_itself(office: CountyOffice) -> None:
    wrong = RenameOrganisation(organisation_id=uuid7(), name="无")
    requests = [office.request(command) for command in (rename("甲支部"), wrong, rename("乙支部"))]
    results = await office.executor.execute_many(requests)
    assert [codes(result) for result in results] == [[], ["NOT_FOUND"], []]


async def test_nothing_is_decided_on_events_that_never_came(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice, store: EventStore
) -> None:
    """Another writer brings the stream to the very version that the second command expects from the first."""
    late = office_on(pool, interrupted)
    assert (await office.give(award())).accepted
    interrupted.interruption = lambda: office.give(award(300))
    before = await stream_size(store)
    requests = [late.request(award(400)), late.request(award(500))]
    decided = [request.command for request in requests]
    results = await late.executor.execute_many(requests)
    assert all(result.accepted for result in results)
    assert await stream_size(store) == before + 3
    points = [
        getattr(e.domain_event, "points_hundredths", 0)
        for e in await store.read_stream(TENANT, account_id(ANN, TODAY.year))
    ]
    assert points[-3:] == [300, *(c.points_hundredths for c in decided if isinstance(c, AwardPoints))]


async def test_a_first_that_loses_voids_the_second(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice, store: EventStore
) -> None:
    late = office_on(pool, interrupted)
    interrupted.interruption = lambda: office.give(rename("别名"))
    first = replace(rename("甲支部"), expected_version=1)
    second = replace(rename("乙支部"), expected_version=2)
    requests = [late.request(first), late.request(second)]
    results = await late.executor.execute_many(requests)
    # The other writer made version 2: the first is refused, and the second follows that one, not the first.
    assert [codes(result) for result in results] == [["CONFLICT"], []]
    names = [getattr(e.domain_event, "name", None) for e in await store.read_stream(TENANT, BRANCH)]
    assert names[1:] == ["别名", "乙支部"]


async def test_no_refusal_rests_on_what_an_earlier_command_did_not_do(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    """The member would have left the branch; it stays, and so its secretary may change it."""
    late = office_on(pool, interrupted)
    secretary = Actor("secretary of the branch", Role.BRANCH_SECRETARY, place=BRANCH)
    leave = TransferMember(member_id=ANN, to_branch_id=OTHER_BRANCH, from_on=TODAY, expected_version=1)
    requests = [
        late.request(leave),
        late.request(AssignGroup(member_id=ANN, group_id=None), actor=secretary),
    ]
    interrupted.interruption = lambda: office.give(AssignGroup(member_id=ANN, group_id=GROUP))
    results = await late.executor.execute_many(requests)
    assert [codes(result) for result in results] == [["CONFLICT"], []]


async def test_a_run_that_was_done_in_part_is_not_said_to_be_undone(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice
) -> None:
    """Its first command is appended; the second loses a race, and is turned away as it comes again."""
    late = office_on(pool, interrupted)
    requests = [late.request(award()), late.request(rename("甲支部"))]

    async def fill_the_queue() -> None:
        interrupted.lanes.waiting.events.in_all = 0

    async def race() -> None:
        assert (await office.give(rename("别名"))).accepted
        interrupted.interruption = fill_the_queue

    interrupted.interruption = race
    with pytest.raises(OutcomeUnknownError, match="wait in all"):
        await late.executor.execute_many(requests)
    results = await office.executor.execute_many(requests)
    assert [(result.accepted, result.repeated) for result in results] == [(True, True), (True, False)]


async def test_one_answered_before_gives_nothing_to_build_on(office: CountyOffice, store: EventStore) -> None:
    assert (await office.give(award(), key="once")).accepted
    requests = [office.request(award(), key="once"), office.request(award(200))]
    results = await office.executor.execute_many(requests)
    assert [result.repeated for result in results] == [True, False]
    assert await stream_size(store) == 3
    await sound_log(store, TENANT)


async def test_an_id_of_another_kind_spoils_nothing_for_its_neighbours(office: CountyOffice) -> None:
    """A member's id where an organisation's belongs is unknown there, and stays a member's for the next command."""
    requests = [
        office.request(RenameOrganisation(organisation_id=ANN, name="错名")),
        office.request(award(), key="next"),
        office.request(RecordAttendance(meeting_id=ANN, entries=())),
        office.request(replace(award(), member_id=BEN)),
    ]
    results = await office.executor.execute_many(requests)
    assert [codes(result) for result in results] == [["NOT_FOUND"], [], ["NOT_FOUND"], []]
