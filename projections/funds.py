"""Funds (活动经费) of branches by year, beside what their members call for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.funds.events import FundsAllocated, FundsAllocationReversed
from domain.funds.standard import required_fen, shortfall_fen
from domain.membership.events import MemberDeparted, MemberEntered
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of
from projections.registers import REGISTER_STAY, on_register

FUNDS = Table(
    "funds",
    key={"organisation_id": "uuid", "year": "integer"},
    columns={
        "funds_id": "uuid",
        "org_path": "text",
        "allocated_fen": "bigint",
        "counted_on": "date",
        "members": "integer",
        "required_fen": "bigint",
        "shortfall_fen": "bigint",
        "version": "integer",
        "position": "bigint",
    },
    audited=("allocated_fen", "counted_on", "members", "shortfall_fen"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)


def _allocated(rows: Rows, event: FundsAllocated, record: LoggedEvent) -> None:
    before = rows.get(FUNDS, event.organisation_id, event.year)
    allocated_fen = event.amount_fen + (before["allocated_fen"] if before else 0)
    rows.put(
        FUNDS,
        organisation_id=event.organisation_id,
        year=event.year,
        funds_id=event.originator_id,
        org_path=place_of(rows, event.organisation_id),
        allocated_fen=allocated_fen,
        counted_on=event.counted_on,
        version=event.originator_version,
        position=record.position,
        **_called_for(rows, event.organisation_id, event.counted_on, allocated_fen),
    )


def _reversed(rows: Rows, event: FundsAllocationReversed, record: LoggedEvent) -> None:
    row = rows.require(FUNDS, event.organisation_id, event.year)
    allocated_fen = row["allocated_fen"] - event.amount_fen
    rows.change(
        FUNDS,
        event.organisation_id,
        event.year,
        allocated_fen=allocated_fen,
        shortfall_fen=shortfall_fen(allocated_fen, row["members"]),
        version=event.originator_version,
        position=record.position,
    )


def _called_for(rows: Rows, organisation_id: UUID, on: date, allocated_fen: int) -> dict[str, int]:
    members = len(on_register(rows, organisation_id, on))
    return {
        "members": members,
        "required_fen": required_fen(members),
        "shortfall_fen": shortfall_fen(allocated_fen, members),
    }


def _register_changed(rows: Rows, event: MemberEntered | MemberDeparted, record: LoggedEvent) -> None:
    """A member came or went, maybe before the day as of which members are counted."""
    for row in rows.of(FUNDS, event.branch_id):
        called_for = _called_for(rows, event.branch_id, row["counted_on"], row["allocated_fen"])
        if called_for["members"] != row["members"]:
            rows.change(FUNDS, event.branch_id, row["year"], position=record.position, **called_for)


FUNDING = ReadModel(
    name="funds",
    tables=(FUNDS,),
    handlers={
        FundsAllocated: _allocated,
        FundsAllocationReversed: _reversed,
        MemberEntered: _register_changed,
        MemberDeparted: _register_changed,
    },
    reads={
        FundsAllocated: lambda event: [
            (FUNDS, event.organisation_id),
            (ORGANISATION, event.organisation_id),
            (REGISTER_STAY, event.organisation_id),
        ],
        FundsAllocationReversed: lambda event: [(FUNDS, event.organisation_id)],
        MemberEntered: lambda event: [(FUNDS, event.branch_id)],
        MemberDeparted: lambda event: [(FUNDS, event.branch_id)],
    },
)
