"""Discipline (党纪处分) of members, by date."""

from __future__ import annotations

from domain.discipline.events import DisciplineImposed, DisciplineLifted
from domain.membership.events import AffiliationTransferred
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import GoesAlong, History, Table
from projections.members import MEMBER

DISCIPLINE = Table(
    "discipline",
    key={"member_id": "uuid", "from_on": "date"},
    columns={
        "to_on": "date",
        "measure": "text",
        "discipline_id": "uuid",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("to_on", "measure"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _imposed(rows: Rows, event: DisciplineImposed, record: LoggedEvent) -> None:
    # From the very day of one that was lifted at once, it takes that one's place.
    rows.put(
        DISCIPLINE,
        member_id=event.member_id,
        from_on=event.from_on,
        to_on=event.until_on,
        measure=event.measure.value,
        discipline_id=event.originator_id,
        org_path=rows.require(MEMBER, event.member_id)["org_path"],
        position=record.position,
    )


def _lifted(rows: Rows, event: DisciplineLifted, record: LoggedEvent) -> None:
    terms = rows.of(DISCIPLINE, event.member_id)
    if not terms:
        raise MissingRowError(DISCIPLINE, (event.member_id,))
    rows.change(DISCIPLINE, *DISCIPLINE.key_of(terms[-1]), to_on=event.on, position=record.position)


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    """What is known of a member goes along to the new home."""
    org_path = rows.require(MEMBER, event.originator_id)["org_path"]
    for term in rows.of(DISCIPLINE, event.originator_id):
        rows.change(DISCIPLINE, *DISCIPLINE.key_of(term), org_path=org_path)


DISCIPLINES = ReadModel(
    name="discipline",
    tables=(DISCIPLINE,),
    handlers={
        DisciplineImposed: _imposed,
        DisciplineLifted: _lifted,
        AffiliationTransferred: _transferred,
    },
    reads={
        DisciplineImposed: lambda event: [(DISCIPLINE, event.member_id), (MEMBER, event.member_id)],
        DisciplineLifted: lambda event: [(DISCIPLINE, event.member_id)],
        AffiliationTransferred: by_stream(DISCIPLINE),
    },
)
