"""Issues (问题) of the grids, and what became of them."""

from __future__ import annotations

from typing import Any

from domain.issues.events import IssueAssigned, IssueClosed, IssueRaised, IssueReopened
from domain.issues.state import IssueStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.grids import GRID
from projections.households import grid_path
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

ISSUE = Table(
    "issue",
    key={"issue_id": "uuid"},
    columns={
        "grid_id": "uuid",
        "organisation_id": "uuid",
        "household_id": "uuid",
        "kind": "text",
        "status": "text",
        "raised_on": "date",
        "owner_id": "uuid",
        "due_on": "date",
        "closed_on": "date",
        "checker_id": "uuid",
        "evidence": "uuid",
        "times_reopened": "integer",
        "org_path": "text",
        "grid_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "grid_id",
        "organisation_id",
        "household_id",
        "kind",
        "status",
        "raised_on",
        "owner_id",
        "due_on",
        "closed_on",
        "checker_id",
        "evidence",
    ),
    history=History.RECTANGLES,
    placed=OfItsDay("raised_on"),
)


def _raised(rows: Rows, event: IssueRaised, record: LoggedEvent) -> None:
    rows.true_from = event.on
    rows.create(
        ISSUE,
        issue_id=event.originator_id,
        grid_id=event.grid_id,
        organisation_id=event.organisation_id,
        household_id=event.household_id,
        kind=event.kind.value,
        status=IssueStatus.RAISED.value,
        raised_on=event.on,
        owner_id=None,
        due_on=None,
        closed_on=None,
        checker_id=None,
        evidence=None,
        times_reopened=0,
        org_path=place_on(rows, event.organisation_id, event.on),
        grid_path=grid_path(rows, event.grid_id),
        version=event.originator_version,
        position=record.position,
    )


def _assigned(rows: Rows, event: IssueAssigned, record: LoggedEvent) -> None:
    status = IssueStatus.ASSIGNED.value
    _set(rows, event, record, status=status, owner_id=event.owner_id, due_on=event.due_on)


def _closed(rows: Rows, event: IssueClosed, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(
        rows,
        event,
        record,
        status=IssueStatus.CLOSED.value,
        closed_on=event.on,
        checker_id=event.checker_id,
        evidence=event.evidence,
    )


def _reopened(rows: Rows, event: IssueReopened, record: LoggedEvent) -> None:
    rows.true_from = event.on
    times = rows.require(ISSUE, event.originator_id)["times_reopened"] + 1
    _set(
        rows,
        event,
        record,
        status=IssueStatus.ASSIGNED.value,  # it was closed, so somebody had it
        closed_on=None,
        checker_id=None,
        evidence=None,
        times_reopened=times,
    )


def _set(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(ISSUE, event.originator_id, version=version, position=position, **fields)


_own_row = by_stream(ISSUE)

ISSUES = ReadModel(
    name="issues",
    tables=(ISSUE,),
    handlers={
        IssueRaised: _raised,
        IssueAssigned: _assigned,
        IssueClosed: _closed,
        IssueReopened: _reopened,
    },
    reads={
        IssueRaised: lambda event: [(ORGANISATION, event.organisation_id), (GRID, event.grid_id)],
        IssueAssigned: _own_row,
        IssueClosed: _own_row,
        IssueReopened: _own_row,
    },
)
