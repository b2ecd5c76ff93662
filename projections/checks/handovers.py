"""Findings about handovers: no secretary's post ends without both signatures for every item."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.accounts.events import PostEnded, PostGiven, PostRole
from domain.core.findings import FindingKind
from domain.handover.closing import is_unclosed
from domain.handover.events import HandoverItemSigned
from projections.checks.declare import Check
from projections.finding_table import About, settle
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.handovers import HANDOVER
from projections.posts import POST


def _of_post(rows: Rows, event: PostGiven | PostEnded) -> None:
    if rows.require(POST, event.originator_id)["to_on"] is not None:
        _closed(rows, event.originator_id)


def _of_handover(rows: Rows, event: HandoverItemSigned) -> None:
    """Of twelve signatures it is the last that matters."""
    handover = rows.require(HANDOVER, event.originator_id)
    if not handover["is_open"]:
        _closed(rows, handover["from_post_id"])


def _closed(rows: Rows, post_id: UUID) -> None:
    post = rows.require(POST, post_id)
    handovers = rows.find(HANDOVER, "from_post_id", post_id)
    role = PostRole(post["role"])
    about = About(
        "Post",
        post_id,
        post["org_path"],
        organisation_id=post["organisation_id"],
        member_id=post["member_id"],
        grid_id=post["grid_id"],
    )
    unclosed = is_unclosed(role, post["to_on"], (handover["is_open"] for handover in handovers))
    settle(rows, FindingKind.HANDOVER_MISSING, about, holds=unclosed)


def _post(event: Any) -> Iterable[tuple[Table, Any]]:
    return [(POST, event.originator_id)]


CHECKS = (Check((PostGiven, PostEnded), _of_post, _post), Check((HandoverItemSigned,), _of_handover))
