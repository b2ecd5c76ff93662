"""Decisions that end an organisation or make two of one. Members move in the same append."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.core import Decision, DomainEvent, Occurred, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, name, reason_given, unused
from domain.core.context import Context
from domain.development.state import Development
from domain.membership.state import Member, Register
from domain.organisation.commands import DissolveOrganisation, MergeOrganisation, SplitOrganisation
from domain.organisation.events import (
    BranchReleased,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
    OrganisationSplit,
)
from domain.organisation.forms import has_homes
from domain.organisation.moving import move, moving_refusal
from domain.organisation.standing import approving, lasting
from domain.organisation.state import Organisation

MOST_MOVED = 1000  # members in one split
_MOST_DAYS_AHEAD = 90  # that the end of an organisation may be entered before its day
_BRANCHES = frozenset([OrganisationKind.PARTY_BRANCH, OrganisationKind.LEAGUE_BRANCH])


def dissolve_organisation(
    organisation: Organisation,
    command: DissolveOrganisation,
    context: Context,
    *,
    above: Sequence[UUID],
    approver: Organisation,
    below: Iterable[Organisation],
    register: Register,
    members: Iterable[Member],
    developments: Iterable[Development] = (),
    custodian: Organisation | None = None,
) -> Decision:
    """Dissolve an organisation that nobody is at home in any more.

    ``above`` are the organisations above it, the nearest first, ``below`` those directly below it. ``register`` is that
    of a branch; ``members`` are, of a group, all on the register of its branch; ``custodian`` looks or last looked
    after it.
    """
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(organisation, "organisationId"),
        day(command.on, context, "on", most_days_ahead=_MOST_DAYS_AHEAD),
    )
    if refused:
        return refused
    if not above:  # the county's committee stands as long as the county
        return refuse(RefusalCode.WRONG_KIND, "organisationId")
    refused = any_refusal(
        _may_end(organisation, command.on, context), approving(approver, above, command.on, "approvedBy")
    )
    if refused:
        return refused
    refused = any_refusal(_leaves_none_alone(organisation, command.on))
    if refused:
        return refused
    if any(child.stands_on(command.on) for child in below):
        return refuse(RefusalCode.ORGANISATIONS_BELOW, "organisationId")
    if register.members_from(command.on) or any(
        member.in_group_from(organisation.id, command.on) for member in members
    ):
        return refuse(RefusalCode.MEMBERS_AT_HOME, "organisationId")
    if any(development.goes_on for development in developments):
        return refuse(RefusalCode.DEVELOPMENTS_OPEN, "organisationId")
    dissolved = context.events_of(organisation, command, on=min(command.on, context.today))(
        OrganisationDissolved, on=command.on, approved_by=approver.id
    )
    return accept([dissolved, *_released(organisation, custodian, command, context)])


def merge_organisation(
    organisation: Organisation,
    command: MergeOrganisation,
    context: Context,
    *,
    into: Organisation,
    above: Sequence[UUID],
    approver: Organisation,
    below: Iterable[Organisation],
    from_register: Register,
    to_register: Register,
    members: Mapping[UUID, Member],
    developments: Iterable[Development] = (),
    custodian: Organisation | None = None,
) -> Decision:
    """Merge a branch into another of its kind. Its groups, which are in ``below``, are dissolved with it."""
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(organisation, "organisationId"),
        known(into, "intoId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    fits = into.kind is organisation.kind and into.id != organisation.id and has_homes(into)
    refused = any_refusal(
        _a_branch(organisation) or _may_end(organisation, command.on, context),
        lasting(into, "intoId")
        if fits
        else Refusal(RefusalCode.WRONG_KIND, ("intoId",), details={"kind": into.kind.value}),
        approving(approver, above, command.on, "approvedBy"),
    ) or any_refusal(moving_refusal(from_register, members, command.on, context))
    if refused:
        return refused
    refused = any_refusal(_leaves_none_alone(organisation, command.on))
    if refused:
        return refused
    if any(development.goes_on for development in developments):
        return refuse(RefusalCode.DEVELOPMENTS_OPEN, "organisationId")
    merged = context.events_of(organisation, command, on=command.on)(
        OrganisationMerged, into_id=into.id, on=command.on, approved_by=approver.id
    )
    dissolved = [
        context.events_of(group, command, on=command.on)(
            OrganisationDissolved, on=command.on, approved_by=approver.id
        )
        for group in below
        if group.stands_on(command.on)
    ]
    moved = move(
        members.values(), command, context, from_register=from_register, to_register=to_register, to=into.id
    )
    return accept([*moved, *dissolved, merged, *_released(organisation, custodian, command, context)])


def split_organisation(
    organisation: Organisation,
    command: SplitOrganisation,
    context: Context,
    *,
    new: Organisation,
    above: Sequence[UUID],
    approver: Organisation,
    from_register: Register,
    to_register: Register,
    members: Mapping[UUID, Member],
) -> Decision:
    """Found a branch beside one, of the same place, sector and form, and move the members named there."""
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(organisation, "organisationId"),
        unused(new, "newId"),
        name(command.name, "name"),
        day(command.on, context, "on", most_days_ahead=0),
        _named(command.member_ids),
    )
    if refused:
        return refused
    refused = any_refusal(
        _a_branch(organisation)
        or _may_end(organisation, command.on, context)
        or (None if has_homes(organisation) else Refusal(RefusalCode.FORM_FORBIDS, ("organisationId",))),
        approving(approver, above, command.on, "approvedBy"),
        more=(
            None
            if member.id in set(from_register.members_on(command.on))
            else Refusal(RefusalCode.NOT_ON_REGISTER, ("memberIds",), index)
            for index, member in enumerate(members.values())
        ),
    ) or any_refusal(moving_refusal(from_register, members, command.on, context))
    if refused:
        return refused
    founded = context.events_of(new, command)(
        OrganisationFounded,
        occurred_at=Occurred.on(command.on),
        kind=organisation.kind,
        name=command.name,
        parent_id=above[0],
        division_code=organisation.division_code,
        sector=organisation.sector,
        form=organisation.form,
        approved_by=approver.id,
        split_from=organisation.id,
    )
    split = context.events_of(organisation, command, on=command.on)(
        OrganisationSplit, new_id=new.id, on=command.on, approved_by=approver.id
    )
    moved = move(
        members.values(), command, context, from_register=from_register, to_register=to_register, to=new.id
    )
    return accept([founded, *moved, split])


def _may_end(organisation: Organisation, on: date, context: Context) -> Refusal | None:
    """Not before its founding, and once only."""
    refused = lasting(organisation, "organisationId")
    if refused:
        return refused
    if on < organisation.founded_at.local_date(context.zone):
        return Refusal(RefusalCode.INVALID_DATES, ("on",))
    return None


def _leaves_none_alone(organisation: Organisation, on: date) -> Refusal | None:
    """Neither entities that it covers nor branches that it looks after."""
    if organisation.units_from(on):
        return Refusal(RefusalCode.UNITS_COVERED, ("organisationId",))
    if organisation.looks_after_from(on):
        return Refusal(RefusalCode.LOOKS_AFTER_OTHERS, ("organisationId",))
    return None


def _released(
    organisation: Organisation,
    custodian: Organisation | None,
    command: DissolveOrganisation | MergeOrganisation,
    context: Context,
) -> Iterator[DomainEvent]:
    """Who looks after a branch that ends does so no longer; ``custodian`` is the last one, if there ever was any."""
    if custodian is None or not organisation.in_custody_from(command.on):
        return
    yield context.events_of(custodian, command, on=min(command.on, context.today))(
        BranchReleased, branch_id=organisation.id, on=command.on
    )


def _a_branch(organisation: Organisation) -> Refusal | None:
    if organisation.kind in _BRANCHES:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _named(member_ids: tuple[UUID, ...]) -> Refusal | None:
    if not member_ids:
        return Refusal(RefusalCode.INVALID_VALUE, ("memberIds",))
    if len(member_ids) > MOST_MOVED:
        return Refusal(RefusalCode.TOO_MANY, ("memberIds",), details={"most": MOST_MOVED})
    twice = next((n for n, id_ in enumerate(member_ids) if id_ in member_ids[:n]), None)
    return None if twice is None else Refusal(RefusalCode.NAMED_TWICE, ("memberIds",), twice)
