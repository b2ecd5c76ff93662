"""Decisions about projects and tasks."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given, unused
from domain.core.close_out import close_out_refusal
from domain.core.context import Context
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.projects.commands import (
    ApproveProject,
    CloseTask,
    FileProject,
    ProposeProject,
    PublishTask,
    ReopenTask,
)
from domain.projects.events import (
    ProjectApproved,
    ProjectFiled,
    ProjectProposed,
    TaskClosedOut,
    TaskPublished,
    TaskReopened,
)
from domain.projects.state import Project, ProjectStatus, Task

Home = Container[UUID | None]  # a member's home and all above it


def propose_project(
    project: Project, command: ProposeProject, context: Context, *, organisation: Organisation
) -> Decision:
    """Propose a project, the first of its steps."""
    refused = any_refusal(
        header(command, context),
        unused(project, "projectId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        code(command.code, "code"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    proposed = context.events_of(project, command, on=command.on)(
        ProjectProposed, organisation_id=command.organisation_id, code=command.code, on=command.on
    )
    return accept([proposed])


def approve_project(
    project: Project, command: ApproveProject, context: Context, *, above: Container[UUID]
) -> Decision:
    """Approve what was proposed; ``above`` are the organisations above that of the project."""
    refused = any_refusal(
        header(command, context),
        _step(project, ProjectStatus.PROPOSED, command.on, context),
        _from_above(command.approved_by, above, "approvedBy"),
    )
    if refused:
        return refused
    approved = context.events_of(project, command, on=command.on)(
        ProjectApproved, approved_by=command.approved_by, on=command.on
    )
    return accept([approved])


def file_project(
    project: Project, command: FileProject, context: Context, *, above: Container[UUID]
) -> Decision:
    """File what was approved; ``above`` are the organisations above that of the project."""
    refused = any_refusal(
        header(command, context),
        _step(project, ProjectStatus.APPROVED, command.on, context),
        _from_above(command.filed_with, above, "filedWith"),
    )
    if refused:
        return refused
    filed = context.events_of(project, command, on=command.on)(
        ProjectFiled, filed_with=command.filed_with, on=command.on
    )
    return accept([filed])


def publish_task(
    task: Task,
    command: PublishTask,
    context: Context,
    *,
    organisation: Organisation,
    line: Container[UUID | None],
    home: Home,
    project: Project | None,
) -> Decision:
    """Publish a task with its owner; ``line`` is the organisation and all above it, ``home`` the owner's."""
    refused = any_refusal(
        header(command, context),
        unused(task, "taskId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        code(command.code, "code"),
        day(command.on, context, "on", most_days_ahead=0),
        day(command.due_on, context, "dueOn"),
        Refusal(RefusalCode.INVALID_DATES, ("dueOn",)) if command.due_on < command.on else None,
        _of_the_organisation(command.organisation_id, home, "ownerId"),
        # Of an organisation that is none of these it is refused like one that is nowhere.
        Refusal(RefusalCode.NOT_FOUND, ("projectId",))
        if project is not None and (project.organisation_id is None or project.organisation_id not in line)
        else None,
    )
    if refused:
        return refused
    published = context.events_of(task, command, on=command.on)(
        TaskPublished,
        organisation_id=command.organisation_id,
        code=command.code,
        owner_id=command.owner_id,
        due_on=command.due_on,
        on=command.on,
        project_id=command.project_id,
    )
    return accept([published])


def close_task(task: Task, command: CloseTask, context: Context, *, home: Home) -> Decision:
    """Close a task out, not before it was published or reopened; ``home`` is that of whoever checked."""
    refused = any_refusal(
        header(command, context),
        known(task, "taskId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if task.closed_on is not None:
        return refuse(RefusalCode.ALREADY_CLOSED, "taskId")
    refused = any_refusal(
        close_out_refusal(task.owner_id, command.checker_id, context.actor_member_id),
        _of_the_organisation(task.organisation_id, home, "checkerId"),
        Refusal(RefusalCode.INVALID_DATES, ("on",)) if command.on < task.open_since else None,
    )
    if refused:
        return refused
    closed = context.events_of(task, command, on=command.on)(
        TaskClosedOut, checker_id=command.checker_id, evidence=command.evidence, on=command.on
    )
    return accept([closed])


def reopen_task(task: Task, command: ReopenTask, context: Context) -> Decision:
    """Reopen what was closed out, for a reason; its owner has it again."""
    refused = any_refusal(
        header(command, context),
        known(task, "taskId"),
        reason_given(command),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if task.closed_on is None:
        return refuse(RefusalCode.NOT_CLOSED, "taskId")
    if command.on < task.closed_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(task, command, on=command.on)(TaskReopened, on=command.on)])


def _step(project: Project, wanted: ProjectStatus, on: date, context: Context) -> Refusal | None:
    """The project stands right before the step, which is not taken before the last one was."""
    missing = known(project, "projectId")
    if missing:
        return missing
    if project.status is not wanted:
        return Refusal(RefusalCode.WRONG_STEP, ("projectId",), details={"status": project.status.value})
    if on < project.reached_on:
        return Refusal(RefusalCode.INVALID_DATES, ("on",))
    return day(on, context, "on", most_days_ahead=0)


def _from_above(organisation_id: UUID, above: Container[UUID], field: str) -> Refusal | None:
    return None if organisation_id in above else Refusal(RefusalCode.NOT_ABOVE, (field,))


def _of_the_organisation(organisation_id: UUID | None, home: Home, field: str) -> Refusal | None:
    """At home there or below; anybody else is refused alike, be there such a member or not."""
    return None if organisation_id in home else Refusal(RefusalCode.MEMBER_ELSEWHERE, (field,))
