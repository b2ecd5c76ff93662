"""Findings about service: nobody looks after too many or too few, and branches have what their members call for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.core.findings import FindingKind
from domain.funds.events import FundsAllocated, FundsAllocationReversed
from domain.membership.events import AffiliationTransferred, MemberDeparted, MemberEntered, MemberLeft
from domain.pairing.events import PairAssigned, PairEnded
from domain.pairing.size import FEWEST_PAIRS, MOST_PAIRS, too_few, too_many
from projections.checks.declare import Check
from projections.finding_table import About, settle
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.funds import FUNDS
from projections.members import MEMBER
from projections.pairing import PAIRING


def _looked_after(rows: Rows, event: PairAssigned | PairEnded | AffiliationTransferred | MemberLeft) -> None:
    """One to six to eight, in every pairing that the event changed; and where it lies."""
    for (id_,) in sorted(key for table, key, _, _ in rows.changes() if table is PAIRING):
        pairing = rows.require(PAIRING, id_)
        member_id, pairs = pairing["member_id"], pairing["open_pairs"]
        branch_id = rows.require(MEMBER, member_id)["branch_id"]
        about = About(
            "Member", member_id, pairing["org_path"], organisation_id=branch_id, member_id=member_id
        )
        for kind, holds, allowed in (
            (FindingKind.PAIRING_TOO_LARGE, too_many(pairs), MOST_PAIRS),
            (FindingKind.PAIRING_TOO_SMALL, too_few(pairs), FEWEST_PAIRS),
        ):
            settle(rows, kind, about, holds=holds, measured=pairs, allowed=allowed)


def _funded(
    rows: Rows, event: FundsAllocated | FundsAllocationReversed | MemberEntered | MemberDeparted
) -> None:
    """What was allocated reaches what the members call for, in every year that the event changed."""
    touched = sorted(key for table, key, _, _ in rows.changes() if table is FUNDS)
    for key in touched:
        funds = rows.require(FUNDS, *key)
        about = About("Funds", funds["funds_id"], funds["org_path"], organisation_id=funds["organisation_id"])
        settle(
            rows,
            FindingKind.FUNDS_SHORT,
            about,
            holds=funds["shortfall_fen"] > 0,
            measured=funds["allocated_fen"],
            allowed=funds["required_fen"],
        )


def _own_row(event: Any) -> Iterable[tuple[Table, Any]]:
    return [(PAIRING, event.originator_id)]


CHECKS = (
    Check((PairAssigned, PairEnded), _looked_after, _own_row),
    Check((AffiliationTransferred, MemberLeft), _looked_after),
    Check((FundsAllocated, FundsAllocationReversed, MemberEntered, MemberDeparted), _funded),
)
