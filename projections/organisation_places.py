"""Where organisations stood in the tree, and when: a term for each place that one ever had.

An organisation takes all below it along when it goes under another parent, so each of them has a term from that day on.
What happened stays at the place of its day: ``place_on`` says which that was.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.organisation.events import OrganisationFounded, OrganisationMoved
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Row, Stays, Table
from projections.organisations import ORGANISATION
from projections.tree import last_segment, subtree_end

ORGANISATION_PLACE = Table(
    "organisation_place",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={
        "to_on": "date",
        "parent_id": "uuid",
        "org_path": "text",
        "depth": "smallint",
        "position": "bigint",
    },
    history=History.SUPERSEDED,
    day="from_on",
    placed=Stays(),
)


def place_on(rows: Rows, organisation_id: UUID, day: date) -> str:
    """The path that an organisation had on a day; before its founding, that of its founding."""
    organisation = rows.require(ORGANISATION, organisation_id)
    if stands_since(organisation, day):
        path: str = organisation["org_path"]
    else:
        terms = rows.of(ORGANISATION_PLACE, organisation_id)
        path = next((term for term in reversed(terms) if term["from_on"] <= day), terms[0])["org_path"]
    return path


def stands_since(organisation: Row, day: date) -> bool:
    """Whether it stood on that day where it stands now; nearly all always did."""
    placed_from = organisation["placed_from"]
    return placed_from is None or placed_from <= day


def place_since(rows: Rows, table: Table, key: UUID, organisation_id: UUID) -> None:
    """A state that is entered late stood, from ``rows.true_from`` on, where its organisation stood day by day."""
    since = rows.true_from
    if stands_since(rows.require(ORGANISATION, organisation_id), since):
        return
    for term in rows.of(ORGANISATION_PLACE, organisation_id):
        if term["to_on"] is None or since < term["to_on"]:
            rows.true_from = max(since, term["from_on"])
            rows.change(table, key, org_path=term["org_path"])
    rows.true_from = since


def parent_at(rows: Rows, organisation: Row, org_path: str) -> UUID | None:
    """What an organisation stood below when it had that path."""
    parent_id: UUID | None = organisation["parent_id"]
    if org_path != organisation["org_path"]:
        terms = rows.of(ORGANISATION_PLACE, organisation["organisation_id"])
        parent_id = next(term["parent_id"] for term in terms if term["org_path"] == org_path)
    return parent_id


def first_depth(rows: Rows, organisation: Row) -> int:
    """How deep it stood when it was founded."""
    depth: int = organisation["depth"]
    if organisation["placed_from"] is not None:
        depth = rows.of(ORGANISATION_PLACE, organisation["organisation_id"])[0]["depth"]
    return depth


def moved(rows: Rows) -> dict[str, Row]:
    """The organisations that the event took to another place, by the path that they had."""
    return {
        before["org_path"]: after
        for table, _, before, after in rows.changes()
        if table is ORGANISATION and before and after and before["org_path"] != after["org_path"]
    }


def _founded(rows: Rows, event: OrganisationFounded, record: LoggedEvent) -> None:
    """One that is entered late stood for days of before where its parent did then."""
    founded = rows.require(ORGANISATION, event.originator_id)
    above = rows.get(ORGANISATION, event.parent_id) if event.parent_id else None
    if above is None or stands_since(above, rows.day):
        _begin(rows, founded, rows.day, record)
        return
    founded_on, own = rows.day, last_segment(founded["org_path"])
    for term in rows.of(ORGANISATION_PLACE, event.parent_id):
        if term["to_on"] is None or founded_on < term["to_on"]:
            from_on = max(founded_on, term["from_on"])
            rows.true_from = from_on
            _place(rows, founded, from_on, term["org_path"] + own, term["depth"] + 1, record)
    rows.true_from = founded_on


def _moved(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
    rows.true_from = event.on
    top = rows.require(ORGANISATION, event.originator_id)
    above = rows.require(ORGANISATION, event.parent_id)
    depth, length = above["depth"] + 1 - top["depth"], len(top["org_path"])
    path = above["org_path"] + last_segment(top["org_path"])
    along = _subtree(rows, top)
    rows.all_of(ORGANISATION_PLACE, [one["organisation_id"] for one in along])
    for one in along:
        _place(rows, one, event.on, path + one["org_path"][length:], one["depth"] + depth, record)


def _subtree(rows: Rows, top: Row) -> list[Row]:
    """An organisation and all below it, a level at a time."""
    found, level = [top], [top]
    while level:
        level = rows.among(ORGANISATION, "parent_id", {one["organisation_id"] for one in level})
        found += level
    return found


def _place(rows: Rows, one: Row, from_on: date, org_path: str, depth: int, record: LoggedEvent) -> None:
    """From a day on, it has another place; that is its first if it is only now founded."""
    terms = rows.of(ORGANISATION_PLACE, one["organisation_id"])
    if terms and terms[-1]["from_on"] < from_on:
        key = ORGANISATION_PLACE.key_of(terms[-1])
        rows.change(ORGANISATION_PLACE, *key, to_on=from_on, position=record.position)
    paths = [org_path, *(term["org_path"] for term in terms)]
    placed = {
        "org_path": org_path,
        "depth": depth,
        "placed_from": from_on if terms else None,
        "paths_from": min(paths),
        "paths_to": max(map(subtree_end, paths)),
    }
    rows.change(ORGANISATION, one["organisation_id"], **placed)
    _begin(rows, {**one, **placed}, from_on, record)


def _begin(rows: Rows, one: Row, from_on: date, record: LoggedEvent) -> None:
    rows.put(
        ORGANISATION_PLACE,
        organisation_id=one["organisation_id"],
        from_on=from_on,
        to_on=None,
        parent_id=one["parent_id"],
        org_path=one["org_path"],
        depth=one["depth"],
        position=record.position,
    )


ORGANISATION_PLACES = ReadModel(
    name="organisation_places",
    tables=(ORGANISATION_PLACE,),
    handlers={OrganisationFounded: _founded, OrganisationMoved: _moved},
    reads={
        OrganisationFounded: lambda event: [(ORGANISATION_PLACE, event.originator_id)],
        OrganisationMoved: lambda event: [
            (ORGANISATION, event.parent_id),
            (ORGANISATION, event.originator_id),
            (ORGANISATION_PLACE, event.originator_id),
        ],
    },
)
