"""What policies are judged by: facts as known at one position of the log, cut to what kinds look at."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from domain.meetings.events import MeetingKind
from domain.policies.periods import Period


class HeldMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting that took place (cancelled ones are none)."""

    id: UUID
    kind: MeetingKind
    on: date  # in the county's time zone: the day on which it began
    events: tuple[UUID, ...] = ()  # those that say so
    notified_on: date | None = None  # the first day on which those concerned were told
    urgent: bool = False  # called at once, for a cause that could not wait
    deferred_for: str | None = None  # coded reason why it was put off from its fixed day
    excepted: bool = False  # an exception for this day was approved from above
    minutes: frozenset[str] | None = None  # the fields that its minutes have; None: none were taken
    lecturer: str | None = None  # the role in which the lecture was given
    tested: bool = False  # a test followed the lecture
    contents: frozenset[str] = frozenset()  # codes of what it was about
    gathering: UUID | None = None  # the gathering of which it was one of several parts
    of_business: bool = False  # held within a business or other working meeting


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Days off and days worked instead, as published (国务院办公厅节假日安排), with the years that are known."""

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()  # Saturdays and Sundays that are worked (调休)

    def is_day_off(self, day: date) -> bool | None:
        """Whether nobody works that day. None of a year that is not known yet: nobody guesses."""
        if day.year not in self.years:
            return None
        return day in self.holidays or (day.weekday() >= 5 and day not in self.workdays)


class PlanItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of an annual plan (清单: 时间到天、内容到篇、落实到人)."""

    event: UUID
    on: date | None = None
    document_id: UUID | None = None
    assignee_id: UUID | None = None


class AnnualPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A branch's plan of a year."""

    adopted_on: date
    adopted_at: MeetingKind  # the meeting that passed it
    filed_with: frozenset[UUID] = frozenset()  # organisations above
    items: tuple[PlanItem, ...] = ()
    events: tuple[UUID, ...] = ()


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """Something was made public (公示)."""

    matter: str  # code, e.g. MONTHLY_ASSESSMENT
    about: Period
    on: date
    event: UUID


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation in a period, and all that kinds may look at. ``today`` is the last day that was closed."""

    organisation_id: UUID
    period: Period
    today: date
    founded_on: date
    ended_on: date | None = None  # the day from which it is dissolved
    groups: int | None = None  # party groups at the outset of the period; None where there can be none
    meetings: tuple[HeldMeeting, ...] = ()  # of the period, by day
    last_before: HeldMeeting | None = (
        None  # the last before the period, of each kind that a longest gap is asked of
    )
    plan: AnnualPlan | None = None
    publications: tuple[Publication, ...] = ()
    calendar: Calendar = Calendar()
    members: int | None = None  # at its outset
    full_members: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it was there on every day of the period."""
        return self.founded_on <= self.period.first and not (
            self.ended_on and self.ended_on <= self.period.last
        )

    @property
    def is_over(self) -> bool:
        """Whether the last day of the period is closed."""
        return self.today >= self.period.last
