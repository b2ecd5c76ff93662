"""What stands at an organisation goes along when that goes under another parent: each table says what of it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.organisation.events import OrganisationMoved
from event_store.records import LoggedEvent
from projections.framework.read_model import Handler, ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Row, Table
from projections.organisation_places import moved


def going_along(tables: Iterable[Table]) -> ReadModel:
    """A read model without tables of its own: it keeps the paths in ``tables``."""
    placed = [table for table in tables if "org_path" in table.types and table.history is not History.BLOCKS]
    return ReadModel(name="going_along", tables=(), handlers={OrganisationMoved: _handler(placed)})


def _handler(tables: Iterable[Table]) -> Handler:
    def handle(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
        rows.true_from = event.on  # and stays so: findings and figures, which come next, are no states
        to = moved(rows)
        for table in tables:
            _follow(rows, table, to, event.on)

    return handle


def _follow(rows: Rows, table: Table, to: Mapping[str, Row], on: date) -> None:
    """States all go; of facts those of the day or of later ones, which are entered already."""
    match table.placed:
        case GoesAlong():
            going = rows.among(table, "org_path", to.keys())
        case OfItsDay(day):
            going = rows.among(table, "org_path", to.keys(), since=(day, on))
        case _:
            return
    for row in going:
        rows.change(table, *table.key_of(row), org_path=to[row["org_path"]]["org_path"])
