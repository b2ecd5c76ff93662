"""How the payload of one event class is written and read: typed both ways, nothing guessed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from domain.core import DomainEvent
from event_store.canonical_json import MAX_SAFE_INTEGER, CanonicalTranscoder

HEADER_FIELDS = tuple(field.name for field in dataclasses.fields(DomainEvent))
_SCALARS = (str, bool, UUID, date)
_SAFE_INT = Annotated[int, msgspec.Meta(ge=-MAX_SAFE_INTEGER, le=MAX_SAFE_INTEGER)]


class PayloadCodec:
    """Writes and reads the payloads of one event class; made once a class.

    Allowed field types: str, bool, int, UUID, date, StrEnum, tuple[X, …] and frozen msgspec Structs of these;
    a field itself also ``| None``. Anything else (floats, dicts, instants) is a TypeError when the codec is
    made, since its bytes would not be canonical or its decoding not exact.
    """

    def __init__(self, cls: type[DomainEvent]) -> None:
        hints = get_type_hints(cls, include_extras=True)
        own = [field for field in dataclasses.fields(cls) if field.name not in HEADER_FIELDS]
        self.cls = cls
        self._names = tuple(field.name for field in own)
        self._nullable = frozenset(name for name in self._names if _is_nullable(hints[name]))
        self._upcasts = tuple(_upcast(cls, version) for version in range(1, cls.class_version))
        self._form = msgspec.defstruct(
            cls.__name__,
            [_wire_field(field, hints[field.name], f"{cls.__name__}.{field.name}") for field in own],
            forbid_unknown_fields=True,
            kw_only=True,
        )
        self._decoder = msgspec.json.Decoder(self._form)
        self._transcoder = CanonicalTranscoder()

    def encode(self, event: DomainEvent) -> bytes:
        """The payload's canonical bytes; ValueError if the event's values do not fit its own types.

        Dataclasses check nothing, and the log keeps for ever what it is given: so it is read before it is
        kept.
        """
        values = vars(event)
        own = {k: values[k] for k in self._names if values[k] is not None or k not in self._nullable}
        payload = self._transcoder.encode(own)
        self._decoder.decode(payload)
        return payload

    def decode(self, payload: bytes, schema_version: int) -> dict[str, Any]:
        """The event's own fields by name; ValueError (msgspec's) if the payload does not fit."""
        if schema_version == self.cls.class_version:
            return msgspec.structs.asdict(self._decoder.decode(payload))
        raw = self._transcoder.decode(payload)
        if not isinstance(raw, dict):
            raise TypeError("the payload is no object")
        for upcast in self._upcasts[schema_version - 1 :]:
            upcast(raw)
        return msgspec.structs.asdict(msgspec.convert(raw, self._form))


def _upcast(cls: type[DomainEvent], version: int) -> Callable[[dict[str, Any]], None]:
    name = f"upcast_v{version}_v{version + 1}"
    upcast: Callable[[dict[str, Any]], None] | None = getattr(cls, name, None)
    if upcast is None:
        raise TypeError(f"{cls.__name__} has class_version {cls.class_version} but no {name}")
    return upcast


def _wire_field(field: dataclasses.Field[Any], hint: Any, where: str) -> tuple[str, Any, Any]:
    """The Struct field of an event's field. None is written by leaving it out, so it is the default."""
    if not field.name.isascii():
        raise TypeError(f"{where}: names of fields must be ASCII, so that their order is the same everywhere")
    given = field.default is not dataclasses.MISSING
    if _is_nullable(hint):
        if given and field.default is not None:
            raise TypeError(f"{where}: None would be read back as {field.default!r}; make None the default")
        (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return field.name, _wire_type(hint, where), None
    return field.name, _wire_type(hint, where), field.default if given else msgspec.NODEFAULT


def _is_nullable(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def _wire_type(hint: Any, where: str) -> Any:
    if hint is int:
        return _SAFE_INT
    if get_origin(hint) is tuple and len(get_args(hint)) == 2 and get_args(hint)[1] is Ellipsis:
        return tuple[_wire_type(get_args(hint)[0], where), ...]  # type: ignore[misc]
    if isinstance(hint, type):
        if hint in _SCALARS or issubclass(hint, StrEnum):
            return hint
        if issubclass(hint, msgspec.Struct):
            _check_struct(hint, where)
            return hint
    raise TypeError(f"{where}: {hint!r} has no canonical form in a payload")


def _check_struct(struct: type[msgspec.Struct], where: str) -> None:
    config = struct.__struct_config__
    plain = struct.__struct_fields__ == struct.__struct_encode_fields__ and not (
        config.tag or config.array_like
    )
    if not (config.frozen and config.forbid_unknown_fields and plain):
        raise TypeError(
            f"{where}: {struct.__name__} must be frozen, forbid unknown fields, and keep its field names"
        )
    for name, hint in get_type_hints(struct, include_extras=True).items():
        if hint is int:
            raise TypeError(f"{where}: bound {struct.__name__}.{name} by msgspec.Meta, within 2^53")
        if get_origin(hint) is not Annotated:
            _wire_type(hint, f"{where}.{name}")
