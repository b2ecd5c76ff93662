"""Commands about issues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.issues.events import IssueKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseIssue(Command):
    """Record that something came up in a grid on ``on``, and which organisation is to see to it."""

    issue_id: UUID
    grid_id: UUID
    organisation_id: UUID
    kind: IssueKind
    on: date
    household_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignIssue(Command):
    """Let a member have it done by ``due_on``, instead of whoever was to."""

    issue_id: UUID
    owner_id: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseIssue(Command):
    """Record that it was done on ``on``, what shows it, and who checked."""

    issue_id: UUID
    checker_id: UUID
    evidence: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReopenIssue(Command):
    """Say why (``reason``) it is not done after all, as found on ``on``."""

    issue_id: UUID
    on: date
