"""Proposals, resolutions that settle them, and results that are made public."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from uuid import UUID

import pytest

from domain.core.command import Command
from domain.meetings.events import MeetingCancelled
from domain.meetings.state import Meeting
from domain.organisation.state import Organisation
from domain.resolutions.commands import (
    MakeResolution,
    PublishResult,
    RaiseProposal,
    WithdrawProposal,
    WithdrawResolution,
    WithdrawResult,
)
from domain.resolutions.decide import (
    MOST_PROPOSALS,
    make_resolution,
    publish_result,
    raise_proposal,
    withdraw_proposal,
    withdraw_resolution,
    withdraw_result,
)
from domain.resolutions.events import (
    ProposalRaised,
    ProposalReopened,
    ProposalSettled,
    ProposalWithdrawn,
    ResolutionMade,
    ResolutionWithdrawn,
    ResultPublished,
    ResultWithdrawn,
)
from domain.resolutions.state import Proposal, Resolution
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, COMMITTEE, GROUP, MEETING, OTHER_BRANCH, TOWNSHIP, context

FIRST, SECOND, RESOLUTION = (world.id_of(name) for name in ("first", "second", "resolution"))
AT_HOME = {GROUP, BRANCH, TOWNSHIP, COMMITTEE}
MOST = tuple(world.id_of(f"proposal {number}") for number in range(MOST_PROPOSALS))


def on(day: int) -> date:
    return date(2026, 3, day)


def raised(at: UUID = BRANCH, member_id: UUID | None = None, meeting_id: UUID | None = None) -> Fact:
    said = {"organisation_id": at, "code": "FISH_PONDS", "on": on(10)}
    return fact(ProposalRaised, **said, member_id=member_id, meeting_id=meeting_id)


def made(*proposals: UUID, meeting_id: UUID | None = None) -> Fact:
    about = {"organisation_id": BRANCH, "code": "FISH_PONDS", "proposal_ids": proposals}
    return fact(ResolutionMade, **about, on=on(12), meeting_id=meeting_id)


SETTLED = fact(ProposalSettled, resolution_id=RESOLUTION)
REOPENED = fact(ProposalReopened, resolution_id=RESOLUTION)
WITHDRAWN = fact(ProposalWithdrawn)
PUBLISHED = fact(ResultPublished, on=on(15))
TAKEN_DOWN = fact(ResultWithdrawn)
VOID = fact(ResolutionWithdrawn)


def proposal(*facts: Fact, id_: UUID = FIRST) -> Proposal:
    return given(Proposal, id_, *facts)


def resolution(*facts: Fact) -> Resolution:
    return given(Resolution, RESOLUTION, *facts)


class TestRaise:
    def raise_(
        self,
        *facts: Fact,
        day: int = 10,
        code: str = "FISH_PONDS",
        member_id: UUID | None = None,
        home: Container[UUID] | None = None,
        meeting: Meeting | None = None,
        organisation: Organisation | None = None,
    ) -> Outcome:
        command = RaiseProposal(
            proposal_id=FIRST,
            organisation_id=BRANCH,
            code=code,
            on=on(day),
            member_id=member_id,
            meeting_id=None if meeting is None else MEETING,
        )
        at = organisation or world.branch()
        known = {"organisation": at, "home": home, "meeting": meeting}
        return when(raise_proposal, proposal(*facts), command, context(), **known)

    def test_by_nobody_who_is_named(self) -> None:
        (event,) = self.raise_().then(raised())
        assert event.subjects() == (BRANCH,)

    def test_by_a_member_at_home_there(self) -> None:
        (event,) = self.raise_(member_id=ANN, home=AT_HOME).then(raised(member_id=ANN))
        assert event.subjects() == (BRANCH, ANN)
        elsewhere = {OTHER_BRANCH, TOWNSHIP}
        self.raise_(member_id=ANN, home=elsewhere).refused("MEMBER_ELSEWHERE memberId")
        self.raise_(member_id=ANN, home=frozenset()).refused("MEMBER_ELSEWHERE memberId")

    @pytest.mark.parametrize("held_by", [BRANCH, GROUP], ids=["of the branch", "of its group"])
    def test_at_a_meeting_of_that_day(self, held_by: UUID) -> None:
        meeting = world.meeting(world.planned(on(10), organisation_id=held_by))
        self.raise_(meeting=meeting).then(raised(meeting_id=MEETING))
        self.raise_(meeting=meeting, day=9).refused("INVALID_DATES meetingId")
        self.raise_(meeting=world.meeting()).refused("NOT_FOUND meetingId")
        cancelled = world.meeting(world.planned(on(10)), fact(MeetingCancelled))
        self.raise_(meeting=cancelled).refused("MEETING_CANCELLED meetingId")

    def test_what_cannot_be(self) -> None:
        self.raise_(raised()).refused("ALREADY_EXISTS proposalId")
        self.raise_(code="no code").refused("INVALID_VALUE code")
        self.raise_(day=21).refused("IN_THE_FUTURE on")
        self.raise_(organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")


class TestWithdrawProposal:
    def withdraw(self, *facts: Fact, reason: str | None = "MISTAKEN") -> Outcome:
        command = WithdrawProposal(proposal_id=FIRST, reason=reason)
        return when(withdraw_proposal, proposal(*facts), command, context())

    def test_while_it_is_open(self) -> None:
        self.withdraw(raised()).then(WITHDRAWN)
        self.withdraw(raised(), SETTLED, REOPENED).then(WITHDRAWN)
        self.withdraw(raised(), SETTLED).refused("PROPOSAL_SETTLED proposalId")
        self.withdraw(raised(), WITHDRAWN).refused("ALREADY_WITHDRAWN proposalId")
        self.withdraw().refused("NOT_FOUND proposalId")
        self.withdraw(raised(), reason=None).refused("REASON_REQUIRED reason")


class TestMake:
    def make(
        self,
        proposals: Sequence[Proposal],
        *facts: Fact,
        day: int = 12,
        code: str = "FISH_PONDS",
        meeting: Meeting | None = None,
        organisation: Organisation | None = None,
    ) -> Outcome:
        command = MakeResolution(
            resolution_id=RESOLUTION,
            organisation_id=BRANCH,
            code=code,
            proposal_ids=tuple(one.id for one in proposals),
            on=on(day),
            meeting_id=None if meeting is None else MEETING,
        )
        known = {"organisation": organisation or world.branch(), "proposals": proposals, "meeting": meeting}
        return when(make_resolution, resolution(*facts), command, context(), **known)

    def test_it_settles_its_proposals(self) -> None:
        two = [proposal(raised()), proposal(raised(), id_=SECOND)]
        event, *settled = self.make(two).then(made(FIRST, SECOND), SETTLED, SETTLED)
        assert event.subjects() == (BRANCH,)
        assert [one.originator_id for one in settled] == [FIRST, SECOND]

    def test_of_none_and_of_too_many(self) -> None:
        self.make([]).refused("INVALID_VALUE proposalIds")
        most = [proposal(raised(), id_=id_) for id_ in MOST]
        assert self.make(most).events
        self.make([*most, proposal(raised())]).refused("TOO_MANY proposalIds")

    def test_each_once_and_open_and_of_the_organisation(self) -> None:
        twice = [proposal(raised()), proposal(raised())]
        self.make(twice).refused("NAMED_TWICE proposalIds[1]")
        self.make([proposal(raised(OTHER_BRANCH))]).refused("NOT_FOUND proposalIds[0]")
        self.make([proposal()]).refused("NOT_FOUND proposalIds[0]")
        self.make([proposal(raised(), SETTLED)]).refused("PROPOSAL_SETTLED proposalIds[0]")
        self.make([proposal(raised(), WITHDRAWN)]).refused("ALREADY_WITHDRAWN proposalIds[0]")
        assert self.make([proposal(raised(), SETTLED, REOPENED)]).events

    def test_not_before_they_were_raised(self) -> None:
        assert self.make([proposal(raised())], day=10).events
        self.make([proposal(raised())], day=9).refused("INVALID_DATES on")
        self.make([proposal(raised())], day=21).refused("IN_THE_FUTURE on")

    def test_what_cannot_be(self) -> None:
        one = [proposal(raised())]
        self.make(one, made(FIRST)).refused("ALREADY_EXISTS resolutionId")
        self.make(one, code="no code").refused("INVALID_VALUE code")
        self.make(one, organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        meeting = world.meeting(world.planned(on(12)))
        self.make(one, meeting=meeting, day=13).refused("INVALID_DATES meetingId")
        self.make(one, meeting=meeting).then(made(FIRST, meeting_id=MEETING), SETTLED)


class TestResult:
    def publish(self, *facts: Fact, day: int = 15) -> Outcome:
        command = PublishResult(resolution_id=RESOLUTION, on=on(day))
        return when(publish_result, resolution(*facts), command, context())

    def test_once_on_the_day_of_the_resolution_or_later(self) -> None:
        self.publish(made(FIRST)).then(PUBLISHED)
        assert self.publish(made(FIRST), day=12).events
        self.publish(made(FIRST), day=11).refused("INVALID_DATES on")
        self.publish(made(FIRST), day=21).refused("IN_THE_FUTURE on")
        self.publish(made(FIRST), PUBLISHED).refused("ALREADY_RECORDED resolutionId")
        self.publish(made(FIRST), VOID).refused("ALREADY_WITHDRAWN resolutionId")
        self.publish().refused("NOT_FOUND resolutionId")

    def test_taken_back_it_may_be_published_again(self) -> None:
        def take_back(*facts: Fact, reason: str | None = "MISTAKEN") -> Outcome:
            command: Command = WithdrawResult(resolution_id=RESOLUTION, reason=reason)
            return when(withdraw_result, resolution(*facts), command, context())

        take_back(made(FIRST), PUBLISHED).then(TAKEN_DOWN)
        take_back(made(FIRST)).refused("NOTHING_RECORDED resolutionId")
        take_back(made(FIRST), PUBLISHED, VOID).refused("NOTHING_RECORDED resolutionId")
        take_back(made(FIRST), PUBLISHED, reason=None).refused("REASON_REQUIRED reason")
        take_back().refused("NOT_FOUND resolutionId")
        self.publish(made(FIRST), PUBLISHED, TAKEN_DOWN).then(PUBLISHED)


class TestWithdrawResolution:
    def withdraw(self, *facts: Fact, reason: str | None = "NO_QUORUM") -> Outcome:
        command = WithdrawResolution(resolution_id=RESOLUTION, reason=reason)
        settled = [proposal(raised(), SETTLED)]
        return when(withdraw_resolution, resolution(*facts), command, context(), proposals=settled)

    def test_published_or_not_its_proposals_are_open_again(self) -> None:
        self.withdraw(made(FIRST)).then(VOID, REOPENED)
        self.withdraw(made(FIRST), PUBLISHED).then(VOID, REOPENED)

    def test_what_cannot_be(self) -> None:
        self.withdraw(made(FIRST), VOID).refused("ALREADY_WITHDRAWN resolutionId")
        self.withdraw(made(FIRST), reason=None).refused("REASON_REQUIRED reason")
        self.withdraw().refused("NOT_FOUND resolutionId")
