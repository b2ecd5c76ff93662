"""The same command many times at once has one effect (docs/event-store.md)."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from event_store.records import AnsweredBefore, Appended, KeyReused
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log

COPIES = 100


def told(outcome: object) -> object:
    """What a client is told, whether it came first or not."""
    assert isinstance(outcome, Appended | AnsweredBefore), outcome
    return (outcome.first_position, outcome.last_position, outcome.recorded_at, outcome.answer)


async def test_100_duplicates_in_as_many_calls(store: EventStore) -> None:
    given = appends(3)
    copies = [replace(given, answer=b"%d" % number) for number in range(COPIES)]
    replies = await asyncio.gather(*(store.append(COUNTY, [copy]) for copy in copies))
    outcomes = [outcome for reply in replies for outcome in reply]
    assert sum(isinstance(outcome, Appended) for outcome in outcomes) == 1
    assert len({told(outcome) for outcome in outcomes}) == 1
    assert len(await sound_log(store, COUNTY)) == 3


async def test_100_duplicates_in_one_call(store: EventStore) -> None:
    given = appends(3)
    outcomes = await store.append(COUNTY, [given] * COPIES)
    assert sum(isinstance(outcome, Appended) for outcome in outcomes) == 1
    assert len({told(outcome) for outcome in outcomes}) == 1
    assert len(await sound_log(store, COUNTY)) == 3


async def test_one_key_with_100_bodies_keeps_one_of_them(store: EventStore) -> None:
    given = appends(1)
    bodies = [replace(appends(1), command_id=given.command_id, body_hash=b"%d" % n) for n in range(COPIES)]
    replies = await asyncio.gather(*(store.append(COUNTY, [body]) for body in bodies))
    kinds = [type(outcome) for reply in replies for outcome in reply]
    assert kinds.count(Appended) == 1
    assert kinds.count(KeyReused) == COPIES - 1
    assert len(await sound_log(store, COUNTY)) == 1
