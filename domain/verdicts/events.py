"""Facts about verdicts: that one was announced, and that another took its place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.policies.periods import Unit
from domain.verdicts.announcing import AnnouncedStatus, Stand
from domain.verdicts.state import AnnouncedVerdict

STREAM = AnnouncedVerdict.STREAM_TYPE
MOST_NAMED = 64  # events and codes that an announcement names, at most


@event_type("verdict.announced", STREAM, subjects=("organisation_id",))
class VerdictAnnounced(DomainEvent):
    """When the last day of a period was closed, an organisation had not done what a rule asks for."""

    organisation_id: UUID
    node_id: UUID  # that adopted the rule
    series: str
    version_id: UUID  # by which it was judged
    period: str  # its label
    unit: Unit
    from_on: date
    to_on: date  # the last day itself
    status: AnnouncedStatus
    required: int | None
    held: int | None
    verified: int | None
    shortfalls: tuple[str, ...]  # codes of the rule's kind
    rests_on: tuple[UUID, ...]  # events, the first of them where there are many
    facts_position: int  # the facts up to this position of the log were judged

    def apply(self, state: AnnouncedVerdict) -> None:
        _announce(state, self)


@event_type("verdict.superseded", STREAM, subjects=("organisation_id",))
class VerdictSuperseded(DomainEvent):
    """By what is known now, it stands otherwise than was announced: whatever is said here holds instead."""

    supersedes: UUID  # the event that announced what was said before
    organisation_id: UUID
    node_id: UUID
    series: str
    version_id: UUID
    period: str
    unit: Unit
    from_on: date
    to_on: date
    status: AnnouncedStatus
    required: int | None
    held: int | None
    verified: int | None
    shortfalls: tuple[str, ...]
    rests_on: tuple[UUID, ...]
    facts_position: int

    def apply(self, state: AnnouncedVerdict) -> None:
        _announce(state, self)


def stand_of(event: VerdictAnnounced | VerdictSuperseded) -> Stand:
    """How the slot stands, as an event says."""
    return Stand(event.status, event.version_id, event.required, event.held, event.verified)


def _announce(state: AnnouncedVerdict, event: VerdictAnnounced | VerdictSuperseded) -> None:
    state.organisation_id = event.organisation_id
    state.announced = stand_of(event)
    state.event_id = event.event_id
    state.facts_position = event.facts_position
