"""Commands about what is written down of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.meeting_entries.events import LecturerRole, MinutesField

MOST_CONTENTS = 50  # codes of what one meeting was about


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeMinutes(Command):
    """Record what the minutes of the meeting record; they take the place of earlier ones."""

    meeting_id: UUID
    records: tuple[MinutesField, ...]
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLecturer(Command):
    """Record who gave the lecture, one of them at a time; ``lecturer_id`` if it is a member."""

    meeting_id: UUID
    role: LecturerRole
    lecturer_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLectureTest(Command):
    """Record that a test followed the lecture."""

    meeting_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordContents(Command):
    """Record what the meeting was about; this takes the place of what was recorded before."""

    meeting_id: UUID
    contents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveMeetingException(Command):
    """Let a meeting be held on a day other than the fixed ones, on the authority of an organisation above."""

    meeting_id: UUID
    approved_by: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawMeetingEntry(Command):
    """Take back minutes, a lecturer, a test, contents or an exception recorded wrongly, and say why (``reason``)."""

    meeting_id: UUID
    corrects: UUID
