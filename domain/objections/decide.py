"""Decisions about objections: who may decide, and what follows. The record itself is corrected by its own commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.documents.named import NamedDocument, fits
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from domain.objections.due import due
from domain.objections.events import (
    ObjectionDecided,
    ObjectionRaised,
    ObjectionRemedied,
    ObjectionWithdrawn,
)
from domain.objections.state import Objection, ObjectionStatus
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.policies.layers import Layer


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the log: who recorded it, and whom it concerns."""

    event_id: UUID
    account: str
    concerns: frozenset[UUID]
    meeting_id: UUID | None = None  # of which it is a record, if it is of one


def raise_objection(
    objection: Objection,
    command: RaiseObjection,
    context: Context,
    *,
    member: Member,
    others: Iterable[Objection],
    record: Recorded | None,
    rules: Sequence[Layer],
    grounds: NamedDocument | None = None,
) -> Decision:
    """Raise it against an event that concerns the member; any other is refused as one of nowhere.

    ``others`` are the member's: against one event none stands twice, unless the first was withdrawn. ``rules`` are
    those in force at home on the day; what they say of the day by which it is to be decided is told once and for all.
    ``grounds`` is the document that the command names, if it names any.
    """
    refused = any_refusal(
        header(command, context),
        unused(objection, "objectionId"),
        at_home(member, "memberId"),
        fits(grounds, "groundsId", member_id=command.member_id),
    )
    if refused:
        return refused
    if record is None or member.id not in record.concerns:
        return refuse(RefusalCode.NOT_FOUND, "about")
    if any(one.about == command.about and one.status is not ObjectionStatus.WITHDRAWN for one in others):
        return refuse(RefusalCode.ALREADY_RECORDED, "about")
    raised_on = context.occurred_on(command)
    last = due(rules, raised_on)
    raised = context.events_of(objection, command)(
        ObjectionRaised,
        member_id=member.id,
        branch_id=member.home_at(raised_on).branch_id,
        about=command.about,
        raised_on=raised_on,
        due_on=last.on,
        grounds_id=command.grounds_id,
        meeting_id=record.meeting_id,
        version_id=last.version_id,
    )
    return accept([raised])


def withdraw_objection(objection: Objection, command: WithdrawObjection, context: Context) -> Decision:
    """Take back what was not decided yet."""
    refused = any_refusal(header(command, context), _open(objection))
    return refused or accept([context.events_of(objection, command)(ObjectionWithdrawn)])


def decide_objection(
    objection: Objection,
    command: DecideObjection,
    context: Context,
    *,
    organisation: Organisation,
    above: Sequence[UUID],
    record: Recorded | None,
    document: NamedDocument | None = None,
) -> Decision:
    """Decide it, for the branch or what stands ``above`` it: never the member, nor whoever made the record.

    ``document`` is the one that the command names, if it names any.
    """
    refused = any_refusal(
        header(command, context),
        _open(objection),
        reason_given(command),
        day(command.on, context, "on", most_days_ahead=0),
    ) or any_refusal(
        _deciding(objection, organisation, command, above),
        fits(document, "documentId", member_id=objection.member_id),
        _not_in_ones_own_cause(objection, context, record),
        Refusal(RefusalCode.INVALID_DATES, ("on",)) if command.on < objection.raised_on else None,
    )
    if refused:
        return refused
    decided = context.events_of(objection, command, on=command.on)(
        ObjectionDecided,
        organisation_id=command.organisation_id,
        outcome=command.outcome,
        on=command.on,
        document_id=command.document_id,
    )
    return accept([decided])


def remedy_objection(
    objection: Objection, command: RemedyObjection, context: Context, *, record: Recorded | None
) -> Decision:
    """Name what put the record right: another event that concerns the member. ``record`` is that one."""
    refused = any_refusal(
        header(command, context),
        known(objection, "objectionId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if not objection.is_to_remedy or objection.decided_on is None:
        return refuse(RefusalCode.NOTHING_UPHELD, "objectionId")
    if command.on < objection.raised_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    if record is None or objection.member_id not in record.concerns or record.event_id == objection.about:
        return refuse(RefusalCode.NOT_FOUND, "correction")
    remedied = context.events_of(objection, command, on=command.on)(
        ObjectionRemedied, correction=command.correction, on=command.on
    )
    return accept([remedied])


def _open(objection: Objection) -> Refusal | None:
    if objection.status in (None, ObjectionStatus.OPEN):
        return known(objection, "objectionId")
    return Refusal(RefusalCode.ALREADY_CLOSED, ("objectionId",))


def _deciding(
    objection: Objection, organisation: Organisation, command: DecideObjection, above: Sequence[UUID]
) -> Refusal | None:
    if not organisation.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("organisationId",))
    if organisation.id != objection.branch_id and organisation.id not in above:
        return Refusal(RefusalCode.NOT_ABOVE, ("organisationId",))
    return standing(organisation, command.on, "organisationId")


def _not_in_ones_own_cause(objection: Objection, context: Context, record: Recorded | None) -> Refusal | None:
    if context.actor_member_id is not None and context.actor_member_id == objection.member_id:
        return Refusal(RefusalCode.OWN_OBJECTION, ("objectionId",))
    if record is not None and context.actor_account == record.account:
        return Refusal(RefusalCode.RECORDER_DECIDES, ("objectionId",))
    return None
