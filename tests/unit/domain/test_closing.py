"""No secretary's appointment is closed before both sides have signed for every item."""

from __future__ import annotations

from datetime import date

import pytest

from domain.accounts.events import PostRole
from domain.handover.closing import is_unclosed

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("role", "ends_on", "handovers_are_open", "unclosed"),
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
    role: PostRole, ends_on: date | None, handovers_are_open: list[bool], unclosed: bool
) -> None:
    assert is_unclosed(role, ends_on, handovers_are_open) is unclosed
