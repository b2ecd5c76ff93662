"""Keeps the rows of absences: one appears, changes or goes with the attendance, leave and receipts that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.meetings.events import AttendanceStatus
from domain.membership.events import MemberKind
from projections.absences.classing import LayersOn, class_columns
from projections.absences.tables import ABSENCE, CONFIRMATION, MADE_UP
from projections.compliance.known import Known
from projections.conveyances import conveyed_on
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.leaves import LEAVE
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.members import MEMBER

AWAY = frozenset([AttendanceStatus.ABSENT.value, AttendanceStatus.LEAVE.value])


def settle_absence(rows: Rows, member_id: UUID, meeting_id: UUID, layers_on: LayersOn) -> bool:
    """Bring the row of an absence into line with attendance and all else that is known; whether that changed it."""
    before = rows.get(ABSENCE, member_id, meeting_id)
    meeting = rows.require(MEETING, meeting_id)
    attendance = rows.get(ATTENDANCE, meeting_id, member_id)
    if attendance is None or attendance["status"] not in AWAY or meeting["status"] == "CANCELLED":
        if before is not None:
            rows.delete(ABSENCE, member_id, meeting_id)
        return before is not None
    event_ids = before["event_ids"] if before else []
    recorded_on = before["recorded_on"] if before else rows.day
    if attendance["event_id"] not in event_ids:
        event_ids, recorded_on = [*event_ids, attendance["event_id"]], rows.day
    facts = {
        "organisation_id": meeting["organisation_id"],
        "branch_id": meeting["branch_id"],
        "org_path": attendance["org_path"],
        "held_on": meeting["held_on"],
        "meeting_kind": meeting["kind"],
        "reason": attendance["absence_reason"],
        "leave_id": attendance["leave_id"],
        **leave_columns(rows, attendance["leave_id"]),
        "conveyed_on": conveyed_on(rows, meeting_id, member_id),
        "made_up_on": made_up_on(rows, meeting_id, member_id),
        "member_kind": kind_on(rows, member_id, meeting["held_on"]).value,
        "recorded_on": recorded_on,
        "event_ids": event_ids,
    }
    return _write(rows, (member_id, meeting_id), before, facts, layers_on)


def settle_again(rows: Rows, absence: Row, layers_on: LayersOn) -> bool:
    """The same of one that is recorded, where its rules, its leave or its member changed, and not its attendance."""
    key = ABSENCE.key_of(absence)
    facts = {
        **absence,
        **leave_columns(rows, absence["leave_id"]),
        "member_kind": kind_on(rows, key[0], absence["held_on"]).value,
    }
    return _write(rows, key, absence, {name: facts[name] for name in _FACTS}, layers_on)


def leave_columns(known: Known, leave_id: UUID | None) -> Row:
    """What is told of the leave that covers an absence."""
    leave = None if leave_id is None else known.require(LEAVE, leave_id)
    return {"leave_kind": leave and leave["kind"], "asked_on": leave and leave["requested_on"]}


def made_up_on(known: Known, meeting_id: UUID, member_id: UUID) -> date | None:
    """The day on which somebody made up for a meeting."""
    made_up = known.get(MADE_UP, meeting_id, member_id)
    return None if made_up is None else made_up["made_up_on"]


def kind_on(known: Known, member_id: UUID, day: date) -> MemberKind:
    """What a member was on a day: full members were probationary until they were confirmed."""
    kind = MemberKind(known.require(MEMBER, member_id)["kind"])
    confirmed = known.get(CONFIRMATION, member_id) if kind is MemberKind.FULL else None
    return MemberKind.PROBATIONARY if confirmed and day < confirmed["confirmed_on"] else kind


_RULED = ("absence_class", "counts", "series", "node_id", "version_id", "position")
_FACTS = tuple(name for name in ABSENCE.columns if name not in _RULED)


def _write(rows: Rows, key: tuple[Any, ...], before: Row | None, facts: Row, layers_on: LayersOn) -> bool:
    says = {**facts, **class_columns(facts, layers_on)}
    if before is None:
        rows.create(ABSENCE, **dict(zip(ABSENCE.key, key, strict=True)), **says, position=rows.position)
        return True
    changed = {name: value for name, value in says.items() if before[name] != value}
    if changed:
        rows.change(ABSENCE, *key, **changed, position=rows.position)
    return bool(changed)
