"""Handlers of commands about reviews."""

from __future__ import annotations

from application.handlers.lines import home_of
from application.handlers.named_documents import named_document, named_documents
from application.session import Session
from domain.core import Decision
from domain.meetings.state import Meeting
from domain.peer_reviews import decide
from domain.peer_reviews.commands import (
    MOST_REVIEWS,
    CorrectPeerReview,
    RecordPeerReviews,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import peer_review_id
from domain.peer_reviews.state import PeerReview


async def record_peer_reviews(command: RecordPeerReviews, session: Session) -> Decision:
    """Record who was reviewed at a meeting, with a look at where whoever led was at home that day."""
    meeting = await session.load(Meeting, command.meeting_id)
    ids = [peer_review_id(meeting.id, entry.member_id) for entry in command.reviews[:MOST_REVIEWS]]
    led = command.commented_by_id
    home = await home_of(led, meeting.held_on, session) if led is not None and meeting.exists else frozenset()
    named = {entry.document_id for entry in command.reviews[:MOST_REVIEWS] if entry.document_id is not None}
    return decide.record_peer_reviews(
        meeting,
        command,
        session.context,
        reviews=await session.load_many(PeerReview, ids),
        home=home,
        documents=await named_documents(named, session, at=meeting.organisation_id),
    )


async def correct_peer_review(command: CorrectPeerReview, session: Session) -> Decision:
    """Correct a review, with a look at where whoever is said to have commented was at home that day."""
    review = await session.load(PeerReview, command.peer_review_id)
    by = command.commented_by_id
    home = await home_of(by, review.reviewed_on, session) if by is not None and review.exists else frozenset()
    document = await named_document(command.document_id, session, at=review.organisation_id)
    return decide.correct_peer_review(review, command, session.context, home=home, document=document)


async def withdraw_peer_review(command: WithdrawPeerReview, session: Session) -> Decision:
    """Let a review count as none."""
    review = await session.load(PeerReview, command.peer_review_id)
    return decide.withdraw_peer_review(review, command, session.context)
