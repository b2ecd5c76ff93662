"""Reviews of members: at a meeting that was held, of who was to be there, by others than who records it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.documents.events import DocumentKind, DocumentSealed
from domain.documents.named import NamedDocument
from domain.documents.state import Document
from domain.meetings.events import (
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingKind,
    ParticipationRecorded,
)
from domain.meetings.state import Meeting
from domain.peer_reviews.commands import (
    MOST_REVIEWS,
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.decide import correct_peer_review, record_peer_reviews, withdraw_peer_review
from domain.peer_reviews.events import (
    PeerReviewCorrected,
    PeerReviewRecorded,
    PeerReviewWithdrawn,
    ReviewGrade,
    peer_review_id,
)
from domain.peer_reviews.state import PeerReview
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, DAN, EVE, GROUP, MEETING, TODAY, context

GOOD, FAIR, UNGRADED = ReviewGrade.GOOD, ReviewGrade.FAIR, ReviewGrade.UNGRADED
HELD = date(2026, 3, 18)
WORDS = world.id_of("words")
REVIEW = peer_review_id(MEETING, ANN)
HOME = frozenset([GROUP, BRANCH])
MISTAKEN = "MISTAKEN"


def held(*facts: Fact, held_on: date = HELD) -> Meeting:
    """A meeting of the group that expects the first three."""
    planned = world.planned(held_on, MeetingKind.GROUP_MEETING, GROUP)
    return world.meeting(planned, world.frozen(ANN, BEN, CAT), *facts)


def recorded(member_id: UUID = ANN, **changes: Any) -> Fact:
    said: dict[str, Any] = {
        "organisation_id": GROUP,
        "branch_id": BRANCH,
        "meeting_id": MEETING,
        "member_id": member_id,
        "on": HELD,
        "self_grade": GOOD,
        "peer_grade": FAIR,
        "commented_by_id": CAT,
        "document_id": None,
    }
    return fact(PeerReviewRecorded, **{**said, **changes})


def of(member_id: UUID = ANN, *facts: Fact) -> PeerReview:
    return given(PeerReview, peer_review_id(MEETING, member_id), *facts)


WITHDRAWN = fact(PeerReviewWithdrawn)


class TestRecord:
    def record(
        self,
        *entries: ReviewEntry,
        at: Meeting | None = None,
        led: UUID | None = CAT,
        home: Container[UUID | None] = HOME,
        before: Sequence[PeerReview] = (),
        actor: UUID | None = None,
    ) -> Outcome:
        meeting = at or held()
        named = entries or (ReviewEntry(ANN, GOOD, FAIR),)
        command = RecordPeerReviews(meeting_id=meeting.id, reviews=named, commented_by_id=led)
        ids = [peer_review_id(meeting.id, entry.member_id) for entry in named]
        reviews = {id_: PeerReview.empty(id_) for id_ in ids} | {review.id: review for review in before}
        words = given(
            Document,
            WORDS,
            fact(DocumentSealed, kind=DocumentKind.OPINION, salted_sha256="0f" * 32, member_id=ANN),
        )
        reads = {"reviews": reviews, "home": home, "documents": {WORDS: NamedDocument(words, ())}}
        return when(record_peer_reviews, meeting, command, context(actor_member_id=actor), **reads)

    def test_a_whole_group_at_once(self) -> None:
        """Each has a stream of their own, and whoever led does not comment on themselves."""
        first, second, third = self.record(
            ReviewEntry(ANN, GOOD, FAIR, WORDS), ReviewEntry(BEN, None, UNGRADED), ReviewEntry(CAT, GOOD)
        ).then(
            recorded(document_id=WORDS),
            recorded(BEN, self_grade=None, peer_grade=UNGRADED),
            recorded(CAT, peer_grade=None, commented_by_id=None),
        )
        assert [event.originator_id for event in (first, second, third)] == [
            peer_review_id(MEETING, member_id) for member_id in (ANN, BEN, CAT)
        ]
        assert first.subjects() == (GROUP, ANN, CAT)
        assert third.subjects() == (GROUP, CAT)

    def test_at_a_meeting_of_the_branch(self) -> None:
        at = world.meeting(world.planned(HELD), world.frozen(ANN))
        self.record(at=at).then(recorded(organisation_id=BRANCH))

    def test_the_words_about_each_are_their_own(self) -> None:
        of_ann = ReviewEntry(ANN, GOOD), ReviewEntry(BEN, GOOD, None, WORDS)
        self.record(*of_ann).refused("NOT_FOUND reviews.documentId[1]")

    def test_the_words_of_who_led_alone(self) -> None:
        """Who comments says something of everybody but themselves."""
        self.record(ReviewEntry(ANN)).then(recorded(self_grade=None, peer_grade=None))
        self.record(ReviewEntry(ANN), led=None).refused("INVALID_VALUE reviews[0]")
        self.record(ReviewEntry(ANN, GOOD), ReviewEntry(CAT)).refused("INVALID_VALUE reviews[1]")

    def test_at_a_meeting_that_was_held(self) -> None:
        self.record(at=held(fact(MeetingCancelled))).refused("MEETING_CANCELLED meetingId")
        self.record(at=held(held_on=TODAY + timedelta(days=1))).refused("MEETING_NOT_HELD_YET meetingId")
        assert self.record(at=held(held_on=TODAY)).events
        unfrozen = world.meeting(world.planned(HELD, MeetingKind.GROUP_MEETING, GROUP))
        self.record(at=unfrozen).refused("ROSTER_NOT_FROZEN meetingId")
        self.record(at=Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")

    def test_of_who_was_to_be_there_or_took_part(self) -> None:
        """Who stayed away may be reviewed as well: the others are there, and one's own words may be in writing."""
        self.record(ReviewEntry(DAN, GOOD)).refused("NOT_ON_ROSTER reviews.memberId[0]")
        took_part = fact(ParticipationRecorded, member_id=DAN, home_branch_id=world.OTHER_BRANCH)
        assert self.record(ReviewEntry(DAN, GOOD), at=held(took_part)).events
        absent = {"status": AttendanceStatus.ABSENT, "absence_reason": AbsenceReason.ILLNESS}
        away = fact(AttendanceRecorded, member_id=ANN, **absent)
        self.record(at=held(away)).then(recorded())

    def test_each_once(self) -> None:
        one = ReviewEntry(ANN, GOOD)
        self.record(one, one).refused("NAMED_TWICE reviews.memberId[1]")
        self.record(one, before=[of(ANN, recorded())]).refused("ALREADY_RECORDED reviews.memberId[0]")
        assert self.record(one, before=[of(ANN, recorded(), WITHDRAWN)]).events

    def test_all_or_none(self) -> None:
        self.record(ReviewEntry(ANN, GOOD), ReviewEntry(EVE, GOOD)).refused(
            "NOT_ON_ROSTER reviews.memberId[1]"
        )

    def test_never_ones_own(self) -> None:
        both = ReviewEntry(ANN, GOOD), ReviewEntry(BEN, GOOD)
        self.record(*both, actor=BEN).refused("OWN_PEER_REVIEW reviews.memberId[1]")
        assert self.record(both[0], actor=BEN).events

    def test_led_by_somebody_of_the_branch_that_day(self) -> None:
        self.record(home=frozenset()).refused("MEMBER_ELSEWHERE commentedById")
        self.record(led=None, home=frozenset()).then(recorded(commented_by_id=None))

    def test_one_to_two_hundred(self) -> None:
        some = tuple(ReviewEntry(world.id_of(f"reviewed {n}"), GOOD) for n in range(MOST_REVIEWS + 1))
        roster = world.frozen(*(entry.member_id for entry in some))
        at = world.meeting(world.planned(HELD), roster)
        assert len(self.record(*some[:-1], at=at).events) == MOST_REVIEWS
        self.record(*some, at=at).refused("TOO_MANY reviews")
        command = RecordPeerReviews(meeting_id=MEETING, reviews=())
        nobody = when(
            record_peer_reviews, held(), command, context(), reviews={}, home=frozenset(), documents={}
        )
        nobody.refused("INVALID_VALUE reviews")


