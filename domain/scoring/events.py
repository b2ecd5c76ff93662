"""Facts about points (积分): one account a member and year. Points are whole hundredths: 550 is 5.50 points."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type

STREAM = "score"


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


@event_type("score.points-awarded", STREAM)
class PointsAwarded(DomainEvent):
    """Points added under a named rule, on a named ground."""

    points_hundredths: int  # > 0
    points_class: PointsClass
    rule: str  # code of the rule, e.g. ATTENDANCE
    ground: UUID | None = None  # the meeting or event it rests on


@event_type("score.points-deducted", STREAM)
class PointsDeducted(DomainEvent):
    """Points taken under a named rule, on a named ground; ``points_hundredths`` is positive."""

    points_hundredths: int
    points_class: PointsClass
    rule: str
    ground: UUID | None = None


@event_type("score.points-reversed", STREAM)
class PointsReversed(DomainEvent):
    """An award or deduction no longer counts; ``reverses`` is its event."""

    reverses: UUID


@event_type("score.points-corrected", STREAM)
class PointsCorrected(DomainEvent):
    """An award or deduction was entered wrongly; it counts with these values. ``corrects`` is its event."""

    corrects: UUID
    points_hundredths: int
    rule: str | None = None
