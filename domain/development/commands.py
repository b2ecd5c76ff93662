"""Commands about the development of members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.development.events import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiveApplication(Command):
    """Make a person known who asks a branch to be admitted. The name is kept outside the log under ``name_id``."""

    development_id: UUID
    person_id: UUID
    branch_id: UUID
    name_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AdvanceStage(Command):
    """Bring a person to the next stage: activist, or candidate."""

    development_id: UUID
    stage: Stage
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordBallot(Command):
    """Record what the tellers counted in a ballot on one candidate at a general meeting."""

    development_id: UUID
    meeting_id: UUID
    number: int
    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AdmitCandidate(Command):
    """Make a candidate who was voted for a probationary member, at home in the branch from ``on`` on."""

    development_id: UUID
    on: date
    group_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndDevelopment(Command):
    """Develop a person no further, and say why (``reason``)."""

    development_id: UUID
    on: date
