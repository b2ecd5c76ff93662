"""Dues: assessed by month, paid in full, receipted once, reversed with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from domain.dues.decide import MOST_FEN, assess_dues, issue_dues_receipt, pay_dues, reverse_dues_payment
from domain.dues.events import (
    DuesAssessed,
    DuesPaid,
    DuesPaymentReversed,
    DuesReceiptIssued,
    ReceiptUsed,
    dues_id,
    receipt_id,
)
from domain.dues.ledger import LedgerMonth, off_register, without_receipt
from domain.dues.state import DuesYear, Receipt
from domain.membership.events import MemberDeparted, register_id
from domain.membership.state import Member, Register
from domain.organisation.events import BranchForm, OrganisationFounded, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, OTHER_BRANCH, TODAY, TOWNSHIP, context

DUES = dues_id(ANN, 2026)
NUMBER = "2026-0001"
PAID_ON = date(2026, 3, 10)
PAYMENT = event_id(DUES, 2)


def assessed(
    from_month: int = 2, to_month: int = 4, amount_fen: int = 5_50, branch_id: UUID = BRANCH
) -> Fact:
    return fact(
        DuesAssessed,
        member_id=ANN,
        branch_id=branch_id,
        year=2026,
        from_month=from_month,
        to_month=to_month,
        amount_fen=amount_fen,
    )


def paid(from_month: int = 2, to_month: int = 3, amount_fen: int = 11_00) -> Fact:
    return fact(DuesPaid, from_month=from_month, to_month=to_month, amount_fen=amount_fen, paid_on=PAID_ON)


def issued(number: str = NUMBER) -> Fact:
    return fact(DuesReceiptIssued, payment=PAYMENT, receipt_number=number, issued_on=PAID_ON)


def dues(*facts: Fact) -> DuesYear:
    return given(DuesYear, DUES, *facts)


def of_form(form: BranchForm | None, kind: OrganisationKind = OrganisationKind.PARTY_BRANCH) -> Organisation:
    founded = fact(OrganisationFounded, kind=kind, name="某支部", parent_id=TOWNSHIP, form=form)
    return given(Organisation, BRANCH, founded)


def assess(
    before: DuesYear | None = None,
    *,
    member: Member | None = None,
    branch: Organisation | None = None,
    register: Register | None = None,
    **changes: Any,
) -> Outcome:
    given_: dict[str, Any] = {
        "member_id": ANN,
        "branch_id": BRANCH,
        "year": 2026,
        "from_month": 2,
        "to_month": 4,
        "amount_fen": 5_50,
    }
    return when(
        assess_dues,
        before or dues(),
        AssessDues(**(given_ | changes)),
        context(),
        member=member or world.member(),
        branch=branch or world.branch(),
        register=register or world.register(ANN),
    )


def pay(before: DuesYear, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "member_id": ANN,
        "year": 2026,
        "from_month": 2,
        "to_month": 3,
        "amount_fen": 11_00,
        "paid_on": PAID_ON,
    }
    return when(pay_dues, before, PayDues(**(given_ | changes)), context(), member=world.member())


def receipt(before: DuesYear, of: Receipt | None = None, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "member_id": ANN,
        "year": 2026,
        "payment": PAYMENT,
        "receipt_number": NUMBER,
        "issued_on": PAID_ON,
    }
    command = IssueDuesReceipt(**(given_ | changes))
    number = of or Receipt.empty(receipt_id(NUMBER))
    return when(issue_dues_receipt, before, command, context(), member=world.member(), receipt=number)


def reverse(before: DuesYear, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "member_id": ANN,
        "year": 2026,
        "payment": PAYMENT,
        "reason": "WRONG_PERSON",
    }
    command = ReverseDuesPayment(**(given_ | changes))
    return when(reverse_dues_payment, before, command, context(), member=world.member())


class TestAssess:
    def test_months_of_a_year(self) -> None:
        (event,) = assess().then(assessed())
        assert set(event.subjects()) == {ANN, BRANCH}

    def test_again_with_another_sum(self) -> None:
        assess(dues(assessed()), amount_fen=6_00).then(assessed(amount_fen=6_00))

    def test_the_same_again(self) -> None:
        assess(dues(assessed())).nothing()
        assess(dues(assessed()), from_month=3, to_month=3).nothing()

    def test_nought_is_exempt(self) -> None:
        assess(amount_fen=0).then(assessed(amount_fen=0))

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"year": 1999}, "INVALID_VALUE year"),
            ({"year": 2028}, "INVALID_VALUE year"),
            ({"from_month": 0}, "INVALID_VALUE fromMonth"),
            ({"to_month": 13}, "INVALID_VALUE toMonth"),
            ({"from_month": 5, "to_month": 4}, "INVALID_VALUE toMonth"),
            ({"amount_fen": -1}, "INVALID_VALUE amountFen"),
            ({"amount_fen": MOST_FEN + 1}, "INVALID_VALUE amountFen"),
            ({"member": Member.empty(ANN)}, "NOT_FOUND memberId"),
            ({"branch": Organisation.empty(BRANCH)}, "NOT_FOUND branchId"),
            ({"branch": world.township()}, "WRONG_KIND branchId"),
        ],
    )
    def test_what_cannot_be(self, changes: dict[str, Any], refusal: str) -> None:
        assess(**changes).refused(refusal)

    @pytest.mark.parametrize("form", [BranchForm.TEMPORARY, BranchForm.VIRTUAL, BranchForm.FUNCTIONAL])
    def test_a_temporary_branch_collects_none(self, form: BranchForm) -> None:
        assess(branch=of_form(form)).refused("FORM_FORBIDS branchId")

    @pytest.mark.parametrize("form", [None, BranchForm.REGULAR, BranchForm.JOINT])
    def test_others_do(self, form: BranchForm | None) -> None:
        assess(branch=of_form(form)).then(assessed())

    def test_whoever_is_on_the_register_on_the_first(self) -> None:
        assess(from_month=1).refused("NOT_ON_REGISTER memberId")  # came on 5 January
        assess(register=world.register(BEN)).refused("NOT_ON_REGISTER memberId")
        gone = given(
            Register,
            register_id(BRANCH),
            world.entered(ANN),
            fact(
                MemberDeparted,
                branch_id=BRANCH,
                member_id=ANN,
                on=date(2026, 4, 1),
                to_branch_id=OTHER_BRANCH,
            ),
        )
        assess(register=gone).refused("NOT_ON_REGISTER memberId")
        assess(register=gone, to_month=3).then(assessed(to_month=3))

    def test_not_what_was_paid(self) -> None:
        before = dues(assessed(), paid())
        assess(before, amount_fen=6_00).refused("DUES_PAID fromMonth")
        assess(before, from_month=4, amount_fen=6_00).then(assessed(4, 4, 6_00))


class TestPay:
    def test_what_is_owed(self) -> None:
        (event,) = pay(dues(assessed())).then(paid())
        assert event.occurred_at == "2026-03-10"

    @pytest.mark.parametrize("amount_fen", [10_99, 11_01, 0])
    def test_the_very_sum(self, amount_fen: int) -> None:
        pay(dues(assessed()), amount_fen=amount_fen).refused("DUES_AMOUNT_DIFFERS amountFen")

    def test_of_nought_nothing_is_paid(self) -> None:
        pay(dues(assessed(amount_fen=0)), amount_fen=0).refused("DUES_AMOUNT_DIFFERS amountFen")

    def test_not_twice(self) -> None:
        pay(dues(assessed(), paid()), from_month=3, to_month=4).refused("DUES_PAID fromMonth")

    def test_not_before_it_is_assessed(self) -> None:
        pay(dues()).refused("DUES_NOT_ASSESSED fromMonth")
        pay(dues(assessed()), to_month=5).refused("DUES_NOT_ASSESSED fromMonth")

    def test_not_on_a_day_to_come(self) -> None:
        pay(dues(assessed()), paid_on=date(2026, 3, 21)).refused("IN_THE_FUTURE paidOn")
        pay(dues(assessed()), paid_on=date(1899, 1, 1)).refused("INVALID_DATES paidOn")
        assert len(pay(dues(assessed()), paid_on=TODAY).events) == 1


class TestReceipt:
    def test_issued(self) -> None:
        receipt(dues(assessed(), paid())).then(
            issued(), fact(ReceiptUsed, receipt_number=NUMBER, member_id=ANN, payment=PAYMENT)
        )

    def test_not_twice_for_one_payment(self) -> None:
        receipt(dues(assessed(), paid(), issued("2026-0000"))).refused("RECEIPT_ISSUED payment")

    def test_not_twice_with_one_number(self) -> None:
        used = given(
            Receipt,
            receipt_id(NUMBER),
            fact(ReceiptUsed, receipt_number=NUMBER, member_id=BEN, payment=world.id_of("payment")),
        )
        receipt(dues(assessed(), paid()), used).refused("RECEIPT_USED receiptNumber")

    @pytest.mark.parametrize("number", ["", "-1", "a1", "1" * 33, "票1", "1 2"])
    def test_a_number_has_its_form(self, number: str) -> None:
        receipt(dues(assessed(), paid()), receipt_number=number).refused("INVALID_VALUE receiptNumber")

    def test_for_a_payment_that_counts(self) -> None:
        receipt(dues(assessed())).refused("NOT_FOUND payment")
        reversed_ = fact(DuesPaymentReversed, payment=PAYMENT)
        receipt(dues(assessed(), paid(), reversed_)).refused("PAYMENT_REVERSED payment")

    def test_not_before_the_payment(self) -> None:
        receipt(dues(assessed(), paid()), issued_on=date(2026, 3, 9)).refused("INVALID_DATES issuedOn")
        receipt(dues(assessed(), paid()), issued_on=date(2026, 3, 21)).refused("IN_THE_FUTURE issuedOn")


class TestReverse:
    def test_reversed_and_paid_again(self) -> None:
        before = dues(assessed(), paid(), issued())
        reverse(before).then(fact(DuesPaymentReversed, payment=PAYMENT))
        after = dues(assessed(), paid(), issued(), fact(DuesPaymentReversed, payment=PAYMENT))
        pay(after).then(paid())

    def test_for_a_reason_and_once(self) -> None:
        reverse(dues(assessed(), paid()), reason=None).refused("REASON_REQUIRED reason")
        reverse(dues(assessed())).refused("NOT_FOUND payment")
        reversed_ = fact(DuesPaymentReversed, payment=PAYMENT)
        reverse(dues(assessed(), paid(), reversed_)).refused("PAYMENT_REVERSED payment")


@pytest.mark.parametrize(
    ("month", "off", "without"),
    [
        (LedgerMonth(on_register=3, assessed=3, assessed_at_home=3, payers=3, receipts=3), 0, 0),
        (LedgerMonth(on_register=3, assessed=3, assessed_at_home=3, payers=3, receipts=2), 0, 1),
        (LedgerMonth(on_register=3, assessed=2, assessed_at_home=2, payers=0, receipts=0), 1, 0),
        (LedgerMonth(on_register=3, assessed=3, assessed_at_home=2, payers=0, receipts=0), 2, 0),
    ],
)
def test_register_ledger_and_receipts(month: LedgerMonth, off: int, without: int) -> None:
    assert (off_register(month), without_receipt(month)) == (off, without)
