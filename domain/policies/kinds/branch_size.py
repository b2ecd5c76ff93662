"""How many members a branch has (支部工作条例: 正式党员3人以上; 一般不超过50人)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.policies.comparing import asks_less, less_if_larger, less_if_smaller
from domain.policies.facts import Standing
from domain.policies.kind import Number, Parameters, StandingRule, Words
from domain.policies.verdicts import Shortfall, Status, Verdict

_NO_LIMIT = 1_000_000


class BranchSize(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="branch-size"):
    """A branch has at least ``fewest_full_members``, and at most ``most_members`` of any kind.

    Where a text binds the one and only advises the other, they are two rules.
    """

    fewest_full_members: Number | None = None
    most_members: Number | None = None

    def __post_init__(self) -> None:
        if self.fewest_full_members is None and self.most_members is None:
            raise ValueError("fewest_full_members, most_members: says one of the two, or both")
        fewest = 1 if self.fewest_full_members is None else self.fewest_full_members
        if fewest < 1:
            raise ValueError("fewest_full_members: is one or more")
        if self.most_members is not None and self.most_members < fewest:
            raise ValueError("most_members: is one or more, and no fewer than fewest_full_members")


class BranchSizeKind(StandingRule[BranchSize]):
    """Judges a branch by its members on a day: the full ones if it is the fewest that are asked for, else all."""

    name = "branch-size"
    parameters = BranchSize

    def sentences(self, parameters: BranchSize) -> Words:
        zh, en = [], []
        if parameters.fewest_full_members is not None:
            zh.append(f"正式党员不少于{parameters.fewest_full_members}人")
            en.append(f"at least {parameters.fewest_full_members} full members")
        if parameters.most_members is not None:
            zh.append(f"党员人数不超过{parameters.most_members}人")
            en.append(f"at most {parameters.most_members} members")
        return Words(zh=f"党支部{','.join(zh)}", en=f"A branch has {' and '.join(en)}")

    def matters(self, parameters: BranchSize) -> frozenset[str]:
        return frozenset(
            field for field in parameters.__struct_fields__ if getattr(parameters, field) is not None
        )

    def weaker(self, local: BranchSize, above: BranchSize) -> bool | None:
        return asks_less(
            less_if_smaller(local.fewest_full_members or 0, above.fewest_full_members or 0),
            less_if_larger(local.most_members or _NO_LIMIT, above.most_members or _NO_LIMIT),
        )

    def judge_standing(self, parameters: BranchSize, standing: Standing) -> Verdict:
        shortfalls = tuple(_shortfalls(parameters, standing))
        fewest = parameters.fewest_full_members
        return Verdict(
            status=Status.MISSED if shortfalls else Status.PASSED,
            required=fewest,
            held=standing.members if fewest is None else standing.full_members,
            events=standing.events,
            shortfalls=shortfalls,
        )


def _shortfalls(parameters: BranchSize, standing: Standing) -> Iterator[Shortfall]:
    fewest, most = parameters.fewest_full_members, parameters.most_members
    if fewest is not None and standing.full_members < fewest:
        yield Shortfall(code="TOO_FEW_FULL_MEMBERS", about=str(standing.full_members))
    if most is not None and standing.members > most:
        yield Shortfall(code="TOO_MANY_MEMBERS", about=str(standing.members))
