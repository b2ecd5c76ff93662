"""Project sites, and when one needs a temporary branch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.organisation.events import (
    BranchForm,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
)
from domain.organisation.state import Organisation
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from domain.sites.decide import assign_site_branch, close_site, open_site, recount_site
from domain.sites.events import SiteBranchAssigned, SiteClosed, SiteOpened, SiteRecounted
from domain.sites.need import needs_branch
from domain.sites.state import Site
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, TODAY, TOWNSHIP, context

SITE = world.id_of("river survey")
START, END = date(2026, 3, 10), date(2026, 4, 30)
OPENED = fact(
    SiteOpened,
    organisation_id=TOWNSHIP,
    name="水文测验项目部",
    starts_on=START,
    ends_on=END,
    people=30,
    members=6,
)
CLOSED = fact(SiteClosed, on=TODAY)


@pytest.mark.parametrize(
    ("days", "people", "members", "needs"),
    [
        (16, 20, 6, True),
        (15, 20, 6, False),
        (16, 19, 6, False),
        (16, 20, 5, False),
    ],
)
def test_all_three_conditions_have_to_hold(days: int, people: int, members: int, needs: bool) -> None:
    assert needs_branch(START, START + timedelta(days=days - 1), people, members) is needs


def site(*facts: Fact) -> Site:
    return given(Site, SITE, OPENED, *facts)


def open_(organisation: Organisation | None = None, /, **changes: Any) -> Outcome:
    organisation = organisation or world.township()
    fields = {**OPENED.values, **changes, "organisation_id": organisation.id}
    command = OpenSite(site_id=SITE, **fields)
    return when(open_site, Site.empty(SITE), command, context(), organisation=organisation)


def test_a_site_is_opened() -> None:
    open_().then(OPENED)
    assert len(open_(ends_on=START).events) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ends_on": date(2026, 3, 9)}, "INVALID_DATES endsOn"),
        ({"members": 31}, "INVALID_VALUE members"),
        ({"people": 100_001}, "INVALID_VALUE people"),
        ({"name": " "}, "INVALID_VALUE name"),
        ({"starts_on": date(1899, 1, 1), "ends_on": date(1899, 2, 1)}, "INVALID_DATES startsOn"),
    ],
)
def test_openings_refused(changes: dict[str, Any], refusal: str) -> None:
    open_(**changes).refused(refusal)


def test_who_may_run_a_site() -> None:
    assert len(open_(world.branch()).events) == 1
    open_(world.group()).refused("WRONG_KIND organisationId")
    open_(Organisation.empty(TOWNSHIP)).refused("NOT_FOUND organisationId")


def recount(state: Site, /, **changes: Any) -> Outcome:
    fields: dict[str, Any] = {"on": TODAY, "ends_on": END, "people": 25, "members": 5, **changes}
    return when(recount_site, state, RecountSite(site_id=SITE, **fields), context())


def test_a_site_is_counted_anew() -> None:
    counted = fact(SiteRecounted, on=TODAY, ends_on=END, people=25, members=5)
    recount(site()).then(counted)
    recount(site(counted), on=date(2026, 3, 19)).refused("INVALID_DATES on")
    recount(site(), on=date(2026, 3, 21)).refused("IN_THE_FUTURE on")
    recount(site(), ends_on=date(2026, 3, 9)).refused("INVALID_DATES endsOn")
    recount(site(), members=26).refused("INVALID_VALUE members")
    recount(site(CLOSED)).refused("SITE_CLOSED siteId")
    recount(Site.empty(SITE)).refused("NOT_FOUND siteId")


def temporary(*facts: Fact, form: BranchForm = BranchForm.TEMPORARY) -> Organisation:
    founded = fact(
        OrganisationFounded,
        kind=OrganisationKind.PARTY_BRANCH,
        name="临时党支部",
        parent_id=TOWNSHIP,
        form=form,
    )
    return given(Organisation, BRANCH, founded, *facts)


def assign(state: Site, branch: Organisation | None = None, on: date = TODAY) -> Outcome:
    branch = branch or temporary()
    command = AssignSiteBranch(site_id=SITE, branch_id=branch.id, on=on)
    return when(assign_site_branch, state, command, context(), branch=branch)


def test_a_site_gets_a_temporary_branch() -> None:
    assigned = fact(SiteBranchAssigned, branch_id=BRANCH, on=TODAY)
    assign(site()).then(assigned)
    assign(site(assigned)).nothing()
    assign(site(), temporary(form=BranchForm.REGULAR)).refused("WRONG_KIND branchId")
    assign(site(), Organisation.empty(BRANCH)).refused("NOT_FOUND branchId")
    gone = temporary(fact(OrganisationDissolved, on=TODAY, approved_by=TOWNSHIP))
    assign(site(), gone).refused("ORGANISATION_DISSOLVED branchId")
    assign(site(CLOSED)).refused("SITE_CLOSED siteId")
    assign(site(), on=date(2026, 3, 21)).refused("IN_THE_FUTURE on")


def test_no_branch_is_there_before_the_site_nor_before_the_last_one() -> None:
    assert len(assign(site(), on=START).events) == 1
    assign(site(), on=START - timedelta(days=1)).refused("INVALID_DATES on")
    followed = site(fact(SiteBranchAssigned, branch_id=world.OTHER_BRANCH, on=date(2026, 3, 18)))
    assign(followed, on=date(2026, 3, 17)).refused("INVALID_DATES on")
    assert len(assign(followed, on=date(2026, 3, 18)).events) == 1


@pytest.mark.parametrize(
    ("state", "on", "refusal"),
    [
        (site(), TODAY, None),
        (site(), date(2026, 3, 9), "INVALID_DATES on"),
        (site(), date(2026, 3, 21), "IN_THE_FUTURE on"),
        (site(CLOSED), TODAY, "SITE_CLOSED siteId"),
        (Site.empty(SITE), TODAY, "NOT_FOUND siteId"),
    ],
)
def test_a_site_is_closed_once(state: Site, on: date, refusal: str | None) -> None:
    decided = when(close_site, state, CloseSite(site_id=SITE, on=on), context())
    if refusal:
        decided.refused(refusal)
    else:
        decided.then(fact(SiteClosed, on=on))
