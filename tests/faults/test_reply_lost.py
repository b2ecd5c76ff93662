"""The connection is cut in an append: the program says that it does not know, and the same key settles it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.errors import OutcomeUnknownError
from event_store.pool import make_pool
from event_store.records import AnsweredBefore, Appended, Outcome
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log
from tests.faults.proxy import Cut, CuttingProxy
from tests.support.postgres import Database

pytestmark = pytest.mark.faults


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[CuttingProxy]:
    """A proxy before the server."""
    async with CuttingProxy(database.dsn("gridledger_app")) as proxy:
        yield proxy


@pytest.fixture
async def cut_off(store: EventStore, proxy: CuttingProxy) -> AsyncIterator[EventStore]:
    """A store behind the proxy; its one connection has prepared its statements: a request is one message."""
    pool = await make_pool(proxy.dsn, max_size=1)
    behind = EventStore(pool)
    await behind.append(COUNTY, [appends(1)])
    await behind.read_log(COUNTY, 0, 1)
    yield behind
    await pool.close()


@pytest.mark.parametrize(
    ("cut", "settled_as"), [(Cut.REPLY, AnsweredBefore), (Cut.REQUEST, Appended)], ids=["reply", "request"]
)
async def test_the_retry_leaves_exactly_one_effect(
    cut_off: EventStore, proxy: CuttingProxy, store: EventStore, cut: Cut, settled_as: type[Outcome]
) -> None:
    for round_number in range(1, 11):
        given = [appends(2, answer=b"%d" % round_number), appends(1)]
        proxy.cut = cut
        with pytest.raises(OutcomeUnknownError, match="Send them again with the same command ids"):
            await cut_off.append(COUNTY, given)
        assert proxy.cuts == round_number
        outcomes = await cut_off.append(COUNTY, given)
        assert [type(outcome) for outcome in outcomes] == [settled_as, settled_as]
        assert isinstance(outcomes[0], Appended | AnsweredBefore)
        assert outcomes[0].answer == b"%d" % round_number
        log = await sound_log(store, COUNTY)
        assert len(log) == 1 + 3 * round_number
        assert log[-3].position == outcomes[0].first_position


@pytest.mark.parametrize("cut", list(Cut))
async def test_a_read_that_is_cut_is_read_again(cut_off: EventStore, proxy: CuttingProxy, cut: Cut) -> None:
    proxy.cut = cut
    assert len(await cut_off.read_log(COUNTY, 0, 10)) == 1
    assert proxy.cuts == 1
