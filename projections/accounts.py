"""Which member an account (账号) belongs to. There is a row while it belongs to one."""

from __future__ import annotations

from domain.accounts.events import AccountLinked, AccountUnlinked
from domain.membership.events import AffiliationTransferred
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION, place_of

# By member first: a member's accounts move with the member.
ACCOUNT_LINK = Table(
    "account_link",
    key={"member_id": "uuid", "account_id": "uuid"},
    columns={"linked_on": "date", "org_path": "text", "version": "integer", "position": "bigint"},
    audited=("linked_on",),
    history=History.SUPERSEDED,
    day="linked_on",
    placed=GoesAlong(),
)


def _linked(rows: Rows, event: AccountLinked, record: LoggedEvent) -> None:
    rows.put(
        ACCOUNT_LINK,
        member_id=event.member_id,
        account_id=event.originator_id,
        linked_on=rows.day,
        org_path=rows.require(MEMBER, event.member_id)["org_path"],
        version=event.originator_version,
        position=record.position,
    )


def _unlinked(rows: Rows, event: AccountUnlinked, record: LoggedEvent) -> None:
    rows.delete(ACCOUNT_LINK, event.member_id, event.originator_id)


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    links = rows.of(ACCOUNT_LINK, event.originator_id)
    if links:
        org_path = place_of(rows, event.to_branch_id)
        for link in links:
            rows.change(ACCOUNT_LINK, *ACCOUNT_LINK.key_of(link), org_path=org_path)


ACCOUNTS = ReadModel(
    name="accounts",
    tables=(ACCOUNT_LINK,),
    handlers={
        AccountLinked: _linked,
        AccountUnlinked: _unlinked,
        AffiliationTransferred: _transferred,
    },
    reads={
        AccountLinked: lambda event: [(ACCOUNT_LINK, event.member_id), (MEMBER, event.member_id)],
        AccountUnlinked: lambda event: [(ACCOUNT_LINK, event.member_id), (MEMBER, event.member_id)],
        AffiliationTransferred: lambda event: [
            (ACCOUNT_LINK, event.originator_id),
            (ORGANISATION, event.to_branch_id),
        ],
    },
)
