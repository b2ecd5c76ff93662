"""What the events about projects and tasks say, taken down by hand; and the tables that follow from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.projects import events as projects

Rows = dict[tuple[Any, ...], dict[str, Any]]


class ProjectFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.projects: dict[UUID, dict[str, Any]] = {}
        self.tasks: dict[UUID, dict[str, Any]] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case projects.ProjectProposed():
                self.projects[me] = {
                    "organisation_id": event.organisation_id,
                    "code": event.code,
                    "status": "PROPOSED",
                    "proposed_on": event.on,
                    **dict.fromkeys(("approved_by", "approved_on", "filed_with", "filed_on")),
                }
            case projects.ProjectApproved():
                by = {"approved_by": event.approved_by, "approved_on": event.on}
                self.projects[me] |= {"status": "APPROVED", **by}
            case projects.ProjectFiled():
                with_whom = {"filed_with": event.filed_with, "filed_on": event.on}
                self.projects[me] |= {"status": "FILED", **with_whom}
            case projects.TaskPublished():
                names = ("organisation_id", "project_id", "code", "owner_id", "due_on")
                said = {name: getattr(event, name) for name in names}
                self.tasks[me] = {**said, "published_on": event.on, **_OPEN}
            case projects.TaskClosedOut():
                checked = {"checker_id": event.checker_id, "evidence": event.evidence}
                self.tasks[me] |= {"is_open": False, "closed_on": event.on, **checked}
            case projects.TaskReopened():
                self.tasks[me] |= _OPEN
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Callable[[UUID], str]) -> dict[str, Rows]:
        """Every table of it."""

        def rows(things: dict[UUID, dict[str, Any]]) -> Rows:
            return {
                (id_,): {**row, "org_path": path(row["organisation_id"]), "version": self.versions[id_]}
                for id_, row in things.items()
            }

        return {"project": rows(self.projects), "task": rows(self.tasks)}


_OPEN: dict[str, Any] = {"is_open": True, "closed_on": None, "checker_id": None, "evidence": None}
