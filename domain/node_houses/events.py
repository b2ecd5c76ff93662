"""Facts about node houses (党员中心户)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.node_houses.state import NodeHouse

STREAM = NodeHouse.STREAM_TYPE


@event_type("node-house.named", STREAM, subjects=("branch_id", "member_id"))
class NodeHouseNamed(DomainEvent):
    """A member's house is the node of the members around from ``from_on`` on."""

    branch_id: UUID
    member_id: UUID
    from_on: date

    def apply(self, state: NodeHouse) -> None:
        state.branch_id = self.branch_id
        state.member_id = self.member_id
        state.since = self.from_on


@event_type("node-house.reviewed", STREAM)
class NodeHouseReviewed(DomainEvent):
    """It was looked at how it does (考评)."""

    on: date
    passed: bool

    def apply(self, state: NodeHouse) -> None:
        state.since = self.on


@event_type("node-house.replaced", STREAM, subjects=("member_id",))
class NodeHouseReplaced(DomainEvent):
    """Another member's house took its place from ``on`` on (更换)."""

    member_id: UUID
    on: date

    def apply(self, state: NodeHouse) -> None:
        state.member_id = self.member_id
        state.since = self.on
