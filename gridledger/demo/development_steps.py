"""People on the way to membership, entered once the year is over: a few in one branch of a township."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from application.request import DisplayName
from domain.core.command import Command
from domain.development.commands import (
    AdmitCandidate,
    AdvanceStage,
    EndDevelopment,
    ReceiveApplication,
    RecordBallot,
)
from domain.development.events import Stage, development_id
from domain.meetings.commands import ConcludeMeeting, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.membership.events import MemberKind
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import StepList

PEOPLE = 6  # who apply: one is admitted, one gives up, the others stand at some stage
IN_FAVOUR = 0.75  # of the full members


class DevelopmentSteps:
    """Adds these steps for a township, by the secretary of its first branch."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._applied_on = date(year - 2, 7, 1)

    def add(self, unit: Unit, at: datetime, texts: tuple[str, ...]) -> None:
        """From the instant ``at`` on, a minute apart."""
        branch = unit.branches[0]
        names = NameMaker(chance(self._ids.seed, "applicants", branch.key), texts)
        people = [self._ids.of("applicant", branch.key, number) for number in range(PEOPLE)]
        ways = [development_id(person) for person in people]
        for number, (person, way) in enumerate(zip(people, ways, strict=True)):
            name = DisplayName(self._ids.of("applicant-name", branch.key, number), person, names.next())
            apply = ReceiveApplication(
                development_id=way,
                person_id=person,
                branch_id=branch.id,
                name_id=name.name_id,
                on=self._applied_on,
            )
            self._steps.add(at + timedelta(seconds=number), branch.secretary, apply, display_name=name)
        for minute, command in enumerate(self._stages(branch, ways), start=1):
            self._steps.add(at + timedelta(minutes=minute), branch.secretary, command)

    def _stages(self, branch: Branch, ways: list[UUID]) -> list[Command]:
        admitted, candidate, activist, other, gave_up, _ = ways
        meeting_id, held_on = self._general_meeting(branch)
        full = sum(person.kind is MemberKind.FULL for person in branch.founders)
        return [
            *(self._advance(way, Stage.ACTIVIST, 400) for way in (admitted, candidate, activist, other)),
            *(self._advance(way, Stage.CANDIDATE, 520) for way in (admitted, candidate)),
            RecordBallot(
                development_id=admitted,
                meeting_id=meeting_id,
                number=1,
                in_favour=int(full * IN_FAVOUR),
                against=0,
                abstained=0,
            ),
            AdmitCandidate(development_id=admitted, on=held_on),
            EndDevelopment(
                development_id=gave_up, on=self._applied_on + timedelta(days=90), reason="MOVED_AWAY"
            ),
        ]

    def _advance(self, way: UUID, stage: Stage, days: int) -> AdvanceStage:
        return AdvanceStage(development_id=way, stage=stage, on=self._applied_on + timedelta(days=days))

    def _general_meeting(self, branch: Branch) -> tuple[UUID, date]:
        """The first of the year that was held, and its day."""
        planned = {
            step.command.meeting_id: step.command.held_on
            for step in self._steps
            if isinstance(step.command, PlanMeeting)
            and step.command.kind is MeetingKind.GENERAL_MEETING
            and step.command.organisation_id == branch.id
        }
        concluded = {
            step.command.meeting_id for step in self._steps if isinstance(step.command, ConcludeMeeting)
        }
        held = {id_: held_on for id_, held_on in planned.items() if id_ in concluded}
        first = min(held, key=lambda id_: held[id_])
        return first, held[first] + timedelta(days=1)  # its day may have been entered one too early
