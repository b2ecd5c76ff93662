"""Commands about second affiliations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class AddSecondAffiliation(Command):
    """Let a member take part in a branch beside the home, such as that of the residential quarter (双报到)."""

    second_affiliation_id: UUID
    member_id: UUID
    organisation_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSecondAffiliation(Command):
    """End it; ``on`` is the first day without it, the day on which it began if it never came about."""

    second_affiliation_id: UUID
    on: date
