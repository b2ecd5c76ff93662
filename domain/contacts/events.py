"""Facts about the contact with a member. None touches the home or a register: who is lost stays in the roster."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.contacts.state import MemberContact
from domain.core import DomainEvent, deterministic_id, event_type

STREAM = MemberContact.STREAM_TYPE


def contact_id(member_id: UUID) -> UUID:
    """The stream of the contact with a member."""
    return deterministic_id("contact", member_id)


@event_type("contact.floating-registered", STREAM, subjects=("member_id",))
class FloatingRegistered(DomainEvent):
    """The member is away from home for long (流动党员), from ``from_on`` on."""

    member_id: UUID
    from_on: date
    division_code: str | None = None  # where to

    def apply(self, state: MemberContact) -> None:
        state.member_id = self.member_id
        state.away_from = self.from_on
        state.away_to = None


@event_type("contact.floating-ended", STREAM, subjects=("member_id",))
class FloatingEnded(DomainEvent):
    """The member is back, from ``on`` on."""

    member_id: UUID
    on: date

    def apply(self, state: MemberContact) -> None:
        state.away_to = self.on


@event_type("contact.made", STREAM, subjects=("member_id",))
class ContactMade(DomainEvent):
    """The home branch spoke with the member on that day; whoever was lost is found."""

    member_id: UUID
    on: date
    channel: str  # code: PHONE, MESSAGE, VISIT, NEIGHBOURS

    def apply(self, state: MemberContact) -> None:
        state.member_id = self.member_id
        state.last_contact_on = max(self.on, state.last_contact_on or self.on)
        if state.lost_since is not None and self.on >= state.lost_since:
            state.lost_since = None


@event_type("contact.lost", STREAM, subjects=("member_id",))
class ContactLost(DomainEvent):
    """The member cannot be reached (失联) since that day."""

    member_id: UUID
    since: date

    def apply(self, state: MemberContact) -> None:
        state.member_id = self.member_id
        state.lost_since = self.since
