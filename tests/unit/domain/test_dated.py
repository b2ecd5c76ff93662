"""Division codes, terms and custody of organisations."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.organisation.commands import EndCustody, RecodeOrganisation, RecordElection, TakeIntoCustody
from domain.organisation.dated import end_custody, recode_organisation, record_election, take_into_custody
from domain.organisation.events import (
    BranchEntrusted,
    BranchForm,
    BranchReleased,
    BranchSector,
    CommitteeElected,
    CustodyEnded,
    CustodyTaken,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationRecoded,
)
from domain.organisation.state import Organisation
from domain.organisation.terms import term_end
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, COMMITTEE, OTHER_BRANCH, TODAY, TOWNSHIP, context

YESTERDAY = date(2026, 3, 19)
NEIGHBOUR = world.id_of("neighbour branch")
GONE = fact(OrganisationDissolved, on=YESTERDAY, approved_by=TOWNSHIP)
IN_CUSTODY = fact(CustodyTaken, custodian_id=OTHER_BRANCH, from_on=YESTERDAY, approved_by=TOWNSHIP)


def branch(*facts: Fact, branch_id: Any = BRANCH, **changes: Any) -> Organisation:
    fields = {
        "kind": OrganisationKind.PARTY_BRANCH,
        "name": "某支部",
        "parent_id": TOWNSHIP,
        "division_code": "430281100201",
        **changes,
    }
    return given(Organisation, branch_id, fact(OrganisationFounded, **fields), *facts)


def recode(organisation: Organisation, code: str = "430281100601", from_on: date = TODAY) -> Outcome:
    command = RecodeOrganisation(organisation_id=organisation.id, division_code=code, from_on=from_on)
    return when(recode_organisation, organisation, command, context())


def test_a_code_is_followed_by_another() -> None:
    recoded = branch()
    recode(recoded).then(fact(OrganisationRecoded, division_code="430281100601", from_on=TODAY))
    assert recoded.division_code == "430281100601"
    assert [term.from_on for term in recoded.codes] == [None, TODAY]
    recode(recoded).nothing()
    recode(recoded, "430281100602", TODAY).refused("INVALID_DATES fromOn")
    assert len(recode(recoded, "430281100602", date(2026, 6, 18)).events) == 1  # 90 days ahead


@pytest.mark.parametrize(
    ("organisation", "code", "from_on", "refusal"),
    [
        (branch(), "43028", TODAY, "INVALID_VALUE divisionCode"),
        (branch(), "430281100601", date(2026, 1, 4), "INVALID_DATES fromOn"),
        (branch(), "430281100601", date(2026, 6, 19), "INVALID_DATES fromOn"),
        (branch(GONE), "430281100601", TODAY, "ORGANISATION_DISSOLVED organisationId"),
        (Organisation.empty(BRANCH), "430281100601", TODAY, "NOT_FOUND organisationId"),
    ],
)
def test_codes_refused(organisation: Organisation, code: str, from_on: date, refusal: str) -> None:
    recode(organisation, code, from_on).refused(refusal)


def elect(organisation: Organisation, held_on: date = TODAY) -> Outcome:
    command = RecordElection(organisation_id=organisation.id, held_on=held_on)
    return when(record_election, organisation, command, context())


@pytest.mark.parametrize(
    ("organisation", "ends"),
    [
        (branch(sector=BranchSector.RURAL), date(2031, 3, 20)),
        (branch(sector=BranchSector.COMMUNITY), date(2031, 3, 20)),
        (branch(sector=BranchSector.ENTERPRISE), date(2029, 3, 20)),
        (branch(sector=BranchSector.AGENCY, form=BranchForm.JOINT), date(2029, 3, 20)),
        (branch(), date(2029, 3, 20)),
        (world.township(), date(2031, 3, 20)),
    ],
)
def test_how_long_a_term_is(organisation: Organisation, ends: date) -> None:
    elect(organisation).then(fact(CommitteeElected, held_on=TODAY, term_ends_on=ends, policy="terms/2018"))


def test_terms_that_begin_on_a_leap_day() -> None:
    assert term_end(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert term_end(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_elections_refused() -> None:
    for form in (BranchForm.TEMPORARY, BranchForm.VIRTUAL, BranchForm.FUNCTIONAL):
        elect(branch(form=form)).refused("FORM_FORBIDS organisationId")
    elect(world.group()).refused("WRONG_KIND organisationId")
    elect(branch(), date(2026, 3, 21)).refused("IN_THE_FUTURE heldOn")
    elect(branch(), date(2026, 1, 4)).refused("INVALID_DATES heldOn")
    elect(branch(GONE)).refused("ORGANISATION_DISSOLVED organisationId")
    elect(Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
    elected = branch(
        fact(CommitteeElected, held_on=YESTERDAY, term_ends_on=date(2031, 3, 19), policy="terms/2018")
    )
    elect(elected, YESTERDAY).refused("INVALID_DATES heldOn")
    assert len(elect(elected).events) == 1


def take(
    organisation: Organisation,
    custodian: Organisation | None = None,
    /,
    approver: Organisation | None = None,
    **changes: Any,
) -> Outcome:
    custodian = custodian or branch(branch_id=OTHER_BRANCH)
    fields = {"from_on": TODAY, "approved_by": TOWNSHIP, "reason": "FEW_MEMBERS", **changes}
    command = TakeIntoCustody(organisation_id=organisation.id, custodian_id=custodian.id, **fields)
    return when(
        take_into_custody,
        organisation,
        command,
        context(),
        custodian=custodian,
        above=[TOWNSHIP, COMMITTEE],
        approver=approver or world.township(),
    )


def test_a_branch_is_taken_into_custody() -> None:
    taken = branch()
    take(taken).then(
        fact(
            CustodyTaken,
            custodian_id=OTHER_BRANCH,
            from_on=TODAY,
            approved_by=TOWNSHIP,
            reason="FEW_MEMBERS",
        ),
        fact(BranchEntrusted, branch_id=BRANCH, from_on=TODAY),
    )
    take(taken).refused("IN_CUSTODY organisationId")


def test_custody_refused() -> None:
    take(branch(), branch()).refused("WRONG_KIND custodianId")
    take(branch(), world.group()).refused("WRONG_KIND custodianId")
    take(branch(), Organisation.empty(OTHER_BRANCH)).refused("NOT_FOUND custodianId")
    take(world.township()).refused("WRONG_KIND organisationId")
    take(branch(), reason=None).refused("REASON_REQUIRED reason")
    elsewhere = world.organisation(world.id_of("elsewhere"), OrganisationKind.PARTY_COMMITTEE, COMMITTEE)
    take(branch(), approver=elsewhere).refused("NOT_ABOVE approvedBy")
    assert len(take(branch(), approver=world.committee()).events) == 2
    take(branch(), from_on=date(2026, 1, 4)).refused("INVALID_DATES fromOn")
    take(branch(GONE)).refused("ORGANISATION_DISSOLVED organisationId")
    take(branch(), branch(GONE, branch_id=OTHER_BRANCH)).refused("ORGANISATION_DISSOLVED custodianId")
    ended = branch(IN_CUSTODY, fact(CustodyEnded, custodian_id=OTHER_BRANCH, on=TODAY))
    take(ended, from_on=YESTERDAY).refused("INVALID_DATES fromOn")
    assert len(take(ended).events) == 2


def test_nobody_looks_after_others_while_being_looked_after() -> None:
    """So custody never goes round in a circle."""
    looked_after = branch(
        fact(CustodyTaken, custodian_id=BRANCH, from_on=YESTERDAY, approved_by=TOWNSHIP),
        branch_id=OTHER_BRANCH,
    )
    take(branch(), looked_after).refused("IN_CUSTODY custodianId")


@pytest.mark.parametrize(("from_on", "refused"), [(date(2026, 6, 7), True), (date(2026, 6, 8), False)])
def test_a_custody_that_will_end_goes_on_until_then(from_on: date, refused: bool) -> None:
    """Neither may who is looked after until that day look after others, nor the other way round."""
    ends = date(2026, 6, 8)
    looked_after = branch(
        fact(CustodyTaken, custodian_id=BRANCH, from_on=YESTERDAY, approved_by=TOWNSHIP),
        fact(CustodyEnded, custodian_id=BRANCH, on=ends),
        branch_id=OTHER_BRANCH,
    )
    looking = branch(
        fact(BranchEntrusted, branch_id=OTHER_BRANCH, from_on=YESTERDAY),
        fact(BranchReleased, branch_id=OTHER_BRANCH, on=ends),
    )
    custodies = (
        take(branch(), looked_after, from_on=from_on),
        take(looking, branch(branch_id=NEIGHBOUR), from_on=from_on),
    )
    if refused:
        custodies[0].refused("IN_CUSTODY custodianId")
        custodies[1].refused("LOOKS_AFTER_OTHERS organisationId")
    else:
        assert [len(decided.events) for decided in custodies] == [2, 2]


def test_who_looks_after_others_is_not_looked_after() -> None:
    """So custody is no chain either; more than one branch may be in the same hands."""
    looking = fact(BranchEntrusted, branch_id=OTHER_BRANCH, from_on=YESTERDAY)
    take(branch(looking), branch(branch_id=NEIGHBOUR)).refused("LOOKS_AFTER_OTHERS organisationId")
    assert len(take(branch(), branch(looking, branch_id=NEIGHBOUR)).events) == 2


@pytest.mark.parametrize(
    ("organisation", "on", "refusal"),
    [
        (branch(IN_CUSTODY), TODAY, None),
        (branch(IN_CUSTODY), date(2026, 3, 18), "INVALID_DATES on"),
        (branch(), TODAY, "NOT_IN_CUSTODY organisationId"),
        (
            branch(IN_CUSTODY, fact(OrganisationDissolved, on=TODAY, approved_by=COMMITTEE)),
            TODAY,
            "NOT_IN_CUSTODY organisationId",
        ),
        (Organisation.empty(BRANCH), TODAY, "NOT_FOUND organisationId"),
    ],
)
def test_custody_ends(organisation: Organisation, on: date, refusal: str | None) -> None:
    command = EndCustody(organisation_id=organisation.id, on=on)
    custodian = None if organisation.custodian_id is None else branch(branch_id=OTHER_BRANCH)
    decided = when(end_custody, organisation, command, context(), custodian=custodian)
    if refusal:
        decided.refused(refusal)
    else:
        decided.then(
            fact(CustodyEnded, custodian_id=OTHER_BRANCH, on=on),
            fact(BranchReleased, branch_id=BRANCH, on=on),
        )
