"""Commands about funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocateFunds(Command):
    """Give a branch funds for a year; its members are counted as of ``counted_on``."""

    organisation_id: UUID
    year: int
    amount_fen: int
    counted_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReverseFundsAllocation(Command):
    """Let an allocation, named by its event, no longer count, and say why (``reason``)."""

    organisation_id: UUID
    year: int
    allocation: UUID
