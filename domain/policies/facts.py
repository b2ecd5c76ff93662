"""What policies are judged by: facts as known at one position of the log, cut to what kinds look at."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.periods import Period
from domain.violations.events import ViolationSeverity


class PlanField(StrEnum):
    """What an item of a plan says (时间到天、内容到篇、落实到人)."""

    DATE = "DATE"
    DOCUMENT = "DOCUMENT"
    ASSIGNEE = "ASSIGNEE"


class Matter(StrEnum):
    """What is made public for each of some periods."""

    ASSESSMENT_RESULT = "ASSESSMENT_RESULT"
    ACTIVITY_THEME = "ACTIVITY_THEME"


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
    minutes: frozenset[MinutesField] | None = None  # what its minutes record; None: none were taken
    lecturers: frozenset[LecturerRole] = frozenset()  # the roles of those who gave the lecture
    tested: bool = False  # a test followed the lecture
    contents: frozenset[str] = frozenset()  # codes of what it was about
    gathering: UUID | None = None  # the gathering of which it was one of several parts
    of_business: bool = False  # held within a business or other working meeting
    review: UUID | None = None  # the event of a review at it that stands (讲评); None: nobody was reviewed


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Days off and days worked instead, as published (国务院办公厅节假日安排), with the years that are known."""

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()  # those of the law (法定节假日) alone
    days_off: frozenset[date] = frozenset()  # those that the arrangement adds to them (放假调休)
    workdays: frozenset[date] = frozenset()  # Saturdays and Sundays that are worked (调休)

    def is_holiday(self, day: date) -> bool | None:
        """Whether it is a public holiday (法定节假日), days off beside it not counted in. None: as below."""
        return day in self.holidays if day.year in self.years else None

    def is_day_off(self, day: date) -> bool | None:
        """Whether nobody works that day. None of a year that is not known yet: nobody guesses."""
        if day.year not in self.years:
            return None
        weekend = day.weekday() >= 5 and day not in self.workdays
        return weekend or day in self.holidays or day in self.days_off


class DaysOffGrant(NamedTuple):
    """From ``from_on`` on and before ``to_on``, if it ends, days off may take the place of the fixed days (C09)."""

    from_on: date
    to_on: date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.from_on <= day and (self.to_on is None or day < self.to_on)


class PlanItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of an annual plan (清单: 时间到天、内容到篇、落实到人)."""

    event: UUID
    on: date | None = None
    document_id: UUID | None = None
    assignee_id: UUID | None = None

    @property
    def says(self) -> frozenset[PlanField]:
        """Which of them it says."""
        said = {
            PlanField.DATE: self.on,
            PlanField.DOCUMENT: self.document_id,
            PlanField.ASSIGNEE: self.assignee_id,
        }
        return frozenset(field for field, value in said.items() if value is not None)


class PlanFiling(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation above has had the plan since a day (备案)."""

    recipient: OrganisationKind
    on: date
    event: UUID


class AnnualPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A branch's plan of a year."""

    adopted_on: date
    adopted_at: MeetingKind  # the meeting that passed it
    filings: tuple[PlanFiling, ...] = ()
    items: tuple[PlanItem, ...] = ()
    events: tuple[UUID, ...] = ()


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """Something was made public (公示)."""

    matter: Matter
    about: Period
    on: date
    event: UUID


class DatedViolation(msgspec.Struct, frozen=True, kw_only=True):
    """A violation that the organisation has to deal with (两违)."""

    on: date  # in the county's time zone
    severity: ViolationSeverity
    event: UUID  # the last that set its day or severity


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation in a period, and all that kinds may look at. ``today`` is the last day that was closed."""

    organisation_id: UUID
    period: Period
    today: date
    founded_on: date
    ended_on: date | None = None  # the day from which it is dissolved
    groups: int | None = None  # party groups at the outset of the period; None where there can be none
    meetings: tuple[HeldMeeting, ...] = ()  # of the period, by day
    before: tuple[HeldMeeting, ...] = ()  # of before the period, by day, as far back as a longest gap reaches
    after: tuple[HeldMeeting, ...] = ()  # of after the period, by day, as far ahead as its rule looks
    bound_since: date | None = None  # a gap does not begin before the rule bound the organisation
    plan: AnnualPlan | None = None
    publications: tuple[Publication, ...] = ()
    violations: tuple[DatedViolation, ...] = ()
    calendar: Calendar = Calendar()
    days_off_granted: tuple[DaysOffGrant, ...] = ()  # when it may meet on days off instead of the fixed days
    themes: frozenset[str] = frozenset()  # codes of those published for the period
    members: int | None = None  # at its outset
    committee: int | None = (
        None  # members of its branch committee at the outset, 0: it has none; None: not known
    )

    @property
    def known(self) -> tuple[HeldMeeting, ...]:
        """All meetings that are known of it, by day."""
        return *self.before, *self.meetings, *self.after

    @property
    def is_whole(self) -> bool:
        """Whether it was there on every day of the period."""
        return self.founded_on <= self.period.first and self.last == self.period.last

    @property
    def is_there(self) -> bool:
        """Whether it was there on any day of the period."""
        return self.founded_on <= self.last and self.period.first <= self.last

    @property
    def is_over(self) -> bool:
        """Whether the last day of the period is closed."""
        return self.today >= self.period.last

    @property
    def last(self) -> date:
        """The last day on which it stood, the period's own if it stood to its end."""
        stood = self.ended_on - timedelta(days=1) if self.ended_on is not None else date.max
        return min(self.period.last, stood)

    def has_days_off_on(self, day: date) -> bool:
        """Whether it was granted days off instead of the fixed days, for that day."""
        return any(day in grant for grant in self.days_off_granted)


class GroupStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A party group of a branch, on a day."""

    organisation_id: UUID
    members: int
    full_members: int
    leading_cadres: int | None = (
        None  # of them in a leading post (担任领导工作的党员干部); None: it is not known
    )


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a branch is made up on a day. Numbers are persons."""

    organisation_id: UUID
    on: date
    members: int
    full_members: int
    committee: int | None = None  # in office, its secretary among them; 0: it has none; None: it is not known
    groups: tuple[GroupStanding, ...] = ()
    events: tuple[UUID, ...] = ()  # those of that day, or the last before, that made it so
