"""Closing out (销号): it takes an owner, evidence, and somebody else who checked (domain.md O14)."""

from __future__ import annotations

from uuid import UUID

from domain.core.decision import Refusal
from domain.core.refusal_codes import RefusalCode


def close_out_refusal(owner_id: UUID | None, checker_id: UUID, actor_id: UUID | None) -> Refusal | None:
    """Why it cannot be closed out, if so; ``actor_id`` is the member who records it, if that is known.

    Whoever owns it neither checks it nor says that another did.
    """
    if owner_id is None:
        return Refusal(RefusalCode.NO_OWNER)
    if owner_id in (checker_id, actor_id):
        return Refusal(RefusalCode.OWNER_CHECKS, ("checkerId",))
    return None
