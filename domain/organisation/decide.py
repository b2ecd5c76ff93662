"""Decisions about organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept
from domain.core.checks import (
    any_refusal,
    day,
    division_code,
    header,
    known,
    name,
    reason_given,
    unused,
)
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.organisation.commands import CorrectOrganisation, FoundOrganisation, RenameOrganisation
from domain.organisation.events import (
    BranchForm,
    BranchSector,
    OrganisationCorrected,
    OrganisationFounded,
    OrganisationKind,
    OrganisationRenamed,
)
from domain.organisation.standing import approving, lasting
from domain.organisation.state import Organisation

LONGEST_TASK_DAYS = 3653  # ten years: a task of more is no temporary one
_BRANCHES = frozenset([OrganisationKind.PARTY_BRANCH, OrganisationKind.LEAGUE_BRANCH])
_BELOW_COMMITTEE = _BRANCHES | {OrganisationKind.GENERAL_BRANCH}
_BELOW_COUNTY = _BELOW_COMMITTEE | {OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_WORK_COMMITTEE}
_BELOW = {
    OrganisationKind.PARTY_COMMITTEE: _BELOW_COMMITTEE,
    # The work committee of the county's agencies leads the committees of single agencies.
    OrganisationKind.PARTY_WORK_COMMITTEE: _BELOW_COMMITTEE | {OrganisationKind.PARTY_COMMITTEE},
    OrganisationKind.GENERAL_BRANCH: _BRANCHES,
    OrganisationKind.PARTY_BRANCH: frozenset([OrganisationKind.PARTY_GROUP]),
    OrganisationKind.PARTY_GROUP: frozenset[OrganisationKind](),
    OrganisationKind.LEAGUE_BRANCH: frozenset[OrganisationKind](),
}


def kinds_below(parent: Organisation) -> frozenset[OrganisationKind]:
    """Kinds of organisation that may stand directly below ``parent``."""
    return _BELOW_COUNTY if parent.parent_id is None else _BELOW[parent.kind]


def found_organisation(
    organisation: Organisation,
    command: FoundOrganisation,
    context: Context,
    *,
    parent: Organisation,
    approver: Organisation | None,
    above: Sequence[UUID] = (),
) -> Decision:
    """Found an organisation below an existing one of a kind that may have such a child.

    ``approver`` is the organisation that the command says approved it, if it says any; ``above`` are then the parent
    and all above it, the nearest first.
    """
    founded_on = context.occurred_on(command)
    refused = any_refusal(
        header(command, context),
        unused(organisation, "organisationId"),
        name(command.name, "name"),
        division_code(command.division_code, "divisionCode"),
        _sector_fits(command.kind, command.sector),
        known(parent, "parentId") or kind_fits(command.kind, parent) or lasting(parent, "parentId"),
        *_form_fits(command, founded_on, context),
        None if approver is None else approving(approver, above, founded_on, "approvedBy"),
    )
    if refused:
        return refused
    founded = context.events_of(organisation, command)(
        OrganisationFounded,
        kind=command.kind,
        name=command.name,
        parent_id=parent.id,
        division_code=command.division_code,
        sector=command.sector,
        form=command.form,
        approved_by=command.approved_by,
        expected_end=command.expected_end,
    )
    return accept([founded])


def rename_organisation(
    organisation: Organisation, command: RenameOrganisation, context: Context
) -> Decision:
    """Give it another name; nothing happens if it bears that name."""
    refused = any_refusal(
        header(command, context), known(organisation, "organisationId"), name(command.name, "name")
    )
    if refused:
        return refused
    if command.name == organisation.name:
        return accept()
    return accept([context.events_of(organisation, command)(OrganisationRenamed, name=command.name)])


def correct_organisation(
    organisation: Organisation, command: CorrectOrganisation, context: Context
) -> Decision:
    """Correct what an earlier event said."""
    refused = any_refusal(header(command, context), known(organisation, "organisationId")) or any_refusal(
        None if command.name is None else name(command.name, "name"),
        division_code(command.division_code, "divisionCode"),
        _sector_fits(organisation.kind, command.sector),
    )
    fields: dict[str, Any] = {
        "name": command.name,
        "division_code": command.division_code,
        "sector": command.sector,
    }
    refused = refused or correction_refusal(organisation.statements, command, command.corrects, **fields)
    if refused:
        return refused
    corrected = context.events_of(organisation, command)(
        OrganisationCorrected, corrects=command.corrects, **fields
    )
    return accept([corrected])


def kind_fits(kind: OrganisationKind, parent: Organisation) -> Refusal | None:
    """Only some kinds stand directly below ``parent``."""
    if kind in kinds_below(parent):
        return None
    details = {"kind": kind.value, "parentKind": parent.kind.value}
    return Refusal(RefusalCode.WRONG_KIND, ("parentId",), details=details)


def _sector_fits(kind: OrganisationKind, sector: BranchSector | None) -> Refusal | None:
    if sector is None or kind is OrganisationKind.PARTY_BRANCH:
        return None
    return Refusal(RefusalCode.INVALID_VALUE, ("sector",))


def _form_fits(command: FoundOrganisation, founded_on: date, context: Context) -> Iterator[Refusal | None]:
    """Only branches have a form; a temporary one is approved on a ground and has an end in sight."""
    if command.form is not None and command.kind is not OrganisationKind.PARTY_BRANCH:
        yield Refusal(RefusalCode.INVALID_VALUE, ("form",))
    ends = command.expected_end
    if command.form is not BranchForm.TEMPORARY:
        yield None if ends is None else Refusal(RefusalCode.INVALID_VALUE, ("expectedEnd",))
        return
    yield reason_given(command)
    if command.approved_by is None:
        yield Refusal(RefusalCode.INVALID_VALUE, ("approvedBy",))
    if ends is None:
        yield Refusal(RefusalCode.INVALID_VALUE, ("expectedEnd",))
    elif ends <= founded_on:
        yield Refusal(RefusalCode.INVALID_DATES, ("expectedEnd",))
    else:
        yield day(ends, context, "expectedEnd", most_days_ahead=LONGEST_TASK_DAYS)
