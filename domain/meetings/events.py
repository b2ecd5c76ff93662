"""Facts about one meeting (会议), all on its stream. One event a person and fact."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.core import DomainEvent, event_type
from domain.meetings.state import Attendance, Meeting

STREAM = Meeting.STREAM_TYPE


class MeetingKind(StrEnum):
    """Kinds of meeting; the glossary gives the Chinese term of each."""

    GENERAL_MEETING = "GENERAL_MEETING"
    BRANCH_COMMITTEE_MEETING = "BRANCH_COMMITTEE_MEETING"
    GROUP_MEETING = "GROUP_MEETING"
    PARTY_LECTURE = "PARTY_LECTURE"
    MICRO_LECTURE = "MICRO_LECTURE"
    THEME_PARTY_DAY = "THEME_PARTY_DAY"
    ORGANISATION_LIFE_MEETING = "ORGANISATION_LIFE_MEETING"
    DEMOCRATIC_APPRAISAL = "DEMOCRATIC_APPRAISAL"


class AttendanceStatus(StrEnum):
    """How an expected person's attendance stands."""

    PRESENT = "PRESENT"
    LATE = "LATE"
    LEAVE = "LEAVE"
    ABSENT = "ABSENT"


class AbsenceReason(StrEnum):
    """Coded reason of an absence without granted leave. Only NONE_GIVEN counts as unexcused (无故)."""

    ILLNESS = "ILLNESS"
    SECONDED = "SECONDED"
    OFFICIAL_DUTY = "OFFICIAL_DUTY"
    FAMILY = "FAMILY"
    OUT_OF_REACH = "OUT_OF_REACH"
    NONE_GIVEN = "NONE_GIVEN"


class ExclusionReason(StrEnum):
    """Why someone on the branch's register is not expected at a meeting."""

    OTHER_GROUP = "OTHER_GROUP"
    NOT_ON_COMMITTEE = "NOT_ON_COMMITTEE"
    LONG_ILLNESS = "LONG_ILLNESS"
    ABROAD = "ABROAD"
    SECOND_AFFILIATION_ELSEWHERE = "SECOND_AFFILIATION_ELSEWHERE"
    PROBATIONARY_NOT_INVITED = "PROBATIONARY_NOT_INVITED"


class Exclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person on the register who is not expected, and why."""

    member_id: UUID
    reason: ExclusionReason


@event_type("meeting.planned", STREAM, subjects=("organisation_id",))
class MeetingPlanned(DomainEvent):
    """A meeting of an organisation was planned for a day."""

    organisation_id: UUID  # a branch or a party group
    branch_id: UUID  # the branch itself, or the group's
    kind: MeetingKind
    held_on: date  # in the county's time zone
    starts_at: str | None = None  # HH:MM
    theme: str | None = None  # code of the month's theme
    gathering_id: UUID | None = None  # it is one of several parts of one gathering
    of_business: bool | None = None  # held within a business or other working meeting; None: it is not
    urgent: bool | None = None  # called at once, for a cause that could not wait; None: it was not

    def apply(self, state: Meeting) -> None:
        state.organisation_id = self.organisation_id
        state.branch_id = self.branch_id
        state.kind = self.kind
        state.held_on = self.held_on
        state.starts_at = self.starts_at
        state.theme = self.theme
        state.gathering_id = self.gathering_id
        state.of_business = bool(self.of_business)
        state.urgent = bool(self.urgent)
        state.statements.say(
            self.event_id,
            kind=state.kind,
            held_on=state.held_on,
            theme=state.theme,
            gathering_id=state.gathering_id,
            of_business=state.of_business,
            urgent=state.urgent,
        )


@event_type("meeting.notified", STREAM)
class MeetingNotified(DomainEvent):
    """Those concerned were told, on the day of occurrence."""

    channel: str  # code: PHONE, MESSAGE, NOTICE_BOARD, IN_PERSON

    def apply(self, state: Meeting) -> None:
        state.channels.add(self.channel)


@event_type("meeting.roster-frozen", STREAM, subjects=("expected", "excluded_ids"))
class RosterFrozen(DomainEvent):
    """Who is expected (应到), from the register on the day of the meeting; no later fact rewrites it."""

    expected: tuple[UUID, ...]
    excluded: tuple[Exclusion, ...]
    register_version: int  # version of the branch's register that was read

    @property
    def excluded_ids(self) -> tuple[UUID, ...]:
        """Ids of those excluded."""
        return tuple(exclusion.member_id for exclusion in self.excluded)

    def apply(self, state: Meeting) -> None:
        state.expected = frozenset(self.expected)
        state.excluded = {exclusion.member_id: exclusion.reason for exclusion in self.excluded}


@event_type("meeting.attendance-recorded", STREAM, subjects=("member_id",))
class AttendanceRecorded(DomainEvent):
    """One expected person's attendance. ``late_entry_days`` > 0 marks an entry made late (补录)."""

    member_id: UUID
    status: AttendanceStatus
    absence_reason: AbsenceReason | None = None  # with ABSENT
    leave_id: UUID | None = None  # with LEAVE
    late_entry_days: int = 0  # days beyond the policy's grace
    policy: str | None = None  # version of the late-entry policy that was applied

    def apply(self, state: Meeting) -> None:
        state.attendance[self.member_id] = Attendance(
            self.status, self.absence_reason, self.leave_id, self.event_id
        )


