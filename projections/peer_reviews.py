"""Reviews of members (讲评): a row for each meeting and member, also where one was withdrawn and recorded anew."""

from __future__ import annotations

from typing import Any

from domain.core import DomainEvent
from domain.peer_reviews.events import PeerReviewCorrected, PeerReviewRecorded, PeerReviewWithdrawn
from domain.peer_reviews.state import PeerReview, PeerReviewStatus
from event_store.records import LoggedEvent
from projections.corrections import differing
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

PEER_REVIEW = Table(
    "peer_review",
    key={"peer_review_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "meeting_id": "uuid",
        "member_id": "uuid",
        "reviewed_on": "date",
        "self_grade": "text",
        "peer_grade": "text",
        "commented_by_id": "uuid",
        "document_id": "uuid",
        "status": "text",
        "event_id": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "meeting_id",
        "member_id",
        "reviewed_on",
        "self_grade",
        "peer_grade",
        "commented_by_id",
        "document_id",
        "status",
    ),
    history=History.SUPERSEDED,
    day="reviewed_on",
    placed=OfItsDay("reviewed_on"),
)


def _recorded(rows: Rows, event: PeerReviewRecorded, record: LoggedEvent) -> None:
    rows.put(
        PEER_REVIEW,
        peer_review_id=event.originator_id,
        organisation_id=event.organisation_id,
        meeting_id=event.meeting_id,
        member_id=event.member_id,
        reviewed_on=event.on,
        self_grade=event.self_grade and event.self_grade.value,
        peer_grade=event.peer_grade and event.peer_grade.value,
        commented_by_id=event.commented_by_id,
        document_id=event.document_id,
        status=PeerReviewStatus.RECORDED.value,
        event_id=event.event_id,
        org_path=place_on(rows, event.organisation_id, event.on),
        version=event.originator_version,
        position=record.position,
    )


def _corrected(rows: Rows, event: PeerReviewCorrected, record: LoggedEvent) -> None:
    state = PeerReview.fold(event.originator_id, rows.history(event.originator_id, event.originator_version))
    names = ("self_grade", "peer_grade", "commented_by_id", "document_id")
    row = rows.require(PEER_REVIEW, event.originator_id)
    _set(rows, event, record, **differing(row, {name: state.statements.now(name) for name in names}))


def _withdrawn(rows: Rows, event: PeerReviewWithdrawn, record: LoggedEvent) -> None:
    _set(rows, event, record, status=PeerReviewStatus.WITHDRAWN.value)


def _set(rows: Rows, event: DomainEvent, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(PEER_REVIEW, event.originator_id, **fields, version=version, position=position)


_own = by_stream(PEER_REVIEW)

PEER_REVIEWS = ReadModel(
    name="peer_reviews",
    tables=(PEER_REVIEW,),
    handlers={
        PeerReviewRecorded: _recorded,
        PeerReviewCorrected: _corrected,
        PeerReviewWithdrawn: _withdrawn,
    },
    reads={
        PeerReviewRecorded: lambda event: [
            (ORGANISATION, event.organisation_id),
            (PEER_REVIEW, event.originator_id),
        ],
        **dict.fromkeys((PeerReviewCorrected, PeerReviewWithdrawn), _own),
    },
)
