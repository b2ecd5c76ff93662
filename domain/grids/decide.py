"""Decisions about grids and about what they cover."""

from __future__ import annotations

from typing import Any

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, division_code, header, known, name, unused
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.grids.commands import (
    AssignCoverage,
    AssignResponsible,
    CorrectGrid,
    DefineGrid,
    EndCoverage,
    RelieveResponsible,
)
from domain.grids.events import (
    LEVELS,
    CoverageAssigned,
    CoverageEnded,
    GridCorrected,
    GridDefined,
    ResponsibleAssigned,
    ResponsibleRelieved,
)
from domain.grids.state import Coverage, Grid
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation


def define_grid(grid: Grid, command: DefineGrid, context: Context, *, parent: Grid | None) -> Decision:
    """Define a node; ``parent`` is the one that the command names, if it names one."""
    refused = any_refusal(
        header(command, context),
        unused(grid, "gridId"),
        name(command.name, "name"),
        division_code(command.division_code, "divisionCode"),
        _level_fits(command.level, parent),
    )
    if refused:
        return refused
    defined = context.events_of(grid, command)(
        GridDefined,
        level=command.level,
        name=command.name,
        parent_id=command.parent_id,
        division_code=command.division_code,
    )
    return accept([defined])


def assign_responsible(
    grid: Grid, command: AssignResponsible, context: Context, *, member: Member
) -> Decision:
    """Make a member answer for the node; several may, each once at a time."""
    refused = any_refusal(
        header(command, context),
        known(grid, "gridId"),
        at_home(member, "memberId", on=command.from_on),
        day(command.from_on, context, "fromOn"),
    )
    if refused:
        return refused
    terms = grid.responsible.get(member.id, [])
    if any(term.until is None or command.from_on < term.until for term in terms):
        return refuse(RefusalCode.ALREADY_EXISTS, "memberId")
    assigned = context.events_of(grid, command)(
        ResponsibleAssigned, member_id=member.id, from_on=command.from_on
    )
    return accept([assigned])


def relieve_responsible(grid: Grid, command: RelieveResponsible, context: Context) -> Decision:
    """End a member's answering for the node."""
    refused = any_refusal(header(command, context), known(grid, "gridId"), day(command.on, context, "on"))
    if refused:
        return refused
    terms = grid.responsible.get(command.member_id)
    if not terms or terms[-1].until is not None:
        return refuse(RefusalCode.NOT_RESPONSIBLE, "memberId")
    if command.on < terms[-1].from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    relieved = context.events_of(grid, command)(
        ResponsibleRelieved, member_id=command.member_id, on=command.on
    )
    return accept([relieved])


def assign_coverage(
    coverage: Coverage, command: AssignCoverage, context: Context, *, grid: Grid, organisation: Organisation
) -> Decision:
    """Let the node cover an organisation that no other covers from then on."""
    refused = any_refusal(
        header(command, context),
        known(grid, "gridId"),
        known(organisation, "organisationId") or lasting(organisation, "organisationId"),
        day(command.from_on, context, "fromOn"),
    )
    if refused:
        return refused
    last = coverage.terms[-1] if coverage.terms else None
    if last and (last.until is None or command.from_on < last.until):
        code = RefusalCode.ALREADY_EXISTS if last.grid_id == grid.id else RefusalCode.COVERED_ELSEWHERE
        return refuse(code, "organisationId", gridId=last.grid_id)
    assigned = context.events_of(coverage, command)(
        CoverageAssigned, organisation_id=organisation.id, grid_id=grid.id, from_on=command.from_on
    )
    return accept([assigned])


def end_coverage(coverage: Coverage, command: EndCoverage, context: Context) -> Decision:
    """End the covering that holds."""
    refused = any_refusal(header(command, context), day(command.on, context, "on"))
    if refused:
        return refused
    if not coverage.terms or coverage.terms[-1].until is not None:
        return refuse(RefusalCode.NOT_COVERED, "organisationId")
    term = coverage.terms[-1]
    if command.on < term.from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(coverage, command)(
        CoverageEnded, organisation_id=command.organisation_id, grid_id=term.grid_id, on=command.on
    )
    return accept([ended])


def correct_grid(grid: Grid, command: CorrectGrid, context: Context) -> Decision:
    """Correct what an earlier event said."""
    refused = any_refusal(
        header(command, context),
        known(grid, "gridId"),
        None if command.name is None else name(command.name, "name"),
        division_code(command.division_code, "divisionCode"),
    )
    fields: dict[str, Any] = {"name": command.name, "division_code": command.division_code}
    refused = refused or correction_refusal(grid.statements, command, command.corrects, **fields)
    if refused:
        return refused
    corrected = context.events_of(grid, command)(GridCorrected, corrects=command.corrects, **fields)
    return accept([corrected])


def _level_fits(level: int, parent: Grid | None) -> Refusal | None:
    if level not in LEVELS:
        return Refusal(RefusalCode.INVALID_VALUE, ("level",))
    if (parent is None) != (level == 1):
        return Refusal(RefusalCode.INVALID_VALUE, ("parentId",))
    if parent is None:
        return None
    if not parent.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("parentId",))
    if parent.level != level - 1:
        return Refusal(RefusalCode.WRONG_KIND, ("parentId",), details={"parentLevel": parent.level})
    return None
