"""What is checked of a command before it is sent, so that a fault is found where it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from domain.core import Occurred
from event_store.encoded import EncodedEvent
from event_store.errors import MalformedAppendError
from event_store.mapper import EventMapper
from event_store.records import CommandAppend

MAX_EVENTS_PER_COMMAND = 10_000
MAX_PAYLOAD_BYTES = 1024 * 1024
MAX_ANSWER_BYTES = 1024 * 1024
MAX_TEXT_BYTES = 512
MAX_VERSION = 2**31 - 1  # integer
CLOCK_YEARS = range(1900, 9000)


class PreparedCommand(msgspec.Struct, frozen=True):
    """A command that passed the checks, with its events encoded."""

    command: CommandAppend
    events: Sequence[EncodedEvent]


def prepare(command: CommandAppend, mapper: EventMapper) -> PreparedCommand:
    """Check a command and encode its events. MalformedAppendError says what is wrong."""
    _check_texts(command)
    _check_sizes(command)
    _check_clock(command)
    _check_versions(command)
    _check_event_ids(command)
    events = [mapper.to_stored_event(event) for event in command.events]
    for event in events:
        _check_header(event)
    for occurred_at in {event.occurred_at for event in events}:  # mostly one
        _check_time(occurred_at)
    return PreparedCommand(command, events)


def check_tenant(tenant: str) -> None:
    """MalformedAppendError for a tenant id that cannot be stored."""
    _check_text("tenant", tenant)


def _check_texts(command: CommandAppend) -> None:
    source = command.source
    _check_text("actor", command.actor)
    _check_text("capacity", command.capacity)
    _check_text("source client", source.client)
    for name, value in (
        ("authority", command.authority),
        ("source batch", source.batch),
        ("source device", source.device),
    ):
        if value is not None:
            _check_text(name, value)


@lru_cache(2048)  # mostly the same few accounts and programs
def _check_text(name: str, value: str) -> None:
    if not value:
        raise MalformedAppendError(f"{name} is empty")
    if "\0" in value:
        raise MalformedAppendError(f"{name} holds a zero character")
    try:
        size_bytes = len(value.encode())
    except UnicodeEncodeError:
        raise MalformedAppendError(f"{name} holds half a surrogate pair") from None
    if size_bytes > MAX_TEXT_BYTES:
        raise MalformedAppendError(f"{name} has {size_bytes} bytes, more than {MAX_TEXT_BYTES}")


def _check_sizes(command: CommandAppend) -> None:
    if not command.body_hash:
        raise MalformedAppendError("the body's hash is empty")
    if len(command.answer) > MAX_ANSWER_BYTES:
        raise MalformedAppendError(
            f"the answer has {len(command.answer)} bytes, more than {MAX_ANSWER_BYTES}"
        )
    if len(command.events) > MAX_EVENTS_PER_COMMAND:
        raise MalformedAppendError(f"{len(command.events)} events, more than {MAX_EVENTS_PER_COMMAND}")
    if len(command.subjects) != len(command.events):
        raise MalformedAppendError(
            f"subjects of {len(command.subjects)} events, not of {len(command.events)}"
        )


def _check_clock(command: CommandAppend) -> None:
    if command.clock is None:
        return
    if command.clock.tzinfo is None:
        raise MalformedAppendError("the clock needs a time zone")
    if command.clock.year not in CLOCK_YEARS:  # the ends of datetime's range would be stored as infinities
        raise MalformedAppendError(f"the clock shows the year {command.clock.year}")


def _check_versions(command: CommandAppend) -> None:
    """Events number their streams on from the versions read."""
    versions = dict(command.reads)
    for version_read in versions.values():
        if not 0 <= version_read <= MAX_VERSION:
            raise MalformedAppendError("a version read is out of range")
    for event in command.events:
        stream = event.originator_id
        version = versions.get(stream)
        if version is None:
            raise MalformedAppendError(f"appends to stream {stream}, whose version it does not hand over")
        if event.originator_version != version + 1:
            raise MalformedAppendError(
                f"version {event.originator_version} of stream {stream} should be {version + 1}"
            )
        versions[stream] = version + 1


def _check_event_ids(command: CommandAppend) -> None:
    if len(command.events) > 1 and len({event.event_id for event in command.events}) < len(command.events):
        ids = Counter(event.event_id for event in command.events)
        raise MalformedAppendError(f"event id {ids.most_common(1)[0][0]} comes twice")


def _check_header(event: EncodedEvent) -> None:
    if event.reason is not None:
        _check_text("reason", event.reason)
    if len(event.state) > MAX_PAYLOAD_BYTES:
        raise MalformedAppendError(f"a payload has {len(event.state)} bytes, more than {MAX_PAYLOAD_BYTES}")


@lru_cache(2048)
def _check_time(occurred_at: str) -> None:
    try:
        Occurred.parse(occurred_at)
    except ValueError as error:
        raise MalformedAppendError(str(error)) from None
