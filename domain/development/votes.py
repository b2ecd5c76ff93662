"""Who has a vote in a branch, and what a ballot comes to."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.discipline.events import Measure
from domain.discipline.state import Discipline
from domain.membership.events import MemberKind
from domain.membership.state import Member


def has_vote(member: Member, discipline: Discipline, on: date, zone: ZoneInfo) -> bool:
    """Full members vote, from the day on which they were confirmed; none on disciplinary probation (留党察看) does."""
    if member.kind is not MemberKind.FULL:
        return False
    if discipline.measure_on(on) is Measure.DISCIPLINARY_PROBATION:
        return False
    return member.confirmed_at is None or member.confirmed_at.local_date(zone) <= on


def is_quorate(present: int, entitled: int) -> bool:
    """More than half of those entitled are there (到会有表决权的党员必须超过应到会有表决权人数的半数)."""
    return 2 * present > entitled


def is_passed(in_favour: int, entitled: int) -> bool:
    """More than half of all who are entitled are in favour, also of those who stayed away (半数以上)."""
    return 2 * in_favour > entitled
