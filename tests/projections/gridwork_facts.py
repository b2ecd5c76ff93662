"""What the events about households, visits and issues say, taken down by hand; and the tables that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.core import DomainEvent, deterministic_id
from domain.households import events as households
from domain.issues import events as issues

Path = Callable[..., str]  # of an organisation or a grid, and of an organisation on a day
Rows = dict[tuple[Any, ...], dict[str, Any]]


class Counted(NamedTuple):
    """What something counts for."""

    object_id: UUID
    day: date
    organisation_id: UUID
    grid_id: UUID
    counts: dict[str, int]


class GridWorkFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.households: dict[UUID, dict[str, Any]] = {}
        self.visits: dict[UUID, dict[str, Any]] = {}
        self.issues: dict[UUID, dict[str, Any]] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case households.HouseholdRegistered():
                self.households[me] = {"number": event.number, "ended_on": None, **_place(event)}
            case households.HouseholdMoved():
                self.households[me] |= _place(event)
            case households.HouseholdEnded():
                self.households[me]["ended_on"] = event.on
            case households.HouseholdVisited():
                self.visits[event.event_id] = {
                    "household_id": me,
                    "grid_id": event.grid_id,
                    "organisation_id": event.organisation_id,
                    "member_id": event.member_id,
                    "visited_on": event.on,
                }
            case issues.IssueRaised():
                self.issues[me] = {
                    "grid_id": event.grid_id,
                    "organisation_id": event.organisation_id,
                    "household_id": event.household_id,
                    "kind": event.kind,
                    "status": "RAISED",
                    "raised_on": event.on,
                    "owner_id": None,
                    "due_on": None,
                    "times_reopened": 0,
                    **_CLOSED_BY_NOBODY,
                }
            case issues.IssueAssigned():
                owner = {"owner_id": event.owner_id, "due_on": event.due_on}
                self.issues[me] |= {"status": "ASSIGNED", **owner}
            case issues.IssueClosed():
                closed = {"closed_on": event.on, "checker_id": event.checker_id, "evidence": event.evidence}
                self.issues[me] |= {"status": "CLOSED", **closed}
            case issues.IssueReopened():
                times = self.issues[me]["times_reopened"] + 1
                self.issues[me] |= {"status": "ASSIGNED", "times_reopened": times, **_CLOSED_BY_NOBODY}
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""

        def placed(row: dict[str, Any]) -> dict[str, Any]:
            org_path = path(row["organisation_id"], row.get("raised_on"))
            return {**row, "org_path": org_path, "grid_path": path(row["grid_id"])}

        def versioned(rows: dict[UUID, dict[str, Any]]) -> Rows:
            return {(id_,): {**placed(row), "version": self.versions[id_]} for id_, row in rows.items()}

        return {
            "household": versioned(self.households),
            "visit": {(id_,): placed(row) for id_, row in self.visits.items()},
            "issue": versioned(self.issues),
        }

    def counted(self) -> Iterator[Counted]:
        """What each issue counts for, and each day's visits at a grid for an organisation."""
        for id_, issue in self.issues.items():
            counts = {"issues_raised": 1, "issues_closed": int(issue["status"] == "CLOSED")}
            yield Counted(id_, issue["raised_on"], issue["organisation_id"], issue["grid_id"], counts)
        days = [(v["grid_id"], v["organisation_id"], v["visited_on"]) for v in self.visits.values()]
        for grid_id, organisation_id, on in sorted(set(days)):
            id_ = deterministic_id("visits", grid_id, organisation_id, on.isoformat())
            number = days.count((grid_id, organisation_id, on))
            yield Counted(id_, on, organisation_id, grid_id, {"visits": number})


def _place(event: households.HouseholdRegistered | households.HouseholdMoved) -> dict[str, Any]:
    return {"grid_id": event.grid_id, "organisation_id": event.organisation_id, "from_on": event.from_on}


_CLOSED_BY_NOBODY = {"closed_on": None, "checker_id": None, "evidence": None}
