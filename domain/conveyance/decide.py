"""Decisions about conveyance. Attendance is the meeting's affair: it is read afterwards, and recorded once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from uuid import UUID

from domain.conveyance.commands import (
    MOST_DELIVERIES,
    CloseConveyance,
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from domain.conveyance.events import (
    ConveyanceClosed,
    ConveyanceConfirmed,
    ConveyanceDelivered,
    ConveyanceOpened,
    DeliveryRevoked,
)
from domain.conveyance.state import Conveyance
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.meetings.held import was_there
from domain.meetings.state import Meeting
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation

_TELLING = frozenset(
    [OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP, OrganisationKind.LEAGUE_BRANCH]
)


def open_conveyance(
    conveyance: Conveyance,
    command: OpenConveyance,
    context: Context,
    *,
    organisation: Organisation,
    meeting: Meeting | None,
    register: Sequence[UUID],
) -> Decision:
    """List whom the item is to reach.

    ``meeting`` is the one that the command names, if any: its roster is the list. Without one, the list is
    ``register``: those at home in the branch or party group on the item's day.
    """
    refused = any_refusal(
        header(command, context),
        unused(conveyance, "conveyanceId"),
        _tells(organisation, command.issued_on),
        code(command.code, "code"),
        day(command.issued_on, context, "issuedOn", most_days_ahead=0),
    ) or any_refusal(None if meeting is None else _told_at(meeting, command))
    if refused:
        return refused
    expected = register if meeting is None else sorted(meeting.expected or ())
    if not expected:
        return refuse(RefusalCode.INVALID_VALUE, "organisationId", expected=0)
    opened = context.events_of(conveyance, command, on=command.issued_on)(
        ConveyanceOpened,
        organisation_id=organisation.id,
        branch_id=branch_of(organisation),
        code=command.code,
        issued_on=command.issued_on,
        expected=tuple(expected),
        meeting_id=command.meeting_id,
    )
    return accept([opened])


def branch_of(organisation: Organisation) -> UUID:
    """The branch on whose register those stand whom the organisation tells: itself, or that of a party group."""
    of_group = organisation.exists and organisation.kind is OrganisationKind.PARTY_GROUP
    return organisation.parent_id if of_group and organisation.parent_id else organisation.id


def deliver_conveyance(
    conveyance: Conveyance, command: DeliverConveyance, context: Context, *, home: Container[UUID | None]
) -> Decision:
    """Record of all of them or of none that they were told.

    ``home`` is where the member who told them was at home that day, and all above it.
    """
    refused = any_refusal(
        header(command, context),
        _open(conveyance),
        day(command.on, context, "on", most_days_ahead=0),
        code(command.second_language, "secondLanguage"),
        _how_many(command),
    ) or any_refusal(
        _not_before(conveyance, command.on, "on"),
        None if conveyance.branch_id in home else Refusal(RefusalCode.MEMBER_ELSEWHERE, ("byId",)),
        more=_unfit(conveyance, command),
    )
    if refused:
        return refused
    next_event = context.events_of(conveyance, command, on=command.on)
    return accept(
        next_event(
            ConveyanceDelivered,
            member_id=member_id,
            mode=command.mode,
            on=command.on,
            by_id=command.by_id,
            second_language=command.second_language,
        )
        for member_id in command.member_ids
    )


def revoke_delivery(conveyance: Conveyance, command: RevokeDelivery, context: Context) -> Decision:
    """Take back that somebody was told, for a reason; what the member confirmed stays."""
    refused = any_refusal(header(command, context), _open(conveyance), reason_given(command))
    if refused:
        return refused
    if command.member_id not in conveyance.delivered:
        return refuse(RefusalCode.NOTHING_RECORDED, "memberId")
    return accept([context.events_of(conveyance, command)(DeliveryRevoked, member_id=command.member_id)])


def confirm_conveyance(conveyance: Conveyance, command: ConfirmConveyance, context: Context) -> Decision:
    """The member's own word, also when the list is closed. Of a list without them they learn nothing."""
    refused = any_refusal(header(command, context))
    if refused:
        return refused
    if command.member_id not in conveyance.expected:
        return refuse(RefusalCode.NOT_FOUND, "conveyanceId")
    if command.member_id in conveyance.confirmed:
        return refuse(RefusalCode.ALREADY_RECORDED, "conveyanceId")
    on = context.occurred_on(command)
    refused = any_refusal(_not_before(conveyance, on, "occurredAt"))
    return refused or accept(
        [context.events_of(conveyance, command)(ConveyanceConfirmed, member_id=command.member_id, on=on)]
    )


