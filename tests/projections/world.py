"""A small county that lives through a seeded random history, by the same commands as everyone's.

Commands are aimed at what the log says, with faults enough: some are refused, and that is part of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.grids import commands as grids
from domain.leave import commands as leave
from domain.leave.events import LeaveKind, LeaveRequested
from domain.meetings import commands as meetings
from domain.meetings.events import (
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    Exclusion,
    ExclusionReason,
    MeetingKind,
    MeetingPlanned,
    RosterFrozen,
)
from domain.membership import commands as membership
from domain.membership.events import AffiliationTransferred, MemberKind, MemberRegistered
from domain.organisation import commands as organisation
from domain.organisation.events import BranchSector, OrganisationKind
from domain.policies import BuiltInBook
from domain.scoring import commands as scoring
from domain.scoring.events import PointsAwarded, PointsClass, PointsDeducted, ScoreAccountOpened
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.records import Source
from event_store.store import EventStore

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY = datetime(2026, 1, 5, 1, tzinfo=UTC)


class SeededIds:
    """Ids that repeat with the seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def new_id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    event_id = new_id


class World:
    """One county. ``events`` is its whole log as decoded, in order of position."""

    def __init__(self, pool: Pool, *, seed: int, tenant: str = "county-a") -> None:
        self.tenant = tenant
        self.events: list[DomainEvent] = []
        self.refused = 0
        self.random = random.Random(seed)
        self.ids = SeededIds(seed)
        self.store = EventStore(pool)
        self._executor = CommandExecutor(
            store=self.store,
            names=DisplayNames(Connections(pool)),
            keys=CommandKeys(b"a secret of these tests"),
            ids=self.ids,
            policies=BuiltInBook(),
            counties=Counties(self.store, production=False),
        )
        self._clock = FIRST_DAY
        self._sent = 0
        self.county_id = COUNTY_ID
        self.committee_id = self.ids.new_id()
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

    @property
    def today(self) -> date:
        return self._clock.astimezone(ZONE).date()

    async def build(self, *, townships: int = 2, branches: int = 3, members: int = 6) -> None:
        """Found the county: its trees, ``branches`` a township and ``members`` a branch."""
        await self.send(
            [
                FoundCounty(
                    county_id=self.county_id,
                    committee_id=self.committee_id,
                    name="醴陵市",
                    committee_name="中共醴陵市委",
                    division_code="430281",
                    time_zone="Asia/Shanghai",
                    rehearsal=True,
                    occurred_at=Occurred("1985-05"),
                )
            ],
            Role.OPERATOR,
        )
        await self.send([AdoptModule(county_id=self.county_id, module=Module.POINTS)])
        for number in range(townships):
            await self._build_township(number, branches)
        await self._build_grids()
        await self.send(self._register(branch) for branch in self.branches for _ in range(members))

    async def live(self, commands: int, *, at_once: int = 40) -> None:
        """Let ``commands`` random commands happen, some days apart."""
        for start in range(0, commands, at_once):
            self._clock += timedelta(hours=self.random.randrange(60))
            chosen = [self._any_command() for _ in range(min(at_once, commands - start))]
            await self.send(command for command in chosen if command)
            grounds = [command for command in chosen if isinstance(command, leave.GrantLeave)]
            await self.send((c for g in grounds for c in self._reclassify(g.leave_id)), Role.PROCESS_MANAGER)

    async def send(
        self, commands: Iterable[Command], role: Role = Role.COUNTY_SECRETARY
    ) -> list[CommandResult]:
        """Run commands at the present time; the world learns from what the log says then."""
        requests = [self._request(command, role) for command in commands]
        if not requests:
            return []
        results = await self._executor.execute_many(requests)
        self.refused += sum(bool(result.refusals) for result in results)
        for record in await self.store.read_log(self.tenant, len(self.events), 1_000_000):
            self.events.append(record.domain_event)
            self._learn(record.domain_event)
        return results

    def _request(self, command: Command, role: Role) -> CommandRequest:
        self._sent += 1
        return CommandRequest(
            tenant_id=self.tenant,
            actor=Actor(f"account:{role.value.lower()}", role),
            source=Source("tests"),
            command=command,
            key=f"key-{self._sent}",
            clock=self._clock,
        )

    def _learn(self, event: DomainEvent) -> None:
        match event:
            case MemberRegistered():
                self.members[event.originator_id] = event.branch_id
            case AffiliationTransferred():
                self.members[event.originator_id] = event.to_branch_id
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

    # Building

    async def _build_township(self, number: int, branches: int) -> None:
        township = self.ids.new_id()
        code = f"43028110{number}"
        commands = [
            self._found(
                township, OrganisationKind.PARTY_COMMITTEE, f"镇{number}党委", self.committee_id, code
            )
        ]
        self.townships.append(township)
        for n in range(branches):
            branch = self.ids.new_id()
            self.branches.append(branch)
            sector = self.random.choice(list(BranchSector))
            village = f"{code}{n:03d}" if self.random.random() < 0.5 else None
            commands.append(
                self._found(branch, OrganisationKind.PARTY_BRANCH, f"支部{n}", township, village, sector)
            )
            self.groups[branch] = [self.ids.new_id() for _ in range(self.random.randrange(3))]
            commands += [
                self._found(group, OrganisationKind.PARTY_GROUP, "小组", branch)
                for group in self.groups[branch]
            ]
        await self.send(commands)

    def _found(
        self,
        organisation_id: UUID,
        kind: OrganisationKind,
        name: str,
        parent_id: UUID,
        division_code: str | None = None,
        sector: BranchSector | None = None,
    ) -> Command:
        return organisation.FoundOrganisation(
            organisation_id=organisation_id,
            kind=kind,
            name=name,
            parent_id=parent_id,
            division_code=division_code,
            sector=sector,
        )

    async def _build_grids(self) -> None:
        above: list[UUID | None] = [None]
        commands: list[Command] = []
        for level in range(1, 6):
            here = []
            for parent_id in above:
                for n in range(2 if level < 3 else 1):
                    code = f"43028110{n}" if level == 2 else None
                    grid_id = self.ids.new_id()
                    commands.append(
                        grids.DefineGrid(
                            grid_id=grid_id,
                            level=level,
                            name=f"网格{level}",
                            parent_id=parent_id,
                            division_code=code,
                        )
                    )
                    here.append(grid_id)
            self.grids.append(here)
            above = [*here]
        places = [*self.branches, *(group for groups in self.groups.values() for group in groups)]
        covered = [place for place in places if self.random.random() < 0.6]
        commands += [self._cover(place, date(2025, 12, 1)) for place in covered]
        await self.send(commands)

    # Random commands

    def _any_command(self) -> Command | None:
        makers, weights = zip(*self._makers(), strict=True)
        maker: Callable[[], Command | None] = self.random.choices(makers, weights)[0]
        return maker()

    def _makers(self) -> list[tuple[Callable[[], Command | None], int]]:
        pick = self.random.choice
        some = self._some
        return [
            (lambda: self._register(pick(self.branches)), 4),
            (self._transfer, 4),
            (self._group, 5),
            (lambda: membership.ConfirmMember(member_id=pick(list(self.members))), 3),
            (lambda: self._correct(membership.CorrectMember, "member_id", self.members, self._of_member), 4),
            (self._plan, 14),
            (lambda: some(meetings.NotifyMeeting, self.meetings, channel=pick(["PHONE", "MESSAGE"])), 6),
            (self._freeze, 20),
            (self._attend, 25),
            (self._correct_attendance, 10),
            (self._observe, 5),
            (
                lambda: some(
                    meetings.ConcludeMeeting, self.rosters, duration_minutes=self.random.choice([None, 90])
                ),
                7,
            ),
            (lambda: some(meetings.CancelMeeting, self.meetings, reason="WEATHER"), 1),
            (
                lambda: self._correct(meetings.CorrectMeeting, "meeting_id", self.meetings, self._of_meeting),
                5,
            ),
            (self._ask_leave, 10),
            (lambda: some(leave.GrantLeave, self.leaves), 8),
            (lambda: some(leave.RefuseLeave, self.leaves, reason="BUSY"), 2),
            (lambda: some(leave.WithdrawLeave, self.leaves), 3),
            (self._return, 4),
            (lambda: self._correct(leave.CorrectLeave, "leave_id", self.leaves, self._of_leave), 4),
            (lambda: self._points(scoring.AwardPoints), 10),
            (lambda: self._points(scoring.DeductPoints), 5),
            (self._reverse_points, 3),
            (self._correct_points, 3),
            (lambda: self._cover(pick(self.branches), self.today), 2),
            (lambda: grids.EndCoverage(organisation_id=pick(self.branches), on=self.today), 3),
            (self._responsible, 3),
            (self._relieve, 2),
            (lambda: self._correct(grids.CorrectGrid, "grid_id", self._all_grids(), self._of_grid), 2),
            (self._rename, 2),
            (
                lambda: self._correct(
                    organisation.CorrectOrganisation,
                    "organisation_id",
                    [*self.townships, *self.branches],
                    self._of_organisation,
                ),
                3,
            ),
        ]

    def _some(self, cls: type[Command], among: Iterable[UUID], **fields: Any) -> Command | None:
        """A command about one of these, the latest more often."""
        ids = list(among)
        if not ids:
            return None
        recent = ids[-8:] if self.random.random() < 0.7 else ids
        target = next(name for name in ("meeting_id", "leave_id") if name in cls.__annotations__)
        return cls(**{target: self.random.choice(recent), **fields})

    def _register(self, branch_id: UUID) -> Command:
        groups: list[UUID | None] = [None, *self.groups[branch_id]]
        return membership.RegisterMember(
            member_id=self.ids.new_id(),
            branch_id=branch_id,
            kind=self.random.choice(list(MemberKind)),
            joined_on=date(1990 + self.random.randrange(30), 7, 1),
            name_id=self.ids.new_id(),
            group_id=self.random.choice(groups),
        )

    def _transfer(self) -> Command:
        return membership.TransferMember(
            member_id=self.random.choice(list(self.members)),
            to_branch_id=self.random.choice(self.branches),
            from_on=self.today + timedelta(days=self.random.choice([0, 0, 1, 30])),
        )

    def _group(self) -> Command:
        member_id, branch_id = self.random.choice(list(self.members.items()))
        groups: list[UUID | None] = [None, *self.groups[branch_id]]
        return membership.AssignGroup(member_id=member_id, group_id=self.random.choice(groups))

    def _plan(self) -> Command:
        branch_id = self.random.choice(self.branches)
        held_by = self.random.choice([branch_id, branch_id, *self.groups[branch_id]])
        kinds = [MeetingKind.GROUP_MEETING, MeetingKind.THEME_PARTY_DAY, MeetingKind.GENERAL_MEETING]
        return meetings.PlanMeeting(
            meeting_id=self.ids.new_id(),
            organisation_id=held_by,
            kind=self.random.choice(kinds if held_by != branch_id else kinds[1:]),
            held_on=self.today - timedelta(days=self.random.choice([-3, 0, 0, 2, 5, 12, 20])),
            starts_at=self.random.choice([None, "09:30"]),
            theme=self.random.choice([None, "THEME_1"]),
        )

    def _freeze(self) -> Command | None:
        if not self.meetings:
            return None
        meeting_id = self.random.choice(list(self.meetings)[-12:])
        at_home = [m for m, b in self.members.items() if b == self.meetings[meeting_id].branch_id]
        excluded = self.random.sample(at_home, min(len(at_home), self.random.choice([0, 0, 0, 0, 1])))
        return meetings.FreezeRoster(
            meeting_id=meeting_id,
            exclusions=tuple(Exclusion(member_id, ExclusionReason.LONG_ILLNESS) for member_id in excluded),
        )

    def _entry(self, member_id: UUID) -> meetings.AttendanceEntry:
        status = self.random.choices(list(AttendanceStatus), [6, 2, 1, 4])[0]
        absent = status is AttendanceStatus.ABSENT
        reason = self.random.choice(list(AbsenceReason)) if absent else None
        return meetings.AttendanceEntry(member_id, status, reason)

    def _attend(self) -> Command | None:
        if not self.rosters:
            return None
        roster = self.rosters[self.random.choice(list(self.rosters)[-12:])]
        left = sorted(set(roster.expected) - self.recorded[roster.originator_id]) or [*roster.expected]
        who = self.random.sample(left, self.random.randrange(1, len(left) + 1))
        return meetings.RecordAttendance(
            meeting_id=roster.originator_id, entries=tuple(map(self._entry, who))
        )

    def _correct_attendance(self) -> Command | None:
        if not self.rosters:
            return None
        roster = self.rosters[self.random.choice(list(self.rosters))]
        recorded = sorted(self.recorded[roster.originator_id]) or [*roster.expected]
        entry = self._entry(self.random.choice(recorded))
        return meetings.CorrectAttendance(
            meeting_id=roster.originator_id, entry=entry, reason="ENTERED_WRONGLY"
        )

    def _observe(self) -> Command | None:
        return self._some(
            meetings.RecordObserver, self.rosters, member_id=self.random.choice(list(self.members))
        )

    def _ask_leave(self) -> Command:
        first = self.today - timedelta(days=self.random.choice([-5, 0, 3, 20, 35]))
        return leave.RequestLeave(
            leave_id=self.ids.new_id(),
            member_id=self.random.choice(list(self.members)),
            kind=self.random.choice(list(LeaveKind)),
            from_on=first,
            to_on=first + timedelta(days=self.random.randrange(30)),
        )

    def _return(self) -> Command | None:
        if not self.leaves:
            return None
        asked = self.random.choice(list(self.leaves.values())[-20:])
        on = asked.from_on + timedelta(days=self.random.randrange(4))
        return leave.ReturnFromLeave(leave_id=asked.originator_id, on=on)

    def _reclassify(self, leave_id: UUID) -> list[Command]:
        """What the process manager would issue for a leave that was just granted."""
        member_id = self.leaves[leave_id].member_id
        ground = self.events[-1].event_id
        return [
            meetings.ReclassifyAbsence(
                meeting_id=meeting_id, member_id=member_id, leave_id=leave_id, ground=ground
            )
            for meeting_id, roster in self.rosters.items()
            if member_id in roster.expected
        ]

    def _points(self, cls: type[scoring.AwardPoints | scoring.DeductPoints]) -> Command:
        return cls(
            member_id=self.random.choice(list(self.members)),
            year=self.today.year,
            points_hundredths=self.random.randrange(1, 1000),
            points_class=self.random.choice(list(PointsClass)),
            rule="ATTENDANCE",
            occurred_at=Occurred.on(self.today - timedelta(days=self.random.randrange(40))),
        )

    def _entries(self) -> list[PointsAwarded | PointsDeducted]:
        return [event for event in self.events if isinstance(event, PointsAwarded | PointsDeducted)]

    def _reverse_points(self) -> Command | None:
        entries = self._entries()
        if not entries:
            return None
        entry = self.random.choice(entries)
        account = self.accounts[entry.originator_id]
        return scoring.ReversePoints(
            member_id=account.member_id, year=account.year, reverses=entry.event_id, reason="WRONG_RULE"
        )

    def _correct_points(self) -> Command | None:
        entries = self._entries()
        if not entries:
            return None
        entry = self.random.choice(entries)
        account = self.accounts[entry.originator_id]
        return scoring.CorrectPoints(
            member_id=account.member_id,
            year=account.year,
            corrects=entry.event_id,
            points_hundredths=self.random.randrange(1, 1000),
            rule=self.random.choice([None, "OTHER_RULE"]),
            reason="MISTYPED",
        )

    def _all_grids(self) -> list[UUID]:
        return [grid_id for level in self.grids for grid_id in level]

    def _cover(self, organisation_id: UUID, from_on: date) -> Command:
        grid_id = self.random.choice(self.grids[self.random.choice([2, 3, 4])])
        return grids.AssignCoverage(grid_id=grid_id, organisation_id=organisation_id, from_on=from_on)

    def _responsible(self) -> Command:
        return grids.AssignResponsible(
            grid_id=self.random.choice(self._all_grids()[:3]),
            member_id=self.random.choice(list(self.members)[:3]),
            from_on=self.today,
        )

    def _relieve(self) -> Command:
        return grids.RelieveResponsible(
            grid_id=self.random.choice(self._all_grids()[:3]),
            member_id=self.random.choice(list(self.members)[:3]),
            on=self.today,
        )

    def _rename(self) -> Command:
        return organisation.RenameOrganisation(
            organisation_id=self.random.choice(self.branches), name=f"新名{self.random.randrange(99)}"
        )

    def _correct(
        self,
        cls: Callable[..., Command],
        target: str,
        among: Iterable[UUID],
        fields: Callable[[], dict[str, Any]],
    ) -> Command | None:
        """A correction of some earlier event of one stream."""
        ids = list(among)
        if not ids:
            return None
        stream_id = self.random.choice(ids)
        said = [event.event_id for event in self.events if event.originator_id == stream_id]
        if not said:
            return None
        corrects = self.random.choice([said[0], self.random.choice(said)])
        return cls(**{target: stream_id}, corrects=corrects, reason="MISTYPED", **fields())

    def _of_member(self) -> dict[str, Any]:
        return self.random.choice(
            [
                {"kind": self.random.choice(list(MemberKind))},
                {"joined_on": date(1990 + self.random.randrange(30), 7, 1)},
                {"name_id": self.ids.new_id()},
            ]
        )

    def _of_meeting(self) -> dict[str, Any]:
        return self.random.choice(
            [
                {"held_on": self.today - timedelta(days=self.random.randrange(60))},
                {"kind": MeetingKind.THEME_PARTY_DAY},
                {"theme": "THEME_2"},
            ]
        )

    def _of_leave(self) -> dict[str, Any]:
        return self.random.choice(
            [
                {"from_on": self.today - timedelta(days=self.random.randrange(60))},
                {"to_on": self.today + timedelta(days=self.random.randrange(-20, 20))},
                {"kind": LeaveKind.STUDY},
            ]
        )

    def _of_grid(self) -> dict[str, Any]:
        return self.random.choice(
            [{"name": "网格"}, {"division_code": f"43028110{self.random.randrange(3)}"}]
        )

    def _of_organisation(self) -> dict[str, Any]:
        code = f"43028110{self.random.randrange(3)}"
        return self.random.choice([{"name": "改正名"}, {"division_code": code}])
