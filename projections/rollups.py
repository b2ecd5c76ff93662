"""What happened at every node of both trees in every month, maintained by difference: sums of contributions.

After each command the contributions that it changed are taken back and given anew, at their organisation and grid, by
day; once a batch the sums go to all nodes above them. No handler here knows what an event means.

Nodes high in the trees have too many contributions to add up at each question about the past: of these, days are kept
beside months, and the past of both, by blocks of positions (docs/history.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.grids.events import GridCorrected
from domain.organisation.events import OrganisationCorrected, OrganisationFounded
from event_store.records import LoggedEvent
from projections.contributions import CONTRIBUTION, COUNTER_TYPES, COUNTERS
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Row, Table
from projections.grids import GRID
from projections.organisations import ORGANISATION
from projections.tree import upwards

BIG_DEPTH = 1  # organisations down to this depth: the county's committee and those of townships
BIG_LEVEL = 2  # grids up to this level

ROLLUP = Table(
    "rollup",
    key={"node_id": "uuid", "month": "date"},
    columns={
        "node_type": "text",
        "org_path": "text",
        "path": "text",
        "big": "boolean",
        **COUNTER_TYPES,
        "position": "bigint",
    },
    counters=COUNTERS,
    history=History.BLOCKS,
    versioned_if="big",
)

# Days of big nodes.
ROLLUP_DAY = Table(
    "rollup_day",
    key={"node_id": "uuid", "day": "date"},
    columns={**COUNTER_TYPES, "position": "bigint"},
    counters=COUNTERS,
    history=History.BLOCKS,
)


class Node(NamedTuple):
    """A node above a contribution: its id, and what its rows say of it."""

    node_id: UUID
    labels: Row


def _gather(rows: Rows) -> None:
    """Sum up what a command changed, by organisation, grid and day."""
    for _, before, after in rows.counted(CONTRIBUTION):
        if after is not None:
            for row, differences in _differences(before, after):
                place = (row["organisation_id"], row["grid_id"], row["day"])
                rows.gather(ROLLUP, *place, position=after["known_from"], differences=differences)


def _differences(before: Row | None, after: Row) -> Iterable[tuple[Row, dict[str, int]]]:
    """What to add, and where. An object keeps its place, but not its day."""
    if before is None:
        yield after, {name: after[name] for name in COUNTERS if after[name]}
    elif before["day"] == after["day"]:
        yield after, {name: after[name] - before[name] for name in COUNTERS if after[name] != before[name]}
    else:
        yield before, {name: -before[name] for name in COUNTERS if before[name]}
        yield after, {name: after[name] for name in COUNTERS if after[name]}


def _spread(rows: Rows) -> None:
    """Carry what was gathered to the nodes and all nodes above them."""
    known: dict[UUID | None, list[Node]] = {None: []}
    for (organisation_id, grid_id, day), position, sums in rows.take_gathered(ROLLUP):
        if organisation_id not in known:
            known[organisation_id] = _organisations(rows, organisation_id)
        if grid_id not in known:
            known[grid_id] = _grids(rows, grid_id)
        for node_id, labels in (*known[organisation_id], *known[grid_id]):
            _add(rows, node_id, day, {**labels, "position": position}, sums)


def _add(rows: Rows, node_id: UUID, day: date, labels: Row, sums: dict[str, int]) -> None:
    rows.add(ROLLUP, node_id, day.replace(day=1), labels=labels, differences=sums)
    if labels["big"]:
        rows.add(ROLLUP_DAY, node_id, day, labels={"position": labels["position"]}, differences=sums)


def _organisations(rows: Rows, organisation_id: UUID) -> list[Node]:
    return [
        Node(
            node["organisation_id"],
            {
                "node_type": "ORGANISATION",
                "org_path": node["org_path"],
                "path": node["org_path"],
                "big": node["depth"] <= BIG_DEPTH,
            },
        )
        for node in upwards(rows, ORGANISATION, organisation_id)
    ]


def _grids(rows: Rows, grid_id: UUID) -> list[Node]:
    return [
        Node(
            node["grid_id"],
            {
                "node_type": "GRID",
                "org_path": node["org_path"],
                "path": node["grid_path"],
                "big": node["level"] <= BIG_LEVEL,
            },
        )
        for node in upwards(rows, GRID, grid_id)
    ]


def _grid_moved(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """A grid that found its place among the organisations, or another, takes its months there."""
    _spread(rows)  # so that the months of this batch are found too
    for table, key, before, after in list(rows.changes()):
        if table is GRID and before and after and before["org_path"] != after["org_path"]:
            for month in rows.find(ROLLUP, "node_id", key[0]):
                kept = {name: month[name] for name in ("node_type", "path", "big")}
                labels = {**kept, "org_path": after["org_path"], "position": record.position}
                rows.add(ROLLUP, key[0], month["month"], labels=labels, differences={})


ROLLUPS = ReadModel(
    name="rollups",
    tables=(ROLLUP, ROLLUP_DAY),
    handlers={
        GridCorrected: _grid_moved,
        OrganisationFounded: _grid_moved,
        OrganisationCorrected: _grid_moved,
    },
    at_command=_gather,
    at_end=_spread,
)
