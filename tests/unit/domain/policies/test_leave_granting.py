"""Who may grant leave, and for how many days: both sides of each number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.leave.events import LeaveKind
from domain.leave.levels import ApproverLevel
from domain.policies.kinds.leave_granting import GrantingStep, LeaveGranting, LeaveGrantingKind
from domain.policies.leave_grants import LeaveGrant

LEADER, SECRETARY, COMMITTEE, SUPERIOR = ApproverLevel
FIRST = date(2026, 3, 16)
KIND = LeaveGrantingKind()


def rule(**changes: Any) -> LeaveGranting:
    """Three days by the group leader, fifteen by the secretary, longer from above."""
    plain: dict[str, Any] = {
        "steps": (
            GrantingStep(level=LEADER, most_days=3),
            GrantingStep(level=SECRETARY, most_days=15),
            GrantingStep(level=SUPERIOR),
        ),
        "order": "highest_alone",
        "own": "level_above",
    }
    return LeaveGranting(**plain | changes)


def grant(days: int, level: ApproverLevel, **facts: Any) -> LeaveGrant:
    plain: dict[str, Any] = {"kind": LeaveKind.PERSONAL, "on": FIRST}
    return LeaveGrant(from_on=FIRST, to_on=FIRST + timedelta(days=days - 1), level=level, **plain | facts)


def said(parameters: LeaveGranting, of: LeaveGrant) -> str | None:
    """What hinders it: the code, and the level that it takes."""
    hindrance = KIND.hindrance(parameters, of)
    if hindrance is None:
        return None
    return " ".join([hindrance.code, *map(str, hindrance.details.values())])


@pytest.mark.parametrize(
    ("days", "level", "hindrance"),
    [
        (3, LEADER, None),
        (4, LEADER, "LEAVE_LEVEL_TOO_LOW BRANCH_SECRETARY"),
        (4, SECRETARY, None),
        (15, SECRETARY, None),
        (16, SECRETARY, "LEAVE_LEVEL_TOO_LOW SUPERIOR"),
        (16, COMMITTEE, "LEAVE_LEVEL_TOO_LOW SUPERIOR"),
        (16, SUPERIOR, None),
        (366, SUPERIOR, None),
        (1, SUPERIOR, None),
    ],
)
def test_each_level_grants_so_many_days(days: int, level: ApproverLevel, hindrance: str | None) -> None:
    assert said(rule(), grant(days, level)) == hindrance


def test_where_the_last_level_has_a_number_nobody_grants_more() -> None:
    limited = rule(steps=(GrantingStep(level=SECRETARY, most_days=30),))
    assert said(limited, grant(30, SUPERIOR)) is None
    assert said(limited, grant(31, SUPERIOR)) == "LEAVE_TOO_LONG 30"


def test_other_kinds_of_leave_are_no_matter_of_it() -> None:
    of_study = rule(leaves=(LeaveKind.STUDY,))
    assert said(of_study, grant(16, LEADER)) is None
    assert said(of_study, grant(16, LEADER, kind=LeaveKind.STUDY)) == "LEAVE_LEVEL_TOO_LOW SUPERIOR"


class TestChain:
    chain = rule(order="chain")

    def test_each_level_below_comes_first(self) -> None:
        assert said(self.chain, grant(3, LEADER)) is None
        assert said(self.chain, grant(4, SECRETARY)) == "LEAVE_STEP_MISSING GROUP_LEADER"
        assert said(self.chain, grant(4, SECRETARY, passed=frozenset({LEADER}))) is None
        once = frozenset({LEADER})
        assert said(self.chain, grant(16, SUPERIOR, passed=once)) == "LEAVE_STEP_MISSING BRANCH_SECRETARY"
        assert said(self.chain, grant(16, SUPERIOR, passed=once | {SECRETARY})) is None

    def test_a_higher_level_may_take_the_place_of_the_one_that_decides(self) -> None:
        assert said(self.chain, grant(4, SUPERIOR, passed=frozenset({LEADER}))) is None

    def test_who_holds_a_level_waits_for_none_up_to_it(self) -> None:
        assert said(self.chain, grant(16, SUPERIOR, held=frozenset({SECRETARY}))) is None
        missing = "LEAVE_STEP_MISSING BRANCH_SECRETARY"
        assert said(self.chain, grant(16, SUPERIOR, held=frozenset({LEADER}))) == missing


class TestOwn:
    secretary = frozenset({SECRETARY})

    @pytest.mark.parametrize("days", [1, 15])
    def test_the_level_above_decides(self, days: int) -> None:
        for below in (LEADER, SECRETARY):
            assert said(rule(), grant(days, below, held=self.secretary)) == (
                "LEAVE_LEVEL_TOO_LOW BRANCH_COMMITTEE"
            )
        assert said(rule(), grant(days, COMMITTEE, held=self.secretary)) is None

    def test_a_deputy_does_not_where_the_level_above_decides(self) -> None:
        by_deputy = grant(1, SECRETARY, held=self.secretary, deputy=True)
        assert said(rule(), by_deputy) == "LEAVE_LEVEL_TOO_LOW BRANCH_COMMITTEE"

    def test_the_deputy_decides_where_the_text_says_so(self) -> None:
        by_deputy = rule(own="deputy")
        assert said(by_deputy, grant(15, SECRETARY, held=self.secretary, deputy=True)) is None
        assert said(by_deputy, grant(15, SECRETARY, held=self.secretary)) == (
            "LEAVE_LEVEL_TOO_LOW BRANCH_COMMITTEE"
        )
        assert said(by_deputy, grant(15, COMMITTEE, held=self.secretary)) is None

    def test_no_deputy_grants_more_than_the_one_in_whose_stead(self) -> None:
        longer = grant(16, SECRETARY, held=self.secretary, deputy=True)
        assert said(rule(own="deputy"), longer) == "LEAVE_LEVEL_TOO_LOW SUPERIOR"

    def test_a_leader_of_a_group_asks_the_secretary(self) -> None:
        leader = frozenset({LEADER})
        assert said(rule(), grant(1, LEADER, held=leader)) == "LEAVE_LEVEL_TOO_LOW BRANCH_SECRETARY"
        assert said(rule(), grant(1, SECRETARY, held=leader)) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"steps": ()}, "steps: names one level, or more"),
        ({"steps": (GrantingStep(level=LEADER, most_days=0),)}, "steps: a level grants one day, or more"),
        (
            {"steps": (GrantingStep(level=SECRETARY, most_days=3), GrantingStep(level=LEADER))},
            "steps: go from the lowest level to the highest, each once",
        ),
        (
            {"steps": (GrantingStep(level=LEADER, most_days=3), GrantingStep(level=SECRETARY, most_days=3))},
            "steps: each level may grant more days than the one before",
        ),
        (
            {"steps": (GrantingStep(level=LEADER), GrantingStep(level=SECRETARY))},
            "steps: each level may grant more days than the one before",
        ),
        ({"leaves": (LeaveKind.STUDY, LeaveKind.STUDY)}, "leaves: names each once"),
    ],
)
def test_parameters_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(**changes)


def test_which_of_two_asks_for_less() -> None:
    by_leader = rule(steps=(GrantingStep(level=LEADER, most_days=5), GrantingStep(level=SUPERIOR)))
    by_secretary = rule(steps=(GrantingStep(level=SECRETARY, most_days=5), GrantingStep(level=SUPERIOR)))
    assert KIND.weaker(by_leader, by_secretary) is True
    assert KIND.weaker(by_secretary, by_leader) is False
    assert KIND.weaker(rule(), rule()) is False
    assert KIND.weaker(rule(), rule(order="chain")) is True
    assert KIND.weaker(by_leader, rule()) is None  # the leader more, the secretary nothing
    assert KIND.weaker(rule(own="deputy"), rule()) is None
    assert KIND.weaker(rule(leaves=(LeaveKind.STUDY,)), rule()) is None


def test_its_sentence() -> None:
    words = KIND.sentences(rule(order="chain", leaves=(LeaveKind.PERSONAL,)))
    assert words.zh == (
        "事假:3天以内由党小组组长批准,15天以内由支部书记批准,更长的由上级党组织批准;逐级审批;审批人本人请假由上一级批准"
    )
    assert words.en == (
        "personal leave: up to 3 days by the group leader, up to 15 days by the secretary of the branch, longer by the"
        " organisation above; each level below approves first; of who holds a level, the one above decides"
    )
