"""Which of two rules asks for less, point by point."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import IntEnum

from domain.policies.verdicts import Effect


class Asks(IntEnum):
    """How a local rule stands to one from above in one point."""

    MORE = -1
    THE_SAME = 0
    LESS = 1


def asks_less(*points: Asks | None) -> bool | None:
    """Whether a rule asks for less in some point and for more in none.

    None if a point cannot be compared, or if it asks for less in one and for more in another: a person reads both.
    """
    if None in points or {Asks.LESS, Asks.MORE} <= set(points):
        return None
    return Asks.LESS in points


def less_if_smaller(local: float, above: float) -> Asks:
    """Of a number that is asked for at least."""
    return Asks((local < above) - (local > above))


def less_if_larger(local: float, above: float) -> Asks:
    """Of a number that is allowed at most."""
    return less_if_smaller(above, local)


def less_if_wider(local: AbstractSet[object], above: AbstractSet[object]) -> Asks | None:
    """Of a choice that is left open: days, or roles, of which any will do."""
    if local == above:
        return Asks.THE_SAME
    if local < above:
        return Asks.MORE
    return Asks.LESS if local > above else None


def less_if_narrower(local: AbstractSet[object], above: AbstractSet[object]) -> Asks | None:
    """Of things that are asked for one and all."""
    return less_if_wider(above, local)


def less_if_milder(local: Effect, above: Effect) -> Asks:
    """Of what follows if the rule is not kept."""
    order = tuple(Effect)
    return less_if_smaller(order.index(local), order.index(above))
