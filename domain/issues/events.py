"""Facts about one issue (问题), all on its stream. What it is about in words is a document, never an event."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.issues.state import Issue

STREAM = Issue.STREAM_TYPE


class IssueKind(StrEnum):
    """What an issue is about. The source counts issues and names no kinds: these are ours."""

    LIVELIHOOD = "LIVELIHOOD"
    SAFETY = "SAFETY"
    ENVIRONMENT = "ENVIRONMENT"
    INFRASTRUCTURE = "INFRASTRUCTURE"
    DISPUTE = "DISPUTE"
    POLICY = "POLICY"
    OTHER = "OTHER"


@event_type("issue.raised", STREAM, subjects=("organisation_id",))
class IssueRaised(DomainEvent):
    """Something came up in a grid on ``on``, at a household if one is named; the organisation is to see to it."""

    grid_id: UUID
    organisation_id: UUID
    kind: IssueKind
    on: date
    household_id: UUID | None = None

    def apply(self, state: Issue) -> None:
        state.grid_id = self.grid_id
        state.organisation_id = self.organisation_id
        state.household_id = self.household_id
        state.raised_on = state.open_since = self.on


@event_type("issue.assigned", STREAM, subjects=("owner_id",))
class IssueAssigned(DomainEvent):
    """A member is to have it done by ``due_on``, in the place of whoever was before."""

    owner_id: UUID
    due_on: date

    def apply(self, state: Issue) -> None:
        state.owner_id = self.owner_id


@event_type("issue.closed", STREAM, subjects=("checker_id",))
class IssueClosed(DomainEvent):
    """It was done on ``on``: ``evidence`` is the event that shows it, and somebody but the owner checked."""

    checker_id: UUID
    evidence: UUID
    on: date

    def apply(self, state: Issue) -> None:
        state.closed_on = self.on


@event_type("issue.reopened", STREAM)
class IssueReopened(DomainEvent):
    """It turned out on ``on`` that it was not done, for the coded reason of the header."""

    on: date

    def apply(self, state: Issue) -> None:
        state.closed_on = None
        state.open_since = self.on
