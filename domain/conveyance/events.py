"""Facts about one conveyance (传达), all on its stream. One event a person and fact."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.conveyance.state import Conveyance
from domain.core import DomainEvent, event_type

STREAM = Conveyance.STREAM_TYPE


class ConveyanceMode(StrEnum):
    """How somebody was told who had not attended."""

    IN_PERSON = "IN_PERSON"
    PHONE = "PHONE"
    VISIT = "VISIT"
    WRITTEN = "WRITTEN"
    VIDEO = "VIDEO"


@event_type("conveyance.opened", STREAM, subjects=("organisation_id", "expected"))
class ConveyanceOpened(DomainEvent):
    """An item is to be told to each of those expected; no later fact rewrites who they are."""

    organisation_id: UUID  # a branch or a party group
    branch_id: UUID  # the branch itself, or the group's
    code: str  # of the item
    issued_on: date  # the day that the item is of
    expected: tuple[UUID, ...]  # the meeting's roster; without a meeting, the register of that day
    meeting_id: UUID | None = None  # it is told at this meeting: who attends has received it

    def apply(self, state: Conveyance) -> None:
        state.organisation_id = self.organisation_id
        state.branch_id = self.branch_id
        state.meeting_id = self.meeting_id
        state.issued_on = self.issued_on
        state.expected = frozenset(self.expected)


@event_type("conveyance.delivered", STREAM, subjects=("member_id", "by_id"))
class ConveyanceDelivered(DomainEvent):
    """One of those expected was told of the item by a member."""

    member_id: UUID
    mode: ConveyanceMode
    on: date
    by_id: UUID  # the member who told
    second_language: str | None = None  # code of the language in which it was told besides (双语)

    def apply(self, state: Conveyance) -> None:
        state.delivered.add(self.member_id)


@event_type("conveyance.delivery-revoked", STREAM, subjects=("member_id",))
class DeliveryRevoked(DomainEvent):
    """What was recorded of telling that person was wrong; the reason of the header says why."""

    member_id: UUID

    def apply(self, state: Conveyance) -> None:
        state.delivered.discard(self.member_id)


@event_type("conveyance.confirmed", STREAM, subjects=("member_id",))
class ConveyanceConfirmed(DomainEvent):
    """The member says for themselves that the item reached them."""

    member_id: UUID
    on: date

    def apply(self, state: Conveyance) -> None:
        state.confirmed.add(self.member_id)


@event_type("conveyance.closed", STREAM)
class ConveyanceClosed(DomainEvent):
    """Nobody else is told; the reason of the header says why, if some were not."""

    on: date

    def apply(self, state: Conveyance) -> None:
        state.closed = True
