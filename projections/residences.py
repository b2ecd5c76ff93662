"""Where members live (居住楼栋), by date."""

from __future__ import annotations

from domain.membership.events import AffiliationTransferred
from domain.residence.events import ResidenceEnded, ResidenceRecorded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import GoesAlong, History, Table
from projections.grids import GRID
from projections.members import MEMBER

RESIDENCE = Table(
    "residence",
    key={"member_id": "uuid", "from_on": "date"},
    columns={
        "to_on": "date",
        "grid_id": "uuid",
        "residence_id": "uuid",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("to_on", "grid_id"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _recorded(rows: Rows, event: ResidenceRecorded, record: LoggedEvent) -> None:
    rows.require(GRID, event.grid_id)
    _end(rows, event, event.from_on, record)
    rows.put(
        RESIDENCE,
        member_id=event.member_id,
        from_on=event.from_on,
        to_on=None,
        grid_id=event.grid_id,
        residence_id=event.originator_id,
        org_path=rows.require(MEMBER, event.member_id)["org_path"],
        position=record.position,
    )


def _ended(rows: Rows, event: ResidenceEnded, record: LoggedEvent) -> None:
    if not _end(rows, event, event.on, record):
        raise MissingRowError(RESIDENCE, (event.member_id,))


def _end(rows: Rows, event: ResidenceRecorded | ResidenceEnded, on: object, record: LoggedEvent) -> bool:
    """End the residence that goes on, if there is one."""
    for row in rows.of(RESIDENCE, event.member_id):
        if row["to_on"] is None:
            rows.change(RESIDENCE, *RESIDENCE.key_of(row), to_on=on, position=record.position)
            return True
    return False


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    """What is known of a member goes along to the new home."""
    org_path = rows.require(MEMBER, event.originator_id)["org_path"]
    for row in rows.of(RESIDENCE, event.originator_id):
        rows.change(RESIDENCE, *RESIDENCE.key_of(row), org_path=org_path)


RESIDENCES = ReadModel(
    name="residences",
    tables=(RESIDENCE,),
    handlers={
        ResidenceRecorded: _recorded,
        ResidenceEnded: _ended,
        AffiliationTransferred: _transferred,
    },
    reads={
        ResidenceRecorded: lambda event: [
            (RESIDENCE, event.member_id),
            (MEMBER, event.member_id),
            (GRID, event.grid_id),
        ],
        ResidenceEnded: lambda event: [(RESIDENCE, event.member_id)],
        AffiliationTransferred: by_stream(RESIDENCE),
    },
)
