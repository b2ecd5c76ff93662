"""Many writers of one stream: dense versions, and every loser is told where the stream stands."""

from __future__ import annotations

import asyncio
from uuid import UUID

from domain.core.ids import uuid7
from event_store.records import Appended, Stale
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log

WRITERS = 50
EVENTS_A_WRITER = 2


async def test_of_50_writers_at_once_one_wins(store: EventStore) -> None:
    stream = uuid7()
    replies = await asyncio.gather(*(store.append(COUNTY, [appends(1, stream)]) for _ in range(WRITERS)))
    outcomes = [outcome for reply in replies for outcome in reply]
    assert sum(isinstance(outcome, Appended) for outcome in outcomes) == 1
    assert outcomes.count(Stale({stream: 1})) == WRITERS - 1
    assert len(await sound_log(store, COUNTY)) == 1


async def test_50_writers_that_decide_again_all_get_in(store: EventStore) -> None:
    stream = uuid7()
    lost = await asyncio.gather(*(write(store, stream) for _ in range(WRITERS)))
    assert sum(lost) > 0
    versions = [event.version for event in await store.read_stream(COUNTY, stream)]
    assert versions == list(range(1, WRITERS * EVENTS_A_WRITER + 1))
    await sound_log(store, COUNTY)


async def write(store: EventStore, stream: UUID) -> int:
    """Append events one at a time at the version that the last refusal named; how many races were lost."""
    version = lost = appended = 0
    while appended < EVENTS_A_WRITER:
        (outcome,) = await store.append(COUNTY, [appends(1, stream, first_version=version + 1)])
        match outcome:
            case Appended():
                version += 1
                appended += 1
            case Stale(current):
                assert set(current) == {stream}
                assert current[stream] > version
                version = current[stream]
                lost += 1
            case other:
                raise AssertionError(other)
    return lost
