"""Golden samples of payloads: one file for every version of every event type, kept for ever.

    python -m tests.contract.samples

writes the samples that registered events still lack, and never touches one that is there. Read what it wrote
before committing it: from then on these bytes are the contract.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from domain.core import DomainEvent, Occurred
from domain.registry import event_types
from event_store.encoded import EncodedEvent
from event_store.mapper import EVENTS
from event_store.payload_codec import HEADER_FIELDS

_TEXTS = {
    "at": "2026-03-10T15:00:00Z",
    "division_code": "430281",
    "name": "醴陵市",
    "policy": "late-entry/1",
    "rule": '{"kind":"before-day","meeting":"PARTY_LECTURE"}',
    "starts_at": "19:30",
    "time_zone": "Asia/Shanghai",
}
DIRECTORY = Path(__file__).parent / "events"
HEADER: dict[str, Any] = {
    "originator_id": UUID("0192f3a0-0000-7000-8000-000000000001"),
    "originator_version": 1,
    "event_id": UUID("0192f3a0-0000-7000-8000-000000000002"),
    "occurred_at": Occurred("2026-11-18"),
    "reason": None,
}


@dataclasses.dataclass(frozen=True)
class Sample:
    """A payload as stored, and the event's own fields that it is read as (by `repr`)."""

    topic: str
    schema_version: int
    payload: str
    fields: dict[str, str]

    @property
    def path(self) -> Path:
        """Where the sample is kept."""
        return DIRECTORY / f"{self.topic}.v{self.schema_version}.json"

    def encoded(self) -> EncodedEvent:
        """The sample as the store would read it."""
        return EncodedEvent(
            originator_id=HEADER["originator_id"],
            originator_version=HEADER["originator_version"],
            topic=self.topic,
            state=self.payload.encode(),
            event_id=HEADER["event_id"],
            stream_type=event_types()[self.topic].STREAM_TYPE,
            schema_version=self.schema_version,
            occurred_at=HEADER["occurred_at"],
            reason=HEADER["reason"],
        )


def read(path: Path) -> Sample:
    """A kept sample."""
    return Sample(**json.loads(path.read_text()))


def own_fields(event: DomainEvent) -> dict[str, str]:
    """The event's fields besides the header, by `repr`."""
    return {name: repr(value) for name, value in vars(event).items() if name not in HEADER_FIELDS}


def missing() -> Iterator[Sample]:
    """A sample for every registered event whose current version has none."""
    for topic, cls in sorted(event_types().items()):
        event = cls(**HEADER, **_example_fields(cls))
        stored = EVENTS.to_stored_event(event)
        sample = Sample(topic, cls.class_version, stored.state.decode(), own_fields(event))
        if not sample.path.exists():
            yield sample


def write(sample: Sample) -> None:
    """Keep a new sample; FileExistsError if there is one."""
    with sample.path.open("x") as file:
        file.write(json.dumps(dataclasses.asdict(sample), ensure_ascii=False, indent=2) + "\n")


def _example_fields(cls: type[DomainEvent]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    names = [field.name for field in dataclasses.fields(cls) if field.name not in HEADER_FIELDS]
    return {name: _example(name, hints[name], number) for number, name in enumerate(names, 1)}


def _example(name: str, hint: Any, number: int) -> Any:
    """A value that shows the type, different for every place, so that no two fields are mixed up unseen."""
    if get_origin(hint) is tuple:
        return (
            _example(name, get_args(hint)[0], number * 10),
            _example(name, get_args(hint)[0], number * 10 + 1),
        )
    if NoneType in get_args(hint):
        return _example(name, get_args(hint)[0], number)
    if issubclass(hint, StrEnum):
        return list(hint)[number % len(hint)]
    if issubclass(hint, msgspec.Struct):
        fields = get_type_hints(hint).items()
        return hint(
            **{field: _example(field, kind, number * 10 + n) for n, (field, kind) in enumerate(fields)}
        )
    if hint is str:
        return _TEXTS.get(name, f"{name.upper()}_{number}")
    plain: dict[Any, Any] = {
        UUID: UUID(int=0x0192F3A0_0000_7000_8000_0000_0000_0100 + number),
        date: date(2026, 1 + number % 12, 28),
        bool: bool(number % 2),
        int: number * 100,
    }
    return plain[hint]


if __name__ == "__main__":
    for new_sample in missing():
        write(new_sample)
