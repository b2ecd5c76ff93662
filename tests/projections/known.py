"""What a world knows of its county, from what the log says."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.clock.events import DayClosed
from domain.core import DomainEvent
from domain.documents.events import DocumentErased, DocumentSealed
from domain.leave.events import LeaveRequested
from domain.meetings.events import (
    AttendanceRecorded,
    MeetingPlanned,
    RosterFrozen,
)
from domain.membership.events import AffiliationTransferred, MemberLeft, MemberRegistered
from domain.scoring.events import ScoreAccountOpened

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDED_ON = date(2026, 1, 1)
FIRST_DAY = datetime(2026, 1, 5, 1, tzinfo=UTC)


class SeededIds:
    """Ids that repeat with the seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def new_id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    event_id = new_id


class Known:
    """One county as known to those who live in it. ``events`` is its log as decoded, in order of position."""

    def __init__(self, seed: int) -> None:
        self.events: list[DomainEvent] = []
        self.random = random.Random(seed)
        self.ids = SeededIds(seed)
        self.clock = FIRST_DAY
        self.closed_on = FOUNDED_ON - timedelta(days=1)
        self.committee_id: UUID  # of the county
        self.townships: list[UUID] = []
        self.branches: list[UUID] = []
        self.groups: dict[UUID, list[UUID]] = {}  # by branch
        self.grids: list[list[UUID]] = []  # by level
        self.members: dict[UUID, UUID] = {}  # to the latest home
        self.meetings: dict[UUID, MeetingPlanned] = {}
        self.rosters: dict[UUID, RosterFrozen] = {}
        self.recorded: defaultdict[UUID, set[UUID]] = defaultdict(set)  # members, by meeting
        self.leaves: dict[UUID, LeaveRequested] = {}
        self.accounts: dict[UUID, ScoreAccountOpened] = {}
        self.sealed: dict[UUID, DocumentSealed] = {}  # documents that were not erased

    @property
    def today(self) -> date:
        return self.clock.astimezone(ZONE).date()

    def document_of(self, *about: UUID | None) -> UUID | None:
        """The last document about one of these or the county's committee: what an entry of theirs may name."""
        of = {self.committee_id, *about}
        fit = [id_ for id_, one in self.sealed.items() if (one.member_id or one.organisation_id) in of]
        return fit[-1] if fit else None

    def learn(self, event: DomainEvent) -> None:
        self.events.append(event)
        match event:
            case DayClosed():
                self.closed_on = event.day
            case MemberRegistered():
                self.members[event.originator_id] = event.branch_id
            case AffiliationTransferred():
                self.members[event.originator_id] = event.to_branch_id
            case MemberLeft():
                del self.members[event.originator_id]
            case MeetingPlanned():
                self.meetings[event.originator_id] = event
            case RosterFrozen():
                self.rosters[event.originator_id] = event
            case AttendanceRecorded():
                self.recorded[event.originator_id].add(event.member_id)
            case LeaveRequested():
                self.leaves[event.originator_id] = event
            case ScoreAccountOpened():
                self.accounts[event.originator_id] = event
            case DocumentSealed():
                self.sealed[event.originator_id] = event
            case DocumentErased():
                del self.sealed[event.originator_id]
