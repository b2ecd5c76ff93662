"""Decisions about entities and about who covers them."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, division_code, header, known, name, unused
from domain.core.context import Context
from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.coverage.events import EntityCoverageEnded, EntityCovered, EntityExcluded, EntitySurveyed
from domain.coverage.state import Entity
from domain.organisation.events import BranchForm, OrganisationKind, UnitJoined, UnitLeft
from domain.organisation.forms import MOST_JOINT_UNITS, has_homes
from domain.organisation.standing import COMMITTEES, lasting
from domain.organisation.state import Organisation

MOST_EMPLOYEES = 1_000_000
_MAY_LOOK_AFTER = COMMITTEES | {OrganisationKind.GENERAL_BRANCH}


def survey_entity(
    entity: Entity, command: SurveyEntity, context: Context, *, organisation: Organisation
) -> Decision:
    """Make an entity known; members are among its employees."""
    refused = any_refusal(
        header(command, context),
        unused(entity, "entityId"),
        known(organisation, "organisationId") or _looks_after(organisation),
        name(command.name, "name"),
        division_code(command.division_code, "divisionCode"),
        day(command.surveyed_on, context, "surveyedOn", most_days_ahead=0),
        None
        if 0 <= command.employees <= MOST_EMPLOYEES
        else Refusal(RefusalCode.INVALID_VALUE, ("employees",)),
        None
        if 0 <= command.members <= command.employees
        else Refusal(RefusalCode.INVALID_VALUE, ("members",)),
    ) or any_refusal(lasting(organisation, "organisationId"))
    if refused:
        return refused
    surveyed = context.events_of(entity, command, on=command.surveyed_on)(
        EntitySurveyed,
        organisation_id=organisation.id,
        kind=command.kind,
        name=command.name,
        surveyed_on=command.surveyed_on,
        employees=command.employees,
        members=command.members,
        division_code=command.division_code,
    )
    return accept([surveyed])


def exclude_entity(entity: Entity, command: ExcludeEntity, context: Context) -> Decision:
    """Leave an entity out of account that no branch covers."""
    refused = any_refusal(
        header(command, context),
        known(entity, "entityId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if entity.excluded_on is not None:
        return refuse(RefusalCode.ENTITY_EXCLUDED, "entityId")
    if entity.covered_by is not None:
        return refuse(RefusalCode.ENTITY_COVERED, "entityId", branchId=entity.covered_by)
    last = entity.terms[-1].until if entity.terms else None
    if command.on < (last or entity.surveyed_on):
        return refuse(RefusalCode.INVALID_DATES, "on")
    excluded = context.events_of(entity, command)(EntityExcluded, ground=command.ground, on=command.on)
    return accept([excluded])


def cover_entity(entity: Entity, command: CoverEntity, context: Context, *, branch: Organisation) -> Decision:
    """Let a branch cover an entity that no other covers; a joint branch covers five units at most."""
    refused = any_refusal(
        header(command, context),
        known(entity, "entityId"),
        known(branch, "branchId") or _covers(branch),
        day(command.from_on, context, "fromOn", most_days_ahead=0),
    ) or any_refusal(lasting(branch, "branchId"))
    if refused:
        return refused
    if entity.excluded_on is not None:
        return refuse(RefusalCode.ENTITY_EXCLUDED, "entityId")
    if entity.covered_by is not None:
        return refuse(RefusalCode.ENTITY_COVERED, "entityId", branchId=entity.covered_by)
    last = entity.terms[-1].until if entity.terms else None
    if command.from_on < (last or entity.surveyed_on):
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    if branch.form is BranchForm.JOINT and branch.units_from(command.from_on) >= MOST_JOINT_UNITS:
        return refuse(RefusalCode.TOO_MANY_UNITS, "branchId", most=MOST_JOINT_UNITS)
    covered = context.events_of(entity, command, on=command.from_on)(
        EntityCovered, branch_id=branch.id, from_on=command.from_on
    )
    joined = context.events_of(branch, command, on=command.from_on)(
        UnitJoined, entity_id=entity.id, from_on=command.from_on
    )
    return accept([covered, joined])


def end_entity_coverage(
    entity: Entity, command: EndEntityCoverage, context: Context, *, branch: Organisation | None
) -> Decision:
    """End the covering that holds; ``branch`` is the one that covers the entity, if one does."""
    refused = any_refusal(
        header(command, context),
        known(entity, "entityId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if branch is None:
        return refuse(RefusalCode.NOT_COVERED, "entityId")
    if command.on < entity.terms[-1].from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(entity, command, on=command.on)(
        EntityCoverageEnded, branch_id=branch.id, on=command.on
    )
    left = context.events_of(branch, command, on=command.on)(UnitLeft, entity_id=entity.id, on=command.on)
    return accept([ended, left])


def _looks_after(organisation: Organisation) -> Refusal | None:
    if organisation.kind in _MAY_LOOK_AFTER:
        return None
    details = {"kind": organisation.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details=details)


def _covers(branch: Organisation) -> Refusal | None:
    if branch.kind is not OrganisationKind.PARTY_BRANCH:
        return Refusal(RefusalCode.WRONG_KIND, ("branchId",), details={"kind": branch.kind.value})
    return None if has_homes(branch) else Refusal(RefusalCode.FORM_FORBIDS, ("branchId",))
