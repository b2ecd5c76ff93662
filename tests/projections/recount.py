"""A county's read models counted anew by hand: plain Python over the decoded events, from their words alone.

It shares no code with the projections or the domain's state. Where those keep differences, this sums at the
end; where those look rows up, this keeps everything in dictionaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.core import DomainEvent
from domain.county import events as county
from domain.grids import events as grids
from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.membership import events as membership
from domain.organisation import events as organisation
from domain.scoring import events as scoring

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Said:
    """What the events of one stream said of its fields, with later corrections written over it."""

    def __init__(self) -> None:
        self.lines: list[tuple[UUID, dict[str, Any]]] = []
        self.meant: dict[UUID, UUID] = {}

    def say(self, event: DomainEvent, **fields: Any) -> None:
        self.lines.append((event.event_id, fields))

    def correct(self, event: Any, *names: str) -> None:
        line = self.meant.get(event.corrects, event.corrects)
        self.meant[event.event_id] = line
        for event_id, fields in self.lines:
            if event_id == line:
                fields.update({n: getattr(event, n) for n in names if getattr(event, n) is not None})

    def now(self) -> dict[str, Any]:
        stands: dict[str, Any] = {}
        for _, fields in self.lines:
            stands |= fields
        return stands


class Recount:
    """Tables by name, each row by its key without the tenant; only the columns that are recounted."""

    def __init__(self, events: Iterable[DomainEvent]) -> None:
        self.zone = ZoneInfo("UTC")
        self.positions: dict[UUID, int] = {}  # founding positions
        self.parents: dict[UUID, UUID | None] = {}  # of organisations and grids
        self.said: defaultdict[UUID, Said] = defaultdict(Said)
        self.versions: dict[UUID, int] = {}
        self.homes: defaultdict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
        self.groups: dict[UUID, UUID | None] = {}
        self.coverage: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, grid
        self.responsible: dict[tuple[UUID, UUID, date], date | None] = {}
        self.meetings: dict[UUID, dict[str, Any]] = {}
        self.attendance: dict[tuple[UUID, UUID], dict[str, Any]] = {}
        self.leaves: dict[UUID, dict[str, Any]] = {}
        self.accounts: dict[UUID, dict[str, Any]] = {}
        self.entries: dict[UUID, dict[str, Any]] = {}
        for position, event in enumerate(events, start=1):
            self.versions[event.originator_id] = event.originator_version
            self.take(position, event)

    def day(self, event: DomainEvent) -> date:
        return event.occurred_at.local_date(self.zone)

    def covering(self, on: date, *organisations: UUID) -> UUID | None:
        for place in organisations:
            for from_on, to_on, grid_id in self.coverage[place]:
                if from_on <= on and (to_on is None or on < to_on):
                    found: UUID = grid_id
                    return found
        return None

    def take(self, position: int, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case county.CountyFounded():
                self.zone = ZoneInfo(event.time_zone)
            case organisation.OrganisationFounded():
                self.positions[me], self.parents[me] = position, event.parent_id
                self.said[me].say(
                    event, name=event.name, division_code=event.division_code, sector=event.sector
                )
            case organisation.OrganisationRenamed():
                self.said[me].say(event, name=event.name)
            case organisation.OrganisationCorrected():
                self.said[me].correct(event, "name", "division_code", "sector")
            case grids.GridDefined():
                self.positions[me], self.parents[me] = position, event.parent_id
                self.said[me].say(
                    event, level=event.level, name=event.name, division_code=event.division_code
                )
            case grids.GridCorrected():
                self.said[me].correct(event, "name", "division_code")
            case grids.ResponsibleAssigned():
                self.responsible[me, event.member_id, event.from_on] = None
            case grids.ResponsibleRelieved():
                for (grid_id, member_id, from_on), to_on in list(self.responsible.items()):
                    if (grid_id, member_id, to_on) == (me, event.member_id, None):
                        self.responsible[grid_id, member_id, from_on] = event.on
            case grids.CoverageAssigned():
                terms = self.coverage[event.organisation_id]
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, None, event.grid_id])
            case grids.CoverageEnded():
                self.coverage[event.organisation_id][-1][1] = event.on
            case membership.MemberRegistered():
                self.homes[me] = [(self.day(event), event.branch_id)]
                self.groups[me] = event.group_id
                self.said[me].say(event, kind=event.kind, joined_on=event.joined_on, name_id=event.name_id)
            case membership.AffiliationTransferred():
                kept = [home for home in self.homes[me] if home[0] != event.from_on]
                self.homes[me] = [*kept, (event.from_on, event.to_branch_id)]
                self.groups[me] = None
            case membership.GroupAssigned():
                self.groups[me] = event.group_id
            case membership.MemberConfirmed():
                self.said[me].say(event, kind=membership.MemberKind.FULL)
            case membership.MemberCorrected():
                self.said[me].correct(event, "kind", "joined_on", "name_id")
            case meetings.MeetingPlanned():
                self.said[me].say(event, kind=event.kind, held_on=event.held_on, theme=event.theme)
                self.meetings[me] = {
                    "organisation_id": event.organisation_id,
                    "branch_id": event.branch_id,
                    "grid_id": self.covering(event.held_on, event.organisation_id, event.branch_id),
                    "status": "PLANNED",
                    "cancelled_reason": None,
                    "duration_minutes": None,
                    "late_entry_days": 0,
                    "expected": (),
                    "excluded": {},
                    "observers": [],
                }
            case meetings.MeetingNotified():
                if self.meetings[me]["status"] == "PLANNED":
                    self.meetings[me]["status"] = "NOTIFIED"
            case meetings.RosterFrozen():
                excluded = {one.member_id: one.reason for one in event.excluded}
                self.meetings[me] |= {
                    "status": "ROSTER_FROZEN",
                    "expected": event.expected,
                    "excluded": excluded,
                }
            case meetings.AttendanceRecorded():
                self.attendance[me, event.member_id] = {
                    "status": event.status,
                    "absence_reason": event.absence_reason,
                    "leave_id": event.leave_id,
                    "late_entry_days": event.late_entry_days,
                    "event_id": event.event_id,
                }
            case meetings.AttendanceCorrected() | meetings.AbsenceReclassified():
                self.attendance[me, event.member_id] |= {
                    "status": event.status,
                    "absence_reason": event.absence_reason,
                    "leave_id": event.leave_id,
                    "event_id": event.event_id,
                }
            case meetings.ObserverRecorded():
                self.meetings[me]["observers"].append(event.member_id)
            case meetings.MeetingConcluded():
                self.meetings[me] |= {
                    "status": "CONCLUDED",
                    "duration_minutes": event.duration_minutes,
                    "late_entry_days": event.late_entry_days,
                }
            case meetings.MeetingCancelled():
                self.meetings[me] |= {"status": "CANCELLED", "cancelled_reason": event.reason}
            case meetings.MeetingCorrected():
                self.said[me].correct(event, "kind", "held_on", "theme")
            case leave.LeaveRequested():
                self.said[me].say(event, kind=event.kind, from_on=event.from_on, to_on=event.to_on)
                self.leaves[me] = {
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "grid_id": self.covering(event.from_on, event.branch_id),
                    "status": "PENDING",
                    "days_after": event.days_after,
                    "returned_on": None,
                    "refusal_reason": None,
                    "requested_on": self.day(event),
                }
            case leave.LeaveGranted():
                self.leaves[me]["status"] = "GRANTED"
            case leave.LeaveRefused():
                self.leaves[me] |= {"status": "REFUSED", "refusal_reason": event.reason}
            case leave.LeaveWithdrawn():
                self.leaves[me]["status"] = "WITHDRAWN"
            case leave.LeaveReturned():
                self.leaves[me] |= {"status": "RETURNED", "returned_on": event.on}
            case leave.LeaveCorrected():
                self.said[me].correct(event, "kind", "from_on", "to_on")
            case scoring.ScoreAccountOpened():
                self.accounts[me] = {
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "year": event.year,
                }
            case scoring.PointsAwarded() | scoring.PointsDeducted():
                on = self.day(event)
                self.entries[event.event_id] = {
                    "account_id": me,
                    "grid_id": self.covering(on, self.accounts[me]["branch_id"]),
                    "direction": "AWARD" if isinstance(event, scoring.PointsAwarded) else "DEDUCTION",
                    "points_hundredths": event.points_hundredths,
                    "rule": event.rule,
                    "occurred_on": on,
                    "reversed_by": None,
                    "corrected_by": None,
                    "entry_position": position,
                }
            case scoring.PointsReversed():
                self.entries[event.reverses]["reversed_by"] = event.event_id
            case scoring.PointsCorrected():
                entry = self.entries[event.corrects]
                entry |= {
                    "points_hundredths": event.points_hundredths,
                    "rule": event.rule or entry["rule"],
                    "corrected_by": event.event_id,
                }

    # What follows from it all

    def upwards(self, node_id: UUID | None) -> list[UUID]:
        return [] if node_id is None else [node_id, *self.upwards(self.parents[node_id])]

    def path(self, node_id: UUID) -> str:
        return "".join(_base_36(self.positions[node]) + "/" for node in reversed(self.upwards(node_id)))

    def grid_place(self, grid_id: UUID | None) -> str:
        if grid_id is None:
            return ""
        code = self.said[grid_id].now()["division_code"]
        organisations = (id_ for id_ in self.parents if "level" not in self.said[id_].now())
        there = [id_ for id_ in organisations if code and self.said[id_].now()["division_code"] == code]
        if not there:
            return self.grid_place(self.parents[grid_id])
        return min((len(self.upwards(id_)), self.path(id_)) for id_ in there)[1]

    def counts(self, meeting_id: UUID) -> dict[str, int]:
        entries = [entry for (id_, _), entry in self.attendance.items() if id_ == meeting_id]
        status = [entry["status"] for entry in entries]
        return {
            "expected": len(self.meetings[meeting_id]["expected"]),
            "present": status.count("PRESENT") + status.count("LATE"),
            "late": status.count("LATE"),
            "on_leave": status.count("LEAVE"),
            "absent": status.count("ABSENT"),
            "unexcused": sum(entry["absence_reason"] == "NONE_GIVEN" for entry in entries),
            "late_entries": sum(entry["late_entry_days"] > 0 for entry in entries),
        }

    def tables(self) -> dict[str, Rows]:
        """Every recounted table."""
        return {
            "organisation": self._organisations(),
            "organisation_count": self._organisation_counts(),
            "grid": self._grids(),
            "grid_responsible": {
                key: {"to_on": to_on, "org_path": self.grid_place(key[0])}
                for key, to_on in self.responsible.items()
            },
            "grid_coverage": {
                (place, from_on): {"to_on": to_on, "grid_id": grid_id}
                for place, terms in self.coverage.items()
                for from_on, to_on, grid_id in terms
            },
            "member": self._members(),
            "affiliation": self._affiliations(),
            "meeting": self._meetings(),
            "meeting_count": {
                (id_,): {**self.counts(id_), "observers": len(meeting["observers"])}
                for id_, meeting in self.meetings.items()
            },
            "meeting_roster": {
                (id_,): {"member_ids": list(meeting["expected"])}
                for id_, meeting in self.meetings.items()
                if meeting["expected"]
            },
            "roster_exclusion": {
                (id_, member_id): {"reason": reason}
                for id_, meeting in self.meetings.items()
                for member_id, reason in meeting["excluded"].items()
            },
            "observer": {
                (id_, member_id): {}
                for id_, meeting in self.meetings.items()
                for member_id in meeting["observers"]
            },
            "attendance": {
                (id_, member_id): {
                    **entry,
                    "held_on": self.said[id_].now()["held_on"],
                    "org_path": self.path(self.meetings[id_]["organisation_id"]),
                }
                for (id_, member_id), entry in self.attendance.items()
            },
            "leave": self._leaves(),
            "score_account": self._accounts(),
            "score_entry": {(id_,): entry for id_, entry in self.entries.items()},
            "rollup": self._rollups(),
        }

    def _organisations(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                "parent_id": self.parents[id_],
                "org_path": self.path(id_),
                "depth": len(self.upwards(id_)) - 1,
                "version": self.versions[id_],
            }
            for id_ in self.positions
            if "level" not in self.said[id_].now()
        }

    def _organisation_counts(self) -> Rows:
        rows: Rows = {key: {"members": 0, "full_members": 0} for key in self._organisations()}
        for id_, homes in self.homes.items():
            for node_id in self.upwards(self.groups[id_] or homes[-1][1]):
                rows[node_id,]["members"] += 1
                rows[node_id,]["full_members"] += self.said[id_].now()["kind"] == "FULL"
        return rows

    def _grids(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                "grid_path": self.path(id_),
                "org_path": self.grid_place(id_),
                "version": self.versions[id_],
            }
            for id_ in self.positions
            if "level" in self.said[id_].now()
        }

    def _members(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                "branch_id": homes[-1][1],
                "group_id": self.groups[id_],
                "home_from": homes[-1][0],
                "org_path": self.path(homes[-1][1]),
                "version": self.versions[id_],
            }
            for id_, homes in self.homes.items()
        }

    def _affiliations(self) -> Rows:
        rows: Rows = {}
        for id_, homes in self.homes.items():
            ends = [from_on for from_on, _ in homes[1:]]
            for (from_on, branch_id), to_on in zip(homes, [*ends, None], strict=True):
                rows[id_, from_on] = {
                    "branch_id": branch_id,
                    "to_on": to_on,
                    "org_path": self.path(branch_id),
                }
        return rows

    def _meetings(self) -> Rows:
        return {
            (id_,): {
                **{k: v for k, v in meeting.items() if k not in {"expected", "excluded", "observers"}},
                **self.said[id_].now(),
                "org_path": self.path(meeting["organisation_id"]),
                "version": self.versions[id_],
            }
            for id_, meeting in self.meetings.items()
        }

    def _leaves(self) -> Rows:
        rows: Rows = {}
        for id_, one in self.leaves.items():
            said = self.said[id_].now()
            last = {
                "GRANTED": said["to_on"],
                "RETURNED": one["returned_on"] and one["returned_on"] - timedelta(days=1),
            }.get(one["status"])
            rows[id_,] = {**one, **said, "covers_to": last, "version": self.versions[id_]}
        return rows

    def _accounts(self) -> Rows:
        rows: Rows = {}
        for id_, account in self.accounts.items():
            counting = [e for e in self.entries.values() if e["account_id"] == id_ and not e["reversed_by"]]
            awarded = sum(e["points_hundredths"] for e in counting if e["direction"] == "AWARD")
            deducted = sum(e["points_hundredths"] for e in counting if e["direction"] == "DEDUCTION")
            rows[id_,] = {
                **account,
                "awarded_hundredths": awarded,
                "deducted_hundredths": deducted,
                "balance_hundredths": awarded - deducted,
                "version": self.versions[id_],
            }
        return rows

    def _rollups(self) -> Rows:
        """Sums over everything that stands at the end; months in which nothing stands are left out."""
        sums: defaultdict[tuple[UUID, date], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))

        def add(on: date, organisation_id: UUID, grid_id: UUID | None, counts: dict[str, int]) -> None:
            for node_id in chain(self.upwards(organisation_id), self.upwards(grid_id)):
                for name, count in counts.items():
                    sums[node_id, on.replace(day=1)][name] += count

        for id_, meeting in self.meetings.items():
            place = self.said[id_].now()["held_on"], meeting["organisation_id"], meeting["grid_id"]
            if meeting["status"] == "CANCELLED":
                add(*place, {"meetings_cancelled": 1})
            else:
                held = meeting["status"] == "CONCLUDED"
                counts = {"meetings_planned": 1, "meetings_held": int(held), **self.counts(id_)}
                add(*place, counts)
        for id_, one in self.leaves.items():
            place = self.said[id_].now()["from_on"], one["branch_id"], one["grid_id"]
            granted = one["status"] in {"GRANTED", "RETURNED"}
            add(*place, {"leave_requested": 1, "leave_granted": int(granted)})
        for entry in self.entries.values():
            if not entry["reversed_by"]:
                side = "awarded" if entry["direction"] == "AWARD" else "deducted"
                branch_id = self.accounts[entry["account_id"]]["branch_id"]
                points = {f"points_{side}_hundredths": entry["points_hundredths"]}
                add(entry["occurred_on"], branch_id, entry["grid_id"], points)
        return {
            (node_id, month): {
                **_ALL_NOUGHT,
                **counts,
                "org_path": self.grid_place(node_id)
                if "level" in self.said[node_id].now()
                else self.path(node_id),
            }
            for (node_id, month), counts in sums.items()
        }


_ALL_NOUGHT = dict.fromkeys(
    (
        "meetings_planned",
        "meetings_held",
        "meetings_cancelled",
        "expected",
        "present",
        "late",
        "on_leave",
        "absent",
        "unexcused",
        "late_entries",
        "leave_requested",
        "leave_granted",
        "points_awarded_hundredths",
        "points_deducted_hundredths",
    ),
    0,
)


def _base_36(number: int) -> str:
    return (
        "0123456789abcdefghijklmnopqrstuvwxyz"[number]
        if number < 36
        else _base_36(number // 36) + _base_36(number % 36)
    )
