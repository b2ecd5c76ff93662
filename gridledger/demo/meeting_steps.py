"""A meeting from its plan to its conclusion, in time or late, with what turns out wrong on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from domain.meetings.commands import (
    AttendanceEntry,
    CancelMeeting,
    ConcludeMeeting,
    CorrectAttendance,
    CorrectMeeting,
    FreezeRoster,
    NotifyMeeting,
    PlanMeeting,
    RecordAttendance,
    RecordMakeUp,
    RecordObserver,
)
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind, MeetingPlanned
from gridledger.demo import rates
from gridledger.demo.attendance import Attendance, exclusions, expected
from gridledger.demo.chance import chance, picked
from gridledger.demo.ids import DemoIds
from gridledger.demo.leave_steps import LeaveSteps
from gridledger.demo.meeting_calendar import MeetingPlan
from gridledger.demo.minutes_steps import MinutesSteps
from gridledger.demo.people import Person
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, StepList
from gridledger.demo.themes import THEMES

CANCELLED_FOR = ("FLOOD_DUTY", "FIRE_WATCH", "TYPHOON_WARNING")
MOVED_BY_DAYS = 4  # a cancelled party day is made up for


class MeetingSteps:
    """Adds the steps of one meeting, and returns who was absent for no given reason."""

    def __init__(
        self, steps: StepList, ids: DemoIds, time: LocalTime, leaves: LeaveSteps, minutes: MinutesSteps
    ) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._leaves = leaves
        self._minutes = minutes
        self._attendance = Attendance(leaves)

    def add(self, meeting: MeetingPlan, *, observers: list[Person]) -> list[Person]:
        """The whole life of a meeting. ``observers`` are people of other branches, one of whom may sit in."""
        random = chance(self._ids.seed, meeting.id)
        planned_at = self._time.at(meeting.held_on.replace(day=1), "08:30", random.randrange(60))
        self._plan(meeting, planned_at, random)
        if random.random() < rates.CANCELLED:
            return self._cancel(meeting, random)
        return self._hold(meeting, observers, random)

    def _plan(self, meeting: MeetingPlan, at: datetime, random: Random) -> None:
        told_at = self._time.at(meeting.held_on - timedelta(days=2), "10:00", random.randrange(30))
        planned = PlanMeeting(
            meeting_id=meeting.id,
            organisation_id=meeting.organisation_id,
            kind=meeting.kind,
            held_on=meeting.held_on,
            starts_at=meeting.starts_at,
            theme=meeting.theme,
        )
        turn = random.random()
        if meeting.theme and turn < rates.THEME_CORRECTED:
            wrong = THEMES[meeting.held_on.month % 12 + 1].code
            planned = replace(planned, theme=wrong)
            self._correct(meeting, at, "WRONG_THEME_ENTERED", theme=meeting.theme)
        elif turn < rates.THEME_CORRECTED + rates.DAY_CORRECTED:
            planned = replace(planned, held_on=meeting.held_on - timedelta(days=1))
            self._correct(meeting, at, "WRONG_DAY_ENTERED")
        self._steps.add(at, meeting.branch.secretary, planned)
        channel = random.choice(("MESSAGE", "MESSAGE", "PHONE", "NOTICE_BOARD"))
        notify = NotifyMeeting(meeting_id=meeting.id, channel=channel)
        self._steps.add(told_at, meeting.branch.secretary, notify)

    def _correct(
        self, meeting: MeetingPlan, planned_at: datetime, reason: str, theme: str | None = None
    ) -> None:
        """Put the plan right some hours later: its theme, or else its day."""
        command = CorrectMeeting(
            meeting_id=meeting.id,
            corrects=NO_EVENT,
            held_on=None if theme else meeting.held_on,
            theme=theme,
            reason=reason,
        )
        at = planned_at + timedelta(hours=3)
        ref = EventRef(meeting.id, MeetingPlanned.TOPIC)
        self._steps.add(at, meeting.branch.secretary, command, names=ref)

    def _cancel(self, meeting: MeetingPlan, random: Random) -> list[Person]:
        at = self._time.at(meeting.held_on - timedelta(days=1), "17:00", random.randrange(30))
        cancel = CancelMeeting(meeting_id=meeting.id, reason=random.choice(CANCELLED_FOR))
        self._steps.add(at, meeting.branch.secretary, cancel)
        if meeting.kind is not MeetingKind.THEME_PARTY_DAY:
            return []
        again = replace(
            meeting,
            id=self._ids.of("meeting-again", meeting.id),
            held_on=meeting.held_on + timedelta(days=MOVED_BY_DAYS),
        )
        self._plan(again, at + timedelta(minutes=5), random)
        return self._hold(again, [], random)

    def _hold(self, meeting: MeetingPlan, observers: list[Person], random: Random) -> list[Person]:
        late = random.random() < rates.ENTERED_LATE
        held_on = meeting.held_on
        at = (
            self._time.at(held_on + timedelta(days=random.randint(9, 35)), "20:00", random.randrange(90))
            if late
            else self._time.at(held_on, "20:30", random.randrange(90))
        )
        on_register = meeting.branch.members_on(held_on)
        excluded = exclusions(meeting, on_register)
        people = expected(meeting, on_register, excluded)
        entries = self._attendance.entries(meeting, people, at, random)
        frozen_at = (
            at - timedelta(minutes=5) if late else self._time.at(held_on, "08:00", random.randrange(20))
        )
        freeze = FreezeRoster(meeting_id=meeting.id, exclusions=tuple(excluded))
        self._steps.add(frozen_at, meeting.branch.secretary, freeze)
        self._record(meeting, entries, at, random, late=late)
        if observers and random.random() < rates.WITH_OBSERVER:
            observer = RecordObserver(meeting_id=meeting.id, member_id=random.choice(observers).id)
            self._steps.add(at + timedelta(minutes=2), meeting.branch.secretary, observer)
        conclude = ConcludeMeeting(meeting_id=meeting.id, duration_minutes=random.randrange(40, 151, 5))
        self._steps.add(at + timedelta(minutes=3), meeting.branch.secretary, conclude)
        self._minutes.of(meeting, at + timedelta(minutes=3))
        return self._absences(meeting, people, entries, at, random, late=late)

    def _record(
        self,
        meeting: MeetingPlan,
        entries: list[AttendanceEntry],
        at: datetime,
        random: Random,
        *,
        late: bool,
    ) -> None:
        """All at once; now and then one is forgotten and entered days after the others."""
        secretary = meeting.branch.secretary
        forgotten = []
        if not late and len(entries) > 3 and random.random() < rates.ONE_ENTERED_LATE:
            here = [entry for entry in entries if entry.status is AttendanceStatus.PRESENT]
            forgotten = random.sample(here, min(1, len(here)))
        record = RecordAttendance(
            meeting_id=meeting.id, entries=tuple(entry for entry in entries if entry not in forgotten)
        )
        self._steps.add(at, secretary, record)
        if forgotten:
            record = RecordAttendance(meeting_id=meeting.id, entries=tuple(forgotten))
            self._steps.add(at + timedelta(days=random.randint(8, 20)), secretary, record)

    def _absences(
        self,
        meeting: MeetingPlan,
        people: list[Person],
        entries: list[AttendanceEntry],
        at: datetime,
        random: Random,
        *,
        late: bool,
    ) -> list[Person]:
        """What becomes of the absences: leave asked for afterwards, a wrong entry put right, or nothing."""
        absent = [
            (person, entry)
            for person, entry in zip(people, entries, strict=True)
            if entry.status is AttendanceStatus.ABSENT
        ]
        asking = [] if late else picked(rates.ASKS_AFTERWARDS, absent, random)
        absent = [pair for pair in absent if pair not in asking]
        for person, _ in asking:
            self._leaves.retroactive(person, meeting.held_on, at, random)
        if absent and random.random() < rates.CORRECTED:
            person, _ = wrong = random.choice(absent)
            absent.remove(wrong)
            status = random.choice((AttendanceStatus.PRESENT, AttendanceStatus.LATE))
            command = CorrectAttendance(
                meeting_id=meeting.id, entry=AttendanceEntry(person.id, status), reason="MIXED_UP_PERSONS"
            )
            later = at + timedelta(days=random.randint(1, 6))
            self._steps.add(later, meeting.branch.secretary, command)
        without_reason = [
            person for person, entry in absent if entry.absence_reason is AbsenceReason.NONE_GIVEN
        ]
        self._make_up(meeting, without_reason, at)
        return without_reason

    def _make_up(self, meeting: MeetingPlan, absent: list[Person], at: datetime) -> None:
        """Now and then one of them is told at home what they missed, days later."""
        random = chance(self._ids.seed, self._ids.of("made-up", str(meeting.id)))
        if absent and random.random() < rates.MADE_UP:
            later = at + timedelta(days=7)
            command = RecordMakeUp(meeting_id=meeting.id, member_id=absent[0].id, on=self._time.day_of(later))
            self._steps.add(later, meeting.branch.secretary, command)
