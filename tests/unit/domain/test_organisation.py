"""Organisations and their tree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.core import Occurred
from domain.organisation.commands import CorrectOrganisation, FoundOrganisation, RenameOrganisation
from domain.organisation.decide import correct_organisation, found_organisation, rename_organisation
from domain.organisation.events import (
    BranchForm,
    BranchSector,
    OrganisationCorrected,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationRenamed,
)
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, event_id, fact, when
from tests.unit.support.world import BRANCH, COMMITTEE, TOWNSHIP, context

NEW = world.id_of("new organisation")
COMMITTEE_KIND, WORK_COMMITTEE, GENERAL_BRANCH, PARTY_BRANCH, PARTY_GROUP, LEAGUE_BRANCH = OrganisationKind
PARENTS = {
    "county": world.committee(),
    "township": world.township(),
    "work committee": world.organisation(world.id_of("work"), WORK_COMMITTEE, COMMITTEE),
    "general branch": world.organisation(world.id_of("general"), GENERAL_BRANCH, TOWNSHIP),
    "branch": world.branch(),
    "group": world.group(),
    "branch of the League": world.organisation(world.id_of("league"), LEAGUE_BRANCH, TOWNSHIP),
}
ALLOWED = {
    "county": {COMMITTEE_KIND, WORK_COMMITTEE, GENERAL_BRANCH, PARTY_BRANCH, LEAGUE_BRANCH},
    "township": {GENERAL_BRANCH, PARTY_BRANCH, LEAGUE_BRANCH},
    "work committee": {COMMITTEE_KIND, GENERAL_BRANCH, PARTY_BRANCH, LEAGUE_BRANCH},
    "general branch": {PARTY_BRANCH, LEAGUE_BRANCH},
    "branch": {PARTY_GROUP},
    "group": set[OrganisationKind](),
    "branch of the League": set[OrganisationKind](),
}


def decide(
    parent: Organisation, kind: OrganisationKind, approver: Organisation | None = None, /, **changes: Any
) -> Outcome:
    fields: dict[str, Any] = {"name": "新组织"} | changes
    command = FoundOrganisation(organisation_id=NEW, kind=kind, parent_id=parent.id, **fields)
    return when(
        found_organisation,
        Organisation.empty(NEW),
        command,
        context(),
        parent=parent,
        approver=approver,
        above=[parent.id, COMMITTEE],
    )


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
    when(
        found_organisation, world.branch(), command, context(), parent=world.township(), approver=None
    ).refused("ALREADY_EXISTS organisationId")
    decide(Organisation.empty(TOWNSHIP), PARTY_BRANCH).refused("NOT_FOUND parentId")


TASK = {"form": BranchForm.TEMPORARY, "expected_end": date(2026, 9, 1), "reason": "RIVER_SURVEY"}


def test_a_temporary_branch_is_approved_on_a_ground_and_has_an_end_in_sight() -> None:
    given = {**TASK, "approved_by": COMMITTEE}
    founded = decide(world.township(), PARTY_BRANCH, world.committee(), **given)
    founded.then(
        fact(
            OrganisationFounded,
            kind=PARTY_BRANCH,
            name="新组织",
            parent_id=TOWNSHIP,
            form=BranchForm.TEMPORARY,
            approved_by=COMMITTEE,
            expected_end=date(2026, 9, 1),
            reason="RIVER_SURVEY",
        )
    )
    decide(world.township(), PARTY_BRANCH, **TASK).refused("INVALID_VALUE approvedBy")
    bare = {"form": BranchForm.TEMPORARY}
    decide(world.township(), PARTY_BRANCH, **bare).refused(
        "REASON_REQUIRED reason", "INVALID_VALUE approvedBy", "INVALID_VALUE expectedEnd"
    )
    for end, refusal in (
        (date(2026, 3, 20), "INVALID_DATES expectedEnd"),
        (date(2099, 1, 1), "INVALID_DATES expectedEnd"),
    ):
        late = {**given, "expected_end": end}
        decide(world.township(), PARTY_BRANCH, world.committee(), **late).refused(refusal)


@pytest.mark.parametrize("form", [form for form in BranchForm if form is not BranchForm.TEMPORARY])
def test_other_forms_need_none_of_it(form: BranchForm) -> None:
    assert len(decide(world.township(), PARTY_BRANCH, form=form).events) == 1
    decide(world.township(), PARTY_BRANCH, form=form, expected_end=date(2026, 9, 1)).refused(
        "INVALID_VALUE expectedEnd"
    )


def test_only_a_party_branch_has_a_form() -> None:
    decide(world.township(), LEAGUE_BRANCH, form=BranchForm.JOINT).refused("INVALID_VALUE form")


def test_committees_approve_and_of_its_groups_the_branch() -> None:
    for approver in (world.committee(), world.township()):
        assert len(decide(world.township(), PARTY_BRANCH, approver, approved_by=approver.id).events) == 1
    assert len(decide(world.branch(), PARTY_GROUP, world.branch(), approved_by=BRANCH).events) == 1
    decide(world.township(), PARTY_BRANCH, world.branch(), approved_by=BRANCH).refused(
        "WRONG_KIND approvedBy"
    )
    elsewhere = world.organisation(BRANCH, COMMITTEE_KIND, COMMITTEE)
    decide(world.township(), PARTY_BRANCH, elsewhere, approved_by=BRANCH).refused("NOT_ABOVE approvedBy")
    nobody = Organisation.empty(BRANCH)
    decide(world.township(), PARTY_BRANCH, nobody, approved_by=BRANCH).refused("NOT_FOUND approvedBy")


def test_nothing_is_founded_below_what_was_dissolved() -> None:
    gone = world.organisation(
        TOWNSHIP,
        COMMITTEE_KIND,
        COMMITTEE,
        fact(OrganisationDissolved, on=date(2026, 3, 20), approved_by=COMMITTEE),
    )
    for day in ("2026-03-19", "2026-03-20"):  # it would be there for good
        decide(gone, PARTY_BRANCH, occurred_at=Occurred(day)).refused("ORGANISATION_DISSOLVED parentId")


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
