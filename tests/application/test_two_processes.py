"""Two server processes on one county, each with its own memory of the streams in use: the log is as if there were one.

Random commands are given to both at once. Afterwards every command that took effect is decided once more on the log as
it stood before it, and must come to the same events: nothing was decided on what was so no more.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from itertools import groupby, islice
from typing import Any, cast
from uuid import UUID

import pytest
from msgspec.structs import replace

from application.access import LEAVE
from application.aggregates import AGGREGATES
from application.handlers import HANDLERS
from application.request import CommandRequest, CommandResult
from application.session import Session
from application.streams_in_use import StreamsInUse
from domain.core import Accepted, DomainEvent
from domain.core.command import Command
from domain.meetings.commands import FreezeRoster
from domain.membership.commands import RegisterMember
from domain.objections.commands import RaiseObjection
from domain.organisation.commands import FoundOrganisation
from domain.policies.events import PolicyAdopted
from domain.scoring.commands import AwardPoints
from domain.scoring.events import PointsClass, account_id
from event_store.pool import Pool, make_pool
from event_store.records import RecordedEvent
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, office_on
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database
from tests.unit.application.test_histories import (
    attendance_within_the_roster,
    balances_as_counted,
    one_home_every_day,
)
from tests.unit.support import world
from tests.unit.support.memory import MemoryLog, MemorySession
from tests.unit.support.random_commands import random_commands

ROUNDS = 8
COMMANDS_A_ROUND = 40


@pytest.fixture
async def other_pool(database: Database) -> AsyncIterator[Pool]:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=4)
    yield pool
    await pool.close()


@pytest.fixture
def offices(office: CountyOffice, other_pool: Pool) -> list[CountyOffice]:
    return [office, office_on(other_pool, EventStore(other_pool))]


class Given:
    """Commands given so far, by the id under which the log keeps them."""

    def __init__(self) -> None:
        self.commands: dict[UUID, Command] = {}

    async def give(self, office: CountyOffice, requests: list[CommandRequest]) -> list[CommandResult]:
        for request in requests:
            self.commands[office.executor._keys.command_id(request)] = request.command
        if len(requests) == 1:
            return [await office.executor.execute(requests[0])]
        return await office.executor.execute_many(requests)


@pytest.mark.parametrize("seed", range(3))
async def test_the_log_is_as_if_they_had_come_one_by_one(
    offices: list[CountyOffice], store: EventStore, seed: int
) -> None:
    chance = random.Random(seed)
    given = Given()
    streams: dict[UUID, list[DomainEvent]] = {}
    source = (command for command in random_commands(seed, streams) if fits(command))
    for _ in range(ROUNDS):
        for event in await sound_log(store, TENANT):
            streams.setdefault(event.stream_id, []).append(event.domain_event)
        calls = []
        waiting = list(islice(source, COMMANDS_A_ROUND))
        while waiting:
            run = [waiting.pop() for _ in range(min(len(waiting), chance.choice([1, 1, 1, 2, 5])))]
            office = chance.choice(offices)
            requests = [office.request(command) for command in run]
            calls.append(given.give(office, requests))
            if (
                chance.random() < 0.1
            ):  # and the other process is sent the same, as a client does that lost patience
                calls.append(given.give(offices[0], requests))
        await asyncio.gather(*calls)
        streams.clear()
    log = await sound_log(store, TENANT)
    assert len(set(given.commands) & {event.command_id for event in log}) > ROUNDS
    memory = await decided_again(log, given.commands)
    one_home_every_day(memory)
    attendance_within_the_roster(memory)
    balances_as_counted(memory)
    for office in offices:
        assert_nothing_but_the_log(office.executor.streams, memory)


def fits(command: Command) -> bool:
    """Neither leave nor objections, which look at an index that no version holds; nothing that the API would refuse."""
    match command:
        case FoundOrganisation():
            return bool(command.parent_id)
        case FreezeRoster():
            return not command.exclusions
    return not isinstance(command, (*LEAVE, RaiseObjection, RegisterMember))


async def decided_again(log: list[RecordedEvent], given: dict[UUID, Command]) -> MemoryLog:
    """Walk the log command by command, and decide those that were given on what stood before them."""
    memory = MemoryLog()
    for command_id, recorded in groupby(log, lambda event: event.command_id):
        events = [event.domain_event for event in recorded]
        session = MemorySession(memory, world.context())
        if command_id in given:
            command = given[command_id]
            decision = await HANDLERS[type(command)](command, cast("Session", session))
            assert isinstance(decision, Accepted), (command, decision)
            assert [said(event) for event in decision.events] == [said(event) for event in events]
        for event in events:
            if event.originator_id not in session.loaded:
                await session.load(AGGREGATES[event.STREAM_TYPE], event.originator_id)
            memory._append(event, session)
    return memory


def said(event: DomainEvent) -> dict[str, Any]:
    """All that an event says, but for its id and an adoption's, which are new each time it is decided."""
    new = {"event_id", "adoption_id"} if isinstance(event, PolicyAdopted) else {"event_id"}
    return {"type": type(event), **{name: value for name, value in vars(event).items() if name not in new}}


def assert_nothing_but_the_log(kept: StreamsInUse, memory: MemoryLog) -> None:
    """Every state in memory is the one that the log's events make, at its version."""
    assert len(kept) > 0
    for state in kept._states.values():
        events = memory.streams[state.id][: state.version]
        assert type(state).fold(state.id, events) == state


async def test_no_award_is_lost_or_counted_twice(offices: list[CountyOffice], store: EventStore) -> None:
    """Both processes award at once on one account, each key to both of them."""
    award = AwardPoints(
        member_id=world.ANN,
        year=world.TODAY.year,
        points_hundredths=100,
        points_class=PointsClass.TASK,
        rule="STUDY",
    )
    results = await asyncio.gather(
        *(office.give(award, key=f"award {number}") for number in range(25) for office in offices)
    )
    assert all(result.accepted for result in results)
    for one, two in zip(results[::2], results[1::2], strict=True):
        assert replace(one, repeated=False) == replace(two, repeated=False)
        assert one.repeated != two.repeated
    assert len(await store.read_stream(TENANT, account_id(world.ANN, world.TODAY.year))) == 1 + 25
