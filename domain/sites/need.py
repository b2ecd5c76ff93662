"""When a project site needs a temporary branch (长江口水文局: 超过15天、20人以上、党员5人以上的外业项目).

That all three have to hold is a reading of the source; whether a branch is formed, a person decides.
"""

from __future__ import annotations

from datetime import date

MORE_DAYS_THAN = 15
LEAST_PEOPLE = 20
MORE_MEMBERS_THAN = 5


def days_of(starts_on: date, ends_on: date) -> int:
    """How long work goes on, the first day and the last included."""
    return (ends_on - starts_on).days + 1


def needs_branch(starts_on: date, ends_on: date, people: int, members: int) -> bool:
    """Whether all three conditions hold."""
    return (
        days_of(starts_on, ends_on) > MORE_DAYS_THAN
        and people >= LEAST_PEOPLE
        and members > MORE_MEMBERS_THAN
    )
