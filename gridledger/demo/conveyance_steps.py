"""What is told by name: at a meeting, whose absentees are told afterwards, and one list that was a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from application.actor import Actor
from domain.conveyance.commands import (
    CloseConveyance,
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from domain.conveyance.events import ConveyanceMode
from domain.core.command import Command
from domain.meetings.commands import PlanMeeting, RecordAttendance
from domain.meetings.events import AttendanceStatus
from gridledger.demo.cast import interesting_branch
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import LocalTime, StepList

CAME = frozenset([AttendanceStatus.PRESENT, AttendanceStatus.LATE])
FEWEST_AWAY = 4  # one tells for oneself that it came, one has nobody who told them


class ConveyanceSteps:
    """Adds these steps for a township, once its year is over."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time

    def add(self, unit: Unit, at: datetime) -> None:
        """From the instant ``at`` on, a minute apart."""
        branch = interesting_branch(unit)
        given = [*self._told_at_a_meeting(unit, branch), *self._mistaken(branch, at)]
        for minute, (actor, command) in enumerate(given):
            self._steps.add(at + timedelta(minutes=minute), actor, command)

    def _told_at_a_meeting(self, unit: Unit, branch: Branch) -> Iterator[tuple[Actor, Command]]:
        """Two were told by phone, one of them wrongly recorded; one speaks for oneself; the others are outstanding."""
        plan, came, away = self._meeting(branch)
        item = self._ids.of("conveyance", branch.key)
        secretary, held_on = branch.secretary, plan.held_on
        yield (
            secretary,
            OpenConveyance(
                conveyance_id=item,
                organisation_id=branch.id,
                code="PLENUM_SPIRIT",
                issued_on=held_on - timedelta(days=1),
                meeting_id=plan.meeting_id,
            ),
        )
        yield (
            secretary,
            DeliverConveyance(
                conveyance_id=item,
                member_ids=tuple(away[:2]),
                mode=ConveyanceMode.PHONE,
                on=held_on,
                by_id=came[0],
            ),
        )
        yield secretary, RevokeDelivery(conveyance_id=item, member_id=away[1], reason="WRONG_PERSON")
        oneself = next(person for person in unit.people if person.id == away[2])
        yield oneself.actor, ConfirmConveyance(conveyance_id=item, member_id=oneself.id)

    def _mistaken(self, branch: Branch, at: datetime) -> Iterator[tuple[Actor, Command]]:
        """A list that nobody was meant to be told of."""
        item, today = self._ids.of("mistaken-conveyance", branch.key), self._time.day_of(at)
        opened = OpenConveyance(
            conveyance_id=item, organisation_id=branch.id, code="WATERWORKS", issued_on=today
        )
        yield branch.secretary, opened
        yield branch.secretary, CloseConveyance(conveyance_id=item, on=today, reason="MISTAKEN")

    def _meeting(self, branch: Branch) -> tuple[PlanMeeting, list[UUID], list[UUID]]:
        """The branch's last meeting from which enough stayed away; who came, and who did not."""
        commands = [step.command for step in self._steps if step.actor.place == branch.id]
        plans = {
            command.meeting_id: command
            for command in commands
            if isinstance(command, PlanMeeting) and command.organisation_id == branch.id
        }
        for command in reversed(commands):
            if isinstance(command, RecordAttendance) and command.meeting_id in plans:
                came = [entry.member_id for entry in command.entries if entry.status in CAME]
                away = [entry.member_id for entry in command.entries if entry.status not in CAME]
                if came and len(away) >= FEWEST_AWAY:
                    return plans[command.meeting_id], came, away
        raise LookupError(f"no meeting of branch {branch.key} from which {FEWEST_AWAY} stayed away")
