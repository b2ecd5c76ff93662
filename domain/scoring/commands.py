"""Commands about points."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.scoring.events import PointsClass


@dataclass(frozen=True, kw_only=True, slots=True)
class AwardPoints(Command):
    """Add points to a member's account of a year; the first award opens it."""

    member_id: UUID
    year: int
    points_hundredths: int
    points_class: PointsClass
    rule: str
    ground: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeductPoints(Command):
    """Take points from a member's account of a year; ``points_hundredths`` is positive."""

    member_id: UUID
    year: int
    points_hundredths: int
    points_class: PointsClass
    rule: str
    ground: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReversePoints(Command):
    """Let an award or deduction no longer count, and say why (``reason``)."""

    member_id: UUID
    year: int
    reverses: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectPoints(Command):
    """Say that an award or deduction was entered wrongly, and why (``reason``)."""

    member_id: UUID
    year: int
    corrects: UUID
    points_hundredths: int
    rule: str | None = None
