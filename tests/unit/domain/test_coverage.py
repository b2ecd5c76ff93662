"""Entities of the new sectors: surveyed, left out of account, covered by a branch."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.coverage.decide import cover_entity, end_entity_coverage, exclude_entity, survey_entity
from domain.coverage.events import (
    EntityCoverageEnded,
    EntityCovered,
    EntityExcluded,
    EntityKind,
    EntitySurveyed,
    ExclusionGround,
)
from domain.coverage.state import Entity
from domain.organisation.events import (
    BranchForm,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    UnitJoined,
    UnitLeft,
)
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, OTHER_BRANCH, TODAY, TOWNSHIP, context

WORKS = world.id_of("fireworks factory")
YESTERDAY, TOMORROW = date(2026, 3, 19), date(2026, 3, 21)
SURVEYED = fact(
    EntitySurveyed,
    organisation_id=TOWNSHIP,
    kind=EntityKind.ENTERPRISE,
    name="某花炮厂",
    surveyed_on=YESTERDAY,
    employees=80,
    members=4,
)
COVERED = fact(EntityCovered, branch_id=BRANCH, from_on=YESTERDAY)
ENDED = fact(EntityCoverageEnded, branch_id=BRANCH, on=TODAY)
EXCLUDED = fact(EntityExcluded, ground=ExclusionGround.EMPTY_SHELL, on=YESTERDAY)


def entity(*facts: Fact) -> Entity:
    return given(Entity, WORKS, SURVEYED, *facts)


def branch(form: BranchForm | None = None, *facts: Fact) -> Organisation:
    founded = fact(
        OrganisationFounded,
        kind=OrganisationKind.PARTY_BRANCH,
        name="某支部",
        parent_id=TOWNSHIP,
        form=form,
    )
    return given(Organisation, BRANCH, founded, *facts)


def joined(*units: int, from_on: date = YESTERDAY) -> list[Fact]:
    return [fact(UnitJoined, entity_id=unit(number), from_on=from_on) for number in units]


def unit(number: int) -> UUID:
    return world.id_of(f"unit {number}")


def survey(organisation: Organisation | None = None, /, **changes: Any) -> Outcome:
    organisation = organisation or world.township()
    fields = {**SURVEYED.values, **changes, "organisation_id": organisation.id}
    command = SurveyEntity(entity_id=WORKS, **fields)
    return when(survey_entity, Entity.empty(WORKS), command, context(), organisation=organisation)


def test_an_entity_is_surveyed() -> None:
    survey().then(SURVEYED)
    assert len(survey(members=80).events) == 1


@pytest.mark.parametrize(
    ("organisation", "changes", "refusal"),
    [
        (world.township(), {"members": 81}, "INVALID_VALUE members"),
        (world.township(), {"members": -1}, "INVALID_VALUE members"),
        (world.township(), {"employees": 1_000_001}, "INVALID_VALUE employees"),
        (world.township(), {"name": ""}, "INVALID_VALUE name"),
        (world.township(), {"surveyed_on": TOMORROW}, "IN_THE_FUTURE surveyedOn"),
        (world.township(), {"division_code": "1"}, "INVALID_VALUE divisionCode"),
        (world.branch(), {}, "WRONG_KIND organisationId"),
        (Organisation.empty(TOWNSHIP), {}, "NOT_FOUND organisationId"),
    ],
)
def test_surveys_refused(organisation: Organisation, changes: dict[str, Any], refusal: str) -> None:
    survey(organisation, **changes).refused(refusal)


def exclude(state: Entity, on: date = TODAY) -> Outcome:
    command = ExcludeEntity(entity_id=WORKS, ground=ExclusionGround.ZOMBIE, on=on)
    return when(exclude_entity, state, command, context())


def test_an_entity_is_left_out_of_account_once_nobody_covers_it() -> None:
    exclude(entity()).then(fact(EntityExcluded, ground=ExclusionGround.ZOMBIE, on=TODAY))
    exclude(entity(EXCLUDED)).refused("ENTITY_EXCLUDED entityId")
    exclude(entity(COVERED)).refused("ENTITY_COVERED entityId")
    exclude(entity(COVERED, ENDED), YESTERDAY).refused("INVALID_DATES on")
    assert len(exclude(entity(COVERED, ENDED)).events) == 1
    exclude(entity(), date(2026, 3, 18)).refused("INVALID_DATES on")
    exclude(entity(), TOMORROW).refused("IN_THE_FUTURE on")
    exclude(Entity.empty(WORKS)).refused("NOT_FOUND entityId")


def cover(state: Entity, by: Organisation | None = None, from_on: date = TODAY) -> Outcome:
    by = by or branch()
    command = CoverEntity(entity_id=WORKS, branch_id=by.id, from_on=from_on)
    return when(cover_entity, state, command, context(), branch=by)


def test_a_branch_covers_an_entity_as_both_streams_say() -> None:
    cover(entity(), from_on=YESTERDAY).then(COVERED, fact(UnitJoined, entity_id=WORKS, from_on=YESTERDAY))


def test_one_branch_at_a_time() -> None:
    cover(entity(COVERED)).refused("ENTITY_COVERED entityId")
    assert len(cover(entity(COVERED, ENDED)).events) == 2
    cover(entity(COVERED, ENDED), from_on=YESTERDAY).refused("INVALID_DATES fromOn")


@pytest.mark.parametrize(
    ("form", "units", "fits"),
    [
        (BranchForm.JOINT, 4, True),
        (BranchForm.JOINT, 5, False),
        (BranchForm.REGULAR, 5, True),
        (None, 9, True),
    ],
)
def test_a_joint_branch_has_five_units_at_most(form: BranchForm | None, units: int, fits: bool) -> None:
    decided = cover(entity(), branch(form, *joined(*range(units))))
    if fits:
        assert len(decided.events) == 2
    else:
        decided.refused("TOO_MANY_UNITS branchId")


def test_a_unit_that_left_makes_room() -> None:
    five = joined(*range(5))
    left = fact(UnitLeft, entity_id=unit(0), on=TODAY)
    assert len(cover(entity(), branch(BranchForm.JOINT, *five, left)).events) == 2
    cover(entity(), branch(BranchForm.JOINT, *five, left), YESTERDAY).refused("TOO_MANY_UNITS branchId")


def test_covering_refused() -> None:
    cover(entity(EXCLUDED)).refused("ENTITY_EXCLUDED entityId")
    cover(entity(), world.group()).refused("WRONG_KIND branchId")
    cover(entity(), branch(BranchForm.TEMPORARY)).refused("FORM_FORBIDS branchId")
    cover(entity(), Organisation.empty(BRANCH)).refused("NOT_FOUND branchId")
    cover(entity(), from_on=date(2026, 3, 18)).refused("INVALID_DATES fromOn")
    cover(entity(), from_on=TOMORROW).refused("IN_THE_FUTURE fromOn")
    gone = branch(None, fact(OrganisationDissolved, on=YESTERDAY, approved_by=TOWNSHIP))
    cover(entity(), gone).refused("ORGANISATION_DISSOLVED branchId")
    cover(Entity.empty(WORKS)).refused("NOT_FOUND entityId")


@pytest.mark.parametrize(
    ("state", "on", "refusal"),
    [
        (entity(COVERED), TODAY, None),
        (entity(COVERED), date(2026, 3, 18), "INVALID_DATES on"),
        (entity(COVERED), TOMORROW, "IN_THE_FUTURE on"),
        (entity(), TODAY, "NOT_COVERED entityId"),
        (entity(COVERED, ENDED), TODAY, "NOT_COVERED entityId"),
    ],
)
def test_the_covering_ends(state: Entity, on: date, refusal: str | None) -> None:
    covering = branch(None, *joined(0)) if state.covered_by else None
    command = EndEntityCoverage(entity_id=WORKS, on=on)
    decided = when(end_entity_coverage, state, command, context(), branch=covering)
    if refusal:
        decided.refused(refusal)
    else:
        decided.then(ENDED, fact(UnitLeft, entity_id=WORKS, on=on))


def test_it_is_known_who_covers_it() -> None:
    assert entity(COVERED).covered_by == BRANCH
    assert entity(COVERED, ENDED).covered_by is None
    assert OTHER_BRANCH not in (entity().covered_by, entity(COVERED).covered_by)
