"""How people attend: rates by kind of branch. They are ours; nothing is published about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason
from domain.organisation.events import BranchSector


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of those expected who have no leave yet; the rest are present and in time."""

    late: float
    asks_for_leave: float  # beforehand
    absent: float  # without; times a person's carelessness


RATES: Mapping[BranchSector, Rates] = MappingProxyType(
    {
        BranchSector.RURAL: Rates(late=0.035, asks_for_leave=0.030, absent=0.075),
        BranchSector.COMMUNITY: Rates(late=0.030, asks_for_leave=0.035, absent=0.060),
        BranchSector.AGENCY: Rates(late=0.015, asks_for_leave=0.050, absent=0.020),
        BranchSector.SCHOOL: Rates(late=0.010, asks_for_leave=0.040, absent=0.020),
        BranchSector.ENTERPRISE: Rates(late=0.040, asks_for_leave=0.060, absent=0.050),
    }
)

COMES_IN_SPITE_OF_LEAVE = 0.04

# What becomes of a request made before a meeting; the rest are granted and stand as asked.
REFUSED = 0.06
WITHDRAWN_BEFORE = 0.05
WITHDRAWN_AFTER = 0.015  # granted, and taken back days after the meeting
RETURNED_EARLY = 0.04
KIND_CORRECTED = 0.02
DAYS_CORRECTED = 0.01  # so that the day of the meeting is no longer covered

# Of absences without leave.
ASKS_AFTERWARDS = 0.10
REFUSED_AFTERWARDS = 0.20

# Of meetings.
CANCELLED = 0.012
ENTERED_LATE = 0.030
ONE_ENTERED_LATE = 0.040  # one person's attendance was forgotten at first
MADE_UP = 0.05  # somebody who missed a meeting without a reason made up for it
CORRECTED = 0.12  # one person's attendance was wrong
WITH_OBSERVER = 0.06
THEME_CORRECTED = 0.008
DAY_CORRECTED = 0.006

# Of what is written down.
TESTED = 0.75
TAUGHT_BY_SECRETARY = 0.8
MINUTES_INCOMPLETE = 0.15

ABSENCE_REASONS: Mapping[AbsenceReason, int] = MappingProxyType(
    {
        AbsenceReason.NONE_GIVEN: 45,
        AbsenceReason.ILLNESS: 15,
        AbsenceReason.FAMILY: 15,
        AbsenceReason.OUT_OF_REACH: 12,
        AbsenceReason.OFFICIAL_DUTY: 10,
        AbsenceReason.SECONDED: 3,
    }
)
LEAVE_KINDS: Mapping[LeaveKind, int] = MappingProxyType(
    {
        LeaveKind.PERSONAL: 40,
        LeaveKind.ILLNESS: 30,
        LeaveKind.OFFICIAL_DUTY: 20,
        LeaveKind.STUDY: 8,
        LeaveKind.MATERNITY: 2,
    }
)
