"""A caller that goes away does not take its append with it; the command's key settles what became of it."""

from __future__ import annotations

import asyncio
import random

import pytest

from event_store.records import AnsweredBefore, Appended
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log

APPENDS = 200


async def test_cancelled_appends_go_on_to_their_end(store: EventStore) -> None:
    chance = random.Random(7)
    commands = [appends(2) for _ in range(APPENDS)]
    cancelled = 0
    for command in commands:
        caller = asyncio.create_task(store.append(COUNTY, [command]))
        await asyncio.sleep(chance.uniform(0, 0.0005))
        caller.cancel()
        try:
            await caller
        except asyncio.CancelledError:
            cancelled += 1
    assert cancelled > APPENDS // 10
    await store.settle()
    before = await sound_log(store, COUNTY)
    outcomes = [(await store.append(COUNTY, [command]))[0] for command in commands]
    # A caller may be cancelled before its append began: it is appended now, like any command sent first.
    assert {type(outcome) for outcome in outcomes} <= {AnsweredBefore, Appended}
    log = await sound_log(store, COUNTY)
    assert log[: len(before)] == before
    assert len(log) == APPENDS * 2


async def test_an_append_whose_caller_was_cancelled_is_under_way_until_settled(store: EventStore) -> None:
    caller = asyncio.create_task(store.append(COUNTY, [appends(1)]))
    await asyncio.sleep(0)  # the append starts
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await store.settle()
    assert len(await sound_log(store, COUNTY)) == 1
