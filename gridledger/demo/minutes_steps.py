"""What is written down of meetings: who taught, whether a test followed, minutes that lack something now and then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from domain.core.command import Command
from domain.meeting_entries.commands import (
    ApproveMeetingException,
    RecordContents,
    RecordLecturer,
    RecordLectureTest,
    TakeMinutes,
    WithdrawMeetingEntry,
)
from domain.meeting_entries.events import LecturerRecorded, LecturerRole, MinutesField
from domain.meetings.commands import (
    AttendanceEntry,
    ConcludeMeeting,
    FreezeRoster,
    PlanMeeting,
    PostponeMeeting,
    RecordAttendance,
)
from domain.meetings.events import AttendanceStatus, MeetingKind
from gridledger.demo import rates
from gridledger.demo.attendance import exclusions, expected
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.meeting_calendar import MeetingPlan
from gridledger.demo.people import Branch, Group, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, StepList

MINUTES_FROM = 7  # the month from which groups hand their minutes in
_NOT_WRITTEN = (MinutesField.ABSENT, MinutesField.OPINIONS)  # what they forget


class MinutesSteps:
    """Adds the books of meetings, and a few meetings that were held otherwise than planned."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._year = year

    def of(self, meeting: MeetingPlan, concluded_at: datetime) -> None:
        """What the secretary writes down once a meeting is over."""
        random = chance(self._ids.seed, "minutes", meeting.id)
        for command in self._written(meeting, random):
            self._steps.add(concluded_at + timedelta(days=4), meeting.branch.secretary, command)

    def _written(self, meeting: MeetingPlan, random: Random) -> Iterator[Command]:
        if meeting.kind is MeetingKind.PARTY_LECTURE:
            yield self._lecturer(meeting, random)
            if random.random() < rates.TESTED:
                yield RecordLectureTest(meeting_id=meeting.id, on=meeting.held_on + timedelta(days=3))
        elif meeting.kind is MeetingKind.GROUP_MEETING and meeting.held_on.month >= MINUTES_FROM:
            forgotten = random.choice(_NOT_WRITTEN) if random.random() < rates.MINUTES_INCOMPLETE else None
            records = tuple(field for field in MinutesField if field is not forgotten)
            yield TakeMinutes(meeting_id=meeting.id, records=records)

    def _lecturer(self, meeting: MeetingPlan, random: Random) -> Command:
        if random.random() < rates.TAUGHT_BY_SECRETARY:
            role, secretary = LecturerRole.BRANCH_SECRETARY, meeting.branch.secretary.member_id
            return RecordLecturer(meeting_id=meeting.id, role=role, lecturer_id=secretary)
        return RecordLecturer(meeting_id=meeting.id, role=LecturerRole.INVITED_LECTURER)

    def add(self, unit: Unit, at: datetime) -> None:
        """The end of the year of one group: a lecture beside its meeting, one within a business meeting, and so on."""
        branch, group = next((branch, group) for branch in unit.branches for group in branch.groups)
        for minute, command in enumerate(self._last_days(branch, group)):
            self._steps.add(at + timedelta(minutes=minute), branch.secretary, command)
        later = at + timedelta(hours=1)
        put_off = self._plan_of(branch, group, MeetingKind.THEME_PARTY_DAY, 22)
        approve = ApproveMeetingException(meeting_id=put_off.id, approved_by=unit.committee_id)
        self._steps.add(later, unit.secretary, approve)
        lecture = self._plan_of(branch, group, MeetingKind.PARTY_LECTURE, 29)
        withdraw = WithdrawMeetingEntry(meeting_id=lecture.id, corrects=NO_EVENT, reason="MIXED_UP_PERSONS")
        names = EventRef(lecture.id, LecturerRecorded.TOPIC)
        self._steps.add(later, branch.secretary, withdraw, names=names)

    def _last_days(self, branch: Branch, group: Group) -> Iterator[Command]:
        evening = self._ids.of("gathering", group.id)
        meeting = self._plan_of(branch, group, MeetingKind.GROUP_MEETING, 29)
        lecture = self._plan_of(branch, group, MeetingKind.PARTY_LECTURE, 29)
        yield from self._held(_plan(meeting, gathering_id=evening), meeting)
        yield from self._held(_plan(lecture, gathering_id=evening), lecture)
        yield TakeMinutes(meeting_id=meeting.id, records=tuple(MinutesField)[:-1])
        yield TakeMinutes(meeting_id=meeting.id, records=tuple(MinutesField))
        yield RecordContents(meeting_id=meeting.id, contents=("APPRAISAL", "PLAN_OF_NEXT_YEAR"))
        yield RecordLecturer(
            meeting_id=lecture.id, role=LecturerRole.BRANCH_COMMITTEE_MEMBER, lecturer_id=group.leader.id
        )
        yield RecordLecturer(meeting_id=lecture.id, role=LecturerRole.MEMBER, lecturer_id=group.leader.id)
        yield RecordLectureTest(meeting_id=lecture.id, on=lecture.held_on)
        within = self._plan_of(branch, group, MeetingKind.MICRO_LECTURE, 30)
        yield from self._held(_plan(within, of_business=True), within)
        urgent = self._plan_of(branch, group, MeetingKind.GROUP_MEETING, 31)
        yield from self._held(_plan(urgent, urgent=True), urgent)
        put_off = self._plan_of(branch, group, MeetingKind.THEME_PARTY_DAY, 22)
        yield _plan(put_off, held_on=put_off.held_on - timedelta(days=3))
        yield PostponeMeeting(meeting_id=put_off.id, held_on=put_off.held_on, reason="FLOOD_DUTY")
        yield from self._took_place(put_off)

    def _plan_of(self, branch: Branch, group: Group, kind: MeetingKind, day: int) -> MeetingPlan:
        """A meeting of the last December days, on which no other kind falls."""
        held_on = date(self._year, 12, day)
        id_ = self._ids.of("meeting", group.id, kind, "of December", day)
        return MeetingPlan(id_, branch, group, kind, held_on, "19:30")

    def _held(self, plan: PlanMeeting, meeting: MeetingPlan) -> Iterator[Command]:
        yield plan
        yield from self._took_place(meeting)

    def _took_place(self, meeting: MeetingPlan) -> Iterator[Command]:
        """Everybody came."""
        on_register = meeting.branch.members_on(meeting.held_on)
        excluded = exclusions(meeting, on_register)
        people = expected(meeting, on_register, excluded)
        yield FreezeRoster(meeting_id=meeting.id, exclusions=tuple(excluded))
        entries = tuple(AttendanceEntry(person.id, AttendanceStatus.PRESENT) for person in people)
        yield RecordAttendance(meeting_id=meeting.id, entries=entries)
        yield ConcludeMeeting(meeting_id=meeting.id, duration_minutes=60)


def _plan(
    meeting: MeetingPlan,
    *,
    held_on: date | None = None,
    gathering_id: UUID | None = None,
    of_business: bool = False,
    urgent: bool = False,
) -> PlanMeeting:
    return PlanMeeting(
        meeting_id=meeting.id,
        organisation_id=meeting.organisation_id,
        kind=meeting.kind,
        held_on=held_on or meeting.held_on,
        starts_at=meeting.starts_at,
        gathering_id=gathering_id,
        of_business=of_business,
        urgent=urgent,
    )