def close_conveyance(
    conveyance: Conveyance, command: CloseConveyance, context: Context, *, meeting: Meeting | None
) -> Decision:
    """Close the list; while somebody is outstanding, for a reason only. ``meeting`` is the one it is told at."""
    refused = any_refusal(
        header(command, context), _open(conveyance), day(command.on, context, "on", most_days_ahead=0)
    ) or any_refusal(
        _not_before(conveyance, command.on, "on"),
        reason_given(command) if outstanding(conveyance, meeting) else None,
    )
    return refused or accept(
        [context.events_of(conveyance, command, on=command.on)(ConveyanceClosed, on=command.on)]
    )


def outstanding(conveyance: Conveyance, meeting: Meeting | None) -> frozenset[UUID]:
    """Those expected who neither attended nor were told, and did not say themselves that it has reached them."""
    reached = conveyance.delivered | conveyance.confirmed
    return frozenset(
        member_id
        for member_id in conveyance.expected - reached
        if meeting is None or meeting.cancelled or not was_there(meeting, member_id)
    )


def _tells(organisation: Organisation, on: date) -> Refusal | None:
    """Branches and party groups tell those who belong to them."""
    if not organisation.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("organisationId",))
    if organisation.kind not in _TELLING:
        details = {"kind": organisation.kind.value}
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)
    return standing(organisation, on, "organisationId")


def _told_at(meeting: Meeting, command: OpenConveyance) -> Refusal | None:
    """A meeting of that organisation, on the item's day or later; one of elsewhere is refused as one of nowhere."""
    if meeting.organisation_id != command.organisation_id:
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    if meeting.cancelled:
        return Refusal(RefusalCode.MEETING_CANCELLED, ("meetingId",))
    if meeting.expected is None:
        return Refusal(RefusalCode.ROSTER_NOT_FROZEN, ("meetingId",))
    if command.issued_on > meeting.held_on:
        details = {"heldOn": meeting.held_on.isoformat()}
        return Refusal(RefusalCode.INVALID_DATES, ("issuedOn",), details=details)
    return None


def _open(conveyance: Conveyance) -> Refusal | None:
    if conveyance.closed:
        return Refusal(RefusalCode.ALREADY_CLOSED, ("conveyanceId",))
    return known(conveyance, "conveyanceId")


def _not_before(conveyance: Conveyance, on: date, field: str) -> Refusal | None:
    """Nothing is told before there is anything to tell."""
    if on >= conveyance.issued_on:
        return None
    details = {"issuedOn": conveyance.issued_on.isoformat()}
    return Refusal(RefusalCode.INVALID_DATES, (field,), details=details)


def _how_many(command: DeliverConveyance) -> Refusal | None:
    if not command.member_ids:
        return Refusal(RefusalCode.INVALID_VALUE, ("memberIds",))
    if len(command.member_ids) > MOST_DELIVERIES:
        return Refusal(RefusalCode.TOO_MANY, ("memberIds",), details={"most": MOST_DELIVERIES})
    return None


def _unfit(conveyance: Conveyance, command: DeliverConveyance) -> Iterator[Refusal]:
    """Each is expected, named once, not recorded yet, and somebody else than the one who tells."""
    seen: set[UUID] = set()
    for index, member_id in enumerate(command.member_ids):
        if member_id in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, ("memberIds",), index)
        elif member_id not in conveyance.expected:
            yield Refusal(RefusalCode.NOT_ON_ROSTER, ("memberIds",), index)
        elif member_id in conveyance.delivered:
            yield Refusal(RefusalCode.ALREADY_RECORDED, ("memberIds",), index)
        elif member_id == command.by_id:
            yield Refusal(RefusalCode.INVALID_VALUE, ("memberIds",), index)
        seen.add(member_id)
