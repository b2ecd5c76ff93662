"""Decisions about second affiliations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation
from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from domain.second_affiliation.events import SecondAffiliationAdded, SecondAffiliationEnded
from domain.second_affiliation.state import SecondAffiliation


def add_second_affiliation(
    affiliation: SecondAffiliation,
    command: AddSecondAffiliation,
    context: Context,
    *,
    member: Member,
    organisation: Organisation,
    others: Iterable[SecondAffiliation],
) -> Decision:
    """Let a member take part in a branch that is not the home that day, once at a time; ``others`` are all theirs."""
    refused = any_refusal(
        header(command, context),
        unused(affiliation, "secondAffiliationId"),
        at_home(member, "memberId"),
        _branch(organisation),
        day(command.from_on, context, "fromOn", most_days_ahead=0),
    )
    if refused:
        return refused
    if member.home_at(command.from_on).branch_id == organisation.id:
        return refuse(RefusalCode.ALREADY_AFFILIATED, "organisationId")
    if any(
        other.organisation_id == organisation.id and command.from_on < (other.to_on or date.max)
        for other in others
    ):
        return refuse(RefusalCode.AFFILIATION_OVERLAPS, "fromOn")
    added = context.events_of(affiliation, command)(
        SecondAffiliationAdded,
        member_id=member.id,
        organisation_id=organisation.id,
        from_on=command.from_on,
    )
    return accept([added])


def end_second_affiliation(
    affiliation: SecondAffiliation, command: EndSecondAffiliation, context: Context
) -> Decision:
    """End one that goes on; nothing happens if it ended that very day."""
    refused = any_refusal(
        header(command, context),
        known(affiliation, "secondAffiliationId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if command.on == affiliation.to_on:
        return accept()
    if command.on < affiliation.from_on or affiliation.to_on is not None:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(affiliation, command)(SecondAffiliationEnded, on=command.on)])


def _branch(organisation: Organisation) -> Refusal | None:
    """A party branch of any form: those without members of their own, virtual ones, live of this."""
    if not organisation.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("organisationId",))
    if organisation.kind is not OrganisationKind.PARTY_BRANCH:
        details = {"kind": organisation.kind.value}
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)
    return lasting(organisation, "organisationId")
