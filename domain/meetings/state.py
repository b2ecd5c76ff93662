"""State of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements
from domain.meetings.entries import Entries

if TYPE_CHECKING:
    from domain.meetings.events import AbsenceReason, AttendanceStatus, ExclusionReason, MeetingKind


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one expected person's attendance stands."""

    status: AttendanceStatus
    absence_reason: AbsenceReason | None
    leave_id: UUID | None
    set_by: UUID  # the event
    reason_before: AbsenceReason | None = None  # of the absence that leave granted later stands in for


class Meeting(Aggregate):
    """A meeting of a branch or party group."""

    STREAM_TYPE = "meeting"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.kind: MeetingKind
        self.held_on: date
        self.starts_at: str | None = None
        self.theme: str | None = None
        self.gathering_id: UUID | None = None  # one of several parts of it
        self.of_business = False  # within a business or other working meeting
        self.urgent = False
        self.deferred_for: str | None = None  # coded reason of its last postponement
        self.channels: set[str] = set()  # told of this day by
        self.expected: frozenset[UUID] | None = None  # None: the roster is not frozen
        self.excluded: dict[UUID, ExclusionReason] = {}
        self.attendance: dict[UUID, Attendance] = {}
        self.reclassified: set[tuple[UUID, UUID]] = set()  # member, and the event it followed from
        self.observers: set[UUID] = set()
        self.made_up: dict[UUID, date | None] = {}  # by whom; the day, or None once it was taken back
        self.participants: set[UUID] = set()  # with the home in another branch
        self.concluded = False
        self.cancelled = False
        self.entries = Entries()  # minutes, lecturers, tests, contents, approved exceptions
        self.statements = Statements()

    @property
    def of_group(self) -> bool:
        """Whether a party group meets, not the branch."""
        return self.organisation_id != self.branch_id

    def concerns(self) -> tuple[UUID, ...]:
        """The branch, and the party group if one meets."""
        if self.organisation_id is None or self.branch_id is None:
            return ()  # not planned yet: that event sets both
        return (self.organisation_id, self.branch_id) if self.of_group else (self.branch_id,)
