"""Random commands about pairs, node houses, inspections, funds and instructors that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from domain.organisation.events import OrganisationKind
from domain.pairing import commands as pairing
from domain.pairing.events import PairAssigned, PairKind
from domain.supervisory_inspections import commands as supervisory_inspections
from domain.supervisory_inspections.events import (
    SupervisoryInspectionFindingRaised,
    SupervisoryInspectionRecorded,
)
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
GENERAL_BRANCH = world.id_of("general branch")
HOUSES = tuple(world.id_of(f"node house {number}") for number in range(4))
SUPERVISORY_INSPECTIONS = tuple(world.id_of(f"inspection {number}") for number in range(4))


class AimedOversight:
    """Makes a command of a kind at what is there; None where nothing is."""

    def __init__(self, chance: random.Random, streams: Streams) -> None:
        self._chance = chance
        self._streams = streams

    def of(self, cls: type[Command]) -> Command | None:
        """A command of that class, which is one of ``AIMED``."""
        return _MAKERS[cls](self)

    def _said(self, cls: type[E]) -> Iterator[E]:
        for events in self._streams.values():
            if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
                yield from (event for event in events if isinstance(event, cls))

    def _one(self, cls: type[E]) -> E | None:
        found = [*self._said(cls)]
        return self._chance.choice(found) if found else None

    def pair(self) -> Command:
        kind = self._chance.choice(list(PairKind))
        return pairing.AssignPair(
            member_id=self._chance.choice(world.MEMBERS),
            kind=kind,
            from_on=world.TODAY,
            partner_member_id=self._chance.choice(world.MEMBERS) if kind is PairKind.MEMBER else None,
            household_id=self._chance.choice(HOUSES) if kind is PairKind.HOUSEHOLD else None,
        )

    def end_pair(self) -> Command | None:
        pair = self._one(PairAssigned)
        if pair is None:
            return None
        on = world.TODAY + timedelta(days=self._chance.choice((-1, 0, 5)))
        return pairing.EndPair(member_id=pair.member_id, pair=pair.event_id, on=on)

    def name(self) -> Command:
        return member_node_houses.NameMemberNodeHouse(
            member_node_house_id=self._chance.choice(HOUSES),
            branch_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            member_id=self._chance.choice(world.MEMBERS),
            from_on=world.TODAY,
        )

    def review(self) -> Command | None:
        named = self._one(MemberNodeHouseNamed)
        if named is None:
            return None
        passed = self._chance.choice((True, False))
        return member_node_houses.ReviewMemberNodeHouse(
            member_node_house_id=named.originator_id, on=world.TODAY, passed=passed
        )

    def replace(self) -> Command | None:
        named = self._one(MemberNodeHouseNamed)
        if named is None:
            return None
        return member_node_houses.ReplaceMemberNodeHouse(
            member_node_house_id=named.originator_id,
            member_id=self._chance.choice(world.MEMBERS),
            on=world.TODAY + timedelta(days=self._chance.choice((-1, 0, 1))),
        )

    def inspect(self) -> Command:
        return supervisory_inspections.RecordSupervisoryInspection(
            supervisory_inspection_id=self._chance.choice(SUPERVISORY_INSPECTIONS),
            organisation_id=self._chance.choice((world.BRANCH, world.OTHER_BRANCH)),
            inspector_id=self._chance.choice((world.TOWNSHIP, world.BRANCH, world.GROUP)),
            held_on=world.TODAY,
        )

    def raise_finding(self) -> Command | None:
        recorded = self._one(SupervisoryInspectionRecorded)
        if recorded is None:
            return None
        return supervisory_inspections.RaiseSupervisoryInspectionFinding(
            supervisory_inspection_id=recorded.originator_id,
            matter=self._chance.choice(("NO_MINUTES", "no code")),
        )

    def rectify(self) -> Command | None:
        raised = self._one(SupervisoryInspectionFindingRaised)
        if raised is None:
            return None
        return supervisory_inspections.RectifySupervisoryInspectionFinding(
            supervisory_inspection_id=raised.originator_id, finding=raised.event_id, on=world.TODAY
        )

    def recall(self) -> Command | None:
        assigned = self._one(PartyInstructorAssigned)
        if assigned is None:
            return None
        return instruction.RecallPartyInstructor(
            organisation_id=assigned.organisation_id,
            member_id=assigned.member_id,
            on=assigned.from_on,
            reason=self._chance.choice(("NOT_QUALIFIED", None)),
        )

    def plan_day(self) -> Command:
        if GENERAL_BRANCH not in self._streams:
            return FoundOrganisation(
                organisation_id=GENERAL_BRANCH,
                kind=OrganisationKind.GENERAL_BRANCH,
                name="产业党总支",
                parent_id=world.TOWNSHIP,
            )
        on = world.TODAY + timedelta(days=self._chance.randrange(-90, 90))
        return instruction.PlanCenterDay(
            organisation_id=self._chance.choice((GENERAL_BRANCH, GENERAL_BRANCH, world.BRANCH)), on=on
        )

    def cancel_day(self) -> Command | None:
        planned = self._one(CenterDayPlanned)
        if planned is None:
            return None
        return instruction.CancelCenterDay(
            organisation_id=planned.organisation_id,
            on=planned.on,
            reason=self._chance.choice(("HALL_CLOSED", "HALL_CLOSED", None)),
        )

    def reverse_allocation(self) -> Command | None:
        allocated = self._one(FundsAllocated)
        if allocated is None:
            return None
        return funds.ReverseFundsAllocation(
            organisation_id=allocated.organisation_id,
            year=allocated.year,
            allocation=allocated.event_id,
            reason=self._chance.choice(("WRONG_BRANCH", "WRONG_BRANCH", None)),
        )

    def hold_day(self) -> Command | None:
        planned = self._one(CenterDayPlanned)
        if planned is None:
            return None
        on = planned.on + timedelta(days=self._chance.choice((0, 0, 1)))
        return instruction.HoldCenterDay(organisation_id=planned.organisation_id, on=on)


_MAKERS: Mapping[type[Command], Callable[[AimedOversight], Command | None]] = {
    pairing.AssignPair: AimedOversight.pair,
    pairing.EndPair: AimedOversight.end_pair,
    member_node_houses.NameMemberNodeHouse: AimedOversight.name,
    member_node_houses.ReviewMemberNodeHouse: AimedOversight.review,
    member_node_houses.ReplaceMemberNodeHouse: AimedOversight.replace,
    supervisory_inspections.RecordSupervisoryInspection: AimedOversight.inspect,
    supervisory_inspections.RaiseSupervisoryInspectionFinding: AimedOversight.raise_finding,
    supervisory_inspections.RectifySupervisoryInspectionFinding: AimedOversight.rectify,
    instruction.RecallPartyInstructor: AimedOversight.recall,
    instruction.PlanCenterDay: AimedOversight.plan_day,
    instruction.CancelCenterDay: AimedOversight.cancel_day,
    funds.ReverseFundsAllocation: AimedOversight.reverse_allocation,
    instruction.HoldCenterDay: AimedOversight.hold_day,
}
AIMED = _MAKERS.keys()
