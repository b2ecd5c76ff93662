"""Which branches have a committee, and of how many (支部工作条例: 正式党员7人以上的党支部设立支部委员会, 3至5人)."""

from __future__ import annotations

from domain.policies.comparing import Asks, asks_less, less_if_larger, less_if_smaller
from domain.policies.facts import Standing
from domain.policies.kind import Parameters, StandingRule, Words
from domain.policies.verdicts import Shortfall, Status, Verdict


class CommitteeSize(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="committee-size"):
    """A branch of ``from_full_members`` or more has a committee of ``fewest`` to ``most``; a smaller one has none."""

    from_full_members: int
    fewest: int
    most: int

    def __post_init__(self) -> None:
        if self.fewest < 1:
            raise ValueError("fewest: is one or more")
        if self.most < self.fewest:
            raise ValueError("most: is no fewer than fewest")
        if self.from_full_members < self.fewest:
            raise ValueError("from_full_members: is no fewer than the fewest of the committee")


class CommitteeSizeKind(StandingRule[CommitteeSize]):
    """Judges a branch by its committee on a day, for the full members that it has then."""

    name = "committee-size"
    parameters = CommitteeSize
    open_points = ("most",)

    def sentences(self, parameters: CommitteeSize) -> Words:
        from_, few, most = parameters.from_full_members, parameters.fewest, parameters.most
        number_zh, number_en = (f"{few}", f"{few}") if few == most else (f"{few}至{most}", f"{few} to {most}")
        return Words(
            zh=f"有正式党员{from_}人以上的党支部设立支部委员会,由{number_zh}人组成;不足{from_}人的不设",
            en=f"A branch of {from_} full members or more has a committee of {number_en}; a smaller one has none",
        )

    def weaker(self, local: CommitteeSize, above: CommitteeSize) -> bool | None:
        same = local.from_full_members == above.from_full_members
        return asks_less(
            Asks.THE_SAME if same else None,
            less_if_smaller(local.fewest, above.fewest),
            less_if_larger(local.most, above.most),
        )

    def judge_standing(self, parameters: CommitteeSize, standing: Standing) -> Verdict:
        code, due = _fault(parameters, standing), standing.full_members >= parameters.from_full_members
        return Verdict(
            status=Status.PASSED if code is None else Status.MISSED,
            required=parameters.fewest if due else 0,
            held=standing.committee,
            events=standing.events,
            shortfalls=() if code is None else (Shortfall(code=code, about=str(standing.committee)),),
        )


def _fault(parameters: CommitteeSize, standing: Standing) -> str | None:
    number = standing.committee
    if standing.full_members < parameters.from_full_members:
        return "COMMITTEE_OF_A_SMALL_BRANCH" if number else None
    if number == 0:
        return "NO_COMMITTEE"
    if number < parameters.fewest:
        return "COMMITTEE_TOO_SMALL"
    return "COMMITTEE_TOO_LARGE" if number > parameters.most else None
