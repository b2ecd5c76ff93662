"""Facts about projects (确立—审核—备案) and tasks (亮责消号). What they are in words is a document, never an event."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.projects.state import Project, ProjectStatus, Task

STREAM = Project.STREAM_TYPE
TASK_STREAM = Task.STREAM_TYPE


@event_type("project.proposed", STREAM, subjects=("organisation_id",))
class ProjectProposed(DomainEvent):
    """An organisation proposed a project on ``on``; ``code`` is what its own list calls it."""

    organisation_id: UUID
    code: str
    on: date

    def apply(self, state: Project) -> None:
        state.organisation_id = self.organisation_id
        state.status = ProjectStatus.PROPOSED
        state.reached_on = self.on


@event_type("project.approved", STREAM, subjects=("approved_by",))
class ProjectApproved(DomainEvent):
    """An organisation above approved it on ``on``."""

    approved_by: UUID
    on: date

    def apply(self, state: Project) -> None:
        state.status = ProjectStatus.APPROVED
        state.reached_on = self.on


@event_type("project.filed", STREAM, subjects=("filed_with",))
class ProjectFiled(DomainEvent):
    """It was filed with an organisation above on ``on``."""

    filed_with: UUID
    on: date

    def apply(self, state: Project) -> None:
        state.status = ProjectStatus.FILED
        state.reached_on = self.on


@event_type("task.published", TASK_STREAM, subjects=("organisation_id", "owner_id"))
class TaskPublished(DomainEvent):
    """An organisation published on ``on`` what a member is to have done by ``due_on``."""

    organisation_id: UUID
    code: str
    owner_id: UUID
    due_on: date
    on: date
    project_id: UUID | None = None

    def apply(self, state: Task) -> None:
        state.organisation_id = self.organisation_id
        state.owner_id = self.owner_id
        state.open_since = self.on


@event_type("task.closed-out", TASK_STREAM, subjects=("checker_id",))
class TaskClosedOut(DomainEvent):
    """It was done on ``on``: ``evidence`` is the event that shows it, and somebody but the owner checked."""

    checker_id: UUID
    evidence: UUID
    on: date

    def apply(self, state: Task) -> None:
        state.closed_on = self.on


@event_type("task.reopened", TASK_STREAM)
class TaskReopened(DomainEvent):
    """It turned out on ``on`` that it was not done, for the coded reason of the header."""

    on: date

    def apply(self, state: Task) -> None:
        state.closed_on = None
        state.open_since = self.on
