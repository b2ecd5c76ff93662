"""The tree of responsibility grids (网格): who answers for a node, and which organisations it covers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from operator import itemgetter
from uuid import UUID

from domain.grids.events import (
    CoverageAssigned,
    CoverageEnded,
    GridCorrected,
    GridDefined,
    ResponsibleAssigned,
    ResponsibleRelieved,
)
from domain.grids.state import Grid
from domain.membership.events import MemberLeft
from domain.organisation.events import (
    OrganisationCorrected,
    OrganisationFounded,
    OrganisationMoved,
    OrganisationRecoded,
)
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.members import MEMBER
from projections.organisation_places import moved
from projections.organisations import ORGANISATION, ORGANISATION_CODE
from projections.tree import segment

GRID = Table(
    "grid",
    key={"grid_id": "uuid"},
    columns={
        "level": "smallint",
        "name": "text",
        "division_code": "text",
        "parent_id": "uuid",
        "grid_path": "text",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("level", "name", "division_code", "parent_id"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

GRID_RESPONSIBLE = Table(
    "grid_responsible",
    key={"grid_id": "uuid", "member_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "org_path": "text", "position": "bigint"},
    audited=("to_on",),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)

GRID_COVERAGE = Table(
    "grid_coverage",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "grid_id": "uuid", "position": "bigint"},
    audited=("to_on", "grid_id"),
    history=History.SUPERSEDED,
    day="from_on",
)


def grid_covering(rows: Rows, organisation_ids: tuple[UUID, ...], on: date) -> UUID | None:
    """The grid that covers the first of these to have one, on that day and as known at this event."""
    for organisation_id in dict.fromkeys(organisation_ids):
        for term in rows.of(GRID_COVERAGE, organisation_id):
            if term["from_on"] <= on and (term["to_on"] is None or on < term["to_on"]):
                grid_id: UUID = term["grid_id"]
                return grid_id
    return None


def _defined(rows: Rows, event: GridDefined, record: LoggedEvent) -> None:
    parent = rows.require(GRID, event.parent_id) if event.parent_id else None
    rows.create(
        GRID,
        grid_id=event.originator_id,
        level=event.level,
        name=event.name,
        division_code=event.division_code,
        parent_id=event.parent_id,
        grid_path=(parent["grid_path"] if parent else "") + segment(record.position),
        org_path=_place(rows, event.division_code, parent),
        version=event.originator_version,
        position=record.position,
    )


def _corrected(rows: Rows, event: GridCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, GRID, Grid, event, "name", "division_code")
    version, position = event.originator_version, record.position
    rows.change(GRID, event.originator_id, version=version, position=position, **fields)
    if event.division_code is not None:
        _settle(rows, event.originator_id)


def _responsible_assigned(rows: Rows, event: ResponsibleAssigned, record: LoggedEvent) -> None:
    # What the grid's row says stays as it was, so its position does too; only its stream has moved on.
    rows.change(GRID, event.originator_id, version=event.originator_version)
    left_on = rows.require(MEMBER, event.member_id)["left_on"]  # later than this term begins
    rows.put(
        GRID_RESPONSIBLE,
        grid_id=event.originator_id,
        member_id=event.member_id,
        from_on=event.from_on,
        to_on=left_on,
        org_path=rows.require(GRID, event.originator_id)["org_path"],
        position=record.position,
    )


def _responsible_relieved(rows: Rows, event: ResponsibleRelieved, record: LoggedEvent) -> None:
    rows.change(GRID, event.originator_id, version=event.originator_version)
    terms = [
        term
        for term in rows.of(GRID_RESPONSIBLE, event.originator_id)
        if term["member_id"] == event.member_id
    ]
    if not terms:
        raise MissingRowError(GRID_RESPONSIBLE, (event.originator_id, event.member_id))
    last = max(terms, key=itemgetter("from_on"))
    # Whoever left the county had answered no longer; who is relieved for a day before did so until then.
    if last["to_on"] is None or event.on < last["to_on"]:
        key = GRID_RESPONSIBLE.key_of(last)
        rows.change(GRID_RESPONSIBLE, *key, to_on=event.on, position=record.position)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """Who left the county answers for nothing in it, from that day on."""
    for term in rows.find(GRID_RESPONSIBLE, "member_id", event.originator_id):
        if term["to_on"] is None:
            key, to_on = GRID_RESPONSIBLE.key_of(term), max(term["from_on"], event.on)
            rows.change(GRID_RESPONSIBLE, *key, to_on=to_on, position=record.position)


def _coverage_assigned(rows: Rows, event: CoverageAssigned, record: LoggedEvent) -> None:
    rows.require(GRID, event.grid_id)  # whatever is covered counts there
    rows.put(
        GRID_COVERAGE,
        organisation_id=event.organisation_id,
        from_on=event.from_on,
        to_on=None,
        grid_id=event.grid_id,
        position=record.position,
    )


def _coverage_ended(rows: Rows, event: CoverageEnded, record: LoggedEvent) -> None:
    for term in rows.of(GRID_COVERAGE, event.organisation_id):
        if term["to_on"] is None:
            key = GRID_COVERAGE.key_of(term)
            rows.change(GRID_COVERAGE, *key, to_on=event.on, position=record.position)
            return
    raise MissingRowError(GRID_COVERAGE, (event.organisation_id,))


def _division_of_organisation(
    rows: Rows, event: OrganisationFounded | OrganisationCorrected | OrganisationRecoded, record: LoggedEvent
) -> None:
    """Grids find their place by the division of an organisation, which may become known only later."""
    terms = (change[2:] for change in list(rows.changes()) if change[0] is ORGANISATION_CODE)
    codes = {row["division_code"] for before_and_after in terms for row in before_and_after if row}
    for code in sorted(codes - {None}):
        for grid in rows.find(GRID, "division_code", code):
            _settle(rows, grid["grid_id"])


def _organisations_moved(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
    """Grids go along with the organisations whose codes they have, or find that another stands highest now."""
    rows.true_from = event.on
    borne = rows.all_of(ORGANISATION_CODE, [one["organisation_id"] for one in moved(rows).values()])
    codes = {term["division_code"] for term in borne} - {None}
    grids = rows.among(GRID, "division_code", codes)
    _read_ahead(rows, codes, grids)
    for grid in grids:
        _settle(rows, grid["grid_id"])


def _read_ahead(rows: Rows, codes: Collection[str], grids: Sequence[Row]) -> None:
    """All that placing these anew will ask for, a level of the tree at a time instead of a grid at a time."""
    bearers = rows.find_any(ORGANISATION_CODE, "division_code", codes)
    level = {grid["grid_id"] for grid in grids}
    while level:
        rows.all_of(GRID_RESPONSIBLE, sorted(level))
        below = rows.find_any(GRID, "parent_id", level)
        bearers += rows.find_any(
            ORGANISATION_CODE, "division_code", {grid["division_code"] for grid in below} - {None}
        )
        level = {grid["grid_id"] for grid in below}
        rows.all_of(GRID, sorted(level))
    rows.all_of(GRID, sorted({grid["parent_id"] for grid in grids} - {None}))
    rows.all_of(ORGANISATION, sorted({term["organisation_id"] for term in bearers}))


def _place(rows: Rows, division_code: str | None, parent: Row | None) -> str:
    """The path of the topmost organisation that bears the code, or bore it; without one, where the parent lies."""
    if division_code is not None:
        terms = rows.find(ORGANISATION_CODE, "division_code", division_code)
        there = [rows.require(ORGANISATION, term["organisation_id"]) for term in terms]
        if there:
            topmost: str = min((row["depth"], row["org_path"]) for row in there)[1]
            return topmost
    return parent["org_path"] if parent else ""


def _settle(rows: Rows, grid_id: UUID) -> None:
    """Place a grid anew, and with it whatever takes its place from it."""
    grid = rows.require(GRID, grid_id)
    parent = rows.require(GRID, grid["parent_id"]) if grid["parent_id"] else None
    org_path = _place(rows, grid["division_code"], parent)
    if org_path == grid["org_path"]:
        return
    rows.change(GRID, grid_id, org_path=org_path)
    for term in rows.of(GRID_RESPONSIBLE, grid_id):
        rows.change(GRID_RESPONSIBLE, *GRID_RESPONSIBLE.key_of(term), org_path=org_path)
    for child in rows.find(GRID, "parent_id", grid_id):
        _settle(rows, child["grid_id"])


GRIDS = ReadModel(
    name="grids",
    tables=(GRID, GRID_RESPONSIBLE, GRID_COVERAGE),
    handlers={
        GridDefined: _defined,
        GridCorrected: _corrected,
        ResponsibleAssigned: _responsible_assigned,
        ResponsibleRelieved: _responsible_relieved,
        MemberLeft: _left,
        CoverageAssigned: _coverage_assigned,
        CoverageEnded: _coverage_ended,
        OrganisationFounded: _division_of_organisation,
        OrganisationCorrected: _division_of_organisation,
        OrganisationRecoded: _division_of_organisation,
        OrganisationMoved: _organisations_moved,
    },
    reads={
        GridDefined: lambda event: [(GRID, event.parent_id)],
        GridCorrected: by_stream(GRID),
        ResponsibleAssigned: lambda event: [
            (GRID, event.originator_id),
            (GRID_RESPONSIBLE, event.originator_id),
            (MEMBER, event.member_id),
        ],
        ResponsibleRelieved: by_stream(GRID, GRID_RESPONSIBLE),
        CoverageAssigned: lambda event: [(GRID_COVERAGE, event.organisation_id), (GRID, event.grid_id)],
        CoverageEnded: lambda event: [(GRID_COVERAGE, event.organisation_id)],
    },
)
