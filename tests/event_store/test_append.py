"""The append contract, outcome by outcome."""

from __future__ import annotations

from event_store.records import Appended
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends


async def test_events_stand_at_the_next_positions_in_order(store: EventStore) -> None:
    one, two = appends(2), appends(3)
    first, second = await store.append(COUNTY, [one, two])
    assert isinstance(first, Appended)
    assert isinstance(second, Appended)
    assert (first.first_position, first.last_position) == (1, 2)
    assert (second.first_position, second.last_position) == (3, 5)
    log = await store.read_log(COUNTY, 0, 10)
    assert [event.domain_event for event in log] == [*one.events, *two.events]
    assert [event.position for event in log] == [1, 2, 3, 4, 5]
    head = await store.head(COUNTY)
    assert head.last_position == 5
    assert head.last_recorded_at == second.recorded_at
