"""Who leads a party group (党小组长), by date."""

from __future__ import annotations

from domain.organisation.events import GroupLeaderElected
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION

GROUP_LEADER = Table(
    "group_leader",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "member_id": "uuid", "org_path": "text", "position": "bigint"},
    audited=("to_on", "member_id"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _elected(rows: Rows, event: GroupLeaderElected, record: LoggedEvent) -> None:
    # What the group's row says stays as it was; only its stream has moved on.
    rows.change(ORGANISATION, event.originator_id, version=event.originator_version)
    rows.require(MEMBER, event.member_id)
    for term in rows.of(GROUP_LEADER, event.originator_id):
        if term["to_on"] is None and term["from_on"] != event.on:
            rows.change(GROUP_LEADER, *GROUP_LEADER.key_of(term), to_on=event.on, position=record.position)
    # From the very day of the last election, it takes that one's place.
    rows.put(
        GROUP_LEADER,
        organisation_id=event.originator_id,
        from_on=event.on,
        to_on=None,
        member_id=event.member_id,
        org_path=rows.require(ORGANISATION, event.originator_id)["org_path"],
        position=record.position,
    )


GROUP_LEADERS = ReadModel(
    name="group leaders",
    tables=(GROUP_LEADER,),
    handlers={GroupLeaderElected: _elected},
    reads={
        GroupLeaderElected: lambda event: [
            (ORGANISATION, event.originator_id),
            (GROUP_LEADER, event.originator_id),
            (MEMBER, event.member_id),
        ]
    },
)
