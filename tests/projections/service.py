"""Random commands about service and money, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
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
from tests.projections.known import Known, SeededIds
from tests.projections.oversight import Oversight

E = TypeVar("E", bound=DomainEvent)
_FEW = 10  # persons and things, so that they meet what they did before


class Service:
    """Lets members of a county pay dues, and posts be handed over."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"service {seed}")
        self._ids = SeededIds(seed + 3_000_000)
        self._receipts = 0
        self._oversight = Oversight(known, seed)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._assess, self._assess, self._pay, self._pay, self._receipt, self._receipt, self._reverse),
            *(self._open, self._sign, self._sign),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command
        yield from self._oversight.some_commands(2 * number)

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _member(self) -> UUID:
        return self._random.choice(list(self._known.members)[:_FEW])

    def _assess(self) -> Command:
        member_id = self._member()
        first = self._random.randrange(1, 13)
        return dues.AssessDues(
            member_id=member_id,
            branch_id=self._known.members[member_id],
            year=self._known.today.year,
            from_month=first,
            to_month=min(12, first + self._random.randrange(3)),
            amount_fen=self._random.choice([0, 2_00, 5_50]),
        )

    def _pay(self) -> Command | None:
        assessed = self._said(DuesAssessed)
        if assessed is None:
            return None
        months = assessed.to_month - assessed.from_month + 1
        return dues.PayDues(
            member_id=assessed.member_id,
            year=assessed.year,
            from_month=assessed.from_month,
            to_month=assessed.to_month,
            amount_fen=months * assessed.amount_fen,
            paid_on=self._known.today,
        )

    def _payer(self, paid: DuesPaid) -> tuple[UUID, int]:
        events = (event for event in self._known.events if event.originator_id == paid.originator_id)
        return next((event.member_id, event.year) for event in events if isinstance(event, DuesAssessed))

    def _receipt(self) -> Command | None:
        paid = self._said(DuesPaid)
        if paid is None:
            return None
        member_id, year = self._payer(paid)
        self._receipts += self._random.choice([0, 1, 1, 1])
        return dues.IssueDuesReceipt(
            member_id=member_id,
            year=year,
            payment=paid.event_id,
            receipt_number=f"NO-{self._receipts}",
            issued_on=self._known.today,
        )

    def _reverse(self) -> Command | None:
        paid = self._said(DuesPaid)
        if paid is None or self._random.random() < 0.5:
            return None
        member_id, year = self._payer(paid)
        return dues.ReverseDuesPayment(
            member_id=member_id, year=year, payment=paid.event_id, reason="WRONG_PERSON"
        )

    def _open(self) -> Command | None:
        posts = [event for event in self._known.events if isinstance(event, PostGiven)]
        pairs = [
            (one, other)
            for one in posts
            for other in posts
            if one.organisation_id and one.organisation_id == other.organisation_id and one is not other
        ]
        if not pairs:
            return None
        one, other = self._random.choice(pairs)
        assert one.organisation_id is not None
        items = self._random.sample(list(HandoverItem), self._random.choice([2, 6]))
        return handover.OpenHandover(
            handover_id=self._ids.new_id(),
            organisation_id=one.organisation_id,
            from_post_id=one.originator_id,
            to_post_id=other.originator_id,
            items=tuple(items),
            due_on=self._random.choice([None, self._known.today + timedelta(days=30)]),
        )

    def _sign(self) -> Command | None:
        opened = self._said(HandoverOpened)
        if opened is None:
            return None
        items = self._random.sample(list(opened.items), self._random.randrange(1, len(opened.items) + 1))
        side = self._random.choice(list(HandoverSide))
        return handover.SignHandover(handover_id=opened.originator_id, side=side, items=tuple(items))
