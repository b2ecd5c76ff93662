"""Transfer letters: within the county, out of it, and into it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.core import Occurred
from domain.membership.events import (
    AffiliationTransferred,
    Entry,
    MemberDeparted,
    MemberEntered,
    MemberKind,
    MemberLeft,
    MemberRegistered,
    register_id,
)
from domain.membership.state import Member
from domain.organisation.state import Organisation
from domain.transfers.admit import admit_by_letter
from domain.transfers.commands import (
    AcknowledgeLetter,
    AdmitByLetter,
    IssueLetter,
    ReceiveLetter,
    WithdrawLetter,
)
from domain.transfers.decide import acknowledge_letter, issue_letter, receive_letter, withdraw_letter
from domain.transfers.events import (
    LetterAdmitted,
    LetterIssued,
    LetterReceived,
    LetterWithdrawn,
    letter_id,
)
from domain.transfers.state import Letter
from domain.transfers.validity import valid_until
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, EVE, OTHER_BRANCH, TODAY, context

HERE, NEAR, FAR = "430281", "430224", "510104"
NUMBER = "2026-0017"
LETTER = letter_id(NUMBER)
ISSUED = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("issued_on", "to_county", "last_on"),
    [
        (date(2026, 3, 1), HERE, date(2026, 6, 1)),
        (date(2026, 3, 1), NEAR, date(2026, 6, 1)),
        (date(2026, 3, 1), FAR, date(2026, 9, 1)),
        (date(2026, 11, 30), NEAR, date(2027, 2, 28)),
        (date(2026, 8, 31), FAR, date(2027, 2, 28)),
        (date(2026, 12, 1), NEAR, date(2027, 3, 1)),
    ],
)
def test_a_letter_is_valid_for_three_months_or_six_across_provinces(
    issued_on: date, to_county: str, last_on: date
) -> None:
    assert valid_until(issued_on, HERE, to_county) == last_on


def issued(issued_on: date = ISSUED, **changes: Any) -> Fact:
    fields: dict[str, Any] = {
        "number": NUMBER,
        "member_id": ANN,
        "from_branch_id": BRANCH,
        "issued_on": issued_on,
        "valid_until": valid_until(issued_on, HERE, changes.get("to_county") or HERE),
        "to_branch_id": OTHER_BRANCH,
    }
    return fact(LetterIssued, **(fields | changes))


def outward(issued_on: date = ISSUED, county: str = NEAR) -> Fact:
    return issued(issued_on, to_branch_id=None, to_county=county)


def letter(*facts: Fact) -> Letter:
    return given(Letter, LETTER, *facts)


class TestIssue:
    def decide(
        self,
        *,
        to_branch: Organisation | None = None,
        to_county: str | None = None,
        member: Member | None = None,
        others: tuple[Letter, ...] = (),
        before: Letter | None = None,
        number: str = NUMBER,
        on: str = "2026-03-01",
    ) -> Outcome:
        command = IssueLetter(
            letter_id=LETTER,
            number=number,
            member_id=ANN,
            to_branch_id=None if to_branch is None else to_branch.id,
            to_county=to_county,
            occurred_at=Occurred(on),
        )
        return when(
            issue_letter,
            before or Letter.empty(LETTER),
            command,
            context(),
            county=world.county(),
            member=member or world.member(),
            to_branch=to_branch,
            others=others,
        )

    def test_to_a_branch_and_the_home_stays(self) -> None:
        self.decide(to_branch=world.branch(OTHER_BRANCH)).then(issued())

    def test_to_another_county(self) -> None:
        self.decide(to_county=NEAR).then(outward())
        self.decide(to_county=FAR).then(outward(county=FAR))

    def test_either_a_branch_or_a_county(self) -> None:
        self.decide().refused("INVALID_VALUE toBranchId")
        self.decide(to_branch=world.branch(OTHER_BRANCH), to_county=NEAR).refused("INVALID_VALUE toBranchId")
        self.decide(to_county=HERE).refused("INVALID_VALUE toCounty")
        self.decide(to_county="43022").refused("INVALID_VALUE toCounty")

    def test_only_another_branch_is_a_destination(self) -> None:
        self.decide(to_branch=world.branch()).refused("ALREADY_AFFILIATED toBranchId")
        self.decide(to_branch=world.township()).refused("WRONG_KIND toBranchId")
        self.decide(to_branch=Organisation.empty(OTHER_BRANCH)).refused("NOT_FOUND toBranchId")

    def test_one_letter_under_way_at_a_time(self) -> None:
        other = world.id_of("other letter")
        first = given(Letter, other, outward(date(2026, 1, 10)))
        self.decide(to_county=FAR, others=(first,), on="2026-03-20").refused("LETTER_IN_FLIGHT memberId")

    def test_another_once_the_first_ran_out_was_used_or_taken_back(self) -> None:
        other = world.id_of("other letter")
        ran_out = given(Letter, other, outward(date(2025, 12, 19)))  # valid until 19 March
        used = given(Letter, other, outward(), fact(LetterReceived, on=TODAY))
        back = given(Letter, other, outward(), fact(LetterWithdrawn))
        for first in (ran_out, used, back):
            self.decide(to_county=NEAR, others=(first,), on="2026-03-20").then(outward(date(2026, 3, 20)))
        self.decide(to_county=NEAR, others=(ran_out,), on="2026-03-19").refused("LETTER_IN_FLIGHT memberId")

    def test_refused(self) -> None:
        self.decide(to_county=NEAR, before=letter(issued())).refused("ALREADY_EXISTS number")
        self.decide(to_county=NEAR, number="17号").refused("INVALID_VALUE number")
        self.decide(to_county=NEAR, member=Member.empty(ANN)).refused("NOT_FOUND memberId")
        self.decide(to_county=NEAR, on="2026-01-04").refused(
            "INVALID_DATES occurredAt"
        )  # at home since the 5th
        self.decide(to_county=NEAR, on="2026-03-21").refused("IN_THE_FUTURE occurredAt")
        self.decide(to_county=NEAR, member=gone()).refused("LEFT_COUNTY memberId")


def gone() -> Member:
    return world.member(ANN, fact(MemberLeft, branch_id=BRANCH, on=date(2026, 2, 1), to_county=NEAR))


def moved(branch_id: Any = OTHER_BRANCH, from_on: date = date(2026, 3, 5)) -> Fact:
    return fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=branch_id, from_on=from_on)


class TestReceive:
    def decide(
        self,
        *facts: Fact,
        on: date = date(2026, 3, 10),
        member: Member | None = None,
        to: Organisation | None = None,
    ) -> Outcome:
        to = to or world.branch(OTHER_BRANCH)
        return when(
            receive_letter,
            letter(*facts),
            ReceiveLetter(letter_id=LETTER, to_branch_id=to.id, on=on),
            context(),
            member=member or world.member(),
            to_branch=to,
            from_register=world.register(ANN),
            to_register=world.register(branch_id=OTHER_BRANCH),
        )

    def test_the_home_moves(self) -> None:
        on = date(2026, 3, 10)
        self.decide(issued()).then(
            fact(LetterReceived, on=on),
            moved(from_on=on),
            fact(MemberDeparted, branch_id=BRANCH, member_id=ANN, on=on, to_branch_id=OTHER_BRANCH),
            fact(MemberEntered, branch_id=OTHER_BRANCH, member_id=ANN, from_on=on, entry=Entry.TRANSFERRED),
        )

    def test_until_the_last_day(self) -> None:
        early = issued(date(2026, 1, 6), valid_until=date(2026, 3, 10))
        assert len(self.decide(early, on=date(2026, 3, 10)).events) == 4
        self.decide(early, on=date(2026, 3, 11)).refused("LETTER_EXPIRED on")

    def test_used_once(self) -> None:
        self.decide(issued(), fact(LetterReceived, on=ISSUED)).refused("LETTER_USED number")
        self.decide(issued(), fact(LetterWithdrawn)).refused("LETTER_WITHDRAWN number")

    def test_only_where_it_is_addressed(self) -> None:
        self.decide(issued(), to=world.branch()).refused("NOT_FOUND number")
        self.decide(outward()).refused("NOT_FOUND number")

    def test_only_from_the_home_where_it_was_issued(self) -> None:
        elsewhere = world.member(ANN, moved(world.id_of("third branch")))
        self.decide(issued(), member=elsewhere).refused("NOT_HOME_BRANCH number")

    def test_days_that_cannot_be(self) -> None:
        self.decide(issued(), on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE on")
        self.decide(issued(), on=ISSUED - timedelta(days=1)).refused("INVALID_DATES on")

    def test_not_once_the_member_has_left(self) -> None:
        self.decide(issued(), member=gone()).refused("LEFT_COUNTY number")


class TestAcknowledge:
    def decide(self, *facts: Fact, on: date = date(2026, 3, 10), member: Member | None = None) -> Outcome:
        return when(
            acknowledge_letter,
            letter(*facts),
            AcknowledgeLetter(letter_id=LETTER, on=on),
            context(),
            member=member or world.member(),
            register=world.register(ANN),
        )

    def test_the_member_leaves(self) -> None:
        on = date(2026, 3, 10)
        member = world.member()
        self.decide(outward(), member=member).then(
            fact(LetterReceived, on=on),
            fact(MemberLeft, branch_id=BRANCH, on=on, to_county=NEAR),
            fact(
                MemberDeparted,
                branch_id=BRANCH,
                member_id=ANN,
                on=on,
                to_branch_id=None,
                originator_id=register_id(BRANCH),
            ),
        )
        assert member.left_on == on

    def test_a_receipt_that_comes_late_says_when_it_was_in_time(self) -> None:
        early = outward(date(2025, 12, 10), NEAR)  # valid until 10 March
        self.decide(early, on=date(2026, 3, 11)).refused("LETTER_EXPIRED on")
        assert len(self.decide(early, on=date(2026, 3, 10)).events) == 3

    def test_refused(self) -> None:
        self.decide().refused("NOT_FOUND letterId")
        self.decide(issued()).refused("WRONG_KIND letterId")
        self.decide(outward(), fact(LetterReceived, on=ISSUED)).refused("LETTER_USED letterId")
        self.decide(outward(), fact(LetterWithdrawn)).refused("LETTER_WITHDRAWN letterId")
        self.decide(outward(), member=world.member(ANN, moved())).refused("NOT_HOME_BRANCH letterId")


class TestWithdraw:
    def decide(self, *facts: Fact, reason: str | None = "EXPIRED") -> Outcome:
        command = WithdrawLetter(letter_id=LETTER, reason=reason)
        return when(withdraw_letter, letter(*facts), command, context())

    def test_taken_back(self) -> None:
        self.decide(outward()).then(fact(LetterWithdrawn))

    def test_refused(self) -> None:
        self.decide().refused("NOT_FOUND letterId")
        self.decide(outward(), reason=None).refused("REASON_REQUIRED reason")
        self.decide(outward(), fact(LetterWithdrawn)).refused("LETTER_WITHDRAWN letterId")
        self.decide(outward(), fact(LetterReceived, on=ISSUED)).refused("LETTER_USED letterId")


class TestAdmit:
    def decide(self, before: Letter | None = None, **changes: Any) -> Outcome:
        fields: dict[str, Any] = {
            "letter_id": letter_id(NUMBER, NEAR),
            "number": NUMBER,
            "from_county": NEAR,
            "issued_on": date(2026, 2, 1),
            "on": date(2026, 3, 10),
            "member_id": EVE,
            "branch_id": BRANCH,
            "kind": MemberKind.FULL,
            "joined_on": date(2001, 7, 1),
            "name_id": world.id_of("name"),
        }
        command = AdmitByLetter(**(fields | changes))
        return when(
            admit_by_letter,
            before or Letter.empty(command.letter_id),
            command,
            context(),
            county=world.county(),
            member=Member.empty(EVE),
            branch=world.branch(),
            group=None,
            register=world.register(),
        )

    def admitted(self) -> Fact:
        return fact(
            LetterAdmitted,
            number=NUMBER,
            from_county=NEAR,
            member_id=EVE,
            to_branch_id=BRANCH,
            issued_on=date(2026, 2, 1),
            valid_until=date(2026, 5, 1),
            on=date(2026, 3, 10),
        )

    def test_at_home_from_that_day_on(self) -> None:
        self.decide().then(
            self.admitted(),
            fact(
                MemberRegistered,
                branch_id=BRANCH,
                kind=MemberKind.FULL,
                joined_on=date(2001, 7, 1),
                name_id=world.id_of("name"),
                occurred_at=Occurred("2026-03-10"),
            ),
            fact(
                MemberEntered,
                branch_id=BRANCH,
                member_id=EVE,
                from_on=date(2026, 3, 10),
                entry=Entry.TRANSFERRED,
            ),
        )

    def test_used_once(self) -> None:
        before = given(Letter, letter_id(NUMBER, NEAR), self.admitted())
        self.decide(before).refused("LETTER_USED number")

    def test_in_time(self) -> None:
        assert len(self.decide(issued_on=date(2025, 12, 10)).events) == 3
        self.decide(issued_on=date(2025, 12, 9)).refused("LETTER_EXPIRED on")
        assert len(self.decide(issued_on=date(2025, 9, 10), from_county=FAR).events) == 3
        self.decide(issued_on=date(2025, 9, 9), from_county=FAR).refused("LETTER_EXPIRED on")
        self.decide(issued_on=date(2026, 3, 11)).refused("INVALID_DATES on")

    def test_refused(self) -> None:
        self.decide(number="").refused("INVALID_VALUE number")
        self.decide(from_county=HERE).refused("INVALID_VALUE fromCounty")
        self.decide(on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE on")
        self.decide(issued_on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE issuedOn")
        self.decide(joined_on=TODAY + timedelta(days=1)).refused("IN_THE_FUTURE joinedOn")
