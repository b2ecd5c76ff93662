"""The append contract, outcome by outcome."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.core.ids import uuid7
from event_store.errors import UnknownCountyError
from event_store.pool import Pool
from event_store.records import (
    AnsweredBefore,
    Appended,
    DuplicateEvent,
    KeyReused,
    Malformed,
    Outcome,
    Source,
    Stale,
)
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, OTHER_COUNTY, appends, command, observer
from tests.event_store.soundness import sound_log
from tests.support.entered import whole_county


def kinds(outcomes: list[Outcome]) -> list[type[Outcome]]:
    return [type(outcome) for outcome in outcomes]


async def test_events_stand_at_the_next_positions_in_order(store: EventStore) -> None:
    one, two = appends(2), appends(3)
    first, second = await store.append(COUNTY, [one, two])
    assert isinstance(first, Appended)
    assert isinstance(second, Appended)
    assert (first.first_position, first.last_position) == (1, 2)
    assert (second.first_position, second.last_position) == (3, 5)
    log = await sound_log(store, COUNTY)
    assert [event.domain_event for event in log] == [*one.events, *two.events]
    assert log[-1].recorded_at == second.recorded_at


async def test_every_column_comes_back_as_it_was_given(store: EventStore) -> None:
    stream, place, cause = uuid7(), uuid7(), uuid7()
    given = command(
        observer(stream, 1),
        actor="user:李",
        capacity="TOWNSHIP_SECRETARY",
        capacity_place=place,
        authority="DELEGATION-7",
        causation_id=cause,
        source=Source("portal", "batch-1", "tablet-9"),
    )
    (outcome,) = await store.append(COUNTY, [given])
    assert isinstance(outcome, Appended)
    (event,) = await store.read_stream(COUNTY, stream)
    assert event.domain_event == given.events[0]
    envelope = event.envelope()
    assert envelope.tenant_id == COUNTY
    assert (envelope.stream_type, envelope.stream_id, envelope.version) == ("meeting", stream, 1)
    assert (envelope.type, envelope.schema_version) == ("meeting.observer-recorded", 1)
    assert (envelope.actor, envelope.capacity, envelope.capacity_place) == (
        "user:李",
        "TOWNSHIP_SECRETARY",
        place,
    )
    assert (envelope.authority, envelope.causation_id) == ("DELEGATION-7", cause)
    assert (envelope.command_id, envelope.correlation_id) == (given.command_id, given.correlation_id)
    assert (envelope.source_client, envelope.source_batch, envelope.source_device) == (
        "portal",
        "batch-1",
        "tablet-9",
    )
    assert envelope.recorded_at == outcome.recorded_at


async def test_one_command_may_append_to_several_streams(store: EventStore) -> None:
    member, register = uuid7(), uuid7()
    given = command(observer(member, 1), observer(register, 1), observer(member, 2))
    assert kinds(await store.append(COUNTY, [given])) == [Appended]
    streams = await store.read_streams(COUNTY, [member, register])
    assert [event.version for event in streams[member]] == [1, 2]
    assert [event.position for event in streams[register]] == [2]


async def test_nothing_to_append_makes_no_call(store: EventStore) -> None:
    assert await store.append("no such county", []) == []


async def test_the_same_key_and_body_gets_the_first_answer(store: EventStore) -> None:
    given = appends(2, answer=b"first")
    (first,) = await store.append(COUNTY, [given])
    assert isinstance(first, Appended)
    again = await store.append(COUNTY, [replace(given, answer=b"second")])
    assert again == [AnsweredBefore(1, 2, first.recorded_at, b"first")]
    assert len(await sound_log(store, COUNTY)) == 2


async def test_a_refusal_is_kept_as_an_answer_without_events(store: EventStore) -> None:
    refused = command(answer=b'{"refused":true}')
    (first,) = await store.append(COUNTY, [refused])
    assert isinstance(first, Appended)
    assert (first.first_position, first.last_position) == (None, None)
    assert await store.append(COUNTY, [refused]) == [
        AnsweredBefore(None, None, first.recorded_at, b'{"refused":true}')
    ]
    assert await sound_log(store, COUNTY) == []


async def test_the_same_key_with_another_body_is_refused(store: EventStore) -> None:
    given = appends(1)
    await store.append(COUNTY, [given])
    other = appends(1, key=given.command_id, body=b"another body")
    assert await store.append(COUNTY, [other]) == [KeyReused()]
    assert len(await sound_log(store, COUNTY)) == 1


async def test_a_key_belongs_to_its_county(store: EventStore) -> None:
    await store.append(OTHER_COUNTY, [command()], found="production")
    key = uuid7()
    assert kinds(await store.append(COUNTY, [appends(1, key=key)])) == [Appended]
    assert kinds(await store.append(OTHER_COUNTY, [appends(1, key=key, body=b"other")])) == [Appended]


async def test_a_stream_that_moved_on_is_stale_and_says_where_it_stands(store: EventStore) -> None:
    stream = uuid7()
    await store.append(COUNTY, [appends(3, stream)])
    late = appends(1, stream, first_version=2)
    assert await store.append(COUNTY, [late]) == [Stale({stream: 3})]
    assert len(await sound_log(store, COUNTY)) == 3
    # A lost race is no answer: decided again, the same key appends.
    again = appends(1, stream, first_version=4, key=late.command_id)
    assert kinds(await store.append(COUNTY, [again])) == [Appended]


@pytest.mark.parametrize("read_version", [0, 1, 3])
async def test_a_stream_that_was_only_read_is_checked_too(store: EventStore, read_version: int) -> None:
    read, written = uuid7(), uuid7()
    await store.append(COUNTY, [appends(2, read)])
    given = command(observer(written, 1), reads={written: 0, read: read_version})
    assert await store.append(COUNTY, [given]) == [Stale({read: 2})]
    given = replace(given, reads={written: 0, read: 2})
    assert kinds(await store.append(COUNTY, [given])) == [Appended]


async def test_every_stale_stream_is_named(store: EventStore) -> None:
    one, two, fine = uuid7(), uuid7(), uuid7()
    await store.append(COUNTY, [appends(1, one), appends(2, two)])
    given = command(observer(fine, 1), reads={fine: 0, one: 0, two: 1})
    assert await store.append(COUNTY, [given]) == [Stale({one: 1, two: 2})]


async def test_a_refusal_that_rests_on_stale_reads_is_not_kept(store: EventStore) -> None:
    stream = uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    assert await store.append(COUNTY, [command(reads={stream: 0})]) == [Stale({stream: 1})]


async def test_two_commands_of_one_call_on_one_stream(store: EventStore) -> None:
    stream = uuid7()
    outcomes = await store.append(
        COUNTY, [appends(2, stream), appends(1, stream, first_version=3), appends(1, stream)]
    )
    assert kinds(outcomes) == [Appended, Appended, Stale]
    assert outcomes[2] == Stale({stream: 3})
    assert [event.version for event in await sound_log(store, COUNTY)] == [1, 2, 3]


async def test_what_was_decided_on_events_that_did_not_come_is_stale(store: EventStore) -> None:
    """Another writer brought the stream to the version that the first command was to bring it to."""
    stream, other = uuid7(), uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    not_appended = appends(1, stream)
    decided_on_it = command(observer(other, 1), reads={other: 0, stream: 1})
    for first in (not_appended, replace(not_appended, actor="")):
        outcomes = await store.append(COUNTY, [first, decided_on_it, appends(1)])
        assert kinds(outcomes)[0] in (Stale, Malformed)
        assert outcomes[1] == Stale({stream: 1})
        assert isinstance(outcomes[2], Appended)
    # Decided again, upon what is there, it is appended.
    assert kinds(await store.append(COUNTY, [decided_on_it])) == [Appended]


async def test_what_was_decided_on_a_repetition_is_decided_again(store: EventStore) -> None:
    stream, other = uuid7(), uuid7()
    first = appends(1, stream)
    await store.append(COUNTY, [first])
    follower = command(observer(other, 1), reads={other: 0, stream: 1})
    outcomes = await store.append(COUNTY, [first, follower])
    assert kinds(outcomes) == [AnsweredBefore, Stale]


async def test_one_key_several_times_in_one_call(store: EventStore) -> None:
    given = appends(1, answer=b"first")
    repeated = replace(given, answer=b"second")
    other_body = replace(appends(1), command_id=given.command_id, body_hash=b"other")
    first, second, third = await store.append(COUNTY, [given, repeated, other_body])
    assert isinstance(first, Appended)
    assert second == AnsweredBefore(1, 1, first.recorded_at, b"first")
    assert third == KeyReused()
    assert len(await sound_log(store, COUNTY)) == 1


async def test_a_key_whose_first_command_of_the_call_was_stale_is_still_free(store: EventStore) -> None:
    stream, key = uuid7(), uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    stale = appends(1, stream, key=key)
    fresh = appends(1, key=key)
    assert kinds(await store.append(COUNTY, [stale, fresh, fresh])) == [Stale, Appended, AnsweredBefore]


async def test_an_event_id_already_in_the_log_is_refused(store: EventStore) -> None:
    known = uuid7()
    await store.append(COUNTY, [command(observer(uuid7(), 1, event_id=known))])
    again = command(observer(uuid7(), 1), observer(uuid7(), 1, event_id=known))
    neighbour = appends(1)
    assert kinds(await store.append(COUNTY, [again, neighbour])) == [DuplicateEvent, Appended]
    assert len(await sound_log(store, COUNTY)) == 2


async def test_an_event_id_several_times_in_one_call_is_appended_once(store: EventStore) -> None:
    stream, twice = uuid7(), uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    stale = command(observer(stream, 1, event_id=twice))
    one, two = (command(observer(uuid7(), 1, event_id=twice)) for _ in range(2))
    assert kinds(await store.append(COUNTY, [stale, one, two])) == [Stale, Appended, DuplicateEvent]
    assert len(await sound_log(store, COUNTY)) == 2


async def test_a_malformed_command_harms_no_neighbour(store: EventStore) -> None:
    bad = appends(1, actor="")
    outcomes = await store.append(COUNTY, [appends(1), bad, appends(1)])
    assert kinds(outcomes) == [Appended, Malformed, Appended]
    assert len(await sound_log(store, COUNTY)) == 2


async def test_a_county_that_was_not_founded_is_unknown(store: EventStore) -> None:
    with pytest.raises(UnknownCountyError, match="county-x"):
        await store.append("county-x", [appends(1)])
    assert await store.tenants() == [COUNTY]


async def test_founding_again_changes_nothing(store: EventStore) -> None:
    await store.append(COUNTY, [appends(1)])
    await store.append(COUNTY, [appends(1)], found="rehearsal")
    assert (await store.head(COUNTY)).mode == "production"


async def test_subjects_are_indexed_in_the_same_transaction(store: EventStore, pool: Pool) -> None:
    member, branch, stream = uuid7(), uuid7(), uuid7()
    stale = command(observer(uuid7(), 5), subjects=[(member,)])
    # A subject that an event names twice is one subject.
    given = command(observer(stream, 1), observer(stream, 2), subjects=[(member, branch, member), ()])
    assert kinds(await store.append(COUNTY, [stale, given])) == [Stale, Appended]
    async with whole_county(pool, COUNTY) as connection:
        rows = await connection.fetch("SELECT subject_id, position FROM event_store.event_subject")
    assert {(row["subject_id"], row["position"]) for row in rows} == {(member, 1), (branch, 1)}
    assert len(rows) == 2
