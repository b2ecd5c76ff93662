"""Figures recounted in plain Python: from the events up to a position, and the days up to a day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from tests.projections.recount import Recount
from tests.projections.world import World

FIGURES = {
    "meetingsPlanned": "meetings_planned",
    "meetingsHeld": "meetings_held",
    "meetingsCancelled": "meetings_cancelled",
    "expected": "expected",
    "present": "present",
    "late": "late",
    "onLeave": "on_leave",
    "absent": "absent",
    "unexcused": "unexcused",
    "lateEntries": "late_entries",
    "leaveRequested": "leave_requested",
    "leaveGranted": "leave_granted",
    "pointsAwarded": "points_awarded_hundredths",
    "pointsDeducted": "points_deducted_hundredths",
    "visits": "visits",
    "issuesRaised": "issues_raised",
    "issuesClosed": "issues_closed",
}
COUNTERS = {
    name: field.upper().removesuffix("_HUNDREDTHS") for name, field in FIGURES.items()
}  # as RollupCounter names them
Figures = dict[str, Any]


def as_text(name: str, count: int) -> Any:
    """A figure as an answer has it: points are decimals."""
    return f"{count / 100:.2f}" if name.startswith("points") else count


class Known:
    """What was known at a position."""

    def __init__(self, world: World, position: int) -> None:
        recount = Recount(world.events[:position])
        rows = recount.contributions()
        self._counted = [(key[0], row, set(recount.nodes_above(row))) for key, row in rows.items()]

    def figures(self, node: UUID, first: date, last: date, day: date | None) -> Figures | None:
        """The figures of a node in the months between two, about a day; None if nothing happened."""
        sums: Counter[str] = Counter()
        for _, row, _ in self._rows(node, first, last, day):
            sums.update({name: row[field] for name, field in FIGURES.items()})
        return {name: as_text(name, sums[name]) for name in FIGURES} if any(sums.values()) else None

    def entries(self, node: UUID, first: date, last: date, day: date | None, name: str) -> dict[UUID, Any]:
        """By object, what it adds to one of the figures."""
        rows = self._rows(node, first, last, day)
        return {id_: as_text(name, row[FIGURES[name]]) for id_, row, _ in rows if row[FIGURES[name]]}

    def _rows(self, node: UUID, first: date, last: date, day: date | None) -> list[Any]:
        return [
            (id_, row, nodes)
            for id_, row, nodes in self._counted
            if node in nodes and first <= row["month"] <= last and (day is None or row["day"] <= day)
        ]
