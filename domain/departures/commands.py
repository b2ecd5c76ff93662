"""Commands about departures."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordDeparture(Command):
    """Record why (``reason``) an organisation does not do in a period what a rule asks for as a rule."""

    organisation_id: UUID
    node_id: UUID  # that adopted the rule
    series: str
    period: str  # its label
    document_id: UUID | None = None
    approved_by: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawDeparture(Command):
    """Take a departure back, and say why (``reason``): it excuses nothing any more, and never did."""

    organisation_id: UUID
    node_id: UUID
    series: str
    period: str
