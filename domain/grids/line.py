"""The line of a grid: the node itself and all above it, up to level 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from domain.grids.state import Coverage, Grid
from domain.membership.homes import at_home
from domain.membership.state import Member

Line: TypeAlias = Sequence[Grid]


def covers(line: Line, coverage: Coverage, on: date) -> bool:
    """Whether a node of the line covers, on that day, the organisation that ``coverage`` is of."""
    nodes = {grid.id for grid in line}
    return any(
        term.grid_id in nodes and term.from_on <= on and (term.until is None or on < term.until)
        for term in coverage.terms
    )


def answers(line: Line, member: Member, on: date) -> bool:
    """Whether a member answers for a node of the line on that day, not having left the county by then."""
    return at_home(member, on=on) is None and any(
        term.from_on <= on and (term.until is None or on < term.until)
        for grid in line
        for term in grid.responsible.get(member.id, ())
    )
