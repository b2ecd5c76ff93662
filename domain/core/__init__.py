"""What every concept of the domain is built from: events, aggregates, decisions, time, ids."""

from domain.core.aggregate import Aggregate
from domain.core.decision import Accepted, Decision, Refusal, Refused, accept, refuse
from domain.core.event import DomainEvent, EventFactory, event_type, event_types, stream_types
from domain.core.ids import Ids, RandomIds, deterministic_id
from domain.core.refusal_codes import RefusalCode
from domain.core.time import Occurred

__all__ = [
    "Accepted",
    "Aggregate",
    "Decision",
    "DomainEvent",
    "EventFactory",
    "Ids",
    "Occurred",
    "RandomIds",
    "Refusal",
    "RefusalCode",
    "Refused",
    "accept",
    "deterministic_id",
    "event_type",
    "event_types",
    "refuse",
    "stream_types",
]
