"""What rules are held against (C01-C16): a row a meeting, with all that policies look at, by organisation.

Of reviews it has one that stands: that somebody was reviewed, and nothing of who or how. Who attended is no matter:
attendance, most events by far, touches nothing here.
"""

from __future__ import annotations

from uuid import UUID

from domain.core import DomainEvent
from domain.meeting_entries.events import (
    ContentsRecorded,
    LecturerRecorded,
    LectureTested,
    MeetingEntryWithdrawn,
    MeetingExceptionApproved,
    MinutesTaken,
)
from domain.meetings.events import (
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
    MeetingNotified,
    MeetingPlanned,
    MeetingPostponed,
)
from domain.peer_reviews.events import PeerReviewRecorded, PeerReviewWithdrawn
from domain.peer_reviews.state import PeerReviewStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Row, Table
from projections.meeting_tables import MEETING
from projections.peer_reviews import PEER_REVIEW

MEETING_FACT = Table(
    "meeting_fact",
    key={"organisation_id": "uuid", "meeting_id": "uuid"},
    columns={
        "kind": "text",
        "held_on": "date",
        "status": "text",
        "notified_on": "date",
        "urgent": "boolean",
        "of_business": "boolean",
        "gathering_id": "uuid",
        "deferred_for": "text",
        "excepted": "boolean",
        "minutes": "text[]",
        "lecturers": "text[]",
        "tested": "boolean",
        "contents": "text[]",
        "review_event_id": "uuid",
        "event_ids": "uuid[]",
        "org_path": "text",
        "position": "bigint",
    },
    history=History.SUPERSEDED,
    day="held_on",
    placed=OfItsDay("held_on"),
)

_AS_THEY_ARE = (
    "kind",
    "held_on",
    "notified_on",
    "urgent",
    "of_business",
    "gathering_id",
    "deferred_for",
    "minutes",
    "lecturers",
    "contents",
    "org_path",
)


def _planned(rows: Rows, event: MeetingPlanned, record: LoggedEvent) -> None:
    rows.create(
        MEETING_FACT,
        organisation_id=event.organisation_id,
        meeting_id=event.originator_id,
        **_fact(rows.require(MEETING, event.originator_id)),
        review_event_id=None,
        event_ids=[event.event_id],
        position=record.position,
    )


def _more_known(rows: Rows, event: DomainEvent, record: LoggedEvent) -> None:
    """The event says so only if it changes something: a second notice does not."""
    meeting = rows.require(MEETING, event.originator_id)
    key = meeting["organisation_id"], meeting["meeting_id"]
    before = rows.require(MEETING_FACT, *key)
    fields = {name: value for name, value in _fact(meeting).items() if before[name] != value}
    if fields:
        event_ids = [*before["event_ids"], event.event_id]
        rows.change(MEETING_FACT, *key, **fields, event_ids=event_ids, position=record.position)


def _fact(meeting: Row) -> Row:
    return {
        **{name: meeting[name] for name in _AS_THEY_ARE},
        "status": meeting["status"] if meeting["status"] in ("CONCLUDED", "CANCELLED") else "PLANNED",
        "excepted": meeting["exception_by"] is not None,
        "tested": meeting["tested_on"] is not None,
    }


def _reviewed(rows: Rows, event: PeerReviewRecorded, record: LoggedEvent) -> None:
    """Of a whole group it is mostly the first that changes something: rules ask whether there is one."""
    known = _review_of(rows, event.organisation_id, event.meeting_id)
    if known is None or event.event_id < known:
        _set_review(rows, event.organisation_id, event.meeting_id, event.event_id)


def _review_withdrawn(rows: Rows, event: PeerReviewWithdrawn, record: LoggedEvent) -> None:
    """Another that stands takes its place, always the least: so the order of what was withdrawn does not matter."""
    review = rows.require(PEER_REVIEW, event.originator_id)
    organisation_id, meeting_id = review["organisation_id"], review["meeting_id"]
    if _review_of(rows, organisation_id, meeting_id) == review["event_id"]:
        others = [
            one["event_id"]
            for one in rows.find(PEER_REVIEW, "meeting_id", meeting_id)
            if one["status"] == PeerReviewStatus.RECORDED and one["event_id"] != review["event_id"]
        ]
        _set_review(rows, organisation_id, meeting_id, min(others, default=None))


def _review_of(rows: Rows, organisation_id: UUID, meeting_id: UUID) -> UUID | None:
    found: UUID | None = rows.require(MEETING_FACT, organisation_id, meeting_id)["review_event_id"]
    return found


def _set_review(rows: Rows, organisation_id: UUID, meeting_id: UUID, event_id: UUID | None) -> None:
    """The event is the review's, not the meeting's: ``event_ids`` and the position of the last of them stay."""
    rows.change(MEETING_FACT, organisation_id, meeting_id, review_event_id=event_id)


_MORE = (
    MeetingNotified,
    MeetingConcluded,
    MeetingCancelled,
    MeetingPostponed,
    MeetingCorrected,
    MinutesTaken,
    LecturerRecorded,
    LectureTested,
    ContentsRecorded,
    MeetingExceptionApproved,
    MeetingEntryWithdrawn,
)

MEETING_FACTS = ReadModel(
    name="meeting_facts",
    tables=(MEETING_FACT,),
    handlers={
        MeetingPlanned: _planned,
        **dict.fromkeys(_MORE, _more_known),
        PeerReviewRecorded: _reviewed,
        PeerReviewWithdrawn: _review_withdrawn,
    },
    reads={
        **dict.fromkeys(_MORE, by_stream(MEETING)),
        PeerReviewRecorded: lambda event: [(MEETING_FACT, event.organisation_id)],
        PeerReviewWithdrawn: by_stream(PEER_REVIEW),
    },
)
