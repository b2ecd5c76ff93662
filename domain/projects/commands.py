"""Commands about projects and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposeProject(Command):
    """Propose a project of an organisation."""

    project_id: UUID
    organisation_id: UUID
    code: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveProject(Command):
    """Approve a project that was proposed, for an organisation above."""

    project_id: UUID
    approved_by: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class FileProject(Command):
    """File a project that was approved with an organisation above."""

    project_id: UUID
    filed_with: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishTask(Command):
    """Publish what a member is to have done by ``due_on``, as part of a project or by itself."""

    task_id: UUID
    organisation_id: UUID
    code: str
    owner_id: UUID
    due_on: date
    on: date
    project_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseTask(Command):
    """Record that it was done on ``on``, what shows it, and who checked."""

    task_id: UUID
    checker_id: UUID
    evidence: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReopenTask(Command):
    """Say why (``reason``) it is not done after all, as found on ``on``."""

    task_id: UUID
    on: date
