"""Findings about the grids: somebody answers for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.core.findings import FindingKind
from domain.grids.events import GridDefined, ResponsibleAssigned, ResponsibleRelieved
from projections.checks.declare import Check
from projections.finding_table import FINDING, About, finding_id, settle
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.grids import GRID, GRID_RESPONSIBLE


def _answered_for(rows: Rows, event: GridDefined | ResponsibleAssigned | ResponsibleRelieved) -> None:
    """Somebody answers for it and no day is known on which that ends."""
    grid = rows.require(GRID, event.originator_id)
    about = About(
        "Grid", grid["grid_id"], grid["org_path"], grid_id=grid["grid_id"], grid_path=grid["grid_path"]
    )
    terms = rows.of(GRID_RESPONSIBLE, event.originator_id)
    settle(rows, FindingKind.GRID_UNANSWERED, about, holds=all(term["to_on"] is not None for term in terms))


def _reads(event: Any) -> Iterable[tuple[Table, Any]]:
    about = About("Grid", event.originator_id, "")
    return [
        (GRID_RESPONSIBLE, event.originator_id),
        (FINDING, finding_id(FindingKind.GRID_UNANSWERED, about)),
    ]


CHECKS = (Check((GridDefined, ResponsibleAssigned, ResponsibleRelieved), _answered_for, _reads),)
