"""Random commands about reviews that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.meetings.events import RosterFrozen
from domain.peer_reviews import commands as reviews
from domain.peer_reviews.events import PeerReviewRecorded, ReviewGrade
from tests.unit.support import world

PEER_REVIEWS = frozenset([reviews.RecordPeerReviews, reviews.CorrectPeerReview, reviews.WithdrawPeerReview])
_GRADES = (None, *ReviewGrade)


def some_peer_review_command(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class, which is one of ``PEER_REVIEWS``, at what is there; None where nothing is."""
    if cls is reviews.RecordPeerReviews:
        return _record(chance, streams)
    said = [e for events in streams.values() for e in events if isinstance(e, PeerReviewRecorded)]
    if not said:
        return None
    recorded = chance.choice(said)
    id_, reason = recorded.originator_id, chance.choice(("MISTAKEN", "MISTAKEN", None))
    if cls is reviews.CorrectPeerReview:
        return reviews.CorrectPeerReview(
            peer_review_id=id_,
            corrects=recorded.event_id,
            self_grade=chance.choice(_GRADES),
            peer_grade=chance.choice(_GRADES),
            commented_by_id=chance.choice((None, None, *world.MEMBERS)),
            reason=reason,
        )
    return reviews.WithdrawPeerReview(peer_review_id=id_, reason=reason)


def _record(
    chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> reviews.RecordPeerReviews | None:
    frozen = [e for events in streams.values() for e in events if isinstance(e, RosterFrozen)]
    if not frozen:
        return None
    roster = chance.choice(frozen)
    named = chance.sample(world.MEMBERS, chance.choice((1, 1, 2)))
    return reviews.RecordPeerReviews(
        meeting_id=roster.originator_id,
        reviews=tuple(
            reviews.ReviewEntry(member_id, chance.choice(_GRADES), chance.choice(_GRADES))
            for member_id in named
        ),
        commented_by_id=chance.choice((None, *world.MEMBERS)),
    )
