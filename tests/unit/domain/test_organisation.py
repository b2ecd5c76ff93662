"""Organisations and their tree."""

from __future__ import annotations

from typing import Any

import pytest

from domain.organisation.commands import CorrectOrganisation, FoundOrganisation, RenameOrganisation
from domain.organisation.decide import correct_organisation, found_organisation, rename_organisation
from domain.organisation.events import (
    BranchSector,
    OrganisationCorrected,
    OrganisationFounded,
    OrganisationKind,
    OrganisationRenamed,
)
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, event_id, fact, when
from tests.unit.support.world import BRANCH, COMMITTEE, TOWNSHIP, context

NEW = world.id_of("new organisation")
COMMITTEE_KIND, WORK_COMMITTEE, GENERAL_BRANCH, PARTY_BRANCH, PARTY_GROUP = OrganisationKind
PARENTS = {
    "county": world.committee(),
    "township": world.township(),
    "work committee": world.organisation(world.id_of("work"), WORK_COMMITTEE, COMMITTEE),
    "general branch": world.organisation(world.id_of("general"), GENERAL_BRANCH, TOWNSHIP),
    "branch": world.branch(),
    "group": world.group(),
}
ALLOWED = {
    "county": {COMMITTEE_KIND, WORK_COMMITTEE, GENERAL_BRANCH, PARTY_BRANCH},
    "township": {GENERAL_BRANCH, PARTY_BRANCH},
    "work committee": {COMMITTEE_KIND, GENERAL_BRANCH, PARTY_BRANCH},
    "general branch": {PARTY_BRANCH},
    "branch": {PARTY_GROUP},
    "group": set[OrganisationKind](),
}


def decide(parent: Organisation, kind: OrganisationKind, **changes: Any) -> Outcome:
    fields: dict[str, Any] = {"name": "新组织"} | changes
    command = FoundOrganisation(organisation_id=NEW, kind=kind, parent_id=parent.id, **fields)
    return when(found_organisation, Organisation.empty(NEW), command, context(), parent=parent)


@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("parent", PARENTS)
def test_which_kind_stands_below_which(parent: str, kind: OrganisationKind) -> None:
    decided = decide(PARENTS[parent], kind)
    if kind in ALLOWED[parent]:
        decided.then(fact(OrganisationFounded, kind=kind, name="新组织", parent_id=PARENTS[parent].id))
    else:
        decided.refused("WRONG_KIND parentId")


def test_only_a_branch_has_a_sector() -> None:
    assert len(decide(world.township(), PARTY_BRANCH, sector=BranchSector.RURAL).events) == 1
    decide(world.township(), GENERAL_BRANCH, sector=BranchSector.RURAL).refused("INVALID_VALUE sector")


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("430281", True),
        ("430281100", True),
        ("430281100201", True),
        ("43028", False),
        ("4302811", False),
        ("430281100201\n", False),
        ("43028110020x", False),
    ],
)
def test_division_codes(code: str, fits: bool) -> None:
    decided = decide(world.township(), PARTY_BRANCH, division_code=code)
    if fits:
        assert len(decided.events) == 1
    else:
        decided.refused("INVALID_VALUE divisionCode")


def test_not_twice_and_not_below_nothing() -> None:
    command = FoundOrganisation(organisation_id=BRANCH, kind=PARTY_BRANCH, name="支部", parent_id=TOWNSHIP)
    when(found_organisation, world.branch(), command, context(), parent=world.township()).refused(
        "ALREADY_EXISTS organisationId"
    )
    decide(Organisation.empty(TOWNSHIP), PARTY_BRANCH).refused("NOT_FOUND parentId")


def test_rename() -> None:
    branch = world.branch()
    command = RenameOrganisation(organisation_id=BRANCH, name="新名支部")
    when(rename_organisation, branch, command, context()).then(fact(OrganisationRenamed, name="新名支部"))
    when(rename_organisation, branch, command, context()).nothing()
    bad = RenameOrganisation(organisation_id=BRANCH, name="")
    when(rename_organisation, branch, bad, context()).refused("INVALID_VALUE name")
    when(rename_organisation, Organisation.empty(BRANCH), command, context()).refused(
        "NOT_FOUND organisationId"
    )


def correct(version: int = 1, *, reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectOrganisation:
    return CorrectOrganisation(
        organisation_id=BRANCH, corrects=event_id(BRANCH, version), reason=reason, **changes
    )


def test_a_correction_of_the_old_name_leaves_the_new_one() -> None:
    branch = world.branch()
    branch.evolve([fact(OrganisationRenamed, name="新名支部").at(BRANCH, 2)])
    when(correct_organisation, branch, correct(name="旧名支部"), context()).then(
        fact(OrganisationCorrected, corrects=event_id(BRANCH, 1), name="旧名支部", reason="TYPING_ERROR")
    )
    assert branch.name == "新名支部"
    when(correct_organisation, branch, correct(2, name="最新支部"), context()).then(
        fact(OrganisationCorrected, corrects=event_id(BRANCH, 2), name="最新支部")
    )
    assert branch.name == "最新支部"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (correct(reason=None, name="支部"), "REASON_REQUIRED reason"),
        (correct(2, name="支部"), "CORRECTS_NOTHING corrects"),
        (correct(name="某村支部"), "CORRECTS_NOTHING corrects"),
        (correct(name=" "), "INVALID_VALUE name"),
        (correct(division_code="1"), "INVALID_VALUE divisionCode"),
        (correct(name="支部", reason="Weil"), "INVALID_VALUE reason"),
    ],
)
def test_corrections_refused(command: CorrectOrganisation, refusal: str) -> None:
    when(correct_organisation, world.branch(), command, context()).refused(refusal)


def test_no_sector_for_a_township_by_correction() -> None:
    command = CorrectOrganisation(
        organisation_id=TOWNSHIP,
        corrects=event_id(TOWNSHIP, 1),
        sector=BranchSector.RURAL,
        reason="TYPING_ERROR",
    )
    when(correct_organisation, world.township(), command, context()).refused("INVALID_VALUE sector")
    when(correct_organisation, Organisation.empty(TOWNSHIP), command, context()).refused(
        "NOT_FOUND organisationId"
    )
