"""Commands about verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.verdicts.announcing import AnnouncedStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnounceVerdict(Command):
    """Record how a slot of a closed period stands, by the facts up to a position of the log."""

    organisation_id: UUID
    node_id: UUID
    series: str
    period: str
    version_id: UUID
    status: AnnouncedStatus
    facts_position: int
    required: int | None = None
    held: int | None = None
    verified: int | None = None
    shortfalls: tuple[str, ...] = ()
    rests_on: tuple[UUID, ...] = ()
