"""One meeting from its plan to its conclusion: four commands, each safe to send again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from gridledger_client import (
    AbsenceReason,
    AttendanceEntryInput,
    AttendanceRecordInput,
    AttendanceStatus,
    Gridledger,
    MeetingConcludeInput,
    MeetingKind,
    MeetingPlanInput,
    Refusal,
    RosterFreezeInput,
)
from patience import patiently


class RefusedError(Exception):
    """Rules of the ledger that an input breaks; nothing was written."""

    def __init__(self, user_errors: Sequence[Refusal]) -> None:
        lines = (f"{one.code} {'.'.join(one.field or [])}: {one.message}" for one in user_errors)
        super().__init__("\n".join(lines))
        self.user_errors = user_errors


class _Payload(Protocol):
    @property
    def user_errors(self) -> Sequence[Refusal]: ...


P = TypeVar("P", bound=_Payload)


def accepted(call: Callable[[], P]) -> P:
    """The payload of a command that took effect. Raises RefusedError and RequestError."""
    payload = patiently(call)
    if payload.user_errors:
        raise RefusedError(payload.user_errors)
    return payload


def hold_meeting(client: Gridledger, branch: str, key: str) -> tuple[str, int]:
    """Hold a meeting today at which the first on the roster is absent; its day, and the position of its conclusion.

    ``key`` names the meeting: a second run with it does nothing twice.
    """
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()  # days are those of the county
    plan = MeetingPlanInput(
        idempotency_key=f"{key}/plan", organisation_id=branch, kind=MeetingKind.GENERAL_MEETING, held_on=today
    )
    planned = accepted(lambda: client.plan_meeting(plan).payload).meeting
    assert planned is not None

    freeze = RosterFreezeInput(idempotency_key=f"{key}/freeze", meeting_id=planned.id)
    roster = accepted(lambda: client.freeze_roster(freeze).payload).meeting
    assert roster is not None

    members = [entry.member.id for entry in roster.expected.nodes if entry.member]
    attendance = AttendanceRecordInput(
        idempotency_key=f"{key}/attendance",
        meeting_id=planned.id,
        entries=[_entry(member, came=number > 0) for number, member in enumerate(members)],
    )
    accepted(lambda: client.take_attendance(attendance).payload)

    conclude = MeetingConcludeInput(idempotency_key=f"{key}/conclude", meeting_id=planned.id)
    concluded = accepted(lambda: client.conclude_meeting(conclude).payload)
    assert concluded.position is not None
    return planned.held_on, concluded.position


def _entry(member: str, *, came: bool) -> AttendanceEntryInput:
    if came:
        return AttendanceEntryInput(member_id=member, status=AttendanceStatus.PRESENT)
    return AttendanceEntryInput(
        member_id=member, status=AttendanceStatus.ABSENT, absence_reason=AbsenceReason.ILLNESS
    )
