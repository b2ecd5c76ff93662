"""Public items: a weakness made public where it belongs, with a last day, taken down by others than whose it is."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

import pytest

from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from domain.public_items.decide import (
    end_public_item,
    post_public_item,
    stands_at_most_until,
    withdraw_public_item,
)
from domain.public_items.events import (
    PublicItemEnded,
    PublicItemEnding,
    PublicItemPosted,
    PublicItemWithdrawn,
    Weakness,
)
from domain.public_items.state import PublicItem
from domain.violations.events import (
    ViolationKind,
    ViolationReported,
    ViolationSeverity,
    ViolationWithdrawn,
)
from domain.violations.state import Violation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, GROUP, TOWNSHIP, context

ITEM, VIOLATION = world.id_of("public item"), world.id_of("violation")
AT_HOME = frozenset([GROUP, BRANCH, TOWNSHIP, COMMITTEE])
IMPROVED, EARLY = PublicItemEnding.IMPROVED, PublicItemEnding.ENDED_EARLY
LATEST = date(2026, 6, 30)


def on(day: int) -> date:
    return date(2026, 3, day)


def posted(
    member_id: UUID | None = ANN,
    organisation_id: UUID = BRANCH,
    day: int = 10,
    until: date = LATEST,
    weakness: Weakness = Weakness.PERFORMANCE,
    violation_id: UUID | None = None,
) -> Fact:
    said = {"weakness": weakness, "violation_id": violation_id, "on": on(day), "stands_until": until}
    return fact(PublicItemPosted, organisation_id=organisation_id, member_id=member_id, **said)


def ended(day: int = 15, ending: PublicItemEnding = IMPROVED) -> Fact:
    return fact(PublicItemEnded, on=on(day), ending=ending)


WITHDRAWN = fact(PublicItemWithdrawn)


def item(*facts: Fact) -> PublicItem:
    return given(PublicItem, ITEM, *facts)


def violation(member_id: UUID | None = ANN, *facts: Fact) -> Violation:
    said = {"kind": ViolationKind.OPERATING_RULES, "severity": ViolationSeverity.SERIOUS, "code": "LATE"}
    reported = fact(
        ViolationReported, organisation_id=GROUP, member_id=member_id, at="2026-03-09", on=on(9), **said
    )
    return given(Violation, VIOLATION, reported, *facts)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 4, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_until_the_end_of_the_next_quarter_at_most(day: date, last: date) -> None:
    assert stands_at_most_until(day) == last


class TestPost:
    def post(
        self,
        *facts: Fact,
        day: int = 10,
        member_id: UUID | None = ANN,
        home: Container[UUID] = AT_HOME,
        organisation: Organisation | None = None,
        until: date | None = None,
        weakness: Weakness = Weakness.PERFORMANCE,
        of: Violation | None = None,
    ) -> Outcome:
        place = organisation or world.branch()
        command = PostPublicItem(
            public_item_id=ITEM,
            organisation_id=place.id,
            weakness=weakness,
            on=on(day),
            member_id=member_id,
            violation_id=None if of is None else of.id,
            stands_until=until,
        )
        known = {"organisation": place, "home": home, "violation": of}
        return when(post_public_item, item(*facts), command, context(), **known)

    def test_of_a_member_at_the_branch_or_the_group(self) -> None:
        (event,) = self.post().then(posted())
        assert event.subjects() == (BRANCH, ANN)
        self.post(organisation=world.group()).then(posted(organisation_id=GROUP))

    def test_of_the_organisation_as_such(self) -> None:
        (event,) = self.post(member_id=None, home=frozenset()).then(posted(None))
        assert event.subjects() == (BRANCH,)

    def test_of_a_member_at_home_there_that_day(self) -> None:
        self.post(home=frozenset()).refused("MEMBER_ELSEWHERE memberId")
        self.post(home=AT_HOME - {GROUP}, organisation=world.group()).refused("MEMBER_ELSEWHERE memberId")

    def test_for_as_long_as_is_said_and_may_be(self) -> None:
        self.post(until=on(10)).then(posted(until=on(10)))
        self.post(until=LATEST).then(posted())
        self.post(until=on(9)).refused("INVALID_DATES standsUntil")
        self.post(until=date(2026, 7, 1)).refused("INVALID_DATES standsUntil")

    def test_none_is_ahead(self) -> None:
        assert self.post(day=20).events
        self.post(day=21).refused("IN_THE_FUTURE on")

    def test_at_what_has_a_board_alone_and_stood_that_day(self) -> None:
        self.post(member_id=None, organisation=world.township()).refused("WRONG_KIND organisationId")
        gone = fact(OrganisationDissolved, on=on(10), approved_by=TOWNSHIP)
        dissolved = world.organisation(GROUP, OrganisationKind.PARTY_GROUP, BRANCH, gone)
        self.post(organisation=dissolved).refused("ORGANISATION_DISSOLVED organisationId")
        assert self.post(organisation=dissolved, day=9).events
        self.post(organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")

    def test_once(self) -> None:
        self.post(posted()).refused("ALREADY_EXISTS publicItemId")

    def test_about_a_violation_of_theirs_that_stands(self) -> None:
        sort = Weakness.VIOLATION
        self.post(weakness=sort, of=violation()).then(posted(weakness=sort, violation_id=VIOLATION))
        assert self.post(weakness=sort).events  # one that nobody reported as such
        for other in (
            violation(BEN),
            violation(None),
            violation(ANN, fact(ViolationWithdrawn)),
            Violation.empty(VIOLATION),
        ):
            self.post(weakness=sort, of=other).refused("NOT_FOUND violationId")

    def test_about_a_violation_of_the_organisation_as_such(self) -> None:
        told = {"weakness": Weakness.VIOLATION, "member_id": None, "of": violation(None)}
        assert self.post(organisation=world.group(), **told).events  # type: ignore[arg-type]
        self.post(**told).refused("NOT_FOUND violationId")  # type: ignore[arg-type]

    def test_a_violation_is_no_other_weakness(self) -> None:
        self.post(of=violation()).refused("INVALID_VALUE violationId")


class TestEnd:
    def end(
        self,
        *facts: Fact,
        day: int = 15,
        ending: PublicItemEnding = IMPROVED,
        reason: str | None = None,
        actor: UUID | None = None,
    ) -> Outcome:
        command = EndPublicItem(public_item_id=ITEM, on=on(day), ending=ending, reason=reason)
        return when(end_public_item, item(*facts), command, context(actor_member_id=actor))

    def test_what_has_improved_needs_no_further_reason(self) -> None:
        self.end(posted()).then(ended())

    def test_what_ends_early_needs_one(self) -> None:
        self.end(posted(), ending=EARLY).refused("REASON_REQUIRED reason")
        self.end(posted(), ending=EARLY, reason="LEFT_FOR_STUDY").then(ended(ending=EARLY))

    def test_on_a_day_that_it_stands(self) -> None:
        facts = posted(until=on(16))
        assert self.end(facts, day=10).events
        assert self.end(facts, day=16).events
        self.end(facts, day=9).refused("INVALID_DATES on")
        self.end(facts, day=17).refused("INVALID_DATES on")
        self.end(posted(), day=21).refused("IN_THE_FUTURE on")

    def test_once(self) -> None:
        self.end(posted(), ended()).refused("ALREADY_CLOSED publicItemId")
        self.end(posted(), WITHDRAWN).refused("ALREADY_WITHDRAWN publicItemId")
        self.end().refused("NOT_FOUND publicItemId")

    def test_never_ones_own(self) -> None:
        self.end(posted(), actor=ANN).refused("OWN_PUBLIC_ITEM publicItemId")
        assert self.end(posted(), actor=BEN).events
        assert self.end(posted(None), actor=ANN).events


class TestWithdraw:
    def withdraw(self, *facts: Fact, reason: str | None = "MISTAKEN", actor: UUID | None = None) -> Outcome:
        command = WithdrawPublicItem(public_item_id=ITEM, reason=reason)
        return when(withdraw_public_item, item(*facts), command, context(actor_member_id=actor))

    def test_once_with_a_reason(self) -> None:
        self.withdraw(posted()).then(WITHDRAWN)
        self.withdraw(posted(), reason=None).refused("REASON_REQUIRED reason")
        self.withdraw(posted(), WITHDRAWN).refused("ALREADY_WITHDRAWN publicItemId")
        self.withdraw().refused("NOT_FOUND publicItemId")

    def test_also_what_is_over(self) -> None:
        self.withdraw(posted(), ended()).then(WITHDRAWN)
        self.withdraw(posted(until=on(11))).then(WITHDRAWN)

    def test_never_ones_own(self) -> None:
        self.withdraw(posted(), actor=ANN).refused("OWN_PUBLIC_ITEM publicItemId")
        assert self.withdraw(posted(), actor=BEN).events
