"""Decisions about reviews. Whether everybody was reviewed in a month is a policy's to judge, never refused here."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, Refused, accept, refuse
from domain.core.checks import any_refusal, header, known, reason_given
from domain.core.command import Command
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.documents.named import NamedDocument, fits
from domain.meetings.held import held_refusal
from domain.meetings.state import Meeting
from domain.peer_reviews.commands import (
    MOST_REVIEWS,
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import (
    PeerReviewCorrected,
    PeerReviewRecorded,
    PeerReviewWithdrawn,
    peer_review_id,
)
from domain.peer_reviews.state import PeerReview

_DOCUMENT = ("reviews", "documentId")


def record_peer_reviews(
    meeting: Meeting,
    command: RecordPeerReviews,
    context: Context,
    *,
    reviews: Mapping[UUID, PeerReview],
    home: Container[UUID | None],
    documents: Mapping[UUID, NamedDocument],
) -> Decision:
    """Record of all of them or of none that they were reviewed at a meeting that was held.

    ``reviews`` holds, by id, those of the members named; ``home`` is where whoever led was at home that day;
    ``documents`` are those that the reviews name, by id.
    """
    refused = any_refusal(
        header(command, context), held_refusal(meeting, context), _how_many(command)
    ) or any_refusal(
        None
        if command.commented_by_id is None or meeting.branch_id in home
        else Refusal(RefusalCode.MEMBER_ELSEWHERE, ("commentedById",)),
        more=[
            *_unfit(meeting, command, context, reviews),
            *(
                fits(documents[entry.document_id], *_DOCUMENT, member_id=entry.member_id, index=index)
                for index, entry in enumerate(command.reviews)
                if entry.document_id is not None
            ),
        ],
    )
    if refused:
        return refused
    return accept(_recorded(meeting, command, context, reviews, entry) for entry in command.reviews)


def correct_peer_review(
    review: PeerReview,
    command: CorrectPeerReview,
    context: Context,
    *,
    home: Container[UUID | None],
    document: NamedDocument | None = None,
) -> Decision:
    """Put right what was recorded wrongly; a part that did not take place is withdrawn and recorded anew instead.

    ``home`` is where whoever commented, if the command names somebody, was at home on the day of the review;
    ``document`` is the one that the command names, if it names any.
    """
    fields: dict[str, Any] = {
        "self_grade": command.self_grade,
        "peer_grade": command.peer_grade,
        "commented_by_id": command.commented_by_id,
        "document_id": command.document_id,
    }
    refused = _refused(review, command, context) or correction_refusal(
        review.statements, command, command.corrects, **fields
    )
    refused = refused or any_refusal(fits(document, "documentId", member_id=review.member_id))
    if refused:
        return refused
    if command.commented_by_id is not None:
        if review.branch_id not in home:
            return refuse(RefusalCode.MEMBER_ELSEWHERE, "commentedById")
        if command.commented_by_id == review.member_id:
            return refuse(RefusalCode.INVALID_VALUE, "commentedById")
    corrected = context.events_of(review, command)(PeerReviewCorrected, corrects=command.corrects, **fields)
    return accept([corrected])


def withdraw_peer_review(review: PeerReview, command: WithdrawPeerReview, context: Context) -> Decision:
    """Let a review count as none, by the word of others than whose it is."""
    refused = _refused(review, command, context) or any_refusal(reason_given(command))
    return refused or accept([context.events_of(review, command)(PeerReviewWithdrawn)])


def _recorded(
    meeting: Meeting,
    command: RecordPeerReviews,
    context: Context,
    reviews: Mapping[UUID, PeerReview],
    entry: ReviewEntry,
) -> PeerReviewRecorded:
    review = reviews[peer_review_id(meeting.id, entry.member_id)]
    return context.events_of(review, command, on=meeting.held_on)(
        PeerReviewRecorded,
        organisation_id=meeting.organisation_id,
        branch_id=meeting.branch_id,
        meeting_id=meeting.id,
        member_id=entry.member_id,
        on=meeting.held_on,
        self_grade=entry.self_grade,
        peer_grade=entry.peer_grade,
        commented_by_id=_comments_on(entry, command),
        document_id=entry.document_id,
    )


def _comments_on(entry: ReviewEntry, command: RecordPeerReviews) -> UUID | None:
    """Nobody comments on themselves: of whoever led, the comment is left out."""
    return None if command.commented_by_id == entry.member_id else command.commented_by_id


def _how_many(command: RecordPeerReviews) -> Refusal | None:
    if not command.reviews:
        return Refusal(RefusalCode.INVALID_VALUE, ("reviews",))
    if len(command.reviews) > MOST_REVIEWS:
        return Refusal(RefusalCode.TOO_MANY, ("reviews",), details={"most": MOST_REVIEWS})
    return None


def _unfit(
    meeting: Meeting, command: RecordPeerReviews, context: Context, reviews: Mapping[UUID, PeerReview]
) -> Iterator[Refusal]:
    """Each was to be there or took part, is named once, not recorded yet, and somebody else than who records it."""
    seen: set[UUID] = set()
    for index, entry in enumerate(command.reviews):
        path = ("reviews", "memberId")
        if entry.member_id in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, path, index)
        elif entry.member_id not in (meeting.expected or ()) and entry.member_id not in meeting.participants:
            yield Refusal(RefusalCode.NOT_ON_ROSTER, path, index)
        elif reviews[peer_review_id(meeting.id, entry.member_id)].stands:
            yield Refusal(RefusalCode.ALREADY_RECORDED, path, index)
        elif entry.member_id == context.actor_member_id:
            yield Refusal(RefusalCode.OWN_PEER_REVIEW, path, index)
        elif not (entry.self_grade or entry.peer_grade or _comments_on(entry, command)):
            yield Refusal(RefusalCode.INVALID_VALUE, ("reviews",), index)
        seen.add(entry.member_id)


def _refused(review: PeerReview, command: Command, context: Context) -> Refused | None:
    """What every command about one that was recorded asks first."""
    refused = any_refusal(header(command, context), known(review, "peerReviewId"))
    if refused:
        return refused
    if not review.stands:
        return refuse(RefusalCode.ALREADY_WITHDRAWN, "peerReviewId")
    if review.member_id == context.actor_member_id:
        return refuse(RefusalCode.OWN_PEER_REVIEW, "peerReviewId")
    return None
