"""Points: awarded, deducted, reversed, corrected."""

from __future__ import annotations

from typing import Any

import pytest

from domain.county.events import Module
from domain.membership.state import Member
from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from domain.scoring.decide import award_points, correct_points, deduct_points, reverse_points
from domain.scoring.events import (
    PointsAwarded,
    PointsClass,
    PointsCorrected,
    PointsDeducted,
    PointsReversed,
    ScoreAccountOpened,
    account_id,
)
from domain.scoring.state import ScoreAccount
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, event_id, fact, given, when
from tests.unit.support.world import ANN, BRANCH, MEETING, context

ACCOUNT = account_id(ANN, 2026)
COUNTY = world.county(Module.POINTS)
MEMBER = world.member(ANN)


def entry(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "member_id": ANN,
        "year": 2026,
        "points_hundredths": 550,
        "points_class": PointsClass.TASK,
        "rule": "ATTENDANCE",
    }
    return fields | changes


def account(*facts: Fact) -> ScoreAccount:
    opened = fact(ScoreAccountOpened, member_id=ANN, branch_id=BRANCH, year=2026)
    return given(ScoreAccount, ACCOUNT, opened, *facts)


def awarded(points_hundredths: int = 550) -> Fact:
    return fact(
        PointsAwarded,
        points_hundredths=points_hundredths,
        points_class=PointsClass.TASK,
        rule="ATTENDANCE",
    )


def deducted(points_hundredths: int = 200) -> Fact:
    return fact(
        PointsDeducted, points_hundredths=points_hundredths, points_class=PointsClass.BASE, rule="ABSENCE"
    )


class TestEnter:
    def test_the_first_entry_opens_the_account(self) -> None:
        empty = ScoreAccount.empty(ACCOUNT)
        command = AwardPoints(**entry(ground=MEETING))
        when(award_points, empty, command, context(), county=COUNTY, member=MEMBER).then(
            fact(ScoreAccountOpened, member_id=ANN, branch_id=BRANCH, year=2026),
            fact(
                PointsAwarded,
                points_hundredths=550,
                points_class=PointsClass.TASK,
                rule="ATTENDANCE",
                ground=MEETING,
            ),
        )
        command = AwardPoints(**entry(points_hundredths=1))
        when(award_points, empty, command, context(), county=COUNTY, member=MEMBER).then(
            fact(PointsAwarded, points_hundredths=1, points_class=PointsClass.TASK, rule="ATTENDANCE")
        )
        assert empty.balance_hundredths == 551
        assert set(empty.concerns()) == {ANN, BRANCH}

    def test_a_balance_may_fall_below_nought(self) -> None:
        empty = ScoreAccount.empty(ACCOUNT)
        command = DeductPoints(**entry())
        when(deduct_points, empty, command, context(), county=COUNTY, member=MEMBER).then(
            fact(ScoreAccountOpened, member_id=ANN, branch_id=BRANCH, year=2026),
            fact(PointsDeducted, points_hundredths=550, points_class=PointsClass.TASK, rule="ATTENDANCE"),
        )
        assert empty.balance_hundredths == -550

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"points_hundredths": 0}, "INVALID_VALUE pointsHundredths"),
            ({"points_hundredths": -1}, "INVALID_VALUE pointsHundredths"),
            ({"points_hundredths": 10_001}, "INVALID_VALUE pointsHundredths"),
            ({"year": 1999}, "INVALID_VALUE year"),
            ({"year": 2028}, "INVALID_VALUE year"),
            ({"rule": "for being late"}, "INVALID_VALUE rule"),
        ],
    )
    def test_values_out_of_bounds(self, changes: dict[str, Any], refusal: str) -> None:
        reads = {"county": COUNTY, "member": MEMBER}
        when(award_points, account(), AwardPoints(**entry(**changes)), context(), **reads).refused(refusal)
        when(deduct_points, account(), DeductPoints(**entry(**changes)), context(), **reads).refused(refusal)

    def test_the_bounds_themselves(self) -> None:
        command = AwardPoints(**entry(points_hundredths=10_000, year=2027))
        reads = {"county": COUNTY, "member": MEMBER}
        empty = ScoreAccount.empty(account_id(ANN, 2027))
        assert len(when(award_points, empty, command, context(), **reads).events) == 2

    def test_refused(self) -> None:
        command = AwardPoints(**entry())
        when(award_points, account(), command, context(), county=COUNTY, member=Member.empty(ANN)).refused(
            "NOT_FOUND memberId"
        )
        when(award_points, account(), command, context(), county=world.county(), member=MEMBER).refused(
            "MODULE_NOT_ADOPTED"
        )


