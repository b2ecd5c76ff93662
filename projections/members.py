"""Members (党员) and their home affiliations (组织关系).

A member's row shows the end of the timeline: a transfer dated next month stands in it at once, and the
counters of organisations go with it. Who was at home where on a day is asked of ``affiliation``.
"""

from __future__ import annotations

from uuid import UUID

from domain.membership.events import (
    AffiliationTransferred,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberKind,
    MemberLeft,
    MemberRegistered,
)
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind, OrganisationMoved
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.framework.differences import difference
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.organisation_places import moved, place_since
from projections.organisations import ORGANISATION, ORGANISATION_COUNT, place_of
from projections.tree import upwards

MEMBER = Table(
    "member",
    key={"member_id": "uuid"},
    columns={
        "name_id": "uuid",
        "kind": "text",
        "joined_on": "date",
        "branch_id": "uuid",
        "group_id": "uuid",
        "home_from": "date",
        "left_on": "date",
        "registered_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("name_id", "kind", "joined_on", "branch_id", "group_id", "home_from", "left_on"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

AFFILIATION = Table(
    "affiliation",
    key={"member_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "branch_id": "uuid", "org_path": "text", "position": "bigint"},
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _registered(rows: Rows, event: MemberRegistered, record: LoggedEvent) -> None:
    org_path = place_of(rows, event.branch_id)
    day = rows.day
    rows.create(
        MEMBER,
        member_id=event.originator_id,
        name_id=event.name_id,
        kind=event.kind.value,
        joined_on=event.joined_on,
        branch_id=event.branch_id,
        group_id=event.group_id,
        home_from=day,
        left_on=None,
        registered_on=day,
        org_path=org_path,
        version=event.originator_version,
        position=record.position,
    )
    place_since(rows, MEMBER, event.originator_id, event.branch_id)
    rows.create(
        AFFILIATION,
        member_id=event.originator_id,
        from_on=day,
        to_on=None,
        branch_id=event.branch_id,
        org_path=org_path,
        position=record.position,
    )
    _count(rows, event.originator_id)


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    member = rows.require(MEMBER, event.originator_id)
    org_path = place_of(rows, event.to_branch_id)
    rows.change(
        AFFILIATION, event.originator_id, member["home_from"], to_on=event.from_on, position=record.position
    )
    # From the very day of the last one, it takes that one's place: no day was spent there.
    rows.put(
        AFFILIATION,
        member_id=event.originator_id,
        from_on=event.from_on,
        to_on=None,
        branch_id=event.to_branch_id,
        org_path=org_path,
        position=record.position,
    )
    _set(
        rows,
        event,
        record,
        branch_id=event.to_branch_id,
        group_id=None,  # groups are the branch's
        home_from=event.from_on,
        org_path=org_path,
    )
    place_since(rows, MEMBER, event.originator_id, event.to_branch_id)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """The last home ends, and no other of this county follows; the row stays where it was."""
    rows.true_from = event.on
    home_from = rows.require(MEMBER, event.originator_id)["home_from"]
    rows.change(AFFILIATION, event.originator_id, home_from, to_on=event.on, position=record.position)
    _set(rows, event, record, left_on=event.on)


def _group_assigned(rows: Rows, event: GroupAssigned, record: LoggedEvent) -> None:
    _set(rows, event, record, group_id=event.group_id)


def _confirmed(rows: Rows, event: MemberConfirmed, record: LoggedEvent) -> None:
    _set(rows, event, record, kind=MemberKind.FULL.value)


def _corrected(rows: Rows, event: MemberCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, MEMBER, Member, event, "kind", "joined_on", "name_id")
    _set(rows, event, record, **fields)


def _set(
    rows: Rows,
    event: AffiliationTransferred | MemberLeft | GroupAssigned | MemberConfirmed | MemberCorrected,
    record: LoggedEvent,
    **fields: object,
) -> None:
    version, position = event.originator_version, record.position
    rows.change(MEMBER, event.originator_id, version=version, position=position, **fields)
    _count(rows, event.originator_id)


def _count(rows: Rows, member_id: UUID) -> None:
    """Carry what the event changed about a member to the counters of the homes before and after."""
    before, after = map(_present, rows.transition(MEMBER, member_id))
    if before and after and _home(before) == _home(after):
        _add(rows, _home(after), difference(_counts(before), _counts(after)))
        return
    if before:
        _add(rows, _home(before), difference(_counts(before), {}))
    if after:
        _add(rows, _home(after), _counts(after))


def _add(rows: Rows, home_id: UUID, differences: dict[str, int]) -> None:
    if differences:
        for node in upwards(rows, ORGANISATION, home_id):
            rows.add(ORGANISATION_COUNT, node["organisation_id"], labels={}, differences=differences)
            if node["kind"] == OrganisationKind.LEAGUE_BRANCH:
                return  # the League's members are none of the party's


def _organisations_moved(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
    """Members go along: they count at what stands above them now, and at what stood above them no longer."""
    to = moved(rows)
    sums: dict[str, int] = {}
    for member in filter(_present, rows.among(MEMBER, "org_path", to.keys())):
        if to[member["org_path"]]["kind"] != OrganisationKind.LEAGUE_BRANCH:
            sums = {name: sums.get(name, 0) + count for name, count in _counts(member).items()}
    for parent_id, sign in ((event.from_parent_id, -1), (event.parent_id, 1)):
        for node in upwards(rows, ORGANISATION, parent_id) if sums else ():
            changes = {name: sign * count for name, count in sums.items()}
            rows.add(ORGANISATION_COUNT, node["organisation_id"], labels={}, differences=changes)


def _present(member: Row | None) -> Row | None:
    return member if member and member["left_on"] is None else None


def _home(member: Row) -> UUID:
    home: UUID = member["group_id"] or member["branch_id"]
    return home


def _counts(member: Row) -> dict[str, int]:
    return {"members": 1, "full_members": int(member["kind"] == MemberKind.FULL)}


_own_row = by_stream(MEMBER)

MEMBERS = ReadModel(
    name="members",
    tables=(MEMBER, AFFILIATION),
    handlers={
        MemberRegistered: _registered,
        AffiliationTransferred: _transferred,
        MemberLeft: _left,
        GroupAssigned: _group_assigned,
        MemberConfirmed: _confirmed,
        MemberCorrected: _corrected,
        OrganisationMoved: _organisations_moved,
    },
    reads={
        MemberRegistered: lambda event: [(ORGANISATION, event.branch_id), (ORGANISATION, event.group_id)],
        AffiliationTransferred: lambda event: [
            (MEMBER, event.originator_id),
            (AFFILIATION, event.originator_id),
            (ORGANISATION, event.to_branch_id),
        ],
        MemberLeft: by_stream(MEMBER, AFFILIATION),
        GroupAssigned: _own_row,
        MemberConfirmed: _own_row,
        MemberCorrected: _own_row,
    },
)