@event_type("meeting.attendance-corrected", STREAM, subjects=("member_id",))
class AttendanceCorrected(DomainEvent):
    """The recorded attendance of a person was wrong; ``corrects`` is the event that set it."""

    member_id: UUID
    corrects: UUID
    status: AttendanceStatus
    absence_reason: AbsenceReason | None = None
    leave_id: UUID | None = None

    def apply(self, state: Meeting) -> None:
        state.attendance[self.member_id] = Attendance(
            self.status, self.absence_reason, self.leave_id, self.event_id
        )


@event_type("meeting.absence-reclassified", STREAM, subjects=("member_id",))
class AbsenceReclassified(DomainEvent):
    """A later fact about leave changed how an absence counts; the record of that day stays as it was."""

    member_id: UUID
    status: AttendanceStatus  # LEAVE or ABSENT
    ground: UUID  # the event of leave that it follows from
    absence_reason: AbsenceReason | None = None
    leave_id: UUID | None = None

    def apply(self, state: Meeting) -> None:
        before = state.attendance[self.member_id].absence_reason
        state.attendance[self.member_id] = Attendance(
            self.status, self.absence_reason, self.leave_id, self.event_id, reason_before=before
        )
        state.reclassified.add((self.member_id, self.ground))


@event_type("meeting.absence-made-up", STREAM, subjects=("member_id",))
class AbsenceMadeUp(DomainEvent):
    """Somebody who was absent made up for it (补课); without ``on``, what was said so before is taken back."""

    member_id: UUID
    on: date | None = None

    def apply(self, state: Meeting) -> None:
        state.made_up[self.member_id] = self.on


@event_type("meeting.observer-recorded", STREAM, subjects=("member_id",))
class ObserverRecorded(DomainEvent):
    """Someone not expected sat in (列席); counted apart."""

    member_id: UUID

    def apply(self, state: Meeting) -> None:
        state.observers.add(self.member_id)


@event_type("meeting.participation-recorded", STREAM, subjects=("member_id", "home_branch_id"))
class ParticipationRecorded(DomainEvent):
    """A member of another branch took part: study for them, and nothing for the quorum of either branch."""

    member_id: UUID
    home_branch_id: UUID  # on the day of the meeting

    def apply(self, state: Meeting) -> None:
        state.participants.add(self.member_id)


@event_type("meeting.concluded", STREAM)
class MeetingConcluded(DomainEvent):
    """The meeting took place. ``late_entry_days`` as with attendance."""

    duration_minutes: int | None = None
    late_entry_days: int = 0
    policy: str | None = None

    def apply(self, state: Meeting) -> None:
        state.concluded = True


@event_type("meeting.cancelled", STREAM)
class MeetingCancelled(DomainEvent):
    """The meeting did not take place; its roster and attendance count nowhere."""

    def apply(self, state: Meeting) -> None:
        state.cancelled = True


@event_type("meeting.postponed", STREAM)
class MeetingPostponed(DomainEvent):
    """The meeting is held on another day than the one planned; the reason of the header says why."""

    held_on: date  # the new day, in the county's time zone

    def apply(self, state: Meeting) -> None:
        state.held_on = self.held_on
        state.deferred_for = self.reason
        state.channels = set()  # what was told was the other day
        state.statements.say(self.event_id, held_on=self.held_on)


@event_type("meeting.corrected", STREAM)
class MeetingCorrected(DomainEvent):
    """An earlier event of this meeting was wrong in these fields; those left out stay as they were."""

    corrects: UUID
    kind: MeetingKind | None = None
    held_on: date | None = None
    theme: str | None = None
    gathering_id: UUID | None = None
    of_business: bool | None = None
    urgent: bool | None = None

    def apply(self, state: Meeting) -> None:
        state.statements.correct(
            self.event_id,
            self.corrects,
            kind=self.kind,
            held_on=self.held_on,
            theme=self.theme,
            gathering_id=self.gathering_id,
            of_business=self.of_business,
            urgent=self.urgent,
        )
        state.kind = state.statements.now("kind")
        state.held_on = state.statements.now("held_on")
        state.theme = state.statements.now("theme")
        state.gathering_id = state.statements.now("gathering_id")
        state.of_business = state.statements.now("of_business")
        state.urgent = state.statements.now("urgent")
