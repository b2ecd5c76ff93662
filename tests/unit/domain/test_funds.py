"""Funds: 300 yuan a member, on top of what was allocated before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from domain.funds.decide import MOST_FEN, allocate_funds, reverse_funds_allocation
from domain.funds.events import FundsAllocated, FundsAllocationReversed, funds_id
from domain.funds.standard import required_fen, shortfall_fen
from domain.funds.state import Funds
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import BRANCH, TODAY, context

FUNDS = funds_id(BRANCH, 2026)
ALLOCATION = event_id(FUNDS, 1)


def allocated(amount_fen: int = 900_00) -> Fact:
    return fact(FundsAllocated, organisation_id=BRANCH, year=2026, amount_fen=amount_fen, counted_on=TODAY)


def allocate(organisation: Organisation | None = None, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "organisation_id": BRANCH,
        "year": 2026,
        "amount_fen": 900_00,
        "counted_on": TODAY,
    }
    return when(
        allocate_funds,
        given(Funds, FUNDS, allocated()),
        AllocateFunds(**(given_ | changes)),
        context(),
        organisation=organisation or world.branch(),
    )


@pytest.mark.parametrize("amount_fen", [0, 1, MOST_FEN])
def test_allocated(amount_fen: int) -> None:
    (event,) = allocate(amount_fen=amount_fen).then(allocated(amount_fen))
    assert event.subjects() == (BRANCH,)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation": Organisation.empty(BRANCH)}, "NOT_FOUND organisationId"),
        ({"organisation": world.township()}, "WRONG_KIND organisationId"),
        ({"year": 1999}, "INVALID_VALUE year"),
        ({"year": 2028}, "INVALID_VALUE year"),
        ({"amount_fen": -1}, "INVALID_VALUE amountFen"),
        ({"amount_fen": MOST_FEN + 1}, "INVALID_VALUE amountFen"),
        ({"counted_on": date(2026, 3, 21)}, "IN_THE_FUTURE countedOn"),
    ],
)
def test_what_cannot_be(changes: dict[str, Any], refusal: str) -> None:
    allocate(**changes).refused(refusal)


@pytest.mark.parametrize(
    ("allocated_fen", "missing_fen"), [(0, 900_00), (899_99, 1), (900_00, 0), (900_01, 0)]
)
def test_three_hundred_yuan_a_member(allocated_fen: int, missing_fen: int) -> None:
    assert required_fen(3) == 900_00
    assert shortfall_fen(allocated_fen, 3) == missing_fen


def reverse(*facts: Fact, allocation: UUID = ALLOCATION, reason: str | None = "WRONG_BRANCH") -> Outcome:
    command = ReverseFundsAllocation(organisation_id=BRANCH, year=2026, allocation=allocation, reason=reason)
    return when(reverse_funds_allocation, given(Funds, FUNDS, *facts), command, context())


def test_reversed_once() -> None:
    taken_back = fact(
        FundsAllocationReversed,
        organisation_id=BRANCH,
        year=2026,
        allocation=ALLOCATION,
        amount_fen=900_00,
    )
    (event,) = reverse(allocated()).then(taken_back)
    assert event.reason == "WRONG_BRANCH"
    reverse(allocated(), taken_back).refused("ALREADY_REVERSED allocation")


def test_what_cannot_be_reversed() -> None:
    reverse().refused("NOT_FOUND allocation")
    reverse(allocated(), allocation=world.id_of("another")).refused("NOT_FOUND allocation")
    reverse(allocated(), reason=None).refused("REASON_REQUIRED reason")
