"""Wake-ups: one task a county however many wait, and no statement of a subscriber's while nothing changes."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from application.actor import Role
from event_store.connections import Connections
from graphql_api.schema import schema
from graphql_api.subscriptions.feeds import Feeds, GoingAwayError, Subject
from gridledger.bootstrap import Ledger
from projections.framework.positions import Positions
from tests.api.client import TENANT, key_of
from tests.api.county import TODAY, County
from tests.api.office import INSPECTOR
from tests.api.read.county import Asker
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.county import CHANGES, MEETING, attend, found_branches
from tests.subscriptions.talking import talking

MONTH = TODAY.replace(day=1)
MOMENT_SECONDS = 0.6
WORK = "subscription Work($node: ID!) { openWork(node: $node) { open leaveWaiting } }"
LOOKED_AT_FOR_WORK = "tenant_head", "read_model.checkpoint"  # by process managers


@pytest.fixture
def feeds(ledger: Ledger) -> Feeds:
    return Feeds(ledger.services.positions, Connections(ledger.services.read_pool))


async def test_who_waits_for_something_else_is_left_alone(county: County, feeds: Feeds) -> None:
    meeting, other = await county.meeting(), await county.meeting(organisation=county.other_branch)
    await caught_up(county)
    node, elsewhere = key_of(county.branch), key_of(county.other_branch)
    with (
        feeds.watch(TENANT, Subject(key_of(meeting), None)) as mine,
        feeds.watch(TENANT, Subject(key_of(other), None)) as theirs,
        feeds.watch(TENANT, Subject(node, MONTH)) as figures,
        feeds.watch(TENANT, Subject(elsewhere, MONTH)) as others,
        feeds.watch(TENANT, None) as everything,
    ):
        watches = [mine, theirs, figures, others, everything]
        assert len(feeds) == 1
        await asyncio.sleep(MOMENT_SECONDS)  # it looks once, to know what there is
        for watch in watches:
            watch.begin()
        assert [await watch.wait(0.01) for watch in watches] == [False] * 5
        await attend(county, meeting, county.members[0])
        assert [await watch.wait(MOMENT_SECONDS) for watch in watches] == [True, False, True, False, True]
        for watch in watches:
            watch.begin()
        await found_branches(county, 1)
        assert [await watch.wait(MOMENT_SECONDS) for watch in watches] == [False, False, False, False, True]
    assert len(feeds) == 0


async def test_whoever_is_as_far_already_is_not_woken(county: County, feeds: Feeds) -> None:
    await caught_up(county)
    head = await county.api.head()
    with feeds.watch(TENANT, None) as watch:
        watch.at = head
        assert not await watch.wait(MOMENT_SECONDS)
        await found_branches(county, 1)
        assert await watch.wait(MOMENT_SECONDS)


async def test_open_work_that_came_and_went(county: County, feeds: Feeds, ledger: Ledger) -> None:
    """Its mark is what it was: whoever was told of the leave in between is woken all the same, whenever that was."""
    await caught_up(county)
    with feeds.watch(TENANT, Subject(key_of(county.branch), None, is_work=True)) as watch:
        watch.told(*await read_work(county, ledger))
        watch.begin()
        leave = await county.leave(county.members[0], 1, 2)
        assert await watch.wait(5)
        watch.told(*await read_work(county, ledger))
        watch.begin()
        await county.api.done("leaveWithdraw", leaveId=leave)
        assert await watch.wait(5)
        watch.told(*await read_work(county, ledger))
        watch.begin()
        leave = await county.leave(county.members[0], 1, 2)
        await caught_up(county)
        between = await read_work(county, ledger)  # and slow to tell it
        await county.api.done("leaveWithdraw", leaveId=leave)
        await caught_up(county)
        await asyncio.sleep(MOMENT_SECONDS)  # the county is looked at: it is as it was
        watch.begin()
        watch.told(*between)
        assert await watch.wait(0.01)
        watch.told(*await read_work(county, ledger))
        watch.begin()
        await found_branches(county, 1)
        assert not await watch.wait(MOMENT_SECONDS)


async def test_open_work_of_a_place_where_nothing_happens_in_a_county_that_does_not_rest(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asked once is looked at, and does not ask again; and hears of what comes there after all."""
    await caught_up(county)
    sent: list[str] = []
    fetch = Connections.fetch

    async def counted(self: Connections, statement: str, *arguments: Any, **more: Any) -> Any:
        if "open_work_marks" in statement:
            sent.append(statement)
        return await fetch(self, statement, *arguments, **more)

    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(WORK, {"node": county.branch})
        await talk.item()
        monkeypatch.setattr(Connections, "fetch", counted)
        for _ in range(8):
            await found_branches(county, 1)
            await asyncio.sleep(0.15)
        looks = [one for one in sent if one.startswith("SELECT id, mark")]
        assert len(looks) >= 3
        assert len(looks) == len(sent)
        await county.leave(county.members[0], 1, 2)
        assert (await talk.item())["data"]["openWork"]["leaveWaiting"] == 1
        assert len(sent) > len([one for one in sent if one.startswith("SELECT id, mark")])


