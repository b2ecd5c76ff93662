"""Decisions about project sites."""

from __future__ import annotations

from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, name, unused
from domain.core.context import Context
from domain.organisation.events import BranchForm, OrganisationKind
from domain.organisation.standing import COMMITTEES, lasting
from domain.organisation.state import Organisation
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from domain.sites.events import SiteBranchAssigned, SiteClosed, SiteOpened, SiteRecounted
from domain.sites.state import Site

MOST_PEOPLE = 100_000
LONGEST_DAYS = 3653  # ten years
_MAY_RUN = COMMITTEES | {OrganisationKind.GENERAL_BRANCH, OrganisationKind.PARTY_BRANCH}


def open_site(site: Site, command: OpenSite, context: Context, *, organisation: Organisation) -> Decision:
    """Make a project site known, also one that is to begin."""
    refused = any_refusal(
        header(command, context),
        unused(site, "siteId"),
        known(organisation, "organisationId") or _runs(organisation),
        name(command.name, "name"),
        day(command.starts_on, context, "startsOn"),
        _end_fits(command.starts_on, command.ends_on),
        *_numbers(command.people, command.members),
    ) or any_refusal(lasting(organisation, "organisationId"))
    if refused:
        return refused
    opened = context.events_of(site, command)(
        SiteOpened,
        organisation_id=organisation.id,
        name=command.name,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        people=command.people,
        members=command.members,
    )
    return accept([opened])


def recount_site(site: Site, command: RecountSite, context: Context) -> Decision:
    """Say how many work there now; what was said for a later day stands."""
    refused = any_refusal(
        header(command, context),
        known(site, "siteId"),
        day(command.on, context, "on", most_days_ahead=0),
        *_numbers(command.people, command.members),
    )
    if refused:
        return refused
    refused = any_refusal(_open(site), _end_fits(site.starts_on, command.ends_on))
    if refused:
        return refused
    if command.on < site.counted_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    recounted = context.events_of(site, command)(
        SiteRecounted,
        on=command.on,
        ends_on=command.ends_on,
        people=command.people,
        members=command.members,
    )
    return accept([recounted])


def assign_site_branch(
    site: Site, command: AssignSiteBranch, context: Context, *, branch: Organisation
) -> Decision:
    """Say which temporary branch is there, since the site is; another may follow it on a later day."""
    refused = any_refusal(
        header(command, context),
        known(site, "siteId"),
        known(branch, "branchId") or _temporary(branch),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    refused = any_refusal(_open(site), lasting(branch, "branchId"))
    if refused:
        return refused
    if command.on < (site.branch_since or site.starts_on):
        return refuse(RefusalCode.INVALID_DATES, "on")
    if site.branch_id == branch.id:
        return accept()
    assigned = context.events_of(site, command)(SiteBranchAssigned, branch_id=branch.id, on=command.on)
    return accept([assigned])


def close_site(site: Site, command: CloseSite, context: Context) -> Decision:
    """End a project site; its temporary branch is dissolved by itself."""
    refused = any_refusal(
        header(command, context),
        known(site, "siteId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    refused = any_refusal(_open(site))
    if refused:
        return refused
    if command.on < site.starts_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(site, command)(SiteClosed, on=command.on)])


def _runs(organisation: Organisation) -> Refusal | None:
    if organisation.kind in _MAY_RUN:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _temporary(branch: Organisation) -> Refusal | None:
    if branch.form is BranchForm.TEMPORARY:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("branchId",), details={"kind": branch.kind.value})


def _open(site: Site) -> Refusal | None:
    return None if site.closed_on is None else Refusal(RefusalCode.SITE_CLOSED, ("siteId",))


def _end_fits(starts_on: date, ends_on: date) -> Refusal | None:
    fine = 0 <= (ends_on - starts_on).days <= LONGEST_DAYS
    return None if fine else Refusal(RefusalCode.INVALID_DATES, ("endsOn",))


def _numbers(people: int, members: int) -> tuple[Refusal | None, ...]:
    return (
        None if 0 <= people <= MOST_PEOPLE else Refusal(RefusalCode.INVALID_VALUE, ("people",)),
        None if 0 <= members <= people else Refusal(RefusalCode.INVALID_VALUE, ("members",)),
    )
