"""A branch's year of meetings: the kinds and days that the norms and the county's own rule ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchSector
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Group
from gridledger.demo.themes import THEMES

GENERAL_MEETINGS = (3, 6, 9, 12)  # months: once a quarter (支部党员大会)
LECTURES = (2, 5, 8, 11)  # once a quarter (党课)
ORGANISATION_LIFE = 1  # once a year (组织生活会)
WITH_GROUP_MEETINGS = 6  # every sixth rural branch records its group meetings (党小组会), once a month


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting to be held. Days of different kinds never meet, so nobody is asked twice on one day."""

    id: UUID
    branch: Branch
    group: Group | None
    kind: MeetingKind
    held_on: date
    starts_at: str
    theme: str | None = None

    @property
    def organisation_id(self) -> UUID:
        """Who holds it."""
        return self.group.id if self.group else self.branch.id


class MeetingCalendar:
    """Plans the meetings of a year."""

    def __init__(self, ids: DemoIds, year: int) -> None:
        self._ids = ids
        self._year = year

    def of(self, branch: Branch) -> Iterator[MeetingPlan]:
        """All meetings of a branch and its groups."""
        random = chance(self._ids.seed, "calendar", branch.key)
        for month in range(1, 13):
            kind = MeetingKind.BRANCH_COMMITTEE_MEETING
            yield self._plan(branch, kind, month, random.randint(3, 7), "15:00")
            if month in LECTURES:
                yield self._plan(branch, MeetingKind.PARTY_LECTURE, month, random.randint(8, 12), "14:30")
            if month == ORGANISATION_LIFE:
                kind = MeetingKind.ORGANISATION_LIFE_MEETING
                yield self._plan(branch, kind, month, random.randint(13, 16), "09:00")
            yield self._party_day(branch, month, random)
            if month in GENERAL_MEETINGS:
                # Schools may meet on the 24th, if that is the Saturday: theirs begins after it.
                yield self._plan(branch, MeetingKind.GENERAL_MEETING, month, random.randint(25, 26), "14:30")
            yield from self._group_meetings(branch, month, random)

    def _party_day(self, branch: Branch, month: int, random: Random) -> MeetingPlan:
        held_on = branch.party_day_of(self._year, month)
        meeting_id = self._ids.of("meeting", branch.key, MeetingKind.THEME_PARTY_DAY, month)
        starts_at = random.choice(("08:30", "09:00", "14:30"))
        theme = THEMES[month].code
        return MeetingPlan(meeting_id, branch, None, MeetingKind.THEME_PARTY_DAY, held_on, starts_at, theme)

    def _group_meetings(self, branch: Branch, month: int, random: Random) -> Iterator[MeetingPlan]:
        if branch.sector is not BranchSector.RURAL or branch.number % WITH_GROUP_MEETINGS != 1:
            return
        for group in branch.groups:
            day = random.randint(27, 28)
            yield self._plan(branch, MeetingKind.GROUP_MEETING, month, day, "19:30", group)

    def _plan(
        self,
        branch: Branch,
        kind: MeetingKind,
        month: int,
        day: int,
        starts_at: str,
        group: Group | None = None,
    ) -> MeetingPlan:
        meeting_id = self._ids.of("meeting", group.id if group else branch.key, kind, month)
        return MeetingPlan(meeting_id, branch, group, kind, date(self._year, month, day), starts_at)
