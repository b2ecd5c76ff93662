"""Mutations about reviews of members."""

from __future__ import annotations

import strawberry

from domain.peer_reviews.commands import (
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.meeting import Meeting
from graphql_api.types.peer_review import PeerReview, ReviewGrade


@strawberry.type(description="What came of recording who was reviewed (登记讲评结果).")
class PeerReviewsRecordPayload(MutationPayload):
    @strawberry.field(description="The meeting, with its reviews (会议).")
    async def meeting(self, info: Info) -> Meeting | None:
        return await self.load(info, Meeting)


@strawberry.type
class PeerReviewPayload(MutationPayload):
    @strawberry.field(description="The review as it stands now (讲评).")
    async def peer_review(self, info: Info) -> PeerReview | None:
        return await self.load(info, PeerReview)


@strawberry.type(description="What came of correcting a review (更正讲评结果).")
class PeerReviewCorrectPayload(PeerReviewPayload):
    pass


@strawberry.type(description="What came of withdrawing a review (撤回讲评结果).")
class PeerReviewWithdrawPayload(PeerReviewPayload):
    pass


@strawberry.input(
    description="How one member was reviewed; a part that did not take place is left out (讲评情况)."
)
class PeerReviewEntryInput:
    member_id: strawberry.ID = strawberry.field(
        description="The member: expected at the meeting, or recorded as taking part (党员)."
    )
    self_grade: ReviewGrade | None = strawberry.field(
        default=None, description="How they assessed themselves (自评)."
    )
    peer_grade: ReviewGrade | None = strawberry.field(
        default=None, description="How the others assessed them (互评)."
    )
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="UUID of the sealed document with the words (讲评材料)."
    )

    def entry(self, given: Given, index: int) -> ReviewEntry:
        """The entry as the domain knows it."""
        return ReviewEntry(
            member_id=given.id("Member", self.member_id, "reviews", "memberId", index=index),
            self_grade=self.self_grade,
            peer_grade=self.peer_grade,
            document_id=given.optional_document(self.document_id, "reviews", "documentId", index=index),
        )


@strawberry.input(
    description="Who was reviewed at a meeting, a whole group at once; all are recorded, or none (登记讲评)."
)
class PeerReviewsRecordInput(CommandInput):
    meeting_id: strawberry.ID = strawberry.field(description="The meeting, which was held (会议).")
    reviews: list[PeerReviewEntryInput] = strawberry.field(
        description="One entry a member, 1 to 200 (讲评情况)."
    )
    commented_by_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Who led, and commented on each but themselves: a member of the branch that day (点评人).",
    )

    def command(self, given: Given) -> RecordPeerReviews:
        return RecordPeerReviews(
            meeting_id=given.id("Meeting", self.meeting_id, "meetingId"),
            reviews=tuple(entry.entry(given, index) for index, entry in enumerate(self.reviews)),
            commented_by_id=given.optional_id("Member", self.commented_by_id, "commentedById"),
            **self.header,
        )


@strawberry.input(description="What an earlier event said wrongly of a review, with a reason (更正讲评).")
class PeerReviewCorrectInput(ChangeInput):
    peer_review_id: strawberry.ID = strawberry.field(description="The review (讲评).")
    corrects: strawberry.ID = strawberry.field(description="The event that was wrong (被更正事件).")
    self_grade: ReviewGrade | None = strawberry.field(
        default=None, description="How they assessed themselves (自评)."
    )
    peer_grade: ReviewGrade | None = strawberry.field(
        default=None, description="How the others assessed them (互评)."
    )
    commented_by_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who commented: a member of the branch that day, and another (点评人)."
    )
    document_id: strawberry.ID | None = strawberry.field(
        default=None, description="UUID of the sealed document with the words (讲评材料)."
    )

    def command(self, given: Given) -> CorrectPeerReview:
        return CorrectPeerReview(
            peer_review_id=given.id("PeerReview", self.peer_review_id, "peerReviewId"),
            corrects=given.event(self.corrects, "corrects"),
            self_grade=self.self_grade,
            peer_grade=self.peer_grade,
            commented_by_id=given.optional_id("Member", self.commented_by_id, "commentedById"),
            document_id=given.optional_document(self.document_id, "documentId"),
            **self.header,
        )


@strawberry.input(description="A review that did not take place so, with a reason (撤回讲评).")
class PeerReviewWithdrawInput(ChangeInput):
    peer_review_id: strawberry.ID = strawberry.field(description="The review (讲评).")

    def command(self, given: Given) -> WithdrawPeerReview:
        review = given.id("PeerReview", self.peer_review_id, "peerReviewId")
        return WithdrawPeerReview(peer_review_id=review, **self.header)


@strawberry.type
class PeerReviewMutations:
    peer_reviews_record = mutation(
        PeerReviewsRecordInput,
        PeerReviewsRecordPayload,
        "Record who was reviewed at a meeting, by themselves, by each other and by who led (登记自评互评点评).",
    )
    peer_review_correct = mutation(
        PeerReviewCorrectInput, PeerReviewCorrectPayload, "Put right what was recorded wrongly (更正讲评)."
    )
    peer_review_withdraw = mutation(
        PeerReviewWithdrawInput, PeerReviewWithdrawPayload, "Let a review count as none (撤回讲评)."
    )
