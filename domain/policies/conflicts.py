"""Local rules that do not ask for all that one from above does. Both are judged; none of them gives way."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from domain.policies.layers import Layer
from domain.policies.modality import Modality
from domain.policies.registry import KINDS


class Comparison(StrEnum):
    """How a local rule stands to one from above about the same matter, where it is not as strict."""

    WEAKER = "WEAKER"  # it asks for less, or binds less
    NOT_COMPARABLE = "NOT_COMPARABLE"  # for less in one point and more in another: a person reads both


class Conflict(NamedTuple):
    """A local rule, and the one from above that it falls short of, or may."""

    local: Layer
    above: Layer
    comparison: Comparison


def conflicts(binding: tuple[Layer, ...]) -> tuple[Conflict, ...]:
    """Pairs of a local rule and one from above that a person should know of. ``binding`` is nearest first."""
    return tuple(
        Conflict(local, above, comparison)
        for place, local in enumerate(binding)
        for above in binding[place + 1 :]
        if local.nearness > above.nearness and (comparison := compared(local, above)) is not None
    )


def compared(local: Layer, above: Layer) -> Comparison | None:
    """How the one falls short of the other; None if it does not, or if they are about different matters."""
    one, other = local.adoption.version, above.adoption.version
    kind, of_above = KINDS[type(one.rule)], KINDS[type(other.rule)]
    if not kind.matters(one.rule) & of_above.matters(other.rule):
        return None
    weaker = kind.weaker(one.rule, other.rule) if kind is of_above else None
    if weaker is None:
        return Comparison.NOT_COMPARABLE
    if one.modality is other.modality:
        return Comparison.WEAKER if weaker else None
    binds_less = one.modality is Modality.SHOULD
    if weaker:
        return Comparison.WEAKER if binds_less else Comparison.NOT_COMPARABLE
    if not binds_less:
        return None
    asks_for_more = kind.weaker(other.rule, one.rule) is not False
    return Comparison.NOT_COMPARABLE if asks_for_more else Comparison.WEAKER
