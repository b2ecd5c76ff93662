"""Who stands on a branch's register (党员名册) between which days: for read models that count there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.membership.events import MemberDeparted, MemberEntered
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import GoesAlong, Row, Table
from projections.organisations import ORGANISATION, place_of

REGISTER_STAY = Table(
    "register_stay",
    key={"branch_id": "uuid", "member_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "org_path": "text"},
    placed=GoesAlong(),
)


def on_register(rows: Rows, branch_id: UUID, on: date) -> set[UUID]:
    """The members on a branch's register that day, as known at this event."""
    return {stay["member_id"] for stay in rows.of(REGISTER_STAY, branch_id) if covers(stay, on)}


def stays_of(rows: Rows, branch_id: UUID, member_id: UUID) -> list[Row]:
    """A member's stays on a branch's register; for many days, quicker than to ask who stood there on each."""
    return [stay for stay in rows.of(REGISTER_STAY, branch_id) if stay["member_id"] == member_id]


def covers(stay: Row, on: date) -> bool:
    """Whether a day belongs to a stay."""
    return bool(stay["from_on"] <= on and (stay["to_on"] is None or on < stay["to_on"]))


def _entered(rows: Rows, event: MemberEntered, record: LoggedEvent) -> None:
    # From the very day of an earlier stay, it takes that one's place: no day was spent there.
    rows.put(
        REGISTER_STAY,
        branch_id=event.branch_id,
        member_id=event.member_id,
        from_on=event.from_on,
        to_on=None,
        org_path=place_of(rows, event.branch_id),
    )


def _departed(rows: Rows, event: MemberDeparted, record: LoggedEvent) -> None:
    for stay in rows.of(REGISTER_STAY, event.branch_id):
        if stay["member_id"] == event.member_id and stay["to_on"] is None:
            rows.change(REGISTER_STAY, *REGISTER_STAY.key_of(stay), to_on=event.on)
            return
    raise MissingRowError(REGISTER_STAY, (event.branch_id, event.member_id))


REGISTERS = ReadModel(
    name="registers",
    tables=(REGISTER_STAY,),
    handlers={MemberEntered: _entered, MemberDeparted: _departed},
    reads={
        MemberEntered: lambda event: [(REGISTER_STAY, event.branch_id), (ORGANISATION, event.branch_id)],
        MemberDeparted: lambda event: [(REGISTER_STAY, event.branch_id)],
    },
)
