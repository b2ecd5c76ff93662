"""When an appointment is closed (没有双方交接的任职不算结束; domain row S05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.accounts.events import PostRole

HANDED_OVER = frozenset([PostRole.BRANCH_SECRETARY])  # whose handbook and boxes there are to hand over


def handover_due_on(
    role: PostRole,
    ends_on: date | None,
    handovers_are_open: Iterable[bool],
    *,
    stands: bool,
    deputy: bool = False,
) -> date | None:
    """The day from which a handover is owed, which is the post's end, even if it still lies ahead.

    None: nothing is to be handed over, both sides have signed for every item, or the organisation does not stand
    (``stands``) and has nobody to hand over to; a ``deputy`` keeps nothing to hand over.
    ``handovers_are_open`` has an entry for each handover from the post.
    """
    owed = role in HANDED_OVER and stands and not deputy and all(handovers_are_open)
    return ends_on if owed else None
