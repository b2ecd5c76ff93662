"""Objections: against what, decided by whom, and put right by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.membership.events import MemberLeft
from domain.membership.state import Member
from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from domain.objections.decide import (
    Recorded,
    decide_objection,
    raise_objection,
    remedy_objection,
    withdraw_objection,
)
from domain.objections.events import (
    ObjectionDecided,
    ObjectionOutcome,
    ObjectionRaised,
    ObjectionRemedied,
    ObjectionWithdrawn,
)
from domain.objections.state import Objection
from domain.organisation.events import OrganisationDissolved
from domain.organisation.state import Organisation
from domain.policies.kinds.objection_handling import ObjectionHandling
from domain.policies.layers import Layer
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.leave_rules import evidence, layer
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, MEETING, TODAY, TOWNSHIP, context

EVENT, CORRECTION = world.id_of("absence recorded"), world.id_of("absence corrected")
ABSENCE = Recorded(EVENT, "the secretary", frozenset([ANN, BRANCH]))
RIGHTED = Recorded(CORRECTION, "the secretary", frozenset([ANN, BRANCH]))
OBJECTION, OTHER = world.id_of("objection"), world.id_of("other objection")
RAISED_ON = date(2026, 3, 10)
TOMORROW = TODAY + timedelta(days=1)
ELSEWHERE = world.id_of("elsewhere")


def raised(on: date = RAISED_ON, grounds_id: UUID | None = None) -> Fact:
    said = {"branch_id": BRANCH, "about": EVENT, "raised_on": on, "due_on": on + timedelta(days=30)}
    return fact(ObjectionRaised, member_id=ANN, grounds_id=grounds_id, **said)


def decided(outcome: ObjectionOutcome = ObjectionOutcome.UPHELD, on: date = TODAY) -> Fact:
    return fact(ObjectionDecided, organisation_id=TOWNSHIP, outcome=outcome, on=on)


def remedied(on: date = TODAY) -> Fact:
    return fact(ObjectionRemedied, correction=CORRECTION, on=on)


WITHDRAWN = fact(ObjectionWithdrawn)
WITHIN_15, WITHIN_60 = (layer(ObjectionHandling(due_days=most), f"town/{most}") for most in (15, 60))
SAME_AS_15, ABOUT_LEAVE = layer(ObjectionHandling(due_days=15), "unit/15"), layer(evidence())


def objection(*facts: Fact) -> Objection:
    return given(Objection, OBJECTION, *facts)


class TestRaising:
    def raise_(
        self,
        *facts: Fact,
        record: Recorded | None = ABSENCE,
        member: Member | None = None,
        at: Occurred | None = None,
        rules: Sequence[Layer] = (),
    ) -> Outcome:
        grounds = world.id_of("grounds")
        command = RaiseObjection(
            objection_id=OBJECTION, member_id=ANN, about=EVENT, grounds_id=grounds, occurred_at=at
        )
        others = [given(Objection, OTHER, *facts)] if facts else []
        reads = {"member": member or world.member(), "record": record, "rules": rules}
        return when(raise_objection, objection(), command, context(), others=others, **reads)

    def test_against_an_event_that_concerns_the_member(self) -> None:
        self.raise_().then(raised(TODAY, world.id_of("grounds")))

    @pytest.mark.parametrize(
        ("rules", "day", "version"),
        [
            ((), date(2026, 4, 19), None),  # thirty days, where no rule stands
            ((WITHIN_60,), date(2026, 5, 19), WITHIN_60),
            ((WITHIN_60, WITHIN_15), date(2026, 4, 4), WITHIN_15),  # a nearer one gains nobody time
            ((WITHIN_15, WITHIN_60), date(2026, 4, 4), WITHIN_15),
            ((SAME_AS_15, WITHIN_15), date(2026, 4, 4), SAME_AS_15),  # the nearest of the same
            ((ABOUT_LEAVE, WITHIN_60), date(2026, 5, 19), WITHIN_60),
        ],
        ids=["none", "one", "stricter above", "stricter here", "both the same", "of another kind"],
    )
    def test_its_day_is_the_earliest_that_a_rule_asks_for(
        self, rules: tuple[Layer, ...], day: date, version: Layer | None
    ) -> None:
        (event,) = self.raise_(rules=rules).events
        assert isinstance(event, ObjectionRaised)
        named = version and version.adoption.version.id
        assert (event.raised_on, event.due_on, event.version_id) == (TODAY, day, named)

    def test_it_names_the_meeting_whose_record_it_is_about(self) -> None:
        of_meeting = replace(ABSENCE, meeting_id=MEETING)
        (event,) = self.raise_(record=of_meeting).events
        assert isinstance(event, ObjectionRaised)
        assert event.meeting_id == MEETING

    def test_any_other_event_is_one_of_nowhere(self) -> None:
        self.raise_(record=None).refused("NOT_FOUND about")
        of_ben = Recorded(EVENT, "the secretary", frozenset([BEN, BRANCH]))
        self.raise_(record=of_ben).refused("NOT_FOUND about")

    def test_once_unless_it_was_withdrawn(self) -> None:
        self.raise_(raised()).refused("ALREADY_RECORDED about")
        self.raise_(raised(), decided(ObjectionOutcome.DISMISSED)).refused("ALREADY_RECORDED about")
        assert self.raise_(raised(), WITHDRAWN).events

    def test_members_of_the_county(self) -> None:
        left = fact(MemberLeft, branch_id=BRANCH, on=TODAY, to_county="430224")
        self.raise_(member=world.member(ANN, left)).refused("LEFT_COUNTY memberId")
        self.raise_(member=given(Member, ANN)).refused("NOT_FOUND memberId")
        self.raise_(at=Occurred("2026-03-21")).refused("IN_THE_FUTURE occurredAt")


class TestWithdrawing:
    def withdraw(self, *facts: Fact) -> Outcome:
        command = WithdrawObjection(objection_id=OBJECTION)
        return when(withdraw_objection, objection(*facts), command, context())

    def test_as_long_as_it_is_open(self) -> None:
        self.withdraw(raised()).then(WITHDRAWN)
        self.withdraw(raised(), decided()).refused("ALREADY_CLOSED objectionId")
        self.withdraw(raised(), WITHDRAWN).refused("ALREADY_CLOSED objectionId")
        self.withdraw().refused("NOT_FOUND objectionId")


class TestDeciding:
    def decide(
        self,
        *facts: Fact,
        outcome: ObjectionOutcome = ObjectionOutcome.UPHELD,
        organisation: Organisation | None = None,
        on: date = TODAY,
        reason: str | None = "PROVEN",
        account: str = "another",
        member_id: UUID | None = BEN,
    ) -> Outcome:
        by = organisation or world.township()
        command = DecideObjection(
            objection_id=OBJECTION, organisation_id=by.id, outcome=outcome, on=on, reason=reason
        )
        acting = context(actor_account=account, actor_member_id=member_id)
        reads = {"organisation": by, "above": [TOWNSHIP, COMMITTEE], "record": ABSENCE}
        return when(decide_objection, objection(*facts), command, acting, **reads)

    @pytest.mark.parametrize("outcome", ObjectionOutcome)
    def test_with_a_reason(self, outcome: ObjectionOutcome) -> None:
        self.decide(raised(), outcome=outcome).then(decided(outcome))
        self.decide(raised(), outcome=outcome, reason=None).refused("REASON_REQUIRED reason")

    def test_not_by_the_member_nor_by_whoever_made_the_record(self) -> None:
        self.decide(raised(), member_id=ANN).refused("OWN_OBJECTION objectionId")
        self.decide(raised(), account="the secretary").refused("RECORDER_DECIDES objectionId")
        assert self.decide(raised(), member_id=None).events

    def test_by_the_branch_or_above_it(self) -> None:
        assert self.decide(raised(), organisation=world.branch()).events
        other = world.branch(world.OTHER_BRANCH)
        self.decide(raised(), organisation=other).refused("NOT_ABOVE organisationId")
        unknown = given(Organisation, ELSEWHERE)
        self.decide(raised(), organisation=unknown).refused("NOT_FOUND organisationId")
        dissolved = fact(OrganisationDissolved, on=TODAY, approved_by=COMMITTEE)
        gone = world.township().evolve([dissolved.at(TOWNSHIP, 2)])
        self.decide(raised(), organisation=gone).refused("ORGANISATION_DISSOLVED organisationId")

    def test_days_that_cannot_be(self) -> None:
        assert self.decide(raised(), on=RAISED_ON).events
        self.decide(raised(), on=RAISED_ON - timedelta(days=1)).refused("INVALID_DATES on")
        self.decide(raised(), on=TOMORROW).refused("IN_THE_FUTURE on")

    def test_once(self) -> None:
        self.decide(raised(), decided()).refused("ALREADY_CLOSED objectionId")
        self.decide().refused("NOT_FOUND objectionId")


class TestRemedying:
    def remedy(
        self, *facts: Fact, record: Recorded | None = RIGHTED, on: date = TODAY, event: UUID = CORRECTION
    ) -> Outcome:
        command = RemedyObjection(objection_id=OBJECTION, correction=event, on=on)
        return when(remedy_objection, objection(*facts), command, context(), record=record)

    def test_what_was_upheld_names_its_correction(self) -> None:
        self.remedy(raised(), decided()).then(remedied())
        self.remedy(raised(), decided(ObjectionOutcome.PARTLY)).then(remedied())

    def test_nothing_else_does(self) -> None:
        for facts in ([raised()], [raised(), WITHDRAWN], [raised(), decided(ObjectionOutcome.DISMISSED)]):
            self.remedy(*facts).refused("NOTHING_UPHELD objectionId")
        self.remedy(raised(), decided(), remedied()).refused("NOTHING_UPHELD objectionId")
        self.remedy().refused("NOT_FOUND objectionId")

    def test_another_event_that_concerns_the_member(self) -> None:
        self.remedy(raised(), decided(), record=None).refused("NOT_FOUND correction")
        self.remedy(raised(), decided(), record=ABSENCE, event=EVENT).refused("NOT_FOUND correction")
        of_ben = Recorded(CORRECTION, "the secretary", frozenset([BEN]))
        self.remedy(raised(), decided(), record=of_ben).refused("NOT_FOUND correction")

    def test_days_that_cannot_be(self) -> None:
        before = RAISED_ON - timedelta(days=1)
        self.remedy(raised(), decided(), on=before).refused("INVALID_DATES on")
        self.remedy(raised(), decided(), on=TOMORROW).refused("IN_THE_FUTURE on")
