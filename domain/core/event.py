"""Domain events: frozen, typed, in the past tense, each under an explicit topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform
from uuid import UUID

from eventsourcing.domain import CanMutateAggregate, MetaDomainEvent
from eventsourcing.utils import register_topic

from domain.core.time import Occurred

if TYPE_CHECKING:
    from domain.core.aggregate import Aggregate
    from domain.core.ids import Ids

_EVENT_TYPES: dict[str, type[DomainEvent]] = {}


@dataclass_transform(frozen_default=True)
class EventType(MetaDomainEvent):
    """Makes every subclass a frozen dataclass (the library's metaclass) and tells type checkers so."""


class DomainEvent(CanMutateAggregate[UUID], metaclass=EventType):
    """A fact that was decided. The first five fields are the header, which the envelope stores apart.

    A concrete event sets ``TOPIC`` (its name for ever, whatever the class is called) and ``STREAM_TYPE``,
    and, once its fields change, ``class_version`` with an ``upcast_vN_vM`` for each step. ``SUBJECTS`` names
    the fields that hold the ids of the persons and organisations that the event concerns.
    """

    originator_id: UUID  # the stream
    originator_version: int  # 1 is the first event of a stream
    event_id: UUID
    occurred_at: Occurred
    reason: str | None  # a coded reason, e.g. "ILLNESS"; never free text

    TOPIC: ClassVar[str]
    STREAM_TYPE: ClassVar[str]
    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    class_version: ClassVar[int] = 1

    def mutate(self, aggregate: Any) -> Any:
        """Apply without checks: rules live where commands are decided; here they would run on every replay.

        The library's own ``mutate`` checks the id and version of each event; the append has proven both.
        """
        self.apply(aggregate)
        aggregate.version = self.originator_version
        return aggregate

    def subjects(self) -> tuple[UUID, ...]:
        """Ids of the persons and organisations named by this event itself."""
        named: list[UUID] = []
        for name in self.SUBJECTS:
            value = getattr(self, name)
            if isinstance(value, tuple):
                named.extend(value)
            elif value is not None:
                named.append(value)
        return tuple(named)


E_ = TypeVar("E_", bound=type[DomainEvent])


def event_type(topic: str, stream_type: str, *, subjects: tuple[str, ...] = ()) -> Callable[[E_], E_]:
    """Register an event class under its topic, with the type of stream it belongs to."""

    def register(cls: E_) -> E_:
        cls.TOPIC = topic
        cls.STREAM_TYPE = stream_type
        cls.SUBJECTS = subjects
        register_topic(topic, cls)
        _EVENT_TYPES[topic] = cls
        return cls

    return register


def event_types() -> Mapping[str, type[DomainEvent]]:
    """Every registered event class by topic. Import ``domain.registry`` first to have all of them."""
    return MappingProxyType(_EVENT_TYPES)


def stream_types() -> frozenset[str]:
    """Every type of stream that some event belongs to."""
    return frozenset(cls.STREAM_TYPE for cls in _EVENT_TYPES.values())


T = TypeVar("T", bound=DomainEvent)


class EventFactory:
    """Makes the next events of one stream: numbers them on from the state that was decided upon."""

    def __init__(
        self, aggregate: Aggregate, ids: Ids, occurred_at: Occurred, reason: str | None = None
    ) -> None:
        self._aggregate = aggregate
        self._ids = ids
        self._occurred_at = occurred_at
        self._reason = reason
        self._version = aggregate.version

    def __call__(
        self,
        cls: type[T],
        /,
        *,
        event_id: UUID | None = None,
        occurred_at: Occurred | None = None,
        **payload: Any,
    ) -> T:
        """Make the stream's next event; ``payload`` are the event's own fields."""
        self._version += 1
        defaults, names = _shape(cls)
        said: dict[str, Any] = {
            **defaults,
            "originator_id": self._aggregate.id,
            "originator_version": self._version,
            "event_id": event_id or self._ids.event_id(),
            "occurred_at": occurred_at or self._occurred_at,
            "reason": self._reason,
            **payload,
        }
        if said.keys() != names:
            return cls(**said)  # which says what is amiss
        # As the library's mapper does: a frozen dataclass sets its fields one by one, which takes twice as long.
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", said)
        return made


@cache
def _shape(cls: type[DomainEvent]) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The defaults of an event's fields, and the names of all."""
    known = fields(cls)
    defaults = {field.name: field.default for field in known if field.default is not MISSING}
    return defaults, frozenset(field.name for field in known)
