"""Facts about a person's development (发展党员), on a stream of its own; admission begins that of the member.

Of a secret ballot no more than the count is known: who voted how is nowhere.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.development.state import Ballot, Development

STREAM = Development.STREAM_TYPE
BALLOT_STREAM = Ballot.STREAM_TYPE


class Stage(StrEnum):
    """How far a person has come; the glossary gives the Chinese term of each. A full member is confirmed (转正)."""

    APPLICANT = "APPLICANT"
    ACTIVIST = "ACTIVIST"
    ADMISSION_CANDIDATE = "ADMISSION_CANDIDATE"
    ADMITTED = "ADMITTED"


def development_id(person_id: UUID) -> UUID:
    """The stream of a person's development."""
    return deterministic_id("development", person_id)


def ballot_id(meeting_id: UUID, number: int) -> UUID:
    """The stream of a meeting's ballot, by its number there."""
    return deterministic_id("ballot", meeting_id, number)


@event_type("development.applied", STREAM, subjects=("person_id", "branch_id"))
class ApplicationReceived(DomainEvent):
    """A person asked the branch to be admitted (递交入党申请书)."""

    person_id: UUID
    branch_id: UUID
    name_id: UUID  # the display name's version, in the table outside the log
    on: date

    def apply(self, state: Development) -> None:
        state.person_id = self.person_id
        state.branch_id = self.branch_id
        state.name_id = self.name_id
        state.stage = Stage.APPLICANT
        state.since = self.on


@event_type("development.stage-advanced", STREAM)
class StageAdvanced(DomainEvent):
    """The person came to the next stage."""

    stage: Stage
    on: date

    def apply(self, state: Development) -> None:
        state.stage = self.stage
        state.since = self.on


@event_type("development.voted", STREAM)
class AdmissionVoted(DomainEvent):
    """A ballot on the person's admission was held; ``ballot.held`` has its numbers."""

    meeting_id: UUID
    ballot_id: UUID
    on: date
    passed: bool

    def apply(self, state: Development) -> None:
        # By the day, not by the entry: one that was held before and is entered late changes nothing.
        if state.last_ballot_on is None or state.last_ballot_on <= self.on:
            state.last_ballot_on = self.on
            state.last_ballot_at = self.meeting_id
            state.voted_for = self.passed


@event_type("development.admitted", STREAM)
class CandidateAdmitted(DomainEvent):
    """The person is a probationary member (预备党员) from that day on, with the same id."""

    on: date

    def apply(self, state: Development) -> None:
        state.stage = Stage.ADMITTED
        state.admitted = True
        state.since = self.on


@event_type("development.ended", STREAM)
class DevelopmentEnded(DomainEvent):
    """The person is not developed any further: gave up, moved away, or was not found fit (``reason``)."""

    on: date

    def apply(self, state: Development) -> None:
        state.ended = True


@event_type("ballot.held", BALLOT_STREAM, subjects=("branch_id", "person_id"))
class BallotHeld(DomainEvent):
    """One ballot, on one person; of ``entitled`` voters more than half have to be in favour."""

    meeting_id: UUID
    branch_id: UUID
    number: int  # within the meeting, from 1
    person_id: UUID
    entitled: int
    in_favour: int
    against: int
    abstained: int

    def apply(self, state: Ballot) -> None:
        state.branch_id = self.branch_id
        state.person_id = self.person_id
