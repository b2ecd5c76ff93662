"""What proves the ground of a leave, and by when it is handed in (请假证明)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from domain.core.refusal_codes import RefusalCode
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.policies.comparing import Asks, asks_less, less_if_larger, less_if_wider
from domain.policies.kind import Number, Parameters, Words, named_once
from domain.policies.leave_grants import Awaited, Hindrance, LeaveGrant, LeaveRule
from domain.policies.wording import EVIDENCE, LEAVES, days

_BEFOREHAND = -1


class LeaveEvidence(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="leave-evidence"):
    """Leave of these kinds is proved by one of ``accepts``, within so many days or before it is granted.

    Without ``within_days`` it is not granted before. With a number it is, until these days have passed
    ``counted_from`` the first or the last day of the leave, 0 for that day itself.
    """

    leaves: tuple[LeaveKind, ...]
    accepts: tuple[EvidenceKind, ...]
    counted_from: Literal["first_day", "last_day"]
    within_days: Number | None = None

    def __post_init__(self) -> None:
        if not self.leaves:
            raise ValueError("leaves: names one kind, or more")
        if not self.accepts:
            raise ValueError("accepts: names one kind of evidence, or more")
        named_once(leaves=self.leaves, accepts=self.accepts)
        if self.within_days is not None and self.within_days < 0:
            raise ValueError("within_days: is a number of days, 0 for the day itself")


class LeaveEvidenceKind(LeaveRule[LeaveEvidence]):
    """Holds a grant to what was handed in, or has it awaited."""

    name = "leave-evidence"
    parameters = LeaveEvidence
    open_points = ("counted_from",)

    def sentences(self, parameters: LeaveEvidence) -> Words:
        leaves = [LEAVES[kind] for kind in LeaveKind if kind in parameters.leaves]
        accepts = [EVIDENCE[kind] for kind in EvidenceKind if kind in parameters.accepts]
        when = _when(parameters)
        return Words(
            zh=f"{'、'.join(words.zh for words in leaves)}须{when.zh}提交{'或'.join(words.zh for words in accepts)}",
            en=f"{', '.join(words.en for words in leaves)} is proved by {' or '.join(words.en for words in accepts)} "
            f"{when.en}",
        )

    def matters(self, parameters: LeaveEvidence) -> frozenset[str]:
        return frozenset(f"evidence of {kind}" for kind in parameters.leaves)

    def weaker(self, local: LeaveEvidence, above: LeaveEvidence) -> bool | None:
        timed = local.within_days is not None or above.within_days is not None
        same = set(local.leaves) == set(above.leaves) and not (
            timed and local.counted_from != above.counted_from
        )
        return asks_less(
            Asks.THE_SAME if same else None,
            less_if_wider(frozenset(local.accepts), frozenset(above.accepts)),
            less_if_larger(_within(local), _within(above)),
        )

    def hindrance(self, parameters: LeaveEvidence, grant: LeaveGrant) -> Hindrance | None:
        if not _is_asked(parameters, grant):
            return None
        awaited = self.awaits(parameters, grant)
        if awaited is not None and grant.on <= awaited.due_on:
            return None
        return Hindrance(RefusalCode.LEAVE_EVIDENCE_MISSING, {"accepts": ",".join(parameters.accepts)})

    def awaits(self, parameters: LeaveEvidence, grant: LeaveGrant) -> Awaited | None:
        if parameters.within_days is None or not _is_asked(parameters, grant):
            return None
        anchor = grant.from_on if parameters.counted_from == "first_day" else grant.to_on
        return Awaited(anchor + timedelta(days=parameters.within_days), parameters.accepts)


def _is_asked(parameters: LeaveEvidence, grant: LeaveGrant) -> bool:
    return grant.kind in parameters.leaves and grant.evidence.isdisjoint(parameters.accepts)


def _within(parameters: LeaveEvidence) -> int:
    return _BEFOREHAND if parameters.within_days is None else parameters.within_days


def _when(parameters: LeaveEvidence) -> Words:
    within = parameters.within_days
    if within is None:
        return Words(zh="在批准前", en="before it is granted")
    day = "首日" if parameters.counted_from == "first_day" else "末日"
    first = "first" if parameters.counted_from == "first_day" else "last"
    if within == 0:
        return Words(zh=f"在假期{day}当天", en=f"by its {first} day")
    return Words(zh=f"在假期{day}后{within}天内", en=f"within {days(within)} of its {first} day")
