"""What an executor remembers of streams: what the log holds, and never the mark of a command that was not appended."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from uuid import UUID

import asyncpg
import pytest

from application.actor import Actor, Role
from application.session import RunStreams, Session
from application.streams_in_use import StreamsInUse
from domain.core import Accepted
from domain.core.ids import uuid7
from domain.meetings.commands import FreezeRoster, PlanMeeting
from domain.meetings.events import MeetingKind, RosterFrozen
from domain.membership.commands import AssignGroup, CorrectMember, RegisterMember, TransferMember
from domain.membership.events import MemberKind, register_id
from domain.organisation.commands import RenameOrganisation
from domain.organisation.decide import rename_organisation
from domain.organisation.state import Organisation
from event_store.errors import EventStoreError, QueueFullError
from event_store.picking import Pick
from event_store.pool import Pool
from event_store.records import RecordedEvent
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.application.conftest import TENANT, CountyOffice, codes, office_on
from tests.event_store.test_lanes import held
from tests.support.postgres import Database
from tests.unit.support.world import ANN, BEN, BRANCH, GROUP, OTHER_BRANCH, TODAY, context


class PausedStore(EventStore):
    """A store in which one reading of certain streams waits until it is let go."""

    pause_at: frozenset[UUID] = frozenset()

    def __init__(self, pool: Pool) -> None:
        super().__init__(pool)
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def read_streams(
        self, tenant: str, ids: Collection[UUID], pick: Pick | None = None
    ) -> dict[UUID, list[RecordedEvent]]:
        if self.pause_at.intersection(ids):
            self.pause_at = frozenset()
            self.reached.set()
            await self.go.wait()
        return await super().read_streams(tenant, ids, pick)


def rename(name: str) -> RenameOrganisation:
    return RenameOrganisation(organisation_id=BRANCH, name=name)


def new_member() -> RegisterMember:
    return RegisterMember(
        member_id=uuid7(), branch_id=BRANCH, kind=MemberKind.FULL, joined_on=TODAY, name_id=uuid7()
    )


async def test_a_command_on_known_streams_reads_nothing(office: CountyOffice) -> None:
    assert (await office.give(rename("甲支部"))).accepted
    kept = office.executor.streams
    missed = kept.missed
    for name in ("乙支部", "丙支部", "丁支部"):
        assert (await office.give(rename(name))).accepted
    assert kept.missed == missed
    plan = PlanMeeting(
        meeting_id=uuid7(), organisation_id=BRANCH, kind=MeetingKind.PARTY_LECTURE, held_on=TODAY
    )
    assert (await office.give(plan, made=("meeting_id",))).accepted
    assert kept.missed == missed  # that there is no such meeting yet is taken for granted, too


async def test_an_id_that_was_made_but_is_known_is_found_out(office: CountyOffice) -> None:
    plan = PlanMeeting(
        meeting_id=uuid7(), organisation_id=BRANCH, kind=MeetingKind.PARTY_LECTURE, held_on=TODAY
    )
    assert (await office.give(plan)).accepted
    assert codes(await office.give(plan, made=("meeting_id",))) == ["ALREADY_EXISTS"]


async def test_what_another_process_appended_is_found(
    pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    other = office_on(pool, EventStore(pool))
    for number in range(5):
        assert (await office.give(rename(f"甲{number}"))).accepted
        assert (await other.give(rename(f"乙{number}"))).accepted
    names = [getattr(event.domain_event, "name", None) for event in await store.read_stream(TENANT, BRANCH)]
    assert names[1:] == [f"{who}{number}" for number in range(5) for who in "甲乙"]


async def test_a_refusal_without_a_trace_never_rests_on_memory(pool: Pool, office: CountyOffice) -> None:
    """The secretary of a branch may not touch a member of another one, until the member has moved there."""
    other = office_on(pool, EventStore(pool))
    secretary = Actor("secretary of the other branch", Role.BRANCH_SECRETARY, place=OTHER_BRANCH)
    correct = AssignGroup(member_id=ANN, group_id=None)
    assert codes(await office.give(correct, actor=secretary)) == ["NOT_FOUND"]
    transfer = TransferMember(member_id=ANN, to_branch_id=OTHER_BRANCH, from_on=TODAY)
    assert (await other.give(transfer)).accepted
    assert (await office.give(correct, actor=secretary)).accepted


async def test_nobody_decides_on_what_is_not_appended_yet(
    pool: Pool, office: CountyOffice, store: EventStore, database: Database
) -> None:
    """A roster is being frozen while a member's departure is on its way to a log that will never have it."""
    for command in (
        AssignGroup(member_id=ANN, group_id=GROUP),
        AssignGroup(member_id=BEN, group_id=GROUP),
        meeting := PlanMeeting(
            meeting_id=uuid7(), organisation_id=GROUP, kind=MeetingKind.GROUP_MEETING, held_on=TODAY
        ),
    ):
        assert (await office.give(command)).accepted
    paused = PausedStore(pool)
    desk = office_on(pool, paused)
    assert (await desk.give(new_member())).accepted  # and the register is in memory
    paused.pause_at = frozenset([ANN])
    freezing = asyncio.create_task(desk.give(FreezeRoster(meeting_id=meeting.meeting_id)))
    await paused.reached.wait()
    async with held(database, TENANT):
        calls = paused.lanes.counters.calls
        transfer = TransferMember(member_id=ANN, to_branch_id=OTHER_BRANCH, from_on=TODAY)
        leaving = asyncio.create_task(desk.give(transfer))
        while paused.lanes.counters.calls == calls:  # noqa: ASYNC110 - nothing to wait for but this
            await asyncio.sleep(0.001)
        await end_appends(database)
        with pytest.raises(EventStoreError):
            await leaving
    paused.go.set()
    assert (await freezing).accepted
    [*_, frozen] = await store.read_stream(TENANT, meeting.meeting_id)
    assert isinstance(frozen.domain_event, RosterFrozen)
    assert set(frozen.domain_event.expected) == {ANN, BEN}
    register = await store.read_stream(TENANT, register_id(BRANCH))
    assert frozen.domain_event.register_version == len(register)


