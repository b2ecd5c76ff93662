"""What happened at every node of both trees in every month, maintained by difference: sums of contributions.

After each command the contributions that it changed are taken back and given anew, at their organisation and grid, by
day; once a batch the sums go to all nodes above them. No handler here knows what an event means.

Nodes high in the trees have too many contributions to add up at each question about the past: of these, days are kept
beside months, and the past of both, by blocks of positions (docs/history.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from domain.grids.events import GridCorrected
from domain.organisation.events import OrganisationCorrected, OrganisationFounded, OrganisationRecoded
from event_store.records import LoggedEvent
from projections.contributions import CONTRIBUTION, COUNTER_TYPES, COUNTERS
from projections.framework.additions import block_of
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Row, Table
from projections.grids import GRID
from projections.organisations import ORGANISATION

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


Place = tuple[UUID, date, int]  # node, day, and block of positions
Sums = tuple[int, dict[str, int]]  # position of the last event there, and what to add


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
    organisations: dict[Place, Sums] = {}
    grids: dict[Place, Sums] = {}
    for (organisation_id, grid_id, day), position, sums in rows.take_gathered(ROLLUP):
        block = block_of(position)
        _join(organisations, (organisation_id, day, block), (position, sums))
        if grid_id is not None:
            _join(grids, (grid_id, day, block), (position, sums))
    _climb(rows, ORGANISATION, "depth", organisations, _of_organisation)
    _climb(rows, GRID, "level", grids, _of_grid)


def _join(places: dict[Place, Sums], place: Place, sums: Sums) -> None:
    """Add to what has come to a place."""
    position, differences = sums
    known = places.get(place)
    if known is None:
        places[place] = (position, dict(differences))
        return
    last, total = known
    for name, difference in differences.items():
        total[name] = total.get(name, 0) + difference
    places[place] = (max(last, position), total)


def _climb(
    rows: Rows, table: Table, height: str, places: dict[Place, Sums], labels_of: Callable[[Row], Row]
) -> None:
    """Add sums to their nodes, the lowest first, and what has come together there to the node above."""
    levels: defaultdict[int, dict[Place, Sums]] = defaultdict(dict)
    for place, come in places.items():
        levels[rows.require(table, place[0])[height]][place] = come
    while levels:
        lowest = max(levels)
        for (node_id, day, block), (position, sums) in levels.pop(lowest).items():
            node = rows.require(table, node_id)
            _add(rows, node_id, day, {**labels_of(node), "position": position}, sums)
            if node["parent_id"] is not None:
                _join(levels[lowest - 1], (node["parent_id"], day, block), (position, sums))


def _add(rows: Rows, node_id: UUID, day: date, labels: Row, sums: dict[str, int]) -> None:
    rows.add(ROLLUP, node_id, day.replace(day=1), labels=labels, differences=sums)
    if labels["big"]:
        rows.add(ROLLUP_DAY, node_id, day, labels={"position": labels["position"]}, differences=sums)


def _of_organisation(node: Row) -> Row:
    path, big = node["org_path"], node["depth"] <= BIG_DEPTH
    return {"node_type": "ORGANISATION", "org_path": path, "path": path, "big": big}


def _of_grid(node: Row) -> Row:
    path, big = node["grid_path"], node["level"] <= BIG_LEVEL
    return {"node_type": "GRID", "org_path": node["org_path"], "path": path, "big": big}


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
        OrganisationRecoded: _grid_moved,
    },
    at_command=_gather,
    at_end=_spread,
)
