"""Retroactive leave (补假): how long after its first day a leave may still be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.policies.modality import Modality


@dataclass(frozen=True, kw_only=True, slots=True)
class RetroactiveLeave:
    """Days after the first day of a leave within which it may be asked for. MUST refuses later requests."""

    version: str
    source: str  # whose rule
    modality: Modality
    most_days_after: int


@dataclass(frozen=True, slots=True)
class RequestTiming:
    """How a request stands to its policy."""

    days_after: int  # after the first day of the leave; 0 if asked on it or before
    too_late: bool
    refused: bool


def time_request(
    policy: RetroactiveLeave, from_on: date, asked_on: date, *, reason_given: bool
) -> RequestTiming:
    """Time a request made on ``asked_on``. Under a SHOULD, one made too late stands if it gives a reason."""
    days_after = max(0, (asked_on - from_on).days)
    too_late = days_after > policy.most_days_after
    excused = policy.modality is Modality.SHOULD and reason_given
    return RequestTiming(days_after, too_late, refused=too_late and not excused)
