"""Random commands about projects and tasks, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar, cast
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.organisation.events import OrganisationFounded
from domain.projects import commands as projects
from domain.projects.events import ProjectProposed, TaskClosedOut, TaskPublished
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 6


class Projects:
    """Lets branches propose projects, and publishes tasks of their members."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"projects {seed}")
        self._ids = SeededIds(seed + 55_000_000)
        self._read = 0  # events
        self._by_type: dict[type[DomainEvent], list[DomainEvent]] = {}
        self._parents: dict[UUID, UUID | None] = {}

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        self._learn()
        makers: list[Callable[[], Command | None]] = [
            *(self._propose, self._approve, self._approve, self._file, self._file),
            *(self._publish, self._publish, self._close, self._close, self._reopen),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _learn(self) -> None:
        """Take down what the log says since it was last looked at."""
        for event in self._known.events[self._read :]:
            self._by_type.setdefault(type(event), []).append(event)
            if isinstance(event, OrganisationFounded):
                self._parents[event.originator_id] = event.parent_id
        self._read = len(self._known.events)

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = self._by_type.get(cls)
        return cast("E", self._random.choice(found[-_FEW:])) if found else None

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 0, 1, 5]))

    def _member(self, branch_id: UUID, but: UUID | None = None) -> UUID:
        at_home = [id_ for id_, home in self._known.members.items() if home == branch_id and id_ != but]
        return self._random.choice(at_home or list(self._known.members))

    def _above(self, organisation_id: UUID) -> UUID:
        """The organisation above, or now and then the very one."""
        above = self._parents[organisation_id] or organisation_id
        return self._random.choice([above] * 4 + [organisation_id])

    def _propose(self) -> Command:
        return projects.ProposeProject(
            project_id=self._ids.new_id(),
            organisation_id=self._random.choice(self._known.branches),
            code=self._random.choice(["ROADS", "WATER"]),
            on=self._known.today - timedelta(days=9),
        )

    def _approve(self) -> Command | None:
        project = self._said(ProjectProposed)
        if project is None:
            return None
        return projects.ApproveProject(
            project_id=project.originator_id,
            approved_by=self._above(project.organisation_id),
            on=self._known.today - timedelta(days=3),
        )

    def _file(self) -> Command | None:
        project = self._said(ProjectProposed)
        if project is None:
            return None
        return projects.FileProject(
            project_id=project.originator_id,
            filed_with=self._above(project.organisation_id),
            on=self._known.today,
        )

    def _publish(self) -> Command:
        project = self._said(ProjectProposed)
        branch_id = project.organisation_id if project else self._random.choice(self._known.branches)
        return projects.PublishTask(
            task_id=self._ids.new_id(),
            organisation_id=branch_id,
            code=self._random.choice(["TASK_1", "TASK_2"]),
            owner_id=self._member(branch_id),
            due_on=self._known.today + timedelta(days=self._random.choice([-6, 0, 10, 20])),
            on=self._day(),
            project_id=project.originator_id if project and self._random.random() < 0.7 else None,
        )

    def _close(self) -> Command | None:
        task = self._said(TaskPublished)
        if task is None:
            return None
        return projects.CloseTask(
            task_id=task.originator_id,
            checker_id=self._member(task.organisation_id, self._random.choice([None, *[task.owner_id] * 4])),
            evidence=task.event_id,
            on=self._random.choice([self._day(), self._known.today]),
        )

    def _reopen(self) -> Command | None:
        closed = self._said(TaskClosedOut)
        if closed is None or self._random.random() < 0.6:
            return None
        return projects.ReopenTask(task_id=closed.originator_id, on=self._known.today, reason="NOT_DONE")
