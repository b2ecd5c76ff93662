"""Which absences are excused (因故缺席), and which are without cause (无故缺席)."""

from __future__ import annotations

from typing import Literal

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason
from domain.policies.absences import Absence, AbsenceClass, excused_as
from domain.policies.comparing import asks_less, less_if_larger, less_if_wider
from domain.policies.kind import AbsenceRule, Parameters, Words, named_once
from domain.policies.wording import LEAVES, REASONS, listed

Excuses = Literal["excuses", "does_not_excuse"]


class AbsenceClassification(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="absence-classification"
):
    """An absence is excused by one of the ``reasons``, or by a granted leave of one of the kinds ``leave``.

    ``asked_afterwards``: whether leave that was asked for only after the meeting excuses too.
    ``made_up`` and ``conveyed``: whether an absence that nothing else excuses no longer counts once it was made up
    for (补课), or once its contents were conveyed by name (传达).
    """

    reasons: tuple[AbsenceReason, ...]
    leave: tuple[LeaveKind, ...]
    asked_afterwards: Excuses
    made_up: Excuses
    conveyed: Excuses

    def __post_init__(self) -> None:
        named_once(reasons=self.reasons, leave=self.leave)
        if AbsenceReason.NONE_GIVEN in self.reasons:
            raise ValueError("reasons: NONE_GIVEN is no reason")


class AbsenceClassificationKind(AbsenceRule[AbsenceClassification]):
    """Classes an absence by its ground, then by what was done about it."""

    name = "absence-classification"
    parameters = AbsenceClassification
    open_points = ("asked_afterwards", "made_up", "conveyed")

    def sentences(self, parameters: AbsenceClassification) -> Words:
        leave, reasons = listed(parameters.leave, LEAVES), listed(parameters.reasons, REASONS)
        zh = [f"准假可免计:{leave.zh or '无'}", f"正当理由:{reasons.zh or '无'}"]
        en = [f"Excused by leave: {leave.en or 'none'}", f"by reasons: {reasons.en or 'none'}"]
        for excuse, words in (
            (parameters.asked_afterwards, Words(zh="会后补假", en="leave asked for after the meeting")),
            (parameters.made_up, Words(zh="补课", en="making up")),
            (parameters.conveyed, Words(zh="传达到人", en="conveyance by name")),
        ):
            yes = excuse == "excuses"
            zh.append(words.zh + ("可以" if yes else "不能") + "免计无故缺席")
            en.append(words.en + (" excuses" if yes else " does not excuse"))
        return Words(zh=";".join(zh), en="; ".join(en))

    def weaker(self, local: AbsenceClassification, above: AbsenceClassification) -> bool | None:
        return asks_less(
            less_if_wider(frozenset(local.reasons), frozenset(above.reasons)),
            less_if_wider(frozenset(local.leave), frozenset(above.leave)),
            *(
                less_if_larger(getattr(local, name) == "excuses", getattr(above, name) == "excuses")
                for name in ("asked_afterwards", "made_up", "conveyed")
            ),
        )

    def classify(self, parameters: AbsenceClassification, absence: Absence) -> AbsenceClass:
        if _excused(parameters, absence):
            return excused_as(absence)
        if absence.made_up_on is not None and parameters.made_up == "excuses":
            return AbsenceClass.MADE_UP
        if absence.conveyed_on is not None and parameters.conveyed == "excuses":
            return AbsenceClass.CONVEYED
        return AbsenceClass.UNEXCUSED


def _excused(parameters: AbsenceClassification, absence: Absence) -> bool:
    if absence.leave is None:
        return absence.reason in parameters.reasons
    in_time = not absence.asked_afterwards or parameters.asked_afterwards == "excuses"
    return in_time and absence.leave in parameters.leave
