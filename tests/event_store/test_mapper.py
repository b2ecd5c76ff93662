"""Between events and payloads: typed, upcast, and nothing guessed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from domain.core.ids import uuid7
from event_store.encoded import EncodedEvent
from event_store.errors import MalformedAppendError, UnknownEventError, UnreadableEventError
from event_store.mapper import EVENTS, EventMapper
from event_store.pool import Pool
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends, observer
from tests.event_store.sample_events import MAPPER, PledgeMade, pledge

MEMBER = UUID("0192f3a0-0000-7000-8000-00000000000a")


def stored(payload: str | bytes, schema_version: int = 3, topic: str = "pledge.made") -> EncodedEvent:
    data = payload.encode() if isinstance(payload, str) else payload
    return replace(MAPPER.to_stored_event(pledge()), state=data, schema_version=schema_version, topic=topic)


def test_the_header_stays_out_of_the_payload() -> None:
    encoded = MAPPER.to_stored_event(pledge())
    assert encoded.state == (
        b'{"due_on":"2026-12-01","member_id":"0192f3a0-0000-7000-8000-00000000000a",'
        b'"points_hundredths":550,"witness_ids":[]}'
    )
    assert (encoded.topic, encoded.stream_type, encoded.schema_version) == ("pledge.made", "pledge", 3)
    assert (encoded.occurred_at, encoded.reason) == ("2026-11", "CAMPAIGN")


@pytest.mark.parametrize(
    "fields", [{}, {"note_id": uuid7()}, {"witness_ids": (uuid7(), uuid7())}, {"reason": None}]
)
def test_what_is_written_is_read(fields: dict[str, Any]) -> None:
    event = pledge(**fields)
    read = MAPPER.to_domain_event(MAPPER.to_stored_event(event))
    assert read == event
    assert type(read) is PledgeMade
    assert {name: type(value) for name, value in vars(read).items()} == {
        name: type(value) for name, value in vars(event).items()
    }


def test_a_version_1_payload_is_upcast_step_by_step() -> None:
    read = MAPPER.to_domain_event(stored(f'{{"member_id":"{MEMBER}","points":7,"due":"2026-12-01"}}', 1))
    assert isinstance(read, PledgeMade)
    assert (read.points_hundredths, read.due_on, read.witness_ids) == (700, date(2026, 12, 1), ())


def test_a_version_2_payload_is_upcast_from_there() -> None:
    read = MAPPER.to_domain_event(
        stored(f'{{"member_id":"{MEMBER}","points_hundredths":7,"due":"2026-12-01"}}', 2)
    )
    assert isinstance(read, PledgeMade)
    assert (read.points_hundredths, read.due_on) == (7, date(2026, 12, 1))


def test_a_missing_optional_field_takes_its_default() -> None:
    read = MAPPER.to_domain_event(
        stored(f'{{"member_id":"{MEMBER}","points_hundredths":1,"due_on":"2026-12-01"}}')
    )
    assert isinstance(read, PledgeMade)
    assert (read.witness_ids, read.note_id) == ((), None)


@pytest.mark.parametrize("topic", ["pledge.broken", "tests.event_store.never_imported:Thing", ""])
def test_an_unknown_type_is_refused_and_imports_nothing(topic: str) -> None:
    with pytest.raises(UnknownEventError, match="unknown event type") as caught:
        MAPPER.to_domain_event(stored("{}", topic=topic))
    assert caught.value.where.type == topic
    assert "tests.event_store.never_imported" not in sys.modules


@pytest.mark.parametrize("version", [4, 0, -1, 32767])
def test_an_unknown_schema_version_is_refused(version: int) -> None:
    with pytest.raises(UnknownEventError, match="schema version") as caught:
        MAPPER.to_domain_event(stored("{}", version))
    assert not isinstance(caught.value, UnreadableEventError)


@pytest.mark.parametrize(
    ("payload", "version"),
    [
        ("{}", 3),
        ("[]", 3),
        ("", 3),
        ("{", 3),
        (b"\xff", 3),
        ("[]", 1),
        ("{}", 1),
        ('{"points":"many"}', 1),
        ('{"points":' + "[" * 100_000, 1),
        ('{"points":[]}', 2),
        (f'{{"member_id":"{MEMBER}","points_hundredths":1,"due_on":"2026-12-01","extra":1}}', 3),
        (f'{{"member_id":"{MEMBER}","points_hundredths":1,"due":"2026-12-01","extra":1}}', 2),
        (f'{{"member_id":"{MEMBER}","points_hundredths":1.5,"due_on":"2026-12-01"}}', 3),
        (f'{{"member_id":"{MEMBER}","points_hundredths":true,"due_on":"2026-12-01"}}', 3),
        (f'{{"member_id":"{MEMBER}","points_hundredths":9007199254740992,"due_on":"2026-12-01"}}', 3),
        (f'{{"member_id":"{MEMBER}","points_hundredths":1,"due_on":"2026-13-01"}}', 3),
        (f'{{"member_id":"{MEMBER}","points_hundredths":1,"due_on":"2026-12-01","note_id":null}}', 3),
        ('{"member_id":"nobody","points_hundredths":1,"due_on":"2026-12-01"}', 3),
    ],
)
def test_a_payload_that_does_not_fit_is_refused(payload: str | bytes, version: int) -> None:
    with pytest.raises(UnreadableEventError, match="does not fit"):
        MAPPER.to_domain_event(stored(payload, version))


@pytest.mark.parametrize("fault", [AttributeError, IndexError, OverflowError])
def test_whatever_an_upcast_meets_is_told_of_the_event(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def upcast(state: dict[str, Any]) -> None:
        raise fault

    monkeypatch.setattr(PledgeMade, "upcast_v2_v3", upcast)
    with pytest.raises(UnreadableEventError, match="does not fit"):
        EventMapper({PledgeMade.TOPIC: PledgeMade}).to_domain_event(stored("{}", 2))


@pytest.mark.parametrize(
    "fields",
    [
        {"points_hundredths": "550"},
        {"points_hundredths": 5.5},
        {"points_hundredths": 2**53},
        {"points_hundredths": None},
        {"due_on": datetime(2026, 12, 1)},  # noqa: DTZ001
        {"due_on": object()},
        {"member_id": "somebody"},
        {"witness_ids": ("a",)},
        {"witness_ids": None},
        {"member_id": "\ud800"},
    ],
)
def test_values_that_do_not_fit_their_own_types_are_never_written(fields: dict[str, Any]) -> None:
    with pytest.raises(MalformedAppendError, match="PledgeMade"):
        MAPPER.to_stored_event(pledge(**fields))


def test_an_unregistered_class_is_never_written() -> None:
    with pytest.raises(MalformedAppendError, match="no registered event"):
        EVENTS.to_stored_event(pledge())


def test_a_class_that_took_over_a_topic_is_never_written() -> None:
    with pytest.raises(MalformedAppendError, match="no registered event"):
        EventMapper({"pledge.made": type(observer(uuid7(), 1))}).to_stored_event(pledge())


def test_the_librarys_bare_stored_event_is_not_enough() -> None:
    with pytest.raises(TypeError, match="header"):
        MAPPER.to_domain_event(StoredEvent(uuid7(), 1, "pledge.made", b"{}"))


async def test_an_unknown_event_in_the_log_says_where_it_stands(store: EventStore, pool: Pool) -> None:
    given = appends(1)
    await store.append(COUNTY, [given])
    (event,) = await store.read_log(COUNTY, 0, 1)
    with pytest.raises(UnknownEventError) as caught:
        _ = replace(event, topic="meeting.teleported").domain_event
    message = str(caught.value)
    assert f"county {COUNTY} position 1, type 'meeting.teleported' schema version 1" in message
    assert "Run the version of the program that wrote it" in message
    with pytest.raises(UnreadableEventError, match="gridledger log verify"):
        _ = replace(event, state=b"{}").domain_event


async def test_a_recorded_event_is_decoded_once(store: EventStore) -> None:
    await store.append(COUNTY, [appends(1)])
    (event,) = await store.read_log(COUNTY, 0, 1)
    assert event.domain_event is event.domain_event
