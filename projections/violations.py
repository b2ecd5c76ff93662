"""Violations (两违): a row for each with whom it concerns, and a bare fact beside it, by which rules are judged.

The fact says nothing of who it was, so that whoever sees how an organisation stands does not learn that along with it.
"""

from __future__ import annotations

from typing import Any

from domain.core import DomainEvent
from domain.violations.events import (
    SupervisionEnded,
    SupervisorAssigned,
    ViolationCorrected,
    ViolationReported,
    ViolationWithdrawn,
)
from domain.violations.state import Violation, ViolationStatus
from event_store.records import LoggedEvent
from projections.corrections import differing
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

VIOLATION = Table(
    "violation",
    key={"violation_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "member_id": "uuid",
        "kind": "text",
        "severity": "text",
        "code": "text",
        "occurred_at": "text",
        "occurred_on": "date",
        "status": "text",
        "supervisor_id": "uuid",
        "supervised_from": "date",
        "supervised_to": "date",
        "event_id": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "member_id",
        "kind",
        "severity",
        "code",
        "occurred_at",
        "occurred_on",
        "status",
        "supervisor_id",
        "supervised_from",
        "supervised_to",
    ),
    history=History.SUPERSEDED,
    day="occurred_on",
    placed=OfItsDay("occurred_on"),
)

# One that was withdrawn is no row any more.
VIOLATION_FACT = Table(
    "violation_fact",
    key={"organisation_id": "uuid", "violation_id": "uuid"},
    columns={
        "severity": "text",
        "occurred_on": "date",
        "event_id": "uuid",
        "org_path": "text",
        "position": "bigint",
    },
    history=History.SUPERSEDED,
    day="occurred_on",
    placed=OfItsDay("occurred_on"),
)


def _reported(rows: Rows, event: ViolationReported, record: LoggedEvent) -> None:
    fact = {
        "severity": event.severity.value,
        "occurred_on": event.on,
        "event_id": event.event_id,
        "org_path": place_on(rows, event.organisation_id, event.on),
        "position": record.position,
    }
    rows.create(
        VIOLATION,
        **fact,
        violation_id=event.originator_id,
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        kind=event.kind.value,
        code=event.code,
        occurred_at=event.at,
        status=ViolationStatus.REPORTED.value,
        supervisor_id=None,
        supervised_from=None,
        supervised_to=None,
        version=event.originator_version,
    )
    rows.create(
        VIOLATION_FACT, **fact, organisation_id=event.organisation_id, violation_id=event.originator_id
    )


def _corrected(rows: Rows, event: ViolationCorrected, record: LoggedEvent) -> None:
    state = Violation.fold(event.originator_id, rows.history(event.originator_id, event.originator_version))
    stands = {
        column: state.statements.now(name)
        for column, name in (
            ("kind", "kind"),
            ("severity", "severity"),
            ("code", "code"),
            ("occurred_at", "at"),
            ("occurred_on", "on"),
        )
    }
    row = rows.require(VIOLATION, event.originator_id)
    fields = differing(row, stands)
    if "occurred_on" in fields:
        fields["org_path"] = place_on(rows, row["organisation_id"], fields["occurred_on"])
    _set(rows, event, record, **fields)
    judged = {name: fields[name] for name in ("severity", "occurred_on", "org_path") if name in fields}
    if judged:
        said = {"event_id": event.event_id, "position": record.position}
        rows.change(VIOLATION_FACT, row["organisation_id"], event.originator_id, **judged, **said)


def _withdrawn(rows: Rows, event: ViolationWithdrawn, record: LoggedEvent) -> None:
    row = rows.require(VIOLATION, event.originator_id)
    supervised = row["supervisor_id"] is not None and row["supervised_to"] is None
    ended = {"supervised_to": max(row["supervised_from"], rows.day)} if supervised else {}
    _set(rows, event, record, status=ViolationStatus.WITHDRAWN.value, **ended)
    rows.delete(VIOLATION_FACT, row["organisation_id"], event.originator_id)


def _assigned(rows: Rows, event: SupervisorAssigned, record: LoggedEvent) -> None:
    supervised = {"supervisor_id": event.supervisor_id, "supervised_from": event.on, "supervised_to": None}
    _set(rows, event, record, **supervised)


def _ended(rows: Rows, event: SupervisionEnded, record: LoggedEvent) -> None:
    _set(rows, event, record, supervised_to=event.on)


def _set(rows: Rows, event: DomainEvent, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(VIOLATION, event.originator_id, **fields, version=version, position=position)


_own = by_stream(VIOLATION)

VIOLATIONS = ReadModel(
    name="violations",
    tables=(VIOLATION, VIOLATION_FACT),
    handlers={
        ViolationReported: _reported,
        ViolationCorrected: _corrected,
        ViolationWithdrawn: _withdrawn,
        SupervisorAssigned: _assigned,
        SupervisionEnded: _ended,
    },
    reads={
        ViolationReported: lambda event: [(ORGANISATION, event.organisation_id)],
        **dict.fromkeys((ViolationCorrected, ViolationWithdrawn, SupervisorAssigned, SupervisionEnded), _own),
    },
)
