"""Random commands about service and money that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from domain.accounts.events import PostGiven
from domain.core import DomainEvent
from domain.core.command import Command
from domain.dues import commands as dues
from domain.dues.events import DuesAssessed, DuesPaid
from domain.handover import commands as handover
from domain.handover.events import HandoverItem, HandoverOpened, HandoverSide
from tests.unit.support import world
from tests.unit.support.lecture_commands import LECTURES, some_lecture_command
from tests.unit.support.oversight_commands import AIMED as AIMED_OVERSIGHT
from tests.unit.support.oversight_commands import AimedOversight
from tests.unit.support.peer_review_commands import PEER_REVIEWS, some_peer_review_command
from tests.unit.support.plan_commands import AIMED as AIMED_PLANS
from tests.unit.support.plan_commands import AimedPlans
from tests.unit.support.policy_commands import POLICIES, some_policy_command
from tests.unit.support.procedure_commands import PROCEDURES, some_procedure_command
from tests.unit.support.public_item_commands import PUBLIC_ITEMS, some_public_item_command
from tests.unit.support.resolution_commands import RESOLUTIONS, some_resolution_command
from tests.unit.support.violation_commands import VIOLATIONS, some_violation_command

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
FEN = 5_50
HANDOVERS = tuple(world.id_of(f"handover {number}") for number in range(6))


class Aimed:
    """Makes a command of a kind at what is there; None where nothing is."""

    def __init__(self, chance: random.Random, streams: Streams) -> None:
        self._chance = chance
        self._streams = streams

    def of(self, cls: type[Command]) -> Command | None:
        """A command of that class, which is one of ``AIMED``."""
        maker = _MAKERS.get(cls)
        if maker is not None:
            return maker(self)
        if cls in POLICIES:
            return some_policy_command(cls, self._chance, self._streams)
        if cls in PROCEDURES:
            return some_procedure_command(cls, self._chance, self._streams)
        if cls in LECTURES:
            return some_lecture_command(cls, self._chance, self._streams)
        if cls in RESOLUTIONS:
            return some_resolution_command(cls, self._chance, self._streams)
        if cls in VIOLATIONS:
            return some_violation_command(cls, self._chance, self._streams)
        if cls in PUBLIC_ITEMS:
            return some_public_item_command(cls, self._chance, self._streams)
        if cls in PEER_REVIEWS:
            return some_peer_review_command(cls, self._chance, self._streams)
        others = AimedPlans if cls in AIMED_PLANS else AimedOversight
        return others(self._chance, self._streams).of(cls)

    def _said(self, cls: type[E]) -> Iterator[E]:
        for events in self._streams.values():
            if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
                yield from (event for event in events if isinstance(event, cls))

    def _one(self, cls: type[E]) -> E | None:
        found = [*self._said(cls)]
        return self._chance.choice(found) if found else None

    def assess(self) -> Command:
        first = self._chance.randrange(4, 13)
        return dues.AssessDues(
            member_id=self._chance.choice(world.MEMBERS),
            branch_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            year=self._chance.choice((2026, 2026, 2030)),
            from_month=first,
            to_month=self._chance.choice((first, 12)),
            amount_fen=self._chance.choice((FEN, FEN, 0)),
        )

    def pay(self) -> Command | None:
        assessed = self._one(DuesAssessed)
        return (
            None
            if assessed is None
            else dues.PayDues(
                member_id=assessed.member_id,
                year=assessed.year,
                from_month=assessed.from_month,
                to_month=assessed.from_month,
                amount_fen=FEN,
                paid_on=world.TODAY - timedelta(days=self._chance.choice((0, 1, 9, -1))),
            )
        )

    def receipt(self) -> Command | None:
        paid = self._one(DuesPaid)
        return (
            None
            if paid is None
            else dues.IssueDuesReceipt(
                member_id=self._payer(paid),
                year=2026,
                payment=paid.event_id,
                receipt_number=f"NO-{self._chance.randrange(30)}",
                issued_on=world.TODAY,
            )
        )

    def reverse(self) -> Command | None:
        paid = self._one(DuesPaid)
        return (
            None
            if paid is None
            else dues.ReverseDuesPayment(
                member_id=self._payer(paid), year=2026, payment=paid.event_id, reason="WRONG_PERSON"
            )
        )

    def _payer(self, paid: DuesPaid) -> UUID:
        return next(
            event.member_id for event in self._said(DuesAssessed) if event.originator_id == paid.originator_id
        )

    def open(self) -> Command | None:
        posts = [post for post in self._said(PostGiven) if post.organisation_id]
        pairs = [
            (one, other)
            for one in posts
            for other in posts
            if one.organisation_id == other.organisation_id and one is not other
        ]
        if not pairs:
            return None
        one, other = self._chance.choice(pairs)
        assert one.organisation_id is not None
        return handover.OpenHandover(
            handover_id=self._chance.choice(HANDOVERS),
            organisation_id=one.organisation_id,
            from_post_id=one.originator_id,
            to_post_id=other.originator_id,
        )

    def sign(self) -> Command | None:
        opened = self._one(HandoverOpened)
        return (
            None
            if opened is None
            else handover.SignHandover(
                handover_id=opened.originator_id,
                side=self._chance.choice(list(HandoverSide)),
                items=tuple(self._chance.sample(list(HandoverItem), 2)),
            )
        )


_MAKERS: Mapping[type[Command], Callable[[Aimed], Command | None]] = {
    dues.AssessDues: Aimed.assess,
    dues.PayDues: Aimed.pay,
    dues.IssueDuesReceipt: Aimed.receipt,
    dues.ReverseDuesPayment: Aimed.reverse,
    handover.OpenHandover: Aimed.open,
    handover.SignHandover: Aimed.sign,
}
AIMED = (
    _MAKERS.keys()
    | AIMED_OVERSIGHT
    | AIMED_PLANS
    | POLICIES
    | PROCEDURES
    | LECTURES
    | RESOLUTIONS
    | VIOLATIONS
    | PUBLIC_ITEMS
    | PEER_REVIEWS
)
