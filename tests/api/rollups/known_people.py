"""Absences, leave and obligations at a node, recounted in plain Python from the events up to a position."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason
from tests.projections.obligations_facts import standing_at
from tests.projections.recount import Recount
from tests.projections.world import World

# No rule of the world classes absences: so leave and reasons excuse, and no making up or conveyance does.
BY_LEAVE = {LeaveKind.ILLNESS: "absencesIll", LeaveKind.OFFICIAL_DUTY: "absencesOnDuty"}
BY_REASON = {
    AbsenceReason.ILLNESS: "absencesIll",
    AbsenceReason.SECONDED: "absencesSeconded",
    AbsenceReason.OFFICIAL_DUTY: "absencesOnDuty",
    AbsenceReason.OUT_OF_REACH: "absencesOutOfReach",
    AbsenceReason.NONE_GIVEN: "absencesUnexcused",
}
CLASSES = ("Ill", "Seconded", "OnDuty", "OutOfReach", "Excused", "MadeUp", "Conveyed", "Unexcused")
KINDS = {
    LeaveKind.ILLNESS: "leaveIllness",
    LeaveKind.PERSONAL: "leavePersonal",
    LeaveKind.OFFICIAL_DUTY: "leaveOfficialDuty",
    LeaveKind.STUDY: "leaveStudy",
    LeaveKind.MATERNITY: "leaveMaternity",
    LeaveKind.WORKING_ELSEWHERE: "leaveWorkingElsewhere",
}
ATTENDANCE = (
    *("meetings", "expected", "present", "absences"),
    *(f"absences{name}" for name in CLASSES),
    *("leaveRequested", "leaveGranted"),
    *KINDS.values(),
)
OBLIGATIONS = ("opened", "fulfilled", "waived", "withdrawn", "open", "overdue")


class KnownPeople:
    """What was known at a position."""

    def __init__(self, world: World, position: int) -> None:
        self._recount = Recount(world.events[:position])
        rows = self._recount.contributions()
        self._counted = [(key[0], row, set(self._recount.nodes_above(row))) for key, row in rows.items()]

    def attendance(self, node: UUID, first: date, last: date, day: date | None) -> dict[str, int]:
        """The figures of a node in the months between two, about a day."""
        found = Counter(dict.fromkeys(ATTENDANCE, 0))
        for id_, row, nodes in self._counted:
            if node in nodes and first <= row["month"] <= last and (day is None or row["day"] <= day):
                self._add(found, id_, row)
        return dict(found)

    def _add(self, found: Counter[str], id_: UUID, row: dict[str, Any]) -> None:
        if id_ in self._recount.meetings:
            found.update(meetings=row["meetings_planned"], expected=row["expected"], present=row["present"])
            if row["meetings_planned"]:
                for name in self._classes(id_):
                    found.update({"absences": 1, name: 1})
        elif id_ in self._recount.leaves:
            found.update(leaveRequested=1, leaveGranted=row["leave_granted"])
            found[KINDS[self._recount.said[id_].now()["kind"]]] += row["leave_granted"]

    def _classes(self, meeting_id: UUID) -> list[str]:
        classes = []
        for (id_, _), entry in self._recount.attendance.items():
            if id_ != meeting_id or entry["status"] not in {"ABSENT", "LEAVE"}:
                continue
            if entry["leave_id"]:
                kind = self._recount.said[entry["leave_id"]].now()["kind"]
                classes.append(BY_LEAVE.get(kind, "absencesExcused"))
            else:
                classes.append(BY_REASON.get(entry["absence_reason"], "absencesExcused"))
        return classes

    def obligations(
        self, node: UUID, first: date, last: date, consequence: str | None = None
    ) -> dict[str, int]:
        """What came and went at a node in the months between two, and what is open; of one consequence, or of all."""
        found = Counter(dict.fromkeys(OBLIGATIONS, 0))
        closed_on = self._recount.closed_on
        for key, row in self._recount.obligations.rows.items():
            if node not in self._nodes_of(standing_at(key, row)):
                continue
            if consequence not in (None, row["consequence"]):
                continue
            found["opened"] += first <= row["opened_on"].replace(day=1) <= last
            if row["closed_on"] is not None:
                found[row["status"].lower()] += first <= row["closed_on"].replace(day=1) <= last
            if row["status"] == "OPEN":
                found["open"] += 1
                found["overdue"] += bool(closed_on and row["due_on"] and row["due_on"] <= closed_on)
        return dict(found)

    def _nodes_of(self, organisation_id: UUID) -> set[UUID]:
        """All above who owes something, as it stands, and above the grid that covers them."""
        grids = [grid_id for _, to_on, grid_id in self._recount.coverage[organisation_id] if to_on is None]
        return {
            *self._recount.upwards(organisation_id),
            *(above for grid_id in grids for above in self._recount.upwards(grid_id)),
        }
