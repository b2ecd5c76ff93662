"""Whether something is asked for, and how it stands while it is not done, by the last day that was closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from domain.policies.facts import Subject
from domain.policies.verdicts import Status

DAY = timedelta(days=1)


def is_asked(subject: Subject, partial_period: Literal["required", "not_required"]) -> bool:
    """Whether anything is asked for a period, of an organisation that may have stood for none or a part of it."""
    return subject.is_whole or (subject.is_there and partial_period == "required")


def has_committee(subject: Subject) -> bool | None:
    """Whether a branch has a committee (支部委员会) at the outset of the period; None if that is not known."""
    return None if subject.committee is None else subject.committee > 0


def undone(subject: Subject, due: date, remind_days: int) -> Status:
    """What may be done until the close of ``due``: at risk once ``remind_days`` or fewer are left, missed after it."""
    if subject.today >= due:
        return Status.MISSED
    if subject.today < subject.period.first - DAY:
        return Status.NOT_YET_DUE
    return Status.AT_RISK if subject.today >= due - timedelta(days=remind_days) else Status.PENDING


def next_change(subject: Subject, due: date, remind_days: int) -> date | None:
    """The first day whose close changes that: the one before the period, the reminder, the deadline."""
    begins = subject.period.first - DAY
    days = (begins, due - timedelta(days=remind_days), due)
    return min((day for day in days if begins <= day and subject.today < day <= due), default=None)
