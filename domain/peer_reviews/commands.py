"""Commands about reviews."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.peer_reviews.events import ReviewGrade

MOST_REVIEWS = 200  # members of one command: a large branch without groups


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """How one member was reviewed; a part that did not take place is left out."""

    member_id: UUID
    self_grade: ReviewGrade | None = None
    peer_grade: ReviewGrade | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPeerReviews(Command):
    """Record who was reviewed at a meeting; all of them, or none.

    ``commented_by_id`` led, and commented on everybody but themselves.
    """

    meeting_id: UUID
    reviews: tuple[ReviewEntry, ...]
    commented_by_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectPeerReview(Command):
    """Put right what an earlier event said of it, and say why (``reason``)."""

    peer_review_id: UUID
    corrects: UUID
    self_grade: ReviewGrade | None = None
    peer_grade: ReviewGrade | None = None
    commented_by_id: UUID | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawPeerReview(Command):
    """Let a review count as none, and say why (``reason``)."""

    peer_review_id: UUID
