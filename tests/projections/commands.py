"""Random commands, aimed at what is known, with faults enough: some are refused, and that is part of history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.clock.commands import CloseDay
from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.grids import commands as grids
from domain.leave import commands as leave
from domain.leave.events import LeaveExtensionRequested, LeaveGranted, LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.meetings import commands as meetings
from domain.meetings.events import (
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    Exclusion,
    ExclusionReason,
    MeetingKind,
)
from domain.membership import commands as membership
from domain.membership.events import MemberKind
from domain.organisation import commands as organisation
from domain.scoring import commands as scoring
from domain.scoring.events import PointsAwarded, PointsClass, PointsDeducted
from tests.projections.known import Known

_OF_THE_PARTY = [MemberKind.FULL, MemberKind.PROBATIONARY]


class RandomCommands(Known):
    """Makes one command at a time; ``None`` where there is nothing yet to aim at."""

    def any_command(self) -> Command | None:
        makers, weights = zip(*self._makers(), strict=True)
        maker: Callable[[], Command | None] = self.random.choices(makers, weights)[0]
        return maker()

    def _makers(self) -> list[tuple[Callable[[], Command | None], int]]:
        pick = self.random.choice
        some = self._some
        return [
            (lambda: self.register(pick(self.branches)), 4),
            (self._transfer, 4),
            (self._group, 5),
            (lambda: membership.ConfirmMember(member_id=pick(list(self.members))), 3),
            (lambda: self._correct(membership.CorrectMember, "member_id", self.members, self._of_member), 4),
            (self._plan, 14),
            (lambda: some(meetings.NotifyMeeting, self.meetings, channel=pick(["PHONE", "MESSAGE"])), 6),
            (self._freeze, 20),
            (self._attend, 25),
            (self._correct_attendance, 10),
            (self._make_up, 3),
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
            (self._hand_in, 3),
            (lambda: some(leave.ApproveLeave, self.leaves, level=ApproverLevel.GROUP_LEADER), 3),
            (lambda: some(leave.GrantLeave, self.leaves), 8),
            (self._ask_for_more, 6),
            (lambda: some(leave.ExtendLeave, self._latest(LeaveExtensionRequested)), 5),
            (self._not_extended, 3),
            (lambda: some(leave.RefuseLeave, self.leaves, reason="BUSY"), 2),
            (lambda: some(leave.WithdrawLeave, self.leaves), 3),
            (self._return, 4),
            (lambda: self._correct(leave.CorrectLeave, "leave_id", self.leaves, self._of_leave), 4),
            (lambda: self._points(scoring.AwardPoints), 10),
            (lambda: self._points(scoring.DeductPoints), 5),
            (self._reverse_points, 3),
            (self._correct_points, 3),
            (lambda: self.cover(pick(self.branches), self.today), 2),
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

    def days_over(self) -> list[Command]:
        """What the worker would issue by now; it tries today, too."""
        days = (self.today - self.closed_on).days
        return [CloseDay(day=self.closed_on + timedelta(days=n)) for n in range(1, days + 1)]

    def _some(self, cls: type[Command], among: Iterable[UUID], **fields: Any) -> Command | None:
        """A command about one of these, the latest more often."""
        ids = list(among)
        if not ids:
            return None
        recent = ids[-8:] if self.random.random() < 0.7 else ids
        target = next(name for name in ("meeting_id", "leave_id") if name in cls.__annotations__)
        return cls(**{target: self.random.choice(recent), **fields})

    def register(self, branch_id: UUID) -> Command:
        groups: list[UUID | None] = [None, *self.groups[branch_id]]
        return membership.RegisterMember(
            member_id=self.ids.new_id(),
            branch_id=branch_id,
            kind=self.random.choice(_OF_THE_PARTY),
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

    def _make_up(self) -> Command | None:
        """Of those who were away, as recorded at first; now and then it is taken back."""
        away = self._recorded_as("ABSENT", "LEAVE")
        if not away:
            return None
        missed, day = self.random.choice(away[-20:]), self.random.choice((None, *[self.today] * 4))
        return meetings.RecordMakeUp(meeting_id=missed.originator_id, member_id=missed.member_id, on=day)

    def _recorded_as(self, *status: str) -> list[AttendanceRecorded]:
        return [
            event for event in self.events if isinstance(event, AttendanceRecorded) and event.status in status
        ]

    def ask_afterwards(self) -> list[leave.RequestLeave]:
        """Leave for the days that some were away of late without having asked for any."""
        return [
            leave.RequestLeave(
                leave_id=self.ids.new_id(),
                member_id=missed.member_id,
                kind=LeaveKind.ILLNESS,
                from_on=self.meetings[missed.originator_id].held_on,
                to_on=self.meetings[missed.originator_id].held_on,
                reason="ASKED_LATE",
            )
            for missed in self._recorded_as("ABSENT")[-3:]
        ]

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

    def _hand_in(self) -> Command | None:
        kind = self.random.choice(list(EvidenceKind))
        document = self.random.choice([None, self.document_of()])
        return self._some(
            leave.HandInLeaveEvidence, self.leaves, kind=kind, on=self.today, document_id=document
        )

    def _ask_for_more(self) -> Command | None:
        granted = self._latest(LeaveGranted)
        if not granted:
            return None
        asked = self.leaves[self.random.choice(granted)]
        to_on = asked.to_on + timedelta(days=self.random.randrange(1, 20))
        return leave.RequestLeaveExtension(leave_id=asked.originator_id, to_on=to_on)

    def _not_extended(self) -> Command | None:
        asked = self._latest(LeaveExtensionRequested)
        if len(self.events) % 2:
            return self._some(leave.WithdrawLeaveExtension, asked)
        return self._some(leave.RefuseLeaveExtension, asked, reason="BUSY")

    def _latest(self, cls: type[DomainEvent]) -> list[UUID]:
        """Leaves of which such an event was told of late."""
        return [event.originator_id for event in self.events[-300:] if isinstance(event, cls)]

    def _return(self) -> Command | None:
        if not self.leaves:
            return None
        asked = self.random.choice(list(self.leaves.values())[-20:])
        on = asked.from_on + timedelta(days=self.random.randrange(4))
        return leave.ReturnFromLeave(leave_id=asked.originator_id, on=on)

    def reclassify(self, leave_id: UUID) -> list[Command]:
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

    def cover(self, organisation_id: UUID, from_on: date) -> Command:
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
                {"kind": self.random.choice(_OF_THE_PARTY)},
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
