"""Commands about publications and themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.policies.facts import Matter
from domain.policies.periods import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishMatter(Command):
    """Record that an organisation made a matter of a period public."""

    organisation_id: UUID
    matter: Matter
    unit: Unit
    period_first: date
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawPublication(Command):
    """Let a publication count no longer, and say why (``reason``)."""

    organisation_id: UUID
    matter: Matter
    unit: Unit
    period_first: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishTheme(Command):
    """Give out a theme of a month, for an organisation and all below it."""

    node_id: UUID
    month: date
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawTheme(Command):
    """Take a theme of a month back, and say why (``reason``)."""

    node_id: UUID
    month: date
    code: str
