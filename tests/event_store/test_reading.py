"""Reading a log: by stream, by position, by event id, by subject."""

from __future__ import annotations

import pytest

from domain.core.ids import uuid7
from event_store.errors import UnknownCountyError
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, OTHER_COUNTY, appends, command, observer

ONE, TWO = uuid7(), uuid7()
MEMBER, BRANCH = uuid7(), uuid7()


@pytest.fixture
async def filled(store: EventStore) -> EventStore:
    """Positions 1–3 are stream ONE, 4–5 TWO; the member is concerned by 1, 3 and 5, the branch by 4."""
    one = [observer(ONE, version) for version in (1, 2, 3)]
    two = [observer(TWO, version) for version in (1, 2)]
    subjects = [(MEMBER,), (), (MEMBER,), (BRANCH,), (MEMBER,)]
    await store.append(COUNTY, [command(*one, *two, subjects=subjects)])
    return store


async def test_a_stream_from_any_version(filled: EventStore) -> None:
    assert [event.version for event in await filled.read_stream(COUNTY, ONE)] == [1, 2, 3]
    assert [event.version for event in await filled.read_stream(COUNTY, ONE, 2)] == [3]
    assert await filled.read_stream(COUNTY, uuid7()) == []


async def test_several_streams_at_once(filled: EventStore) -> None:
    unknown = uuid7()
    streams = await filled.read_streams(COUNTY, [TWO, unknown, ONE])
    assert {stream: [event.version for event in events] for stream, events in streams.items()} == {
        ONE: [1, 2, 3],
        TWO: [1, 2],
        unknown: [],
    }
    assert await filled.read_streams(COUNTY, []) == {}


async def test_the_log_in_pieces(filled: EventStore) -> None:
    async def positions(after: int, limit: int, up_to: int | None = None) -> list[int]:
        return [event.position for event in await filled.read_log(COUNTY, after, limit, up_to)]

    assert await positions(0, 2) == [1, 2]
    assert await positions(2, 10) == [3, 4, 5]
    assert await positions(1, 10, 4) == [2, 3, 4]
    assert await positions(5, 10) == []


async def test_one_event_by_its_position(filled: EventStore) -> None:
    event = await filled.read_event(COUNTY, 4)
    assert event is not None
    assert (event.position, event.stream_id, event.version) == (4, TWO, 1)
    assert await filled.read_event(COUNTY, 6) is None
    assert await filled.read_event(COUNTY, 0) is None


async def test_events_by_their_ids(filled: EventStore) -> None:
    log = await filled.read_log(COUNTY, 0, 10)
    ids = [log[3].event_id, uuid7(), log[0].event_id]
    assert await filled.read_events_by_id(COUNTY, ids) == [log[0], log[3]]
    assert await filled.read_events_by_id(COUNTY, []) == []


async def test_streams_that_concern_someone(filled: EventStore) -> None:
    assert await filled.streams_of_subjects(COUNTY, [MEMBER, BRANCH], "meeting") == {
        MEMBER: sorted([ONE, TWO]),
        BRANCH: [TWO],
    }
    assert await filled.streams_of_subjects(COUNTY, [MEMBER], "leave") == {MEMBER: []}
    assert await filled.streams_of_subjects(COUNTY, [], "leave") == {}


async def test_another_county_sees_none_of_it(filled: EventStore) -> None:
    await filled.append(OTHER_COUNTY, [appends(1)], found="rehearsal")
    assert await filled.read_stream(OTHER_COUNTY, ONE) == []
    assert await filled.streams_of_subjects(OTHER_COUNTY, [MEMBER], "meeting") == {MEMBER: []}
    assert len(await filled.read_log(OTHER_COUNTY, 0, 10)) == 1
    assert await filled.tenants() == [COUNTY, OTHER_COUNTY]
    assert (await filled.head(OTHER_COUNTY)).mode == "rehearsal"
    with pytest.raises(UnknownCountyError):
        await filled.head("county-x")
