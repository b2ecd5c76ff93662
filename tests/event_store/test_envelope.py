"""One envelope, one sequence of bytes; one such sequence, one envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.core import Occurred
from event_store.envelope import COLUMNS, OPTIONAL, Envelope, decode_envelope, encode_envelope

PLAIN = Envelope(
    tenant_id="county-a",
    position=7,
    event_id=UUID(int=1),
    stream_type="meeting",
    stream_id=UUID(int=2),
    version=3,
    type="meeting.concluded",
    schema_version=1,
    occurred_at=Occurred("2026-11-18"),
    recorded_at=datetime(2026, 11, 18, 11, 30, tzinfo=UTC),
    actor="user:1",
    capacity="BRANCH_SECRETARY",
    capacity_place=None,
    authority=None,
    command_id=UUID(int=4),
    correlation_id=UUID(int=5),
    causation_id=None,
    reason=None,
    source_client="tests",
    source_batch=None,
    source_device=None,
    payload=b"{}",
)
texts = st.text(st.characters(codec="utf-8"), min_size=1)
numbers = st.integers(1, 2**63 - 1)
occurred = st.one_of(
    st.dates(date(1000, 1, 1)).map(Occurred.on),
    st.dates(date(1000, 1, 1)).map(lambda day: Occurred(day.isoformat()[:7])),
    st.dates(date(1000, 1, 1)).map(lambda day: Occurred(day.isoformat()[:4])),
    st.datetimes(timezones=st.just(UTC)).map(Occurred.at),
)
envelopes = st.builds(
    Envelope,
    tenant_id=texts,
    position=numbers,
    event_id=st.uuids(),
    stream_type=texts,
    stream_id=st.uuids(),
    version=numbers,
    type=texts,
    schema_version=numbers,
    occurred_at=occurred,
    recorded_at=st.datetimes(timezones=st.just(UTC)),
    actor=texts,
    capacity=texts,
    capacity_place=st.none() | st.uuids(),
    authority=st.none() | texts,
    command_id=st.uuids(),
    correlation_id=st.uuids(),
    causation_id=st.none() | st.uuids(),
    reason=st.none() | texts,
    source_client=texts,
    source_batch=st.none() | texts,
    source_device=st.none() | texts,
    payload=st.binary(min_size=1),
)


@given(envelopes)
def test_any_envelope_is_read_back_from_its_bytes(envelope: Envelope) -> None:
    assert decode_envelope(encode_envelope(envelope)) == envelope


@given(envelopes, st.data())
def test_changed_bytes_are_refused_or_another_envelope(envelope: Envelope, data: st.DataObject) -> None:
    written = bytearray(encode_envelope(envelope))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    try:
        read = decode_envelope(bytes(written))
    except ValueError:
        return
    assert read != envelope
    assert encode_envelope(read) == bytes(written)


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in OPTIONAL])
def test_a_needed_field_is_never_absent_or_empty(name: str) -> None:
    empty: dict[type, Any] = {str: "", int: 0, bytes: b"", Occurred: Occurred("")}
    value = empty.get(type(getattr(PLAIN, name)))
    if value is not None:
        with pytest.raises(ValueError, match=r"empty|count from 1"):
            encode_envelope(replace(PLAIN, **{name: value}))
    written = encode_envelope(PLAIN)
    content = written.split(b",")[COLUMNS.index(name) + 1]
    with pytest.raises(ValueError, match="empty"):
        decode_envelope(written.replace(b"," + content + b",", b",0:,", 1))


@pytest.mark.parametrize("name", sorted(OPTIONAL))
def test_an_optional_field_is_absent_but_never_empty(name: str) -> None:
    empty: dict[str, Any] = {name: ""}
    with pytest.raises(ValueError, match="is empty"):
        encode_envelope(replace(PLAIN, **empty))


def test_the_time_zone_of_a_recorded_time_does_not_matter_but_must_be_known() -> None:
    shanghai = PLAIN.recorded_at.astimezone(timezone(timedelta(hours=8)))
    assert encode_envelope(replace(PLAIN, recorded_at=shanghai)) == encode_envelope(PLAIN)
    with pytest.raises(ValueError, match="time zone"):
        encode_envelope(replace(PLAIN, recorded_at=datetime(2026, 11, 18)))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b"18:gridledger.event.1,", b"18:gridledger.event.2,"),
        (b"18:gridledger.event.1,", b""),
        (b"1:7,", b"2:07,"),
        (b"1:7,", b"2:+7,"),
        (b"1:7,", b"01:7,"),
        (b"1:7,", b"1:7;"),
        (b"1:7,", b"1:x,"),
        (b"1:7,", b""),
        (b"1:7,", b"1:7,1:7,"),
        (b"10:2026-11-18,", b"10:2026-13-18,"),
        (b"10:2026-11-18,", b"10:18-11-2026,"),
        (b"27:2026-11-18T11:30:00.000000Z,", b"20:2026-11-18T11:30:00Z,"),
        (b"27:2026-11-18T11:30:00.000000Z,", b"32:2026-11-18T11:30:00.000000+00:00,"),
        (b"00000000-0000-0000-0000-000000000001", b"{0000000000000000000000000000001}   "),
        (b"8:county-a,", b"99999999999:county-a,"),
        (b"8:county-a,", b"8:\xff\xff\xff\xff\xff\xff\xff\xff,"),
        (b"2:{},", b"2:{}"),
        (b"2:{},", b"2:{},x"),
    ],
)
def test_what_would_not_be_written_is_not_read(written: bytes, instead: bytes) -> None:
    data = encode_envelope(PLAIN)
    assert written in data
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        decode_envelope(data.replace(written, instead, 1))


def test_no_bytes_are_no_envelope() -> None:
    with pytest.raises(ValueError, match="no bytes"):
        decode_envelope(b"")
