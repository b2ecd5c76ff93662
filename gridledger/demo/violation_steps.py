"""Violations and what is made public (G02): one that is put right and taken down again, one that was none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.core.command import Command
from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from domain.public_items.events import PublicItemEnding, Weakness
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    EndSupervision,
    ReportViolation,
    WithdrawViolation,
)
from domain.violations.events import ViolationKind, ViolationReported, ViolationSeverity
from gridledger.demo.cast import interesting_branch, interesting_member
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, StepList


class ViolationSteps:
    """Adds steps about one branch as such, once the year is over: no person's fault is made up."""

    def __init__(self, steps: StepList, ids: DemoIds) -> None:
        self._steps = steps
        self._ids = ids

    def add(self, unit: Unit, at: datetime) -> None:
        """From the instant ``at`` on, a minute after the other."""
        branch = interesting_branch(unit)
        person = interesting_member(branch)
        secretary = branch.secretary_for(person)
        ways = (*self._put_right(branch, person, at.date()), *self._a_mistake(branch, at.date()))
        for minute, (command, names) in enumerate(ways):
            self._steps.add(at + timedelta(minutes=minute), secretary, command, names=names)

    def _put_right(
        self, branch: Branch, person: Person, today: date
    ) -> Iterator[tuple[Command, EventRef | None]]:
        violation_id = self._ids.of("violation", branch.id, "put right")
        item_id = self._ids.of("public item", branch.id, "put right")
        yield _reported(branch, violation_id, ViolationSeverity.SERIOUS), None
        supervised = AssignSupervisor(violation_id=violation_id, supervisor_id=person.id, on=today)
        yield supervised, None
        posted = PostPublicItem(
            public_item_id=item_id,
            organisation_id=branch.id,
            weakness=Weakness.VIOLATION,
            violation_id=violation_id,
            on=today,
        )
        yield posted, None
        yield EndPublicItem(public_item_id=item_id, on=today, ending=PublicItemEnding.IMPROVED), None
        yield EndSupervision(violation_id=violation_id, on=today, reason="PUT_RIGHT"), None

    def _a_mistake(self, branch: Branch, today: date) -> Iterator[tuple[Command, EventRef | None]]:
        violation_id = self._ids.of("violation", branch.id, "mistake")
        item_id = self._ids.of("public item", branch.id, "mistake")
        yield _reported(branch, violation_id, ViolationSeverity.SERIOUS), None
        posted = PostPublicItem(
            public_item_id=item_id, organisation_id=branch.id, weakness=Weakness.PERFORMANCE, on=today
        )
        yield posted, None
        correct = CorrectViolation(
            violation_id=violation_id,
            corrects=NO_EVENT,
            severity=ViolationSeverity.ORDINARY,
            reason="GRADED_TOO_HIGH",
        )
        yield correct, EventRef(violation_id, ViolationReported.TOPIC, "corrects")
        yield WithdrawViolation(violation_id=violation_id, reason="ENTERED_BY_MISTAKE"), None
        yield WithdrawPublicItem(public_item_id=item_id, reason="ENTERED_BY_MISTAKE"), None


def _reported(branch: Branch, violation_id: UUID, severity: ViolationSeverity) -> ReportViolation:
    return ReportViolation(
        violation_id=violation_id,
        organisation_id=branch.id,
        kind=ViolationKind.OPERATING_RULES,
        severity=severity,
        code="WORK_WITHOUT_PERMIT",
    )
