"""The facts of half a year, as chains: what is told of one thing in its order, and of all things in any order.

All of it is recorded after the half-year is over, and days are closed in between: what is known of a day when it is
closed differs from order to order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from domain.annual_plans.commands import AdoptAnnualPlan
from domain.calendar.commands import PublishCalendarYear
from domain.clock.commands import CloseDay
from domain.core import Occurred
from domain.core.command import Command
from domain.core.ids import RandomIds
from domain.grids.commands import AssignCoverage, DefineGrid, EndCoverage
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import (
    FoundOrganisation,
    MergeOrganisation,
    MoveOrganisation,
    RecordElection,
)
from domain.organisation.events import OrganisationKind
from domain.peer_reviews.commands import RecordPeerReviews, ReviewEntry, WithdrawPeerReview
from domain.peer_reviews.events import ReviewGrade, peer_review_id
from domain.policies.commands import AnnulAdoption, EndAdoption
from domain.policies.pack import Level
from domain.policies.periods import Unit
from domain.publications.commands import PublishMatter, WithdrawPublication
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from domain.violations.commands import ReportViolation, WithdrawViolation
from domain.violations.events import ViolationKind, ViolationSeverity
from tests.projections.compliance.disturbed import BOTH, COMMITTEE, GENERAL, LECTURE, OPENED, RESULT, RULES
from tests.projections.compliance.office import Office, adopting, pack

Step = list[Command]  # recorded one after the other, nothing in between
Chain = list[Step]
LAST = date(2026, 7, 10)


class Facts:
    """Of three branches, and two that become part of one of them.

    Ids are made once, so that two counties may tell the same of the same.
    """

    def __init__(self, office: Office, branches: list[UUID], merged: list[UUID], seed: int) -> None:
        self.office, self.branches, self.merged = office, branches, merged
        self.random, self.ids = random.Random(seed), RandomIds()
        self.group_id, self.grids = self.ids.new_id(), [self.ids.new_id() for _ in range(2)]

    def chains(self) -> list[Chain]:
        """All of them; the days are a chain themselves."""
        chains = [self._days(), self._grids(), self._calendar(), *self._rules()]
        chains += [self._meeting(self.branches, self._day()) for _ in range(25)]
        days = [OPENED + timedelta(days=self.random.randrange(1, 40)) for _ in range(12)]
        chains += [self._meeting(self.merged, day) for day in days]
        in_february = OPENED + timedelta(days=self.random.randrange(31, 40))
        chains.append(self._meeting(self.merged[:1], in_february, LECTURE))
        chains += [self._member() for _ in range(6)]
        chains += [self._violation() for _ in range(10)]
        chains += [self._reviewed() for _ in range(8)]
        for branch_id in self.branches:
            chains += [self._elections(branch_id), self._exception(branch_id), self._plan(branch_id)]
            chains += [self._public(branch_id, month) for month in (1, 3, 4)]
        return [*chains, self._moves(self.branches[0]), self._group(self.branches[1]), self._mergers()]

    def _in_order(self, number: int) -> list[date]:
        return sorted(OPENED + timedelta(days=one) for one in self.random.sample(range(1, 185), number))

    def _day(self) -> date:
        return self._in_order(1)[0]

    def _days(self) -> Chain:
        days = [OPENED + timedelta(days=number) for number in range((LAST - OPENED).days)]
        return [[CloseDay(day=day) for day in days[start : start + 7]] for start in range(0, len(days), 7)]

    def _meeting(
        self, branches: list[UUID], day: date, *kinds: MeetingKind, meeting_id: UUID | None = None
    ) -> Chain:
        meeting_id = meeting_id or self.ids.new_id()
        kind = self.random.choice(kinds or (LECTURE, GENERAL, COMMITTEE))
        planned = PlanMeeting(
            meeting_id=meeting_id, organisation_id=self.random.choice(branches), kind=kind, held_on=day
        )
        concluded = ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(day))
        return [[planned], [FreezeRoster(meeting_id=meeting_id), concluded]]

    def _member(self) -> Chain:
        return self._joins(self.ids.new_id(), self.random.choice(self.branches), self._day())

    def _joins(self, member_id: UUID, branch_id: UUID, day: date) -> Chain:
        registered = RegisterMember(
            member_id=member_id,
            branch_id=branch_id,
            kind=MemberKind.FULL,
            joined_on=date(1999, 7, 1),
            name_id=self.ids.new_id(),
            occurred_at=Occurred.on(day),
        )
        return [[registered]]

    def _violation(self) -> Chain:
        violation_id = self.ids.new_id()
        reported = ReportViolation(
            violation_id=violation_id,
            organisation_id=self.random.choice(self.branches),
            kind=ViolationKind.OPERATING_RULES,
            severity=ViolationSeverity.SERIOUS,
            code="ENGINE_NOT_WARMED",
            occurred_at=Occurred.on(self._day()),
        )
        withdrawn = WithdrawViolation(violation_id=violation_id, reason="MISTAKEN")
        return [[reported], [withdrawn]] if self.random.random() < 0.3 else [[reported]]

    def _reviewed(self) -> Chain:
        """Who joins is reviewed at a meeting after it; some of that is withdrawn, and some of it recorded anew."""
        member_id, meeting_id = self.ids.new_id(), self.ids.new_id()
        branch_id = self.random.choice(self.branches)
        joined_on, held_on = self._in_order(2)
        entries = (ReviewEntry(member_id, ReviewGrade.FAIR, None),)
        recorded = RecordPeerReviews(meeting_id=meeting_id, reviews=entries, commented_by_id=None)
        review_id = peer_review_id(meeting_id, member_id)
        withdrawn = WithdrawPeerReview(peer_review_id=review_id, reason="MISTAKEN")
        afterwards: list[Chain] = [[], [], [[withdrawn]], [[withdrawn], [recorded]]]
        return [
            *self._joins(member_id, branch_id, joined_on),
            *self._meeting([branch_id], held_on, meeting_id=meeting_id),
            [recorded],
            *self.random.choice(afterwards),
        ]

    def _elections(self, branch_id: UUID) -> Chain:
        numbers = self.random.sample((0, 1, 2, 3, 5, None), 2)
        return [
            [RecordElection(organisation_id=branch_id, held_on=day, committee_members=number)]
            for day, number in zip(self._in_order(2), numbers, strict=True)
        ]

    def _exception(self, branch_id: UUID) -> Chain:
        exception_id, (first, end) = self.ids.new_id(), self._in_order(2)
        approved = ApproveScheduleException(
            exception_id=exception_id,
            organisation_id=branch_id,
            from_on=first,
            approved_by=self.office.committee,
        )
        return [[approved], [EndScheduleException(exception_id=exception_id, on=end)]]

    def _plan(self, branch_id: UUID) -> Chain:
        day = OPENED + timedelta(days=self.random.randrange(60))
        return [[AdoptAnnualPlan(organisation_id=branch_id, year=2026, on=day, adopted_at=GENERAL)]]

    def _public(self, branch_id: UUID, month: int) -> Chain:
        about = date(2026, month, 1)
        on = about + timedelta(days=self.random.randrange(20, 55))
        published = PublishMatter(
            organisation_id=branch_id, matter=RESULT, unit=Unit.MONTH, period_first=about, on=on
        )
        withdrawn = WithdrawPublication(
            organisation_id=branch_id, matter=RESULT, unit=Unit.MONTH, period_first=about, reason="BY_MISTAKE"
        )
        return [[published], [withdrawn]] if self.random.random() < 0.3 else [[published]]

    def _moves(self, branch_id: UUID) -> Chain:
        there_and_back = (self.office.other_township, self.office.township)
        return [
            [
                MoveOrganisation(
                    organisation_id=branch_id,
                    parent_id=parent_id,
                    on=day,
                    approved_by=self.office.committee,
                    reason="TOWNSHIPS_REDRAWN",
                )
            ]
            for day, parent_id in zip(self._in_order(2), there_and_back, strict=True)
        ]

    def _mergers(self) -> Chain:
        """One into the other, and that into a third: after all that was held there, whenever it is entered.

        The first in February, so that a lecture of that month counts for the heir.
        """
        first, second = (
            OPENED + timedelta(days=self.random.randrange(*days)) for days in ((41, 59), (70, 130))
        )
        one, other = self.merged
        into = ((one, other, first), (other, self.branches[2], second))
        return [
            [
                MergeOrganisation(
                    organisation_id=merged,
                    into_id=heir,
                    on=on,
                    approved_by=self.office.committee,
                    reason="MERGED",
                )
            ]
            for merged, heir, on in into
        ]

    def _group(self, branch_id: UUID) -> Chain:
        founded = FoundOrganisation(
            organisation_id=self.group_id,
            kind=OrganisationKind.PARTY_GROUP,
            name="小组",
            parent_id=branch_id,
            occurred_at=Occurred.on(self._day()),
        )
        return [[founded]]

    def _grids(self) -> Chain:
        one, other = self.grids
        made: Step = [
            DefineGrid(grid_id=id_, level=1, name="一级网格", division_code="430281") for id_ in self.grids
        ]
        covered, first, second, third = self.branches[0], *self._in_order(3)
        return [
            made,
            [AssignCoverage(grid_id=one, organisation_id=covered, from_on=first)],
            [AssignCoverage(grid_id=other, organisation_id=self.office.other_township, from_on=OPENED)],
            [EndCoverage(organisation_id=covered, on=second)],
            [AssignCoverage(grid_id=other, organisation_id=covered, from_on=third)],
        ]

    def _calendar(self) -> Chain:
        days = (date(2026, 1, 1), date(2026, 5, 1), date(2026, 5, 6))
        return [[PublishCalendarYear(year=2026, holidays=days, days_off=(), workdays=(), source="TEST")]]

    def _rules(self) -> Iterator[Chain]:
        """Of the county's some are replaced, ended or annulled later; those of the townships stay.

        Three of the county's always stay: one that counts what merged branches held, one about violations, and one
        about reviews.
        """
        stay = ("lecture", "violation", "review")
        names = [*self.random.sample([name for name in RULES if name not in stay], 6), *stay]
        first, *kept = self._adopted("county", "county", names, self.office.committee, OPENED)
        second, third = self._in_order(2)
        replaced = self._adopted("county", "county", names[:2], self.office.committee, second)
        yield [
            first,
            *kept,
            *replaced,
            [EndAdoption(node_id=self.office.committee, series=f"county/{names[2]}", until=third)],
            [
                AnnulAdoption(
                    node_id=self.office.committee,
                    series=f"county/{names[3]}",
                    since=OPENED,
                    reason="BY_MISTAKE",
                )
            ],
        ]
        for name, node_id in (("here", self.office.township), ("there", self.office.other_township)):
            some = self.random.sample(list(RULES), 3)
            yield list(self._adopted(name, "township", some, node_id, self._day()))

    def _adopted(
        self, name: str, level: Level, names: list[str], node_id: UUID, since: date
    ) -> Iterator[Step]:
        rules = {one: RULES[one] for one in names}
        made = pack(name, f"of {since}", rules, level=level, organisations=BOTH)
        yield adopting(made, node_id, since, approved_by=self.office.committee, replaces=True)


def in_any_order(chains: list[Chain], seed: int) -> Iterator[Step]:
    """The steps of all chains, one of a random chain after the other."""
    chance, left = random.Random(seed), [list(chain) for chain in chains]
    while left:
        chain = chance.choice(left)
        yield chain.pop(0)
        left = [one for one in left if one]
