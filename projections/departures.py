"""Departures from what is done as a rule (偏离说明): why an organisation did not do it in a period."""

from __future__ import annotations

from domain.departures.events import DepartureRecorded, DepartureWithdrawn
from domain.verdicts.announcing import slot_id
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

# One that was taken back stays, and excuses nothing; recorded again, the row says what was said last.
DEPARTURE = Table(
    "departure",
    key={"organisation_id": "uuid", "departure_id": "uuid"},
    columns={
        "slot_id": "uuid",
        "series": "text",
        "node_id": "uuid",
        "period": "text",
        "from_on": "date",
        "outset": "date",
        "org_path": "text",
        "given_on": "date",
        "reason": "text",
        "document_id": "uuid",
        "approved_by": "uuid",
        "withdrawn": "boolean",
        "event_id": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=("given_on", "reason", "document_id", "approved_by", "withdrawn"),
    history=History.SUPERSEDED,
    day="given_on",
    placed=OfItsDay("outset"),
)


def _recorded(rows: Rows, event: DepartureRecorded, record: LoggedEvent) -> None:
    organisation_id = event.organisation_id
    outset = max(event.from_on, rows.require(ORGANISATION, organisation_id)["founded_on"])
    rows.put(
        DEPARTURE,
        organisation_id=organisation_id,
        departure_id=event.originator_id,
        slot_id=slot_id(event.series, event.node_id, organisation_id, event.period),
        series=event.series,
        node_id=event.node_id,
        period=event.period,
        from_on=event.from_on,
        outset=outset,
        org_path=place_on(rows, organisation_id, outset),
        given_on=rows.day,
        reason=event.reason,
        document_id=event.document_id,
        approved_by=event.approved_by,
        withdrawn=False,
        event_id=event.event_id,
        version=event.originator_version,
        position=record.position,
    )


def _withdrawn(rows: Rows, event: DepartureWithdrawn, record: LoggedEvent) -> None:
    rows.change(
        DEPARTURE,
        event.organisation_id,
        event.originator_id,
        withdrawn=True,
        version=event.originator_version,
        position=record.position,
    )


DEPARTURES = ReadModel(
    name="departures",
    tables=(DEPARTURE,),
    handlers={DepartureRecorded: _recorded, DepartureWithdrawn: _withdrawn},
    reads={
        DepartureRecorded: lambda event: [
            (DEPARTURE, event.organisation_id),
            (ORGANISATION, event.organisation_id),
        ],
        DepartureWithdrawn: lambda event: [(DEPARTURE, event.organisation_id)],
    },
)
