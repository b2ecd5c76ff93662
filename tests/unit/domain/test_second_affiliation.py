"""Second affiliations: beside the home, without a vote."""

from __future__ import annotations

from datetime import date, timedelta

from domain.membership.events import AffiliationTransferred, MemberLeft
from domain.membership.state import Member
from domain.organisation.state import Organisation
from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from domain.second_affiliation.decide import add_second_affiliation, end_second_affiliation
from domain.second_affiliation.events import SecondAffiliationAdded, SecondAffiliationEnded
from domain.second_affiliation.state import SecondAffiliation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, OTHER_BRANCH, TODAY, context

SECOND, FIRST = world.id_of("second affiliation"), world.id_of("first affiliation")
DAY = date(2026, 3, 2)


def added(organisation_id: object = OTHER_BRANCH, from_on: date = DAY) -> Fact:
    return fact(SecondAffiliationAdded, member_id=ANN, organisation_id=organisation_id, from_on=from_on)


def ended(on: date) -> Fact:
    return fact(SecondAffiliationEnded, on=on)


class TestAdd:
    def decide(
        self,
        *others: SecondAffiliation,
        from_on: date = DAY,
        member: Member | None = None,
        at: Organisation | None = None,
        before: SecondAffiliation | None = None,
    ) -> Outcome:
        at = at or world.branch(OTHER_BRANCH)
        command = AddSecondAffiliation(
            second_affiliation_id=SECOND, member_id=ANN, organisation_id=at.id, from_on=from_on
        )
        return when(
            add_second_affiliation,
            before or SecondAffiliation.empty(SECOND),
            command,
            context(),
            member=member or world.member(),
            organisation=at,
            others=others,
        )

    def test_beside_the_home_and_no_register_hears_of_it(self) -> None:
        self.decide().then(added())

    def test_not_at_the_home_of_that_day(self) -> None:
        self.decide(at=world.branch()).refused("ALREADY_AFFILIATED organisationId")
        moved = fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=OTHER_BRANCH, from_on=DAY)
        self.decide(member=world.member(ANN, moved)).refused("ALREADY_AFFILIATED organisationId")
        before = DAY - timedelta(days=1)
        self.decide(member=world.member(ANN, moved), from_on=before).then(added(from_on=before))

    def test_once_at_a_time_at_one_place(self) -> None:
        open_ = given(SecondAffiliation, FIRST, added(from_on=date(2026, 2, 1)))
        self.decide(open_).refused("AFFILIATION_OVERLAPS fromOn")
        over = given(SecondAffiliation, FIRST, added(from_on=date(2026, 2, 1)), ended(DAY))
        self.decide(over).then(added())
        self.decide(over, from_on=DAY - timedelta(days=1)).refused("AFFILIATION_OVERLAPS fromOn")
        elsewhere = given(SecondAffiliation, FIRST, added(world.id_of("third branch")))
        self.decide(elsewhere).then(added())

    def test_refused(self) -> None:
        self.decide(at=world.township()).refused("WRONG_KIND organisationId")
        self.decide(at=Organisation.empty(OTHER_BRANCH)).refused("NOT_FOUND organisationId")
        self.decide(member=Member.empty(ANN)).refused("NOT_FOUND memberId")
        self.decide(from_on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE fromOn")
        known = given(SecondAffiliation, SECOND, added())
        self.decide(before=known).refused("ALREADY_EXISTS secondAffiliationId")
        left = fact(MemberLeft, branch_id=BRANCH, on=DAY, to_county="430224")
        self.decide(member=world.member(ANN, left)).refused("LEFT_COUNTY memberId")


class TestEnd:
    def decide(self, *facts: Fact, on: date = date(2026, 3, 10)) -> Outcome:
        affiliation = given(SecondAffiliation, SECOND, *facts)
        command = EndSecondAffiliation(second_affiliation_id=SECOND, on=on)
        return when(end_second_affiliation, affiliation, command, context())

    def test_from_that_day_on(self) -> None:
        self.decide(added()).then(ended(date(2026, 3, 10)))
        self.decide(added(), on=DAY).then(ended(DAY))  # it never came about

    def test_nothing_if_so_already(self) -> None:
        self.decide(added(), ended(date(2026, 3, 10))).nothing()

    def test_refused(self) -> None:
        self.decide().refused("NOT_FOUND secondAffiliationId")
        self.decide(added(), on=DAY - timedelta(days=1)).refused("INVALID_DATES on")
        self.decide(added(), ended(date(2026, 3, 9))).refused("INVALID_DATES on")
        self.decide(added(), on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE on")
