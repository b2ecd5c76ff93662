"""Facts about reviews, one stream a meeting and member: codes, days and ids. What was said in words is a document."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.core.statements import Statements
from domain.peer_reviews.state import PeerReview, PeerReviewStatus

STREAM = PeerReview.STREAM_TYPE


class ReviewGrade(StrEnum):
    """How somebody was found. The text asks for words and names no grades: UNGRADED is its own case."""

    GOOD = "GOOD"
    FAIR = "FAIR"
    POOR = "POOR"
    UNGRADED = "UNGRADED"


def peer_review_id(meeting_id: UUID, member_id: UUID) -> UUID:
    """The stream of a review; its version holds that a meeting reviews a member once."""
    return deterministic_id("peer-review", meeting_id, member_id)


@event_type("peer-review.recorded", STREAM, subjects=("organisation_id", "member_id", "commented_by_id"))
class PeerReviewRecorded(DomainEvent):
    """A member was reviewed at a meeting of ``organisation_id``, which was held on ``on``.

    A part that was left out is None: they did not assess themselves, the others did not, nobody who led commented.
    """

    organisation_id: UUID  # a party group, or the branch itself
    branch_id: UUID
    meeting_id: UUID
    member_id: UUID
    on: date
    self_grade: ReviewGrade | None
    peer_grade: ReviewGrade | None
    commented_by_id: UUID | None
    document_id: UUID | None  # in which the words are sealed

    def apply(self, state: PeerReview) -> None:
        state.organisation_id = self.organisation_id
        state.branch_id = self.branch_id
        state.member_id = self.member_id
        state.reviewed_on = self.on
        state.status = PeerReviewStatus.RECORDED
        state.statements = Statements()  # what was said of one that was withdrawn is said no more
        state.statements.say(
            self.event_id,
            self_grade=self.self_grade,
            peer_grade=self.peer_grade,
            commented_by_id=self.commented_by_id,
            document_id=self.document_id,
        )


@event_type("peer-review.corrected", STREAM, subjects=("commented_by_id",))
class PeerReviewCorrected(DomainEvent):
    """What was recorded was wrong in these fields; those left out stay."""

    corrects: UUID
    self_grade: ReviewGrade | None = None
    peer_grade: ReviewGrade | None = None
    commented_by_id: UUID | None = None
    document_id: UUID | None = None

    def apply(self, state: PeerReview) -> None:
        state.statements.correct(
            self.event_id,
            self.corrects,
            self_grade=self.self_grade,
            peer_grade=self.peer_grade,
            commented_by_id=self.commented_by_id,
            document_id=self.document_id,
        )


@event_type("peer-review.withdrawn", STREAM)
class PeerReviewWithdrawn(DomainEvent):
    """It did not take place so, for the coded reason of the header; it may be recorded anew."""

    def apply(self, state: PeerReview) -> None:
        state.status = PeerReviewStatus.WITHDRAWN
