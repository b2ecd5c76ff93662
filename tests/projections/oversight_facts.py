"""What the events of a county say about pairs, node houses, inspections, funds, instructors and days, by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.funds import events as funds
from domain.instruction import events as instruction
from domain.member_node_houses import events as member_node_houses
from domain.membership import events as membership
from domain.pairing import events as pairing
from domain.supervisory_inspections import events as supervisory_inspections

Rows = dict[tuple[Any, ...], dict[str, Any]]
Path = Callable[..., str]  # of an organisation, now or on a day


class OversightFacts:
    """Kept in dictionaries; sums are made at the end."""

    def __init__(self) -> None:
        self.pairs: dict[UUID, dict[str, Any]] = {}
        self.homes: dict[UUID, UUID] = {}  # of each member the latest
        self.pairing: dict[UUID, UUID] = {}  # of whoever looks after somebody: the stream, and whose it is
        self.houses: dict[UUID, dict[str, Any]] = {}
        self.supervisory_inspections: dict[UUID, dict[str, Any]] = {}
        self.matters: dict[UUID, dict[str, Any]] = {}
        self.funds: dict[tuple[UUID, int], dict[str, Any]] = {}
        self.party_instructors: dict[tuple[UUID, UUID, date], dict[str, Any]] = {}
        self.days: dict[tuple[UUID, date], bool] = {}
        self.versions: dict[UUID, int] = {}

    def take(self, event: DomainEvent, day: date) -> None:
        me = event.originator_id
        self.versions[me] = event.originator_version
        match event:
            case pairing.PairAssigned():
                self.pairing[me] = event.member_id
                self.pairs[event.event_id] = {
                    "place": self.homes[event.member_id],
                    "pairing_id": me,
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "kind": event.kind,
                    "partner_member_id": event.partner_member_id,
                    "household_id": event.household_id,
                    "from_on": event.from_on,
                    "to_on": None,
                }
            case pairing.PairEnded():
                to_on = self.pairs[event.pair]["to_on"]
                self.pairs[event.pair]["to_on"] = min(to_on or event.on, event.on)
            case membership.MemberRegistered():
                self.homes[me] = event.branch_id
            case membership.AffiliationTransferred():
                self.homes[me] = event.to_branch_id
                for pair in self.pairs.values():
                    if pair["member_id"] == me and pair["to_on"] is None:
                        pair["place"] = event.to_branch_id
            case membership.MemberLeft():
                for pair in self.pairs.values():
                    if me in (pair["member_id"], pair["partner_member_id"]) and pair["to_on"] is None:
                        pair["to_on"] = max(pair["from_on"], event.on)
            case member_node_houses.MemberNodeHouseNamed():
                self.houses[me] = {
                    "branch_id": event.branch_id,
                    "member_id": event.member_id,
                    "named_on": event.from_on,
                    "held_since": event.from_on,
                    "reviewed_on": None,
                    "passed": None,
                }
            case member_node_houses.MemberNodeHouseReviewed():
                self.houses[me] |= {"reviewed_on": event.on, "passed": event.passed}
            case member_node_houses.MemberNodeHouseReplaced():
                self.houses[me] |= {
                    "member_id": event.member_id,
                    "held_since": event.on,
                    "reviewed_on": None,
                    "passed": None,
                }
            case supervisory_inspections.SupervisoryInspectionRecorded():
                self.supervisory_inspections[me] = {
                    "organisation_id": event.organisation_id,
                    "inspector_id": event.inspector_id,
                    "held_on": event.held_on,
                    "topic": event.topic,
                }
            case supervisory_inspections.SupervisoryInspectionFindingRaised():
                self.matters[event.event_id] = {
                    "supervisory_inspection_id": me,
                    "matter": event.matter,
                    "raised_on": day,
                    "due_on": event.due_on,
                    "rectified_on": None,
                    "evidence": None,
                }
            case supervisory_inspections.SupervisoryInspectionFindingRectified():
                self.matters[event.finding] |= {"rectified_on": event.on, "evidence": event.evidence}
            case funds.FundsAllocated():
                row = self.funds.setdefault((event.organisation_id, event.year), {"allocated_fen": 0})
                row["allocated_fen"] += event.amount_fen
                row |= {"counted_on": event.counted_on, "funds_id": me}
            case funds.FundsAllocationReversed():
                self.funds[event.organisation_id, event.year]["allocated_fen"] -= event.amount_fen
            case instruction.PartyInstructorAssigned():
                self.party_instructors[event.organisation_id, event.member_id, event.from_on] = {
                    "to_on": None,
                    "recall_reason": None,
                }
            case instruction.PartyInstructorRecalled():
                for key, term in self.party_instructors.items():
                    if key[:2] == (event.organisation_id, event.member_id) and term["to_on"] is None:
                        term |= {"to_on": event.on, "recall_reason": event.reason}
            case instruction.CenterDayPlanned():
                self.days[event.organisation_id, event.on] = False
            case instruction.CenterDayCancelled():
                del self.days[event.organisation_id, event.on]
            case instruction.CenterDayHeld():
                self.days[event.organisation_id, event.on] = True

    def tables(self, path: Path, on_register: Callable[[UUID, date], set[UUID]]) -> dict[str, Rows]:
        """Every recounted table."""
        return {
            "pair": {
                (id_,): {
                    **{name: value for name, value in pair.items() if name != "place"},
                    "org_path": path(pair["place"]),
                }
                for id_, pair in self.pairs.items()
            },
            "pair_count": self._pair_counts(path),
            "pairing": {(id_,): self._pairing(id_, path) for id_ in self.pairing},
            "member_node_house": {(id_,): self._house(id_, path) for id_ in self.houses},
            "supervisory_inspection": {
                (id_,): self._supervisory_inspection(id_, path) for id_ in self.supervisory_inspections
            },
            "supervisory_inspection_finding": {
                (id_,): {
                    **matter,
                    **self._inspected(matter["supervisory_inspection_id"], path),
                }
                for id_, matter in self.matters.items()
            },
            "funds": {key: self._funds(key, path, on_register) for key in self.funds},
            "party_instructor": {
                key: {**term, "instruction_id": instruction.instruction_id(key[0]), "org_path": path(key[0])}
                for key, term in self.party_instructors.items()
            },
            "center_day": {
                key: {
                    "is_held": is_held,
                    "center_days_id": instruction.center_days_id(key[0]),
                    "org_path": path(*key),
                }
                for key, is_held in self.days.items()
            },
        }

    def _pair_counts(self, path: Path) -> Rows:
        """Of whoever was in a pair, on either side."""
        sides = [
            (pair, pair[side]) for pair in self.pairs.values() for side in ("member_id", "partner_member_id")
        ]
        return {
            (me,): {
                "pairs": sum(pair["to_on"] is None for pair, side in sides if side == me),
                "org_path": path(self.homes[me]),
            }
            for me in {side for _, side in sides if side}
        }

    def _pairing(self, id_: UUID, path: Path) -> dict[str, Any]:
        mine = [pair for pair in self.pairs.values() if pair["pairing_id"] == id_]
        return {
            "member_id": mine[0]["member_id"],
            "open_pairs": sum(pair["to_on"] is None for pair in mine),
            "org_path": path(self.homes[self.pairing[id_]]),
            "version": self.versions[id_],
        }

    def _house(self, id_: UUID, path: Path) -> dict[str, Any]:
        house = self.houses[id_]
        since = house["reviewed_on"] or house["held_since"]
        due = since.month + 6
        year, month = (since.year, due) if due <= 12 else (since.year + 1, due - 12)
        last = next(day for day in (31, 30, 29, 28) if _is_day(year, month, day))
        return {
            **house,
            "review_due_on": date(year, month, min(since.day, last)),
            "org_path": path(house["branch_id"]),
            "version": self.versions[id_],
        }

    def _inspected(self, id_: UUID, path: Path) -> dict[str, Any]:
        """What a finding has of its inspection."""
        one = self.supervisory_inspections[id_]
        organisation_id, held_on = one["organisation_id"], one["held_on"]
        return {
            "organisation_id": organisation_id,
            "held_on": held_on,
            "org_path": path(organisation_id, held_on),
        }

    def _supervisory_inspection(self, id_: UUID, path: Path) -> dict[str, Any]:
        one = self.supervisory_inspections[id_]
        matters = [matter for matter in self.matters.values() if matter["supervisory_inspection_id"] == id_]
        return {
            **one,
            "findings": len(matters),
            "open_findings": sum(matter["rectified_on"] is None for matter in matters),
            "org_path": path(one["organisation_id"], one["held_on"]),
            "version": self.versions[id_],
        }

    def _funds(
        self, key: tuple[UUID, int], path: Path, on_register: Callable[[UUID, date], set[UUID]]
    ) -> dict[str, Any]:
        row = self.funds[key]
        members = len(on_register(key[0], row["counted_on"]))
        return {
            **row,
            "members": members,
            "required_fen": members * 30_000,
            "shortfall_fen": max(0, members * 30_000 - row["allocated_fen"]),
            "org_path": path(key[0]),
            "version": self.versions[row["funds_id"]],
        }


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
