"""Of the mutations about reviews of members: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.peer_reviews.events import peer_review_id
from graphql_api.read import encode_id
from tests.api.client import key_of
from tests.api.events import event_of

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def record(scene: Scene) -> Input:
    """Of two at a meeting of the branch; the second led, and comments on the first alone."""
    led = scene.county.members[1]
    entries = [
        {"memberId": scene.member, "selfGrade": "GOOD", "peerGrade": "FAIR"},
        {"memberId": led, "selfGrade": "UNGRADED"},
    ]
    return {"meetingId": await scene.county.meeting(), "reviews": entries, "commentedById": led}


async def recorded(scene: Scene) -> str:
    """The review of the scene's member, by its id."""
    given = await record(scene)
    await scene.county.api.done("peerReviewsRecord", "meeting { id }", **given)
    return encode_id("PeerReview", peer_review_id(key_of(given["meetingId"]), key_of(scene.member)))


async def correct(scene: Scene) -> Input:
    review = await recorded(scene)
    event = await event_of(scene.county.api, review, "peer-review.recorded")
    given = {"peerReviewId": review, "corrects": event, "peerGrade": "POOR"}
    return {**given, "commentedById": scene.county.members[2], "reason": "TYPING_ERROR"}


async def withdraw(scene: Scene) -> Input:
    return {"peerReviewId": await recorded(scene), "reason": "MISTAKEN"}


PEER_REVIEWS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "peerReviewsRecord": record,
    "peerReviewCorrect": correct,
    "peerReviewWithdraw": withdraw,
}
