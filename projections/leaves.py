"""The register of leave (请假)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.leave.events import (
    LeaveApproved,
    LeaveCorrected,
    LeaveEvidenceHandedIn,
    LeaveExtended,
    LeaveExtensionRefused,
    LeaveExtensionRequested,
    LeaveExtensionWithdrawn,
    LeaveGranted,
    LeaveRefused,
    LeaveRequested,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.leave.state import Leave
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.county import day_of
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Row, Table
from projections.grids import GRID_COVERAGE, grid_covering
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

LEAVE = Table(
    "leave",
    key={"leave_id": "uuid"},
    columns={
        "member_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "grid_id": "uuid",
        "kind": "text",
        "from_on": "date",
        "to_on": "date",
        "covers_to": "date",
        "status": "text",
        "days_after": "integer",
        "requested_on": "date",
        "decided_on": "date",
        "decided_by": "text",
        "refusal_reason": "text",
        "returned_on": "date",
        "meeting_id": "uuid",
        "grounds_id": "uuid",
        "asked_to_on": "date",
        "approved_levels": "text[]",
        "granted_level": "text",
        "by_deputy": "boolean",
        "rule_ids": "uuid[]",
        "evidence": "text[]",
        "document_ids": "uuid[]",
        "evidence_due_on": "date",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "member_id",
        "branch_id",
        "kind",
        "from_on",
        "to_on",
        "covers_to",
        "status",
        "days_after",
        "refusal_reason",
        "returned_on",
        "asked_to_on",
        "granted_level",
        "evidence_due_on",
    ),
    history=History.RECTANGLES,
    placed=OfItsDay("from_on"),
)


def _requested(rows: Rows, event: LeaveRequested, record: LoggedEvent) -> None:
    rows.create(
        LEAVE,
        leave_id=event.originator_id,
        member_id=event.member_id,
        branch_id=event.branch_id,
        org_path=place_on(rows, event.branch_id, event.from_on),
        grid_id=grid_covering(rows, (event.branch_id,), event.from_on),
        kind=event.kind.value,
        from_on=event.from_on,
        to_on=event.to_on,
        covers_to=None,
        status="PENDING",
        days_after=event.days_after,
        requested_on=rows.day,
        decided_on=None,
        decided_by=None,
        refusal_reason=None,
        returned_on=None,
        meeting_id=event.meeting_id,
        grounds_id=event.grounds_id,
        asked_to_on=None,
        approved_levels=[],
        granted_level=None,
        by_deputy=False,
        rule_ids=[],
        evidence=[],
        document_ids=[],
        evidence_due_on=None,
        version=event.originator_version,
        position=record.position,
    )


def _handed_in(rows: Rows, event: LeaveEvidenceHandedIn, record: LoggedEvent) -> None:
    leave = rows.require(LEAVE, event.originator_id)
    fields: dict[str, Any] = {"evidence": [*leave["evidence"], event.kind.value]}
    if event.document_id is not None:
        fields["document_ids"] = [*leave["document_ids"], event.document_id]
    if event.settles:
        fields["evidence_due_on"] = None
    _set(rows, event, record, **fields)


def _approved(rows: Rows, event: LeaveApproved, record: LoggedEvent) -> None:
    levels = rows.require(LEAVE, event.originator_id)["approved_levels"]
    _set(rows, event, record, approved_levels=[*levels, event.level.value])


def _granted(rows: Rows, event: LeaveGranted, record: LoggedEvent) -> None:
    decision = {"decided_on": rows.day, "decided_by": record.actor}
    _settle(rows, event, record, status="GRANTED", **decision, **_by_rules(event))


def _asked_for_more(rows: Rows, event: LeaveExtensionRequested, record: LoggedEvent) -> None:
    _set(rows, event, record, asked_to_on=event.to_on)


def _extended(rows: Rows, event: LeaveExtended, record: LoggedEvent) -> None:
    _set(rows, event, record, to_on=event.to_on, asked_to_on=None, **_by_rules(event))
    _cover(rows, event.originator_id)


def _not_extended(
    rows: Rows, event: LeaveExtensionRefused | LeaveExtensionWithdrawn, record: LoggedEvent
) -> None:
    _set(rows, event, record, asked_to_on=None)


def _by_rules(event: LeaveGranted | LeaveExtended | LeaveCorrected) -> dict[str, Any]:
    """At which level, by which rules, and what is awaited; of a grant from before there were levels, nothing."""
    approval = event.approval
    if approval is None:
        return {}
    return {
        "granted_level": approval.level.value,
        "by_deputy": approval.deputy,
        "rule_ids": list(approval.rules),
        "evidence_due_on": event.evidence_due_on,
    }


def _refused(rows: Rows, event: LeaveRefused, record: LoggedEvent) -> None:
    decision = {"decided_on": rows.day, "decided_by": record.actor}
    _settle(rows, event, record, status="REFUSED", refusal_reason=event.reason, **decision)


def _withdrawn(rows: Rows, event: LeaveWithdrawn, record: LoggedEvent) -> None:
    _settle(rows, event, record, status="WITHDRAWN", asked_to_on=None, evidence_due_on=None)


def _returned(rows: Rows, event: LeaveReturned, record: LoggedEvent) -> None:
    """From its day on; one said to be of a day before the grant ends nothing that there was then."""
    day, granted_on = rows.true_from, rows.require(LEAVE, event.originator_id)["decided_on"]
    rows.true_from = max(event.on, granted_on)
    _settle(rows, event, record, status="RETURNED", returned_on=event.on, asked_to_on=None)
    rows.true_from = day


def _corrected(rows: Rows, event: LeaveCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, LEAVE, Leave, event, "kind", "from_on", "to_on")
    version, position = event.originator_version, record.position
    if event.voids_approvals:
        fields["approved_levels"] = []
    rows.change(LEAVE, event.originator_id, version=version, position=position, **fields, **_by_rules(event))
    leave = rows.require(LEAVE, event.originator_id)
    if "from_on" in fields:
        org_path = place_on(rows, leave["branch_id"], leave["from_on"])
        rows.change(LEAVE, event.originator_id, org_path=org_path)
    _cover(rows, event.originator_id, _ended_on(rows, leave, event))


def _ended_on(rows: Rows, leave: Row, event: LeaveCorrected) -> date | None:
    """The day from which what was granted covers less, or nothing; None while nothing ended it."""
    returned_on: date | None = leave["returned_on"]
    if leave["status"] != "WITHDRAWN":
        return returned_on
    history = rows.history(event.originator_id, event.originator_version)
    return next(day_of(rows, one) for one in history if isinstance(one, LeaveWithdrawn))


def _cover(rows: Rows, leave_id: UUID, ended_on: date | None = None) -> None:
    """What it covers by its days as they are now: nothing until it was granted, whatever was asked for; then what was
    granted; and what is left of that from the day on which it ended."""
    leave = rows.require(LEAVE, leave_id)
    if leave["decided_on"] is None or leave["status"] == "REFUSED":
        return
    day = rows.true_from
    rows.true_from = max(day, leave["decided_on"])
    if ended_on is not None:
        rows.change(LEAVE, leave_id, covers_to=_covers_to({**leave, "status": "GRANTED"}))
        rows.true_from = max(rows.true_from, ended_on)
    rows.change(LEAVE, leave_id, covers_to=_covers_to(leave))
    rows.true_from = day


def _settle(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    """With what it covers then. An event that says nothing of that is no reason for it either."""
    leave = rows.require(LEAVE, event.originator_id)
    _set(rows, event, record, **fields, covers_to=_covers_to({**leave, **fields}))


def _set(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(LEAVE, event.originator_id, **fields, version=version, position=position)


def _covers_to(leave: Row) -> date | None:
    """The last day on which the member is excused; None if there is no such day."""
    last: date
    match leave["status"]:
        case "GRANTED":
            last = leave["to_on"]
        case "RETURNED":
            last = min(leave["to_on"], leave["returned_on"] - timedelta(days=1))
        case _:
            return None
    return last if last >= leave["from_on"] else None


_own_row = by_stream(LEAVE)

LEAVES = ReadModel(
    name="leaves",
    tables=(LEAVE,),
    handlers={
        LeaveRequested: _requested,
        LeaveEvidenceHandedIn: _handed_in,
        LeaveApproved: _approved,
        LeaveExtensionRequested: _asked_for_more,
        LeaveExtended: _extended,
        LeaveExtensionRefused: _not_extended,
        LeaveExtensionWithdrawn: _not_extended,
        LeaveGranted: _granted,
        LeaveRefused: _refused,
        LeaveWithdrawn: _withdrawn,
        LeaveReturned: _returned,
        LeaveCorrected: _corrected,
    },
    reads={
        LeaveRequested: lambda event: [
            (ORGANISATION, event.branch_id),
            (GRID_COVERAGE, event.branch_id),
        ],
        LeaveEvidenceHandedIn: _own_row,
        LeaveApproved: _own_row,
        LeaveExtensionRequested: _own_row,
        LeaveExtended: _own_row,
        LeaveExtensionRefused: _own_row,
        LeaveExtensionWithdrawn: _own_row,
        LeaveGranted: _own_row,
        LeaveRefused: _own_row,
        LeaveWithdrawn: _own_row,
        LeaveReturned: _own_row,
        LeaveCorrected: _own_row,
    },
)
