"""Findings about the grids: somebody answers for each, up to level 1; and each organisation has one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.grids.answering import (
    LOWEST_LEVEL,
    OWNERS_OF_THE_LOWEST,
    belongs_into_a_grid,
    has_too_many_owners,
    levels_missing,
)
from domain.grids.events import (
    CoverageAssigned,
    CoverageEnded,
    GridDefined,
    ResponsibleAssigned,
    ResponsibleRelieved,
)
from domain.membership.events import MemberLeft
from domain.organisation.events import (
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
)
from projections.checks.declare import Check
from projections.finding_table import FINDING, About, finding_id, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.grids import GRID, GRID_COVERAGE, GRID_RESPONSIBLE
from projections.organisations import ORGANISATION
from projections.tree import upwards

_OF_GRIDS = (FindingKind.GRID_UNANSWERED, FindingKind.GRID_OWNERS_SEVERAL, FindingKind.GRID_CHAIN_BROKEN)


def _answering(rows: Rows, grid_id: UUID) -> int:
    """How many answer for it without a day on which that ends."""
    return sum(term["to_on"] is None for term in rows.of(GRID_RESPONSIBLE, grid_id))


def _answered_for(rows: Rows, event: GridDefined | ResponsibleAssigned | ResponsibleRelieved) -> None:
    """Somebody answers for it, of the lowest level one person alone; and for all above those of the lowest level."""
    _settle(rows, event.originator_id)


def _left(rows: Rows, event: MemberLeft) -> None:
    """All nodes for which somebody answered who has left the county."""
    terms = rows.find(GRID_RESPONSIBLE, "member_id", event.originator_id)
    for grid_id in sorted({term["grid_id"] for term in terms}):
        _settle(rows, grid_id)


def _settle(rows: Rows, grid_id: UUID) -> None:
    grid = rows.require(GRID, grid_id)
    answering = _answering(rows, grid_id)
    settle(rows, FindingKind.GRID_UNANSWERED, _about(grid), holds=answering == 0)
    settle(
        rows,
        FindingKind.GRID_OWNERS_SEVERAL,
        _about(grid),
        holds=has_too_many_owners(grid["level"], answering),
        measured=answering,
        allowed=OWNERS_OF_THE_LOWEST,
    )
    for lowest in _lowest(rows, grid):
        _chain(rows, lowest)


def _chain(rows: Rows, lowest: Row) -> None:
    answered = (_answering(rows, node["grid_id"]) > 0 for node in upwards(rows, GRID, lowest["parent_id"]))
    missing = levels_missing(answered)
    settle(
        rows, FindingKind.GRID_CHAIN_BROKEN, _about(lowest), holds=missing > 0, measured=missing, allowed=0
    )


def _lowest(rows: Rows, grid: Row) -> Iterator[Row]:
    """Nodes of the lowest level at a node or below it."""
    if grid["level"] == LOWEST_LEVEL:
        yield grid
        return
    for child in rows.find(GRID, "parent_id", grid["grid_id"]):
        yield from _lowest(rows, child)


def _about(grid: Row) -> About:
    return About(
        "Grid", grid["grid_id"], grid["org_path"], grid_id=grid["grid_id"], grid_path=grid["grid_path"]
    )


def _reads_of_grid(event: Any) -> Iterable[tuple[Table, Any]]:
    about = About("Grid", event.originator_id, "")
    found = [(FINDING, finding_id(kind, about)) for kind in _OF_GRIDS]
    return [(GRID_RESPONSIBLE, event.originator_id), *found]


def _organisation(
    rows: Rows, event: OrganisationFounded | OrganisationDissolved | OrganisationMerged
) -> None:
    _covered(rows, rows.require(ORGANISATION, event.originator_id))


def _coverage(rows: Rows, event: CoverageAssigned | CoverageEnded) -> None:
    """An organisation's; and of a branch that of its groups, which have it unless they have one of their own."""
    organisation = rows.require(ORGANISATION, event.organisation_id)
    _covered(rows, organisation)
    if organisation["kind"] == OrganisationKind.PARTY_BRANCH:
        for group in rows.find(ORGANISATION, "parent_id", event.organisation_id):
            _covered(rows, group)


def _covered(rows: Rows, organisation: Row) -> None:
    kind, id_ = organisation["kind"], organisation["organisation_id"]
    places = [id_, organisation["parent_id"]] if kind == OrganisationKind.PARTY_GROUP else [id_]
    covered = any(term["to_on"] is None for place in places for term in rows.of(GRID_COVERAGE, place))
    dissolved = organisation["dissolved_on"] is not None
    settle(
        rows,
        FindingKind.ORGANISATION_WITHOUT_GRID,
        About("Organisation", id_, organisation["org_path"], organisation_id=id_),
        holds=belongs_into_a_grid(kind, dissolved=dissolved) and not covered,
    )


def _reads_of_organisation(organisation_id: UUID) -> Iterable[tuple[Table, Any]]:
    about = About("Organisation", organisation_id, "")
    found = finding_id(FindingKind.ORGANISATION_WITHOUT_GRID, about)
    return [(ORGANISATION, organisation_id), (GRID_COVERAGE, organisation_id), (FINDING, found)]


CHECKS = (
    Check((GridDefined, ResponsibleAssigned, ResponsibleRelieved), _answered_for, _reads_of_grid),
    Check((MemberLeft,), _left),
    Check(
        (OrganisationFounded, OrganisationDissolved, OrganisationMerged),
        _organisation,
        lambda event: _reads_of_organisation(event.originator_id),
    ),
    Check(
        (CoverageAssigned, CoverageEnded),
        _coverage,
        lambda event: _reads_of_organisation(event.organisation_id),
    ),
)
