"""Whether a frozen roster agrees with the homes as they are known since."""

from __future__ import annotations

from collections.abc import Set
from uuid import UUID


def disagreeing(named: Set[UUID], at_home: Set[UUID]) -> Set[UUID]:
    """Members whom a roster names, expected or excluded, and who had no home there that day, and the other way round.

    The roster stands: who was expected was so by what was known then. Who is told here is for a person to look into.
    """
    return named ^ at_home
