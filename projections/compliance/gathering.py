"""Loads what verdicts about many organisations ask for, a statement a table, before they are judged one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM
from projections.compliance.tables import (
    ANNOUNCEMENT,
    COMMITTEE_TERM,
    COMPLIANCE,
    GROUP_TERM,
    MERGER,
    SIZE_TERM,
    UNANNOUNCED,
    UNASSESSED,
)
from projections.county import COUNTY
from projections.departures import DEPARTURE
from projections.framework.rows import Rows
from projections.grids import GRID, GRID_COVERAGE
from projections.meeting_facts import MEETING_FACT
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION
from projections.publications import MONTH_THEME, PUBLICATION
from projections.schedule import SCHEDULE_EXCEPTION
from projections.violations import VIOLATION_FACT

# Each by organisation.
_OF_ORGANISATIONS = (
    POLICY_ADOPTION,
    GROUP_TERM,
    SIZE_TERM,
    COMMITTEE_TERM,
    MERGER,
    GRID_COVERAGE,
    COMPLIANCE,
    ANNOUNCEMENT,
    UNANNOUNCED,
    UNASSESSED,
    MEETING_FACT,
    ANNUAL_PLAN,
    PLAN_FILING,
    PLAN_ITEM,
    PUBLICATION,
    VIOLATION_FACT,
    DEPARTURE,
    MONTH_THEME,
    SCHEDULE_EXCEPTION,
)
_OF_ALL = (ORGANISATION, ORGANISATION_PLACE, GRID, *_OF_ORGANISATIONS)


def below(rows: Rows, node_id: UUID) -> list[UUID]:
    """A node and all organisations that ever stood below it, a level at a time."""
    found, level = {node_id: None}, {node_id}
    while level:
        terms = rows.among(ORGANISATION_PLACE, "parent_id", level)
        level = {term["organisation_id"] for term in terms} - found.keys()
        found |= dict.fromkeys(sorted(level))
    return list(found)


def everybody(rows: Rows) -> list[UUID]:
    """All organisations of the county."""
    return below(rows, rows.require(COUNTY)["committee_id"])


def gather(rows: Rows, organisation_ids: Collection[UUID]) -> None:
    """Have in memory what verdicts about these organisations rest on, and all that stand above them."""
    if all(map(rows.has_all, _OF_ALL)):  # as in a rebuild, which asks for it very often
        return
    line = _with_all_above(rows, _with_parts(rows, organisation_ids))
    for table in _OF_ORGANISATIONS:
        rows.have(table, line)
    groups = [term["group_id"] for term in rows.all_of(GROUP_TERM, line)]
    rows.have(SIZE_TERM, groups)
    rows.have(GRID, sorted({term["grid_id"] for term in rows.all_of(GRID_COVERAGE, line)}))


def _with_parts(rows: Rows, organisation_ids: Collection[UUID]) -> list[UUID]:
    """Organisations, and all that ever became part of them: their meetings may count."""
    found: dict[UUID, None] = {}
    level = set(organisation_ids)
    while level:
        found |= dict.fromkeys(sorted(level))
        mergers = rows.all_of(MERGER, sorted(level))
        level = {one["organisation_id"] for one in mergers} - found.keys()
    return list(found)


def _with_all_above(rows: Rows, organisation_ids: Collection[Any]) -> list[UUID]:
    found: dict[UUID, None] = {}
    level = set(organisation_ids)
    while level:
        found |= dict.fromkeys(sorted(level))
        organisations = rows.all_of(ORGANISATION, sorted(level))
        moved = [one["organisation_id"] for one in organisations if one["placed_from"] is not None]
        terms = rows.all_of(ORGANISATION_PLACE, moved)
        above = {one["parent_id"] for one in (*organisations, *terms)} - {None}
        level = above - found.keys()
    return list(found)
