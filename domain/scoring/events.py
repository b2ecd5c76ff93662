"""Facts about points (积分), one account a member and year, in whole hundredths: 550 is 5.50 points."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.scoring.state import ScoreAccount, ScoreEntry

STREAM = ScoreAccount.STREAM_TYPE


class PointsClass(StrEnum):
    """基础分, 任务分 and 奖励分."""

    BASE = "BASE"
    TASK = "TASK"
    BONUS = "BONUS"


def account_id(member_id: UUID, year: int) -> UUID:
    """The stream of a member's account of a year."""
    return deterministic_id("score", member_id, year)


@event_type("score.account-opened", STREAM, subjects=("member_id", "branch_id"))
class ScoreAccountOpened(DomainEvent):
    """An account was opened for a member and year, at nought."""

    member_id: UUID
    branch_id: UUID  # home at the time of opening
    year: int

    def apply(self, state: ScoreAccount) -> None:
        state.member_id = self.member_id
        state.branch_id = self.branch_id
        state.year = self.year


@event_type("score.points-awarded", STREAM)
class PointsAwarded(DomainEvent):
    """Points added under a named rule, on a named ground."""

    points_hundredths: int  # > 0
    points_class: PointsClass
    rule: str  # code of the rule, e.g. ATTENDANCE
    ground: UUID | None = None  # the meeting or event it rests on

    def apply(self, state: ScoreAccount) -> None:
        state.entries[self.event_id] = ScoreEntry(self.points_hundredths, self.points_class, self.rule)


@event_type("score.points-deducted", STREAM)
class PointsDeducted(DomainEvent):
    """Points taken under a named rule, on a named ground; ``points_hundredths`` is positive."""

    points_hundredths: int
    points_class: PointsClass
    rule: str
    ground: UUID | None = None

    def apply(self, state: ScoreAccount) -> None:
        state.entries[self.event_id] = ScoreEntry(-self.points_hundredths, self.points_class, self.rule)


@event_type("score.points-reversed", STREAM)
class PointsReversed(DomainEvent):
    """An award or deduction no longer counts; ``reverses`` is its event."""

    reverses: UUID

    def apply(self, state: ScoreAccount) -> None:
        state.entries[self.reverses] = replace(state.entries[self.reverses], reversed=True)


@event_type("score.points-corrected", STREAM)
class PointsCorrected(DomainEvent):
    """An award or deduction was entered wrongly; it counts with these values. ``corrects`` is its event."""

    corrects: UUID
    points_hundredths: int
    rule: str | None = None

    def apply(self, state: ScoreAccount) -> None:
        before = state.entries[self.corrects]
        sign = -1 if before.points_hundredths < 0 else 1
        state.entries[self.corrects] = replace(
            before, points_hundredths=sign * self.points_hundredths, rule=self.rule or before.rule
        )
