"""People on the way to membership, entered once the year is over: a few in one branch of a township."""

from __future__ import annotations

from collections import Counter
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
from domain.meetings.commands import PlanMeeting, RecordAttendance
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.membership.events import MemberKind
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import StepList

PEOPLE = 6  # who apply: one is admitted, one gives up, the others stand at some stage
_THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


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
        full = {person.id for person in branch.founders if person.kind is MemberKind.FULL}
        meeting_id, after, voters = self._general_meeting(branch, full)
        return [
            *(self._advance(way, Stage.ACTIVIST, 400) for way in (admitted, candidate, activist, other)),
            *(self._advance(way, Stage.ADMISSION_CANDIDATE, 520) for way in (admitted, candidate)),
            RecordBallot(
                development_id=admitted,
                meeting_id=meeting_id,
                number=1,
                in_favour=voters,
                against=0,
                abstained=0,
            ),
            AdmitCandidate(development_id=admitted, on=after),
            EndDevelopment(
                development_id=gave_up, on=self._applied_on + timedelta(days=90), reason="MOVED_AWAY"
            ),
        ]

    def _advance(self, way: UUID, stage: Stage, days: int) -> AdvanceStage:
        return AdvanceStage(development_id=way, stage=stage, on=self._applied_on + timedelta(days=days))

    def _general_meeting(self, branch: Branch, full: set[UUID]) -> tuple[UUID, date, int]:
        """The best attended of those held, a day after it, and how many full members were there."""
        planned = {
            step.command.meeting_id: step.command.held_on
            for step in self._steps
            if isinstance(step.command, PlanMeeting)
            and step.command.kind is MeetingKind.GENERAL_MEETING
            and step.command.organisation_id == branch.id
        }
        there: Counter[UUID] = Counter()
        for step in self._steps:
            if isinstance(step.command, RecordAttendance) and step.command.meeting_id in planned:
                there[step.command.meeting_id] += sum(
                    entry.member_id in full and entry.status in _THERE for entry in step.command.entries
                )
        ((meeting_id, voters),) = there.most_common(1)
        # Its day may have been entered one too early.
        return meeting_id, planned[meeting_id] + timedelta(days=1), voters
