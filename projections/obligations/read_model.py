"""The read model of obligations: each as its events left it, against what rules demand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.obligations.events import (
    ObligationAssigned,
    ObligationFulfilled,
    ObligationGroundsChanged,
    ObligationOpened,
    ObligationReopened,
    ObligationWaived,
    ObligationWithdrawn,
)
from domain.obligations.grounds import Ground, SubjectKind
from domain.obligations.reconciling import ObligationStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.obligations.tables import OBLIGATION, UNRECONCILED, WANTED
from projections.obligations.wanting import compare
from projections.organisations import ORGANISATION, place_of


def _opened(rows: Rows, event: ObligationOpened, record: LoggedEvent) -> None:
    rows.create(
        OBLIGATION,
        subject_id=event.subject_id,
        obligation_id=event.originator_id,
        subject_kind=event.subject_kind.value,
        member_id=event.subject_id if event.subject_kind is SubjectKind.MEMBER else None,
        organisation_id=event.organisation_id,
        consequence=event.consequence.value,
        key=event.key,
        status=ObligationStatus.OPEN.value,
        grounds=_said(event.grounds),
        opened_on=rows.day,
        due_on=event.due_on,
        continues=event.continues,
        assignee_id=event.assignee_id,
        closed_on=None,
        document_id=None,
        dealt_with=[],
        ground_fell=False,
        org_path=_place(rows, event.subject_kind, event.subject_id, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )
    compare(rows, event.subject_id, event.originator_id)


def _grounded(rows: Rows, event: ObligationGroundsChanged, record: LoggedEvent) -> None:
    _change(rows, event, record, **_owed(rows, event))


def _withdrawn(rows: Rows, event: ObligationWithdrawn, record: LoggedEvent) -> None:
    _change(rows, event, record, status=ObligationStatus.WITHDRAWN.value, closed_on=rows.day)


def _reopened(rows: Rows, event: ObligationReopened, record: LoggedEvent) -> None:
    again = {"status": ObligationStatus.OPEN.value, "closed_on": None, "due_on": event.due_on}
    _change(rows, event, record, **again, **_owed(rows, event))


def _assigned(rows: Rows, event: ObligationAssigned, record: LoggedEvent) -> None:
    _change(rows, event, record, assignee_id=event.assignee_id)


def _fulfilled(rows: Rows, event: ObligationFulfilled, record: LoggedEvent) -> None:
    fulfilled = {"status": ObligationStatus.FULFILLED.value, "closed_on": event.on}
    named = {"document_id": event.document_id, "dealt_with": list(event.dealt_with)}
    _change(rows, event, record, **fulfilled, **named)


def _waived(rows: Rows, event: ObligationWaived, record: LoggedEvent) -> None:
    waived = {"status": ObligationStatus.WAIVED.value, "closed_on": rows.day}
    _change(rows, event, record, **waived, dealt_with=list(event.dealt_with))


def _change(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    """Set fields of the event's obligation; from its opening on at the earliest, also where the act came before."""
    key = event.subject_id, event.originator_id
    day = rows.true_from
    rows.true_from = max(day, rows.require(OBLIGATION, *key)["opened_on"])
    said = {**fields, "version": event.originator_version, "position": record.position}
    rows.change(OBLIGATION, *key, **said)
    rows.true_from = day
    compare(rows, *key)


def _owed(rows: Rows, event: ObligationGroundsChanged | ObligationReopened) -> dict[str, Any]:
    kind = SubjectKind(rows.require(OBLIGATION, event.subject_id, event.originator_id)["subject_kind"])
    path = _place(rows, kind, event.subject_id, event.organisation_id)
    return {"organisation_id": event.organisation_id, "org_path": path, "grounds": _said(event.grounds)}


def _place(rows: Rows, kind: SubjectKind, subject_id: UUID, organisation_id: UUID) -> str:
    """Of what is about an organisation its own place, whoever owes it: so it sees that, as do those above."""
    return place_of(rows, subject_id if kind is SubjectKind.ORGANISATION else organisation_id)


def _said(grounds: tuple[Ground, ...]) -> str:
    return msgspec.json.encode(grounds).decode()


def _of_subject(event: Any) -> list[tuple[Table, UUID]]:
    return [(table, event.subject_id) for table in (OBLIGATION, WANTED, UNRECONCILED)]


def _of_both(
    event: ObligationOpened | ObligationGroundsChanged | ObligationReopened,
) -> list[tuple[Table, UUID]]:
    return [(ORGANISATION, event.organisation_id), (ORGANISATION, event.subject_id), *_of_subject(event)]


OBLIGATIONS = ReadModel(
    name="obligations",
    tables=(WANTED, OBLIGATION, UNRECONCILED),
    handlers={
        ObligationOpened: _opened,
        ObligationGroundsChanged: _grounded,
        ObligationWithdrawn: _withdrawn,
        ObligationReopened: _reopened,
        ObligationAssigned: _assigned,
        ObligationFulfilled: _fulfilled,
        ObligationWaived: _waived,
    },
    reads={
        **dict.fromkeys((ObligationOpened, ObligationGroundsChanged, ObligationReopened), _of_both),
        **dict.fromkeys(
            (ObligationWithdrawn, ObligationAssigned, ObligationFulfilled, ObligationWaived), _of_subject
        ),
    },
)
