"""Given these events, when this is decided, then those events follow, or these refusals and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from domain.core import (
    Accepted,
    Aggregate,
    Decision,
    DomainEvent,
    Occurred,
    Refusal,
    Refused,
    deterministic_id,
)
from domain.core.command import Command
from domain.core.context import Context

A = TypeVar("A", bound=Aggregate)
HEADER = frozenset(["originator_id", "originator_version", "event_id", "occurred_at", "reason"])


class CountedIds:
    """Ids that repeat from one run to the next."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def event_id(self) -> UUID:
        return deterministic_id("event", next(self._numbers))

    def new_id(self) -> UUID:
        return deterministic_id("new", next(self._numbers))


@dataclass(frozen=True)
class Fact:
    """An event without its place in a stream; header fields that are left out are not compared."""

    cls: type[DomainEvent]
    values: Mapping[str, Any]

    def at(self, stream_id: UUID, version: int) -> DomainEvent:
        header: dict[str, Any] = {
            "originator_id": stream_id,
            "originator_version": version,
            "event_id": deterministic_id(stream_id, version),
            "occurred_at": Occurred("2026-01-05"),
            "reason": None,
        }
        return self.cls(**(header | dict(self.values)))


def fact(cls: type[DomainEvent], **values: Any) -> Fact:
    return Fact(cls, values)


def given(cls: type[A], stream_id: UUID, *facts: Fact) -> A:
    """The state after these events."""
    return cls.fold(stream_id, (f.at(stream_id, version) for version, f in enumerate(facts, start=1)))


def event_id(stream_id: UUID, version: int) -> UUID:
    """The id of an event that was given."""
    return deterministic_id(stream_id, version)


def when(
    decide: Callable[..., Decision], target: Aggregate, command: Command, context: Context, **reads: Any
) -> Outcome:
    """Decide, and see that deciding changes nothing."""
    before = deepcopy((target, reads))
    decision = decide(target, command, context, **reads)
    assert (target, reads) == before, "a decision changed what it read"
    return Outcome(decision, {state.id: state for state in _states([target, *reads.values()])})


@dataclass(frozen=True)
class Outcome:
    """What was decided, and the states it was decided on."""

    decision: Decision
    states: Mapping[UUID, Aggregate]

    @property
    def events(self) -> tuple[DomainEvent, ...]:
        assert isinstance(self.decision, Accepted), self.decision
        return self.decision.events

    def then(self, *expected: Fact) -> tuple[DomainEvent, ...]:
        """These events follow, in this order, each the next of its stream; the states are evolved by them."""
        for event in self.events:
            state = self.states[event.originator_id]
            assert event.STREAM_TYPE == state.STREAM_TYPE
            assert event.originator_version == state.version + 1
            state.evolve([event])
        assert [_shown(event, e.values) for event, e in zip(self.events, expected, strict=False)] == [
            (e.cls.__name__, _with_defaults(e)) for e in expected
        ]
        assert len(self.events) == len(expected)
        return self.events

    def refused(self, *expected: str) -> None:
        """Refused for exactly these reasons, each written ``CODE field.field[index]``; nothing happened."""
        assert isinstance(self.decision, Refused), self.decision
        assert [_text(refusal) for refusal in self.decision.refusals] == list(expected)

    def nothing(self) -> None:
        """Accepted without an event: what was wanted is so already."""
        assert self.events == ()


def _shown(event: DomainEvent, header: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    names = [f.name for f in fields(event) if f.name not in HEADER or f.name in header]
    return type(event).__name__, {name: getattr(event, name) for name in names}


def _with_defaults(expected: Fact) -> dict[str, Any]:
    defaults = {f.name: f.default for f in fields(expected.cls) if f.name not in HEADER}
    return defaults | dict(expected.values)


def _text(refusal: Refusal) -> str:
    place = ".".join(refusal.path) + ("" if refusal.index is None else f"[{refusal.index}]")
    return f"{refusal.code.value} {place}".strip()


def _states(values: Iterable[Any]) -> Iterable[Aggregate]:
    for value in values:
        if isinstance(value, Aggregate):
            yield value
        elif isinstance(value, Mapping):
            yield from _states(value.values())
        elif isinstance(value, list | tuple):
            yield from _states(value)
