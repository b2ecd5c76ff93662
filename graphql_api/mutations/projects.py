"""Mutations about projects and tasks."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.projects.commands import (
    ApproveProject,
    CloseTask,
    FileProject,
    ProposeProject,
    PublishTask,
    ReopenTask,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.project import Project, Task


@strawberry.type
class ProjectPayload(MutationPayload):
    @strawberry.field(description="The project as it stands now (项目).")
    async def project(self, info: Info) -> Project | None:
        return await self.load(info, Project)


@strawberry.type(description="What came of proposing a project (确立项目结果).")
class ProjectProposePayload(ProjectPayload):
    pass


@strawberry.type(description="What came of approving a project (审核项目结果).")
class ProjectApprovePayload(ProjectPayload):
    pass


@strawberry.type(description="What came of filing a project (项目备案结果).")
class ProjectFilePayload(ProjectPayload):
    pass


@strawberry.type
class TaskPayload(MutationPayload):
    @strawberry.field(description="The task as it stands now (任务).")
    async def task(self, info: Info) -> Task | None:
        return await self.load(info, Task)


@strawberry.type(description="What came of publishing a task (公布任务结果).")
class TaskPublishPayload(TaskPayload):
    pass


@strawberry.type(description="What came of closing a task out (任务销号结果).")
class TaskClosePayload(TaskPayload):
    pass


@strawberry.type(description="What came of reopening a task (重启任务结果).")
class TaskReopenPayload(TaskPayload):
    pass


@strawberry.input(description="What an organisation takes on (确立项目).")
class ProjectProposeInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    code: str = strawberry.field(
        description="What its own list calls it, as a code (项目代码): `ROADS_2026`."
    )
    on: date = strawberry.field(description="The day it was proposed (确立日期).")

    def command(self, given: Given) -> ProposeProject:
        return ProposeProject(
            project_id=given.new("project_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            code=self.code,
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A project that an organisation above approved (审核项目).")
class ProjectApproveInput(ChangeInput):
    project_id: strawberry.ID = strawberry.field(description="The project (项目).")
    approved_by: strawberry.ID = strawberry.field(description="The organisation above (审核组织).")
    on: date = strawberry.field(description="The day it was approved (审核日期).")

    def command(self, given: Given) -> ApproveProject:
        return ApproveProject(
            project_id=given.id("Project", self.project_id, "projectId"),
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A project that was filed with an organisation above (项目备案).")
class ProjectFileInput(ChangeInput):
    project_id: strawberry.ID = strawberry.field(description="The project (项目).")
    filed_with: strawberry.ID = strawberry.field(description="The organisation above (备案组织).")
    on: date = strawberry.field(description="The day it was filed (备案日期).")

    def command(self, given: Given) -> FileProject:
        return FileProject(
            project_id=given.id("Project", self.project_id, "projectId"),
            filed_with=given.id("Organisation", self.filed_with, "filedWith"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="What a member is to have done by a day (公布任务).")
class TaskPublishInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="The organisation (组织).")
    code: str = strawberry.field(description="What it is called, as a code (任务代码).")
    owner_id: strawberry.ID = strawberry.field(
        description="Who is to have it done (责任人): a member at home in the organisation or below."
    )
    due_on: date = strawberry.field(description="The last day for it (完成期限).")
    on: date = strawberry.field(description="The day it was published (公布日期).")
    project_id: strawberry.ID | None = strawberry.field(
        default=None, description="The project that it is of (项目): of that organisation or one above it."
    )

    def command(self, given: Given) -> PublishTask:
        return PublishTask(
            task_id=given.new("task_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            code=self.code,
            owner_id=given.id("Member", self.owner_id, "ownerId"),
            due_on=self.due_on,
            on=self.on,
            project_id=given.optional_id("Project", self.project_id, "projectId"),
            **self.header,
        )


@strawberry.input(description="A task that is done, what shows it, and who checked (任务销号).")
class TaskCloseInput(ChangeInput):
    task_id: strawberry.ID = strawberry.field(description="The task (任务).")
    checker_id: strawberry.ID = strawberry.field(
        description="Who checked (验收人): not the owner, and at home where an owner may be."
    )
    evidence: strawberry.ID = strawberry.field(
        description="The event that shows it (佐证), by its UUID or its id; of a meeting, the event that concluded it."
    )
    on: date = strawberry.field(description="The day it was done (销号日期).")

    def command(self, given: Given) -> CloseTask:
        return CloseTask(
            task_id=given.id("Task", self.task_id, "taskId"),
            checker_id=given.id("Member", self.checker_id, "checkerId"),
            evidence=given.event(self.evidence, "evidence"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A task that is not done after all, with a reason (重启任务).")
class TaskReopenInput(ChangeInput):
    task_id: strawberry.ID = strawberry.field(description="The task (任务).")
    on: date = strawberry.field(description="The day on which that was found (重启日期).")

    def command(self, given: Given) -> ReopenTask:
        return ReopenTask(task_id=given.id("Task", self.task_id, "taskId"), on=self.on, **self.header)


@strawberry.type
class ProjectMutations:
    project_propose = mutation(
        ProjectProposeInput, ProjectProposePayload, "Propose a project of an organisation (确立项目)."
    )
    project_approve = mutation(
        ProjectApproveInput, ProjectApprovePayload, "Approve a project from above (审核项目)."
    )
    project_file = mutation(ProjectFileInput, ProjectFilePayload, "File a project above (项目备案).")
    task_publish = mutation(TaskPublishInput, TaskPublishPayload, "Publish a task with its owner (公布任务).")
    task_close = mutation(
        TaskCloseInput, TaskClosePayload, "Close a task out by somebody else's look (任务销号)."
    )
    task_reopen = mutation(TaskReopenInput, TaskReopenPayload, "Reopen a task (重启任务).")
