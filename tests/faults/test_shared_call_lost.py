"""PostgreSQL goes away under a call that many callers share: each is told for certain, or told that it is not known.

Who reads that nothing was done finds nothing; who reads that it is not known sends the same key again and learns it.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from itertools import chain

import pytest

from event_store.errors import EventStoreError, OutcomeUnknownError, StoreUnavailableError
from event_store.pool import make_pool
from event_store.records import AnsweredBefore, Appended, CommandAppend, Outcome
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log
from tests.faults.proxy import Cut, CuttingProxy
from tests.support.postgres import Database, PrivateCluster

CALLERS = 64
KILLS = 3

pytestmark = pytest.mark.faults


@pytest.fixture
async def cut_off(store: EventStore, database: Database) -> AsyncIterator[tuple[EventStore, CuttingProxy]]:
    """A store whose one connection goes through a proxy and has prepared its statement."""
    async with CuttingProxy(database.dsn("gridledger_app")) as proxy:
        pool = await make_pool(proxy.dsn, max_size=1)
        behind = EventStore(pool)
        await behind.append(COUNTY, [appends(1)])
        yield behind, proxy
        await pool.close()


@pytest.mark.parametrize(
    ("cut", "settled_as"), [(Cut.REPLY, AnsweredBefore), (Cut.REQUEST, Appended)], ids=["reply", "request"]
)
async def test_every_caller_of_a_lost_call_is_told(
    cut_off: tuple[EventStore, CuttingProxy], store: EventStore, cut: Cut, settled_as: type[Outcome]
) -> None:
    behind, proxy = cut_off
    for round_number in range(1, 6):
        given = [[appends(2), appends(1)] for _ in range(CALLERS)]
        calls = behind.lanes.counters.calls
        proxy.cut = cut
        lost = await asyncio.gather(*(behind.append(COUNTY, one) for one in given), return_exceptions=True)
        assert behind.lanes.counters.calls == calls + 1
        assert [type(error) for error in lost] == [OutcomeUnknownError] * CALLERS
        assert len({id(error) for error in lost}) == CALLERS  # each an error of its own
        settled = await asyncio.gather(*(behind.append(COUNTY, one) for one in given))
        assert {type(outcome) for outcome in chain(*settled)} == {settled_as}
        assert len(await sound_log(store, COUNTY)) == 1 + round_number * 3 * CALLERS


async def test_no_caller_is_told_wrongly_when_the_server_is_killed(private_cluster: PrivateCluster) -> None:
    pool = await make_pool(private_cluster.dsn("gridledger_app"))
    store = EventStore(pool, acquire_timeout_seconds=1.0)
    await store.append(COUNTY, [command()], found="production")
    chance = random.Random(3)
    told: list[tuple[CommandAppend, Outcome | EventStoreError]] = []

    async def client() -> None:
        while not killed.is_set():
            given = appends(chance.randint(1, 4))
            try:
                told.append((given, (await store.append(COUNTY, [given]))[0]))
            except EventStoreError as error:
                told.append((given, error))

    for _ in range(KILLS):
        killed = asyncio.Event()
        clients = [asyncio.create_task(client()) for _ in range(CALLERS)]
        await asyncio.sleep(chance.uniform(0.1, 0.3))
        await asyncio.to_thread(private_cluster.kill)  # while calls go on
        killed.set()
        await asyncio.gather(*clients)
        private_cluster.start()

    kinds = Counter(type(what) for _, what in told)
    assert set(kinds) <= {Appended, OutcomeUnknownError, StoreUnavailableError}
    assert kinds[Appended] > CALLERS
    assert kinds[OutcomeUnknownError] > 0
    kept = {event.command_id for event in await sound_log(store, COUNTY)}
    for given, what in told:
        if isinstance(what, Appended):
            assert given.command_id in kept
        elif isinstance(what, StoreUnavailableError):
            assert given.command_id not in kept
    doubtful = [given for given, what in told if isinstance(what, OutcomeUnknownError)]
    for given in doubtful:
        (outcome,) = await store.append(COUNTY, [given])
        assert isinstance(outcome, AnsweredBefore if given.command_id in kept else Appended)
    certain = [given for given, what in told if isinstance(what, Appended)]
    expected = sum(len(given.events) for given in (*certain, *doubtful))
    assert len(await sound_log(store, COUNTY)) == expected
    await pool.close()
