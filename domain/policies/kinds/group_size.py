"""How many members a party group has, and of what kind (G01 每组至少三名党员,其中至少一名正式党员)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from domain.policies.comparing import asks_less, less_if_larger, less_if_smaller
from domain.policies.facts import GroupStanding, Standing
from domain.policies.kind import Number, Parameters, StandingRule, Words
from domain.policies.verdicts import Shortfall, Status, Verdict


class GroupSize(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="group-size"):
    """A party group has at least ``fewest_members``, and of them ``fewest_full_members``.

    ``leaders_only``: whether a group may be of members in leading posts alone (不宜单独划分成一个小组).
    """

    fewest_members: Number
    fewest_full_members: Number
    leaders_only: Literal["allowed", "not_allowed"]

    def __post_init__(self) -> None:
        if self.fewest_members < 1:
            raise ValueError("fewest_members: is one or more")
        if not 0 <= self.fewest_full_members <= self.fewest_members:
            raise ValueError("fewest_full_members: is no more than fewest_members")


class GroupSizeKind(StandingRule[GroupSize]):
    """Judges a branch by its groups on a day. Its numbers are groups: all, and those that are as they should be."""

    name = "group-size"
    parameters = GroupSize
    open_points = ("leaders_only",)

    def sentences(self, parameters: GroupSize) -> Words:
        few, full = parameters.fewest_members, parameters.fewest_full_members
        strict = parameters.leaders_only == "not_allowed"
        return Words(
            zh=f"每个党小组不少于{few}名党员,其中正式党员不少于{full}名"
            + (",不单独由担任领导工作的党员组成" if strict else ""),
            en=f"A party group has at least {few} members, of whom {full} full"
            + (", and is not of members in leading posts alone" if strict else ""),
        )

    def weaker(self, local: GroupSize, above: GroupSize) -> bool | None:
        return asks_less(
            less_if_smaller(local.fewest_members, above.fewest_members),
            less_if_smaller(local.fewest_full_members, above.fewest_full_members),
            less_if_larger(local.leaders_only == "allowed", above.leaders_only == "allowed"),
        )

    def judge_standing(self, parameters: GroupSize, standing: Standing) -> Verdict:
        if not standing.groups:
            return Verdict(status=Status.NOT_REQUIRED)
        faults = {group: tuple(_shortfalls(parameters, group)) for group in standing.groups}
        shortfalls = tuple(shortfall for each in faults.values() for shortfall in each)
        unknown = parameters.leaders_only == "not_allowed" and any(
            group.members and group.leading_cadres is None for group in standing.groups
        )
        return Verdict(
            status=Status.MISSED if shortfalls else Status.UNKNOWN if unknown else Status.PASSED,
            required=len(standing.groups),
            held=sum(not each for each in faults.values()),
            events=standing.events,
            shortfalls=shortfalls,
        )


def _shortfalls(parameters: GroupSize, group: GroupStanding) -> Iterator[Shortfall]:
    about = str(group.organisation_id)
    if group.members < parameters.fewest_members:
        yield Shortfall(code="GROUP_TOO_SMALL", about=about)
    if group.full_members < parameters.fewest_full_members:
        yield Shortfall(code="GROUP_LACKS_FULL_MEMBERS", about=about)
    if parameters.leaders_only == "not_allowed" and 0 < group.members <= (group.leading_cadres or 0):
        yield Shortfall(code="GROUP_OF_LEADERS_ONLY", about=about)
