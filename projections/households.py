"""Households (户) of the grids, and visits to them (走访)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.households.events import (
    HouseholdEnded,
    HouseholdMoved,
    HouseholdRegistered,
    HouseholdVisited,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Stays, Table
from projections.grids import GRID
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of

HOUSEHOLD = Table(
    "household",
    key={"household_id": "uuid"},
    columns={
        "number": "integer",
        "grid_id": "uuid",
        "organisation_id": "uuid",
        "from_on": "date",
        "ended_on": "date",
        "org_path": "text",
        "grid_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("number", "grid_id", "organisation_id", "from_on", "ended_on"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

# A visit is said at once and never changes.
VISIT = Table(
    "visit",
    key={"visit_id": "uuid"},
    columns={
        "household_id": "uuid",
        "grid_id": "uuid",
        "organisation_id": "uuid",
        "member_id": "uuid",
        "visited_on": "date",
        "org_path": "text",
        "grid_path": "text",
        "position": "bigint",
    },
    kept=False,
    history=History.APPENDED,
    day="visited_on",
    placed=Stays(),
)


def grid_path(rows: Rows, grid_id: UUID) -> str:
    """The path of a grid in its tree."""
    path: str = rows.require(GRID, grid_id)["grid_path"]
    return path


def _registered(rows: Rows, event: HouseholdRegistered, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    rows.create(
        HOUSEHOLD,
        household_id=event.originator_id,
        number=event.number,
        ended_on=None,
        version=event.originator_version,
        position=record.position,
        **_place(rows, event),
    )


def _moved(rows: Rows, event: HouseholdMoved, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    _set(rows, event, record, **_place(rows, event))


def _ended(rows: Rows, event: HouseholdEnded, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, ended_on=event.on)


def _visited(rows: Rows, event: HouseholdVisited, record: LoggedEvent) -> None:
    # What the household's row says stays as it was, so its position does too; only its stream has moved on.
    rows.change(HOUSEHOLD, event.originator_id, version=event.originator_version)
    rows.create(
        VISIT,
        visit_id=event.event_id,
        household_id=event.originator_id,
        grid_id=event.grid_id,
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        visited_on=event.on,
        org_path=place_on(rows, event.organisation_id, event.on),
        grid_path=grid_path(rows, event.grid_id),
        position=record.position,
    )


def _place(rows: Rows, event: HouseholdRegistered | HouseholdMoved) -> dict[str, Any]:
    return {
        "grid_id": event.grid_id,
        "organisation_id": event.organisation_id,
        "from_on": event.from_on,
        "org_path": place_of(rows, event.organisation_id),
        "grid_path": grid_path(rows, event.grid_id),
    }


def _set(rows: Rows, event: HouseholdMoved | HouseholdEnded, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(HOUSEHOLD, event.originator_id, version=version, position=position, **fields)


def _named(event: Any) -> list[tuple[Table, UUID]]:
    return [
        (HOUSEHOLD, event.originator_id),
        (ORGANISATION, event.organisation_id),
        (GRID, event.grid_id),
    ]


HOUSEHOLDS = ReadModel(
    name="households",
    tables=(HOUSEHOLD, VISIT),
    handlers={
        HouseholdRegistered: _registered,
        HouseholdMoved: _moved,
        HouseholdEnded: _ended,
        HouseholdVisited: _visited,
    },
    reads={
        HouseholdRegistered: lambda event: _named(event)[1:],
        HouseholdMoved: _named,
        HouseholdEnded: by_stream(HOUSEHOLD),
        HouseholdVisited: _named,
    },
)
