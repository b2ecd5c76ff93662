"""Which branches have a committee, and of how many (支部工作条例: 正式党员7人以上的设支部委员会, 3至5人)."""

from __future__ import annotations

from domain.policies.comparing import Asks, asks_less, less_if_larger, less_if_smaller
from domain.policies.facts import Standing
from domain.policies.kind import Number, Parameters, StandingRule, Words
from domain.policies.verdicts import Shortfall, Status, Verdict

_NO_LIMIT = 1_000_000


class CommitteeSize(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="committee-size"):
    """A committee is of ``fewest`` to ``most``; branches of ``from_full_members`` or more have one, smaller ones none.

    Without ``from_full_members`` it only says of how many a committee is, where there is one. Where a text binds the
    one number and only advises the other, they are two rules.
    """

    from_full_members: Number | None = None
    fewest: Number | None = None
    most: Number | None = None

    def __post_init__(self) -> None:
        if all(number is None for number in (self.from_full_members, self.fewest, self.most)):
            raise ValueError("from_full_members, fewest, most: says one of them, or more")
        if self.fewest is not None and self.fewest < 1:
            raise ValueError("fewest: is one or more")
        fewest = self.fewest or 1
        if self.most is not None and self.most < fewest:
            raise ValueError("most: is no fewer than fewest")
        if self.from_full_members is not None and self.from_full_members < fewest:
            raise ValueError("from_full_members: is no fewer than the fewest of the committee")


class CommitteeSizeKind(StandingRule[CommitteeSize]):
    """Judges a branch by its committee on a day, for the full members that it has then."""

    name = "committee-size"
    parameters = CommitteeSize

    def sentences(self, parameters: CommitteeSize) -> Words:
        from_, number = parameters.from_full_members, _number(parameters)
        if from_ is None:
            return Words(zh=f"支部委员会由{number.zh}组成", en=f"A branch committee is of {number.en}")
        return Words(
            zh=f"有正式党员{from_}人以上的党支部设立支部委员会,由{number.zh}组成;不足{from_}人的不设",
            en=f"A branch of {from_} full members or more has a committee of {number.en}; a smaller one has none",
        )

    def matters(self, parameters: CommitteeSize) -> frozenset[str]:
        fields = parameters.__struct_fields__
        return frozenset(f"committee {field}" for field in fields if getattr(parameters, field) is not None)

    def weaker(self, local: CommitteeSize, above: CommitteeSize) -> bool | None:
        same = local.from_full_members == above.from_full_members
        return asks_less(
            Asks.THE_SAME if same else None,
            less_if_smaller(local.fewest or 1, above.fewest or 1),
            less_if_larger(local.most or _NO_LIMIT, above.most or _NO_LIMIT),
        )

    def judge_standing(self, parameters: CommitteeSize, standing: Standing) -> Verdict:
        if standing.committee is None:
            return Verdict(status=Status.UNKNOWN, events=standing.events)
        if parameters.from_full_members is None and not standing.committee:
            return Verdict(status=Status.NOT_REQUIRED)
        code, due = _fault(parameters, standing), standing.full_members >= (parameters.from_full_members or 0)
        return Verdict(
            status=Status.PASSED if code is None else Status.MISSED,
            required=(parameters.fewest or 1) if due else 0,
            held=standing.committee,
            events=standing.events,
            shortfalls=() if code is None else (Shortfall(code=code, about=str(standing.committee)),),
        )


def _number(parameters: CommitteeSize) -> Words:
    few, most = parameters.fewest or 1, parameters.most
    if most is None:
        return Words(zh=f"{few}人以上", en=f"{few} or more")
    if few == most:
        return Words(zh=f"{few}人", en=f"{few}")
    return Words(zh=f"{few}至{most}人", en=f"{few} to {most}")


def _fault(parameters: CommitteeSize, standing: Standing) -> str | None:
    number = standing.committee or 0
    if standing.full_members < (parameters.from_full_members or 0):
        return "COMMITTEE_OF_A_SMALL_BRANCH" if number else None
    if number == 0:
        return "NO_COMMITTEE"
    if number < (parameters.fewest or 1):
        return "COMMITTEE_TOO_SMALL"
    return "COMMITTEE_TOO_LARGE" if parameters.most is not None and number > parameters.most else None
