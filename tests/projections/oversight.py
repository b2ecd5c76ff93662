"""Random commands about pairs, node houses, inspections, funds, instructors and days at the centre."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.funds import commands as funds
from domain.funds.events import FundsAllocated
from domain.instruction import commands as instruction
from domain.instruction.events import CenterDayPlanned, PartyInstructorAssigned
from domain.member_node_houses import commands as member_node_houses
from domain.member_node_houses.events import MemberNodeHouseNamed
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationFounded, OrganisationKind
from domain.pairing import commands as pairing
from domain.pairing.events import PairAssigned, PairKind
from domain.supervisory_inspections import commands as supervisory_inspections
from domain.supervisory_inspections.events import (
    SupervisoryInspectionFindingRaised,
    SupervisoryInspectionRecorded,
)
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 10  # things, so that they meet what was done before


class Oversight:
    """Lets the members of a county look after others, and its organisations after each other."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"oversight {seed}")
        self._ids = SeededIds(seed + 4_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._pair, self._pair, self._pair, self._end_pair, self._name, self._review, self._replace),
            *(self._inspect, self._raise, self._raise, self._rectify, self._allocate, self._allocate),
            *(self._assign, self._recall, self._plan_day, self._plan_day, self._hold_day, self._hold_day),
            *(self._reverse, self._cancel_day),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _member(self, few: int = _FEW) -> UUID:
        return self._random.choice(list(self._known.members)[:few])

    def _pair(self) -> Command:
        kind = self._random.choice([PairKind.WORKER, *PairKind])
        return pairing.AssignPair(
            member_id=self._member(2),
            kind=kind,
            from_on=self._known.today - timedelta(days=self._random.randrange(9)),
            partner_member_id=self._member() if kind is PairKind.MEMBER else None,
            household_id=self._ids.new_id() if kind is PairKind.HOUSEHOLD else None,
        )

    def _end_pair(self) -> Command | None:
        pair = self._said(PairAssigned)
        if pair is None:
            return None
        on = pair.from_on + timedelta(days=self._random.randrange(20))
        return pairing.EndPair(member_id=pair.member_id, pair=pair.event_id, on=on)

    def _name(self) -> Command:
        member_id = self._member()
        return member_node_houses.NameMemberNodeHouse(
            member_node_house_id=self._ids.new_id(),
            branch_id=self._known.members[member_id],
            member_id=member_id,
            from_on=self._known.today,
        )

    def _review(self) -> Command | None:
        named = self._said(MemberNodeHouseNamed)
        if named is None:
            return None
        return member_node_houses.ReviewMemberNodeHouse(
            member_node_house_id=named.originator_id,
            on=self._known.today,
            passed=self._random.choice([True, False]),
        )

    def _replace(self) -> Command | None:
        named = self._said(MemberNodeHouseNamed)
        if named is None:
            return None
        there = [member for member, home in self._known.members.items() if home == named.branch_id]
        return member_node_houses.ReplaceMemberNodeHouse(
            member_node_house_id=named.originator_id,
            member_id=self._random.choice(there or [named.member_id]),
            on=self._known.today,
        )

    def _inspect(self) -> Command:
        known = self._known
        return supervisory_inspections.RecordSupervisoryInspection(
            supervisory_inspection_id=self._ids.new_id(),
            organisation_id=self._random.choice(known.branches),
            inspector_id=self._random.choice([*known.townships, *known.branches]),
            held_on=known.today,
            topic=self._random.choice([None, "MEETINGS"]),
        )

    def _raise(self) -> Command | None:
        recorded = self._said(SupervisoryInspectionRecorded)
        if recorded is None:
            return None
        due_on = self._known.today + timedelta(days=30)
        return supervisory_inspections.RaiseSupervisoryInspectionFinding(
            supervisory_inspection_id=recorded.originator_id,
            matter=self._random.choice(["MINUTES_INCOMPLETE", "ROSTER_MISSING"]),
            due_on=self._random.choice([None, due_on]),
        )

    def _rectify(self) -> Command | None:
        raised = self._said(SupervisoryInspectionFindingRaised)
        if raised is None:
            return None
        return supervisory_inspections.RectifySupervisoryInspectionFinding(
            supervisory_inspection_id=raised.originator_id,
            finding=raised.event_id,
            on=self._known.today,
            evidence=self._random.choice([None, raised.event_id]),
        )

    def _allocate(self) -> Command:
        return funds.AllocateFunds(
            organisation_id=self._random.choice(self._known.branches),
            year=self._known.today.year - self._random.randrange(2),
            amount_fen=self._random.choice([0, 300_00, 1_500_00]),
            counted_on=self._known.today - timedelta(days=self._random.randrange(60)),
        )

    def _reverse(self) -> Command | None:
        allocated = self._said(FundsAllocated)
        if allocated is None:
            return None
        return funds.ReverseFundsAllocation(
            organisation_id=allocated.organisation_id,
            year=allocated.year,
            allocation=allocated.event_id,
            reason="WRONG_BRANCH",
        )

    def _assign(self) -> Command:
        return instruction.AssignPartyInstructor(
            organisation_id=self._random.choice(self._known.branches[:3]),
            member_id=self._member(4),
            from_on=self._known.today,
        )

    def _recall(self) -> Command | None:
        assigned = self._said(PartyInstructorAssigned)
        if assigned is None:
            return None
        return instruction.RecallPartyInstructor(
            organisation_id=assigned.organisation_id,
            member_id=assigned.member_id,
            on=self._known.today,
            reason="NOT_QUALIFIED",
        )

    def _plan_day(self) -> Command:
        general = [
            event
            for event in self._known.events
            if isinstance(event, OrganisationFounded) and event.kind is OrganisationKind.GENERAL_BRANCH
        ]
        if not general:
            return FoundOrganisation(
                organisation_id=self._ids.new_id(),
                kind=OrganisationKind.GENERAL_BRANCH,
                name="产业党总支",
                parent_id=self._random.choice(self._known.townships),
            )
        on = self._known.today + timedelta(days=self._random.randrange(-40, 40))
        return instruction.PlanCenterDay(organisation_id=self._random.choice(general).originator_id, on=on)

    def _cancel_day(self) -> Command | None:
        planned = self._said(CenterDayPlanned)
        if planned is None:
            return None
        return instruction.CancelCenterDay(
            organisation_id=planned.organisation_id, on=planned.on, reason="HALL_CLOSED"
        )

    def _hold_day(self) -> Command | None:
        planned = self._said(CenterDayPlanned)
        if planned is None:
            return None
        return instruction.HoldCenterDay(organisation_id=planned.organisation_id, on=planned.on)
