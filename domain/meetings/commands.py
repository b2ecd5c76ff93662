"""Commands about meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.meetings.events import AbsenceReason, AttendanceStatus, Exclusion, MeetingKind

MOST_ENTRIES = 1000  # attendances in one command


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanMeeting(Command):
    """Plan a meeting of a branch or party group."""

    meeting_id: UUID
    organisation_id: UUID
    kind: MeetingKind
    held_on: date
    starts_at: str | None = None
    theme: str | None = None
    gathering_id: UUID | None = None
    of_business: bool = False
    urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NotifyMeeting(Command):
    """Record that those concerned were told."""

    meeting_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FreezeRoster(Command):
    """Fix who is expected: everyone on the register on the day of the meeting, less the exclusions."""

    meeting_id: UUID
    exclusions: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """One person's attendance. LEAVE takes ``leave_id`` or, without one, a granted leave of that day."""

    member_id: UUID
    status: AttendanceStatus
    absence_reason: AbsenceReason | None = None
    leave_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordAttendance(Command):
    """Record the attendance of one person or many; all are recorded, or none."""

    meeting_id: UUID
    entries: tuple[AttendanceEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectAttendance(Command):
    """Say that a recorded attendance was wrong, and why (``reason``)."""

    meeting_id: UUID
    entry: AttendanceEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class ReclassifyAbsence(Command):
    """Let leave decided after the fact change how an absence counts (issued by a process manager)."""

    meeting_id: UUID
    member_id: UUID
    leave_id: UUID
    ground: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordMakeUp(Command):
    """Record that somebody who was absent made up for it; without ``on``, that this was wrong."""

    meeting_id: UUID
    member_id: UUID
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordObserver(Command):
    """Record that someone not expected sat in."""

    meeting_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordParticipation(Command):
    """Record that a member with the home in another branch took part, as of a joint or virtual branch."""

    meeting_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ConcludeMeeting(Command):
    """Record that the meeting took place."""

    meeting_id: UUID
    duration_minutes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelMeeting(Command):
    """Record that the meeting does not take place, and why (``reason``)."""

    meeting_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectMeeting(Command):
    """Say what was wrong in an earlier event of this meeting, and why (``reason``)."""

    meeting_id: UUID
    corrects: UUID
    kind: MeetingKind | None = None
    held_on: date | None = None
    theme: str | None = None
    gathering_id: UUID | None = None
    of_business: bool | None = None
    urgent: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PostponeMeeting(Command):
    """Hold the meeting on another day, and say why (``reason``)."""

    meeting_id: UUID
    held_on: date
