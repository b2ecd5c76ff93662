"""Recording and correcting attendance, one event a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known, reason_given
from domain.core.context import Context
from domain.leave.state import Leave
from domain.meetings.commands import (
    MOST_ENTRIES,
    AttendanceEntry,
    CorrectAttendance,
    RecordAttendance,
    RecordObserver,
)
from domain.meetings.events import (
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    ObserverRecorded,
)
from domain.meetings.held import held_refusal
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.policies.late_entry import late_entry_days


def record_attendance(
    meeting: Meeting, command: RecordAttendance, context: Context, *, leaves: Mapping[UUID, Leave]
) -> Decision:
    """Record all entries or none. ``leaves`` holds, by id, those that the entries with LEAVE may rest on.

    A meeting that was concluded takes further entries; those later than the policy allows are marked as late.
    """
    refused = any_refusal(header(command, context), held_refusal(meeting, context))
    if refused:
        return refused
    if not command.entries:
        return refuse(RefusalCode.INVALID_VALUE, "entries")
    if len(command.entries) > MOST_ENTRIES:
        return refuse(RefusalCode.TOO_MANY, "entries", most=MOST_ENTRIES)
    covering = _covering(meeting, leaves.values())
    refused = any_refusal(more=_unfit_entries(meeting, command.entries, covering))
    if refused:
        return refused
    policy = context.policies.late_entry(meeting.held_on)
    late_days = late_entry_days(policy, meeting.held_on, context.today)
    next_event = context.events_of(meeting, command, on=meeting.held_on)
    return accept(
        next_event(
            AttendanceRecorded,
            member_id=entry.member_id,
            status=entry.status,
            absence_reason=entry.absence_reason,
            leave_id=_leave_of(entry, covering),
            late_entry_days=late_days,
            policy=policy.version,
        )
        for entry in command.entries
    )


def correct_attendance(
    meeting: Meeting, command: CorrectAttendance, context: Context, *, leaves: Mapping[UUID, Leave]
) -> Decision:
    """Replace what was recorded of one person."""
    refused = any_refusal(header(command, context), held_refusal(meeting, context), reason_given(command))
    if refused:
        return refused
    entry = command.entry
    recorded = meeting.attendance.get(entry.member_id)
    if recorded is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "entry", "memberId")
    covering = _covering(meeting, leaves.values())
    refused = any_refusal(more=_unfit(entry, covering, "entry", None))
    if refused:
        return refused
    leave_id = _leave_of(entry, covering)
    if (recorded.status, recorded.absence_reason, recorded.leave_id) == (
        entry.status,
        entry.absence_reason,
        leave_id,
    ):
        return refuse(RefusalCode.CORRECTS_NOTHING, "entry")
    corrected = context.events_of(meeting, command)(
        AttendanceCorrected,
        member_id=entry.member_id,
        corrects=recorded.set_by,
        status=entry.status,
        absence_reason=entry.absence_reason,
        leave_id=leave_id,
    )
    return accept([corrected])


def record_observer(
    meeting: Meeting, command: RecordObserver, context: Context, *, member: Member
) -> Decision:
    """Record that a member who is not expected sat in: one of any branch, as officials visit villages."""
    refused = any_refusal(header(command, context), held_refusal(meeting, context), known(member, "memberId"))
    if refused:
        return refused
    if member.id in (meeting.expected or ()):
        return refuse(RefusalCode.ON_ROSTER, "memberId")
    if member.id in meeting.observers:
        return refuse(RefusalCode.ALREADY_RECORDED, "memberId")
    observed = context.events_of(meeting, command, on=meeting.held_on)(ObserverRecorded, member_id=member.id)
    return accept([observed])


# The granted leaves that cover the day of a meeting, by the member whose they are.
Covering = Mapping[UUID | None, list[UUID]]


def _covering(meeting: Meeting, leaves: Iterable[Leave]) -> Covering:
    covering: dict[UUID | None, list[UUID]] = {}
    for leave in leaves:
        if leave.covers(meeting.id, meeting.held_on):
            covering.setdefault(leave.member_id, []).append(leave.id)
    return covering


def _leave_of(entry: AttendanceEntry, covering: Covering) -> UUID | None:
    """The leave that an entry rests on: the one it names, else any that covers the day."""
    if entry.status is not AttendanceStatus.LEAVE:
        return None
    candidates = covering.get(entry.member_id, [])
    if entry.leave_id is None:
        return next(iter(candidates), None)
    return entry.leave_id if entry.leave_id in candidates else None


def _unfit_entries(
    meeting: Meeting, entries: Iterable[AttendanceEntry], covering: Covering
) -> Iterator[Refusal]:
    seen: set[UUID] = set()
    for index, entry in enumerate(entries):
        if entry.member_id in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, ("entries", "memberId"), index)
        elif entry.member_id not in (meeting.expected or ()):
            yield Refusal(RefusalCode.NOT_ON_ROSTER, ("entries", "memberId"), index)
        elif entry.member_id in meeting.attendance:
            yield Refusal(RefusalCode.ALREADY_RECORDED, ("entries", "memberId"), index)
        else:
            yield from _unfit(entry, covering, "entries", index)
        seen.add(entry.member_id)


def _unfit(entry: AttendanceEntry, covering: Covering, field: str, index: int | None) -> Iterator[Refusal]:
    """An absence gives its reason, leave rests on a granted one, and nothing else takes either."""
    absent = entry.status is AttendanceStatus.ABSENT
    on_leave = entry.status is AttendanceStatus.LEAVE
    if absent != (entry.absence_reason is not None):
        yield Refusal(RefusalCode.INVALID_VALUE, (field, "absenceReason"), index)
    if entry.leave_id is not None and not on_leave:
        yield Refusal(RefusalCode.INVALID_VALUE, (field, "leaveId"), index)
    if on_leave and _leave_of(entry, covering) is None:
        yield Refusal(RefusalCode.NO_LEAVE_COVERS, (field, "leaveId"), index)