class TestCorrect:
    def correct(
        self,
        *facts: Fact,
        corrects: int = 1,
        home: Container[UUID | None] = HOME,
        actor: UUID | None = None,
        reason: str | None = MISTAKEN,
        **fields: Any,
    ) -> Outcome:
        command = CorrectPeerReview(
            peer_review_id=REVIEW, corrects=event_id(REVIEW, corrects), reason=reason, **fields
        )
        at = context(actor_member_id=actor)
        return when(correct_peer_review, of(ANN, *facts), command, at, home=home)

    def test_what_was_recorded_wrongly(self) -> None:
        corrects = event_id(REVIEW, 1)
        self.correct(recorded(), peer_grade=GOOD).then(
            fact(PeerReviewCorrected, corrects=corrects, peer_grade=GOOD)
        )
        self.correct(recorded(), commented_by_id=BEN, document_id=WORDS).then(
            fact(PeerReviewCorrected, corrects=corrects, commented_by_id=BEN, document_id=WORDS)
        )

    def test_of_a_part_that_was_forgotten(self) -> None:
        assert self.correct(recorded(self_grade=None), self_grade=GOOD).events

    def test_what_differs_for_a_reason(self) -> None:
        self.correct(recorded(), peer_grade=FAIR).refused("CORRECTS_NOTHING corrects")
        self.correct(recorded()).refused("CORRECTS_NOTHING corrects")
        self.correct(recorded(), corrects=2, peer_grade=GOOD).refused("CORRECTS_NOTHING corrects")
        self.correct(recorded(), peer_grade=GOOD, reason=None).refused("REASON_REQUIRED reason")

    def test_what_was_said_of_one_that_was_withdrawn_is_said_no_more(self) -> None:
        """What was recorded anew is what is wrong, where something is."""
        corrected = fact(PeerReviewCorrected, corrects=event_id(REVIEW, 1), peer_grade=UNGRADED)
        anew = recorded(), corrected, WITHDRAWN, recorded(self_grade=FAIR)
        for said in (1, 2):
            self.correct(*anew, corrects=said, peer_grade=GOOD).refused("CORRECTS_NOTHING corrects")
        self.correct(*anew, corrects=4, self_grade=GOOD).then(
            fact(PeerReviewCorrected, corrects=event_id(REVIEW, 4), self_grade=GOOD)
        )

    def test_nobody_comments_on_themselves(self) -> None:
        self.correct(recorded(), commented_by_id=ANN).refused("INVALID_VALUE commentedById")
        self.correct(recorded(), commented_by_id=BEN, home=frozenset()).refused(
            "MEMBER_ELSEWHERE commentedById"
        )

    def test_what_stands_and_is_not_ones_own(self) -> None:
        self.correct(recorded(), peer_grade=GOOD, actor=ANN).refused("OWN_PEER_REVIEW peerReviewId")
        assert self.correct(recorded(), peer_grade=GOOD, actor=BEN).events
        self.correct(recorded(), WITHDRAWN, peer_grade=GOOD).refused("ALREADY_WITHDRAWN peerReviewId")
        self.correct(peer_grade=GOOD).refused("NOT_FOUND peerReviewId")


class TestWithdraw:
    def withdraw(self, *facts: Fact, reason: str | None = MISTAKEN, actor: UUID | None = None) -> Outcome:
        command = WithdrawPeerReview(peer_review_id=REVIEW, reason=reason)
        return when(withdraw_peer_review, of(ANN, *facts), command, context(actor_member_id=actor))

    def test_once_for_a_reason(self) -> None:
        self.withdraw(recorded()).then(WITHDRAWN)
        self.withdraw(recorded(), reason=None).refused("REASON_REQUIRED reason")
        self.withdraw(recorded(), WITHDRAWN).refused("ALREADY_WITHDRAWN peerReviewId")
        self.withdraw(recorded(), WITHDRAWN, recorded()).then(WITHDRAWN)
        self.withdraw().refused("NOT_FOUND peerReviewId")

    def test_never_ones_own(self) -> None:
        self.withdraw(recorded(), actor=ANN).refused("OWN_PEER_REVIEW peerReviewId")
        assert self.withdraw(recorded(), actor=CAT).events
