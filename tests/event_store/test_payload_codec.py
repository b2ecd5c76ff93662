"""Which fields an event may have at all, and how payloads become bytes."""

from __future__ import annotations

import dataclasses
import types
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.core import DomainEvent, Occurred
from domain.registry import event_types
from event_store.canonical_json import MAX_SAFE_INTEGER, CanonicalTranscoder
from event_store.payload_codec import PayloadCodec


class Colour(StrEnum):
    """An enum of text."""

    RED = "RED"


class Number(IntEnum):
    """An enum of numbers."""

    ONE = 1


class Loose(msgspec.Struct, frozen=True):
    """A struct that would drop what it does not know."""

    code: str


class Unbounded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A struct with a number of any size."""

    count: int


class Bounded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A struct that may stand in a payload."""

    count: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    colours: tuple[Colour, ...]


class Nullable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A struct whose None would be written as null."""

    code: str | None


def event_class(hint: Any, **default: Any) -> type[DomainEvent]:
    body = {"__annotations__": {"value": hint}, "__module__": __name__, "TOPIC": "test.made"} | default
    made: type[DomainEvent] = types.new_class(
        "Made", (DomainEvent,), exec_body=lambda names: names.update(body)
    )
    return made


@pytest.mark.parametrize(
    "hint",
    [str, bool, int, UUID, date, Colour, Colour | None, tuple[UUID, ...], tuple[Bounded, ...], Bounded],
)
def test_types_with_a_canonical_form(hint: Any) -> None:
    PayloadCodec(event_class(hint))


@pytest.mark.parametrize(
    "hint",
    [
        float,
        Decimal,
        datetime,
        bytes,
        Occurred,
        Number,
        Any,
        int | str,
        dict[str, str],
        list[str],
        set[str],
        tuple[str, str],
        tuple[str | None, ...],
        tuple[float, ...],
        Loose,
        Unbounded,
        Nullable,
    ],
)
def test_types_without_one_are_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match=r"Made\.value"):
        PayloadCodec(event_class(hint))


def test_a_default_that_none_would_be_read_back_as_is_refused() -> None:
    with pytest.raises(TypeError, match="make None the default"):
        PayloadCodec(event_class(int | None, value=5))


def test_a_class_version_without_its_upcast_is_refused() -> None:
    class Changed(DomainEvent):
        TOPIC: ClassVar[str] = "test.changed"
        class_version: ClassVar[int] = 2

    with pytest.raises(TypeError, match="upcast_v1_v2"):
        PayloadCodec(Changed)


def test_every_registered_event_has_a_codec() -> None:
    for cls in event_types().values():
        codec = PayloadCodec(cls)
        assert codec.cls.TOPIC == cls.TOPIC
        assert all(field.name.isascii() for field in dataclasses.fields(cls))


def plain_values() -> st.SearchStrategy[Any]:
    leaves = st.booleans() | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER) | st.text()
    keys = st.text(st.characters(codec="ascii"), max_size=8)
    return st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20)


@given(st.dictionaries(st.text(st.characters(codec="ascii")), plain_values()))
def test_canonical_bytes_are_those_of_rfc_8785(value: dict[str, Any]) -> None:
    transcoder = CanonicalTranscoder()
    data = transcoder.encode(value)
    assert data == rfc8785.dumps(value)
    assert transcoder.decode(data) == value


def test_only_mandatory_escapes_are_written() -> None:
    written = CanonicalTranscoder().encode(
        {"b": '醴陵市 "\\/\b\f\n\r\t\x00\x1f\x7f\u2028😀<>&', "a": (1, -1)}
    )
    assert written == (
        '{"a":[1,-1],"b":"醴陵市 \\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\u2028😀<>&"}'.encode()
    )


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        CanonicalTranscoder().encode({"a": "\ud800"})
