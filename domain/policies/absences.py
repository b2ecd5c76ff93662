"""How an absence is classed (缺席归类): what is known of it, and what a rule about absences makes of that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason


class AbsenceClass(StrEnum):
    """What an absence is taken for. Only UNEXCUSED counts towards what follows from absences."""

    EXCUSED = "EXCUSED"
    ILL = "ILL"
    SECONDED = "SECONDED"
    ON_DUTY = "ON_DUTY"
    OUT_OF_REACH = "OUT_OF_REACH"
    MADE_UP = "MADE_UP"
    CONVEYED = "CONVEYED"
    UNEXCUSED = "UNEXCUSED"


class Absence(NamedTuple):
    """One expected person's absence from one meeting, as far as is known now: a reason, or a leave that covers it."""

    on: date
    reason: AbsenceReason | None = None
    leave: LeaveKind | None = None
    asked_on: date | None = None  # for that leave
    conveyed_on: date | None = None  # its contents were told to whoever was absent
    made_up_on: date | None = None  # whoever was absent made up for it (补课)

    @property
    def asked_afterwards(self) -> bool:
        """Whether leave was asked for only when the meeting was over."""
        return self.asked_on is not None and self.asked_on > self.on


def without_a_rule(absence: Absence) -> AbsenceClass:
    """Where no rule says otherwise: leave excuses, as does every reason, and exactly none given does not (无故)."""
    return UNEXCUSED if absence.reason is AbsenceReason.NONE_GIVEN else excused_as(absence)


def excused_as(absence: Absence) -> AbsenceClass:
    """The class of an absence that is excused."""
    if absence.leave is not None:
        return _BY_LEAVE.get(absence.leave, AbsenceClass.EXCUSED)
    return _BY_REASON.get(absence.reason, AbsenceClass.EXCUSED) if absence.reason else AbsenceClass.EXCUSED


UNEXCUSED = AbsenceClass.UNEXCUSED
_BY_LEAVE: Mapping[LeaveKind, AbsenceClass] = {
    LeaveKind.ILLNESS: AbsenceClass.ILL,
    LeaveKind.OFFICIAL_DUTY: AbsenceClass.ON_DUTY,
}
_BY_REASON: Mapping[AbsenceReason, AbsenceClass] = {
    AbsenceReason.ILLNESS: AbsenceClass.ILL,
    AbsenceReason.SECONDED: AbsenceClass.SECONDED,
    AbsenceReason.OFFICIAL_DUTY: AbsenceClass.ON_DUTY,
    AbsenceReason.OUT_OF_REACH: AbsenceClass.OUT_OF_REACH,
}
