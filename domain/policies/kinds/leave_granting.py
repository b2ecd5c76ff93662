"""Who may grant leave, and for how many days (请假审批权限)."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec

from domain.core.refusal_codes import RefusalCode
from domain.leave.events import LeaveKind
from domain.leave.levels import ApproverLevel
from domain.policies.comparing import Asks, asks_less, less_if_smaller
from domain.policies.kind import Number, Parameters, Words, named_once
from domain.policies.leave_grants import Hindrance, LeaveGrant, LeaveRule
from domain.policies.wording import LEAVES, LEVELS, days

_NO_LIMIT = 10_000


class GrantingStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A level grants up to ``most_days``; without a number, any leave."""

    level: ApproverLevel
    most_days: Number | None = None


class LeaveGranting(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="leave-granting"):
    """Leave is granted by the first of ``steps`` that may grant so many days, or by a level above it.

    ``order``: whether each level below has to approve first, or the one that may grant decides alone.
    ``own``: who decides about the leave of somebody who holds a level, the deputy there or the level above.
    ``leaves``: the kinds of leave that it is about, all of them if none is named.
    """

    steps: tuple[GrantingStep, ...]
    order: Literal["chain", "highest_alone"]
    own: Literal["deputy", "level_above"]
    leaves: tuple[LeaveKind, ...] = ()

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("steps: names one level, or more")
        named_once(steps=self.steps, leaves=self.leaves)
        for one, next_ in pairwise(self.steps):
            if one.level.rank >= next_.level.rank:
                raise ValueError("steps: go from the lowest level to the highest, each once")
            if _most(one) >= _most(next_):
                raise ValueError("steps: each level may grant more days than the one before")
        if _most(self.steps[0]) < 1:
            raise ValueError("steps: a level grants one day, or more")

    def lowest(self, number_of_days: int) -> ApproverLevel | None:
        """The lowest level that may grant so many days; None if nobody may."""
        return next((step.level for step in self.steps if number_of_days <= _most(step)), None)


class LeaveGrantingKind(LeaveRule[LeaveGranting]):
    """Holds a grant to the level that may give it, and to those that come before."""

    name = "leave-granting"
    parameters = LeaveGranting
    open_points = ("order", "own")

    def sentences(self, parameters: LeaveGranting) -> Words:
        which = _which(parameters)
        return Words(
            zh=f"{which.zh}:" + ",".join(_step(step).zh for step in parameters.steps) + _ORDER[parameters.order].zh
            + _OWN[parameters.own].zh,
            en=f"{which.en}: " + ", ".join(_step(step).en for step in parameters.steps) + _ORDER[parameters.order].en
            + _OWN[parameters.own].en,
        )  # fmt: skip

    def matters(self, parameters: LeaveGranting) -> frozenset[str]:
        return frozenset(f"granting of {kind}" for kind in parameters.leaves or LeaveKind)

    def weaker(self, local: LeaveGranting, above: LeaveGranting) -> bool | None:
        same_matter = set(local.leaves) == set(above.leaves)
        return asks_less(
            Asks.THE_SAME if same_matter and local.own == above.own else None,
            less_if_smaller(local.order == "chain", above.order == "chain"),
            _less_by_levels(local, above),
        )

    def hindrance(self, parameters: LeaveGranting, grant: LeaveGrant) -> Hindrance | None:
        if parameters.leaves and grant.kind not in parameters.leaves:
            return None
        lowest = parameters.lowest(grant.days)
        if lowest is None:
            return Hindrance(RefusalCode.LEAVE_TOO_LONG, {"mostDays": _most(parameters.steps[-1])})
        needed = _above_oneself(parameters, grant, lowest)
        if grant.level.rank < needed.rank:
            return Hindrance(RefusalCode.LEAVE_LEVEL_TOO_LOW, {"level": needed.value})
        if parameters.order == "chain":
            own = max((level.rank for level in grant.held), default=-1)
            for step in parameters.steps:
                # Nobody's leave waits for whoever stands below them.
                if own < step.level.rank < lowest.rank and step.level not in grant.passed:
                    return Hindrance(RefusalCode.LEAVE_STEP_MISSING, {"level": step.level.value})
        return None


def _above_oneself(parameters: LeaveGranting, grant: LeaveGrant, lowest: ApproverLevel) -> ApproverLevel:
    """The level that decides: nobody's leave is decided by who stands below them, or in their own stead."""
    own = max(grant.held, key=lambda level: level.rank, default=None)
    if own is None or lowest.rank > own.rank:
        return lowest
    by_deputy = parameters.own == "deputy" and grant.deputy and grant.level is own
    return own if by_deputy else own.next_above


def _most(step: GrantingStep) -> int:
    return _NO_LIMIT if step.most_days is None else step.most_days


def _less_by_levels(local: LeaveGranting, above: LeaveGranting) -> Asks | None:
    """By each number of days at which one of the two changes: which asks for the lower level."""
    edges = {1, *(step.most_days + 1 for rule in (local, above) for step in rule.steps if step.most_days)}
    found = {less_if_smaller(_rank(local, edge), _rank(above, edge)) for edge in edges}
    if {Asks.LESS, Asks.MORE} <= found:
        return None
    return next((asks for asks in found if asks is not Asks.THE_SAME), Asks.THE_SAME)


def _rank(rule: LeaveGranting, number_of_days: int) -> int:
    """Of the level that so many days take; where nobody may grant them, above all levels."""
    level = rule.lowest(number_of_days)
    return len(ApproverLevel) if level is None else level.rank


def _which(parameters: LeaveGranting) -> Words:
    if not parameters.leaves:
        return Words(zh="请假", en="Leave")
    named = [LEAVES[kind] for kind in LeaveKind if kind in parameters.leaves]
    return Words(zh="、".join(words.zh for words in named), en=", ".join(words.en for words in named))


def _step(step: GrantingStep) -> Words:
    level, most = LEVELS[step.level], step.most_days
    if most is None:
        return Words(zh=f"更长的由{level.zh}批准", en=f"longer by {level.en}")
    return Words(zh=f"{most}天以内由{level.zh}批准", en=f"up to {days(most)} by {level.en}")


_ORDER = {
    "chain": Words(zh=";逐级审批", en="; each level below approves first"),
    "highest_alone": Words(zh=";由有权批准的一级直接审批", en="; that level decides alone"),
}
_OWN = {
    "deputy": Words(zh=";审批人本人请假由其副职批准", en="; of who holds a level, the deputy decides"),
    "level_above": Words(
        zh=";审批人本人请假由上一级批准", en="; of who holds a level, the one above decides"
    ),
}
