"""Facts about node houses (党员中心户)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.member_node_houses.state import MemberNodeHouse

STREAM = MemberNodeHouse.STREAM_TYPE


@event_type("member-node-house.named", STREAM, subjects=("branch_id", "member_id"))
class MemberNodeHouseNamed(DomainEvent):
    """A member's house is the node of the members around from ``from_on`` on."""

    branch_id: UUID
    member_id: UUID
    from_on: date

    def apply(self, state: MemberNodeHouse) -> None:
        state.branch_id = self.branch_id
        state.member_id = self.member_id
        state.since = self.from_on


@event_type("member-node-house.reviewed", STREAM)
class MemberNodeHouseReviewed(DomainEvent):
    """It was looked at how it does (考评)."""

    on: date
    passed: bool

    def apply(self, state: MemberNodeHouse) -> None:
        state.since = self.on


@event_type("member-node-house.replaced", STREAM, subjects=("member_id",))
class MemberNodeHouseReplaced(DomainEvent):
    """Another member's house took its place from ``on`` on (更换)."""

    member_id: UUID
    on: date

    def apply(self, state: MemberNodeHouse) -> None:
        state.member_id = self.member_id
        state.since = self.on
