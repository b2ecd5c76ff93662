"""What a branch is to have a year: 300 yuan a member (按照每名党员300元的标准; domain row O08)."""

from __future__ import annotations

FEN_PER_MEMBER = 300_00


def required_fen(members: int) -> int:
    """What so many members call for."""
    return members * FEN_PER_MEMBER


def shortfall_fen(allocated_fen: int, members: int) -> int:
    """What is missing; nought where it is enough."""
    return max(0, required_fen(members) - allocated_fen)
