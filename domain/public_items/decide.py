"""Decisions about public items. What was made public about somebody is taken down again by others than themselves."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, Refused, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.command import Command
from domain.core.context import Context
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.policies.periods import Period, Unit
from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from domain.public_items.events import (
    PublicItemEnded,
    PublicItemEnding,
    PublicItemPosted,
    PublicItemWithdrawn,
    Weakness,
)
from domain.public_items.state import PublicItem, PublicItemStatus
from domain.violations.state import Violation, ViolationStatus

_POST = frozenset([OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP])


def stands_at_most_until(on: date) -> date:
    """The last day of the quarter after the one of ``on``.

    The texts give no term (G02: "improved next quarter → public item expires"); this is a reading of that sentence.
    """
    quarter = Period.of(on, Unit.QUARTER)
    return Period(Unit.QUARTER, quarter.ordinal + 1).last


def post_public_item(
    item: PublicItem,
    command: PostPublicItem,
    context: Context,
    *,
    organisation: Organisation,
    home: Container[UUID],
    violation: Violation | None,
) -> Decision:
    """Make a weakness public.

    ``home`` is where the member whom the command names is at home that day; ``violation`` the one that it names.
    """
    latest = stands_at_most_until(command.on)
    until = command.stands_until or latest
    refused = any_refusal(
        header(command, context),
        unused(item, "publicItemId"),
        known(organisation, "organisationId")
        or _posts(organisation)
        or standing(organisation, command.on, "organisationId"),
        day(command.on, context, "on", most_days_ahead=0),
        None if command.on <= until <= latest else Refusal(RefusalCode.INVALID_DATES, ("standsUntil",)),
        None
        if command.member_id is None or command.organisation_id in home
        else Refusal(RefusalCode.MEMBER_ELSEWHERE, ("memberId",)),
        _not_theirs(command, violation),
    )
    if refused:
        return refused
    posted = context.events_of(item, command, on=command.on)(
        PublicItemPosted,
        organisation_id=organisation.id,
        member_id=command.member_id,
        weakness=command.weakness,
        violation_id=command.violation_id,
        on=command.on,
        stands_until=until,
    )
    return accept([posted])


def end_public_item(item: PublicItem, command: EndPublicItem, context: Context) -> Decision:
    """Take an item down on one of the days that it stands, by the word of others than whom it is about."""
    early = command.ending is PublicItemEnding.ENDED_EARLY
    refused = _refused(item, command, context) or any_refusal(
        reason_given(command) if early else None,
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if item.status is not PublicItemStatus.POSTED:
        return refuse(RefusalCode.ALREADY_CLOSED, "publicItemId")
    if not item.posted_on <= command.on <= item.stands_until:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(item, command, on=command.on)(
        PublicItemEnded, on=command.on, ending=command.ending
    )
    return accept([ended])


def withdraw_public_item(item: PublicItem, command: WithdrawPublicItem, context: Context) -> Decision:
    """Let an item count as never posted; also one that is over, since its history tells of it for ever."""
    refused = _refused(item, command, context) or any_refusal(reason_given(command))
    return refused or accept([context.events_of(item, command)(PublicItemWithdrawn)])


def _refused(item: PublicItem, command: Command, context: Context) -> Refused | None:
    """What every command about one that was posted asks first."""
    refused = any_refusal(header(command, context), known(item, "publicItemId"))
    if refused:
        return refused
    if item.status is PublicItemStatus.WITHDRAWN:
        return refuse(RefusalCode.ALREADY_WITHDRAWN, "publicItemId")
    if item.member_id is not None and item.member_id == context.actor_member_id:
        return refuse(RefusalCode.OWN_PUBLIC_ITEM, "publicItemId")
    return None


def _posts(organisation: Organisation) -> Refusal | None:
    if organisation.kind in _POST:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})


def _not_theirs(command: PostPublicItem, violation: Violation | None) -> Refusal | None:
    """A violation that is named stands, and is of the same member or the same organisation as such."""
    if violation is None:
        return None
    if command.weakness is not Weakness.VIOLATION:
        return Refusal(RefusalCode.INVALID_VALUE, ("violationId",))
    theirs = (
        violation.exists
        and violation.status is ViolationStatus.REPORTED
        and violation.member_id == command.member_id
        and (command.member_id is not None or violation.organisation_id == command.organisation_id)
    )
    return None if theirs else Refusal(RefusalCode.NOT_FOUND, ("violationId",))
