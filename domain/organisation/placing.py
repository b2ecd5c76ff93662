"""Deciding that an organisation goes under another parent, with all below it (组织隶属关系调整)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.organisation.commands import MoveOrganisation
from domain.organisation.decide import kind_fits
from domain.organisation.events import OrganisationKind, OrganisationMoved
from domain.organisation.standing import approving, lasting
from domain.organisation.state import Organisation


def move_organisation(
    organisation: Organisation,
    command: MoveOrganisation,
    context: Context,
    *,
    parent: Organisation,
    above: Sequence[Organisation],
    above_parent: Sequence[Organisation],
    below: Iterable[Organisation],
    approver: Organisation,
) -> Decision:
    """Put an organisation below another; nothing happens if it stands there.

    ``above`` are the organisations above it, ``above_parent`` those above the new parent, both the nearest first;
    ``below`` are all that stand below it, however deep, on the day or any later one. Who approves stands above it
    before and after.
    """
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(organisation, "organisationId"),
        known(parent, "parentId"),
        day(command.on, context, "on", most_days_ahead=0),
    ) or any_refusal(_may_move(organisation), _not_below_itself(organisation, parent, above_parent))
    if refused:
        return refused
    still_above = {parent.id, *(one.id for one in above_parent)}
    refused = any_refusal(
        lasting(organisation, "organisationId"),
        kind_fits(organisation.kind, parent) or lasting(parent, "parentId"),
        approving(approver, [one.id for one in above if one.id in still_above], command.on, "approvedBy"),
    )
    if refused:
        return refused
    if parent.id == organisation.parent_id:
        return accept()
    refused = any_refusal(
        _exists_by(parent, command.on, context),
        _after_all_moves([*above, parent, *above_parent], command.on),
        _goes_along([organisation, *below], command.on, context),
    )
    if refused:
        return refused
    moved = context.events_of(organisation, command, on=command.on)(
        OrganisationMoved,
        from_parent_id=organisation.parent_id,
        parent_id=parent.id,
        on=command.on,
        approved_by=approver.id,
    )
    return accept([moved])


def _may_move(organisation: Organisation) -> Refusal | None:
    """The county's committee stands below none, and a party group is part of its branch, as its members are."""
    if organisation.parent_id is not None and organisation.kind is not OrganisationKind.PARTY_GROUP:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _not_below_itself(
    organisation: Organisation, parent: Organisation, above_parent: Sequence[Organisation]
) -> Refusal | None:
    if organisation.id in {parent.id, *(one.id for one in above_parent)}:
        return Refusal(RefusalCode.BELOW_ITSELF, ("parentId",))
    return None


def _exists_by(parent: Organisation, on: date, context: Context) -> Refusal | None:
    if parent.founded_at.local_date(context.zone) <= on:
        return None
    return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"organisationId": str(parent.id)})


def _after_all_moves(organisations: Iterable[Organisation], on: date) -> Refusal | None:
    """Moves are told in the order of their days: else where it stood would have to be told anew for days between."""
    for one in organisations:
        if one.moved_on is not None and on <= one.moved_on:
            return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"organisationId": str(one.id)})
    return None


def _goes_along(organisations: Sequence[Organisation], on: date, context: Context) -> Refusal | None:
    """Each stood somewhere for a day at least before it goes along."""
    for one in organisations:
        if on <= one.founded_at.local_date(context.zone):
            return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"organisationId": str(one.id)})
    return _after_all_moves(organisations, on)
