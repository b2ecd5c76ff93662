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
from typing import Any, NamedTuple
from uuid import UUID

from domain.grids.events import GridCorrected
from domain.organisation.events import (
    OrganisationCorrected,
    OrganisationFounded,
    OrganisationMoved,
    OrganisationRecoded,
)
from event_store.records import LoggedEvent
from projections.contributions import CONTRIBUTION, COUNTER_TYPES, COUNTERS
from projections.framework.additions import block_of
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.grids import GRID
from projections.organisation_places import first_depth, parent_at
from projections.organisations import ORGANISATION
from projections.tree import without_last

BIG_DEPTH = 1  # organisations founded down to this depth: the county's committee and those of townships
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
    placed=GoesAlong(),
)

# Days of big nodes.
ROLLUP_DAY = Table(
    "rollup_day",
    key={"node_id": "uuid", "day": "date"},
    columns={**COUNTER_TYPES, "position": "bigint"},
    counters=COUNTERS,
    history=History.BLOCKS,
)


# Of an organisation, with the path that it had on the day; of a grid the path is empty.
Node = tuple[UUID, str]
Place = tuple[Node, date, int]  # with day, and block of positions
Sums = tuple[int, dict[str, int]]  # position of the last event there, and what to add


def _gather(rows: Rows) -> None:
    """Sum up what a command changed, by organisation, grid and day."""
    for _, before, after in rows.counted(CONTRIBUTION):
        if after is not None:
            for row, differences in _differences(before, after):
                place = (row["organisation_id"], row["org_path"], row["grid_id"], row["day"])
                rows.gather(ROLLUP, *place, position=after["known_from"], differences=differences)


def _differences(before: Row | None, after: Row) -> Iterable[tuple[Row, dict[str, int]]]:
    """What to add, and where. Day and place of an object may change."""
    if before is None:
        yield after, {name: after[name] for name in COUNTERS if after[name]}
    elif (before["day"], before["org_path"]) == (after["day"], after["org_path"]):
        yield after, {name: after[name] - before[name] for name in COUNTERS if after[name] != before[name]}
    else:
        yield before, {name: -before[name] for name in COUNTERS if before[name]}
        yield after, {name: after[name] for name in COUNTERS if after[name]}


def _spread(rows: Rows) -> None:
    """Carry what was gathered to the nodes and all nodes above them."""
    organisations: dict[Place, Sums] = {}
    grids: dict[Place, Sums] = {}
    for (organisation_id, org_path, grid_id, day), position, sums in rows.take_gathered(ROLLUP):
        block = block_of(position)
        _join(organisations, ((organisation_id, org_path), day, block), (position, sums))
        if grid_id is not None:
            _join(grids, ((grid_id, ""), day, block), (position, sums))
    _climb(rows, _ORGANISATIONS, organisations)
    _climb(rows, _GRIDS, grids)


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


class _Tree(NamedTuple):
    """How sums climb a tree: by the parents of their day."""

    height: Callable[[Rows, Node], int]
    above: Callable[[Rows, Node], Node | None]
    labels: Callable[[Rows, UUID], Row]


def _climb(rows: Rows, tree: _Tree, places: dict[Place, Sums]) -> None:
    """Add sums to their nodes, the lowest first, and what has come together there to the node above."""
    levels: defaultdict[int, dict[Place, Sums]] = defaultdict(dict)
    for place, come in places.items():
        levels[tree.height(rows, place[0])][place] = come
    while levels:
        lowest = max(levels)
        for (node, day, block), (position, sums) in levels.pop(lowest).items():
            _add(rows, node[0], day, {**tree.labels(rows, node[0]), "position": position}, sums)
            above = tree.above(rows, node)
            if above is not None:
                _join(levels[lowest - 1], (above, day, block), (position, sums))


def _add(rows: Rows, node_id: UUID, day: date, labels: Row, sums: dict[str, int]) -> None:
    rows.add(ROLLUP, node_id, day.replace(day=1), labels=labels, differences=sums)
    if labels["big"]:
        rows.add(ROLLUP_DAY, node_id, day, labels={"position": labels["position"]}, differences=sums)


def _above_organisation(rows: Rows, node: Node) -> Node | None:
    organisation_id, org_path = node
    parent_id = parent_at(rows, rows.require(ORGANISATION, organisation_id), org_path)
    return None if parent_id is None else (parent_id, without_last(org_path))


def _above_grid(rows: Rows, node: Node) -> Node | None:
    parent_id: UUID | None = rows.require(GRID, node[0])["parent_id"]
    return None if parent_id is None else (parent_id, "")


def _of_organisation(rows: Rows, organisation_id: UUID) -> Row:
    node = rows.require(ORGANISATION, organisation_id)
    path, big = node["org_path"], first_depth(rows, node) <= BIG_DEPTH
    return {"node_type": "ORGANISATION", "org_path": path, "path": path, "big": big}


def _of_grid(rows: Rows, grid_id: UUID) -> Row:
    node = rows.require(GRID, grid_id)
    path, big = node["grid_path"], node["level"] <= BIG_LEVEL
    return {"node_type": "GRID", "org_path": node["org_path"], "path": path, "big": big}


_ORGANISATIONS = _Tree(lambda rows, node: node[1].count("/"), _above_organisation, _of_organisation)
_GRIDS = _Tree(lambda rows, node: rows.require(GRID, node[0])["level"], _above_grid, _of_grid)


_LABELS = {GRID: _of_grid, ORGANISATION: _of_organisation}


def _node_moved(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """A node that stands elsewhere among the organisations takes its months there."""
    _spread(rows)  # so that the months of this batch are found too
    labels_of = {
        key[0]: _LABELS[table]
        for table, key, before, after in rows.changes()
        if table in _LABELS and before and after and before["org_path"] != after["org_path"]
    }
    if not labels_of:
        return
    for month in rows.find_any(ROLLUP, "node_id", labels_of):
        node_id = month["node_id"]
        labels = {**labels_of[node_id](rows, node_id), "position": record.position}
        rows.add(ROLLUP, node_id, month["month"], labels=labels, differences={})


ROLLUPS = ReadModel(
    name="rollups",
    tables=(ROLLUP, ROLLUP_DAY),
    handlers={
        GridCorrected: _node_moved,
        OrganisationFounded: _node_moved,
        OrganisationCorrected: _node_moved,
        OrganisationRecoded: _node_moved,
        OrganisationMoved: _node_moved,
    },
    at_command=_gather,
    at_end=_spread,
)