class TestReverse:
    @staticmethod
    def command(version: int = 2, reason: str | None = "WRONG_PERSON") -> ReversePoints:
        return ReversePoints(member_id=ANN, year=2026, reverses=event_id(ACCOUNT, version), reason=reason)

    def test_once(self) -> None:
        state = account(awarded(), deducted())
        when(reverse_points, state, self.command(), context(), county=COUNTY, member=MEMBER).then(
            fact(PointsReversed, reverses=event_id(ACCOUNT, 2), reason="WRONG_PERSON")
        )
        assert state.balance_hundredths == -200
        when(reverse_points, state, self.command(), context(), county=COUNTY, member=MEMBER).refused(
            "ALREADY_REVERSED reverses"
        )

    def test_refused(self) -> None:
        state = account(awarded())
        reads = {"county": COUNTY, "member": MEMBER}
        when(reverse_points, state, self.command(reason=None), context(), **reads).refused(
            "REASON_REQUIRED reason"
        )
        when(reverse_points, state, self.command(1), context(), **reads).refused("CORRECTS_NOTHING reverses")
        when(reverse_points, state, self.command(), context(), county=world.county(), member=MEMBER).refused(
            "MODULE_NOT_ADOPTED"
        )
        when(reverse_points, ScoreAccount.empty(ACCOUNT), self.command(), context(), **reads).refused(
            "CORRECTS_NOTHING reverses"
        )
        nobody = {"county": COUNTY, "member": Member.empty(ANN)}
        when(reverse_points, state, self.command(), context(), **nobody).refused("NOT_FOUND memberId")


class TestCorrect:
    @staticmethod
    def command(version: int = 2, *, reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectPoints:
        fields: dict[str, Any] = {"points_hundredths": 300} | changes
        return CorrectPoints(
            member_id=ANN, year=2026, corrects=event_id(ACCOUNT, version), reason=reason, **fields
        )

    def test_an_award_and_a_deduction(self) -> None:
        state = account(awarded(550), deducted(200))
        when(correct_points, state, self.command(), context(), county=COUNTY, member=MEMBER).then(
            fact(PointsCorrected, corrects=event_id(ACCOUNT, 2), points_hundredths=300)
        )
        assert state.balance_hundredths == 100
        command = self.command(3, points_hundredths=100, rule="LATENESS")
        when(correct_points, state, command, context(), county=COUNTY, member=MEMBER).then(
            fact(PointsCorrected, corrects=event_id(ACCOUNT, 3), points_hundredths=100, rule="LATENESS")
        )
        assert state.balance_hundredths == 200
        assert state.entries[event_id(ACCOUNT, 3)].rule == "LATENESS"

    def test_the_rule_alone(self) -> None:
        command = self.command(points_hundredths=550, rule="STUDY")
        assert (
            len(
                when(
                    correct_points, account(awarded()), command, context(), county=COUNTY, member=MEMBER
                ).events
            )
            == 1
        )

    def test_refused(self) -> None:
        state = account(awarded(), deducted())
        reads = {"county": COUNTY, "member": MEMBER}
        for command, refusal in [
            (self.command(reason=None), "REASON_REQUIRED reason"),
            (self.command(1), "CORRECTS_NOTHING corrects"),
            (self.command(points_hundredths=550), "CORRECTS_NOTHING corrects"),
            (self.command(points_hundredths=0), "INVALID_VALUE pointsHundredths"),
            (self.command(rule="?"), "INVALID_VALUE rule"),
        ]:
            when(correct_points, state, command, context(), **reads).refused(refusal)

    def test_not_what_was_reversed(self) -> None:
        state = account(awarded(), fact(PointsReversed, reverses=event_id(ACCOUNT, 2)))
        when(correct_points, state, self.command(), context(), county=COUNTY, member=MEMBER).refused(
            "ALREADY_REVERSED corrects"
        )
