"""Objections (异议): a row for each that a member raised, with what became of it."""

from __future__ import annotations

from typing import Any

from domain.objections.events import (
    ObjectionDecided,
    ObjectionOutcome,
    ObjectionRaised,
    ObjectionRemedied,
    ObjectionWithdrawn,
)
from domain.objections.state import ObjectionStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

OBJECTION = Table(
    "objection",
    key={"objection_id": "uuid"},
    columns={
        "member_id": "uuid",
        "branch_id": "uuid",
        "about": "uuid",
        "grounds_id": "uuid",
        "raised_on": "date",
        "due_on": "date",
        "status": "text",
        "decided_by": "uuid",
        "decided_on": "date",
        "decided_for": "text",
        "document_id": "uuid",
        "to_remedy": "boolean",
        "correction": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
        "meeting_id": "uuid",
        "version_id": "uuid",
    },
    audited=(
        "member_id",
        "about",
        "grounds_id",
        "raised_on",
        "due_on",
        "status",
        "decided_by",
        "decided_on",
        "decided_for",
        "document_id",
        "correction",
    ),
    history=History.SUPERSEDED,
    day="raised_on",
    placed=OfItsDay("raised_on"),
)


def _raised(rows: Rows, event: ObjectionRaised, record: LoggedEvent) -> None:
    rows.create(
        OBJECTION,
        **{
            **dict.fromkeys(OBJECTION.columns),
            "objection_id": event.originator_id,
            "member_id": event.member_id,
            "branch_id": event.branch_id,
            "about": event.about,
            "grounds_id": event.grounds_id,
            "meeting_id": event.meeting_id,
            "version_id": event.version_id,
            "raised_on": event.raised_on,
            "due_on": event.due_on,
            "status": ObjectionStatus.OPEN.value,
            "to_remedy": False,
            "org_path": place_on(rows, event.branch_id, event.raised_on),
            "version": event.originator_version,
            "position": record.position,
        },
    )


def _withdrawn(rows: Rows, event: ObjectionWithdrawn, record: LoggedEvent) -> None:
    _set(rows, event, record, status=ObjectionStatus.WITHDRAWN.value)


def _decided(rows: Rows, event: ObjectionDecided, record: LoggedEvent) -> None:
    _set(
        rows,
        event,
        record,
        status=event.outcome.value,
        decided_by=event.organisation_id,
        decided_on=event.on,
        decided_for=event.reason,
        document_id=event.document_id,
        to_remedy=event.outcome is not ObjectionOutcome.DISMISSED,
    )


def _remedied(rows: Rows, event: ObjectionRemedied, record: LoggedEvent) -> None:
    _set(rows, event, record, correction=event.correction, to_remedy=False)


def _set(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(OBJECTION, event.originator_id, version=version, position=position, **fields)


_own = by_stream(OBJECTION)

OBJECTIONS = ReadModel(
    name="objections",
    tables=(OBJECTION,),
    handlers={
        ObjectionRaised: _raised,
        ObjectionWithdrawn: _withdrawn,
        ObjectionDecided: _decided,
        ObjectionRemedied: _remedied,
    },
    reads={
        ObjectionRaised: lambda event: [
            (OBJECTION, event.originator_id),
            (ORGANISATION, event.branch_id),
        ],
        ObjectionWithdrawn: _own,
        ObjectionDecided: _own,
        ObjectionRemedied: _own,
    },
)
