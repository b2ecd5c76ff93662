"""Projects in their steps, and tasks closed out by somebody else's look."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.projects.commands import (
    ApproveProject,
    CloseTask,
    FileProject,
    ProposeProject,
    PublishTask,
    ReopenTask,
)
from domain.projects.decide import (
    approve_project,
    close_task,
    file_project,
    propose_project,
    publish_task,
    reopen_task,
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
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, OTHER_BRANCH, TOWNSHIP, context

PROJECT, TASK, EVIDENCE = (world.id_of(name) for name in ("project", "task", "evidence"))
ABOVE = frozenset([TOWNSHIP, COMMITTEE])
AT_HOME = frozenset([BRANCH, TOWNSHIP, COMMITTEE])
AWAY = frozenset([OTHER_BRANCH, TOWNSHIP, COMMITTEE])


def on(day: int) -> date:
    return date(2026, 3, day)


PROPOSED = fact(ProjectProposed, organisation_id=BRANCH, code="ROADS", on=on(2))
APPROVED = fact(ProjectApproved, approved_by=TOWNSHIP, on=on(5))
FILED = fact(ProjectFiled, filed_with=COMMITTEE, on=on(8))
PUBLISHED = fact(TaskPublished, organisation_id=BRANCH, code="ROAD_1", owner_id=ANN, due_on=on(18), on=on(10))
CLOSED = fact(TaskClosedOut, checker_id=BEN, evidence=EVIDENCE, on=on(15))


def project(*facts: Fact) -> Project:
    return given(Project, PROJECT, *facts)


def task(*facts: Fact) -> Task:
    return given(Task, TASK, *facts)


def propose(state: Project, code: str = "ROADS", day: int = 2, **changes: Any) -> Outcome:
    command = ProposeProject(project_id=PROJECT, organisation_id=BRANCH, code=code, on=on(day))
    return when(propose_project, state, command, context(), **{"organisation": world.branch(), **changes})


def approve(state: Project, day: int = 5, by: UUID = TOWNSHIP) -> Outcome:
    command = ApproveProject(project_id=PROJECT, approved_by=by, on=on(day))
    return when(approve_project, state, command, context(), above=ABOVE)


def file(state: Project, day: int = 8, by: UUID = COMMITTEE) -> Outcome:
    command = FileProject(project_id=PROJECT, filed_with=by, on=on(day))
    return when(file_project, state, command, context(), above=ABOVE)


def dissolved(day: int) -> Organisation:
    gone = fact(OrganisationDissolved, on=on(day), approved_by=TOWNSHIP)
    return world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)


class TestProjects:
    def test_in_the_order_of_the_steps(self) -> None:
        state = project()
        propose(state).then(PROPOSED)
        file(state).refused("WRONG_STEP projectId")
        approve(state).then(APPROVED)
        approve(state).refused("WRONG_STEP projectId")
        file(state).then(FILED)
        assert state.status is ProjectStatus.FILED
        file(state).refused("WRONG_STEP projectId")

    @pytest.mark.parametrize("by", [BRANCH, OTHER_BRANCH], ids=["its own", "beside"])
    def test_by_an_organisation_above(self, by: UUID) -> None:
        approve(project(PROPOSED), by=by).refused("NOT_ABOVE approvedBy")
        file(project(PROPOSED, APPROVED), by=by).refused("NOT_ABOVE filedWith")

    def test_no_step_before_the_last(self) -> None:
        approve(project(PROPOSED), 1).refused("INVALID_DATES on")
        assert approve(project(PROPOSED), 2).events
        file(project(PROPOSED, APPROVED), 4).refused("INVALID_DATES on")
        assert file(project(PROPOSED, APPROVED), 5).events

    def test_what_cannot_be(self) -> None:
        propose(project(PROPOSED)).refused("ALREADY_EXISTS projectId")
        propose(project(), code="修路").refused("INVALID_VALUE code")
        propose(project(), day=21).refused("IN_THE_FUTURE on")
        propose(project(), organisation=dissolved(2)).refused("ORGANISATION_DISSOLVED organisationId")
        propose(project(), organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        approve(project()).refused("NOT_FOUND projectId")
        approve(project(PROPOSED), 21).refused("IN_THE_FUTURE on")
        file(project()).refused("NOT_FOUND projectId")


class TestPublish:
    def publish(self, state: Task, due: int = 18, day: int = 10, **changes: Any) -> Outcome:
        reads: dict[str, Any] = {
            "organisation": world.branch(),
            "line": AT_HOME,
            "home": AT_HOME,
            "project": None,
        }
        command = PublishTask(
            task_id=TASK,
            organisation_id=BRANCH,
            code=changes.pop("code", "ROAD_1"),
            owner_id=ANN,
            due_on=on(due),
            on=on(day),
            project_id=changes["project"].id if "project" in changes else None,
        )
        return when(publish_task, state, command, context(), **{**reads, **changes})

    def test_with_an_owner_from_the_start(self) -> None:
        state = task()
        self.publish(state).then(PUBLISHED)
        assert state.owner_id == ANN
        self.publish(task(), home=AWAY).refused("MEMBER_ELSEWHERE ownerId")
        self.publish(task(), home=frozenset()).refused("MEMBER_ELSEWHERE ownerId")

    @pytest.mark.parametrize(("due", "fits"), [(9, False), (10, True)])
    def test_due_on_the_day_of_its_publication_or_later(self, due: int, fits: bool) -> None:
        outcome = self.publish(task(), due)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES dueOn")

    def test_of_a_project_of_the_organisation_or_one_above(self) -> None:
        assert self.publish(task(), project=project(PROPOSED)).events
        self.publish(task(), project=project(PROPOSED), line=AWAY).refused("NOT_FOUND projectId")
        self.publish(task(), project=project()).refused("NOT_FOUND projectId")

    def test_what_cannot_be(self) -> None:
        self.publish(task(PUBLISHED)).refused("ALREADY_EXISTS taskId")
        self.publish(task(), code="").refused("INVALID_VALUE code")
        self.publish(task(), due=22, day=21).refused("IN_THE_FUTURE on")
        self.publish(task(), organisation=dissolved(9)).refused("ORGANISATION_DISSOLVED organisationId")
        self.publish(task(), organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")


class TestClose:
    def close(self, state: Task, checker: UUID = BEN, day: int = 15, **changes: Any) -> Outcome:
        command = CloseTask(task_id=TASK, checker_id=checker, evidence=EVIDENCE, on=on(day))
        known = context(actor_member_id=changes.pop("actor", None))
        return when(close_task, state, command, known, home=changes.pop("home", AT_HOME))

    def test_by_somebody_elses_look(self) -> None:
        state = task(PUBLISHED)
        self.close(state, ANN).refused("OWNER_CHECKS checkerId")
        self.close(state, actor=ANN).refused("OWNER_CHECKS checkerId")
        self.close(state, home=AWAY).refused("MEMBER_ELSEWHERE checkerId")
        self.close(state).then(CLOSED)
        self.close(state).refused("ALREADY_CLOSED taskId")

    def test_again_not_before_it_was_reopened(self) -> None:
        state = task(PUBLISHED, CLOSED, fact(TaskReopened, on=on(16)))
        self.close(state, day=15).refused("INVALID_DATES on")
        self.close(state, day=16).then(fact(TaskClosedOut, checker_id=BEN, evidence=EVIDENCE, on=on(16)))

    def test_what_cannot_be(self) -> None:
        self.close(task()).refused("NOT_FOUND taskId")
        self.close(task(PUBLISHED), day=9).refused("INVALID_DATES on")
        self.close(task(PUBLISHED), day=21).refused("IN_THE_FUTURE on")


class TestReopen:
    def reopen(self, state: Task, day: int = 16, reason: str | None = "NOT_DONE") -> Outcome:
        command = ReopenTask(task_id=TASK, on=on(day), reason=reason)
        return when(reopen_task, state, command, context())

    def test_what_was_closed(self) -> None:
        state = task(PUBLISHED, CLOSED)
        self.reopen(state, reason=None).refused("REASON_REQUIRED reason")
        self.reopen(state, 14).refused("INVALID_DATES on")
        self.reopen(state, 21).refused("IN_THE_FUTURE on")
        self.reopen(state).then(fact(TaskReopened, on=on(16), reason="NOT_DONE"))
        self.reopen(state).refused("NOT_CLOSED taskId")
        self.reopen(task()).refused("NOT_FOUND taskId")
