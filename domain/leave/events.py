"""Facts about one leave (请假), all on its stream."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.core import DomainEvent, event_type
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.leave.state import Leave, LeaveStatus

STREAM = Leave.STREAM_TYPE


class LeaveKind(StrEnum):
    """What a leave is for."""

    ILLNESS = "ILLNESS"
    PERSONAL = "PERSONAL"
    OFFICIAL_DUTY = "OFFICIAL_DUTY"
    STUDY = "STUDY"
    MATERNITY = "MATERNITY"
    WORKING_ELSEWHERE = "WORKING_ELSEWHERE"


class Approval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At which level somebody decided, whether as the deputy there, and the versions of rules that let it through."""

    level: ApproverLevel
    deputy: bool
    rules: tuple[UUID, ...]


@event_type("leave.requested", STREAM, subjects=("member_id", "branch_id"))
class LeaveRequested(DomainEvent):
    """A member asked for leave, both days included; ``days_after`` its first day, 0 if in time.

    With ``meeting_id`` it is for that one meeting, on its day. ``grounds_id`` is a sealed document.
    """

    member_id: UUID
    branch_id: UUID  # home at the time of asking
    kind: LeaveKind
    from_on: date
    to_on: date
    days_after: int = 0
    policy: str | None = None  # version of the retroactive-leave policy that was applied
    meeting_id: UUID | None = None
    grounds_id: UUID | None = None

    def apply(self, state: Leave) -> None:
        state.member_id = self.member_id
        state.branch_id = self.branch_id
        state.meeting_id = self.meeting_id
        state.kind = self.kind
        state.from_on = self.from_on
        state.to_on = self.to_on
        state.status = LeaveStatus.PENDING
        state.statements.say(self.event_id, kind=self.kind, from_on=self.from_on, to_on=self.to_on)


@event_type("leave.evidence-handed-in", STREAM)
class LeaveEvidenceHandedIn(DomainEvent):
    """A paper that proves its ground was handed in; ``settles``: it is one that was still awaited."""

    kind: EvidenceKind
    on: date
    settles: bool
    document_id: UUID | None = None  # a sealed document

    def apply(self, state: Leave) -> None:
        state.evidence.add(self.kind)
        if self.settles:
            state.awaited = ()


@event_type("leave.approved", STREAM)
class LeaveApproved(DomainEvent):
    """A level below the one that grants approved what was asked for, the leave or its extension."""

    level: ApproverLevel
    deputy: bool

    def apply(self, state: Leave) -> None:
        state.levels.add(self.level)


@event_type("leave.granted", STREAM)
class LeaveGranted(DomainEvent):
    """The request was granted (准假); one of ``awaits`` is to be handed in by ``evidence_due_on``, if it names any."""

    approval: Approval | None = None
    awaits: tuple[EvidenceKind, ...] | None = None
    evidence_due_on: date | None = None

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.GRANTED
        state.awaited = self.awaits or ()
        if self.approval is not None:
            state.levels.add(self.approval.level)


@event_type("leave.extension-requested", STREAM)
class LeaveExtensionRequested(DomainEvent):
    """The member asked for a later last day, ``days_after`` the first that the leave did not cover."""

    to_on: date
    days_after: int
    policy: str  # version of the retroactive-leave policy that was applied

    def apply(self, state: Leave) -> None:
        state.asked_to_on = self.to_on


@event_type("leave.extended", STREAM)
class LeaveExtended(DomainEvent):
    """The extension was granted (续假): the leave lasts to ``to_on``, and what is awaited is said anew."""

    to_on: date
    approval: Approval
    awaits: tuple[EvidenceKind, ...] | None = None
    evidence_due_on: date | None = None

    def apply(self, state: Leave) -> None:
        state.to_on = self.to_on
        state.asked_to_on = None
        state.awaited = self.awaits or ()
        state.levels.add(self.approval.level)
        state.statements.say(self.event_id, to_on=self.to_on)


@event_type("leave.extension-refused", STREAM)
class LeaveExtensionRefused(DomainEvent):
    """The extension was refused, for the coded reason of the header; the leave stands as it was."""

    def apply(self, state: Leave) -> None:
        state.asked_to_on = None


@event_type("leave.extension-withdrawn", STREAM)
class LeaveExtensionWithdrawn(DomainEvent):
    """The member asks for no later last day any more; the leave stands as it was."""

    def apply(self, state: Leave) -> None:
        state.asked_to_on = None


@event_type("leave.refused", STREAM)
class LeaveRefused(DomainEvent):
    """The request was refused, for the coded reason of the header."""

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.REFUSED


@event_type("leave.withdrawn", STREAM)
class LeaveWithdrawn(DomainEvent):
    """The member took the request back; a granted leave covers nothing any more."""

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.WITHDRAWN
        state.asked_to_on = None


@event_type("leave.returned", STREAM)
class LeaveReturned(DomainEvent):
    """The member was back early (销假): the leave covers days up to and without ``on``."""

    on: date

    def apply(self, state: Leave) -> None:
        state.returned_on = self.on
        state.asked_to_on = None


@event_type("leave.corrected", STREAM)
class LeaveCorrected(DomainEvent):
    """An earlier event of this leave was wrong in these fields; those left out stay as they were.

    With ``approval`` it gave a granted leave days or a kind that nobody had granted, and what is awaited is said anew.
    ``voids_approvals``: a request that waits for its decision says more than what was approved so far.
    """

    corrects: UUID
    kind: LeaveKind | None = None
    from_on: date | None = None
    to_on: date | None = None
    approval: Approval | None = None
    awaits: tuple[EvidenceKind, ...] | None = None
    evidence_due_on: date | None = None
    voids_approvals: bool | None = None  # None: what was approved stands

    def apply(self, state: Leave) -> None:
        if self.voids_approvals:
            state.levels.clear()
        if self.approval is not None:
            state.levels.add(self.approval.level)
            state.awaited = self.awaits or ()
        state.statements.correct(
            self.event_id, self.corrects, kind=self.kind, from_on=self.from_on, to_on=self.to_on
        )
        state.kind = state.statements.now("kind")
        state.from_on = state.statements.now("from_on")
        state.to_on = state.statements.now("to_on")
