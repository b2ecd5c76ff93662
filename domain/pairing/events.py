"""Facts about pairs (结对联系), one stream a member who looks after others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.pairing.state import Pair, Pairing

STREAM = Pairing.STREAM_TYPE


class PairKind(StrEnum):
    """Whom a member looks after."""

    MEMBER = "MEMBER"
    HOUSEHOLD = "HOUSEHOLD"
    WORKER = "WORKER"


def pairing_id(member_id: UUID) -> UUID:
    """The stream of a member's pairs."""
    return deterministic_id("pairing", member_id)


@event_type("pair.assigned", STREAM, subjects=("member_id", "partner_member_id"))
class PairAssigned(DomainEvent):
    """A member looks after somebody from ``from_on`` on."""

    member_id: UUID
    branch_id: UUID  # the member's home that day
    kind: PairKind
    from_on: date
    partner_member_id: UUID | None = None
    household_id: UUID | None = None

    def apply(self, state: Pairing) -> None:
        state.member_id = self.member_id
        partner = self.partner_member_id or self.household_id
        state.pairs[self.event_id] = Pair(self.kind, partner, self.from_on)


@event_type("pair.ended", STREAM)
class PairEnded(DomainEvent):
    """The member looks after them no longer, from ``on`` on; ``pair`` is the event that made it."""

    pair: UUID
    on: date

    def apply(self, state: Pairing) -> None:
        state.pairs[self.pair] = replace(state.pairs[self.pair], until=self.on)
