"""Decisions about what an organisation has between two days: its division code, its term, and a custodian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, division_code, header, known, reason_given
from domain.core.context import Context
from domain.organisation.commands import EndCustody, RecodeOrganisation, RecordElection, TakeIntoCustody
from domain.organisation.events import (
    BranchEntrusted,
    BranchReleased,
    CommitteeElected,
    CustodyEnded,
    CustodyTaken,
    OrganisationKind,
    OrganisationRecoded,
)
from domain.organisation.forms import holds_elections
from domain.organisation.standing import COMMITTEES, approving, lasting, standing
from domain.organisation.state import Organisation
from domain.organisation.terms import SOURCE, term_end, term_years

MOST_ON_A_COMMITTEE = 99
_MOST_DAYS_AHEAD = 90  # that a code or a custodian may be entered before its day
_CUSTODIANS = COMMITTEES | {OrganisationKind.GENERAL_BRANCH, OrganisationKind.PARTY_BRANCH}


def recode_organisation(
    organisation: Organisation, command: RecodeOrganisation, context: Context
) -> Decision:
    """Give it another division code from a day on; nothing happens if it bears that code."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId"),
        division_code(command.division_code, "divisionCode"),
        day(command.from_on, context, "fromOn", most_days_ahead=_MOST_DAYS_AHEAD),
    ) or any_refusal(
        standing(organisation, command.from_on, "organisationId"),
        _not_before(organisation, command.from_on, context, "fromOn"),
    )
    if refused:
        return refused
    if command.division_code == organisation.division_code:
        return accept()
    last = organisation.codes[-1].from_on
    if last is not None and command.from_on <= last:
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    recoded = context.events_of(organisation, command)(
        OrganisationRecoded, division_code=command.division_code, from_on=command.from_on
    )
    return accept([recoded])


def record_election(organisation: Organisation, command: RecordElection, context: Context) -> Decision:
    """Record an election, and with it when the term ends."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId"),
        day(command.held_on, context, "heldOn", most_days_ahead=0),
        None
        if command.committee_members is None or 0 <= command.committee_members <= MOST_ON_A_COMMITTEE
        else Refusal(RefusalCode.INVALID_VALUE, ("committeeMembers",)),
    )
    if refused:
        return refused
    if organisation.kind in (OrganisationKind.PARTY_GROUP, OrganisationKind.LEAGUE_BRANCH):
        return refuse(RefusalCode.WRONG_KIND, "organisationId", kind=organisation.kind.value)
    refused = any_refusal(
        None if holds_elections(organisation) else Refusal(RefusalCode.FORM_FORBIDS, ("organisationId",)),
        standing(organisation, command.held_on, "organisationId"),
        _not_before(organisation, command.held_on, context, "heldOn"),
    )
    if refused:
        return refused
    if organisation.elected_on is not None and command.held_on <= organisation.elected_on:
        return refuse(RefusalCode.INVALID_DATES, "heldOn")
    elected = context.events_of(organisation, command, on=command.held_on)(
        CommitteeElected,
        held_on=command.held_on,
        term_ends_on=term_end(command.held_on, term_years(organisation)),
        policy=SOURCE,
        committee_members=command.committee_members,
    )
    return accept([elected])


def take_into_custody(
    organisation: Organisation,
    command: TakeIntoCustody,
    context: Context,
    *,
    custodian: Organisation,
    above: Sequence[UUID],
    approver: Organisation,
) -> Decision:
    """Put a branch into another organisation's custody, which is said on the streams of both.

    Who looks after others is looked after by nobody, so there are neither circles nor chains.
    """
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(organisation, "organisationId"),
        known(custodian, "custodianId"),
        day(command.from_on, context, "fromOn", most_days_ahead=_MOST_DAYS_AHEAD),
    ) or any_refusal(
        _may_be_in_custody(organisation, command.from_on) or lasting(organisation, "organisationId"),
        _may_be_custodian(organisation, custodian, command.from_on) or lasting(custodian, "custodianId"),
        approving(approver, above, command.from_on, "approvedBy"),
        _not_before(organisation, command.from_on, context, "fromOn"),
    )
    if refused:
        return refused
    if organisation.custody_until is not None and command.from_on < organisation.custody_until:
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    taken = context.events_of(organisation, command)(
        CustodyTaken, custodian_id=custodian.id, from_on=command.from_on, approved_by=approver.id
    )
    entrusted = context.events_of(custodian, command)(
        BranchEntrusted, branch_id=organisation.id, from_on=command.from_on
    )
    return accept([taken, entrusted])


def end_custody(
    organisation: Organisation, command: EndCustody, context: Context, *, custodian: Organisation | None
) -> Decision:
    """Let a branch stand alone again; ``custodian`` is who looks after it, if anybody does."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId"),
        day(command.on, context, "on", most_days_ahead=_MOST_DAYS_AHEAD),
    )
    if refused:
        return refused
    if custodian is None or organisation.custody_from is None:
        return refuse(RefusalCode.NOT_IN_CUSTODY, "organisationId")
    if command.on < organisation.custody_from:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(organisation, command)(CustodyEnded, custodian_id=custodian.id, on=command.on)
    released = context.events_of(custodian, command)(BranchReleased, branch_id=organisation.id, on=command.on)
    return accept([ended, released])


def _not_before(organisation: Organisation, on: date, context: Context, path: str) -> Refusal | None:
    """Nothing happens to an organisation before its founding."""
    if on >= organisation.founded_at.local_date(context.zone):
        return None
    return Refusal(RefusalCode.INVALID_DATES, (path,))


def _may_be_in_custody(organisation: Organisation, on: date) -> Refusal | None:
    if organisation.kind is not OrganisationKind.PARTY_BRANCH:
        details = {"kind": organisation.kind.value}
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)
    if organisation.looks_after_from(on):
        return Refusal(RefusalCode.LOOKS_AFTER_OTHERS, ("organisationId",))
    if organisation.custodian_id is None:
        return None
    details = {"custodianId": str(organisation.custodian_id)}
    return Refusal(RefusalCode.IN_CUSTODY, ("organisationId",), details=details)


def _may_be_custodian(organisation: Organisation, custodian: Organisation, on: date) -> Refusal | None:
    if custodian.id == organisation.id or custodian.kind not in _CUSTODIANS:
        return Refusal(RefusalCode.WRONG_KIND, ("custodianId",), details={"kind": custodian.kind.value})
    if custodian.in_custody_from(on):
        return Refusal(RefusalCode.IN_CUSTODY, ("custodianId",))
    return None
