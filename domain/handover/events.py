"""Facts about handovers (工作交接)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.handover.state import Handover

STREAM = Handover.STREAM_TYPE


class HandoverItem(StrEnum):
    """一册五盒: the handbook and the five boxes of a branch (domain row S05)."""

    HANDBOOK = "HANDBOOK"
    DAILY_WORK_BOX = "DAILY_WORK_BOX"
    ADMISSIONS_BOX = "ADMISSIONS_BOX"
    PLANS_AND_REPORTS_BOX = "PLANS_AND_REPORTS_BOX"
    SUPERIOR_DOCUMENTS_BOX = "SUPERIOR_DOCUMENTS_BOX"
    OTHER_BOX = "OTHER_BOX"


class HandoverSide(StrEnum):
    """Who signs: the holder who goes, and the one who comes."""

    OUTGOING = "OUTGOING"
    INCOMING = "INCOMING"


@event_type("handover.opened", STREAM, subjects=("organisation_id", "from_member_id", "to_member_id"))
class HandoverOpened(DomainEvent):
    """A post passes from one member to another; these items are to be signed for by both."""

    organisation_id: UUID
    from_post_id: UUID
    to_post_id: UUID
    from_member_id: UUID
    to_member_id: UUID
    items: tuple[HandoverItem, ...]
    due_on: date | None = None

    def apply(self, state: Handover) -> None:
        state.organisation_id = self.organisation_id
        state.members = {HandoverSide.OUTGOING: self.from_member_id, HandoverSide.INCOMING: self.to_member_id}
        state.signed = {item: frozenset() for item in self.items}


@event_type("handover.item-signed", STREAM)
class HandoverItemSigned(DomainEvent):
    """One side signed for one item on the day of occurrence."""

    item: HandoverItem
    side: HandoverSide

    def apply(self, state: Handover) -> None:
        state.signed[self.item] |= {self.side}
