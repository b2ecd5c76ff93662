"""One leave on its whole way, once the year is over: approved, proved, granted, extended, and not extended again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from application.actor import Actor
from domain.core.command import Command
from domain.leave.commands import (
    ApproveLeave,
    ExtendLeave,
    GrantLeave,
    HandInLeaveEvidence,
    RefuseLeaveExtension,
    RequestLeave,
    RequestLeaveExtension,
    WithdrawLeaveExtension,
)
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from gridledger.demo.cast import interesting_branch, interesting_member
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Person, Unit
from gridledger.demo.steps import StepList


class LeaveDeskSteps:
    """Adds steps about one member of one branch."""

    def __init__(self, steps: StepList, ids: DemoIds) -> None:
        self._steps = steps
        self._ids = ids

    def add(self, unit: Unit, at: datetime) -> None:
        """From the instant ``at`` on, for days that lie ahead."""
        branch = interesting_branch(unit)
        person = interesting_member(branch)
        for minute, (actor, command) in enumerate(self._way(person, branch.secretary_for(person), at.date())):
            self._steps.add(at + timedelta(minutes=minute), actor, command)

    def _way(self, person: Person, secretary: Actor, today: date) -> Iterator[tuple[Actor, Command]]:
        leave_id = self._ids.of("leave", person.key, "desk")
        from_on, to_on = today + timedelta(days=1), today + timedelta(days=5)
        yield (
            person.actor,
            RequestLeave(
                leave_id=leave_id, member_id=person.id, kind=LeaveKind.ILLNESS, from_on=from_on, to_on=to_on
            ),
        )
        yield secretary, ApproveLeave(leave_id=leave_id, level=ApproverLevel.GROUP_LEADER)
        certificate = EvidenceKind.MEDICAL_CERTIFICATE
        yield person.actor, HandInLeaveEvidence(leave_id=leave_id, kind=certificate, on=today)
        yield secretary, GrantLeave(leave_id=leave_id)
        for days, decision in (
            (4, ExtendLeave(leave_id=leave_id)),
            (9, RefuseLeaveExtension(leave_id=leave_id, reason="MEETING_NEEDS_ALL")),
        ):
            later = to_on + timedelta(days=days)
            yield person.actor, RequestLeaveExtension(leave_id=leave_id, to_on=later)
            yield secretary, decision
        yield person.actor, RequestLeaveExtension(leave_id=leave_id, to_on=to_on + timedelta(days=6))
        yield person.actor, WithdrawLeaveExtension(leave_id=leave_id)
