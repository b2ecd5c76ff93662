"""What a fact touches: from the rows that an event changed to the absences that may be classed otherwise for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.policies.kind import AbsenceRule, PersonRule
from domain.policies.published import rule_of
from domain.policies.registry import KINDS
from projections.absences.classing import LayersOn
from projections.absences.recording import AWAY, settle_absence, settle_again
from projections.absences.tables import ABSENCE, CONFIRMATION, IN_A_ROW, MADE_UP
from projections.compliance.gathering import below, gather
from projections.conveyances import CONVEYANCE_RECEIPT, CONVEYED_AT
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.leaves import LEAVE
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.members import MEMBER
from projections.obligations.tables import OBLIGATION
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION

Change = tuple[Table, Any, Row | None, Row | None]  # table, key, the row before and after
Members = Iterable[UUID]  # of whom something may follow otherwise
Touch = Callable[[Rows, list[tuple[Row | None, Row | None]], LayersOn], Members]


def touched(rows: Rows, changes: Iterable[Change], layers_on: LayersOn) -> set[UUID]:
    """Bring absences into line with what changed; the members whom that concerns."""
    by_table: dict[Table, list[tuple[Row | None, Row | None]]] = {}
    for table, _, before, after in changes:
        if table in TOUCHES and before != after:
            by_table.setdefault(table, []).append((before, after))
    members: set[UUID] = set()
    for table, pairs in by_table.items():
        members.update(TOUCHES[table](rows, pairs, layers_on))
    return members


def _attendance(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    for _, after in pairs:
        if after is not None:
            yield from of_attendance(rows, after, layers_on)


def of_attendance(rows: Rows, attendance: Row, layers_on: LayersOn) -> Members:
    """Of whoever is away, of whoever was, and of whoever has missed some in a row."""
    member_id, meeting_id = attendance["member_id"], attendance["meeting_id"]
    branch_id = rows.require(MEETING, meeting_id)["branch_id"]
    away = attendance["status"] in AWAY
    if away or rows.get(ABSENCE, member_id, meeting_id) is not None:
        settle_absence(rows, member_id, meeting_id, layers_on)
        yield member_id
    elif rows.get(IN_A_ROW, branch_id, member_id) is not None:
        yield member_id


def _meeting(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """Of another kind, or cancelled: its day comes with the attendance that repeats it."""
    for before, after in pairs:
        if before and after and any(before[name] != after[name] for name in ("kind", "status", "held_on")):
            attending = rows.of(ATTENDANCE, after["meeting_id"])
            rows.have(ABSENCE, [one["member_id"] for one in attending])
            for one in attending:
                yield from of_attendance(rows, one, layers_on)


def _leave(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """Of another kind after all. What it covers comes with the attendance."""
    changed = [after for before, after in pairs if before and after and before["kind"] != after["kind"]]
    if changed:
        yield from _again(
            rows, rows.find_any(ABSENCE, "leave_id", [one["leave_id"] for one in changed]), layers_on
        )


def _member(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """Of another kind, at home elsewhere, or gone: what somebody was on a day, and whose secretary has to act."""
    concerned = [
        (before, after)
        for before, after in pairs
        if before and after and any(before[name] != after[name] for name in _OF_MEMBER)
    ]
    rows.have(ABSENCE, [after["member_id"] for _, after in concerned])
    for before, after in concerned:
        absences = rows.of(ABSENCE, after["member_id"])
        if absences and before["kind"] != after["kind"]:
            _again(rows, absences, layers_on)
        if absences:
            yield after["member_id"]


def _receipt(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    for before, after in pairs:
        meeting_id = after and after["meeting_id"]
        received = [row and row["received_on"] for row in (before, after)]
        if after and meeting_id and received[0] != received[1]:
            yield from _told(rows, meeting_id, [after["member_id"]], layers_on)


def _conveyed(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """More was told at a meeting than was known: whoever was away may not have heard of all of it."""
    for meeting_id in {after["meeting_id"] for _, after in pairs if after}:
        away = [one for one in rows.of(ATTENDANCE, meeting_id) if one["status"] in AWAY]
        yield from _told(rows, meeting_id, [one["member_id"] for one in away], layers_on)


def _obligation(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """An act: the absences that it dealt with are spent, and a second stage may begin."""
    for before, after in pairs:
        acts = [row and (row["status"], row["closed_on"], row["dealt_with"]) for row in (before, after)]
        if after and after["member_id"] and acts[0] != acts[1]:
            yield after["member_id"]


def _made_up(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    for _, after in pairs:
        if after is not None:
            yield from _told(rows, after["meeting_id"], [after["member_id"]], layers_on)


def _told(rows: Rows, meeting_id: UUID, member_ids: list[UUID], layers_on: LayersOn) -> Members:
    rows.have(ABSENCE, member_ids)
    for member_id in member_ids:
        absent = rows.get(ABSENCE, member_id, meeting_id) is not None
        if absent and settle_absence(rows, member_id, meeting_id, layers_on):
            yield member_id


def _adoption(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """Rules about absences or persons begin to bind, or do so no longer; also for what is past."""
    for before, after in pairs:
        known = [row for row in (before, after) if row is not None]
        rule = rule_of(rows.require(POLICY_VERSION, known[0]["version_id"])["rule"])
        if isinstance(KINDS[type(rule)], AbsenceRule | PersonRule):
            ids = below(rows, known[0]["node_id"])
            yield from _of_branches(rows, ids, known[0]["since"], layers_on)


def _organisation(rows: Rows, pairs: list[tuple[Row | None, Row | None]], layers_on: LayersOn) -> Members:
    """Moved: other rules bind there from that day on."""
    moved = [after for before, after in pairs if before and after and before["org_path"] != after["org_path"]]
    if moved:
        ids, since = [one["organisation_id"] for one in moved], min(one["placed_from"] for one in moved)
        yield from _of_branches(rows, ids, since, layers_on)


def _of_branches(rows: Rows, ids: list[UUID], since: Any, layers_on: LayersOn) -> Members:
    """Whoever was away there since; and whose row a presence may break, or may no longer."""
    absences = [one for one in rows.find_any(ABSENCE, "branch_id", ids) if one["held_on"] >= since]
    gather(rows, {one["branch_id"] for one in absences})
    yield from _again(rows, absences, layers_on)
    yield from (one["member_id"] for one in rows.all_of(IN_A_ROW, ids))


def _again(rows: Rows, absences: list[Row], layers_on: LayersOn) -> Members:
    """Class absences anew; whatever that changes, those who missed a meeting may be counted otherwise."""
    members = sorted({one["member_id"] for one in absences})
    for table in (ABSENCE, MEMBER, CONFIRMATION):
        rows.have(table, members)
    rows.have(LEAVE, sorted({one["leave_id"] for one in absences if one["leave_id"]}))
    for one in absences:
        settle_again(rows, rows.require(ABSENCE, *ABSENCE.key_of(one)), layers_on)
    return members


_OF_MEMBER = ("kind", "branch_id", "left_on", "org_path")

TOUCHES: Mapping[Table, Touch] = {
    ATTENDANCE: _attendance,
    MEETING: _meeting,
    LEAVE: _leave,
    MEMBER: _member,
    CONVEYANCE_RECEIPT: _receipt,
    CONVEYED_AT: _conveyed,
    MADE_UP: _made_up,
    POLICY_ADOPTION: _adoption,
    ORGANISATION: _organisation,
    OBLIGATION: _obligation,
}
