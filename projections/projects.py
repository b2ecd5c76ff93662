"""Projects (项目) of organisations, and their tasks (任务)."""

from __future__ import annotations

from typing import Any

from domain.projects.events import (
    ProjectApproved,
    ProjectFiled,
    ProjectProposed,
    TaskClosedOut,
    TaskPublished,
    TaskReopened,
)
from domain.projects.state import ProjectStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

PROJECT = Table(
    "project",
    key={"project_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "code": "text",
        "status": "text",
        "proposed_on": "date",
        "approved_by": "uuid",
        "approved_on": "date",
        "filed_with": "uuid",
        "filed_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "code",
        "status",
        "proposed_on",
        "approved_by",
        "approved_on",
        "filed_with",
        "filed_on",
    ),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

TASK = Table(
    "task",
    key={"task_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "project_id": "uuid",
        "code": "text",
        "owner_id": "uuid",
        "published_on": "date",
        "due_on": "date",
        "closed_on": "date",
        "is_open": "boolean",
        "checker_id": "uuid",
        "evidence": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "project_id",
        "code",
        "owner_id",
        "published_on",
        "due_on",
        "closed_on",
        "is_open",
        "checker_id",
        "evidence",
    ),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)


def _proposed(rows: Rows, event: ProjectProposed, record: LoggedEvent) -> None:
    rows.true_from = event.on
    rows.create(
        PROJECT,
        project_id=event.originator_id,
        organisation_id=event.organisation_id,
        code=event.code,
        status=ProjectStatus.PROPOSED.value,
        proposed_on=event.on,
        approved_by=None,
        approved_on=None,
        filed_with=None,
        filed_on=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _approved(rows: Rows, event: ProjectApproved, record: LoggedEvent) -> None:
    step = {"status": ProjectStatus.APPROVED.value, "approved_on": event.on, "approved_by": event.approved_by}
    _set(rows, PROJECT, event, record, **step)


def _filed(rows: Rows, event: ProjectFiled, record: LoggedEvent) -> None:
    step = {"status": ProjectStatus.FILED.value, "filed_on": event.on, "filed_with": event.filed_with}
    _set(rows, PROJECT, event, record, **step)


def _published(rows: Rows, event: TaskPublished, record: LoggedEvent) -> None:
    rows.true_from = event.on
    rows.create(
        TASK,
        task_id=event.originator_id,
        organisation_id=event.organisation_id,
        project_id=event.project_id,
        code=event.code,
        owner_id=event.owner_id,
        published_on=event.on,
        due_on=event.due_on,
        closed_on=None,
        is_open=True,
        checker_id=None,
        evidence=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _closed_out(rows: Rows, event: TaskClosedOut, record: LoggedEvent) -> None:
    checked = {"checker_id": event.checker_id, "evidence": event.evidence}
    _set(rows, TASK, event, record, closed_on=event.on, is_open=False, **checked)


def _reopened(rows: Rows, event: TaskReopened, record: LoggedEvent) -> None:
    _set(rows, TASK, event, record, closed_on=None, is_open=True, checker_id=None, evidence=None)


def _set(rows: Rows, table: Table, event: Any, record: LoggedEvent, **fields: Any) -> None:
    rows.true_from = event.on
    version, position = event.originator_version, record.position
    rows.change(table, event.originator_id, version=version, position=position, **fields)


PROJECTS = ReadModel(
    name="projects",
    tables=(PROJECT, TASK),
    handlers={
        ProjectProposed: _proposed,
        ProjectApproved: _approved,
        ProjectFiled: _filed,
        TaskPublished: _published,
        TaskClosedOut: _closed_out,
        TaskReopened: _reopened,
    },
    reads={
        ProjectProposed: lambda event: [(ORGANISATION, event.organisation_id)],
        ProjectApproved: by_stream(PROJECT),
        ProjectFiled: by_stream(PROJECT),
        TaskPublished: lambda event: [(ORGANISATION, event.organisation_id)],
        TaskClosedOut: by_stream(TASK),
        TaskReopened: by_stream(TASK),
    },
)
