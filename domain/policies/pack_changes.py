"""What a new version of a pack changes, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from domain.organisation.events import BranchForm
from domain.policies.modality import Modality
from domain.policies.pack import Pack, PackRule
from domain.policies.registry import KINDS


class Direction(StrEnum):
    """Which way a rule went."""

    ADDED = "added"
    REMOVED = "removed"
    STRICTER = "stricter"
    WEAKER = "weaker"
    CHANGED = "changed"  # both ways, or the kind cannot say
    REWORDED = "reworded"  # it asks for the same in other words


class Difference(NamedTuple):
    """One field of a rule, before and after, as a pack writes it."""

    field: str
    was: object
    now: object


class RuleChange(NamedTuple):
    """One rule before and after; None where it was not there."""

    series: str
    direction: Direction
    was: PackRule | None
    now: PackRule | None
    differences: tuple[Difference, ...] = ()


def changes(old: Pack, new: Pack) -> tuple[RuleChange, ...]:
    """All rules that differ: those of the new version in its order, then those that it leaves out."""
    before = {rule.series: rule for rule in old.rules}
    after = {rule.series for rule in new.rules}
    kept = [_change(before.get(rule.series), rule) for rule in new.rules]
    gone = [
        RuleChange(rule.series, Direction.REMOVED, rule, None)
        for rule in old.rules
        if rule.series not in after
    ]
    return (*(change for change in kept if change is not None), *gone)


def _change(was: PackRule | None, now: PackRule) -> RuleChange | None:
    if was is None:
        return RuleChange(now.series, Direction.ADDED, None, now)
    if was == now:
        return None
    differences = tuple(_differences(was, now))
    ways = set(_ways(was, now))
    direction = ways.pop() if len(ways) == 1 else Direction.CHANGED if ways else Direction.REWORDED
    return RuleChange(now.series, direction, was, now, differences)


def _ways(was: PackRule, now: PackRule) -> Iterator[Direction]:
    if was.rule != now.rule:
        yield _way_of_parameters(was.rule, now.rule)
    if was.modality is not now.modality:
        yield Direction.STRICTER if now.modality is Modality.MUST else Direction.WEAKER
    if (one := set(was.organisations)) != (other := set(now.organisations)):
        yield Direction.STRICTER if one < other else Direction.WEAKER if other < one else Direction.CHANGED
    if (one_form := set(was.forms or BranchForm)) != (other_form := set(now.forms or BranchForm)):
        wider, narrower = one_form < other_form, other_form < one_form
        yield Direction.STRICTER if wider else Direction.WEAKER if narrower else Direction.CHANGED


def _way_of_parameters(was: Any, now: Any) -> Direction:
    if type(was) is not type(now):
        return Direction.CHANGED
    kind = KINDS[type(now)]
    weaker, stricter = kind.weaker(now, was), kind.weaker(was, now)
    if bool(weaker) == bool(stricter):
        return Direction.CHANGED
    return Direction.WEAKER if weaker else Direction.STRICTER


def _differences(was: PackRule, now: PackRule) -> Iterator[Difference]:
    one, other = _flat(was), _flat(now)
    for field in dict.fromkeys((*one, *other)):
        if one.get(field) != other.get(field):
            yield Difference(field, one.get(field), other.get(field))


def _flat(rule: PackRule) -> dict[str, Any]:
    table: dict[str, Any] = msgspec.to_builtins(rule)
    return {**table.pop("rule"), **table}
