"""Decisions about membership dues."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from domain.dues.events import (
    DuesAssessed,
    DuesPaid,
    DuesPaymentReversed,
    DuesReceiptIssued,
    ReceiptUsed,
    months,
)
from domain.dues.state import Charge, DuesYear, Receipt
from domain.membership.state import Member, Register
from domain.organisation.events import OrganisationKind
from domain.organisation.forms import collects_dues
from domain.organisation.state import Organisation

EARLIEST_YEAR = 2000
MOST_FEN = 10_000_00  # a month: 2 % of what nobody earns
_RECEIPT_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}", re.ASCII)


def assess_dues(
    dues: DuesYear,
    command: AssessDues,
    context: Context,
    *,
    member: Member,
    branch: Organisation,
    register: Register,
) -> Decision:
    """Assess months of which none is paid, for the branch whose ``register`` has the member on the first of each."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        known(branch, "branchId") or _collects(branch),
        *_span_fits(command, context),
    ) or any_refusal(
        None if 0 <= command.amount_fen <= MOST_FEN else Refusal(RefusalCode.INVALID_VALUE, ("amountFen",)),
        _on_register(register, command),
        _unpaid(dues, command),
    )
    if refused:
        return refused
    wanted = Charge(branch.id, command.amount_fen)
    if all(dues.charges.get(month) == wanted for month in months(command.from_month, command.to_month)):
        return accept()
    assessed = context.events_of(dues, command)(
        DuesAssessed,
        member_id=member.id,
        branch_id=branch.id,
        year=command.year,
        from_month=command.from_month,
        to_month=command.to_month,
        amount_fen=command.amount_fen,
    )
    return accept([assessed])


def pay_dues(dues: DuesYear, command: PayDues, context: Context, *, member: Member) -> Decision:
    """Take the very sum that is owed for months which are assessed and not paid."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        *_span_fits(command, context),
        day(command.paid_on, context, "paidOn", most_days_ahead=0),
    ) or any_refusal(_assessed(dues, command), _unpaid(dues, command))
    if refused:
        return refused
    owed = dues.owed_fen(months(command.from_month, command.to_month))
    if command.amount_fen != owed or not owed:
        return refuse(RefusalCode.DUES_AMOUNT_DIFFERS, "amountFen", owedFen=owed)
    paid = context.events_of(dues, command, on=command.paid_on)(
        DuesPaid,
        from_month=command.from_month,
        to_month=command.to_month,
        amount_fen=command.amount_fen,
        paid_on=command.paid_on,
    )
    return accept([paid])


def issue_dues_receipt(
    dues: DuesYear, command: IssueDuesReceipt, context: Context, *, member: Member, receipt: Receipt
) -> Decision:
    """Give a payment its one receipt, under a number that no other has; ``receipt`` is that number's stream."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        day(command.issued_on, context, "issuedOn", most_days_ahead=0),
        None
        if _RECEIPT_NUMBER.fullmatch(command.receipt_number)
        else Refusal(RefusalCode.INVALID_VALUE, ("receiptNumber",)),
        _counts(dues, command.payment),
    )
    if refused:
        return refused
    payment = dues.payments[command.payment]
    if payment.receipt_number is not None:
        return refuse(RefusalCode.RECEIPT_ISSUED, "payment")
    if receipt.exists:
        return refuse(RefusalCode.RECEIPT_USED, "receiptNumber")
    if command.issued_on < payment.paid_on:
        return refuse(RefusalCode.INVALID_DATES, "issuedOn")
    issued = context.events_of(dues, command, on=command.issued_on)(
        DuesReceiptIssued,
        payment=command.payment,
        receipt_number=command.receipt_number,
        issued_on=command.issued_on,
    )
    used = context.events_of(receipt, command, on=command.issued_on)(
        ReceiptUsed, receipt_number=command.receipt_number, member_id=member.id, payment=command.payment
    )
    return accept([issued, used])


def reverse_dues_payment(
    dues: DuesYear, command: ReverseDuesPayment, context: Context, *, member: Member
) -> Decision:
    """Let a payment no longer count."""
    refused = any_refusal(
        header(command, context),
        reason_given(command),
        known(member, "memberId"),
        _counts(dues, command.payment),
    )
    if refused:
        return refused
    return accept([context.events_of(dues, command)(DuesPaymentReversed, payment=command.payment)])


def _span_fits(command: AssessDues | PayDues, context: Context) -> tuple[Refusal | None, ...]:
    """A year, and months of it in their order."""
    year_fits = EARLIEST_YEAR <= command.year <= context.today.year + 1
    starts, ends = 1 <= command.from_month <= 12, 1 <= command.to_month <= 12
    return (
        None if year_fits else Refusal(RefusalCode.INVALID_VALUE, ("year",)),
        None if starts else Refusal(RefusalCode.INVALID_VALUE, ("fromMonth",)),
        None
        if ends and command.from_month <= command.to_month
        else Refusal(RefusalCode.INVALID_VALUE, ("toMonth",)),
    )


def _on_register(register: Register, command: AssessDues) -> Refusal | None:
    stays = register.stays.get(command.member_id, [])
    for month in months(command.from_month, command.to_month):
        if not any(stay.covers(date(command.year, month, 1)) for stay in stays):
            return Refusal(RefusalCode.NOT_ON_REGISTER, ("memberId",), details={"month": month})
    return None


def _collects(branch: Organisation) -> Refusal | None:
    if branch.kind is not OrganisationKind.PARTY_BRANCH:
        return Refusal(RefusalCode.WRONG_KIND, ("branchId",), details={"kind": branch.kind.value})
    return None if collects_dues(branch) else Refusal(RefusalCode.FORM_FORBIDS, ("branchId",))


def _assessed(dues: DuesYear, command: PayDues) -> Refusal | None:
    if all(month in dues.charges for month in months(command.from_month, command.to_month)):
        return None
    return Refusal(RefusalCode.DUES_NOT_ASSESSED, ("fromMonth",))


def _unpaid(dues: DuesYear, command: AssessDues | PayDues) -> Refusal | None:
    for month in months(command.from_month, command.to_month):
        charge = dues.charges.get(month)
        if charge is not None and charge.payment is not None:
            return Refusal(RefusalCode.DUES_PAID, ("fromMonth",), details={"month": month})
    return None


def _counts(dues: DuesYear, payment_id: UUID) -> Refusal | None:
    """The id must be that of a payment of this member and year that counts."""
    payment = dues.payments.get(payment_id)
    if payment is None:
        return Refusal(RefusalCode.NOT_FOUND, ("payment",))
    return Refusal(RefusalCode.PAYMENT_REVERSED, ("payment",)) if payment.reversed else None
