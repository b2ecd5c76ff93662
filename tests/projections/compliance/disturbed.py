"""A county where everything comes late, twice or otherwise: random facts, and a clock that lags behind them."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.annual_plans.commands import AdoptAnnualPlan
from domain.calendar.commands import PublishCalendarYear
from domain.core import Occurred
from domain.core.command import Command
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.grids.commands import AssignCoverage, DefineGrid, EndCoverage
from domain.meetings.commands import CancelMeeting, CorrectMeeting
from domain.meetings.events import MeetingKind, MeetingPlanned, RosterFrozen
from domain.organisation.commands import MergeOrganisation, MoveOrganisation, RecordElection
from domain.organisation.events import OrganisationKind
from domain.peer_reviews.commands import (
    CorrectPeerReview,
    RecordPeerReviews,
    ReviewEntry,
    WithdrawPeerReview,
)
from domain.peer_reviews.events import PeerReviewRecorded, ReviewGrade, peer_review_id
from domain.policies.commands import AnnulAdoption, EndAdoption
from domain.policies.facts import Matter
from domain.policies.kinds.annual_plan import PlanDuty
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.committee_size import CommitteeSize
from domain.policies.kinds.group_size import GroupSize
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency, SmallBranch
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.peer_review import PeerReviewDuty
from domain.policies.kinds.publication import PublicationDuty
from domain.policies.kinds.violation_meeting import ViolationMeeting
from domain.policies.modality import Modality
from domain.policies.pack import Level
from domain.policies.periods import Period, Unit
from domain.publications.commands import PublishMatter, WithdrawPublication
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from domain.violations.commands import CorrectViolation, ReportViolation, WithdrawViolation
from domain.violations.events import ViolationKind, ViolationSeverity
from tests.projections.compliance.office import Office, pack

LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING
COMMITTEE = MeetingKind.BRANCH_COMMITTEE_MEETING
RESULT = Matter.ASSESSMENT_RESULT
OPENED = date(2026, 1, 1)
BOTH = (OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP)
RULES: dict[str, Any] = {
    "lecture": MeetingFrequency(
        meeting=LECTURE, per=Unit.MONTH, at_least=1, partial_period="required", merged_meetings="count"
    ),
    "made_up": MeetingFrequency(
        meeting=LECTURE,
        per=Unit.MONTH,
        at_least=1,
        partial_period="not_required",
        make_up_days=20,
        merged_meetings="count",
    ),
    "general": MeetingFrequency(
        meeting=GENERAL,
        per=Unit.QUARTER,
        at_least=2,
        partial_period="not_required",
        without_groups=Unit.MONTH,
        merged_meetings="count",
    ),
    "day": MeetingWindow(
        meeting=LECTURE,
        off_window="counts",
        days=(5, 6, 7),
        defer_until=15,
        exceptions=False,
        urgent="no_exemption",
        days_off="days_off",
    ),
    "gap": LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=20, merged_meetings="count"),
    "plan": PlanDuty(by_month=1, by_day=31, partial_period="not_required"),
    "size": BranchSize(fewest_full_members=2, most_members=4),
    "committee": CommitteeSize(from_full_members=2, fewest=2, most=3),
    "of_committees": MeetingFrequency(
        meeting=COMMITTEE, per=Unit.MONTH, at_least=1, partial_period="required", where_committee=True
    ),
    "of_small_ones": MeetingFrequency(
        meeting=LECTURE,
        per=Unit.QUARTER,
        at_least=2,
        partial_period="required",
        small_branch=SmallBranch(most_members=3, by=COMMITTEE),
    ),
    "public": PublicationDuty(
        matter=RESULT,
        each=Unit.MONTH,
        counted_from="last_day",
        within_days=10,
        per=Unit.QUARTER,
        partial_period="not_required",
    ),
    "violation": ViolationMeeting(
        severities=(ViolationSeverity.SERIOUS,),
        group_meetings=(MeetingKind.GROUP_MEETING,),
        branch_meetings=(LECTURE, GENERAL, COMMITTEE),
    ),
    "review": PeerReviewDuty(
        group_meetings=(MeetingKind.GROUP_MEETING,),
        branch_meetings=(LECTURE, GENERAL, COMMITTEE),
        partial_period="required",
    ),
    "groups": GroupSize(fewest_members=1, fewest_full_members=1, leaders_only="allowed"),
}


class Disturbed:
    """A dense year of three branches, and everything that may come of it late, twice, or otherwise."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.random = office, random.Random(seed)
        self.branches: list[UUID] = []
        self.merging: list[UUID] = []  # those that become part of others, each of them once
        self.meetings: list[UUID] = []
        self.packs = 0
        self.adopted: list[tuple[UUID, str, date]] = []
        self.departures: list[RecordDeparture] = []
        self.grids: list[UUID] = []
        self.exceptions: list[UUID] = []
        self.violations: list[UUID] = []
        self.reviews: list[UUID] = []

    async def begin(self) -> None:
        await self.office.open()
        for _ in range(3):
            self.branches.append(await self.office.found())
            self.merging.append(await self.office.found(parent=self.random.choice(self._townships())))
        await self.office.found(OrganisationKind.PARTY_GROUP, self.branches[0])
        await self.adopt(self.office.committee, OPENED)
        for _ in range(2):
            self.grids.append(self.office.ids.new_id())
            await self.office.do(
                DefineGrid(grid_id=self.grids[-1], level=1, name="一级网格", division_code="430281")
            )

    async def adopt(self, node: UUID, since: date) -> None:
        self.packs += 1
        names = self.random.sample(list(RULES), 6)
        name = "county" if node == self.office.committee else "town"
        level: Level = "county" if name == "county" else "township"
        rules = {name: RULES[name] for name in names}
        modality = self.random.choice(list(Modality))
        made = pack(name, str(self.packs), rules, level=level, modality=modality, organisations=BOTH)
        if await self.office.try_adopting(made, node=node, since=since):
            self.adopted += [(node, f"{name}/{rule}", since) for rule in names]

    async def live(self) -> None:
        """A few days, and something that happens in them; those days may be closed only after it."""
        day = self.office.today + timedelta(days=self.random.choice((1, 3, 8, 17)))
        await self.office.until(day, closing=self.random.random() < 0.7)
        for _ in range(self.random.randrange(4)):
            await self.random.choice(self._possible())()

    def _possible(self) -> list[Any]:
        return [self._meet] * 9 + [
            self._correct,
            self._cancel,
            self._adopt,
            self._end,
            self._move,
            self._found,
            self._join,
            self._publish,
            self._plan,
            *[self._merge] * 3,
            self._elect,
            self._cover,
            self._uncover,
            self._except,
            self._except_no_longer,
            self._make_public,
            self._withdraw,
            self._depart,
            self._depart,
            self._take_back,
            self._violate,
            self._violate,
            self._correct_violation,
            self._withdraw_violation,
            *[self._review] * 4,
            self._correct_review,
            *[self._withdraw_review] * 2,
        ]

    def _townships(self) -> tuple[UUID, UUID]:
        return self.office.township, self.office.other_township

    def _day(self, back: int = 60) -> date:
        return max(OPENED, self.office.today - timedelta(days=self.random.randrange(back)))

    async def _meet(self) -> None:
        branch_id = self.random.choice((*self.branches, *self.merging))
        await self._meet_at(branch_id, self._day(self.random.choice((1, 1, 60))))

    async def _meet_at(self, branch_id: UUID, day: date) -> None:
        kind = self.random.choice((LECTURE, GENERAL, COMMITTEE))
        with suppress(AssertionError):  # of a day before its founding, or after its end
            self.meetings.append(await self.office.meet(branch_id, kind, on=day))

    async def _correct(self) -> None:
        if self.meetings:
            meeting = self.random.choice(self.meetings)
            events = await self.office.events_of(meeting)
            planned = next(event for event in events if isinstance(event, MeetingPlanned))
            await self._try(
                CorrectMeeting(
                    meeting_id=meeting, corrects=planned.event_id, held_on=self._day(), reason="WRONG_DAY"
                )
            )

    async def _cancel(self) -> None:
        if self.meetings:
            await self._try(CancelMeeting(meeting_id=self.random.choice(self.meetings), reason="NOT_HELD"))

    async def _adopt(self) -> None:
        ahead = timedelta(days=self.random.choice((-50, 0, 20)))
        node = self.random.choice((self.office.committee, self.office.township, self.office.other_township))
        await self.adopt(node, max(OPENED, self.office.today + ahead))

    async def _end(self) -> None:
        if self.adopted:
            node, series, since = self.random.choice(self.adopted)
            if self.random.random() < 0.3:
                await self._try(AnnulAdoption(node_id=node, series=series, since=since, reason="BY_MISTAKE"))
            else:
                day = since + timedelta(days=self.random.randrange(1, 90))
                await self._try(EndAdoption(node_id=node, series=series, until=day))

    async def _move(self) -> None:
        parent = self.random.choice((self.office.township, self.office.other_township))
        await self._try(
            MoveOrganisation(
                organisation_id=self.random.choice(self.branches),
                parent_id=parent,
                on=self._day(30),
                approved_by=self.office.committee,
                reason="TOWNSHIPS_REDRAWN",
            )
        )

    async def _found(self) -> None:
        if self.random.random() < 0.5:
            with suppress(AssertionError):
                await self.office.found(OrganisationKind.PARTY_GROUP, self.random.choice(self.branches))
        elif len(self.branches) < 6:
            self.branches.append(await self.office.found())

    async def _join(self) -> None:
        with suppress(AssertionError):  # at one that is gone
            await self.office.register(self.random.choice(self.branches), 1)

    async def _publish(self) -> None:
        holiday = date(2026, 5, self.random.randrange(1, 4))
        await self._try(
            PublishCalendarYear(year=2026, holidays=(holiday,), days_off=(), workdays=(), source="TEST")
        )

    async def _plan(self) -> None:
        await self._try(
            AdoptAnnualPlan(
                organisation_id=self.random.choice(self.branches),
                year=2026,
                on=self._day(90),
                adopted_at=GENERAL,
            )
        )

    async def _merge(self) -> None:
        """Told up to a month late; some of them take in another before. What they held last may be entered after it."""
        merged, on = self.random.choice(self.merging), self._day(30)
        heirs = [one for one in (*self.branches, *self.merging) if one != merged]
        held_on = max(OPENED, on - timedelta(days=self.random.choice((1, 6))))
        entered_before = self.random.random() < 0.5
        if entered_before:
            await self._meet_at(merged, held_on)
        await self._try(
            MergeOrganisation(
                organisation_id=merged,
                into_id=self.random.choice(heirs),
                on=on,
                approved_by=self.office.committee,
                reason="MERGED",
            )
        )
        if not entered_before:
            await self._meet_at(merged, held_on)

    async def _elect(self) -> None:
        members, day = self.random.choice((0, 1, 2, 3, 5, None)), self._day()
        await self._try(
            RecordElection(
                organisation_id=self.random.choice(self.branches), held_on=day, committee_members=members
            )
        )

    async def _cover(self) -> None:
        some = (*self.branches, self.office.township, self.office.other_township)
        day = self._day(90) + timedelta(days=self.random.choice((0, 0, 40)))
        await self._try(
            AssignCoverage(
                grid_id=self.random.choice(self.grids), organisation_id=self.random.choice(some), from_on=day
            )
        )

    async def _uncover(self) -> None:
        some = (*self.branches, self.office.township, self.office.other_township)
        await self._try(EndCoverage(organisation_id=self.random.choice(some), on=self._day(90)))

    async def _except(self) -> None:
        from_on = self._day() + timedelta(days=self.random.choice((0, 20)))
        self.exceptions.append(self.office.ids.new_id())
        await self._try(
            ApproveScheduleException(
                exception_id=self.exceptions[-1],
                organisation_id=self.random.choice((*self.branches, self.office.township)),
                from_on=from_on,
                to_on=self.random.choice((None, from_on + timedelta(days=30))),
                approved_by=self.office.committee,
            )
        )

    async def _except_no_longer(self) -> None:
        if self.exceptions:
            exception_id = self.random.choice(self.exceptions)
            await self._try(EndScheduleException(exception_id=exception_id, on=self._day()))

    async def _make_public(self) -> None:
        branch_id, on = self.random.choice(self.branches), self._day(40)
        await self._try(
            PublishMatter(
                organisation_id=branch_id, matter=RESULT, unit=Unit.MONTH, period_first=self._month(), on=on
            )
        )

    async def _withdraw(self) -> None:
        await self._try(
            WithdrawPublication(
                organisation_id=self.random.choice(self.branches),
                matter=RESULT,
                unit=Unit.MONTH,
                period_first=self._month(),
                reason="BY_MISTAKE",
            )
        )

    def _month(self) -> date:
        return self._day(100).replace(day=1)

    async def _depart(self) -> None:
        """From whatever is asked of it; what has to be kept is refused."""
        if self.adopted:
            node, series, _ = self.random.choice(self.adopted)
            month = Period.of(self._day(), Unit.MONTH)
            command = RecordDeparture(
                organisation_id=self.random.choice(self.branches),
                node_id=node,
                series=series,
                period=self.random.choice((month, Period.of(month.first, Unit.QUARTER))).label,
                occurred_at=Occurred.on(self._day(20)),
                reason="FLOODS",
            )
            if await self.office.try_to(command):
                self.departures.append(command)

    async def _take_back(self) -> None:
        if self.departures:
            one = self.random.choice(self.departures)
            await self._try(
                WithdrawDeparture(
                    organisation_id=one.organisation_id,
                    node_id=one.node_id,
                    series=one.series,
                    period=one.period,
                    reason="MISTAKEN",
                )
            )

    async def _violate(self) -> None:
        """Half of them on a day of some meeting, which may be of another organisation."""
        self.violations.append(self.office.ids.new_id())
        await self._try(
            ReportViolation(
                violation_id=self.violations[-1],
                organisation_id=self.random.choice(self.branches),
                kind=ViolationKind.OPERATING_RULES,
                severity=self.random.choice((ViolationSeverity.SERIOUS, *ViolationSeverity)),
                code="ENGINE_NOT_WARMED",
                occurred_at=Occurred.on(self._day(self.random.choice((1, 1, 60)))),
            )
        )

    async def _correct_violation(self) -> None:
        if self.violations:
            violation = self.random.choice(self.violations)
            events = await self.office.events_of(violation)
            if events:
                day = f"{self._day()}T16:00:00Z"  # midnight of the day after
                await self._try(
                    CorrectViolation(
                        violation_id=violation,
                        corrects=events[0].event_id,
                        severity=self.random.choice((None, *ViolationSeverity)),
                        at=self.random.choice((None, Occurred(day))),
                        reason="WRONG_DAY",
                    )
                )

    async def _withdraw_violation(self) -> None:
        if self.violations:
            violation_id = self.random.choice(self.violations)
            await self._try(WithdrawViolation(violation_id=violation_id, reason="MISTAKEN"))

    async def _review(self) -> None:
        """Some of who was expected, mostly at one of the last meetings, where they may have been reviewed already."""
        if self.meetings:
            meeting_id = self.random.choice((*self.meetings, *self.meetings[-3:] * 3))
            events = await self.office.events_of(meeting_id)
            roster = [id_ for one in events if isinstance(one, RosterFrozen) for id_ in one.expected]
            some = self.random.sample(roster, min(len(roster), self.random.choice((1, 2))))
            entries = tuple(ReviewEntry(member_id, ReviewGrade.FAIR, None) for member_id in some)
            await self._try(RecordPeerReviews(meeting_id=meeting_id, reviews=entries, commented_by_id=None))
            self.reviews += [peer_review_id(meeting_id, member_id) for member_id in some]

    async def _correct_review(self) -> None:
        if self.reviews:
            review_id = self.random.choice(self.reviews)
            events = await self.office.events_of(review_id)
            for recorded in [one for one in events if isinstance(one, PeerReviewRecorded)][-1:]:
                await self._try(
                    CorrectPeerReview(
                        peer_review_id=review_id,
                        corrects=recorded.event_id,
                        self_grade=ReviewGrade.GOOD,
                        reason="TYPING_ERROR",
                    )
                )

    async def _withdraw_review(self) -> None:
        if self.reviews:
            review_id = self.random.choice(self.reviews[-4:])
            await self._try(WithdrawPeerReview(peer_review_id=review_id, reason="MISTAKEN"))

    async def _try(self, command: Command) -> None:
        """It may be refused, as much is that comes at random."""
        await self.office.try_to(command)
