"""Handlers of commands about grids."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.grids import decide
from domain.grids.commands import (
    AssignCoverage,
    AssignResponsible,
    CorrectGrid,
    DefineGrid,
    EndCoverage,
    RelieveResponsible,
)
from domain.grids.events import coverage_id
from domain.grids.state import Coverage, Grid
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def define_grid(command: DefineGrid, session: Session) -> Decision:
    """Define a node below its parent."""
    grid = await session.load(Grid, command.grid_id)
    parent = None if command.parent_id is None else await session.load(Grid, command.parent_id)
    return decide.define_grid(grid, command, session.context, parent=parent)


async def assign_responsible(command: AssignResponsible, session: Session) -> Decision:
    """Make a member answer for a node."""
    grid = await session.load(Grid, command.grid_id)
    member = await session.load(Member, command.member_id)
    return decide.assign_responsible(grid, command, session.context, member=member)


async def relieve_responsible(command: RelieveResponsible, session: Session) -> Decision:
    """End a member's answering for a node."""
    grid = await session.load(Grid, command.grid_id)
    return decide.relieve_responsible(grid, command, session.context)


async def assign_coverage(command: AssignCoverage, session: Session) -> Decision:
    """Let a node cover an organisation."""
    coverage = await session.load(Coverage, coverage_id(command.organisation_id))
    grid = await session.load(Grid, command.grid_id)
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.assign_coverage(coverage, command, session.context, grid=grid, organisation=organisation)


async def end_coverage(command: EndCoverage, session: Session) -> Decision:
    """End the covering of an organisation."""
    coverage = await session.load(Coverage, coverage_id(command.organisation_id))
    return decide.end_coverage(coverage, command, session.context)


async def correct_grid(command: CorrectGrid, session: Session) -> Decision:
    """Correct a node."""
    grid = await session.load(Grid, command.grid_id)
    return decide.correct_grid(grid, command, session.context)