def begin_renaming(streams: RunStreams, branch: Organisation) -> None:
    """What a command does whose append is still to come."""
    decision = rename_organisation(branch, rename("未名支部"), context())
    assert isinstance(decision, Accepted)
    for event in decision.events:
        streams.evolve(event)


async def test_a_stream_that_changes_while_others_are_read_is_read_too(
    pool: Pool, office: CountyOffice
) -> None:
    store, in_use = PausedStore(pool), StreamsInUse()
    mine, theirs = (RunStreams(store, TENANT, in_use) for _ in range(2))
    shared = (await theirs.get_many(Organisation, [BRANCH]))[BRANCH]
    store.pause_at = frozenset([OTHER_BRANCH])
    reading = asyncio.create_task(mine.get_many(Organisation, [BRANCH, OTHER_BRANCH]))
    await store.reached.wait()
    begin_renaming(theirs, shared)
    store.go.set()
    states = await reading
    assert shared.name == "未名支部"
    assert states[BRANCH].name != shared.name
    assert states[BRANCH].version == mine.version_of(BRANCH) == shared.version - 1


async def test_a_stream_that_changed_between_two_loads_does_not_stand(
    office: CountyOffice, store: EventStore
) -> None:
    """Whoever loaded it first may have looked at it when it bore another command's events, not appended yet."""
    in_use = StreamsInUse()
    mine, theirs = (RunStreams(store, TENANT, in_use) for _ in range(2))
    session = Session(mine, context())
    first = await session.load(Organisation, BRANCH)
    assert (await theirs.get_many(Organisation, [BRANCH]))[BRANCH] is first
    begin_renaming(theirs, first)
    assert first.name == "未名支部"
    assert (await session.load(Organisation, BRANCH)).name != first.name
    assert not session.stands()


async def end_appends(database: Database) -> None:
    owner = await asyncpg.connect(database.dsn(SUPERUSER))
    ended = 0
    while not ended:
        ended = await owner.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database() AND query LIKE '%append_events%' AND pid <> pg_backend_pid()"
        )
    await owner.close()


async def test_a_lost_append_leaves_no_mark(pool: Pool, office: CountyOffice, database: Database) -> None:
    async with held(database, TENANT):
        lost = asyncio.create_task(office.give(rename("未名支部"), key="lost"))
        await asyncio.sleep(0)
        await end_appends(database)
        with pytest.raises(EventStoreError):
            await lost
    again = await office.give(rename("未名支部"), key="lost")
    assert again.accepted
    assert not again.repeated
    assert again.first_position is not None  # decided on the log, where the name was another


async def test_memory_is_bounded(pool: Pool, office: CountyOffice, store: EventStore) -> None:
    desk = office_on(pool, store)
    desk.executor.streams = StreamsInUse(most_events=20)
    for _ in range(10):
        assert (await desk.give(new_member())).accepted
        assert desk.executor.streams.events <= 20


async def test_more_commands_under_way_than_there_may_be_are_turned_away(
    pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    """Also those that only wait for their turn on one stream."""
    office.executor.under_way.per_county = 10
    results = await asyncio.gather(
        *(
            office.give(CorrectMember(member_id=ANN, corrects=uuid7(), reason="TYPING_ERROR"))
            for _ in range(15)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, QueueFullError) for result in results) == 5
    assert office.executor.under_way.inside == 0
