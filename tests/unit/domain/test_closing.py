"""No secretary's appointment is closed before both sides have signed for every item."""

from __future__ import annotations

from datetime import date

import pytest

from domain.accounts.events import PostRole
from domain.handover.closing import handover_due_on

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("role", "ends_on", "handovers_are_open", "due"),
    [
        (PostRole.BRANCH_SECRETARY, MAY, [], True),
        (PostRole.BRANCH_SECRETARY, MAY, [True], True),
        (PostRole.BRANCH_SECRETARY, MAY, [True, False], False),
        (PostRole.BRANCH_SECRETARY, None, [], False),
        (PostRole.TOWNSHIP_SECRETARY, MAY, [], False),
        (PostRole.GRID_WORKER, MAY, [], False),
    ],
)
def test_closed_by_both_signatures(
    role: PostRole, ends_on: date | None, handovers_are_open: list[bool], due: bool
) -> None:
    assert handover_due_on(role, ends_on, handovers_are_open, stands=True) == (MAY if due else None)


def test_nothing_is_handed_over_where_nobody_is_left() -> None:
    assert handover_due_on(PostRole.BRANCH_SECRETARY, MAY, [], stands=False) is None