async def read_work(county: County, ledger: Ledger) -> tuple[int | None, int | None]:
    """A position, and the mark of the branch's open work in the same snapshot, as an item is read with it."""
    await caught_up(county)
    reader = Asker(schema(), ledger.services, INSPECTOR, TENANT).reader()
    reader.tell_mark(key_of(county.branch))
    await reader.ready()
    await reader.end()
    return reader.position, reader.mark


async def test_a_stop_wakes_all_and_lets_nobody_begin(county: County, feeds: Feeds) -> None:
    await caught_up(county)
    head = await county.api.head()
    with feeds.watch(TENANT, None) as watch:
        watch.at = head
        asyncio.get_running_loop().call_later(0.1, feeds.close)
        with pytest.raises(GoingAwayError):
            await watch.wait(10)
        with pytest.raises(GoingAwayError):
            watch.begin()
    with pytest.raises(GoingAwayError), feeds.watch(TENANT, None):
        pass


async def test_one_task_a_county_and_no_look_while_nothing_changes(
    county: County, served: Served, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of fifty subscribers, twenty-five to one meeting. What is asked is counted where statements are sent."""
    meeting = await county.meeting()
    await caught_up(county)
    sent: list[str] = []
    fetch = Connections.fetch

    async def counted(self: Connections, statement: str, *arguments: Any, **more: Any) -> Any:
        if not any(table in statement for table in LOOKED_AT_FOR_WORK):
            sent.append(statement)
        return await fetch(self, statement, *arguments, **more)

    async with AsyncExitStack() as stack:
        talks = []
        for number in range(5):
            talk = await stack.enter_async_context(
                talking(served.url, served.token(account=f"account {number}"))
            )
            talks.append(talk)
            for name in range(5):
                await talk.subscribe(MEETING, {"id": meeting}, name=f"m{name}")
                await talk.item()
                await talk.subscribe(CHANGES, name=f"c{name}")
        await asyncio.sleep(1)
        monkeypatch.setattr(Connections, "fetch", counted)
        tasks = len(asyncio.all_tasks())
        await asyncio.sleep(1)
        assert sent == []
        assert len(asyncio.all_tasks()) == tasks
        await attend(county, meeting, county.members[0])
        for talk in talks:
            types = [next(iter((await talk.item())["data"])) for _ in range(10)]
            assert sorted(types) == ["changes"] * 5 + ["meeting"] * 5
        assert sum("marks_of" in one for one in sent) <= 2


async def test_positions_are_polled_seldom_unless_somebody_is_in_a_hurry(ledger: Ledger) -> None:
    positions = Positions(ledger.services.read_pool, poll_seconds=0.01, leisurely_seconds=30)
    patient = asyncio.create_task(positions.wait_for("nowhere", 1, 60, is_urgent=False))
    await asyncio.sleep(0.2)
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await positions.wait_for("nowhere", 1, 0.1) == 0
    assert loop.time() - before < 5
    patient.cancel()
    await asyncio.wait({patient})
    positions.reached("nowhere", 1)  # what still polls ends by itself
