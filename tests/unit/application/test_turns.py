"""Turns: one at a time on a stream, nobody held up by another stream, nobody for ever."""

from __future__ import annotations

import asyncio
import random
from uuid import UUID

import pytest

from application.turns import Turns
from event_store.errors import QueueFullError
from tests.unit.support.world import id_of

STREAMS = [id_of(f"stream {number}") for number in range(6)]


async def test_first_come_first_served() -> None:
    turns, order = Turns(), []

    async def take(number: int) -> None:
        async with turns.at("county", STREAMS[:1]):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(take(number) for number in range(20)))
    assert order == list(range(20))


async def test_other_streams_and_other_counties_go_on() -> None:
    turns = Turns()
    async with (
        turns.at("county", STREAMS[:2]),
        asyncio.timeout(1),
        turns.at("county", STREAMS[2:]),
        turns.at("other county", STREAMS),
    ):
        pass


async def test_random_sets_of_streams_never_meet_and_never_lock_up() -> None:
    """Cancelled ones among them: whatever they held or waited for goes to the next."""
    turns, chance = Turns(), random.Random(1)
    inside: set[UUID] = set()

    async def take() -> None:
        wanted = chance.sample(STREAMS, chance.randint(1, len(STREAMS)))
        async with turns.at("county", wanted):
            assert inside.isdisjoint(wanted)
            inside.update(wanted)
            try:
                await asyncio.sleep(chance.choice([0, 0, 0.0001]))
            finally:
                inside.difference_update(wanted)

    tasks = [asyncio.create_task(take()) for _ in range(300)]
    for task in chance.sample(tasks, 100):
        await asyncio.sleep(0)
        task.cancel()
    async with asyncio.timeout(10):
        await asyncio.gather(*tasks, return_exceptions=True)
    assert not [task for task in tasks if not task.cancelled() and task.exception()]
    assert turns._waiting == {}


async def test_a_turn_that_comes_as_its_caller_is_cancelled_goes_on_to_the_next() -> None:
    turns = Turns()
    reached = asyncio.Event()

    async def take() -> None:
        async with turns.at("county", STREAMS[:1]):
            reached.set()

    async with turns.at("county", STREAMS[:1]):
        cancelled, next_one = asyncio.create_task(take()), asyncio.create_task(take())
        await asyncio.sleep(0)
    cancelled.cancel()  # its turn has come, and it has not run yet
    await asyncio.gather(cancelled, next_one, return_exceptions=True)
    assert cancelled.cancelled()
    assert reached.is_set()
    assert turns._waiting == {}


async def test_whoever_waits_too_long_is_turned_away() -> None:
    turns = Turns(longest_wait_seconds=0.01)
    async with turns.at("county", STREAMS[:1]):
        with pytest.raises(QueueFullError, match=f"nothing was done.*{STREAMS[0]}"):
            async with turns.at("county", STREAMS):
                raise AssertionError("unreachable")
        async with turns.at("county", STREAMS[1:]):  # which it may have taken already
            pass
    async with turns.at("county", STREAMS[:1]):
        pass
    assert turns._waiting == {}
