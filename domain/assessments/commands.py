"""Commands about what periods came to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.assessments.tally import Tally
from domain.core.command import Command
from domain.organisation.events import OrganisationKind


@dataclass(frozen=True, kw_only=True, slots=True)
class AssessPeriod(Command):
    """Record what a closed period came to, by the facts up to a position of the log."""

    node_id: UUID  # that adopted the rule
    series: str
    organisation_kind: OrganisationKind
    period: str  # its label
    tally: Tally
    digest: str  # of the slots
    facts_position: int
