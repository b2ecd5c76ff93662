"""Who may lead a party group, discipline, and where members live."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.core.time import Occurred
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.decide import impose_discipline, lift_discipline
from domain.discipline.events import DisciplineImposed, DisciplineLifted, Measure, discipline_id
from domain.discipline.state import Discipline
from domain.grids.events import GridDefined
from domain.grids.state import Grid
from domain.membership.events import (
    AffiliationTransferred,
    GroupAssigned,
    MemberConfirmed,
    MemberKind,
    MemberLeft,
)
from domain.membership.state import Member
from domain.organisation import sizes
from domain.organisation.commands import ElectGroupLeader
from domain.organisation.events import GroupLeaderElected, OrganisationDissolved, OrganisationKind
from domain.organisation.leading import elect_group_leader, may_go_on
from domain.organisation.state import Organisation
from domain.residence.commands import EndResidence, RecordResidence
from domain.residence.decide import end_residence, record_residence
from domain.residence.events import ResidenceEnded, ResidenceRecorded, residence_id
from domain.residence.state import Residence
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, GROUP, TODAY, context

IN_GROUP = fact(GroupAssigned, group_id=GROUP)
BUILDING = world.id_of("building")
NEXT_BUILDING = world.id_of("next building")
YESTERDAY, LAST_YEAR, NEXT_YEAR = date(2026, 3, 19), date(2025, 3, 20), date(2027, 3, 20)


def imposed(measure: Measure = Measure.DISCIPLINARY_PROBATION, until_on: date | None = None) -> Fact:
    return fact(DisciplineImposed, member_id=ANN, measure=measure, from_on=YESTERDAY, until_on=until_on)


def under(*facts: Fact) -> Discipline:
    return given(Discipline, discipline_id(ANN), *facts)


def elect(
    member: Member | None = None,
    discipline: Discipline | None = None,
    group: Organisation | None = None,
    on: date = TODAY,
) -> Outcome:
    member = world.member(ANN, IN_GROUP) if member is None else member
    group = group or world.group()
    command = ElectGroupLeader(organisation_id=group.id, member_id=member.id, on=on)
    return when(
        elect_group_leader, group, command, context(), member=member, discipline=discipline or under()
    )


def test_a_full_member_of_the_group_leads_it() -> None:
    elect().then(fact(GroupLeaderElected, member_id=ANN, on=TODAY))


def test_a_probationer_elected_is_rejected() -> None:
    elect(world.member(ANN, IN_GROUP, kind=MemberKind.PROBATIONARY)).refused("MAY_NOT_LEAD memberId")


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ([imposed()], False),
        ([imposed(Measure.SERIOUS_WARNING)], True),
        ([imposed(until_on=TODAY)], True),
        ([imposed(until_on=date(2026, 3, 21))], False),
        ([imposed(), fact(DisciplineLifted, member_id=ANN, on=TODAY)], True),
    ],
)
def test_nobody_under_disciplinary_probation(facts: list[Fact], allowed: bool) -> None:
    decided = elect(discipline=under(*facts))
    if allowed:
        assert len(decided.events) == 1
    else:
        decided.refused("MAY_NOT_LEAD memberId")


def test_of_the_group_on_the_day_of_the_election() -> None:
    moved = fact(
        AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=world.OTHER_BRANCH, from_on=TODAY
    )
    elect(world.member(ANN, IN_GROUP, moved)).refused("NOT_IN_GROUP memberId")
    assert len(elect(world.member(ANN, IN_GROUP, moved), on=YESTERDAY).events) == 1


def test_a_full_member_on_the_day_of_the_election() -> None:
    confirmed = fact(MemberConfirmed, occurred_at=Occurred.on(TODAY))
    member = world.member(ANN, IN_GROUP, confirmed, kind=MemberKind.PROBATIONARY)
    elect(member, on=YESTERDAY).refused("MAY_NOT_LEAD memberId")
    assert len(elect(member).events) == 1


def test_whoever_lost_the_office_is_elected_anew() -> None:
    led = fact(GroupLeaderElected, member_id=ANN, on=YESTERDAY)
    group = world.organisation(GROUP, OrganisationKind.PARTY_GROUP, BRANCH, led)
    elect(group=group, discipline=under(imposed(Measure.WARNING, until_on=TODAY))).nothing()
    elect(group=group, discipline=under(imposed(until_on=YESTERDAY))).nothing()
    again = elect(group=group, discipline=under(imposed(until_on=TODAY)))
    again.then(fact(GroupLeaderElected, member_id=ANN, on=TODAY))


@pytest.mark.parametrize(
    ("kind", "in_group", "until", "fits"),
    [
        (MemberKind.FULL, True, [], True),
        (MemberKind.FULL, False, [], False),
        (MemberKind.PROBATIONARY, True, [], False),
        (MemberKind.FULL, True, [YESTERDAY], True),
        (MemberKind.FULL, True, [YESTERDAY, TODAY], False),
        (MemberKind.FULL, True, [None], False),
    ],
)
def test_who_may_go_on(kind: MemberKind, in_group: bool, until: list[date | None], fits: bool) -> None:
    assert may_go_on(kind, in_group=in_group, led_since=YESTERDAY, probations_until=until) is fits


def test_elections_refused() -> None:
    elect(world.member(ANN)).refused("NOT_IN_GROUP memberId")
    elect(Member.empty(ANN)).refused("NOT_IN_GROUP memberId")
    elect(group=world.branch()).refused("WRONG_KIND organisationId")
    elect(group=Organisation.empty(GROUP)).refused("NOT_FOUND organisationId")
    elect(on=date(2026, 3, 21)).refused("IN_THE_FUTURE on")
    gone = fact(OrganisationDissolved, on=YESTERDAY, approved_by=BRANCH)
    dissolved = world.organisation(GROUP, OrganisationKind.PARTY_GROUP, BRANCH, gone)
    elect(group=dissolved).refused("ORGANISATION_DISSOLVED organisationId")


def test_who_left_the_county_leads_no_group_from_that_day_on() -> None:
    left = fact(MemberLeft, branch_id=BRANCH, on=YESTERDAY, to_county="430224")
    gone = world.member(ANN, IN_GROUP, left)
    elect(gone, on=date(2026, 3, 18)).then(fact(GroupLeaderElected, member_id=ANN, on=date(2026, 3, 18)))
    elect(gone, on=YESTERDAY).refused("NOT_IN_GROUP memberId")
    elect(gone).refused("NOT_IN_GROUP memberId")


def test_one_leader_after_the_other() -> None:
    led = world.organisation(
        GROUP, OrganisationKind.PARTY_GROUP, BRANCH, fact(GroupLeaderElected, member_id=ANN, on=YESTERDAY)
    )
    elect(group=led).nothing()
    elect(world.member(BEN, IN_GROUP), group=led, on=date(2026, 3, 18)).refused("INVALID_DATES on")
    elect(world.member(BEN, IN_GROUP), group=led).then(fact(GroupLeaderElected, member_id=BEN, on=TODAY))


def impose(discipline: Discipline, /, member: Member | None = None, **changes: Any) -> Outcome:
    fields: dict[str, Any] = {"measure": Measure.WARNING, "from_on": YESTERDAY, **changes}
    command = ImposeDiscipline(member_id=ANN, **fields)
    return when(
        impose_discipline,
        discipline,
        command,
        context(),
        member=world.member(ANN) if member is None else member,
    )


def test_one_measure_at_a_time() -> None:
    impose(under()).then(fact(DisciplineImposed, member_id=ANN, measure=Measure.WARNING, from_on=YESTERDAY))
    impose(under(imposed())).refused("ALREADY_RECORDED fromOn")
    impose(under(imposed(until_on=TODAY))).refused("ALREADY_RECORDED fromOn")
    assert len(impose(under(imposed(until_on=TODAY)), from_on=TODAY).events) == 1


def test_measures_refused() -> None:
    impose(under(), from_on=date(2026, 3, 21)).refused("IN_THE_FUTURE fromOn")
    impose(under(), until_on=YESTERDAY).refused("INVALID_DATES untilOn")
    impose(under(), until_on=date(2028, 3, 20)).refused("INVALID_DATES untilOn")
    assert len(impose(under(), until_on=date(2028, 3, 19)).events) == 1
    impose(under(), member=Member.empty(ANN)).refused("NOT_FOUND memberId")
    impose(under(), member=world.member(ANN, kind=MemberKind.LEAGUE_MEMBER)).refused("WRONG_KIND memberId")


@pytest.mark.parametrize(
    ("facts", "on", "refusal"),
    [
        ([imposed()], TODAY, None),
        ([imposed(until_on=NEXT_YEAR)], TODAY, None),
        ([imposed()], date(2026, 3, 18), "INVALID_DATES on"),
        ([imposed()], date(2026, 3, 21), "IN_THE_FUTURE on"),
        ([imposed(until_on=TODAY)], TODAY, "NOTHING_RECORDED memberId"),
        ([], TODAY, "NOTHING_RECORDED memberId"),
    ],
)
def test_a_measure_is_lifted_once(facts: list[Fact], on: date, refusal: str | None) -> None:
    decided = when(lift_discipline, under(*facts), LiftDiscipline(member_id=ANN, on=on), context())
    if refusal:
        decided.refused(refusal)
    else:
        decided.then(fact(DisciplineLifted, member_id=ANN, on=on))


def lives(*facts: Fact) -> Residence:
    return given(Residence, residence_id(ANN), *facts)


def building(level: int = 5, grid_id: Any = BUILDING) -> Grid:
    return given(Grid, grid_id, fact(GridDefined, level=level, name="3号楼", parent_id=world.id_of("block")))


MOVED_IN = fact(ResidenceRecorded, member_id=ANN, grid_id=BUILDING, from_on=YESTERDAY)


def record(residence: Residence, /, grid: Grid | None = None, from_on: date = TODAY) -> Outcome:
    grid = grid or building()
    command = RecordResidence(member_id=ANN, grid_id=grid.id, from_on=from_on)
    return when(record_residence, residence, command, context(), member=world.member(ANN), grid=grid)


def test_a_member_lives_in_one_building_at_a_time() -> None:
    record(lives(), from_on=YESTERDAY).then(MOVED_IN)
    record(lives(MOVED_IN)).nothing()
    there = lives(MOVED_IN)
    record(there, building(grid_id=NEXT_BUILDING)).then(
        fact(ResidenceRecorded, member_id=ANN, grid_id=NEXT_BUILDING, from_on=TODAY)
    )
    assert [(one.grid_id, one.until) for one in there.dwellings] == [(BUILDING, TODAY), (NEXT_BUILDING, None)]


def test_residences_refused() -> None:
    record(lives(), building(4)).refused("WRONG_KIND gridId")
    record(lives(), Grid.empty(BUILDING)).refused("NOT_FOUND gridId")
    record(lives(), from_on=date(2026, 3, 21)).refused("IN_THE_FUTURE fromOn")
    record(lives(MOVED_IN), building(grid_id=NEXT_BUILDING), LAST_YEAR).refused("INVALID_DATES fromOn")


@pytest.mark.parametrize(
    ("facts", "on", "refusal"),
    [
        ([MOVED_IN], TODAY, None),
        ([MOVED_IN], LAST_YEAR, "INVALID_DATES on"),
        ([MOVED_IN], NEXT_YEAR, "IN_THE_FUTURE on"),
        ([], TODAY, "NOTHING_RECORDED memberId"),
    ],
)
def test_a_member_moves_away(facts: list[Fact], on: date, refusal: str | None) -> None:
    decided = when(end_residence, lives(*facts), EndResidence(member_id=ANN, on=on), context())
    if refusal:
        decided.refused(refusal)
    else:
        decided.then(fact(ResidenceEnded, member_id=ANN, grid_id=BUILDING, on=on))


def test_sizes_on_both_sides_of_each_threshold() -> None:
    assert (sizes.is_too_large(50), sizes.is_too_large(51)) == (False, True)
    assert sizes.needs_a_look(2, in_custody=False)
    assert not sizes.needs_a_look(3, in_custody=False)
    assert not sizes.needs_a_look(2, in_custody=True)
    assert (sizes.is_too_small_a_group(2), sizes.is_too_small_a_group(3)) == (True, False)
    assert (sizes.lacks_full_members(0), sizes.lacks_full_members(1)) == (True, False)
    assert [sizes.is_due_a_group(n, has_group=False) for n in (2, 3)] == [False, True]
    assert not sizes.is_due_a_group(3, has_group=True)
