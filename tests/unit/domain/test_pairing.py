"""Pairs: with a member of the branch, a household or a worker; how many is found afterwards, never refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.membership.events import AffiliationTransferred
from domain.membership.state import Member
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.decide import MOST_AT_A_TIME, assign_pair, end_pair
from domain.pairing.events import PairAssigned, PairEnded, PairKind, pairing_id
from domain.pairing.size import too_few, too_many
from domain.pairing.state import Pairing
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, OTHER_BRANCH, context

PAIRING = pairing_id(ANN)
HOUSEHOLD = world.id_of("household")
FROM, LATER = date(2026, 3, 2), date(2026, 3, 9)
FIRST = event_id(PAIRING, 1)


def assigned(kind: PairKind = PairKind.WORKER, **changes: Any) -> Fact:
    return fact(PairAssigned, member_id=ANN, branch_id=BRANCH, kind=kind, from_on=FROM, **changes)


def ended(on: date = LATER) -> Fact:
    return fact(PairEnded, pair=FIRST, on=on)


def pairing(*facts: Fact) -> Pairing:
    return given(Pairing, PAIRING, *facts)


def assign(
    kind: PairKind = PairKind.WORKER,
    before: Pairing | None = None,
    *,
    member: Member | None = None,
    partner: Member | None = None,
    **changes: Any,
) -> Outcome:
    given_: dict[str, Any] = {"member_id": ANN, "kind": kind, "from_on": FROM}
    return when(
        assign_pair,
        before or pairing(),
        AssignPair(**(given_ | changes)),
        context(),
        member=member or world.member(),
        partner=partner,
    )


def end(before: Pairing, on: date = LATER) -> Outcome:
    return when(end_pair, before, EndPair(member_id=ANN, pair=FIRST, on=on), context())


class TestAssign:
    def test_a_worker_a_household_and_a_member(self) -> None:
        assign().then(assigned())
        assign(PairKind.HOUSEHOLD, household_id=HOUSEHOLD).then(
            assigned(PairKind.HOUSEHOLD, household_id=HOUSEHOLD)
        )
        (event,) = assign(PairKind.MEMBER, partner=world.member(BEN), partner_member_id=BEN).then(
            assigned(PairKind.MEMBER, partner_member_id=BEN)
        )
        assert set(event.subjects()) == {ANN, BEN}

    @pytest.mark.parametrize(
        ("kind", "changes", "refusal"),
        [
            (PairKind.WORKER, {"household_id": HOUSEHOLD}, "INVALID_VALUE kind"),
            (PairKind.HOUSEHOLD, {}, "INVALID_VALUE householdId"),
            (PairKind.MEMBER, {}, "INVALID_VALUE partnerMemberId"),
            (
                PairKind.MEMBER,
                {"partner_member_id": ANN, "partner": world.member()},
                "INVALID_VALUE partnerMemberId",
            ),
            (PairKind.WORKER, {"from_on": date(1899, 1, 1)}, "INVALID_DATES fromOn"),
            (PairKind.WORKER, {"member": Member.empty(ANN)}, "NOT_FOUND memberId"),
        ],
    )
    def test_what_cannot_be(self, kind: PairKind, changes: dict[str, Any], refusal: str) -> None:
        assign(kind, **changes).refused(refusal)

    def test_members_of_one_branch(self) -> None:
        moved = fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=OTHER_BRANCH, from_on=FROM)
        for partner in (world.member(BEN, moved), Member.empty(BEN)):
            assign(PairKind.MEMBER, partner=partner, partner_member_id=BEN).refused(
                "NOT_HOME_BRANCH partnerMemberId"
            )

    def test_the_same_not_twice_at_a_time(self) -> None:
        with_ben = assigned(PairKind.MEMBER, partner_member_id=BEN)
        again: dict[str, Any] = {"partner": world.member(BEN), "partner_member_id": BEN}
        assign(PairKind.MEMBER, pairing(with_ben), **again).refused("ALREADY_EXISTS partnerMemberId")
        assign(PairKind.MEMBER, pairing(with_ben, ended()), **again).then(with_ben)
        assign(before=pairing(assigned())).then(assigned())  # workers are not told apart

    def test_nine_are_accepted_and_a_hundred_are_enough(self) -> None:
        assign(before=pairing(*[assigned()] * 8)).then(assigned())
        assign(before=pairing(*[assigned()] * MOST_AT_A_TIME)).refused("TOO_MANY memberId")


class TestEnd:
    def test_ended_and_sooner(self) -> None:
        end(pairing(assigned())).then(ended())
        end(pairing(assigned(), ended()), FROM).then(ended(FROM))
        end(pairing(assigned(), ended())).nothing()

    def test_what_cannot_be(self) -> None:
        end(pairing()).refused("NOT_FOUND pair")
        end(pairing(assigned()), date(2026, 3, 1)).refused("INVALID_DATES on")
        end(pairing(assigned(), ended()), date(2026, 3, 10)).refused("INVALID_DATES on")


@pytest.mark.parametrize(
    ("pairs", "few", "many"),
    [
        (0, False, False),
        (1, True, False),
        (5, True, False),
        (6, False, False),
        (8, False, False),
        (9, False, True),
    ],
)
def test_one_to_six_to_eight(pairs: int, few: bool, many: bool) -> None:
    assert (too_few(pairs), too_many(pairs)) == (few, many)
