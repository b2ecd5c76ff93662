"""Node houses: named, reviewed each half-year, replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.member_node_houses.commands import (
    NameMemberNodeHouse,
    ReplaceMemberNodeHouse,
    ReviewMemberNodeHouse,
)
from domain.member_node_houses.decide import (
    name_member_node_house,
    replace_member_node_house,
    review_member_node_house,
)
from domain.member_node_houses.events import (
    MemberNodeHouseNamed,
    MemberNodeHouseReplaced,
    MemberNodeHouseReviewed,
)
from domain.member_node_houses.review import review_due_on
from domain.member_node_houses.state import MemberNodeHouse
from domain.membership.state import Register
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, context

HOUSE = world.id_of("node house")
FROM, REVIEW, TOMORROW = date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 21)
NAMED = fact(MemberNodeHouseNamed, branch_id=BRANCH, member_id=ANN, from_on=FROM)


def house(*facts: Fact) -> MemberNodeHouse:
    return given(MemberNodeHouse, HOUSE, *facts)


def name(
    before: MemberNodeHouse | None = None,
    *,
    branch: Organisation | None = None,
    register: Register | None = None,
    from_on: date = FROM,
) -> Outcome:
    command = NameMemberNodeHouse(
        member_node_house_id=HOUSE, branch_id=BRANCH, member_id=ANN, from_on=from_on
    )
    return when(
        name_member_node_house,
        before or house(),
        command,
        context(),
        branch=branch or world.branch(),
        register=register or world.register(ANN),
    )


def review(before: MemberNodeHouse, on: date = REVIEW) -> Outcome:
    command = ReviewMemberNodeHouse(member_node_house_id=HOUSE, on=on, passed=False)
    return when(review_member_node_house, before, command, context())


def replace(before: MemberNodeHouse, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {"member_node_house_id": HOUSE, "member_id": BEN, "on": REVIEW}
    command = ReplaceMemberNodeHouse(**(given_ | changes))
    return when(replace_member_node_house, before, command, context(), register=world.register(ANN, BEN))


class TestName:
    def test_a_member_on_the_register(self) -> None:
        (event,) = name().then(NAMED)
        assert set(event.subjects()) == {BRANCH, ANN}

    def test_nobody_else(self) -> None:
        name(register=world.register(BEN)).refused("NOT_ON_REGISTER memberId")
        name(from_on=date(2026, 1, 4)).refused("NOT_ON_REGISTER memberId")

    def test_what_cannot_be(self) -> None:
        name(branch=Organisation.empty(BRANCH)).refused("NOT_FOUND branchId")
        name(branch=world.township()).refused("WRONG_KIND branchId")
        name(house(NAMED)).refused("ALREADY_EXISTS memberNodeHouseId")


class TestReview:
    def test_one_after_the_other(self) -> None:
        reviewed = fact(MemberNodeHouseReviewed, on=REVIEW, passed=False)
        review(house(NAMED)).then(reviewed)
        review(house(NAMED, reviewed), date(2026, 2, 28)).refused("INVALID_DATES on")

    def test_what_cannot_be(self) -> None:
        review(house()).refused("NOT_FOUND memberNodeHouseId")
        review(house(NAMED), date(2026, 1, 31)).refused("INVALID_DATES on")
        review(house(NAMED), TOMORROW).refused("IN_THE_FUTURE on")


class TestReplace:
    def test_by_another_member(self) -> None:
        replace(house(NAMED)).then(fact(MemberNodeHouseReplaced, member_id=BEN, on=REVIEW))

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"member_id": ANN}, "ALREADY_EXISTS memberId"),
            ({"member_id": world.CAT}, "NOT_ON_REGISTER memberId"),
            ({"on": date(2026, 1, 31)}, "INVALID_DATES on"),
        ],
    )
    def test_what_cannot_be(self, changes: dict[str, Any], refusal: str) -> None:
        replace(house(NAMED), **changes).refused(refusal)

    def test_no_house(self) -> None:
        replace(house()).refused("NOT_FOUND memberNodeHouseId")


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_a_review_is_due_half_a_year_later(since: date, due: date) -> None:
    assert review_due_on(since) == due
