"""Facts about public items: codes, days and ids. What the board said in words is never an event."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.public_items.state import PublicItem, PublicItemStatus

STREAM = PublicItem.STREAM_TYPE


class Weakness(StrEnum):
    """What sort of weakness (差点) it is."""

    PERFORMANCE = "PERFORMANCE"
    DISCIPLINE = "DISCIPLINE"
    VIOLATION = "VIOLATION"
    OTHER = "OTHER"


class PublicItemEnding(StrEnum):
    """Why it stands no longer, before its last day."""

    IMPROVED = "IMPROVED"
    ENDED_EARLY = "ENDED_EARLY"


@event_type("public-item.posted", STREAM, subjects=("organisation_id", "member_id"))
class PublicItemPosted(DomainEvent):
    """It was made public on ``on`` and stands at most until the end of ``stands_until``.

    ``organisation_id`` is the branch or party group whose weakness it is, or where the member is at home.
    """

    organisation_id: UUID
    member_id: UUID | None
    weakness: Weakness
    violation_id: UUID | None
    on: date
    stands_until: date

    def apply(self, state: PublicItem) -> None:
        state.organisation_id = self.organisation_id
        state.member_id = self.member_id
        state.posted_on = self.on
        state.stands_until = self.stands_until
        state.status = PublicItemStatus.POSTED


@event_type("public-item.ended", STREAM)
class PublicItemEnded(DomainEvent):
    """It stands no longer from ``on`` on."""

    on: date
    ending: PublicItemEnding

    def apply(self, state: PublicItem) -> None:
        state.status = PublicItemStatus(self.ending)


@event_type("public-item.withdrawn", STREAM)
class PublicItemWithdrawn(DomainEvent):
    """It should never have been made public, for the coded reason of the header."""

    def apply(self, state: PublicItem) -> None:
        state.status = PublicItemStatus.WITHDRAWN
