"""Reviews of members (G02): what a party group said of each at its last meeting, and what of that was put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from application.actor import Actor
from domain.core.command import Command
from domain.meetings.commands import PlanMeeting, RecordAttendance
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.peer_reviews.commands import (
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import PeerReviewRecorded, ReviewGrade, peer_review_id
from gridledger.demo.people import Unit
from gridledger.demo.steps import NO_EVENT, EventRef, Step, StepList

FEWEST = 4  # one led, of one the grade was entered wrongly, and one was not reviewed after all


class PeerReviewSteps:
    """Adds these steps for a township, once its year is over; the grades are the same for all, whoever they are."""

    def __init__(self, steps: StepList) -> None:
        self._steps = steps

    def add(self, unit: Unit, at: datetime) -> None:
        """From the instant ``at`` on, a minute after the other."""
        branches = {branch.id for branch in unit.branches}
        steps = [step for step in self._steps if step.actor.place in branches]
        secretary, record = _meeting(steps)
        for minute, (command, names) in enumerate(_reviewed(secretary, record)):
            self._steps.add(at + timedelta(minutes=minute), secretary, command, names=names)


def _came(secretary: Actor, record: RecordAttendance) -> list[ReviewEntry]:
    """Who was there; the secretary records nothing of themselves."""
    return [
        ReviewEntry(entry.member_id, ReviewGrade.FAIR, ReviewGrade.GOOD)
        for entry in record.entries
        if entry.status is AttendanceStatus.PRESENT and entry.member_id != secretary.member_id
    ]


def _meeting(steps: Iterable[Step]) -> tuple[Actor, RecordAttendance]:
    """The attendance of the last group meeting at which enough were present, and the secretary who recorded it."""
    of_groups = set()
    found = None
    for step in steps:
        match step.command:
            case PlanMeeting(kind=MeetingKind.GROUP_MEETING, meeting_id=meeting_id):
                of_groups.add(meeting_id)
            case RecordAttendance(meeting_id=meeting_id) as record if meeting_id in of_groups:
                if len(_came(step.actor, record)) >= FEWEST:
                    found = step.actor, record
    if found is None:
        raise LookupError(f"no group meeting at which {FEWEST} were present")
    return found


def _reviewed(secretary: Actor, record: RecordAttendance) -> Iterator[tuple[Command, EventRef | None]]:
    entries = _came(secretary, record)
    yield (
        RecordPeerReviews(
            meeting_id=record.meeting_id, reviews=tuple(entries), commented_by_id=entries[0].member_id
        ),
        None,
    )
    mistaken, absent = (peer_review_id(record.meeting_id, entry.member_id) for entry in entries[-2:])
    correct = CorrectPeerReview(
        peer_review_id=mistaken, corrects=NO_EVENT, self_grade=ReviewGrade.GOOD, reason="TYPING_ERROR"
    )
    yield correct, EventRef(mistaken, PeerReviewRecorded.TOPIC)
    yield WithdrawPeerReview(peer_review_id=absent, reason="LEFT_EARLY"), None
