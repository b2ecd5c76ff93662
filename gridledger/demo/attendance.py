"""Who comes to a meeting, who does not, and who asks for leave beforehand."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from domain.meetings.commands import AttendanceEntry
from domain.meetings.events import AbsenceReason, AttendanceStatus, Exclusion, ExclusionReason, MeetingKind
from gridledger.demo import rates
from gridledger.demo.leave_steps import LeaveSteps
from gridledger.demo.meeting_calendar import MeetingPlan
from gridledger.demo.people import Person


def exclusions(meeting: MeetingPlan, on_register: list[Person]) -> list[Exclusion]:
    """Who is on the register and not expected, and why. Those of other groups need not be named."""
    if meeting.kind is MeetingKind.BRANCH_COMMITTEE_MEETING:
        others = (person for person in on_register if not person.on_committee)
        return [Exclusion(person.id, ExclusionReason.NOT_ON_COMMITTEE) for person in others]
    return [
        Exclusion(person.id, ExclusionReason.LONG_ILLNESS if person.long_ill else ExclusionReason.ABROAD)
        for person in on_register
        if (person.long_ill or person.abroad) and _would_be_expected(meeting, person)
    ]


def expected(meeting: MeetingPlan, on_register: list[Person], excluded: list[Exclusion]) -> list[Person]:
    """Who is expected (应到), in the order of the register."""
    away = {exclusion.member_id for exclusion in excluded}
    return [person for person in on_register if person.id not in away and _would_be_expected(meeting, person)]


def _would_be_expected(meeting: MeetingPlan, person: Person) -> bool:
    return meeting.group is None or person.home_on(meeting.held_on).group is meeting.group


class Attendance:
    """Decides about each person by chance, and has leave asked for on the way."""

    def __init__(self, leaves: LeaveSteps) -> None:
        self._leaves = leaves

    def entries(
        self, meeting: MeetingPlan, people: list[Person], recorded_at: datetime, random: Random
    ) -> list[AttendanceEntry]:
        """What will be recorded of each at ``recorded_at``."""
        return [self._entry(meeting, person, recorded_at, random) for person in people]

    def _entry(
        self, meeting: MeetingPlan, person: Person, recorded_at: datetime, random: Random
    ) -> AttendanceEntry:
        chances = rates.RATES[meeting.branch.sector]
        day = meeting.held_on
        turn = random.random()
        if person.leave_covering(day, recorded_at) is None and turn < chances.asks_for_leave:
            self._leaves.before(person, day, random)
        return self._away(person, day, recorded_at, random) or self._without_leave(
            person, chances, turn, random
        )

    def _away(
        self, person: Person, day: date, recorded_at: datetime, random: Random
    ) -> AttendanceEntry | None:
        leave = person.leave_covering(day, recorded_at)
        if leave is None or random.random() < rates.COMES_IN_SPITE_OF_LEAVE:
            return None
        return AttendanceEntry(person.id, AttendanceStatus.LEAVE, leave_id=leave.id)

    def _without_leave(
        self, person: Person, chances: rates.Rates, turn: float, random: Random
    ) -> AttendanceEntry:
        absent = chances.absent * person.carelessness
        if 1 - absent < turn:
            return AttendanceEntry(person.id, AttendanceStatus.ABSENT, absence_reason=_reason(random))
        if 1 - absent - chances.late < turn:
            return AttendanceEntry(person.id, AttendanceStatus.LATE)
        return AttendanceEntry(person.id, AttendanceStatus.PRESENT)


def _reason(random: Random) -> AbsenceReason:
    return random.choices(list(rates.ABSENCE_REASONS), list(rates.ABSENCE_REASONS.values()))[0]
