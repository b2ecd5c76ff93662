"""Streams by subject, remembered: never fewer than the log says, whoever made it grow."""

from __future__ import annotations

from uuid import UUID

from domain.core.ids import uuid7
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.store import EventStore
from event_store.subject_streams import SubjectStreams
from tests.event_store.builders import COUNTY, OTHER_COUNTY, command, observer

ANN, BEN, CAT = uuid7(), uuid7(), uuid7()


async def concern(store: EventStore, subject: UUID, tenant: str = COUNTY) -> UUID:
    """A new meeting that concerns someone."""
    meeting = uuid7()
    await store.append(tenant, [command(observer(meeting, 1), subjects=[(subject,)])], found="rehearsal")
    return meeting


async def test_what_others_append_is_seen(store: EventStore, pool: Pool) -> None:
    remembered = SubjectStreams(Connections(pool))
    assert await remembered.of(COUNTY, [ANN, BEN], "meeting") == {ANN: [], BEN: []}
    expected: list[UUID] = []
    for _ in range(3):
        expected.append(await concern(store, ANN))
        await concern(store, CAT)
        assert await remembered.of(COUNTY, [ANN, BEN], "meeting") == {ANN: sorted(expected), BEN: []}
    assert await remembered.of(COUNTY, [ANN], "leave") == {ANN: []}


async def test_a_county_s_own(store: EventStore, pool: Pool) -> None:
    remembered = SubjectStreams(Connections(pool))
    assert await remembered.of(OTHER_COUNTY, [ANN], "meeting") == {ANN: []}  # it has no log yet
    here, there = await concern(store, ANN), await concern(store, ANN, OTHER_COUNTY)
    assert await remembered.of(COUNTY, [ANN], "meeting") == {ANN: [here]}
    assert await remembered.of(OTHER_COUNTY, [ANN], "meeting") == {ANN: [there]}


async def test_what_was_forgotten_is_read_again(store: EventStore, pool: Pool) -> None:
    remembered = SubjectStreams(Connections(pool), most=1)
    meetings = {subject: [await concern(store, subject)] for subject in (ANN, BEN, CAT)}
    for _ in range(2):
        assert await remembered.of(COUNTY, meetings, "meeting") == meetings
        assert await remembered.of(COUNTY, [ANN], "meeting") == {ANN: meetings[ANN]}
