"""Random commands about reviews, from a source of their own; and what their events say, taken down by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.peer_reviews import commands, events
from domain.peer_reviews.events import ReviewGrade
from tests.projections.known import Known

Rows = dict[tuple[Any, ...], dict[str, Any]]
_FEW = 6
_GRADES = [None, *ReviewGrade]
_SAID = ("self_grade", "peer_grade", "commented_by_id", "document_id")


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class PeerReviews:
    """Lets meetings review who was expected, correct that, withdraw it, and review anew."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"peer reviews {seed}")

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._record, self._record, self._record, self._again),
            *(self._correct, self._correct, self._withdraw),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _record(self) -> Command | None:
        known = self._known
        past = [id_ for id_ in known.rosters if known.meetings[id_].held_on <= known.today]
        if not past:
            return None
        meeting = self._random.choice(past[-_FEW:])
        expected = list(known.rosters[meeting].expected)
        return commands.RecordPeerReviews(
            meeting_id=meeting,
            reviews=tuple(map(self._entry, self._random.sample(expected, min(3, len(expected))))),
            commented_by_id=self._random.choice([None, *expected]),
        )

    def _entry(self, member_id: UUID) -> commands.ReviewEntry:
        return commands.ReviewEntry(
            member_id,
            self._random.choice(list(ReviewGrade)),
            self._random.choice(_GRADES),
            self._document_about(member_id),
        )

    def _document_about(self, member_id: UUID) -> UUID | None:
        return self._random.choice([None, self._known.document_of(member_id)])

    def _recorded(self) -> events.PeerReviewRecorded | None:
        found = [event for event in self._known.events if isinstance(event, events.PeerReviewRecorded)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _again(self) -> Command | None:
        """What was withdrawn is recorded anew; what was not is refused."""
        found = [event for event in self._known.events if isinstance(event, events.PeerReviewWithdrawn)]
        if not found:
            return None
        id_ = self._random.choice(found[-_FEW:]).originator_id
        said = next(
            event
            for event in self._known.events
            if event.originator_id == id_ and isinstance(event, events.PeerReviewRecorded)
        )
        return commands.RecordPeerReviews(
            meeting_id=said.meeting_id, reviews=(self._entry(said.member_id),), commented_by_id=None
        )

    def _correct(self) -> Command | None:
        """What was recorded, or what a correction of it said, in the fields that this one spoke of."""
        recorded = self._recorded()
        if recorded is None:
            return None
        corrections = [
            event
            for event in self._known.events
            if event.originator_id == recorded.originator_id and isinstance(event, events.PeerReviewCorrected)
        ]
        wrong = self._random.choice([recorded, recorded, *corrections])
        expected = self._known.rosters[recorded.meeting_id].expected
        said: dict[str, Any] = {
            "self_grade": self._random.choice(_GRADES),
            "peer_grade": self._random.choice(_GRADES),
            "commented_by_id": self._random.choice([None, None, *expected]),
            "document_id": self._document_about(recorded.member_id),
        }
        if isinstance(wrong, events.PeerReviewCorrected):
            said = {name: value for name, value in said.items() if getattr(wrong, name) is not None}
        return commands.CorrectPeerReview(
            peer_review_id=recorded.originator_id, corrects=wrong.event_id, **said, reason="TYPING_ERROR"
        )

    def _withdraw(self) -> Command | None:
        recorded = self._recorded()
        if recorded is None:
            return None
        return commands.WithdrawPeerReview(peer_review_id=recorded.originator_id, reason="MISTAKEN")


class PeerReviewFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.rows: dict[UUID, dict[str, Any]] = {}
        self.said: dict[UUID, dict[str, Any]] = {}  # by the event that recorded it, as corrected since
        self.recorded: dict[UUID, UUID] = {}  # by each correction, what it corrects in the end

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case events.PeerReviewRecorded():
                self.said[event.event_id] = {name: getattr(event, name) for name in _SAID}
                self.rows[me] = {
                    **self.said[event.event_id],
                    "organisation_id": event.organisation_id,
                    "meeting_id": event.meeting_id,
                    "member_id": event.member_id,
                    "reviewed_on": event.on,
                    "status": "RECORDED",
                    "event_id": event.event_id,
                }
            case events.PeerReviewCorrected():
                given = {name: getattr(event, name) for name in _SAID if getattr(event, name) is not None}
                original = self.recorded.get(event.corrects, event.corrects)
                self.recorded[event.event_id] = original
                self.said[original] |= given
                self.rows[me] |= self.said[self.rows[me]["event_id"]]
            case events.PeerReviewWithdrawn():
                self.rows[me]["status"] = "WITHDRAWN"
            case _:
                return
        self.rows[me]["version"] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """The one table."""
        return {
            "peer_review": {
                (id_,): {**row, "org_path": path(row["organisation_id"], row["reviewed_on"])}
                for id_, row in self.rows.items()
            }
        }
