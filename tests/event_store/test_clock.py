"""Recorded times: never backwards, and set from outside only in a rehearsal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from event_store.pool import Pool
from event_store.records import Appended, ClockBackwards, ClockForbidden
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def rehearsal(pool: Pool) -> EventStore:
    """A store with one county in rehearsal whose time stands at new year."""
    store = EventStore(pool)
    await store.append(COUNTY, [command(clock=NEW_YEAR)], found="rehearsal")
    return store


async def test_a_rehearsal_records_the_time_it_is_given(rehearsal: EventStore) -> None:
    later = NEW_YEAR + timedelta(days=3, microseconds=1)
    outcomes = await rehearsal.append(COUNTY, [appends(1, clock=NEW_YEAR), appends(2, clock=later)])
    assert [outcome.recorded_at for outcome in outcomes if isinstance(outcome, Appended)] == [NEW_YEAR, later]
    assert [event.recorded_at for event in await sound_log(rehearsal, COUNTY)] == [NEW_YEAR, later, later]


async def test_the_clock_never_goes_backwards(rehearsal: EventStore) -> None:
    early = appends(1, clock=NEW_YEAR - timedelta(microseconds=1))
    assert await rehearsal.append(COUNTY, [early]) == [ClockBackwards()]
    later = appends(1, clock=NEW_YEAR + timedelta(days=1))
    between = appends(1, clock=NEW_YEAR + timedelta(hours=1))
    outcomes = await rehearsal.append(COUNTY, [later, between])
    assert isinstance(outcomes[0], Appended)
    assert outcomes[1] == ClockBackwards()
    assert len(await sound_log(rehearsal, COUNTY)) == 1


async def test_a_production_log_refuses_a_clock(store: EventStore) -> None:
    outcomes = await store.append(COUNTY, [appends(1, clock=datetime(2999, 1, 1, tzinfo=UTC)), appends(1)])
    assert outcomes[0] == ClockForbidden()
    assert isinstance(outcomes[1], Appended)


async def test_wall_time_does_not_fall_behind_a_clock_set_ahead(rehearsal: EventStore) -> None:
    ahead = datetime(2999, 1, 1, tzinfo=UTC)
    await rehearsal.append(COUNTY, [appends(1, clock=ahead)])
    (outcome,) = await rehearsal.append(COUNTY, [appends(1)])
    assert isinstance(outcome, Appended)
    assert outcome.recorded_at == ahead


async def test_a_county_before_its_first_event_has_no_time(store: EventStore) -> None:
    head = await store.head(COUNTY)
    assert (head.mode, head.last_position, head.last_recorded_at) == ("production", 0, None)


async def test_a_kept_refusal_moves_the_time_too(rehearsal: EventStore) -> None:
    later = NEW_YEAR + timedelta(days=1)
    await rehearsal.append(COUNTY, [command(clock=later)])
    assert await rehearsal.append(COUNTY, [appends(1, clock=NEW_YEAR)]) == [ClockBackwards()]
