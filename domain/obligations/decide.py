"""Decisions about obligations: what rules call for, and what people did about it."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import Aggregate, Decision, DomainEvent, Refusal, RefusalCode, accept
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.core.event import EventFactory
from domain.documents.named import NamedDocument, fits
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.obligations.events import (
    ObligationAssigned,
    ObligationFulfilled,
    ObligationGroundsChanged,
    ObligationOpened,
    ObligationReopened,
    ObligationWaived,
    ObligationWithdrawn,
)
from domain.obligations.grounds import LONGEST_KEY, MOST_FACTS, MOST_GROUNDS, SubjectKind
from domain.obligations.reconciling import ACTED, ObligationStatus, Step, Wanted, next_step
from domain.obligations.state import Obligation
from domain.organisation.state import Organisation


def reconcile_obligation(
    obligation: Obligation,
    command: ReconcileObligation,
    context: Context,
    *,
    subject: Aggregate,
    organisation: Organisation,
    continued: Obligation | None,
) -> Decision:
    """Take the step that what is demanded calls for, if any. ``continued`` is what it continues, if anything.

    What was found by fewer facts than what stands changes nothing: whoever sent it has been overtaken.
    """
    refused = any_refusal(
        header(command, context),
        known(subject, "subjectId"),
        known(organisation, "organisationId"),
        _sound(command),
    )
    if refused:
        return refused
    if command.facts_position < obligation.facts_position:
        return accept()
    wanted = Wanted(command.organisation_id, command.grounds, command.due_on) if command.grounds else None
    step = next_step(obligation.standing, wanted)
    if step is None:
        return accept()
    event = _taken(step, command, context.events_of(obligation, command), continued)
    return accept([event])


def assign_obligation(
    obligation: Obligation,
    command: AssignObligation,
    context: Context,
    *,
    home: Container[UUID | None],
) -> Decision:
    """Have a member see to what is open; ``home`` is the member's own, and all above it."""
    refused = any_refusal(
        header(command, context), known(obligation, "obligationId"), _others(obligation, context)
    ) or any_refusal(
        _open(obligation),
        Refusal(RefusalCode.OWN_OBLIGATION, ("assigneeId",))
        if command.assignee_id == obligation.subject_id
        else None,
        None
        if obligation.organisation_id in home
        else Refusal(RefusalCode.MEMBER_ELSEWHERE, ("assigneeId",)),
    )
    if refused:
        return refused
    if command.assignee_id == obligation.assignee_id:
        return accept()
    record = context.events_of(obligation, command)
    return accept(
        [record(ObligationAssigned, subject_id=obligation.subject_id, assignee_id=command.assignee_id)]
    )


def fulfil_obligation(
    obligation: Obligation,
    command: FulfilObligation,
    context: Context,
    *,
    document: NamedDocument | None = None,
    since: date | None = None,
) -> Decision:
    """Record what was done. Whether its grounds hold by now is no matter: it was done.

    ``document`` is the record of it that the command names, if it names any; ``since`` the day of the first of its
    facts, where the log knows any of them.
    """
    member_id = obligation.subject_id if obligation.subject_kind is SubjectKind.MEMBER else None
    refused = any_refusal(
        header(command, context), known(obligation, "obligationId"), _others(obligation, context)
    ) or any_refusal(
        Refusal(RefusalCode.OBLIGATION_NOT_OPEN, ("obligationId",)) if obligation.status in ACTED else None,
        day(command.on, context, "on", most_days_ahead=0) or _not_before(since, command.on),
        fits(document, "documentId", member_id=member_id),
        None
        if set(command.dealt_with) <= obligation.facts
        else Refusal(RefusalCode.NOT_FOUND, ("dealtWith",)),
    )
    if refused:
        return refused
    fulfilled = context.events_of(obligation, command, on=command.on)(
        ObligationFulfilled,
        subject_id=obligation.subject_id,
        on=command.on,
        dealt_with=tuple(sorted(set(command.dealt_with) or obligation.facts)),
        document_id=command.document_id,
    )
    return accept([fulfilled])


def waive_obligation(obligation: Obligation, command: WaiveObligation, context: Context) -> Decision:
    """Let an open one be."""
    refused = any_refusal(
        header(command, context),
        known(obligation, "obligationId"),
        reason_given(command),
        _others(obligation, context),
    ) or any_refusal(_open(obligation))
    if refused:
        return refused
    waived = context.events_of(obligation, command)(
        ObligationWaived, subject_id=obligation.subject_id, dealt_with=tuple(sorted(obligation.facts))
    )
    return accept([waived])


def _sound(command: ReconcileObligation) -> Refusal | None:
    """What it says of grounds is of a size that the log keeps for ever."""
    if not 0 < len(command.key) <= LONGEST_KEY:
        return Refusal(RefusalCode.INVALID_VALUE, ("key",))
    most = max((len(ground.event_ids) for ground in command.grounds), default=0)
    if len(command.grounds) > MOST_GROUNDS or most > MOST_FACTS:
        return Refusal(RefusalCode.INVALID_VALUE, ("grounds",))
    return None


def _taken(
    step: Step, command: ReconcileObligation, record: EventFactory, continued: Obligation | None
) -> DomainEvent:
    """The event of a step."""
    found: dict[str, Any] = {"subject_id": command.subject_id, "facts_position": command.facts_position}
    owed = {**found, "organisation_id": command.organisation_id, "grounds": command.grounds}
    match step:
        case Step.OPEN:
            return record(
                ObligationOpened,
                subject_kind=command.subject_kind,
                consequence=command.consequence,
                key=command.key,
                due_on=command.due_on,
                continues=command.continues,
                assignee_id=None if continued is None else continued.assignee_id,
                **owed,
            )
        case Step.REOPEN:
            return record(ObligationReopened, due_on=command.due_on, **owed)
        case Step.CHANGE_GROUNDS:
            return record(ObligationGroundsChanged, **owed)
        case Step.WITHDRAW:
            return record(ObligationWithdrawn, **found)


def _not_before(since: date | None, on: date) -> Refusal | None:
    """Nobody deals with what is still to happen; and a second stage would count all that came after that day."""
    if since is None or on >= since:
        return None
    return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"since": since.isoformat()})


def _others(obligation: Obligation, context: Context) -> Refusal | None:
    """Nobody has a hand in what is about themselves."""
    if context.actor_member_id is not None and context.actor_member_id == obligation.subject_id:
        return Refusal(RefusalCode.OWN_OBLIGATION, ("obligationId",))
    return None


def _open(obligation: Obligation) -> Refusal | None:
    if obligation.status is ObligationStatus.OPEN:
        return None
    return Refusal(RefusalCode.OBLIGATION_NOT_OPEN, ("obligationId",))
