"""When an appointment is closed (没有双方交接的任职不算结束; domain row S05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.accounts.events import PostRole

HANDED_OVER = frozenset([PostRole.BRANCH_SECRETARY])  # whose handbook and boxes there are to hand over


def is_unclosed(role: PostRole, ends_on: date | None, handovers_are_open: Iterable[bool]) -> bool:
    """Whether a post has an end, and no handover from it was signed for by both sides, item by item.

    ``handovers_are_open`` has an entry for each handover from the post.
    """
    return role in HANDED_OVER and ends_on is not None and all(handovers_are_open)
