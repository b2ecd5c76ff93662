"""Decisions about departures: a reason is taken for what is done as a rule, and for nothing that has to be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.events import DepartureRecorded, DepartureWithdrawn
from domain.departures.state import Departure
from domain.documents.named import NamedDocument, fits
from domain.organisation.events import BranchForm, OrganisationKind
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.policies.departing import units_of
from domain.policies.events import PolicyVersionPublished
from domain.policies.modality import Modality
from domain.policies.periods import Period
from domain.policies.published import rule_of
from domain.policies.state import PolicyAdoptions, PolicyPack


def record_departure(
    departure: Departure,
    command: RecordDeparture,
    context: Context,
    *,
    organisation: Organisation,
    above: Sequence[UUID],
    above_then: Sequence[UUID],
    adoptions: PolicyAdoptions,
    pack: PolicyPack,
    document: NamedDocument | None = None,
) -> Decision:
    """Record a departure from the version in force at the outset of the period, before its end or after it.

    ``above`` are the organisations above the one concerned now, ``above_then`` those of the outset; ``adoptions`` are
    of the rule at the node, ``pack`` is the one that it belongs to; ``document`` is the one that the command names, if
    it names any. Sent twice it changes nothing, whatever became of its document; another reason is given once the
    first is withdrawn.
    """
    period = period_named(command.period)
    if period is None:
        return refuse(RefusalCode.INVALID_VALUE, "period")
    outset = outset_of(organisation, period, context)
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        day(period.first, context, "period"),
        known(organisation, "organisationId")
        or _was_there(outset, period)
        or standing(organisation, outset, "organisationId"),
        _in_line(command.approved_by, (organisation.id, *above), "approvedBy"),
        _in_line(command.node_id, (organisation.id, *above_then), "adoptedAt"),
        None if departure.recorded is not None else fits(document, "documentId"),
    )
    refused = refused or any_refusal(_departs(adoptions, pack, organisation, outset, period))
    if refused:
        return refused
    if departure.recorded is not None:
        if _is_so(departure.recorded, command):
            return accept()
        return refuse(RefusalCode.ALREADY_RECORDED, "reason")
    recorded = context.events_of(departure, command)(
        DepartureRecorded,
        organisation_id=organisation.id,
        node_id=command.node_id,
        series=command.series,
        period=period.label,
        unit=period.unit,
        from_on=period.first,
        to_on=period.last,
        document_id=command.document_id,
        approved_by=command.approved_by,
    )
    return accept([recorded])


def withdraw_departure(departure: Departure, command: WithdrawDeparture, context: Context) -> Decision:
    """Take a departure back, for a reason; another may be recorded then."""
    refused = any_refusal(header(command, context), reason_given(command))
    if refused:
        return refused
    if departure.recorded is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "period")
    withdrawn = context.events_of(departure, command)(
        DepartureWithdrawn, organisation_id=command.organisation_id
    )
    return accept([withdrawn])


def period_named(label: str) -> Period | None:
    """The period of a label; None if there is none of it."""
    try:
        return Period.named(label)
    except ValueError:
        return None


def outset_of(organisation: Organisation, period: Period, context: Context) -> date:
    """The day that decides by which version: the first of the period, or that of the founding."""
    if not organisation.exists:
        return period.first
    return max(period.first, organisation.founded_at.local_date(context.zone))


def _was_there(outset: date, period: Period) -> Refusal | None:
    return Refusal(RefusalCode.INVALID_DATES, ("period",)) if outset > period.last else None


def _in_line(named: UUID | None, line: Sequence[UUID], path: str) -> Refusal | None:
    """The organisation itself or one above it; what is elsewhere and what is nowhere are refused alike."""
    return None if named is None or named in line else Refusal(RefusalCode.NOT_ABOVE, (path,))


def _departs(
    adoptions: PolicyAdoptions, pack: PolicyPack, organisation: Organisation, outset: date, period: Period
) -> Refusal | None:
    """The rule was in force there, binds the organisation in such periods, and is one that is kept as a rule."""
    term = adoptions.in_force(outset)
    if term is None:
        return Refusal(RefusalCode.NOT_ADOPTED, ("series",))
    rule = _rule(pack, term.version_id)
    if not _binds(rule, organisation):
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})
    if rule.modality is not Modality.SHOULD:
        return Refusal(RefusalCode.RULE_MUST_BE_KEPT, ("series",), details={"version": rule.version})
    fits = period.unit in units_of(rule_of(rule.rule))
    return None if fits else Refusal(RefusalCode.INVALID_VALUE, ("period",))


def _rule(pack: PolicyPack, version_id: UUID) -> PolicyVersionPublished:
    """That a node adopted: so it was published."""
    rules = (rule for version in pack.versions.values() for rule in version.values())
    return next(rule for rule in rules if rule.version_id == version_id)


def _binds(rule: PolicyVersionPublished, organisation: Organisation) -> bool:
    if organisation.kind not in rule.organisations:
        return False
    is_other = organisation.kind is not OrganisationKind.PARTY_BRANCH
    return is_other or not rule.forms or (organisation.form or BranchForm.REGULAR) in rule.forms


def _is_so(recorded: DepartureRecorded, command: RecordDeparture) -> bool:
    return (recorded.reason, recorded.document_id, recorded.approved_by) == (
        command.reason,
        command.document_id,
        command.approved_by,
    )
