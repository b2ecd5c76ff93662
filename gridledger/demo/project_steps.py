"""Projects and tasks of a township's first branch: proposed, approved, filed; published, closed out, reopened."""

from __future__ import annotations

from datetime import date, timedelta

from domain.core.command import Command
from domain.projects.commands import (
    ApproveProject,
    CloseTask,
    FileProject,
    ProposeProject,
    PublishTask,
    ReopenTask,
)
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import LocalTime, StepList

PROJECTS = ("ROADS", "WATER", "LIGHTS")  # filed, approved only, proposed only
TASKS = 6
CLOSED = 4  # of these; one of them is found not to be done


class ProjectSteps:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year

    def add(self, unit: Unit) -> None:
        """In spring the projects, in summer the tasks of the first of them."""
        branch = unit.branches[0]
        for number, name in enumerate(PROJECTS):
            self._project(unit, branch, number, f"{name}_{self._year}")
        for number in range(TASKS):
            self._task(branch, number)

    def _give(self, branch: Branch, day: date, command: Command) -> None:
        self._steps.add(self._time.at(day, "10:30"), branch.secretary, command)

    def _project(self, unit: Unit, branch: Branch, number: int, code: str) -> None:
        project_id = self._ids.of("project", branch.key, number)
        day = date(self._year, 2, 20)
        propose = ProposeProject(project_id=project_id, organisation_id=branch.id, code=code, on=day)
        self._give(branch, day, propose)
        approved_on, filed_on = date(self._year, 3, 3), date(self._year, 3, 10)
        steps: list[tuple[date, Command]] = [
            (
                approved_on,
                ApproveProject(project_id=project_id, approved_by=unit.committee_id, on=approved_on),
            ),
            (filed_on, FileProject(project_id=project_id, filed_with=self._ids.committee, on=filed_on)),
        ]
        for on, command in steps[: len(PROJECTS) - 1 - number]:
            self._steps.add(self._time.at(on, "11:00"), unit.secretary, command)

    def _task(self, branch: Branch, number: int) -> None:
        task_id = self._ids.of("task", branch.key, number)
        on = date(self._year, 5, 6) + timedelta(days=10 * number)
        owner, checker = branch.founders[1], branch.founders[0]
        publish = PublishTask(
            task_id=task_id,
            organisation_id=branch.id,
            code=f"PROBLEM_{number + 1}",
            owner_id=owner.id,
            due_on=on + timedelta(days=30),
            on=on,
            project_id=self._ids.of("project", branch.key, 0),
        )
        self._give(branch, on, publish)
        if number >= CLOSED:
            return
        closed_on = on + timedelta(days=20)
        evidence = self._ids.of("evidence", branch.key, "task", number)
        self._give(
            branch,
            closed_on,
            CloseTask(task_id=task_id, checker_id=checker.id, evidence=evidence, on=closed_on),
        )
        if number == 0:
            found_on = closed_on + timedelta(days=3)
            self._give(branch, found_on, ReopenTask(task_id=task_id, on=found_on, reason="NOT_DONE"))
