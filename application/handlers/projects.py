"""Handlers of commands about projects and tasks."""

from __future__ import annotations

from application.handlers.lines import above_of, home_of
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.organisation.state import Organisation
from domain.projects import decide
from domain.projects.commands import (
    ApproveProject,
    CloseTask,
    FileProject,
    ProposeProject,
    PublishTask,
    ReopenTask,
)
from domain.projects.state import Project, Task


async def propose_project(command: ProposeProject, session: Session) -> Decision:
    """Propose a project of an organisation."""
    project = await session.load(Project, command.project_id)
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.propose_project(project, command, session.context, organisation=organisation)


async def approve_project(command: ApproveProject, session: Session) -> Decision:
    """Approve a project, with a look at what lies above its organisation."""
    project = await session.load(Project, command.project_id)
    if project.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "projectId")
    above = await above_of(project.organisation_id, session)
    return decide.approve_project(project, command, session.context, above=above)


async def file_project(command: FileProject, session: Session) -> Decision:
    """File a project, with the same look."""
    project = await session.load(Project, command.project_id)
    if project.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "projectId")
    above = await above_of(project.organisation_id, session)
    return decide.file_project(project, command, session.context, above=above)


async def publish_task(command: PublishTask, session: Session) -> Decision:
    """Publish a task, with a look at the owner's home and at the project."""
    of_project = command.project_id
    return decide.publish_task(
        await session.load(Task, command.task_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        line={command.organisation_id, *await above_of(command.organisation_id, session)},
        home=await home_of(command.owner_id, command.on, session),
        project=None if of_project is None else await session.load(Project, of_project),
    )


async def close_task(command: CloseTask, session: Session) -> Decision:
    """Close a task out, with a look at the home of whoever checked."""
    task = await session.load(Task, command.task_id)
    home = await home_of(command.checker_id, command.on, session)
    return decide.close_task(task, command, session.context, home=home)


async def reopen_task(command: ReopenTask, session: Session) -> Decision:
    """Reopen a task."""
    task = await session.load(Task, command.task_id)
    return decide.reopen_task(task, command, session.context)
