"""What is found wrong with a command before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from domain.core import Occurred
from domain.core.ids import uuid7
from event_store import checks
from event_store.errors import MalformedAppendError
from event_store.mapper import EVENTS
from event_store.records import CommandAppend, Source
from event_store.store import EventStore
from tests.event_store.builders import appends, command, observer

STREAM = UUID(int=1)


def with_event(**fields: Any) -> CommandAppend:
    return command(replace(observer(STREAM, 1), **fields))


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (appends(1, actor=""), "actor is empty"),
        (appends(1, actor="a" * 513), "more than 512"),
        (appends(1, actor="a\0"), "zero character"),
        (appends(1, actor="\ud800"), "surrogate"),
        (appends(1, capacity=""), "capacity is empty"),
        (appends(1, authority=""), "authority is empty"),
        (appends(1, source=Source("")), "source client is empty"),
        (appends(1, source=Source("a", batch="")), "source batch is empty"),
        (appends(1, source=Source("a", device="")), "source device is empty"),
        (structs.replace(appends(1), body_hash=b""), "hash is empty"),
        (structs.replace(appends(1), answer=b"x" * (checks.MAX_ANSWER_BYTES + 1)), "answer has"),
        (structs.replace(appends(2), subjects=[()]), "subjects of 1 events, not of 2"),
        (command(observer(STREAM, 1), reads={}), "does not hand over"),
        (command(observer(STREAM, 1), reads={STREAM: 1}), "should be 2"),
        (command(observer(STREAM, 1), observer(STREAM, 1)), "should be 2"),
        (command(observer(STREAM, 0)), "out of range"),
        (command(reads={STREAM: 2**31}), "out of range"),
        (command(*(observer(STREAM, n, event_id=STREAM) for n in (1, 2))), "comes twice"),
        (with_event(reason=""), "reason is empty"),
        (with_event(occurred_at=Occurred("yesterday")), "no time of occurrence"),
        (with_event(occurred_at=Occurred("2026-02-30")), "no time of occurrence"),
        (with_event(member_id="\ud800"), "ObserverRecorded"),
        (with_event(member_id="x" * checks.MAX_PAYLOAD_BYTES), "ObserverRecorded"),
    ],
)
def test_a_malformed_command_is_told_apart(bad: CommandAppend, complaint: str) -> None:
    with pytest.raises(MalformedAppendError, match=complaint):
        checks.prepare(bad, EVENTS)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_clock_at_the_ends_of_time_is_refused(year: int) -> None:
    with pytest.raises(MalformedAppendError, match="clock shows the year"):
        checks.prepare(appends(1, clock=datetime(year, 1, 1, tzinfo=UTC)), EVENTS)


def test_a_naive_clock_is_refused() -> None:
    with pytest.raises(MalformedAppendError, match="time zone"):
        checks.prepare(appends(1, clock=datetime(2026, 1, 1)), EVENTS)  # noqa: DTZ001


def test_a_command_of_too_many_events_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_EVENTS_PER_COMMAND", 2)
    assert checks.prepare(appends(2), EVENTS).events
    with pytest.raises(MalformedAppendError, match="3 events, more than 2"):
        checks.prepare(appends(3), EVENTS)


def test_a_payload_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_PAYLOAD_BYTES", 10)
    with pytest.raises(MalformedAppendError, match="a payload has"):
        checks.prepare(appends(1), EVENTS)


@pytest.mark.parametrize("tenant", ["", "a\0b", "\ud800", "a" * 513])
async def test_a_tenant_id_that_cannot_be_stored_is_refused(store: EventStore, tenant: str) -> None:
    with pytest.raises(MalformedAppendError, match="tenant"):
        await store.append(tenant, [command()], found="production")


def test_the_builders_make_valid_commands() -> None:
    assert len(checks.prepare(appends(3, uuid7()), EVENTS).events) == 3
