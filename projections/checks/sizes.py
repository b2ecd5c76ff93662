"""Findings about the number of members: of branches, of party groups, and of those who live in one building."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.grids.events import CoverageAssigned, CoverageEnded
from domain.organisation import sizes
from domain.organisation.events import (
    CustodyEnded,
    CustodyTaken,
    OrganisationDissolved,
    OrganisationKind,
    OrganisationMerged,
)
from domain.residence.events import ResidenceEnded, ResidenceRecorded
from projections.checks.declare import Check
from projections.finding_table import FINDING, About, finding_id, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.grids import GRID, GRID_COVERAGE
from projections.heads import HEAD_COUNT, MEMBER_EVENTS, heads
from projections.organisations import ORGANISATION

_OF_BRANCHES = (FindingKind.BRANCH_TOO_LARGE, FindingKind.CUSTODY_REVIEW_DUE)
_OF_GROUPS = (FindingKind.GROUP_TOO_SMALL, FindingKind.GROUP_WITHOUT_FULL_MEMBER)
_Verdicts = Mapping[FindingKind, tuple[int | None, int] | None]  # measured and allowed, None: all is well


def _members_changed(rows: Rows, event: Any) -> None:
    """Look where numbers changed, and settle what changed with them."""
    for place_id, before, after in _changed(rows):
        organisation = rows.get(ORGANISATION, place_id)
        if organisation is None:
            _building(rows, place_id)
            continue
        was = _verdicts(organisation, before["members"], before["full_members"]) if before else {}
        for kind, verdict in _verdicts(organisation, after["members"], after["full_members"]).items():
            if verdict != was.get(kind):
                _settle(rows, kind, organisation, verdict)


def _changed(rows: Rows) -> list[tuple[UUID, Row | None, Row]]:
    changes = ((key[0], before, after) for table, key, before, after in rows.changes() if table is HEAD_COUNT)
    return [(place_id, before, after) for place_id, before, after in changes if after]


def _changed_itself(rows: Rows, event: Any) -> None:
    """Of what exists no longer nothing is amiss, and what is in custody is looked after."""
    organisation = rows.require(ORGANISATION, event.originator_id)
    if organisation["kind"] == OrganisationKind.PARTY_GROUP:
        for term in rows.of(GRID_COVERAGE, event.originator_id):
            if term["to_on"] is None:
                _building(rows, term["grid_id"])
    if rows.get(HEAD_COUNT, event.originator_id):  # looked at from its first member on
        for kind, verdict in _verdicts(organisation, *heads(rows, event.originator_id)).items():
            _settle(rows, kind, organisation, verdict)


def _verdicts(organisation: Row, members: int, full_members: int) -> _Verdicts:
    stands = organisation["dissolved_on"] is None
    match organisation["kind"]:
        case OrganisationKind.PARTY_BRANCH:
            large = stands and sizes.is_too_large(members)
            alone = stands and sizes.needs_a_look(
                full_members, in_custody=organisation["custodian_id"] is not None
            )
            return {
                # Members come and go: how many there are, the organisation tells.
                FindingKind.BRANCH_TOO_LARGE: (None, sizes.MOST_OF_A_BRANCH) if large else None,
                FindingKind.CUSTODY_REVIEW_DUE: (full_members, sizes.LEAST_FULL_OF_A_BRANCH)
                if alone
                else None,
            }
        case OrganisationKind.PARTY_GROUP:
            small = stands and sizes.is_too_small_a_group(members)
            unled = stands and sizes.lacks_full_members(full_members)
            return {
                FindingKind.GROUP_TOO_SMALL: (members, sizes.LEAST_OF_A_GROUP) if small else None,
                FindingKind.GROUP_WITHOUT_FULL_MEMBER: (full_members, sizes.LEAST_FULL_OF_A_GROUP)
                if unled
                else None,
            }
    return {}


def _settle(rows: Rows, kind: FindingKind, organisation: Row, verdict: tuple[int | None, int] | None) -> None:
    measured, allowed = verdict or (None, None)
    settle(rows, kind, _about(organisation), holds=verdict is not None, measured=measured, allowed=allowed)


def _about(organisation: Row) -> About:
    id_: UUID = organisation["organisation_id"]
    return About("Organisation", id_, organisation["org_path"], organisation_id=id_)


def _residents_changed(rows: Rows, event: ResidenceRecorded | ResidenceEnded) -> None:
    for table, key, _, _ in list(rows.changes()):
        if table is HEAD_COUNT:
            _building(rows, key[0])


def _coverage_changed(rows: Rows, event: CoverageAssigned | CoverageEnded) -> None:
    """A group of a building's own covers it, or does no longer."""
    if rows.require(ORGANISATION, event.organisation_id)["kind"] == OrganisationKind.PARTY_GROUP:
        _building(rows, event.grid_id)


def _building(rows: Rows, grid_id: UUID) -> None:
    residents, _ = heads(rows, grid_id)
    due = sizes.is_due_a_group(residents, has_group=False) and sizes.is_due_a_group(
        residents, has_group=_has_group(rows, grid_id)
    )
    grid = rows.require(GRID, grid_id)
    about = About("Grid", grid_id, grid["org_path"], grid_id=grid_id, grid_path=grid["grid_path"])
    settle(
        rows,
        FindingKind.GROUP_DUE,
        about,
        holds=due,
        measured=residents,
        allowed=sizes.RESIDENTS_DUE_A_GROUP,
    )


def _has_group(rows: Rows, grid_id: UUID) -> bool:
    """Whether a group that was not dissolved covers the building without an end."""
    covered = (term for term in rows.find(GRID_COVERAGE, "grid_id", grid_id) if term["to_on"] is None)
    covering = (rows.require(ORGANISATION, term["organisation_id"]) for term in covered)
    return any(
        one["kind"] == OrganisationKind.PARTY_GROUP and one["dissolved_on"] is None for one in covering
    )


def _of_places(event: Any) -> Iterable[tuple[Table, Any]]:
    """The findings that a member's event may bring about or take away, of places that the event names."""
    branches = (getattr(event, name, None) for name in ("branch_id", "from_branch_id", "to_branch_id"))
    for kinds, ids in ((_OF_BRANCHES, branches), (_OF_GROUPS, (getattr(event, "group_id", None),))):
        for id_ in filter(None, ids):
            for kind in kinds:
                yield FINDING, finding_id(kind, About("Organisation", id_, ""))


def _of_building(event: Any) -> Iterable[tuple[Table, Any]]:
    about = About("Grid", event.grid_id, "")
    return [(FINDING, finding_id(FindingKind.GROUP_DUE, about)), (HEAD_COUNT, event.grid_id)]


CHECKS = (
    Check(MEMBER_EVENTS, _members_changed, _of_places),
    Check((OrganisationDissolved, OrganisationMerged, CustodyTaken, CustodyEnded), _changed_itself),
    Check((ResidenceRecorded, ResidenceEnded), _residents_changed, _of_building),
    Check((CoverageAssigned, CoverageEnded), _coverage_changed, _of_building),
)
