"""Dues of a branch, and a post handed over: recorded once the year is over, like posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.core.command import Command
from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from domain.dues.events import DuesPaid, dues_id
from domain.handover.commands import OpenHandover, SignHandover
from domain.handover.events import HandoverItem, HandoverSide
from gridledger.demo.cast import interesting_branch
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, StepList

MONTHLY_FEN = (20, 1_00)  # of farmers; the norm of 2008 asks 0.2 to 1 yuan of them
_WITHOUT_RECEIPT = 7  # every so manieth who paid, so that there is something to find
_UNPAID = 11
_NEVER_ASSESSED = 1


class ServiceSteps:
    """Adds steps about the one branch of a township that the demo looks at most."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._year = year
        self._paid_on = date(year, 12, 20)

    def add(self, unit: Unit, at: datetime) -> None:
        """All of them, from the instant ``at`` on."""
        branch = interesting_branch(unit)
        for minute, command in enumerate(self._handover(branch)):
            self._steps.add(at + timedelta(minutes=minute), unit.secretary, command)
        payers = [person for person in branch.founders if person.homes[-1].branch is branch]
        later = at + timedelta(hours=1)
        for number, person in enumerate(payers[_NEVER_ASSESSED:]):
            self._dues(branch, person, number, later + timedelta(seconds=number))

    def _handover(self, branch: Branch) -> Iterator[Command]:
        """Five of the six items are signed by both, the last by the one who goes."""
        handover_id = self._ids.of("handover", branch.key)
        yield OpenHandover(
            handover_id=handover_id,
            organisation_id=branch.id,
            from_post_id=self._ids.of("post", branch.key, "before"),
            to_post_id=self._ids.of("post", branch.key),
            due_on=date(self._year, 1, 31),
        )
        items = tuple(HandoverItem)
        yield SignHandover(handover_id=handover_id, side=HandoverSide.OUTGOING, items=items)
        yield SignHandover(handover_id=handover_id, side=HandoverSide.INCOMING, items=items[:-1])

    def _dues(self, branch: Branch, person: Person, number: int, at: datetime) -> None:
        """A year's dues: assessed, paid in one sum, receipted; with somebody by mistake."""
        random = chance(self._ids.seed, "dues", person.key)
        amount_fen = random.randint(MONTHLY_FEN[0] // 10, MONTHLY_FEN[1] // 10) * 10
        self._steps.add(
            at,
            branch.secretary,
            AssessDues(
                member_id=person.id,
                branch_id=branch.id,
                year=self._year,
                from_month=1,
                to_month=12,
                amount_fen=amount_fen,
            ),
        )
        if number % _UNPAID == _UNPAID - 1:
            return
        pay = PayDues(
            member_id=person.id,
            year=self._year,
            from_month=1,
            to_month=12,
            amount_fen=12 * amount_fen,
            paid_on=self._paid_on,
        )
        paid = EventRef(dues_id(person.id, self._year), DuesPaid.TOPIC, "payment")
        paid_at = at + timedelta(hours=1)
        self._steps.add(paid_at, branch.secretary, pay)
        if number == 0:
            reverse = ReverseDuesPayment(
                member_id=person.id, year=self._year, payment=NO_EVENT, reason="WRONG_PERSON"
            )
            self._steps.add(paid_at + timedelta(hours=1), branch.secretary, reverse, names=paid)
        elif number % _WITHOUT_RECEIPT != _WITHOUT_RECEIPT - 1:
            issue = IssueDuesReceipt(
                member_id=person.id,
                year=self._year,
                payment=NO_EVENT,
                receipt_number=f"{self._year}-{branch.key}-{number:04d}",
                issued_on=self._paid_on,
            )
            self._steps.add(paid_at + timedelta(hours=1), branch.secretary, issue, names=paid)
