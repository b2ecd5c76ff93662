"""Handlers of commands about membership dues."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.dues import decide
from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from domain.dues.events import dues_id, receipt_id
from domain.dues.state import DuesYear, Receipt
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation


async def assess_dues(command: AssessDues, session: Session) -> Decision:
    """Assess months of a member, with a look at the branch's register."""
    dues = await session.load(DuesYear, dues_id(command.member_id, command.year))
    member = await session.load(Member, command.member_id)
    branch = await session.load(Organisation, command.branch_id)
    register = await session.load(Register, register_id(command.branch_id))
    return decide.assess_dues(dues, command, session.context, member=member, branch=branch, register=register)


async def pay_dues(command: PayDues, session: Session) -> Decision:
    """Record a payment."""
    dues = await session.load(DuesYear, dues_id(command.member_id, command.year))
    member = await session.load(Member, command.member_id)
    return decide.pay_dues(dues, command, session.context, member=member)


async def issue_dues_receipt(command: IssueDuesReceipt, session: Session) -> Decision:
    """Record a receipt, on the stream of its number too."""
    dues = await session.load(DuesYear, dues_id(command.member_id, command.year))
    member = await session.load(Member, command.member_id)
    receipt = await session.load(Receipt, receipt_id(command.receipt_number))
    return decide.issue_dues_receipt(dues, command, session.context, member=member, receipt=receipt)


async def reverse_dues_payment(command: ReverseDuesPayment, session: Session) -> Decision:
    """Let a payment no longer count."""
    dues = await session.load(DuesYear, dues_id(command.member_id, command.year))
    member = await session.load(Member, command.member_id)
    return decide.reverse_dues_payment(dues, command, session.context, member=member)
