"""What a township records of its branches once the year is over: pairs, node houses, funds, inspections and so on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.core.command import Command
from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from domain.funds.events import FundsAllocated, funds_id
from domain.funds.standard import FEN_PER_MEMBER
from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from domain.member_node_houses.commands import (
    NameMemberNodeHouse,
    ReplaceMemberNodeHouse,
    ReviewMemberNodeHouse,
)
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.events import PairAssigned, PairKind, pairing_id
from domain.pairing.size import MOST_PAIRS
from domain.supervisory_inspections.commands import (
    RaiseSupervisoryInspectionFinding,
    RecordSupervisoryInspection,
    RectifySupervisoryInspectionFinding,
)
from domain.supervisory_inspections.events import SupervisoryInspectionFindingRaised
from gridledger.demo.cast import interesting_branch
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, StepList

FUNDED = 3  # branches, the last of them with too little
CENTER_MONTHS = (3, 6, 9)  # of which the last day went unused


class OversightSteps:
    """Adds steps about a few of a township's branches."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._year = year

    def add(self, unit: Unit, at: datetime) -> None:
        """All of them, from the instant ``at`` on."""
        branch = interesting_branch(unit)
        commands = [
            *self._pairs(branch),
            *self._member_node_house(branch),
            *self._funds(unit),
            *self._supervisory_inspection(unit, branch),
            *self._party_instructors(unit, branch),
            *self._center_days(unit),
        ]
        for minute, command in enumerate(commands):
            self._steps.add(at + timedelta(minutes=minute), unit.secretary, command)
        self._afterwards(unit, branch, at + timedelta(hours=3))

    def _pairs(self, branch: Branch) -> Iterator[Command]:
        """One looks after two more than one can; another after a member."""
        begun = date(self._year, 3, 5)
        leader, other, looked_after = branch.founders[:3]
        for _ in range(MOST_PAIRS + 2):
            yield AssignPair(member_id=leader.id, kind=PairKind.WORKER, from_on=begun)
        yield AssignPair(
            member_id=other.id, kind=PairKind.MEMBER, partner_member_id=looked_after.id, from_on=begun
        )

    def _member_node_house(self, branch: Branch) -> Iterator[Command]:
        """Of two houses one is reviewed and given to another, the other is due."""
        begun, reviewed = date(self._year, 2, 1), date(self._year, 7, 10)
        first, second, third = branch.founders[:3]
        houses = [self._ids.of("node house", branch.key, number) for number in range(2)]
        for house_id, person in zip(houses, (first, second), strict=True):
            yield NameMemberNodeHouse(
                member_node_house_id=house_id, branch_id=branch.id, member_id=person.id, from_on=begun
            )
        yield ReviewMemberNodeHouse(member_node_house_id=houses[0], on=reviewed, passed=False)
        yield ReplaceMemberNodeHouse(
            member_node_house_id=houses[0], member_id=third.id, on=date(self._year, 8, 1)
        )

    def _funds(self, unit: Unit) -> Iterator[Command]:
        for number, branch in enumerate(unit.branches[:FUNDED], 1):
            enough = len(branch.founders) * FEN_PER_MEMBER
            yield AllocateFunds(
                organisation_id=branch.id,
                year=self._year,
                amount_fen=enough if number < FUNDED else enough // 2,
                counted_on=date(self._year, 1, 31),
            )
        # Meant for another branch, and taken back afterwards.
        yield AllocateFunds(
            organisation_id=unit.branches[FUNDED].id,
            year=self._year,
            amount_fen=FEN_PER_MEMBER,
            counted_on=date(self._year, 1, 31),
        )

    def _supervisory_inspection(self, unit: Unit, branch: Branch) -> Iterator[Command]:
        supervisory_inspection_id = self._ids.of("supervisory_inspection", branch.key)
        yield RecordSupervisoryInspection(
            supervisory_inspection_id=supervisory_inspection_id,
            organisation_id=branch.id,
            inspector_id=unit.committee_id,
            held_on=date(self._year, 10, 20),
            topic="MEETINGS_AND_LECTURES",
        )
        for matter in ("MINUTES_INCOMPLETE", "LEAVE_NOT_WRITTEN"):
            due_on = date(self._year, 11, 20)
            yield RaiseSupervisoryInspectionFinding(
                supervisory_inspection_id=supervisory_inspection_id, matter=matter, due_on=due_on
            )

    def _party_instructors(self, unit: Unit, branch: Branch) -> Iterator[Command]:
        """Two of other branches; one of them was not up to it."""
        others = [one.founders[0] for one in unit.branches if one is not branch][:2]
        for person in others:
            begun = date(self._year, 3, 1)
            yield AssignPartyInstructor(organisation_id=branch.id, member_id=person.id, from_on=begun)
        yield RecallPartyInstructor(
            organisation_id=branch.id,
            member_id=others[0].id,
            on=date(self._year, 9, 1),
            reason="NOT_QUALIFIED",
        )

    def _center_days(self, unit: Unit) -> Iterator[Command]:
        """Of a general branch for a trade, which has its members elsewhere."""
        general_id = self._ids.of("trade", str(unit.code))
        yield FoundOrganisation(
            organisation_id=general_id,
            kind=OrganisationKind.GENERAL_BRANCH,
            name=f"{unit.name}花炮产业党总支",
            parent_id=unit.committee_id,
        )
        days = [date(self._year, month, 15) for month in CENTER_MONTHS]
        moved = date(self._year, CENTER_MONTHS[0], 8)
        yield PlanCenterDay(organisation_id=general_id, on=moved)
        yield CancelCenterDay(organisation_id=general_id, on=moved, reason="HALL_CLOSED")
        for day in days:
            yield PlanCenterDay(organisation_id=general_id, on=day)
        for day in days[:-1]:
            yield HoldCenterDay(organisation_id=general_id, on=day)

    def _afterwards(self, unit: Unit, branch: Branch, at: datetime) -> None:
        """What names an event of before: a pair that ended, a finding that was put right."""
        leader = branch.founders[0]
        end = EndPair(member_id=leader.id, pair=NO_EVENT, on=date(self._year, 12, 1))
        pair = EventRef(pairing_id(leader.id), PairAssigned.TOPIC, "pair")
        self._steps.add(at, unit.secretary, end, names=pair)
        mistaken = unit.branches[FUNDED].id
        reverse = ReverseFundsAllocation(
            organisation_id=mistaken, year=self._year, allocation=NO_EVENT, reason="WRONG_BRANCH"
        )
        allocated = EventRef(funds_id(mistaken, self._year), FundsAllocated.TOPIC, "allocation")
        self._steps.add(at, unit.secretary, reverse, names=allocated)
        supervisory_inspection_id = self._ids.of("supervisory_inspection", branch.key)
        rectify = RectifySupervisoryInspectionFinding(
            supervisory_inspection_id=supervisory_inspection_id, finding=NO_EVENT, on=date(self._year, 11, 12)
        )
        finding = EventRef(supervisory_inspection_id, SupervisoryInspectionFindingRaised.TOPIC, "finding")
        self._steps.add(at, branch.secretary, rectify, names=finding)
